// src/model/advisory.ts
const SEVERITIES = [
	"unknown",
	"negligible",
	"low",
	"medium",
	"high",
	"critical"
];
function atLeast(severity, floor) {
	return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(floor);
}
// src/errors.ts
var DrydockError = class extends Error {
	name = "DrydockError";
	code;
	hint;
	constructor(code, message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.code = code;
		this.hint = options.hint;
	}
};
var Unreadable = class extends Error {
	name = "Unreadable";
};
var OverLimit = class extends Unreadable {};
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}
export { SEVERITIES as a, messageOf as i, OverLimit as n, atLeast as o, Unreadable as r, DrydockError as t };

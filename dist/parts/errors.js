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
export { messageOf as i, OverLimit as n, Unreadable as r, DrydockError as t };

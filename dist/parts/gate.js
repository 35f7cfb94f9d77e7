import { setFlagsFromString } from "node:v8";
// src/collector.ts
function collectInOneGo() {
	setFlagsFromString("--no-concurrent-marking");
	setFlagsFromString("--no-incremental-marking");
	setFlagsFromString("--semi-space-growth-factor=1");
}
// src/gate.ts
const EXIT = {
	pass: 0,
	blocked: 1,
	unproven: 3,
	failed: 2
};
function worst(outcomes) {
	return WORST_FIRST.find((outcome) => outcomes.includes(outcome)) ?? "pass";
}
const WORST_FIRST = [
	"failed",
	"blocked",
	"unproven"
];
function gateOf(result, options) {
	const { fix } = result;
	const verdict = decisive(result, options);
	if (verdict.outcome !== "pass" || options === void 0 || fix === void 0) return verdict;
	const { refusal, left } = fix;
	if (refusal !== void 0 && FAILURES.has(refusal.code)) return {
		outcome: "failed",
		reason: refusal.reason
	};
	if (!options.required) return verdict;
	if (result.verdict.outcome === "unproven") return {
		outcome: "unproven",
		reason: result.verdict.reason
	};
	if (refusal !== void 0 && refusal.code !== "FIX_NOTHING") return {
		outcome: "blocked",
		reason: `the image was not repaired: ${refusal.reason}`
	};
	if (left.length === 0) return verdict;
	return {
		outcome: "blocked",
		reason: `the repair could not raise ${left.length === 1 ? "one package" : `${left.length} packages`}`
	};
}
function decisive({ verdict, fix }, options) {
	const { outcome, reason } = verdict;
	if (options === void 0) return {
		outcome,
		reason
	};
	if (options.gateOn === void 0) return {
		outcome: "pass",
		reason: "only a repair was asked for"
	};
	return (options.gateOn === "fixed" && fix?.fixed === true ? fix.verdict : void 0) ?? {
		outcome,
		reason
	};
}
const FAILURES = new Set([...[
	"FIX_FAILED",
	"FIX_DENIED",
	"FIX_TAG_EXISTS",
	"FIX_TAG_TOO_LONG"
], ...[
	"FIX_SIGNATURE",
	"FIX_HASH",
	"FIX_EXPIRED"
]]);
export { collectInOneGo as i, gateOf as n, worst as r, EXIT as t };

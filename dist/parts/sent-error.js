import { n as OverLimit, r as Unreadable, t as DrydockError } from "./errors.js";
// src/sent-error.ts
function packError(error) {
	if (error instanceof DrydockError) {
		const { code, message, hint } = error;
		return {
			kind: "drydock",
			code,
			message,
			...hint === void 0 ? {} : { hint }
		};
	}
	if (error instanceof OverLimit) return {
		kind: "limit",
		message: error.message
	};
	if (error instanceof Unreadable) return {
		kind: "unreadable",
		message: error.message
	};
	const { message, stack } = error instanceof Error ? error : new Error(String(error));
	return {
		kind: "mistake",
		message,
		...stack === void 0 ? {} : { stack }
	};
}
function unpackError({ kind, message, code, hint, stack }) {
	if (kind === "drydock") return new DrydockError(code, message, hint === void 0 ? {} : { hint });
	if (kind === "limit") return new OverLimit(message);
	if (kind === "unreadable") return new Unreadable(message);
	const error = new Error(message);
	if (stack !== void 0) error.stack = stack;
	return error;
}
export { unpackError as n, packError as t };

import { t as DrydockError } from "./errors.js";
// src/image/document.ts
const MAX_DOCUMENT = 4194304;
const MAX_DEPTH = 64;
function parseDocument(bytes, schema, what, cap = MAX_DOCUMENT) {
	if (bytes.length > cap) throw invalid(what, `is larger than ${cap} bytes`);
	if (isTooDeep(bytes)) throw invalid(what, `is nested deeper than ${MAX_DEPTH} levels`);
	let value;
	try {
		value = JSON.parse(bytes.toString("utf8"));
	} catch (cause) {
		throw invalid(what, "is not JSON", cause);
	}
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	throw invalid(what, `is not what it should be${issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.join(".").slice(0, 80)}`}: ${issue?.message ?? "unknown fault"}`, result.error);
}
function listing(texts, most = 12) {
	const all = [...texts].map(printable);
	const more = all.length > most ? ` and ${all.length - most} more` : "";
	return all.slice(0, most).join(", ") + more;
}
function printable(text) {
	const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
	return clean.length > 200 ? `${clean.slice(0, 200)}…` : clean;
}
function invalid(what, why, cause) {
	return new DrydockError("IMAGE_INVALID", `${what} ${why}.`, { cause });
}
function isTooDeep(bytes) {
	let depth = 0;
	let inString = false;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at];
		if (inString) {
			if (byte === 92) at++;
			else if (byte === 34) inString = false;
		} else if (byte === 34) inString = true;
		else if (byte === 123 || byte === 91) {
			if (++depth > MAX_DEPTH) return true;
		} else if (byte === 125 || byte === 93) depth--;
	}
	return false;
}
export { printable as i, listing as n, parseDocument as r, MAX_DOCUMENT as t };

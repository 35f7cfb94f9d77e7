import { t as DrydockError } from "./errors.js";
import { createHash } from "node:crypto";
// src/image/verify.ts
function sha256(bytes) {
	return digestOf(createHash("sha256").update(bytes));
}
function digestOf(hash) {
	return `sha256:${hash.digest("hex")}`;
}
async function* verified(chunks, expected) {
	const hash = expected.digest === void 0 ? void 0 : createHash("sha256");
	let size = 0;
	for await (const chunk of chunks) {
		size += chunk.length;
		if (expected.size !== void 0 && size > expected.size) throw wrongSize(expected, `more`);
		hash?.update(chunk);
		yield chunk;
	}
	if (expected.size !== void 0 && size !== expected.size) throw wrongSize(expected, String(size));
	if (expected.digest !== void 0 && hash !== void 0) compareDigests(expected.what, expected.digest, digestOf(hash));
}
function compareDigests(what, expected, actual) {
	if (expected === actual) return;
	throw new DrydockError("DIGEST_MISMATCH", `${what} should be ${expected} but is ${actual}`, { hint: "Fetch the image again; it was damaged or altered on its way." });
}
function wrongSize({ what, size }, actual) {
	return new DrydockError("DIGEST_MISMATCH", `${what} should have ${size} bytes but has ${actual}`, { hint: "Fetch the image again; it was cut off or altered on its way." });
}
export { verified as i, digestOf as n, sha256 as r, compareDigests as t };

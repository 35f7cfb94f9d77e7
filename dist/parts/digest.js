// src/image/digest.ts
const DIGEST = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
	return DIGEST.test(text);
}
function hexOf(digest) {
	return digest.slice(7);
}
export { isDigest as n, hexOf as t };

// src/image/path.ts
const MAX_PATH_BYTES = 4096;
function normalisePath(raw) {
	const start = raw.startsWith("./") ? 2 : 0;
	const end = raw.endsWith("/") ? raw.length - 1 : raw.length;
	const path = raw.slice(start, Math.max(start, end));
	return !path.startsWith("/") && !path.startsWith(".") && !path.includes("//") && !path.includes("/.") ? path : resolveSegments(raw);
}
function resolveSegments(raw) {
	const segments = [];
	for (const segment of raw.split("/")) {
		if (segment === "" || segment === ".") continue;
		if (segment !== "..") segments.push(segment);
		else if (segments.pop() === void 0 && !raw.startsWith("/")) return void 0;
	}
	return segments.join("/");
}
export { normalisePath as n, MAX_PATH_BYTES as t };

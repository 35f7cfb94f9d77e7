// src/model/origin.ts
function originOf(image, location) {
	return location === void 0 ? void 0 : image.layers[location.layer]?.origin;
}
function ownerOf(image, finding) {
	if (finding.kind === "risk" && finding.owner !== void 0) return finding.owner;
	const owner = originOf(image, finding.location)?.owner ?? "unknown";
	return owner === "unknown" && finding.kind === "risk" && finding.dockerfile !== void 0 ? "own" : owner;
}
// src/inventory/parsed-purl.ts
const MAX_LENGTH = 8192;
function parsePurl(text) {
	if (text.length > MAX_LENGTH || !/^pkg:/i.test(text)) return void 0;
	const [withoutSubpath = ""] = text.slice(4).split("#", 1);
	const [path, query] = halves(withoutSubpath, withoutSubpath.indexOf("?"));
	const trimmed = trimSlashes(path);
	const [type, rest] = halves(trimmed, trimmed.indexOf("/"));
	if (rest === void 0 || !/^[a-z][a-z0-9.+-]*$/i.test(type)) return void 0;
	const at = rest.lastIndexOf("@");
	const [names, version = ""] = halves(rest, at > 0 && at > rest.lastIndexOf("/") ? at : -1);
	const segments = trimSlashes(names).split("/").filter((segment) => segment !== "");
	try {
		const name = decodeURIComponent(segments.pop() ?? "");
		if (name === "") return void 0;
		return {
			type: type.toLowerCase(),
			namespace: segments.map(decodeURIComponent).join("/"),
			name,
			version: decodeURIComponent(version),
			qualifiers: parseQualifiers(query ?? "")
		};
	} catch (error) {
		if (error instanceof URIError) return void 0;
		throw error;
	}
}
function parseQualifiers(query) {
	const qualifiers = new Map();
	for (const pair of query.split("&")) {
		const [key, value = ""] = halves(pair, pair.indexOf("="));
		if (key !== "" && value !== "") qualifiers.set(key.toLowerCase(), decodeURIComponent(value));
	}
	return qualifiers;
}
function halves(text, index) {
	return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
function trimSlashes(text) {
	let start = 0;
	let end = text.length;
	while (start < end && text[start] === "/") start++;
	while (end > start && text[end - 1] === "/") end--;
	return text.slice(start, end);
}
export { originOf as n, ownerOf as r, parsePurl as t };

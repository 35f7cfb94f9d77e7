import { i as messageOf, r as Unreadable } from "./errors.js";
// src/inventory/json-object.ts
const MAX_TEXT = 1024;
function parseObject(bytes) {
	const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
	let document;
	try {
		document = JSON.parse(text);
	} catch (error) {
		throw new Unreadable(`it is not JSON: ${messageOf(error).slice(0, 200)}`);
	}
	const object = objectOf(document);
	if (object === void 0) throw new Unreadable("it is not a JSON object");
	return object;
}
function objectOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function entriesOf(value) {
	return Object.entries(objectOf(value) ?? {});
}
function arrayOf(value) {
	return Array.isArray(value) ? value : [];
}
function textOf(value) {
	if (typeof value !== "string") return void 0;
	if (value.length > MAX_TEXT) throw new Unreadable(`a text in it is over ${MAX_TEXT} characters long`);
	return value.trim() || void 0;
}
function compact(fields) {
	const kept = Object.entries(fields).filter(([, value]) => value !== void 0);
	return Object.fromEntries(kept);
}
export { parseObject as a, objectOf as i, compact as n, textOf as o, entriesOf as r, arrayOf as t };

// src/report/escape.ts
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
const COMMAND = /(?<=^|\s)::|##(?=[a-z]*\[)/gi;
function escapeForTerminal(text) {
	return text.replace(OBEYED, escapeCharacter).replace(COMMAND, (found) => found === "::" ? ":\\x3a" : "#\\x23");
}
function escapeLines(text) {
	return text.split("\n").map(escapeForTerminal).join("\n");
}
function escapeMarkdown(text) {
	return text.replace(OBEYED, (found) => found === "\n" || found === "	" ? " " : escapeCharacter(found)).replace(/[\\`*_{}[\]()<>#!|~&]/g, (found) => found === "<" ? "&lt;" : found === "&" ? "&amp;" : `\\${found}`).replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, "$1\\$2").replace(/@/g, "@​");
}
function escapeMarkdownText(text) {
	return escapeMarkdown(text).replaceAll("://", ":​//").replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\u200b.`).replace(/\\#(?=\d)/g, "\\#​");
}
function escapeCode(text) {
	return text.split(/(`[^`]+`)/).map((part) => /^`[^`]+`$/.test(part) ? escapeForTerminal(part) : escapeMarkdown(part)).join("");
}
function escapeXml(text) {
	return escapeForTerminal(text).replace(/[\ufffe\uffff]/g, escapeCharacter).replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);
}
function escapeHtml(text) {
	return escapeVisibly(text).replace(/[\n\t]/g, " ").replace(/[&<>"'`]|##|::/g, (found) => HTML_ENTITIES[found] ?? `${found[0]}&#${found.charCodeAt(1)};`);
}
const HTML_ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;",
	"`": "&#96;"
};
const PLAIN = /^[\x20-\x7e\n\t]*$/;
function escapeVisibly(text) {
	if (PLAIN.test(text)) return text;
	return text.replace(OBEYED, (found) => found === "\n" || found === "	" ? found : escapeCharacter(found));
}
function scriptJson(value) {
	return JSON.stringify(value, (_, item) => typeof item === "string" ? escapeVisibly(item) : item).replace(/[<>&]/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`).replace(/##|::/g, (found) => `${found[0]}\\u00${found.charCodeAt(1).toString(16)}`);
}
function printJson(value, indent = 2) {
	return `${JSON.stringify(value, (_, item) => wellFormed(item), indent)}\n`;
}
function wellFormed(item) {
	if (typeof item === "string") return item.toWellFormed();
	if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
	if (Object.keys(item).every((key) => key.isWellFormed())) return item;
	return Object.fromEntries(Object.entries(item).map(([key, own]) => [key.toWellFormed(), own]));
}
function escapeCharacter(found) {
	if (found === "\n") return "\\n";
	if (found === "\r") return "\\r";
	if (found === "	") return "\\t";
	const code = found.codePointAt(0) ?? 0;
	return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
export { escapeMarkdown as a, printJson as c, escapeLines as i, scriptJson as l, escapeForTerminal as n, escapeMarkdownText as o, escapeHtml as r, escapeXml as s, escapeCode as t };

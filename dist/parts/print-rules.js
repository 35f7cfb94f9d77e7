import { r as rules } from "./detectors.js";
import { t as DrydockError } from "./errors.js";
import { C as riskSeverity, _ as wrap, a as peersText, f as count, g as widthOf, h as painter, m as pad, n as SEVERITY_STYLES, p as cut, x as CATEGORY_WORDS } from "./report.js";
import { t as contextOf } from "./write-reports.js";
import { n as documentationOf } from "./rule.js";
import { i as escapeForTerminal, u as printJson } from "./progress.js";
import { r as ruleWords } from "./catalogue.js";
// src/report/rule-text.ts
const MAX_WIDTH = 100;
const SEVERITY_WIDTH = 10;
function rulesText(rules, { width, color }) {
	const paint = painter(color);
	const widest = (texts) => Math.max(0, ...texts.map(widthOf));
	const ids = widest(rules.map(({ id }) => id)) + 2;
	const categories = widest(rules.map(({ category }) => category)) + 2;
	const room = Math.max(20, width - ids - SEVERITY_WIDTH - categories);
	return `${[
		...rules.map((rule) => {
			const severity = paint(SEVERITY_STYLES[rule.severity], pad(riskSeverity(rule.severity), SEVERITY_WIDTH));
			const off = rule.isOptional ? " (off)" : rule.isStrict ? " (strict)" : "";
			const title = cut(escapeForTerminal(rule.title), room - off.length);
			const category = paint("dim", pad(rule.category, categories));
			return `${pad(rule.id, ids)}${severity}${category}${title}${off === "" ? "" : paint("dim", off)}`;
		}),
		"",
		count(rules.length, "rule")
	].join("\n")}\n`;
}
function ruleText(rule, { width, color }) {
	const paint = painter(color);
	const { id, category, title, severity, fires, guards, advice, peers } = rule;
	const parts = [
		["It fires when", fires],
		["It does not fire when", guards],
		["What to do", advice],
		["The same check elsewhere", peersText(peers)],
		["More", documentationOf(rule)]
	];
	const room = Math.max(40, Math.min(width, MAX_WIDTH));
	const rating = paint(SEVERITY_STYLES[severity], riskSeverity(severity));
	return `${[[...wrap(escapeForTerminal(`${id}: ${title}`), room).map((line) => paint("bold", line)), `${rating}, ${CATEGORY_WORDS[category].name}${whenOn(rule)}`], ...parts.filter(([, text]) => text !== "").map(([name, text]) => partLines(name, text, room, paint))].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function whenOn({ isOptional, isStrict }) {
	if (isOptional) return ", off unless asked for";
	return isStrict ? ", only in profile strict or where asked for" : "";
}
function partLines(name, text, room, paint) {
	return [paint("dim", name), ...wrap(escapeForTerminal(text), room - 2).map((line) => `  ${line}`)];
}
// src/print-rules.ts
function printedRules(id, asJson, paper) {
	const wanted = id?.toUpperCase();
	const found = wanted === void 0 ? rules : rules.filter((rule) => rule.id.toUpperCase() === wanted);
	const [first] = found;
	if (first === void 0) throw new DrydockError("NOT_FOUND", `There is no rule ${JSON.stringify(id)}.`, { hint: "drydock rules lists them." });
	if (asJson) return printJson(id === void 0 ? found.map(ruleWords) : ruleWords(first));
	return id === void 0 ? rulesText(found, contextOf(paper)) : ruleText(first, contextOf(paper));
}
export { printedRules };

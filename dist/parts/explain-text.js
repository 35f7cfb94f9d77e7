import { a as isVulnerability } from "./image-name.js";
import { i as escapeForTerminal, u as printJson } from "./progress.js";
import { w as severityWord } from "./report.js";
// src/explain-text.ts
const MAX_LINE = 400;
const MAX_UNMET = 10;
function explainedText(explained, asJson) {
	if (asJson) return printJson(explained);
	const { policy, scannedAt, findings, more } = explained;
	return `${[
		[`Judged by: ${policy}. Scanned: ${scannedAt}.`],
		...findings.map(paragraph),
		...more === 0 ? [] : [[`And ${more} more of this name.`]]
	].map((lines) => lines.map(safe).join("\n")).join("\n\n")}\n`;
}
function paragraph({ finding, decision, rules, waivers, changes }) {
	return [
		`${isVulnerability(finding) ? `${finding.rule} in ${finding.package.name} ${finding.package.version}` : `${finding.rule} ${finding.title}: ${finding.subject}`} (${severityWord(finding)}, ${finding.fingerprint.slice(0, 12)})`,
		`  ${WORDS[decision.action]}. ${decision.because}`,
		"  Rules",
		...rulesLines(rules),
		"  Waivers",
		...waivers.length === 0 ? ["    none covers it"] : waivers.map(waiverLine),
		...changes.length === 0 ? [] : ["  What would change it", ...changes.map((text) => `    - ${text}`)]
	];
}
const WORDS = {
	block: "It blocks",
	warn: "It warns",
	note: "It does not block",
	waive: "It is waived"
};
function rulesLines(rules) {
	if (rules.length === 0) return ["    none: nothing blocks"];
	let unmet = 0;
	const shown = rules.filter(({ isMet }) => isMet !== false || ++unmet <= MAX_UNMET);
	const more = unmet - MAX_UNMET;
	return [...shown.flatMap(ruleLines), ...more > 0 ? [`    no  ${more} more`] : []];
}
function ruleLines({ kind, rule, conditions, isMet, count, matches }) {
	const counted = matches === void 0 ? "" : `; ${matches} found, ${count} asked for: it ${matches < count ? "does not fire" : "fires"}`;
	return [`    ${answer(isMet)} ${kind === "warn" ? "(warns) " : ""}${rule}${counted}`, ...conditions.map(({ words, holds }) => `      ${answer(holds)} ${words}`)];
}
function answer(holds) {
	if (holds === void 0) return "?  ";
	return holds ? "yes" : "no ";
}
function waiverLine({ waiver, isExpired }) {
	return `    ${isExpired ? "expired: " : ""}${waiver}`;
}
function safe(line) {
	const text = escapeForTerminal(line);
	return text.length > MAX_LINE ? `${text.slice(0, 399)}…` : text;
}
export { explainedText };

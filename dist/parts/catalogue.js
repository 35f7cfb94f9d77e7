import { t as CATEGORIES } from "./rule.js";
// src/detectors/catalogue.ts
function checkedBy(checks, rules) {
	const categories = CATEGORIES.filter((one) => checks.categories.has(one));
	const usual = rules.filter(({ isOptional, isStrict }) => !(isOptional || isStrict));
	const off = new Set(usual.filter((rule) => !checks.isOn(rule)).map(({ category }) => category));
	const partial = categories.filter((one) => one !== "system" && one !== "application" && off.has(one));
	const added = rules.filter(({ isOptional, isStrict }) => isOptional || isStrict).filter((rule) => checks.categories.has(rule.category) && checks.isOn(rule));
	return {
		categories,
		profile: checks.profile,
		...partial.length === 0 ? {} : { partial },
		...added.length === 0 ? {} : { added: added.map(({ id }) => id) }
	};
}
function firedRules(findings, rules) {
	const fired = new Set(findings.map(({ rule }) => rule));
	return rules.filter(({ id }) => fired.has(id)).map(ruleWords);
}
function ruleWords(rule) {
	const { id, category, title, severity, fires, guards, advice, peers, isOptional, isStrict } = rule;
	return {
		id,
		category,
		title,
		severity,
		fires,
		guards,
		advice,
		peers,
		...isOptional ? { isOptional } : {},
		...isStrict ? { isStrict } : {}
	};
}
export { firedRules as n, ruleWords as r, checkedBy as t };

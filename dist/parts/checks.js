import { t as DrydockError } from "./errors.js";
import { t as CATEGORIES } from "./rule.js";
import { g as PROFILES, h as pathMatcher, p as daysLeft } from "./policy.js";
// src/policy/checks.ts
function checksOf({ scope, locked }, words = [], yaraRules = []) {
	if (words.length > 0 && locked?.scope !== void 0) throw new DrydockError("USAGE", `--checks: ${locked.scope} has locked what is looked for.`, { hint: "Leave it out." });
	const asked = words.map(wordOf);
	const profile = asked.findLast((word) => word.profile !== void 0)?.profile ?? scope.profile;
	const askedRules = new Map(asked.flatMap(({ rule, isOff }) => rule === void 0 ? [] : [[rule, !isOff]]));
	const ofFile = new Map(Object.entries(scope.rules));
	const excluded = scope.exclude.map(pathMatcher);
	const declared = scope.settings.products.map(({ path, expires }) => ({
		covers: covering(path),
		expires
	}));
	const { categories, onlyRules } = wanted(asked, scope);
	return {
		categories,
		profile,
		isOn({ id, category, isOptional, isStrict }) {
			const isAsked = askedRules.get(id);
			if (isAsked !== void 0) return isAsked;
			if (onlyRules.has(category)) return false;
			const said = ofFile.get(id);
			if (said !== void 0) return said !== "off";
			return isOptional !== true && (isStrict !== true || profile === "strict");
		},
		severityOf(ruleId) {
			const said = ofFile.get(ruleId);
			return said === "on" || said === "off" ? void 0 : said;
		},
		isExcluded: (path) => excluded.some((matches) => matches(path)),
		isDeclared: (path, now) => declared.some(({ covers, expires }) => daysLeft(expires, now) >= 0 && covers(path)),
		limits: scope.limits,
		settings: scope.settings,
		yaraRules
	};
}
function covering(pattern) {
	const folder = pattern.replace(/\/(?:\*{2,})?$/, "");
	const [itself, within] = [pathMatcher(folder), pathMatcher(`${folder}/**`)];
	return (path) => itself(path) || within(path);
}
function limitedTo(checks, possible, what) {
	const categories = new Set(possible.filter((one) => checks.categories.has(one)));
	if (categories.size > 0) return {
		...checks,
		categories
	};
	const asked = [...checks.categories].join(", ") || "nothing";
	throw new DrydockError("USAGE", `${what} tells nothing of what is to be looked for (${asked}).`, { hint: `It tells of ${possible.join(", ")}; scan the image itself for the rest.` });
}
function wanted(asked, scope) {
	const on = asked.filter(({ isOff }) => !isOff);
	const named = new Set(on.flatMap(({ category }) => category ?? []));
	const ofRules = new Set(on.flatMap(({ rule }) => rule === void 0 ? [] : categoriesOf(rule)));
	const off = new Set(asked.flatMap(({ category, isOff }) => isOff ? category ?? [] : []));
	const start = named.size + ofRules.size > 0 ? [...named, ...ofRules] : scope.categories;
	return {
		categories: new Set(start.filter((one) => !off.has(one))),
		onlyRules: new Set([...ofRules].filter((one) => !named.has(one)))
	};
}
const FAMILIES = {
	DF: "instruction",
	BL: "baseline",
	SF: "sensitive",
	MW: "malware"
};
function categoriesOf(rule) {
	const category = FAMILIES[rule.slice(3, 5)];
	return category === void 0 ? [] : [category];
}
function wordOf(text) {
	const isOff = text.startsWith("-");
	const word = isOff ? text.slice(1) : text;
	const category = CATEGORIES.find((one) => one === word.toLowerCase());
	if (category !== void 0) return {
		isOff,
		category
	};
	const [, family, number, letter = ""] = /^DD-(DF|BL|SF|MW)-(\d{3})([a-z]?)$/i.exec(word) ?? [];
	if (family !== void 0) return {
		isOff,
		rule: `DD-${family.toUpperCase()}-${number}${letter.toLowerCase()}`
	};
	const profile = PROFILES.find((one) => `profile:${one}` === word.toLowerCase());
	if (profile !== void 0 && !isOff) return {
		isOff,
		profile
	};
	throw new DrydockError("USAGE", `--checks: ${JSON.stringify(text)} is no category, rule or profile.`, { hint: `Categories are ${CATEGORIES.join(", ")}; a rule is written DD-DF-001, a profile profile:acr; a minus in front switches off.` });
}
export { limitedTo as n, checksOf as t };

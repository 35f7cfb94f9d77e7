import { a as chosen, r as rules } from "./detectors.js";
import { t as checkedBy } from "./catalogue.js";
// src/stored-answers.ts
function storedAnswers({ verdict, image, baseline }) {
	const suppressed = new Map(verdict.judged.flatMap(({ finding, because, vex }) => vex === void 0 ? [] : [[finding, {
		because,
		vex
	}]]));
	const sinces = new Map();
	for (const { finding, since } of verdict.judged) {
		const { fingerprint } = finding;
		if (sinces.get(fingerprint) !== "new") sinces.set(fingerprint, since);
	}
	const sinceOf = ({ fingerprint }) => sinces.get(fingerprint);
	return {
		suppressed,
		vex: [],
		digests: image.stored?.digests ?? [],
		...baseline === void 0 ? {} : { isNew: (finding) => sinceOf(finding) !== "known" },
		sinceOf
	};
}
function marked(judged, { sinceOf }) {
	return judged.map((row) => {
		const since = sinceOf(row.finding);
		return since === void 0 ? row : {
			...row,
			since
		};
	});
}
// src/within-scope.ts
const BY = "stored result";
function withinScope(stored, checks) {
	const known = new Set(rules.map(({ id }) => id));
	const isOurs = ({ kind, rule }) => kind === "vulnerability" || known.has(rule);
	const findings = [...chosen(stored.findings.filter(isOurs), rules, checks), ...stored.findings.filter((finding) => !isOurs(finding))];
	return {
		...stored,
		findings,
		gaps: [...stored.gaps, ...missed(stored, checks)]
	};
}
function missed({ checked, image }, checks) {
	const { partial = [], added = [] } = checkedBy(checks, rules);
	const gap = (reason, more = {}) => ({
		kind: "unproven",
		where: image.reference,
		by: BY,
		reason,
		...more
	});
	const categories = [...checks.categories].filter((one) => !checked.categories.includes(one));
	const halves = [...checks.categories].filter((one) => checked.partial?.includes(one) === true && !partial.includes(one));
	const unasked = rules.filter(({ id }) => added.includes(id) && !checked.added?.includes(id));
	return [
		...categories.map((one) => gap(`The stored scan did not look for ${one}.`, riskOf(one))),
		...halves.map((one) => gap(`The stored scan looked for ${one} with rules switched off.`, riskOf(one))),
		...unasked.filter(({ category }) => checked.categories.includes(category)).map(({ id, category, severity }) => gap(`The stored scan did not look at ${id}.`, {
			category,
			rule: {
				id,
				category,
				severity: checks.severityOf(id) ?? severity
			}
		}))
	];
}
function riskOf(category) {
	return category === "system" || category === "application" ? {} : { category };
}
export { marked as n, storedAnswers as r, withinScope as t };

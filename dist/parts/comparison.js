import { n as atLeast } from "./advisory.js";
import { a as isVulnerability, r as categoryOf } from "./image-name.js";
import { t as CATEGORIES } from "./rule.js";
// src/comparison/hidden.ts
function hiddenBy(gaps, before) {
	const known = new Set(before.map(keyOf));
	const added = gaps.filter((gap) => !known.has(keyOf(gap)));
	const general = added.filter(({ category, rule }) => category === void 0 && rule === void 0);
	const aboutPackages = general.filter(({ kind }) => ABOUT_PACKAGES.has(kind));
	const hidesPackages = general.length > aboutPackages.length;
	const hidesRisks = general.some(({ kind }) => !ABOUT_PACKAGES.has(kind) && !ABOUT_MATCHING.has(kind));
	const rules = new Set(added.flatMap(({ rule }) => rule !== void 0 && isOne(rule.id) ? rule.id : []));
	const categories = new Set(added.flatMap(({ rule, category }) => rule === void 0 ? category : isOne(rule.id) ? [] : rule.category));
	return (finding) => isVulnerability(finding) ? hidesPackages || aboutPackages.some((gap) => mentions(gap, finding.package.name)) : hidesRisks || rules.has(finding.rule) || categories.has(finding.category);
}
function keyOf({ kind, where, by, reason, category, rule }) {
	return JSON.stringify([
		kind,
		where,
		by,
		reason,
		category,
		rule?.id
	]);
}
const ABOUT_PACKAGES = new Set([
	"version",
	"third-party",
	"no-source"
]);
const ABOUT_MATCHING = new Set([
	"no-os",
	"unsupported-distro",
	"advisory"
]);
function isOne(rule) {
	return /^DD-[A-Z]{2}-\d/.test(rule);
}
function mentions({ where, reason }, name) {
	return where.startsWith(name) || reason.includes(name) || /\b\d+ more\b/.test(reason);
}
// src/comparison/pool.ts
var Pool = class {
	#byKey = new Map();
	#next = new Map();
	#taken = new Set();
	constructor(findings, keysOf) {
		for (const finding of findings) for (const key of keysOf(finding)) {
			const same = this.#byKey.get(key);
			if (same === void 0) this.#byKey.set(key, [finding]);
			else same.push(finding);
		}
	}
	take(keys) {
		for (const key of keys) {
			const same = this.#byKey.get(key) ?? [];
			for (let at = this.#next.get(key) ?? 0; at < same.length; at++) {
				this.#next.set(key, at + 1);
				const finding = same[at];
				if (this.#taken.has(finding)) continue;
				this.#taken.add(finding);
				return finding;
			}
		}
	}
	isTaken(finding) {
		return this.#taken.has(finding);
	}
};
// src/comparison/steps.ts
const STEPS = [
	same((finding) => [isVulnerability(finding) ? exactKey(finding) : finding.fingerprint]),
	same(({ fingerprint }) => [fingerprint]),
	same((finding) => isVulnerability(finding) ? looseKeys(finding) : []),
	{
		ofPresent: (finding) => [...alsoOf(finding).map((rule) => factKey("is also", rule, finding)), factKey("is", finding.rule, finding)],
		ofEarlier: (finding) => [factKey("is also", finding.rule, finding), ...alsoOf(finding).map((rule) => factKey("is", rule, finding))]
	}
];
function same(keysOf) {
	return {
		ofPresent: keysOf,
		ofEarlier: keysOf
	};
}
function exactKey({ fingerprint, package: { version, purl } }) {
	return JSON.stringify([
		fingerprint,
		version,
		purl
	]);
}
const ONE_VULNERABILITY = /^(?:CVE|GHSA)-/i;
const VERSIONS = /\d{1,20}(?:\.\d{1,20}){1,10}(?:-(?:alpha|beta|rc|snapshot)\b(?:\.?\d{1,20})?)?/gi;
function looseKeys({ rule, advisory, package: affected, location }) {
	const ids = new Set([rule, ...advisory.aliases.filter((id) => ONE_VULNERABILITY.test(id))]);
	const [ecosystem] = affected.ecosystem.split(":", 1);
	const path = location.path.replace(VERSIONS, "*");
	return [...ids].map((id) => JSON.stringify([
		id,
		ecosystem,
		affected.name,
		path
	]));
}
function alsoOf(finding) {
	return isVulnerability(finding) ? [] : finding.also ?? [];
}
function factKey(how, rule, finding) {
	const name = isVulnerability(finding) ? finding.fingerprint : finding.subject.toLowerCase();
	return JSON.stringify([
		how,
		rule,
		name.slice(name.lastIndexOf(" ") + 1)
	]);
}
// src/comparison/pairs.ts
function pairsOf(present, earlier) {
	const partners = new Map();
	let left = earlier.filter(isAffecting);
	for (const some of [present.filter(isAffecting), present.filter((finding) => !isAffecting(finding))]) for (const step of STEPS) left = pairedBy(step, some, left, partners);
	return {
		partners,
		gone: left
	};
}
function pairedBy({ ofPresent, ofEarlier }, present, earlier, partners) {
	const pool = new Pool(earlier, ofEarlier);
	for (const finding of present) {
		const partner = partners.has(finding) ? void 0 : pool.take(ofPresent(finding));
		if (partner !== void 0) partners.set(finding, partner);
	}
	return earlier.filter((finding) => !pool.isTaken(finding));
}
function isAffecting(finding) {
	return !(isVulnerability(finding) && finding.status === "not-affected");
}
// src/comparison/remarks.ts
function remarksOn(compared) {
	return [
		summary(compared),
		...unseen(compared),
		...partial(compared),
		...database(compared),
		...compared.earlier.note === void 0 ? [] : [compared.earlier.note],
		...hidden(compared)
	];
}
function summary({ present, earlier, sinceOf, fixed }) {
	const { reference, digest } = earlier.image;
	const counted = (since) => present.findings.filter((finding) => sinceOf(finding) === since).length;
	return `Compared with ${reference} (${digest}, scanned on ${earlier.scannedAt.slice(0, 16).replace("T", " ")} UTC): ${counted("new")} new, ${counted("known")} known, ${fixed.length} fixed.`;
}
function unseen({ present, earlier }) {
	const lookedAt = new Set(earlier.checked.categories);
	return CATEGORIES.filter((one) => present.categories.has(one) && !lookedAt.has(one)).map((category) => {
		return `The baseline did not look for ${category}, so nobody can tell what of it is new; rules about new findings count all ${present.findings.filter((finding) => categoryOf(finding) === category).length}.`;
	});
}
function partial({ present, earlier }) {
	return (earlier.checked.partial ?? []).filter((category) => present.categories.has(category)).map((category) => `The baseline looked for ${category} with rules switched off: findings may be called new only because nobody looked.`);
}
function database({ present, earlier }) {
	const [now, then] = [present.database?.updatedAt, earlier.database?.updatedAt];
	if (now === void 0 || then === void 0 || now === then) return [];
	return [`The baseline was matched with a database of ${then}, this image with one of ${now}: vulnerabilities published in between are called new.`];
}
function hidden({ hidden }) {
	if (hidden === 0) return [];
	const [what, it] = hidden === 1 ? ["1 finding", "it is"] : [`${hidden} findings`, "they are"];
	return [`${what} of the baseline ${hidden === 1 ? "is" : "are"} not found any more, but something could not be read this time, so ${it} not called fixed.`];
}
// src/comparison/compare.ts
function compare(present, earlier) {
	const { findings } = present;
	const lookedAt = new Set(earlier.checked.categories);
	const { partners, gone } = pairsOf(findings, earlier.findings);
	const sinceOf = (finding) => {
		const before = partners.get(finding);
		if (before !== void 0) return hasWorsened(finding, before) ? "new" : "known";
		return lookedAt.has(categoryOf(finding)) ? "new" : void 0;
	};
	const wanted = gone.filter((finding) => present.categories.has(categoryOf(finding)) && present.isLookedFor(finding));
	const isHidden = hiddenBy(present.gaps, earlier.gaps);
	const fixed = wanted.filter((finding) => !isHidden(finding));
	return {
		sinceOf,
		isNew: (finding) => sinceOf(finding) !== "known",
		fixed,
		remarks: remarksOn({
			present,
			earlier,
			sinceOf,
			fixed,
			hidden: wanted.length - fixed.length
		})
	};
}
function hasWorsened(finding, before) {
	return !isVulnerability(finding) && !atLeast(before.severity, finding.severity);
}
export { compare as t };

import { t as DrydockError } from "./errors.js";
import { a as isVulnerability } from "./image-name.js";
import { r as ownerOf } from "./parsed-purl.js";
import { n as surroundings, t as loadMeasures } from "./judgement.js";
import { t as checksOf } from "./checks.js";
import { f as idsOf, u as explainer } from "./policy.js";
import { r as storedAnswers, t as withinScope } from "./within-scope.js";
import { n as readStoredScan } from "./stored-result.js";
// src/explained-changes.ts
const MAX_UNMET = 5;
function changesFor(finding, { decision, unwaived, rules }, image) {
	if (decision.action === "waive" && unwaived !== void 0) return [withoutWaiver(unwaived)];
	if (decision.action !== "block") return [
		...unfixed(finding, rules),
		...nearlyFiring(rules),
		...unmet(rules)
	];
	const waive = `drydock waive ${finding.fingerprint.slice(0, 12)} --reason "why" --expires 30d`;
	return [
		remedy(finding),
		...ownerOf(image, finding) === "base" ? ["It comes from the base image: a newer one may be without it."] : [],
		...fewer(rules),
		`To accept it for a time: ${waive}`
	];
}
function withoutWaiver({ action, because }) {
	if (action === "waive") return `Without the waiver it is waived all the same: ${because}`;
	return action === "block" ? `Without the waiver it blocks. ${because}` : `Without the waiver it does not block either. ${because}`;
}
function remedy(finding) {
	if (!isVulnerability(finding)) return finding.advice;
	const { package: affected, fixedIn } = finding;
	return fixedIn === void 0 ? `Nobody has fixed it yet; remove ${affected.name} if nothing needs it.` : `Upgrade ${affected.name} from ${affected.version} to ${fixedIn}.`;
}
function fewer(rules) {
	return rules.flatMap(({ rule, count, matches = 0 }) => {
		const over = matches - count + 1;
		return count > 1 && over > 0 ? [`With ${over} ${findings(over)} less, this would not fire: ${rule}.`] : [];
	});
}
function nearlyFiring(rules) {
	return rules.flatMap(({ rule, count, matches, isMet }) => {
		const missing = count - (matches ?? 0);
		return isMet === true && missing > 0 ? [`With ${missing} more ${findings(missing)} like it, this would fire: ${rule}.`] : [];
	});
}
function unfixed(finding, rules) {
	if (!isVulnerability(finding) || finding.fixedIn !== void 0 || finding.status === "not-affected") return [];
	return rules.some(({ isMet, matches = 0, count }) => isMet === true && matches + 1 >= count) ? ["Once there is a fix, it blocks."] : [];
}
function unmet(rules) {
	return rules.filter(({ isMet }) => isMet !== true).map(({ rule, conditions }) => ({
		rule,
		lacks: conditions.filter(({ holds }) => holds !== true).map(({ words }) => words)
	})).toSorted((a, b) => a.lacks.length - b.lacks.length).slice(0, MAX_UNMET).map(({ rule, lacks }) => `Not met: ${lacks.join("; ")} (for ${rule}).`);
}
function findings(number) {
	return number === 1 ? "finding" : "findings";
}
// src/policy-explain.ts
const MIN_FINGERPRINT = 8;
const MAX_EXPLAINED = 20;
async function explainPolicy(name, path, options, host) {
	const stored = await readStoredScan(path, host);
	const measures = await loadMeasures(options, host, stored.baseline);
	const { policy } = measures;
	const scoped = withinScope(stored, checksOf(policy));
	const meant = findingsNamed(name, scoped, path);
	const { findings } = scoped;
	const now = host.now();
	const around = surroundings(measures, {
		...scoped,
		...storedAnswers(stored)
	}, now);
	const explain = explainer({
		findings,
		policy,
		now,
		around
	});
	return {
		policy: policy.origin,
		scannedAt: stored.scannedAt,
		findings: meant.slice(0, MAX_EXPLAINED).map((finding) => {
			const explanation = explain(finding);
			return {
				finding,
				...explanation,
				changes: changesFor(finding, explanation, scoped.image)
			};
		}),
		more: Math.max(0, meant.length - MAX_EXPLAINED)
	};
}
function findingsNamed(name, { findings, fixed = [] }, path) {
	const id = name.toUpperCase();
	const print = /^[0-9a-f]+$/i.test(name) && name.length >= MIN_FINGERPRINT ? name.toLowerCase() : void 0;
	const isMeant = (finding) => idsOf(finding).includes(id) || print !== void 0 && finding.fingerprint.startsWith(print);
	const meant = findings.filter(isMeant);
	if (meant.length > 0) return meant;
	if (fixed.some(isMeant)) throw new DrydockError("NOT_FOUND", `${name} is fixed: of ${path} only the baseline has it.`);
	throw new DrydockError("NOT_FOUND", `${path} has no finding ${name} that the policy wants looked for.`, { hint: `Name a vulnerability (CVE-…), a rule (DD-…), or the first ${MIN_FINGERPRINT} digits of a fingerprint.` });
}
export { explainPolicy };

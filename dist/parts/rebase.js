import { t as compare } from "./comparison.js";
import { a as isVulnerability } from "./image-name.js";
import { r as ownerOf } from "./parsed-purl.js";
import { i as escapeForTerminal } from "./progress.js";
import { t as SEVERITIES } from "./advisory.js";
import "./report.js";
// src/rebase/move.ts
function splitOf(seen) {
	return vulnerable(seen, (finding) => ownerOf(seen.image, finding));
}
function vulnerable({ findings }, owner) {
	const counted = findings.filter(isVulnerability).filter(({ status }) => status !== "not-affected");
	const of = (wanted) => counted.filter((finding) => owner(finding) === wanted);
	return {
		base: of("base"),
		own: of("own"),
		unknown: of("unknown")
	};
}
function moveOf({ base, own, unknown }, earlier, candidate, present) {
	const { base: findings } = vulnerable(candidate, () => "base");
	const there = {
		...present,
		findings,
		gaps: candidate.gaps
	};
	const withAll = compare(there, {
		...earlier,
		findings: [
			...base,
			...own,
			...unknown
		]
	});
	const withBase = compare(there, {
		...earlier,
		findings: base
	});
	const isKnown = (finding) => withAll.sinceOf(finding) === "known";
	return {
		reference: candidate.image.reference,
		digest: candidate.image.digest,
		goes: withBase.fixed.filter(isVulnerability),
		comes: findings.filter((finding) => !isKnown(finding)),
		stays: findings.filter(isKnown),
		gaps: [...earlier.gaps, ...candidate.gaps]
	};
}
// src/rebase/text.ts
const MAX_LINES = 30;
function rebaseText({ image, moves, isProven }) {
	const { base, own, unknown } = image.found;
	const named = image.base?.name === void 0 ? "its base image" : `its base image ${image.base.name}`;
	return [
		`${image.reference}: ${counted(base)} from ${named}, ${counted(own)} in its own layers.`,
		...unknown === 0 ? [] : [`Of ${counted(unknown)} it cannot be told whose they are; --dockerfile tells more.`],
		...moves.flatMap(moveLines),
		"",
		"Only what the base image has is compared: packages that the build installs on top come from the new base's archives.",
		...isProven ? [] : ["Something could not be read or told, so these lists may be too short."]
	].map((line) => `${escapeForTerminal(line)}\n`).join("");
}
function counted(count) {
	return count === 1 ? "1 vulnerability" : `${count} vulnerabilities`;
}
function moveLines({ reference, digest, goes, comes, stays, gaps }) {
	return [
		"",
		`to ${reference} (${digest})`,
		`  ${goes.length} would go, ${comes.length} would come, ${stays.length} would stay`,
		...listed("-", goes),
		...listed("+", comes),
		...gaps.map(({ reason }) => `  not looked into: ${reason}`)
	];
}
function listed(sign, findings) {
	const rank = ({ severity }) => SEVERITIES.indexOf(severity);
	const lines = findings.toSorted((a, b) => rank(b) - rank(a)).map(({ severity, advisory, package: { name, version } }) => {
		return `  ${sign} ${severity.toUpperCase().padEnd(10)} ${advisory.id}  ${name} ${version}`;
	});
	const more = lines.length - MAX_LINES;
	return more <= 0 ? lines : [...lines.slice(0, MAX_LINES), `  ${sign} … and ${more} more (--format json)`];
}
export { splitOf as n, rebaseText, moveOf as t };

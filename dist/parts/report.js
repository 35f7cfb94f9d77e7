import { n as __exportAll } from "./rolldown-runtime.js";
import { t as DrydockError } from "./errors.js";
import { a as isVulnerability, i as isRisk, n as repositoryOf, r as categoryOf, t as imageNameIn } from "./image-name.js";
import { a as escapeHtml, c as escapeXml, d as scriptJson, i as escapeForTerminal, o as escapeMarkdown, r as escapeCode, u as printJson } from "./progress.js";
import { n as atLeast, t as SEVERITIES$2 } from "./advisory.js";
import { n as originOf, r as ownerOf } from "./parsed-purl.js";
import { i as imageProperties, l as osProperties, s as libraryPurl, u as packageProperties } from "./sbom.js";
import { t as printPlatform } from "./image.js";
import { t as CATEGORIES } from "./rule.js";
import { t as upgradeTarget } from "./versions.js";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
// src/report/sarif-text.ts
const MAX_NAME$5 = 200;
const MAX_MESSAGE$1 = 1e3;
function message(text) {
	return { text: short$2(escapeForTerminal(text), MAX_MESSAGE$1).replace(/[[\]\\]/g, "\\$&").replace(/[{}]/g, "$&$&") || "(no text)" };
}
function shown$1(text) {
	return short$2(escapeForTerminal(text));
}
function short$2(text, length = MAX_NAME$5) {
	return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed().replace(/\ufffd$/, "")}…`;
}
// src/report/words.ts
function severityWord(finding) {
	return isVulnerability(finding) ? finding.severity : riskSeverity(finding.severity);
}
function riskSeverity(severity) {
	return severity === "negligible" ? "info" : severity;
}
const NO_FIX = {
	fixed: "no fix",
	affected: "no fix yet",
	"under-investigation": "being looked into",
	"will-not-fix": "will not be fixed",
	"fix-deferred": "fix deferred",
	"end-of-life": "end of life",
	"not-affected": "not affected",
	unknown: "no fix known"
};
function titleOf$2({ title, advisory, package: { name, source } }) {
	if (title === advisory.id) return "";
	const prefix = [name, source?.name].find((own) => own !== void 0 && title.startsWith(`${own}: `));
	return prefix === void 0 ? title : title.slice(prefix.length + 2);
}
const RISK_CATEGORIES = [
	"malware",
	"sensitive",
	"baseline",
	"instruction"
];
const CATEGORY_WORDS = {
	malware: {
		name: "malicious samples",
		noun: "malicious samples"
	},
	sensitive: {
		name: "sensitive files",
		noun: "sensitive files"
	},
	baseline: {
		name: "baseline",
		noun: "baseline risks"
	},
	instruction: {
		name: "build instructions",
		noun: "risky build instructions"
	}
};
function checkedNames({ categories, partial = [] }) {
	const risks = RISK_CATEGORIES.filter((category) => categories.includes(category)).map((category) => `${CATEGORY_WORDS[category].name}${partial.includes(category) ? " (in part)" : ""}`);
	return [...vulnerabilityWords(categories), ...risks];
}
function checkedNouns({ categories }) {
	const risks = RISK_CATEGORIES.filter((category) => categories.includes(category));
	return [...vulnerabilityWords(categories), ...risks.map((category) => CATEGORY_WORDS[category].noun)];
}
function vulnerabilityWords(categories) {
	const kinds = categories.filter((one) => one === "system" || one === "application");
	if (kinds.length === 2) return ["vulnerabilities"];
	return kinds.map((kind) => `${kind} vulnerabilities`);
}
function listed$1(words, joint) {
	const last = words.at(-1) ?? "";
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}
// src/report/finding-text.ts
function findingText(finding) {
	return isVulnerability(finding) ? vulnerabilityText(finding) : riskText(finding);
}
function vulnerabilityText(finding) {
	const { package: affected, fixedIn, status } = finding;
	const fix = fixedIn === void 0 ? `No fixed version is known (${status.replaceAll("-", " ")}).` : `Upgrade to ${short$2(fixedIn)}.`;
	const title = short$2(finding.title, 300);
	return `${short$2(affected.name)} ${short$2(affected.version)} has ${short$2(finding.advisory.id)} (${finding.severity}): ${title}. ${fix}`;
}
function riskText(finding) {
	const { title, subject, evidence, advice, isDeleted } = finding;
	const seen = evidence.length === 0 ? "" : ` Seen: ${sentence(short$2(evidence[0]))}`;
	const gone = isDeleted ? " A later layer deletes it, but whoever pulls the image has it." : "";
	return `${sentence(`${short$2(title)} (${severityWord(finding)}): ${short$2(subject)}`)}${seen}${gone} ${sentence(short$2(advice, 300))}`;
}
function sentence(text) {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}
// src/report/fitting.ts
function fitting(rows, maxBytes, render) {
	for (let kept = rows.length;; kept = Math.floor(kept / 2)) {
		const text = render(rows.slice(0, kept), rows.length - kept);
		if (kept === 0 || Buffer.byteLength(text) <= maxBytes) return text;
	}
}
// src/report/judged.ts
function vulnerabilitiesOf(judged) {
	return judged.filter((row) => isVulnerability(row.finding));
}
function risksOf(judged) {
	return judged.filter((row) => isRisk(row.finding));
}
function shownOf(judged) {
	return judged.filter(({ isHidden }) => isHidden !== true);
}
function weightOf({ action }) {
	return action === "block" ? 2 : action === "warn" ? 1 : 0;
}
function markOf({ action }, paint) {
	if (action === "block") return paint("redBold", "x");
	return action === "warn" ? paint("yellow", "!") : " ";
}
function isAffecting({ finding }) {
	return !(isVulnerability(finding) && finding.status === "not-affected");
}
// src/report/sarif-image-name.ts
function imageName({ reference, names }) {
	return nameOf$4(reference, names).replace(/[^\w./:-]/g, "_").replace(/^\/+|\/+$/g, "").slice(0, 200) || "image";
}
function nameOf$4(reference, [own]) {
	const path = reference.replace(/^(?:docker-archive|oci-archive|oci|sbom|dockerfile):/, "");
	if (reference.startsWith("dockerfile:")) return `dockerfile/${path.replace(/^(?:\.\/)+/, "")}`;
	return repositoryOf(imageNameIn(reference) ?? own ?? path.replace(/\/+$/, "").replace(/^.*\//s, ""));
}
// src/report/gitlab-tracking.ts
function openFindings({ verdict }) {
	return verdict.judged.filter((row) => row.action !== "waive" && isAffecting(row)).toSorted((a, b) => SEVERITIES$2.indexOf(b.finding.severity) - SEVERITIES$2.indexOf(a.finding.severity));
}
function stableName(image, job) {
	return job?.defaultBranchImage === void 0 ? imageName(image) : repositoryOf(job.defaultBranchImage);
}
function trackingKeys(rows, within) {
	const counts = new Map();
	return new Map(rows.map((row) => {
		const identity = JSON.stringify([within(row), row.finding.fingerprint]);
		const count = (counts.get(identity) ?? 0) + 1;
		counts.set(identity, count);
		return [row, hexDigest(count === 1 ? identity : `${identity} ${count}`)];
	}));
}
function hexDigest(text) {
	return createHash("sha256").update(text).digest("hex");
}
// src/report/origin.ts
function dockerfileOf(image, finding) {
	return (finding.kind === "risk" ? finding.dockerfile : void 0) ?? originOf(image, finding.location)?.dockerfile;
}
function tellsOwners({ layers }) {
	return layers.some(({ origin }) => origin !== void 0 && origin.owner !== "unknown");
}
// src/report/source-place.ts
const MAX_PATH$1 = 500;
function sourcePlace(finding, image) {
	return dockerfilePlace(finding, image) ?? imagePlace(finding, image);
}
function dockerfilePlace(finding, image) {
	const dockerfile = dockerfileOf(image, finding);
	if (dockerfile === void 0) return void 0;
	const { startLine, endLine } = dockerfile;
	return {
		path: shownPath(dockerfile.path),
		startLine,
		endLine
	};
}
function imagePlace(finding, image) {
	const line = finding === void 0 || isVulnerability(finding) ? 1 : finding.line ?? 1;
	return {
		path: shownPath(finding?.location?.path ?? imageName(image)),
		startLine: line,
		endLine: line
	};
}
function relativePath(path) {
	return short$2(path.toWellFormed().split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..").join("/"), MAX_PATH$1);
}
function shownPath(path) {
	return short$2(escapeForTerminal(relativePath(path)), MAX_PATH$1) || "image";
}
// src/report/codequality.ts
const MAX_DESCRIPTION$2 = 600;
const MAX_CHECK_NAME = 255;
const MAX_GAPS$1 = 100;
const MAX_BYTES$2 = 9e7;
const SEVERITIES$1 = {
	critical: "blocker",
	high: "critical",
	medium: "major",
	unknown: "major",
	low: "minor",
	negligible: "info"
};
const codequality = {
	id: "codequality",
	filename: "gl-code-quality-report.json",
	render(result, context) {
		const name = stableName(result.image, context.gitlab);
		const rows = openFindings(result);
		const keys = trackingKeys(rows, () => name);
		return fitting(rows, MAX_BYTES$2, (kept, dropped) => printJson([
			...leftOut(dropped, name, result),
			...gapIssues(name, result),
			...kept.map((row) => findingIssue(row, keys.get(row), result))
		], 0));
	}
};
function findingIssue({ finding }, fingerprint, { image }) {
	const check = isVulnerability(finding) ? finding.advisory.id : finding.rule;
	const severity = SEVERITIES$1[finding.severity];
	return issue(findingText(finding), check, fingerprint, severity, sourcePlace(finding, image));
}
function gapIssues(name, { verdict, image }) {
	const blocking = verdict.gaps.filter(({ action }) => action === "block");
	const texts = new Map(blocking.map(({ gap: { kind, where, reason, by } }) => [hexDigest(JSON.stringify([
		name,
		"gap",
		kind,
		where,
		reason
	])), {
		check: `gap/${kind}`,
		text: `Could not be told: ${where}: ${reason} (${by})`
	}]));
	const shown = [...texts].slice(0, MAX_GAPS$1);
	const place = imagePlace(void 0, image);
	const more = texts.size - shown.length;
	const rest = more === 0 ? [] : [issue(`${more} more things could not be told; the JSON report has them all.`, "gap", hexDigest(`${name} gaps`), SEVERITIES$1.unknown, place)];
	return [...shown.map(([key, { check, text }]) => issue(text, check, key, SEVERITIES$1.unknown, place)), ...rest];
}
function leftOut(dropped, name, { image }) {
	if (dropped === 0) return [];
	return [issue(`${dropped} of the least severe findings are left out of this report; the JSON report has them all.`, "drydock", hexDigest(`${name} left out`), SEVERITIES$1.unknown, imagePlace(void 0, image))];
}
function issue(description, check, fingerprint, severity, place) {
	return {
		type: "issue",
		check_name: short$2(escapeForTerminal(check), MAX_CHECK_NAME) || "unnamed",
		description: short$2(escapeForTerminal(description), MAX_DESCRIPTION$2),
		categories: ["Security"],
		fingerprint,
		severity,
		location: {
			path: place.path,
			lines: {
				begin: place.startLine,
				end: place.endLine
			}
		}
	};
}
// src/report/licenses.ts
const LISTED = new Set(`0BSD AFL-2.1 AGPL-3.0-only AGPL-3.0-or-later Apache-1.1 Apache-2.0 Artistic-1.0 Artistic-2.0 BlueOak-1.0.0
  BSD-1-Clause BSD-2-Clause BSD-3-Clause BSD-4-Clause BSL-1.0 CC-BY-3.0 CC-BY-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 curl
  ECL-2.0 EPL-1.0 EPL-2.0 GPL-1.0-only GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND
  ICU IJG ISC LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later libtiff
  MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL NCSA OFL-1.1 OLDAP-2.8 OpenSSL PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 Ruby SISSL Sleepycat
  TCL Unicode-3.0 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C WTFPL X11 Zlib zlib-acknowledgement ZPL-2.1`.split(/\s+/));
function isListed(license) {
	return LISTED.has(license);
}
// src/report/sbom-refs.ts
function packageRefs(packages) {
	const counts = new Map();
	return new Map(packages.map((pkg) => {
		const { purl } = pkg;
		const count = (counts.get(purl) ?? 0) + 1;
		counts.set(purl, count);
		return [pkg, count === 1 ? purl : `${purl}#${count}`];
	}));
}
function dependencyRefs(packages, refs) {
	const byPurl = new Map();
	for (const pkg of packages) if (!byPurl.has(pkg.purl)) byPurl.set(pkg.purl, refs.get(pkg) ?? pkg.purl);
	return new Map(packages.flatMap((pkg) => {
		const wanted = (pkg.dependencies ?? []).flatMap((purl) => byPurl.get(purl) ?? []);
		return wanted.length === 0 ? [] : [[refs.get(pkg) ?? pkg.purl, [...new Set(wanted)]]];
	}));
}
function imageTitle({ names, reference }) {
	return names[0] ?? reference;
}
function imagePurl({ names, digest, platform }) {
	const [, repository, tag] = /^([^@]*?)(?::([^/:@]+))?(?:@.*)?$/.exec(names[0] ?? "") ?? [];
	const name = repository?.split("/").at(-1)?.toLowerCase() ?? "";
	if (repository === void 0 || name === "") return void 0;
	const qualifiers = {
		arch: platform.architecture,
		repository_url: repository,
		tag
	};
	return libraryPurl("oci", {
		name,
		version: digest,
		qualifiers
	});
}
function contentUuid(content) {
	const bytes = createHash("sha256").update(content).digest().subarray(0, 16);
	bytes[6] = (bytes[6] ?? 0) & 15 | 128;
	bytes[8] = (bytes[8] ?? 0) & 63 | 128;
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
// src/report/cyclonedx.ts
const cyclonedx = {
	id: "cyclonedx",
	filename: "drydock.cdx.json",
	render: (result) => printJson(withSerial(cyclonedxDocument(result)))
};
const IMAGE_REF = "image";
const OS_REF = "operating-system";
const MAX_VERSION = 1024;
function cyclonedxDocument(result) {
	const { image, packages } = result;
	const refs = packageRefs(packages);
	return {
		$schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
		bomFormat: "CycloneDX",
		specVersion: "1.6",
		version: 1,
		metadata: {
			timestamp: result.scannedAt,
			lifecycles: [{ phase: "post-build" }],
			tools: { components: [{
				type: "application",
				name: "drydock",
				version: result.drydock.version
			}] },
			component: imageComponent(result)
		},
		components: [...image.os === void 0 ? [] : [osComponent(image.os)], ...packages.map((pkg) => packageComponent(pkg, refs.get(pkg) ?? pkg.purl))],
		dependencies: dependencies(result, refs)
	};
}
function withSerial(document) {
	const { $schema, bomFormat, specVersion, ...rest } = document;
	return {
		$schema,
		bomFormat,
		specVersion,
		serialNumber: `urn:uuid:${contentUuid(JSON.stringify(document))}`,
		...rest
	};
}
function imageComponent({ image, gaps }) {
	const purl = imagePurl(image);
	return {
		"bom-ref": IMAGE_REF,
		type: "container",
		name: imageTitle(image),
		version: image.digest,
		...purl === void 0 ? {} : { purl },
		properties: imageProperties(image, gaps)
	};
}
function osComponent(os) {
	return {
		"bom-ref": OS_REF,
		type: "operating-system",
		name: os.family,
		version: os.version,
		...os.prettyName === void 0 ? {} : { description: os.prettyName },
		properties: osProperties(os)
	};
}
function packageComponent(pkg, ref) {
	const { licenses = [], locations } = pkg;
	return {
		"bom-ref": ref,
		type: "library",
		...pkg.vendor === void 0 ? {} : { supplier: { name: pkg.vendor } },
		...groupAndName(pkg),
		...pkg.version.length > 1024 ? {} : { version: pkg.version },
		...hashes(pkg),
		...licenses.length === 0 ? {} : { licenses: licenses.map(license) },
		...pkg.cpe === void 0 ? {} : { cpe: pkg.cpe },
		purl: pkg.purl,
		evidence: { occurrences: locations.map(({ path }) => ({ location: path })) },
		properties: packageProperties(pkg)
	};
}
function groupAndName({ name, ecosystem }) {
	const [, group, rest] = (ecosystem === "Maven" ? /^([^:\s]+):([^:\s]+)$/ : ecosystem === "npm" ? /^(@[^/\s]+)\/([^/\s]+)$/ : void 0)?.exec(name) ?? [];
	return group === void 0 || rest === void 0 ? { name } : {
		group,
		name: rest
	};
}
function hashes({ hashes: { sha1, sha256 } = {} }) {
	const list = [...sha1 === void 0 ? [] : [{
		alg: "SHA-1",
		content: sha1
	}], ...sha256 === void 0 ? [] : [{
		alg: "SHA-256",
		content: sha256
	}]];
	return list.length === 0 ? {} : { hashes: list };
}
function license(name) {
	return { license: isListed(name) ? { id: name } : { name } };
}
function dependencies({ image, packages }, refs) {
	const refOf = (pkg) => refs.get(pkg) ?? pkg.purl;
	const isOfSystem = ({ source }) => image.os !== void 0 && source !== void 0;
	const ofSystem = packages.filter(isOfSystem);
	const others = packages.filter((pkg) => !isOfSystem(pkg));
	const system = image.os === void 0 ? [] : [OS_REF];
	return [
		{
			ref: IMAGE_REF,
			dependsOn: [...system, ...others.map(refOf)]
		},
		...system.map((ref) => ({
			ref,
			dependsOn: ofSystem.map(refOf)
		})),
		...[...dependencyRefs(packages, refs)].map(([ref, dependsOn]) => ({
			ref,
			dependsOn
		}))
	];
}
// src/report/cyclonedx-vulnerability.ts
function vulnerability$1(rows, refs) {
	const row = rows[0];
	const { advisory } = row.finding;
	const { source, description, references, url } = advisory;
	const upgrades = [...new Set(rows.flatMap(({ finding }) => upgrade$1(finding)))];
	const cwes = advisory.cwes.flatMap(cweNumber);
	return {
		id: advisory.id,
		...source === void 0 ? {} : { source: {
			name: source.name || source.id,
			url: source.url
		} },
		...advisory.aliases.length === 0 ? {} : { references: advisory.aliases.map((id) => ({
			id,
			source: {}
		})) },
		ratings: ratings(row.finding),
		...cwes.length === 0 ? {} : { cwes: [...new Set(cwes)] },
		...description === void 0 ? {} : { description },
		...upgrades.length === 0 ? {} : { recommendation: upgrades.join("\n") },
		advisories: [...new Set([...url === void 0 ? [] : [url], ...references])].filter(isAddress).map((url) => ({ url })),
		...date("published", advisory.published),
		...date("updated", advisory.modified),
		...analysis(row),
		affects: affects(rows, refs)
	};
}
function upgrade$1({ package: { name }, fixedIn }) {
	return fixedIn === void 0 ? [] : [`Upgrade ${name} to ${fixedIn}.`];
}
function cweNumber(text) {
	const [, number] = /^CWE-([1-9]\d{0,8})$/.exec(text) ?? [];
	return number === void 0 ? [] : [Number(number)];
}
function isAddress(text) {
	return /^(?:https?|ftp):\/\/\S+$/.test(text) && URL.canParse(text);
}
function date(name, text) {
	const time = text === void 0 ? NaN : Date.parse(text);
	return Number.isNaN(time) ? {} : { [name]: new Date(time).toISOString() };
}
function ratings(finding) {
	const { severity, severitySource, advisory } = finding;
	return [{
		...severitySource === void 0 ? {} : { source: { name: severitySource } },
		severity: severityName(severity)
	}, ...Object.entries(advisory.cvss).flatMap(([source, cvss]) => scores(source, cvss))];
}
function scores(name, cvss) {
	return [
		{
			score: cvss.v4Score,
			vector: cvss.v4Vector,
			method: "CVSSv4"
		},
		{
			score: cvss.v3Score,
			vector: cvss.v3Vector,
			method: cvss.v3Vector?.startsWith("CVSS:3.1") ? "CVSSv31" : "CVSSv3"
		},
		{
			score: cvss.v2Score,
			vector: cvss.v2Vector,
			method: "CVSSv2"
		}
	].flatMap(({ score, vector, method }) => score === void 0 && vector === void 0 ? [] : [{
		source: { name },
		...score === void 0 ? {} : {
			score,
			severity: band(score)
		},
		method,
		...vector === void 0 ? {} : { vector }
	}]);
}
function band(score) {
	if (score >= 9) return "critical";
	if (score >= 7) return "high";
	if (score >= 4) return "medium";
	return score > 0 ? "low" : "none";
}
function severityName(severity) {
	return severity === "negligible" ? "info" : severity;
}
const JUSTIFICATIONS = new Map([
	["component_not_present", "code_not_present"],
	["vulnerable_code_not_present", "code_not_present"],
	["vulnerable_code_not_in_execute_path", "code_not_reachable"],
	["vulnerable_code_cannot_be_controlled_by_adversary", "requires_environment"],
	["inline_mitigations_already_exist", "protected_by_mitigating_control"]
]);
function analysis({ finding, action, because, vex }) {
	if (vex !== void 0) {
		const justification = JUSTIFICATIONS.get(vex.justification ?? "");
		return { analysis: {
			state: vex.status === "fixed" ? "resolved" : "not_affected",
			...justification === void 0 ? {} : { justification },
			detail: because
		} };
	}
	if (action === "waive") return { analysis: {
		state: "exploitable",
		response: ["will_not_fix"],
		detail: because
	} };
	switch (finding.status) {
		case "not-affected": return { analysis: {
			state: "not_affected",
			detail: because
		} };
		case "under-investigation": return { analysis: {
			state: "in_triage",
			detail: "The vendor is looking into it."
		} };
		case "will-not-fix":
		case "end-of-life": return { analysis: {
			state: "exploitable",
			response: ["will_not_fix"]
		} };
		default: return {};
	}
}
function affects(rows, refs) {
	return [...new Map(rows.map(({ finding, vex }) => [refs.get(finding.package) ?? finding.package.purl, {
		finding,
		vex
	}]))].map(([ref, { finding, vex }]) => {
		const status = finding.status === "not-affected" || vex !== void 0 ? "unaffected" : "affected";
		const fixes = finding.fixedIn?.split(", ") ?? [];
		return {
			ref,
			versions: [{
				version: finding.package.version,
				status
			}, ...[...new Set(fixes)].map((version) => ({
				version,
				status: "unaffected"
			}))].filter(({ version }) => version.length <= MAX_VERSION)
		};
	});
}
// src/report/grouping.ts
function groupBy(items, keyOf) {
	const groups = new Map();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}
// src/report/cyclonedx-vuln.ts
const cyclonedxVuln = {
	id: "cyclonedx-vuln",
	filename: "drydock-vuln.cdx.json",
	render: (result) => printJson(withSerial(document$3(result)))
};
function document$3(result) {
	return {
		...cyclonedxDocument(result),
		vulnerabilities: vulnerabilities(result)
	};
}
function vulnerabilities({ verdict, packages }) {
	const refs = packageRefs(packages);
	return [...groupBy(vulnerabilitiesOf(verdict.judged), ({ finding, action, because }) => {
		const { rule, severity, severitySource, status } = finding;
		return JSON.stringify([
			rule,
			severity,
			severitySource,
			status,
			action === "waive" ? because : ""
		]);
	}).values()].map((rows) => vulnerability$1(rows, refs));
}
// src/report/outcome-values.ts
function outcomeValues({ verdict, image, checked, fix }) {
	const { judged, gaps } = verdict;
	const open = judged.filter((row) => row.action !== "waive" && isAffecting(row));
	return [
		["OUTCOME", verdict.outcome],
		["REASON", verdict.reason],
		["DIGEST", image.digest],
		["BLOCKING", judged.filter(({ action }) => action === "block").length],
		["WAIVED", judged.filter(({ action }) => action === "waive").length],
		["GAPS", gaps.length],
		...SEVERITIES$2.toReversed().map((severity) => {
			const count = open.filter(({ finding }) => finding.severity === severity).length;
			return [`COUNT_${severity.toUpperCase()}`, count];
		}),
		...checked.categories.map((category) => {
			const count = open.filter(({ finding }) => categoryOf(finding) === category).length;
			return [`COUNT_${category.toUpperCase()}`, count];
		}),
		...fix === void 0 ? [] : repairValues(fix)
	];
}
function repairValues({ fixed, image, digest, before, after }) {
	const sum = (counts) => SEVERITIES$2.reduce((all, severity) => all + counts[severity], 0);
	return [
		["FIXED", String(fixed)],
		...fixed && image !== void 0 ? [["FIXED_IMAGE", image]] : [],
		...fixed && digest !== void 0 ? [["FIXED_DIGEST", digest]] : [],
		["FIX_BEFORE", sum(before)],
		...after === void 0 ? [] : [["FIX_AFTER", sum(after)]]
	];
}
// src/report/dotenv.ts
const MAX_VALUE$1 = 300;
const MINOR = new Set([
	"WAIVED",
	"COUNT_NEGLIGIBLE",
	"COUNT_UNKNOWN"
]);
const dotenv = {
	id: "dotenv",
	filename: "drydock.env",
	render: (result) => outcomeValues(result).filter(([name]) => result.fix === void 0 || !MINOR.has(name)).map(([name, value]) => `DRYDOCK_${name}=${plain(String(value))}\n`).join("")
};
function plain(value) {
	return value.replace(/[^A-Za-z0-9_.,:/@+=-]+/g, "_").replace(/^_+|_+$/g, "").slice(0, MAX_VALUE$1);
}
// src/report/gitlab-annotations.ts
const gitlabAnnotations = {
	id: "gitlab-annotations",
	filename: "gl-annotations.json",
	render: (_, { gitlab }) => printJson({ drydock: (gitlab?.links ?? []).map((link) => ({ external_link: link })) })
};
// src/report/gitlab-cvss.ts
const MAX_VECTORS = 10;
const V3 = /^CVSS:3\.[01]\/AV:[NALP]\/AC:[LH]\/PR:[NLH]\/UI:[NR]\/S:[UC]\/C:[NLH]\/I:[NLH]\/A:[NLH]$/;
const V2 = /^AV:[NAL]\/AC:[LMH]\/Au:[MSN]\/C:[NPC]\/I:[NPC]\/A:[NPC]$/;
function cvssVectors({ severitySource, advisory }) {
	const preferred = [
		severitySource,
		"nvd",
		"ghsa"
	];
	const rank = (source) => preferred.includes(source) ? preferred.indexOf(source) : preferred.length;
	return Object.entries(advisory.cvss).toSorted(([a], [b]) => rank(a) - rank(b)).flatMap(([source, { v3Vector = "", v2Vector = "" }]) => {
		const vector = V3.test(v3Vector) ? v3Vector : V2.test(v2Vector) ? v2Vector : void 0;
		return vector === void 0 ? [] : [{
			vendor: short$2(escapeForTerminal(source)) || "unknown",
			vector
		}];
	}).slice(0, MAX_VECTORS);
}
// src/report/sarif-places.ts
const REPOSITORY = "%SRCROOT%";
const NO_LINES = {
	startLine: 1,
	startColumn: 1,
	endLine: 1,
	endColumn: 1
};
function places(finding, image) {
	const { location } = finding;
	const dockerfile = dockerfileOf(image, finding);
	const inImage = {
		artifactLocation: { uri: relativeUri(location?.path ?? imageName(image)) },
		region: lines$1(finding)
	};
	const locations = [{
		physicalLocation: dockerfile === void 0 ? inImage : inRepository(dockerfile),
		logicalLocations: logical(finding, image)
	}];
	if (dockerfile === void 0 || location === void 0) return { locations };
	return {
		locations,
		relatedLocations: [{
			id: 1,
			physicalLocation: inImage,
			message: message(`${short$2(location.path)} in ${layerName(location, image)}, ${location.diffId}`)
		}]
	};
}
function lines$1(finding) {
	if (isVulnerability(finding) || finding.line === void 0) return NO_LINES;
	return {
		...NO_LINES,
		startLine: finding.line,
		endLine: finding.line
	};
}
function whence(finding, image) {
	const { location } = finding;
	const { certainty = "proved", instruction, note } = originOf(image, location) ?? {};
	const owner = ownerOf(image, finding);
	const place = `Found in ${location === void 0 ? "" : `${layerName(location, image)} in `}${short$2(image.reference)} (${printPlatform(image.platform)})`;
	const likely = certainty === "proved" ? "" : "most likely ";
	return `${place}${{
		base: `, which ${likely}comes from the base image${image.baseImage?.name === void 0 ? "" : `, ${short$2(image.baseImage.name)}`}`,
		own: instruction === void 0 ? `, which is ${likely}the image's own` : `, ${likely}made by ${short$2(instruction)}`,
		unknown: ""
	}[owner]}.${note === void 0 ? "" : ` ${short$2(note)}`}`;
}
function layerName({ layer }, { layers }) {
	return `layer ${layer + 1} of ${layers.length}`;
}
function inRepository({ path, startLine, endLine, endColumn = 1 }) {
	const isInside = !/^(?:\/|\.\.\/|[A-Za-z]:)/.test(path);
	return {
		artifactLocation: {
			uri: relativeUri(path),
			...isInside ? { uriBaseId: REPOSITORY } : {}
		},
		region: {
			startLine,
			startColumn: 1,
			endLine,
			endColumn
		}
	};
}
function logical(finding, image) {
	const { reference, digest } = image;
	const whole = {
		name: shown$1(reference),
		fullyQualifiedName: shown$1(`${reference}@${digest}`),
		kind: "image"
	};
	if (!isVulnerability(finding)) return [whole];
	const { name, purl } = finding.package;
	return [{
		name: shown$1(name),
		fullyQualifiedName: shown$1(purl),
		kind: "package"
	}, whole];
}
function relativeUri(path) {
	return relativePath(path).split("/").map(encodeURIComponent).join("/") || "image";
}
// src/report/gitlab-details.ts
const MAX_TEXT$4 = 1e3;
function detailsOf$1(finding, image) {
	const { location } = finding;
	const place = dockerfilePlace(finding, image);
	return {
		...isVulnerability(finding) ? { package: {
			name: "Package URL",
			...text$2(finding.package.purl)
		} } : { subject: {
			name: "Subject",
			...text$2(finding.subject)
		} },
		...isVulnerability(finding) || finding.evidence.length === 0 ? {} : { evidence: {
			name: "Seen",
			type: "list",
			items: finding.evidence.map(text$2)
		} },
		...location === void 0 ? {} : { path: {
			name: "Path in the image",
			...text$2(location.path)
		} },
		origin: {
			name: "Origin",
			...text$2(whence(finding, image))
		},
		...place === void 0 ? {} : { dockerfile: {
			name: "Dockerfile",
			type: "file-location",
			file_name: place.path,
			line_start: place.startLine,
			line_end: place.endLine
		} }
	};
}
function text$2(value) {
	return {
		type: "text",
		value: short$2(escapeForTerminal(value), MAX_TEXT$4)
	};
}
// src/report/gitlab-identifiers.ts
const MAX_IDENTIFIERS = 20;
const MAX_VALUE = 255;
const KINDS = [
	[
		/^CVE-\d{4}-\d{4,19}$/,
		"cve",
		(id) => `https://nvd.nist.gov/vuln/detail/${id}`
	],
	[
		/^GHSA(?:-[0-9a-z]{4}){3}$/,
		"ghsa",
		(id) => `https://github.com/advisories/${id}`
	],
	[
		/^USN-\d{1,6}-\d{1,4}$/,
		"usn",
		(id) => `https://ubuntu.com/security/notices/${id}`
	],
	[
		/^RH[SBE]A-\d{4}:\d{1,8}$/,
		"rhsa",
		(id) => `https://access.redhat.com/errata/${id}`
	],
	[
		/^ELSA-\d{4}-\d{1,8}$/,
		"elsa",
		(id) => `https://linux.oracle.com/errata/${id}.html`
	],
	[
		/^DSA-\d{1,6}(?:-\d{1,4})?$/,
		"dsa",
		(id) => `https://security-tracker.debian.org/tracker/${id}`
	],
	[
		/^DLA-\d{1,6}(?:-\d{1,4})?$/,
		"dla",
		(id) => `https://security-tracker.debian.org/tracker/${id}`
	]
];
function identifiersOf(finding) {
	if (finding.kind === "risk") return [{
		type: "drydock_rule_id",
		name: finding.rule,
		value: finding.rule
	}];
	const { id, aliases, cwes } = finding.advisory;
	const all = [...[id, ...aliases].map(identifier), ...cwes.flatMap(weakness)];
	return [...new Map(all.map((one) => [JSON.stringify([one.type, one.value]), one])).values()].slice(0, MAX_IDENTIFIERS);
}
function identifier(id) {
	const [, type = "advisory", page] = KINDS.find(([form]) => form.test(id)) ?? [];
	const value = short$2(escapeForTerminal(id), MAX_VALUE) || "unnamed";
	return {
		type,
		name: value,
		value,
		...page === void 0 ? {} : { url: page(id) }
	};
}
function weakness(text) {
	const [, number] = /^CWE-([1-9]\d{0,5})$/.exec(text) ?? [];
	if (number === void 0) return [];
	const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
	return [{
		type: "cwe",
		name: `CWE-${number}`,
		value: number,
		url
	}];
}
// src/report/text.ts
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /^\p{Mark}$/u;
const PLAIN = /^[\x20-\x7e]*$/;
function widthOf(text) {
	if (PLAIN.test(text)) return text.length;
	let width = 0;
	for (const char of text) width += widthOfCharacter(char);
	return width;
}
function cut(text, width) {
	if (text.length <= width && PLAIN.test(text)) return text;
	let used = 0;
	let kept = "";
	for (const char of text) {
		used += widthOfCharacter(char);
		if (used > width) return `${shorten$1(kept, width - 1)}…`;
		kept += char;
	}
	return text;
}
function cutStart(text, width) {
	if (widthOf(text) <= width) return text;
	let used = 1;
	let kept = "";
	for (const char of [...text].reverse()) {
		used += widthOfCharacter(char);
		if (used > width) break;
		kept = `${char}${kept}`;
	}
	return `…${kept}`;
}
function pad(text, width) {
	return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
function wrap(text, width) {
	const lines = [];
	let line = "";
	for (const word of text.split(/ +/).filter((word) => word !== "")) {
		if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
			lines.push(line);
			line = "";
		}
		line = line === "" ? word : `${line} ${word}`;
		while (widthOf(line) > width) {
			const start = shorten$1(line, width);
			lines.push(start);
			line = `…${line.slice(start.length)}`;
		}
	}
	return line === "" ? lines : [...lines, line];
}
const CODES = {
	bold: "1",
	dim: "2",
	red: "31",
	redBold: "1;31",
	yellow: "33",
	blue: "34",
	green: "32",
	magenta: "35"
};
function painter(color) {
	return color ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_, text) => text;
}
function count(number, noun, plural = `${noun}s`) {
	return `${number} ${number === 1 ? noun : plural}`;
}
function shorten$1(text, width) {
	let used = 0;
	let kept = "";
	for (const char of text) {
		used += widthOfCharacter(char);
		if (used > width && kept !== "") break;
		kept += char;
	}
	return kept;
}
function widthOfCharacter(char) {
	if (WIDE.test(char)) return 2;
	return NO_WIDTH.test(char) ? 0 : 1;
}
// src/report/gitlab-messages.ts
const MAX_MESSAGES = 200;
const MAX_TEXT$3 = 1e3;
function messagesOf({ categories }, result, dropped) {
	const { verdict, checked, notices } = result;
	const waived = verdict.judged.filter((row) => row.action === "waive" || !isAffecting(row)).length;
	const unchecked = categories.filter((category) => !checked.categories.includes(category));
	const messages = [
		info(`${verdict.outcome}: ${verdict.reason}`),
		...unchecked.map((category) => warn(`Nothing of category ${category} was looked for.`)),
		...(checked.partial ?? []).filter((category) => categories.includes(category)).map((category) => warn(`Of category ${category} some rules are switched off.`)),
		...dropped === 0 ? [] : [warn(`${dropped} of the least severe findings are left out; the JSON report has them all.`)],
		...waived === 0 ? [] : [info(`Left out, because waived or not affecting the image: ${count(waived, "finding")}.`)],
		...verdict.gaps.filter((row) => concerns(row, categories)).map(({ gap }) => warn(`${gap.where}: ${gap.reason} (${gap.by})`)),
		...[...notices, ...verdict.remarks].map(info)
	];
	const more = messages.length - MAX_MESSAGES;
	return more <= 0 ? messages : [...messages.slice(0, MAX_MESSAGES), warn(`${more} more messages are left out; the JSON report has them all.`)];
}
function concerns({ gap }, categories) {
	return categories.includes(gap.rule?.category ?? gap.category ?? "system");
}
function info(text) {
	return {
		level: "info",
		value: shown(text)
	};
}
function warn(text) {
	return {
		level: "warn",
		value: shown(text)
	};
}
function shown(text) {
	return short$2(escapeForTerminal(text), MAX_TEXT$3) || "(no text)";
}
// src/report/links.ts
const MAX_LENGTH = 500;
function linksOf(advisory) {
	const links = [...advisory.url === void 0 ? [] : [advisory.url], ...advisory.references].flatMap((text) => {
		const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
		return url !== null && /^https?:$/.test(url.protocol) ? [url.href.replace(/[<>]/g, encodeURIComponent)] : [];
	});
	return [...new Set(links)];
}
// src/report/gitlab-report.ts
const SCHEMA_VERSION$1 = "15.0.6";
const SCHEMAS = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${SCHEMA_VERSION$1}/dist`;
const MAX_NAME$4 = 255;
const MAX_DESCRIPTION$1 = 2e3;
const MAX_SOLUTION = 800;
const MAX_LINKS = 10;
const MAX_BYTES$1 = 9e7;
const SEVERITIES = {
	critical: "Critical",
	high: "High",
	medium: "Medium",
	low: "Low",
	negligible: "Info",
	unknown: "Unknown"
};
function renderSecurityReport(report, result) {
	const rows = openFindings(result).filter(({ finding }) => report.holds(finding));
	const keys = trackingKeys(rows, ({ finding }) => report.within(finding));
	const catalogue = new Map(result.rules.map((rule) => [rule.id, rule]));
	return fitting(rows, MAX_BYTES$1, (kept, dropped) => printJson({
		version: SCHEMA_VERSION$1,
		schema: `${SCHEMAS}/${report.type.replaceAll("_", "-")}-report-format.json`,
		scan: scan(report, result, dropped),
		vulnerabilities: kept.map((row) => vulnerability(row, keys.get(row), {
			report,
			result,
			catalogue
		}))
	}));
}
function scan(report, result, dropped) {
	const tool = {
		id: "drydock",
		name: "drydock",
		version: result.drydock.version,
		vendor: { name: "drydock" }
	};
	return {
		analyzer: tool,
		scanner: tool,
		type: report.type,
		start_time: withoutZone(result.scannedAt),
		end_time: withoutZone(result.finishedAt),
		status: "success",
		messages: messagesOf(report, result, dropped)
	};
}
function withoutZone(time) {
	return new Date(time).toISOString().slice(0, 19);
}
function vulnerability({ finding }, key, { report, result, catalogue }) {
	const solution = solutionOf(finding);
	const markdown = isVulnerability(finding) ? escapeMarkdown : escapeCode;
	const links = isVulnerability(finding) ? linksOf(finding.advisory).slice(0, MAX_LINKS) : [];
	const vectors = isVulnerability(finding) ? cvssVectors(finding) : [];
	return {
		id: contentUuid(`${report.type} ${key}`),
		name: short$2(escapeForTerminal(finding.title), MAX_NAME$4) || finding.rule,
		description: markdown(oneLine(descriptionOf(finding, catalogue), MAX_DESCRIPTION$1)),
		severity: SEVERITIES[finding.severity],
		...solution === void 0 ? {} : { solution: markdown(oneLine(solution, MAX_SOLUTION)) },
		identifiers: identifiersOf(finding),
		...vectors.length === 0 ? {} : { cvss_vectors: vectors },
		...links.length === 0 ? {} : { links: links.map((url) => ({ url })) },
		details: detailsOf$1(finding, result.image),
		...report.place(finding, key)
	};
}
function descriptionOf(finding, catalogue) {
	const told = isVulnerability(finding) ? finding.advisory.description : catalogue.get(finding.rule)?.fires;
	return told === void 0 || told.trim() === "" ? finding.title : told;
}
function solutionOf(finding) {
	if (!isVulnerability(finding)) return finding.advice;
	const { package: affected, fixedIn } = finding;
	return fixedIn === void 0 ? void 0 : `Upgrade ${short$2(affected.name)} to ${short$2(fixedIn)}.`;
}
function oneLine(text, length) {
	return short$2(text.replace(/\s+/g, " ").trim(), length);
}
// src/report/gitlab-scope.ts
function securityReportOf(finding, image) {
	if (finding.kind === "vulnerability" || finding.category === "malware") return "container_scanning";
	if (finding.category === "sensitive") return "secret_detection";
	return dockerfileOf(image, finding) === void 0 ? "container_scanning" : "sast";
}
// src/report/gitlab-container-scanning.ts
const gitlabContainerScanning = {
	id: "gitlab-container-scanning",
	filename: "gl-container-scanning-report.json",
	render(result, { gitlab }) {
		const { image } = result;
		const name = stableName(image, gitlab);
		const whole = {
			operating_system: systemName(image),
			image: scannedName(image),
			...gitlab?.defaultBranchImage === void 0 ? {} : { default_branch_image: gitlab.defaultBranchImage }
		};
		return renderSecurityReport({
			type: "container_scanning",
			categories: [
				"system",
				"application",
				"malware",
				"baseline",
				"instruction"
			],
			holds: (finding) => securityReportOf(finding, image) === "container_scanning",
			within: () => name,
			place: (finding) => ({ location: {
				dependency: dependency(finding),
				...whole
			} })
		}, result);
	}
};
function dependency(finding) {
	const [name, version] = isVulnerability(finding) ? [finding.package.name, finding.package.version] : [placeName(finding), ""];
	return {
		package: { name: short$2(escapeForTerminal(name)) },
		version: short$2(escapeForTerminal(version))
	};
}
function placeName({ location, subject }) {
	return location === void 0 || location.path === subject ? subject : `${location.path}: ${subject}`;
}
function systemName({ os }) {
	return os === void 0 ? "unknown" : short$2(escapeForTerminal(`${os.family} ${os.version}`.trim())) || "unknown";
}
function scannedName(image) {
	const name = imageNameIn(image.reference) ?? image.names[0];
	if (name === void 0) return short$2(escapeForTerminal(`${imageName(image)}@${image.digest}`));
	return short$2(escapeForTerminal(/[:@][^/]*$/.test(name) ? name : `${name}:latest`));
}
// src/report/gitlab-sast.ts
const gitlabSast = {
	id: "gitlab-sast",
	filename: "gl-sast-report.json",
	render(result) {
		const { image } = result;
		return renderSecurityReport({
			type: "sast",
			categories: ["instruction", "baseline"],
			holds: (finding) => securityReportOf(finding, image) === "sast",
			within: (finding) => sourcePlace(finding, image).path,
			place(finding, key) {
				const { path, startLine, endLine } = sourcePlace(finding, image);
				const lines = {
					file: path,
					start_line: startLine,
					end_line: endLine
				};
				const signatures = [{
					algorithm: "hash",
					value: key
				}];
				return {
					location: lines,
					tracking: {
						type: "source",
						items: [{
							...lines,
							signatures
						}]
					}
				};
			}
		}, result);
	}
};
// src/report/gitlab-secret-detection.ts
const NO_COMMIT = { sha: "0000000" };
const gitlabSecretDetection = {
	id: "gitlab-secret-detection",
	filename: "gl-secret-detection-report.json",
	render(result, { gitlab }) {
		const { image } = result;
		const name = stableName(image, gitlab);
		return renderSecurityReport({
			type: "secret_detection",
			categories: ["sensitive"],
			holds: (finding) => securityReportOf(finding, image) === "secret_detection",
			within: () => name,
			place(finding, key) {
				const { path, startLine, endLine } = imagePlace(finding, image);
				const lines = {
					file: path,
					start_line: startLine,
					end_line: endLine
				};
				const signatures = [{
					algorithm: "hash",
					value: key
				}];
				return {
					location: {
						commit: NO_COMMIT,
						...lines
					},
					tracking: {
						type: "source",
						items: [{
							...lines,
							signatures
						}]
					}
				};
			}
		}, result);
	}
};
// src/report/table-asides.ts
const MAX_ENTRIES$1 = 12;
const MAX_TEXT$2 = 300;
const MAX_WHERE = 5;
function waivedLines(judged, width, paint) {
	const waived = judged.filter(({ action }) => action === "waive");
	if (waived.length === 0) return [];
	const texts = [...groupBy(waived, ({ finding, because }) => `${finding.rule}: ${because}`).values()].map((rows) => {
		const { finding, because } = rows[0];
		const names = list([...new Set(rows.map((row) => nameOf$3(row.finding)))]);
		return `${finding.rule} ${isVulnerability(finding) ? "in" : "for"} ${names}. ${because}`;
	});
	return [paint("bold", `Waived (${waived.length})`), ...bullets(texts, width)];
}
function warningLines(warnings, width, paint) {
	if (warnings.length === 0) return [];
	return [paint("yellow", `Warnings (${warnings.length})`), ...bullets(warnings, width)];
}
function fixedLines({ fixed = [] }, width, paint) {
	if (fixed.length === 0) return [];
	const texts = [...groupBy(fixed, (finding) => isVulnerability(finding) ? `${finding.package.name} ${finding.package.version}` : `${finding.rule} ${finding.title}`)].map(([name, same]) => {
		const about = same.map((finding) => isVulnerability(finding) ? finding.rule : finding.subject);
		return `${cut(name, 120)}: ${list([...new Set(about)])}`;
	});
	return [paint("green", `Fixed since the baseline (${fixed.length})`), ...bullets(texts, width)];
}
function gapLines(gaps, width, paint) {
	if (gaps.length === 0) return [];
	const texts = [...groupBy(gaps.toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block")), ({ gap, action }) => JSON.stringify([
		action,
		gap.kind,
		gap.reason
	])).values()].map((rows) => {
		const { gap, action } = rows[0];
		const where = list([...new Set(rows.map((row) => row.gap.where))]);
		const ignored = action === "block" ? "" : ", ignored by the policy";
		return `${where}: ${gap.reason} (${gap.kind}${lookedFor(rows)}${ignored})`;
	});
	return [paint("yellow", `Could not be told (${gaps.length})`), ...bullets(texts, width)];
}
function noteLines(result, width, paint) {
	const { judged, remarks } = result.verdict;
	const hidden = judged.filter(({ isHidden }) => isHidden === true).length;
	const texts = [
		...result.notices,
		...remarks,
		...hidden === 0 ? [] : [`${hidden} of the findings are not shown, as the policy wants it; the JSON report has them all.`]
	];
	return texts.length === 0 ? [] : [paint("bold", "Notes"), ...bullets(texts, width)];
}
function lookedFor(rows) {
	const categories = new Set(rows.map(({ gap }) => gap.rule === void 0 ? gap.category : void 0));
	const names = RISK_CATEGORIES.filter((one) => categories.has(one)).map((one) => CATEGORY_WORDS[one].name);
	return names.length === 0 ? "" : `: ${listed$1(names, "and")}`;
}
function nameOf$3(finding) {
	return isVulnerability(finding) ? finding.package.name : finding.subject;
}
function list(names) {
	const shown = names.slice(0, MAX_WHERE).map((name) => cut(name, 80));
	const more = names.length > MAX_WHERE ? ` and ${names.length - MAX_WHERE} more` : "";
	return `${shown.join(", ")}${more}`;
}
function bullets(texts, width) {
	const lines = texts.slice(0, MAX_ENTRIES$1).flatMap((text) => {
		return wrap(cut(escapeForTerminal(text), MAX_TEXT$2), Math.min(width, 120) - 4).map((line, i) => `${i === 0 ? "  - " : "    "}${line}`);
	});
	const more = texts.length - MAX_ENTRIES$1;
	return more > 0 ? [...lines, `  - and ${more} more (all in the JSON report)`] : lines;
}
// src/report/html/markup.ts
const MAX_TEXT$1 = 4e3;
const MAX_NAME$3 = 300;
function html$1(strings, ...values) {
	return { markup: strings.reduce((text, string, i) => `${text}${print(values[i - 1])}${string}`) };
}
function verbatim(text) {
	return { markup: text };
}
function short$1(text) {
	return shorten(text, MAX_NAME$3).replace(/[\n\t]/g, (found) => found === "\n" ? "\\n" : "\\t");
}
function shorten(text, length) {
	if (text.length <= length) return text;
	return `${text.slice(0, length).toWellFormed()}… (${text.length - length} more characters)`;
}
function print(value) {
	if (value === void 0) return "";
	if (typeof value === "number") return String(value);
	if (typeof value === "string") return escapeHtml(shorten(value, MAX_TEXT$1));
	return "markup" in value ? value.markup : value.map(print).join("");
}
// src/report/html/words.ts
const ACTIONS = new Map([
	["block", {
		word: "Blocks",
		order: 0
	}],
	["note", {
		word: "Noted",
		order: 2
	}],
	["waive", {
		word: "Waived",
		order: 3
	}]
]);
function actionWord(action) {
	return ACTIONS.get(action) ?? {
		word: capital(action),
		order: 1
	};
}
const OUTCOMES$1 = new Map([
	["pass", "Pass"],
	["blocked", "Blocked"],
	["unproven", "Unproven"]
]);
function outcomeWord(outcome) {
	return OUTCOMES$1.get(outcome) ?? capital(outcome);
}
const OWNER_WORDS = {
	own: "own",
	base: "base image",
	unknown: "not told"
};
function categoryWord(category) {
	if (category === "system") return "system packages";
	if (category === "application") return "application packages";
	return CATEGORY_WORDS[category].name;
}
function capital(text) {
	return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
function grouped(number) {
	return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
// src/report/html/asides.ts
const MAX_ENTRIES = 200;
const MAX_NAMES$3 = 10;
function waivedPart({ verdict }) {
	const waived = verdict.judged.filter(({ action }) => action === "waive");
	if (waived.length === 0) return void 0;
	return entries([...groupBy(waived, ({ finding, because }) => JSON.stringify([finding.rule, because])).values()].map(waivedEntry), "waivers");
}
function waivedEntry(rows) {
	const { finding, because, vex } = rows[0];
	const names = namesOf(rows.map((row) => nameOf$2(row.finding)));
	const statement = vex === void 0 ? "" : html$1` <span class="tag">VEX ${vex.status}${vex.justification === void 0 ? "" : `: ${vex.justification}`}</span>`;
	return html$1`
<li><p><strong>${short$1(finding.rule)}</strong> ${isVulnerability(finding) ? "in" : "for"} ${names}${statement}</p><p>${because}</p></li>`;
}
function nameOf$2(finding) {
	return isVulnerability(finding) ? `${finding.package.name} ${finding.package.version}` : finding.subject;
}
function gapsPart({ verdict }) {
	if (verdict.gaps.length === 0) return void 0;
	return entries([...groupBy(verdict.gaps.toSorted((a, b) => actionWord(a.action).order - actionWord(b.action).order), ({ gap, action, because }) => JSON.stringify([
		action,
		gap.kind,
		gap.reason,
		because
	])).values()].map(gapEntry), "gaps");
}
function gapEntry(rows) {
	const { gap, action, because } = rows[0];
	const kind = `${gap.kind}${lookedFor(rows)}`;
	return html$1`
<li><p><span class="action is-${action}">${actionWord(action).word}</span> <strong>${namesOf(rows.map((row) => row.gap.where))}</strong> <span class="tag">${kind}</span></p><p>${gap.reason}</p><p class="why">${because}</p></li>`;
}
function notesPart({ notices, verdict }) {
	const texts = [...notices, ...verdict.remarks];
	return texts.length === 0 ? void 0 : entries(texts.map((text) => html$1`<li><p>${text}</p></li>`), "notes");
}
function namesOf(names) {
	const all = [...new Set(names)];
	const more = all.length > MAX_NAMES$3 ? ` and ${grouped(all.length - MAX_NAMES$3)} more` : "";
	return `${all.slice(0, MAX_NAMES$3).map(short$1).join(", ")}${more}`;
}
function entries(items, noun) {
	const left = items.length - MAX_ENTRIES;
	const more = left > 0 ? html$1`<p>${grouped(left)} more ${noun} stand in the JSON report.</p>` : "";
	return html$1`<ul class="entries">${items.slice(0, MAX_ENTRIES)}</ul>${more}`;
}
// src/report/html/assets.ts
const STYLE = new URL(new URL("../assets/page.css", import.meta.url).href);
const SCRIPTS = [
	new URL(new URL("../assets/page-elements.js", import.meta.url).href),
	new URL(new URL("../assets/page-filters.js", import.meta.url).href),
	new URL(new URL("../assets/page-rows.js", import.meta.url).href),
	new URL(new URL("../assets/page.js", import.meta.url).href)
];
let assets;
function ownAssets() {
	if (assets !== void 0) return assets;
	assets = {
		style: asset(`\n${text$1(STYLE)}`),
		script: asset(`\n(() => {\n"use strict";\n${joined$1()}})();\n`)
	};
	return assets;
}
function joined$1() {
	return SCRIPTS.map((url) => text$1(url).replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "")).join("");
}
function text$1(url) {
	return readFileSync(url, "utf8");
}
function asset(text) {
	return {
		text,
		hash: `'sha256-${createHash("sha256").update(text).digest("base64")}'`
	};
}
// src/report/tally.ts
function tally(judged) {
	const counts = SEVERITIES$2.toReversed().map((severity) => {
		const rows = judged.filter(({ finding }) => finding.severity === severity);
		return [severity, {
			found: rows.length,
			fixable: rows.filter(({ finding }) => isVulnerability(finding) && finding.fixedIn !== void 0).length,
			blocking: rows.filter(({ action }) => action === "block").length,
			warning: rows.filter(({ action }) => action === "warn").length,
			waived: rows.filter(({ action }) => action === "waive").length
		}];
	});
	return Object.fromEntries(counts);
}
function tallyByOwner(judged, image) {
	const of = (owner) => tally(judged.filter(({ finding }) => ownerOf(image, finding) === owner));
	return {
		base: of("base"),
		own: of("own"),
		unknown: of("unknown")
	};
}
function tallyBySince(judged) {
	const of = (wanted) => tally(judged.filter(({ since }) => since === wanted));
	return {
		new: of("new"),
		known: of("known")
	};
}
function tallyByCategory(judged, categories) {
	const of = (category) => tally(judged.filter(({ finding }) => categoryOf(finding) === category));
	return Object.fromEntries(categories.map((category) => [category, of(category)]));
}
// src/report/table-counts.ts
function countLines(result, width, paint) {
	if (result.verdict.judged.length === 0) return wrap(nothingFound(result), Math.min(width, 120));
	const rows = rowsOf(result);
	const forms = columnForms((rows.find(({ isAll }) => isAll) ?? rows[0]).counts, result).map((columns) => ({
		columns,
		sizes: sizesOf(columns, rows)
	}));
	const { columns, sizes } = forms.find(({ sizes }) => sizes.reduce((sum, size) => sum + size, 0) <= width) ?? forms.at(-1);
	const [labels = 0, ...others] = sizes;
	const heads = columns.map(({ head }, i) => head.padStart(others[i])).join("");
	const lines = rows.map(({ label, isPart, counts }) => {
		const cells = columns.map(({ head, of }, i) => {
			const number = of(counts);
			const cell = (number === 0 ? "-" : String(number)).padStart(others[i]);
			return head.startsWith("x ") && number > 0 ? paint("redBold", cell) : isPart ? paint("dim", cell) : cell;
		});
		const start = pad(label, labels);
		return `${isPart ? paint("dim", start) : start}${cells.join("")}`;
	});
	return [paint("dim", `${" ".repeat(labels)}${heads}`), ...lines];
}
function nothingFound({ checked, packages, image, verdict }) {
	const looked = checkedNouns(checked);
	if (looked.length === 0) return "Nothing was looked for.";
	const risks = checked.categories.filter((one) => one !== "system" && one !== "application");
	const among = [...risks.length < checked.categories.length ? [count(packages.length, "package")] : [], ...risks.length > 0 ? [count(image.layers.length, "layer")] : []];
	const where = `${verdict.gaps.length === 0 ? "" : "what could be checked of "}${listed$1(among, "and")}`;
	const { partial = [] } = checked;
	const names = RISK_CATEGORIES.filter((one) => partial.includes(one)).map((one) => CATEGORY_WORDS[one].name);
	const off = names.length === 0 ? "" : ` Some of the rules for ${listed$1(names, "and")} were off.`;
	return `No ${listed$1(looked, "or")} found in ${where}.${off}`;
}
function rowsOf({ verdict: { judged }, checked: { categories }, image }) {
	const part = (label, rows) => rows.length === 0 ? [] : [{
		label: `  ${label}`,
		counts: tally(rows),
		isPart: true
	}];
	const vulnerable = vulnerabilitiesOf(judged);
	const isLookedAt = categories.includes("system") || categories.includes("application");
	const fixable = vulnerable.filter(({ finding }) => finding.fixedIn !== void 0);
	const kinds = [
		...isLookedAt ? [{
			label: "vulnerabilities",
			counts: tally(vulnerable)
		}] : [],
		...part("with a fix", fixable),
		...RISK_CATEGORIES.filter((category) => categories.includes(category)).map((category) => ({
			label: CATEGORY_WORDS[category].name,
			counts: tally(judged.filter(({ finding }) => categoryOf(finding) === category))
		}))
	];
	const ofOwner = (owner) => judged.filter(({ finding }) => ownerOf(image, finding) === owner);
	const owners = tellsOwners(image) ? [...part("base image", ofOwner("base")), ...part("own", ofOwner("own"))] : [];
	const fresh = part("new", judged.filter(({ since }) => since === "new"));
	const isAlone = kinds.filter(({ isPart }) => !isPart).length === 1;
	return [
		...kinds,
		...isAlone ? [] : [{
			label: "all",
			counts: tally(judged),
			isAll: true
		}],
		...owners,
		...fresh
	];
}
function columnForms(all, { verdict: { judged } }) {
	const found = SEVERITIES$2.toReversed().filter((severity) => all[severity].found > 0);
	const names = {
		critical: ["critical", "crit"],
		high: ["high", "high"],
		medium: ["medium", "med"],
		low: ["low", "low"],
		negligible: judged.some(({ finding }) => !isVulnerability(finding)) ? ["info", "info"] : ["negligible", "negl"],
		unknown: ["unknown", "unkn"]
	};
	const sum = (counts, key) => SEVERITIES$2.reduce((number, severity) => number + counts[severity][key], 0);
	const total = (head, key, gap) => ({
		head,
		gap,
		of: (counts) => sum(counts, key)
	});
	const severities = (form, gap) => found.map((severity) => ({
		head: names[severity][form],
		gap,
		of: (counts) => counts[severity].found
	}));
	const waived = (gap) => sum(all, "waived") === 0 ? [] : [total("waived", "waived", gap)];
	const warning = (gap) => sum(all, "warning") === 0 ? [] : [total("! warn", "warning", gap)];
	const counted = found.length > 1 ? [total("found", "found", 2)] : [];
	return [
		[
			...severities(0, 2),
			...counted,
			total("x blocking", "blocking", 2),
			...warning(2),
			...waived(2)
		],
		[
			...severities(0, 2),
			total("x blocking", "blocking", 2),
			...warning(2),
			...waived(2)
		],
		[
			...severities(0, 1),
			total("x blocking", "blocking", 2),
			...warning(1),
			...waived(1)
		],
		[
			...severities(1, 1),
			total("x block", "blocking", 1),
			...warning(1),
			...waived(1)
		],
		[...severities(1, 1), total("x block", "blocking", 1)]
	];
}
function sizesOf(columns, rows) {
	return [Math.max(...rows.map(({ label }) => widthOf(label))), ...columns.map(({ head, gap, of }) => gap + Math.max(head.length, ...rows.map(({ counts }) => String(of(counts)).length)))];
}
// src/report/html/counts.ts
function countsPart(result) {
	const rows = rowsOf(result);
	const found = SEVERITIES$2.toReversed().filter((severity) => rows.some(({ counts }) => counts[severity].found > 0));
	return html$1`
<section class="scrolls" aria-label="Findings by kind" tabindex="0"><table class="counts">
<caption>Findings by kind</caption>
<thead><tr><td></td>${[
		...found.map((severity) => headOf$1(severity, rows)),
		"All",
		"Blocking",
		"Waived"
	].map((head) => html$1`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => countRow(row, found))}</tbody>
</table></section>`;
}
function countRow({ label, isPart, isAll, counts }, found) {
	const cells = [
		...found.map((severity) => counts[severity].found),
		sum(counts, "found"),
		sum(counts, "blocking"),
		sum(counts, "waived")
	];
	const kind = isPart === true ? "is-part" : isAll === true ? "is-all" : "is-kind";
	const shown = cells.map((number) => html$1`<td>${number === 0 ? html$1`<span class="none">0</span>` : grouped(number)}</td>`);
	return html$1`
<tr class="${kind}"><th scope="row">${label.trim()}</th>${shown}</tr>`;
}
function sum(counts, key) {
	return SEVERITIES$2.reduce((number, severity) => number + counts[severity][key], 0);
}
function headOf$1(severity, rows) {
	const hasInfo = rows.some(({ label, isPart, isAll, counts }) => isPart !== true && isAll !== true && label !== "vulnerabilities" && counts.negligible.found > 0);
	return severity === "negligible" && hasInfo ? "Info" : capital(severity);
}
// src/report/html/findings.ts
const MAX_WORST = 50;
const MENDING = [
	["upgrade", "by an upgrade"],
	["advice", "by the advice"],
	["none", "no fix yet"]
];
function findingsPart({ rows }, all) {
	const left = all - rows.length;
	return html$1`${left === 0 ? "" : html$1`<p class="hint">The ${grouped(rows.length)} worst findings are shown. ${grouped(left)} more would be too much for a page; they stand in the JSON report.</p>`}${form(rows)}
<p class="count" role="status" hidden data-part="count"></p>
<section class="scrolls" aria-label="Table of findings" tabindex="0" hidden data-part="frame"><table class="findings">
<thead><tr>${heads()}</tr></thead>
<tbody data-part="rows"></tbody>
</table></section>
<nav class="pages" aria-label="Pages of the table" hidden data-part="pages">
<button type="button" data-turn="first">First</button>
<button type="button" data-turn="previous">Previous</button>
<span data-part="page"></span>
<button type="button" data-turn="next">Next</button>
<button type="button" data-turn="last">Last</button>
</nav>
<noscript>${worst$1(rows, all)}</noscript>`;
}
function heads() {
	return [
		["severity", "Severity"],
		["id", "Finding"],
		["about", "In"],
		["place", "Where"],
		["verdict", "Verdict"]
	].map(([key, word]) => html$1`<th scope="col" data-column="${key}"><button type="button" data-sort="${key}">${word}</button></th>`);
}
function form(rows) {
	const boxes = SEVERITIES$2.toReversed().filter((one) => rows.some(({ severity }) => severity === one)).map((severity) => {
		const here = rows.filter((row) => row.severity === severity);
		return html$1`<label class="box"><input type="checkbox" name="severity" value="${severity}"><span class="severity is-${severity}">${[...new Set(here.map((row) => row.word))].join(", ")}</span> ${grouped(here.length)}</label>`;
	});
	const layers = [...new Set(rows.map(({ layer }) => layer))].filter((layer) => layer !== void 0);
	return html$1`
<form role="search" aria-label="Filter the findings" hidden data-part="filters">
<div class="field grows"><label for="filter-text">Search</label><input id="filter-text" type="search" name="text" autocomplete="off" spellcheck="false" placeholder="CVE, package, path, words … (press /)"></div>
${choice("category", "Kind", present(rows, "category", CATEGORIES.map((one) => [one, categoryWord(one)])))}
${choice("owner", "Whose", present(rows, "owner", Object.entries(OWNER_WORDS)))}
${choice("mending", "Fixable", present(rows, "mending", MENDING))}
${choice("action", "Verdict", actionsOf(rows))}
${choice("layer", "Layer", layers.toSorted((a, b) => a - b).map((layer) => [String(layer), String(layer)]))}
<fieldset><legend>Severity</legend>${boxes}</fieldset>
<button type="reset">Clear</button>
</form>`;
}
function present(rows, key, options) {
	const values = new Set(rows.map((row) => row[key]));
	return options.filter(([value]) => values.has(value));
}
function actionsOf(rows) {
	return [...new Map(rows.map(({ action, actionWord }) => [action, actionWord]))];
}
function choice(name, label, options) {
	if (options.length < 2) return html$1``;
	return html$1`
<div class="field"><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}"><option value="">All</option>${options.map(([value, word]) => html$1`<option value="${value}">${capital(word)}</option>`)}</select></div>`;
}
function worst$1(rows, all) {
	const shown = rows.slice(0, MAX_WORST);
	return html$1`<p class="hint">${all > shown.length ? `These are the ${shown.length} worst of ${grouped(all)} findings. With JavaScript the page shows all of them, with details and filters.` : "With JavaScript the page shows details and filters."}</p>
<section class="scrolls" aria-label="The worst findings" tabindex="0"><table class="findings"><thead><tr><th scope="col">Severity</th><th scope="col">Finding</th><th scope="col">In</th><th scope="col">Where</th><th scope="col">Verdict</th></tr></thead><tbody>${shown.map(({ severity, word, id, title, about, fix, place, ownerWord, action, actionWord }) => html$1`
<tr class="finding"><td><span class="severity is-${severity}">${word}</span></td><td><strong>${id}</strong> ${title}</td><td>${about}${fix === void 0 ? "" : ` → ${fix}`}</td><td>${place} (${ownerWord})</td><td><span class="action is-${action}">${actionWord}</span></td></tr>`)}</tbody></table></section>`;
}
// src/report/table-groups.ts
function groupFindings(judged) {
	return [...groupBy([...groupBy(judged.filter((row) => row.action !== "waive" && isAffecting(row)), ({ finding }) => packageKey(finding)).values()].map((rows) => rows.toSorted(compareRows)), signature).values()].map(toGroup).toSorted(compareGroups);
}
function packageKey({ package: { name, version, architecture }, location }) {
	return JSON.stringify([
		name,
		version,
		architecture,
		location.layer,
		location.path
	]);
}
function signature(rows) {
	const { package: affected, location } = rows[0].finding;
	const { source, version } = affected;
	const own = rows.map(({ finding, action, since }) => [
		finding.advisory.id,
		finding.severity,
		fixOf(finding),
		action,
		since
	]);
	return JSON.stringify([
		source?.name ?? affected.name,
		version,
		location.layer,
		own
	]);
}
function toGroup(packages) {
	const rows = packages[0];
	const fixes = new Set(rows.map(({ finding }) => finding.fixedIn).filter((fix) => fix !== void 0));
	return {
		packages: packages.map((own) => own[0].finding.package),
		layer: rows[0].finding.location.layer,
		rows,
		worst: rows.reduce((worst, { finding }) => worse(worst, finding.severity), "unknown"),
		blocking: rows.filter(({ action }) => action === "block").length * packages.length,
		warns: rows.some(({ action }) => action === "warn"),
		fixedIn: fixes.size === 1 ? [...fixes][0] : void 0
	};
}
function fixOf(finding) {
	return finding.fixedIn ?? finding.status;
}
function worse(a, b) {
	return SEVERITIES$2.indexOf(b) > SEVERITIES$2.indexOf(a) ? b : a;
}
function compareRows(a, b) {
	return weightOf(b) - weightOf(a) || SEVERITIES$2.indexOf(b.finding.severity) - SEVERITIES$2.indexOf(a.finding.severity) || compareText(a.finding.advisory.id, b.finding.advisory.id);
}
function compareGroups(a, b) {
	return Number(b.blocking > 0) - Number(a.blocking > 0) || Number(b.warns) - Number(a.warns) || SEVERITIES$2.indexOf(b.worst) - SEVERITIES$2.indexOf(a.worst) || b.blocking - a.blocking || b.rows.length - a.rows.length || compareText(a.packages[0].name, b.packages[0].name);
}
function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
// src/report/table-origin.ts
const MAX_NAME$2 = 60;
const MAX_PATH = 200;
const MIN_PATH = 16;
const MIN_END = 28;
const MIN_ROOM_OF_SENTENCES = 60;
const MAX_INSTRUCTION = 90;
function placeText$2(image, layer, room) {
	const place = `layer ${layer + 1}`;
	const origin = image.layers[layer]?.origin;
	if (origin === void 0 || origin.owner === "unknown") return place;
	const { owner, certainty, dockerfile } = origin;
	const known = owner === "base" ? "base image" : "own";
	const whose = certainty === "proved" ? known : `likely ${known}`;
	return [...dockerfile === void 0 ? [] : lineTexts(dockerfile).map((text) => `, ${text}`), ""].map((line) => `${place}${line} (${whose})`).find((text) => widthOf(text) <= room) ?? place;
}
function riskPlaceText(image, finding, room) {
	const { location, line, dockerfile, isDeleted } = finding;
	if (dockerfile !== void 0) {
		const whose = ownerOf(image, finding) === "base" ? " (base image)" : "";
		const texts = lineTexts(dockerfile).map((text) => `${text}${whose}`);
		return texts.find((text) => widthOf(text) <= room) ?? cutStart(texts.at(-1), room);
	}
	if (location === void 0) return void 0;
	const path = escapeForTerminal(line === void 0 ? location.path : `${location.path}:${line}`);
	const gone = !isDeleted ? "" : room < MIN_ROOM_OF_SENTENCES ? ", deleted later" : ", deleted in a later layer";
	const left = Math.max(MIN_END, room - widthOf(path) - 2 - gone.length);
	const end = `${placeText$2(image, location.layer, left)}${gone}`;
	return `${cutStart(path, Math.max(MIN_PATH, Math.min(MAX_PATH, room - widthOf(end) - 2)))}  ${end}`;
}
function instructionText(image, layer) {
	const { owner, instruction } = image.layers[layer]?.origin ?? {};
	if (owner !== "own" || instruction === void 0) return void 0;
	return cut(escapeForTerminal(instruction.replace(/\s+/g, " ")), MAX_INSTRUCTION);
}
function baseHint({ image, verdict }) {
	const blocking = verdict.judged.filter(({ action }) => action === "block");
	const base = blocking.filter(({ finding }) => ownerOf(image, finding) === "base");
	if (base.length === 0) return void 0;
	const isProved = base.every(({ finding }) => (originOf(image, finding.location)?.certainty ?? "proved") === "proved");
	const { name } = image.baseImage ?? {};
	const named = name === void 0 ? "" : ` ${cut(name, MAX_NAME$2)}`;
	const comes = `${isProved ? "" : "most likely "}${base.length === 1 ? "comes" : "come"}`;
	return `${share(base.length, blocking.length)} ${comes} from the base image${named}: look for a newer one.`;
}
function share(part, all) {
	if (part < all) return `${part} of ${all} blocking findings`;
	return all === 1 ? "The blocking finding" : `All ${all} blocking findings`;
}
function lineTexts({ path, startLine }) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const [text, short] = [path, name].map((path) => escapeForTerminal(`${path}:${startLine}`));
	return [cutStart(text, MAX_PATH), cutStart(name === path ? text : `…/${short}`, MAX_NAME$2)];
}
// src/report/table-risk-groups.ts
function riskSections(judged, rules) {
	const titles = new Map(rules.map(({ id, title }) => [id, title]));
	const byCategory = groupBy(judged.filter(({ action }) => action !== "waive"), ({ finding }) => finding.category);
	return RISK_CATEGORIES.flatMap((category) => {
		const rows = byCategory.get(category);
		if (rows === void 0) return [];
		return [{
			category,
			groups: [...groupBy(rows, ({ finding, action, since }) => JSON.stringify([
				finding.rule,
				finding.severity,
				action,
				since
			])).values()].map((own) => groupOf(own, titles)).toSorted(compare$1)
		}];
	});
}
function groupOf(rows, titles) {
	const { finding, action, since } = rows[0];
	const hasTitles = rows.some((row) => row.finding.title !== finding.title);
	return {
		title: hasTitles ? titles.get(finding.rule) ?? finding.title : finding.title,
		rows,
		hasTitles,
		isNew: since === "new",
		isUrgent: action === "block" || atLeast(finding.severity, "high")
	};
}
function compare$1(a, b) {
	const [one, other] = [a.rows[0].finding, b.rows[0].finding];
	return weightOf(b.rows[0]) - weightOf(a.rows[0]) || SEVERITIES$2.indexOf(other.severity) - SEVERITIES$2.indexOf(one.severity) || (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0);
}
// src/report/html/place.ts
function placeOf(image, finding) {
	const { location } = finding;
	const lines = dockerfileOf(image, finding);
	return [
		...pathParts(finding),
		...location === void 0 ? [] : [`layer ${location.layer + 1}`],
		...lines === void 0 ? [] : [`${short$1(lines.path)}:${lines.startLine}`]
	].join(", ");
}
function pathParts(finding) {
	if (finding.kind !== "risk" || finding.location === void 0) return [];
	if (finding.location.path !== finding.subject) return [pathOf(finding)];
	return finding.line === void 0 ? [] : [`line ${finding.line}`];
}
function pathOf(finding) {
	const path = short$1(finding.location?.path ?? "");
	return finding.kind === "risk" && finding.line !== void 0 ? `${path}:${finding.line}` : path;
}
function ownerWordOf(image, finding) {
	const owner = ownerOf(image, finding);
	const origin = originOf(image, finding.location);
	return `${owner !== "unknown" && origin?.owner === owner && origin.certainty !== "proved" ? "likely " : ""}${OWNER_WORDS[owner]}`;
}
// src/report/html/first-steps.ts
const MAX_STEPS = 12;
const MAX_NAMES$2 = 4;
function firstSteps(result) {
	const { verdict, rules, image } = result;
	const upgrades = groupFindings(vulnerabilitiesOf(verdict.judged)).filter(({ blocking }) => blocking > 0).map((group) => upgradeStep(group, image));
	const steps = [...riskSections(risksOf(verdict.judged), rules).flatMap(({ groups }) => groups.filter(({ rows }) => rows[0].action === "block").map((group) => riskStep(group, image))), ...upgrades.toSorted((a, b) => b.number - a.number)];
	if (steps.length === 0) return void 0;
	const left = steps.length - MAX_STEPS;
	const more = left > 0 ? html$1`<p>${grouped(left)} more steps follow from the table of findings.</p>` : "";
	const hint = baseHint(result);
	return html$1`${hint === void 0 ? "" : html$1`<p class="hint">${hint}</p>`}<ol class="steps">${steps.slice(0, MAX_STEPS).map(stepPart)}</ol>${more}`;
}
function stepPart({ what, advice, where, severity, word, number }) {
	return html$1`
<li><p><span class="severity is-${severity}">${word}</span> <strong>${what}</strong> <span class="where">${where}</span></p><p>${advice} <span class="blocks">${grouped(number)} blocking</span></p></li>`;
}
function upgradeStep(group, image) {
	const { packages, fixedIn, worst, blocking, rows } = group;
	const names = packages.slice(0, MAX_NAMES$2).map(({ name }) => short$1(name));
	const more = packages.length > MAX_NAMES$2 ? ` and ${packages.length - MAX_NAMES$2} more` : "";
	const fixes = new Set(rows.map(({ finding }) => finding.fixedIn).filter((fix) => fix !== void 0));
	const unfixed = rows.find(({ finding, action }) => action === "block" && finding.fixedIn === void 0);
	const advice = fixedIn !== void 0 ? `Upgrade to ${short$1(fixedIn)} or newer.` : fixes.size > 0 ? `Upgrade to the newest of ${[...fixes].slice(0, MAX_NAMES$2).map(short$1).join(", ")}.` : `There is no version to upgrade to (${NO_FIX[rows[0].finding.status]}).`;
	const rest = unfixed !== void 0 && fixes.size > 0 ? " Some of it has no fix yet." : "";
	return {
		what: html$1`${names.join(", ")}${more} <span class="version">${short$1(packages[0].version)}</span>`,
		advice: `${advice}${rest}`,
		where: placeOf(image, rows[0].finding),
		severity: worst,
		word: worst,
		number: blocking
	};
}
function riskStep({ title, rows }, image) {
	const { finding } = rows[0];
	const where = placeOf(image, finding);
	const subject = short$1(finding.subject);
	return {
		what: html$1`${title}`,
		advice: finding.advice,
		where: `${subject}${where === "" ? "" : `, ${where}`}${rows.length > 1 ? ` and ${rows.length - 1} more` : ""}`,
		severity: finding.severity,
		word: severityWord(finding),
		number: rows.length
	};
}
// src/report/facts.ts
const DAY_MS = 864e5;
const OLD_DATABASE_DAYS = 3;
function factsOf(result) {
	const { image, packages } = result;
	const content = `${count(packages.length, "package")} in ${count(image.layers.length, "layer")}`;
	return [
		{
			label: "Image",
			texts: [{
				text: image.reference,
				tone: "name"
			}]
		},
		{
			label: "Digest",
			texts: [{ text: image.digest }]
		},
		...isImage(image) ? [
			{
				label: "Platform",
				texts: [{ text: printPlatform(image.platform) }]
			},
			{
				label: "System",
				texts: systemTexts(image.os)
			},
			{
				label: "Base",
				texts: baseImageNames(image).map((text) => ({ text }))
			},
			{
				label: "Content",
				texts: [{ text: content }]
			}
		] : [],
		{
			label: "Checked",
			texts: [checkedText(result)]
		},
		{
			label: "Baseline",
			texts: baselineTexts(result)
		},
		{
			label: "Database",
			texts: databaseTexts(result)
		}
	].filter(({ texts }) => texts.length > 0);
}
function isImage({ reference }) {
	return !reference.startsWith("dockerfile:");
}
function systemTexts(os) {
	if (os === void 0) return [{
		text: "not recognised",
		tone: "warning"
	}];
	const { prettyName, family, version, endOfSupport } = os;
	const name = { text: prettyName ?? `${family} ${version}`.trim() };
	if (endOfSupport === void 0) return [name];
	return [name, os.supported === false ? {
		text: `out of support since ${endOfSupport}: fixes and advisories have ended`,
		tone: "bad"
	} : { text: `supported until ${endOfSupport}` }];
}
function baseImageNames({ baseImage, layers }) {
	if (baseImage === void 0 || layers.every(({ origin }) => origin?.owner === "own")) return [];
	const { name, digest } = baseImage;
	return [name, digest].filter((text) => text !== void 0);
}
function checkedText({ checked }) {
	const words = checkedNames(checked);
	const profile = checked.profile === "default" ? "" : ` (profile ${checked.profile})`;
	return {
		text: words.length === 0 ? "nothing" : `${words.join(", ")}${profile}`,
		isList: true
	};
}
function baselineTexts({ baseline }) {
	if (baseline === void 0) return [];
	return [{ text: `${baseline.reference}, scanned on ${baseline.scannedAt.slice(0, 10)}` }];
}
function databaseTexts({ database, scannedAt }) {
	if (database === void 0) return [{ text: "none: packages were not matched with advisories" }];
	return [{ text: `${database.kind} from ${database.origin}` }, databaseAge(database, scannedAt)];
}
function databaseAge(database, scannedAt) {
	if (database.sample) return {
		text: "SAMPLE of a few advisories: fine for a try, never for a gate",
		tone: "warning"
	};
	const { updatedAt } = database;
	const days = Math.floor((Date.parse(scannedAt) - Date.parse(updatedAt ?? "")) / DAY_MS);
	if (updatedAt === void 0 || Number.isNaN(days)) return {
		text: "of unknown age",
		tone: "warning"
	};
	const text = `${days < 1 ? "less than a day" : count(days, "day")} old (of ${updatedAt.slice(0, 10)})`;
	return days >= OLD_DATABASE_DAYS ? {
		text,
		tone: "warning"
	} : { text };
}
// src/report/html/header.ts
const SIGNS = new Map([["pass", "✓"], ["blocked", "✕"]]);
function headerPart({ verdict, image, scannedAt }) {
	const { outcome, reason } = verdict;
	return html$1`
<header class="verdict is-${outcome}">
  <div class="wide">
    <p class="sign" aria-hidden="true">${SIGNS.get(outcome) ?? "?"}</p>
    <div>
      <h1>${outcomeWord(outcome)}</h1>
      <p class="reason">${reason}</p>
      <p class="image"><code>${short$1(image.reference)}</code> scanned <time datetime="${scannedAt}">${momentOf(scannedAt)}</time></p>
    </div>
  </div>
</header>`;
}
function momentOf(time) {
	return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
function navigationPart(sections) {
	return html$1`
<nav class="contents" aria-label="On this page"><ul class="wide">${sections.map(({ id, title, number }) => html$1`<li><a href="#${id}">${title}${number === void 0 ? "" : html$1` <span class="number">${grouped(number)}</span>`}</a></li>`)}</ul></nav>`;
}
function sectionPart({ id, title, number, body }) {
	return html$1`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${number === void 0 ? "" : html$1` <span class="number">${grouped(number)}</span>`}</h2>
${body}
</section>`;
}
function factsPart(result) {
	return html$1`<dl class="facts">${factsOf(result).map(({ label, texts }) => html$1`<div><dt>${label}</dt>${texts.map((text) => html$1`<dd>${toned(text)}</dd>`)}</div>`)}</dl>`;
}
function toned({ text, tone }) {
	return tone === void 0 ? html$1`${short$1(text)}` : html$1`<span class="tone-${tone}">${short$1(text)}</span>`;
}
// src/report/html/layers.ts
const MAX_LAYERS = 500;
const MIN_SHARE$1 = 1;
function layersPart({ image, verdict }) {
	if (image.layers.length === 0) return void 0;
	const byLayer = groupBy(verdict.judged, ({ finding }) => finding.location?.layer);
	const layers = image.layers.slice(0, MAX_LAYERS).map((layer, i) => toLayer(layer, byLayer.get(i) ?? []));
	const left = image.layers.length - layers.length;
	const more = left === 0 ? "" : html$1`<p>${grouped(left)} more layers are not shown; they stand in the JSON report.</p>`;
	return html$1`${strip(layers)}${table$1(layers)}${more}`;
}
function toLayer(layer, findings) {
	const worst = SEVERITIES$2.findLast((severity) => findings.some(({ finding }) => finding.severity === severity));
	return {
		layer,
		owner: layer.origin?.owner ?? "unknown",
		findings,
		worst
	};
}
function strip(layers) {
	const floor = Math.min(MIN_SHARE$1, 50 / layers.length);
	const total = layers.reduce((sum, { layer }) => sum + (layer.size ?? 0), 0);
	const share = ({ layer }) => total === 0 ? 100 / layers.length : floor + (layer.size ?? 0) / total * (100 - floor * layers.length);
	let x = 0;
	const parts = layers.map((one, i) => {
		const [at, width] = [x.toFixed(3), share(one).toFixed(3)];
		x += share(one);
		const worst = one.worst === void 0 ? "" : html$1`<rect class="worst is-${one.worst}" x="${at}%" y="30" width="${width}%" height="12"/>`;
		return html$1`<g data-layer="${i + 1}"><title>${titleOf$1(one, i)}</title><rect class="of-${one.owner}" x="${at}%" width="${width}%" height="28"/>${worst}</g>`;
	});
	return html$1`
<p class="strip-legend">${total === 0 ? "Sizes are not known." : "As wide as they are large, base first."} Below each, the worst severity in it. ${ownerKeys(layers)}</p>
<svg class="strip" width="100%" height="42" role="img" aria-label="${layers.length} layers by size; the table below says the same">${parts}</svg>`;
}
function ownerKeys(layers) {
	return [
		"base",
		"own",
		"unknown"
	].filter((one) => layers.some(({ owner }) => owner === one)).map((owner) => html$1`<span class="key"><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="layer-of-${owner}" width="12" height="12"/></svg> ${OWNER_WORDS[owner]}</span> `);
}
function titleOf$1({ layer, findings, owner }, index) {
	const size = layer.size === void 0 ? "" : `, ${sizeText(layer.size)}`;
	const number = findings.length === 1 ? "1 finding" : `${grouped(findings.length)} findings`;
	return `Layer ${index + 1} (${OWNER_WORDS[owner]})${size}: ${number}`;
}
function table$1(layers) {
	return html$1`
<section class="scrolls tall" aria-label="Table of layers" tabindex="0"><table class="layers">
<thead><tr><th scope="col">Layer</th><th scope="col">Brought by</th><th scope="col">Whose</th><th scope="col" class="amount">Size</th><th scope="col">Findings</th></tr></thead>
<tbody>${layers.map((one, i) => {
		const { layer, owner, findings } = one;
		const certainty = layer.origin?.certainty;
		const guess = owner !== "unknown" && certainty !== "proved" ? "likely " : "";
		const show = findings.length === 0 ? "" : html$1`<button type="button" hidden data-show-layer="${i + 1}">Show<span class="unseen"> findings of layer ${i + 1}</span></button>`;
		return html$1`
<tr><th scope="row">${i + 1}</th><td><code class="instruction">${instructionOf(layer)}</code>${linesOf(layer)}</td><td>${guess}${OWNER_WORDS[owner]}</td><td class="amount">${layer.size === void 0 ? html$1`<span class="none">size not known</span>` : sizeText(layer.size)}</td><td>${countsOf(findings)} ${show}</td></tr>`;
	})}</tbody>
</table></section>`;
}
function instructionOf({ origin, createdBy }) {
	return short$1((origin?.instruction ?? createdBy ?? "not told").replace(/\s+/g, " "));
}
function linesOf({ origin }) {
	const lines = origin?.dockerfile;
	return lines === void 0 ? void 0 : html$1` <span class="where">${short$1(lines.path)}:${lines.startLine}</span>`;
}
function countsOf(findings) {
	return SEVERITIES$2.toReversed().flatMap((severity) => {
		const number = findings.filter(({ finding }) => finding.severity === severity).length;
		return number === 0 ? [] : [html$1`<span class="severity is-${severity}">${grouped(number)} ${severity}</span> `];
	});
}
function sizeText(bytes) {
	if (bytes < 1e3) return `${bytes} B`;
	const units = [
		"kB",
		"MB",
		"GB",
		"TB"
	];
	const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
	return `${(bytes / 1e3 ** power).toFixed(1)} ${units[power - 1]}`;
}
// src/report/fix-texts.ts
function fixTexts(fix) {
	const { fixed, index, packages, left, commands, notes, before, after } = fix;
	return {
		title: titleOf(fix),
		remarks: [
			...index === void 0 ? [] : [indexOf(index)],
			...after === void 0 ? [] : [beforeAndAfter(before, after)],
			...fixed || commands.length === 0 ? [] : [`By hand: ${commands.join(" && ")}`],
			...notes
		],
		raised: packages.map(({ name, architecture, from, to, because }) => `${name} (${architecture}): ${from} → ${to} (${because})`),
		left: left.map(({ name, version, code, reason }) => `${name} ${version} stays: ${reason} (${code})`)
	};
}
function titleOf(fix) {
	const { fixed, planned, refusal, image, digest, index, mode, unchanged, packages } = fix;
	if (refusal !== void 0) return `Not repaired: ${refusal.reason} (${refusal.code})`;
	const what = `${count(packages.length, "package")}, ${mode}`;
	if (planned === true || !fixed) return `Would be repaired (${what})`;
	return `${image} ${unchanged === true ? "is there already" : "repaired"} (${what}): ${digest}${index === void 0 ? "" : `, listed by ${index.image}`}`;
}
function indexOf({ image, digest, unchanged }) {
	return `The index ${image} ${unchanged === true ? "is there already" : "was pushed"}: ${digest}`;
}
function beforeAndAfter(before, after) {
	const rows = SEVERITIES$2.toReversed().filter((severity) => before[severity] > 0 || after[severity] > 0).map((severity) => `${severity} ${before[severity]} → ${after[severity]}`);
	return `Findings of system packages before and after: ${rows.length === 0 ? "none" : rows.join(", ")}`;
}
// src/report/html/repair.ts
function repairPart({ fix }) {
	if (fix === void 0) return void 0;
	const { title, remarks, raised, left } = fixTexts(fix);
	return html$1`<p><strong>${title}</strong></p>${listPart(remarks)}${foldedPart("Raised", raised)}${foldedPart("As they were", left)}`;
}
function listPart(texts) {
	return texts.length === 0 ? "" : html$1`<ul>${texts.map((text) => html$1`<li>${text}</li>`)}</ul>`;
}
function foldedPart(title, texts) {
	if (texts.length === 0) return "";
	return html$1`<details open><summary>${title} (${String(texts.length)})</summary>${listPart(texts)}</details>`;
}
// src/report/peers.ts
const TOOLS = [
	[/^CIS (?=\d)/, "CIS Docker Benchmark"],
	[/^(?=CIS-DI-|DKL-)/, "dockle"],
	[/^(?=DL\d)/, "hadolint"],
	[/^(?=DS-)/, "Trivy"],
	[/^(?=CKV)/, "Checkov"],
	[/^BK /, "BuildKit"],
	[/^GL /, "gitleaks"],
	[/^TS /, "Trivy"],
	[/^SAS /, "Security Center"]
];
function peersText(peers) {
	const byTool = new Map();
	for (const peer of peers) {
		const [form, name = ""] = TOOLS.find(([form]) => form.test(peer)) ?? [];
		const id = form === void 0 ? peer : peer.replace(form, "");
		byTool.set(name, [...byTool.get(name) ?? [], id]);
	}
	return [...byTool].map(([name, ids]) => `${name} ${ids.join(", ")}`.trim()).join("; ");
}
// src/report/html/details.ts
const MAX_TEXTS = 20;
const MAX_ADDRESS = 2e3;
function detailsOf(row, image, rules) {
	const { finding, action, because, vex } = row;
	const [advice, ...more] = isVulnerability(finding) ? vulnerabilityDetails(finding, image) : riskDetails(finding, rules.get(finding.rule));
	return [
		advice,
		text("Verdict", because),
		text("VEX", vex && [vex.status, vex.justification].filter((one) => one !== void 0).join(": ")),
		...more,
		...originDetails(row, image),
		action === "waive" ? code("Fingerprint", finding.fingerprint) : code("To accept it", `drydock waive ${finding.fingerprint} --reason "…"`)
	].filter(({ texts }) => texts.length > 0);
}
function vulnerabilityDetails(finding, image) {
	const { advisory, package: affected, fixedIn, status } = finding;
	const { name, version, architecture, source, purl } = affected;
	const isSame = source === void 0 || source.name === name && source.version === version;
	return [
		text("What to do", upgradeAdvice(finding, image)),
		text("Description", advisory.description),
		text("Package", [
			short$1(name),
			short$1(version),
			architecture ?? ""
		].join(" ").trim()),
		text("Built from", isSame ? void 0 : `${short$1(source.name)} ${short$1(source.version)}`),
		text("Fixed in", fixedIn ?? capital(NO_FIX[status])),
		text("Severity by", finding.severitySource),
		text("CVSS", ...Object.entries(advisory.cvss).map(cvssText)),
		text("Weaknesses", listOf(advisory.cwes)),
		text("Also known as", listOf(advisory.aliases)),
		text("Published", advisory.published?.slice(0, 10)),
		links("References", [...advisory.url === void 0 ? [] : [advisory.url], ...advisory.references]),
		text("Advisory of", advisory.source?.name),
		text("Matched by", finding.matchedBy),
		code("Package URL", purl)
	];
}
function upgradeAdvice(finding, image) {
	const { fixedIn, status, package: affected } = finding;
	const base = ownerOf(image, finding) === "base" ? " It comes from the base image: a newer one may bring it." : "";
	if (fixedIn !== void 0) return `Upgrade ${short$1(affected.name)} to ${short$1(fixedIn)} or newer.${base}`;
	if (status === "not-affected") return "Nothing: the vendor says that this package is not affected.";
	return `There is no version to upgrade to (${NO_FIX[status]}). Remove the package if nothing needs it, or waive the finding with a reason.`;
}
function cvssText([source, { v4Score, v4Vector, v3Score, v3Vector, v2Score, v2Vector }]) {
	const parts = [
		v4Score === void 0 ? "" : `4.0: ${v4Score} ${v4Vector ?? ""}`,
		v3Score === void 0 ? "" : `3: ${v3Score} ${v3Vector ?? ""}`,
		v2Score === void 0 ? "" : `2: ${v2Score} ${v2Vector ?? ""}`
	].filter((part) => part !== "");
	return `${short$1(source)}, version ${parts.map((part) => part.trim()).join("; ")}`;
}
function riskDetails(finding, rule) {
	const { subject, evidence, advice, isDeleted, also, exception, peers, documentation } = finding;
	const until = exception?.until === void 0 ? "" : ` (until ${exception.until})`;
	return [
		text("What to do", advice),
		code("What it is about", subject),
		code("What was seen", ...evidence),
		text("Deleted", isDeleted && "A later layer deletes it; whoever pulls the image still has it."),
		text("Excepted", exception && `${exception.reason}${until}`),
		text("The rule fires when", rule?.fires),
		text("It does not when", rule?.guards),
		text("Other rules that fired", listOf(also ?? [])),
		text("The same check elsewhere", peers.length === 0 ? void 0 : peersText(peers)),
		code("More on the rule", `drydock rules ${finding.rule}`, documentation)
	];
}
function originDetails({ finding }, image) {
	const { location } = finding;
	const origin = originOf(image, location);
	const lines = dockerfileOf(image, finding);
	const range = lines && (lines.endLine > lines.startLine ? `${lines.startLine}-${lines.endLine}` : lines.startLine);
	return [
		code("Path", location && pathOf(finding)),
		text("Layer", location && `${location.layer + 1} of ${image.layers.length}`),
		code("Brought by", origin?.instruction),
		code("Dockerfile", lines && `${short$1(lines.path)}:${range}`),
		text("Whose", ownerWordOf(image, finding)),
		text("Note", origin?.note)
	];
}
function text(label, ...texts) {
	return {
		label,
		texts: capped(texts),
		form: "text"
	};
}
function code(label, ...texts) {
	return {
		label,
		texts: capped(texts),
		form: "code"
	};
}
function links(label, addresses) {
	const good = addresses.flatMap((address) => webAddress(address) ?? []);
	return {
		label,
		texts: [...new Set(good)].slice(0, MAX_TEXTS),
		form: "link"
	};
}
function webAddress(address) {
	if (address.length > MAX_ADDRESS || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return void 0;
	const { href, username, password } = new URL(address);
	return username === "" && password === "" && href.length <= MAX_ADDRESS ? href : void 0;
}
function capped(texts) {
	const given = texts.filter((one) => typeof one === "string" && one !== "");
	const more = given.length - MAX_TEXTS;
	const shown = given.slice(0, MAX_TEXTS).map((one) => shorten(one, MAX_TEXT$1));
	return more > 0 ? [...shown, `and ${more} more`] : shown;
}
function listOf(words) {
	if (words.length === 0) return void 0;
	const more = words.length > MAX_TEXTS ? ` and ${words.length - MAX_TEXTS} more` : "";
	return `${words.slice(0, MAX_TEXTS).map(short$1).join(", ")}${more}`;
}
// src/report/html/rows.ts
const MAX_ROWS$1 = 5e4;
const MAX_CHARACTERS = 48e6;
const ROW_OVERHEAD = 300;
function pageData({ verdict, image, rules }) {
	const byId = new Map(rules.map((rule) => [rule.id, rule]));
	const rows = [];
	const pool = new DetailPool();
	let characters = 0;
	for (const judged of verdict.judged.toSorted(compare).slice(0, MAX_ROWS$1)) {
		const row = rowOf(judged, image, byId, pool);
		characters += ROW_OVERHEAD + row.title.length + row.about.length + row.place.length;
		if (characters + pool.characters > MAX_CHARACTERS) break;
		rows.push(row);
	}
	return {
		rows,
		details: pool.details
	};
}
function rowOf(judged, image, rules, pool) {
	const { finding, action } = judged;
	const { severity, location } = finding;
	const aliases = isVulnerability(finding) ? short$1(finding.advisory.aliases.join(" ")) : "";
	return {
		id: short$1(finding.rule),
		severity,
		word: severityWord(finding),
		rank: SEVERITIES$2.indexOf(severity),
		title: short$1(isVulnerability(finding) ? titleOf$2(finding) : finding.title),
		about: aboutOf(finding),
		...mendingOf(finding),
		category: categoryOf(finding),
		owner: ownerOf(image, finding),
		ownerWord: ownerWordOf(image, finding),
		place: placeOf(image, finding),
		...location === void 0 ? {} : { layer: location.layer + 1 },
		action,
		actionWord: actionWord(action).word,
		...aliases === "" ? {} : { aliases },
		details: detailsOf(judged, image, rules).map((detail) => pool.add(detail))
	};
}
function aboutOf(finding) {
	if (isVulnerability(finding)) return `${short$1(finding.package.name)} ${short$1(finding.package.version)}`;
	return short$1(finding.subject);
}
function mendingOf(finding) {
	if (!isVulnerability(finding)) return { mending: "advice" };
	const { fixedIn } = finding;
	return fixedIn === void 0 ? { mending: "none" } : {
		fix: short$1(fixedIn),
		mending: "upgrade"
	};
}
var DetailPool = class {
	details = [];
	characters = 0;
	#numbers = new Map();
	add(detail) {
		const key = JSON.stringify(detail);
		const known = this.#numbers.get(key);
		if (known !== void 0) return known;
		this.characters += key.length;
		this.#numbers.set(key, this.details.length);
		return this.details.push(detail) - 1;
	}
};
function compare(a, b) {
	return actionWord(a.action).order - actionWord(b.action).order || SEVERITIES$2.indexOf(b.finding.severity) - SEVERITIES$2.indexOf(a.finding.severity);
}
// src/report/html/severity-picture.ts
const MIN_SHARE = .8;
const OWNERS = [
	"own",
	"base",
	"unknown"
];
function severityPicture({ verdict, image }) {
	const splits = tellsOwners(image) || verdict.judged.some(({ finding }) => ownerOf(image, finding) !== "unknown");
	const bars = SEVERITIES$2.toReversed().map((severity) => barOf(severity, verdict.judged, image, splits));
	const longest = Math.max(1, ...bars.map(({ rows }) => rows.length));
	const shown = bars.filter(({ rows, severity }) => rows.length > 0 || SEVERITIES$2.indexOf(severity) >= 2);
	return html$1`
<table class="picture">
<caption>Findings by severity${splits ? html$1`: ${legend(verdict.judged, image)}` : ""}</caption>
<thead class="unseen"><tr><th scope="col">Severity</th><td></td><th scope="col">Findings</th><th scope="col">Blocking</th></tr></thead>
<tbody>${shown.map((bar) => barRow(bar, longest, verdict.judged))}</tbody>
</table>`;
}
function barOf(severity, judged, image, splits) {
	const rows = judged.filter(({ finding }) => finding.severity === severity);
	return {
		severity,
		rows,
		byOwner: splits ? countOwners(rows, image) : [["own", rows.length]]
	};
}
function countOwners(rows, image) {
	const owners = rows.map(({ finding }) => ownerOf(image, finding));
	return OWNERS.map((owner) => [owner, owners.filter((one) => one === owner).length]);
}
function legend(judged, image) {
	return countOwners(judged, image).filter(([owner, number]) => owner !== "unknown" || number > 0).map(([owner, number]) => html$1`<span class="key"><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="of-${owner}" width="12" height="12"/></svg> ${grouped(number)} ${OWNER_WORDS[owner]}</span> `);
}
function barRow({ severity, rows, byOwner }, longest, judged) {
	const blocking = rows.filter(({ action }) => action === "block").length;
	let x = 0;
	const parts = byOwner.flatMap(([owner, number]) => {
		if (number === 0) return [];
		const width = Math.max(MIN_SHARE, number / longest * (100 - OWNERS.length * MIN_SHARE));
		const part = html$1`<rect class="of-${owner}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"/>`;
		x += width;
		return [part];
	});
	const note = blocking === 0 ? "" : html$1`<span class="blocks">${grouped(blocking)} blocking</span>`;
	return html$1`
<tr><th scope="row"><span class="severity is-${severity}">${wordFor(severity, judged.map(({ finding }) => finding))}</span></th><td class="bar"><svg class="is-${severity}" width="100%" height="16" aria-hidden="true">${parts}</svg></td><td class="amount">${grouped(rows.length)}</td><td>${note}</td></tr>`;
}
function wordFor(severity, findings) {
	if (severity !== "negligible") return severity;
	const here = findings.filter((finding) => finding.severity === "negligible");
	if (here.every(isVulnerability)) return "negligible";
	return here.some(isVulnerability) ? "negligible, info" : "info";
}
// \0@oxc-project+runtime@0.156.0/helpers/esm/taggedTemplateLiteral.js
function _taggedTemplateLiteral(e, t) {
	return t || (t = e.slice(0)), Object.freeze(Object.defineProperties(e, { raw: { value: Object.freeze(t) } }));
}
// src/report/html.ts
var _templateObject;
const html = {
	id: "html",
	filename: "drydock.html",
	render: (result) => document$2(result).markup
};
function document$2(result) {
	const { style, script } = ownAssets();
	const data = pageData(result);
	const sections = sectionsOf(result, data);
	const policy = `default-src 'none'; script-src ${script.hash}; style-src ${style.hash}; base-uri 'none'; form-action 'none'`;
	const { image, verdict, drydock } = result;
	return html$1(_templateObject || (_templateObject = _taggedTemplateLiteral([
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
		"\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
		": ",
		" – drydock</title>\n<style>",
		"</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings</a>",
		"",
		"\n<main class=\"wide\">",
		"\n</main>\n<footer class=\"wide\"><p>drydock ",
		". This page holds all it shows and asks no network for anything.</p></footer>\n<script type=\"application/json\" id=\"data\">",
		"<\/script>\n<script>",
		"<\/script>\n</body>\n</html>\n"
	])), verbatim(policy), outcomeWord(verdict.outcome), short$1(image.reference), verbatim(style.text), headerPart(result), navigationPart(sections), sections.map(sectionPart), drydock.version, verbatim(scriptJson(data)), verbatim(script.text));
}
function sectionsOf(result, data) {
	const { judged, gaps } = result.verdict;
	const hasFindings = judged.length > 0;
	const facts = html$1`<div class="card${hasFindings ? "" : " whole"}">${factsPart(result)}</div>`;
	const picture = html$1`<div class="card">${severityPicture(result)}</div>`;
	const counts = html$1`<div class="card whole">${countsPart(result)}</div>`;
	const overview = html$1`<div class="cards">${hasFindings ? [
		picture,
		facts,
		counts
	] : facts}</div>`;
	const findings = hasFindings ? findingsPart(data, judged.length) : html$1`<p>${nothingFound(result)}</p>`;
	return [
		{
			id: "overview",
			title: "Overview",
			body: overview
		},
		{
			id: "first",
			title: "What to do first",
			body: firstSteps(result)
		},
		{
			id: "repair",
			title: "Repair",
			body: repairPart(result)
		},
		{
			id: "gaps",
			title: "Could not be told",
			number: gaps.length,
			body: gapsPart(result)
		},
		{
			id: "layers",
			title: "Layers",
			number: result.image.layers.length,
			body: layersPart(result)
		},
		{
			id: "findings",
			title: "Findings",
			number: judged.length,
			body: findings
		},
		{
			id: "waived",
			title: "Waived",
			number: judged.filter(({ action }) => action === "waive").length,
			body: waivedPart(result)
		},
		{
			id: "notes",
			title: "Notes",
			body: notesPart(result)
		}
	].flatMap(({ body, ...section }) => body === void 0 ? [] : [{
		...section,
		body
	}]);
}
// src/report/upgrade-command.ts
const COMMANDS = {
	cargo: (name, version) => `cargo update ${name} --precise ${version}`,
	composer: (name, version) => `composer require ${name}:^${version}`,
	gem: (name, version) => `bundle add ${name} --version ">= ${version}"`,
	golang: (name, version) => `go get ${name}@v${version.replace(/^v/, "")}`,
	maven: (name, version) => `mvn versions:use-dep-version -Dincludes=${name} -DdepVersion=${version}`,
	npm: (name, version) => `npm install ${name}@${version}`,
	nuget: (name, version) => `dotnet add package ${name} --version ${version}`,
	pypi: (name, version) => `pip install "${name}>=${version}"`
};
const SAFE_NAME = /^@?[A-Za-z0-9][A-Za-z0-9._/:~-]{0,200}$/;
const SAFE_VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,80}$/;
function upgradeCommand(purl, name, version) {
	const type = /^pkg:([a-z]+)\//.exec(purl)?.[1] ?? "";
	if (!SAFE_NAME.test(name) || !SAFE_VERSION.test(version)) return void 0;
	if (type === "golang" && !name.includes("/")) return void 0;
	return Object.hasOwn(COMMANDS, type) ? COMMANDS[type]?.(name, version) : void 0;
}
// src/report/upgrade-place.ts
const MANIFESTS = {
	"package-lock.json": "package.json",
	"npm-shrinkwrap.json": "package.json",
	"yarn.lock": "package.json",
	"pnpm-lock.yaml": "package.json",
	"composer.lock": "composer.json",
	"Gemfile.lock": "Gemfile",
	"Cargo.lock": "Cargo.toml",
	"Pipfile.lock": "Pipfile",
	"poetry.lock": "pyproject.toml",
	"uv.lock": "pyproject.toml"
};
const INSTALLED = [[/(^|\/)node_modules\//, "package.json"], [/(^|\/)vendor\/composer\//, "composer.json"]];
function upgradePlaces(findings, image) {
	const places = new Map();
	for (const finding of findings) {
		const manifest = manifestOf(finding.location.path);
		const dockerfile = dockerfilePlace(finding, image);
		const place = {
			...manifest === void 0 ? {} : { manifest },
			...dockerfile === void 0 ? {} : { dockerfile }
		};
		if (manifest !== void 0 || dockerfile !== void 0) places.set(JSON.stringify(place), place);
	}
	return [...places.values()];
}
const GLOBAL = /(^|\/)lib\/node_modules\//;
function manifestOf(path) {
	if (GLOBAL.test(path)) return void 0;
	for (const [folder, manifest] of INSTALLED) {
		const at = folder.exec(path);
		if (at !== null) return `${path.slice(0, at.index)}${at[1]}${manifest}`;
	}
	const name = path.slice(path.lastIndexOf("/") + 1);
	const manifest = Object.hasOwn(MANIFESTS, name) ? MANIFESTS[name] : void 0;
	return manifest === void 0 ? void 0 : path.slice(0, -name.length) + manifest;
}
function placeText$1([first, ...others]) {
	if (first === void 0) return void 0;
	const { manifest, dockerfile } = first;
	return [...manifest === void 0 ? [] : [manifest], ...dockerfile === void 0 ? [] : [`${dockerfile.path}:${dockerfile.startLine}`]].join(", ") + (others.length === 0 ? "" : ` and ${others.length} more`);
}
// src/report/worst-first.ts
function worstFirst(rows) {
	return rows.toSorted((a, b) => rankOf(b) - rankOf(a));
}
function rankOf({ finding, since }) {
	const isFixable = isVulnerability(finding) && finding.fixedIn !== void 0;
	return SEVERITIES$2.indexOf(finding.severity) * 4 + (since === "new" ? 2 : 0) + (isFixable ? 1 : 0);
}
// src/report/unblock.ts
const MAX_FIRST = 5;
function unblockOf({ verdict, image, rules }) {
	if (verdict.outcome !== "blocked") return void 0;
	const blocking = worstFirst(verdict.judged.filter(({ action }) => action === "block"));
	const vulnerable = vulnerabilitiesOf(blocking).map(({ finding }) => finding);
	const unfixed = vulnerable.filter(({ fixedIn }) => fixedIn === void 0);
	const base = blocking.filter(({ finding }) => ownerOf(image, finding) === "base").length;
	const name = image.baseImage?.name;
	const accepted = unfixed[0] ?? blocking[0].finding;
	return {
		rules: firedRules(blocking),
		upgrades: upgradesOf(vulnerable, image),
		remedies: remediesOf(risksOf(blocking).map(({ finding }) => finding), new Map(rules.map(({ id, title }) => [id, title]))),
		...base === 0 ? {} : { rebase: {
			findings: base,
			...name === void 0 ? {} : { baseImage: name }
		} },
		unfixed: unfixed.length,
		waive: `drydock waive ${accepted.fingerprint.slice(0, 12)} --reason "why" --expires 30d`
	};
}
function firedRules(blocking) {
	return [...groupBy(blocking, ({ because }) => because)].map(([because, rows]) => ({
		rule: because.replace(/^Blocked by: /, "").replace(/\.$/, ""),
		findings: rows.length,
		first: rows.slice(0, MAX_FIRST).map(({ finding }) => finding.fingerprint)
	}));
}
function upgradesOf(vulnerable, image) {
	return [...groupBy(vulnerable.filter(({ fixedIn }) => fixedIn !== void 0), ({ package: { name, version, source, purl } }) => JSON.stringify([
		source?.name ?? name,
		version,
		purl.slice(0, purl.indexOf("/"))
	])).values()].map((same) => {
		const { name, version, purl } = same[0].package;
		const fixes = same.map(({ fixedIn }) => fixedIn);
		const to = upgradeTarget(purl, version, fixes) ?? [...new Set(fixes)].join(" and ");
		const command = upgradeCommand(purl, name, to);
		return {
			packages: [...new Set(same.map((finding) => finding.package.name))],
			from: version,
			to,
			findings: same.length,
			...command === void 0 ? {} : { command },
			places: upgradePlaces(same, image)
		};
	}).toSorted((a, b) => b.findings - a.findings);
}
function remediesOf(risks, titles) {
	return [...groupBy(risks, ({ rule }) => rule)].map(([rule, same]) => ({
		rule,
		title: titles.get(rule) ?? same[0].title,
		advice: same[0].advice,
		findings: same.length
	}));
}
// src/report/json.ts
const SCHEMA_VERSION = 1;
const json = {
	id: "json",
	filename: "drydock-result.json",
	render: (result) => printJson(document$1(result))
};
function document$1(result) {
	const { verdict } = result;
	const unblock = unblockOf(result);
	return {
		schemaVersion: SCHEMA_VERSION,
		drydock: { version: result.drydock.version },
		scannedAt: result.scannedAt,
		finishedAt: result.finishedAt,
		outcome: verdict.outcome,
		reason: verdict.reason,
		remarks: verdict.remarks,
		warnings: verdict.warnings,
		actions: verdict.actions,
		policyRules: verdict.rules,
		...unblock === void 0 ? {} : { unblock },
		image: image(result.image),
		database: result.database ?? null,
		checked: result.checked,
		notices: result.notices,
		summary: tally(verdict.judged),
		summaryByOwner: tallyByOwner(verdict.judged, result.image),
		summaryByCategory: tallyByCategory(verdict.judged, result.checked.categories),
		...result.baseline === void 0 ? {} : { summaryBySince: tallyBySince(verdict.judged) },
		packages: result.packages.map((row) => ({
			...row,
			...origin(result, row.locations[0])
		})),
		findings: verdict.judged.map((row) => ({
			...finding(row),
			...origin(result, row.finding.location)
		})),
		rules: result.rules,
		...result.baseline === void 0 ? {} : { baseline: result.baseline },
		...result.fixed === void 0 ? {} : { fixed: result.fixed },
		gaps: verdict.gaps.map(({ gap, action, because }) => ({
			...gap,
			decision: {
				action,
				because
			}
		})),
		...result.registryActions === void 0 ? {} : { registryActions: result.registryActions },
		...result.fix === void 0 ? {} : { fix: result.fix }
	};
}
function image({ platform, os, ...image }) {
	return {
		...image,
		platform: printPlatform(platform),
		os: os === void 0 ? null : system(os)
	};
}
function system({ family, ...os }) {
	return {
		id: family,
		...os
	};
}
function finding({ finding, action, because, vex, since, isHidden }) {
	return {
		...isVulnerability(finding) ? {
			...finding,
			package: named(finding)
		} : finding,
		...since === void 0 ? {} : { since },
		decision: {
			action,
			because,
			...vex === void 0 ? {} : { vex },
			...isHidden === true ? { isHidden } : {}
		}
	};
}
function origin({ image }, location) {
	const found = originOf(image, location);
	if (found === void 0 || location === void 0) return {};
	return { origin: {
		layer: location.layer,
		diffId: location.diffId,
		...found
	} };
}
function named({ package: { name, version, ecosystem, purl } }) {
	return {
		name,
		version,
		ecosystem,
		purl
	};
}
// src/report/junit-cases.ts
const MAX_GAPS = 500;
const MAX_PART = 100;
const MAX_NAME$1 = 220;
const MARK_LENGTH = 12;
function findingCases({ verdict, image }) {
	return namedApart(verdict.judged.filter(isAffecting).toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block") || bySeverity(a, b)).map((row) => ({
		mark: row.finding.fingerprint,
		one: findingCase(row, image)
	})));
}
function fixedCases(result, dropped) {
	const { verdict } = result;
	const leftOut = `${dropped} of the least severe findings are left out; the JSON report has them all.`;
	return [
		{
			group: "verdict",
			name: "verdict",
			...verdictOf(verdict)
		},
		...dropped === 0 ? [] : [{
			group: "verdict",
			name: "left out",
			outcome: "skipped",
			text: [leftOut]
		}],
		...passedCases(result),
		...gapCases(verdict.gaps)
	];
}
function verdictOf({ outcome, reason }) {
	switch (outcome) {
		case "pass": return {
			outcome: "success",
			text: []
		};
		case "blocked": return {
			outcome: "failure",
			text: [`Blocked: ${reason}`]
		};
		case "unproven": return {
			outcome: "error",
			text: [`Unproven: ${reason}`]
		};
	}
}
function passedCases({ checked, verdict }) {
	const gaps = verdict.gaps.filter(({ action }) => action === "block");
	const blocked = new Set([...verdict.judged.filter(({ action }) => action === "block").map(({ finding }) => categoryOf(finding)), ...gaps.flatMap(({ gap }) => {
		const category = gap.rule?.category ?? gap.category;
		return category === void 0 ? ["system", "application"] : [category];
	})]);
	return checked.categories.filter((category) => !blocked.has(category)).map((category) => ({
		group: category,
		name: "nothing blocks",
		outcome: "success",
		text: []
	}));
}
function findingCase(row, image) {
	const { finding, action, because } = row;
	const place = dockerfilePlace(finding, image);
	const file = finding.location?.path ?? "";
	const where = place === void 0 ? file : `${place.path}:${place.startLine}`;
	return {
		group: categoryOf(finding),
		name: nameOf$1(finding),
		outcome: action === "block" ? "failure" : "skipped",
		text: [
			findingText(finding),
			because,
			whence(finding, image),
			...where === "" ? [] : [`Look at ${where}`],
			`Fingerprint: ${finding.fingerprint}`
		]
	};
}
function nameOf$1(finding) {
	if (!isVulnerability(finding)) return `${finding.rule} ${finding.title}: ${short$2(finding.subject, MAX_PART)}`;
	return `${short$2(finding.advisory.id, MAX_PART)} in ${short$2(finding.package.name, MAX_PART)}`;
}
function gapCases(gaps) {
	const blockingFirst = gaps.toSorted((a, b) => Number(b.action === "block") - Number(a.action === "block"));
	const shown = blockingFirst.slice(0, MAX_GAPS).map(({ gap, action, because }) => {
		const one = {
			group: "gaps",
			name: `${gap.kind}: ${short$2(gap.where, MAX_PART)} (${gap.by})`,
			outcome: action === "block" ? "error" : "skipped",
			text: [gap.reason, because]
		};
		return {
			mark: hexDigest(gap.reason),
			one
		};
	});
	const rest = blockingFirst.slice(MAX_GAPS);
	const outcome = rest.some(({ action }) => action === "block") ? "error" : "skipped";
	const text = [`${rest.length} more things could not be told; the JSON report has them all.`];
	return [...namedApart(shown), ...rest.length === 0 ? [] : [{
		group: "gaps",
		name: "left out",
		outcome,
		text
	}]];
}
function namedApart(cases) {
	const shown = cases.map(({ mark, one }) => ({
		mark,
		one: {
			...one,
			name: short$2(one.name, MAX_NAME$1)
		}
	}));
	const namesakes = groupBy(shown, ({ one }) => `${one.group} ${one.name}`);
	const seen = new Map();
	return shown.map(({ mark, one }) => {
		if (namesakes.get(`${one.group} ${one.name}`)?.length === 1) return one;
		const name = `${one.name} [${mark.slice(0, MARK_LENGTH)}]`;
		const count = (seen.get(`${one.group} ${name}`) ?? 0) + 1;
		seen.set(`${one.group} ${name}`, count);
		return {
			...one,
			name: count === 1 ? name : `${name} ${count}`
		};
	});
}
function bySeverity(a, b) {
	return SEVERITIES$2.indexOf(b.finding.severity) - SEVERITIES$2.indexOf(a.finding.severity);
}
// src/report/junit.ts
const MAX_BYTES = 29e6;
const MAX_NAME = 300;
const MAX_TEXT = 2e3;
const MAX_MESSAGE = 200;
const junit = {
	id: "junit",
	filename: "drydock-junit.xml",
	render: (result) => fitting(findingCases(result), MAX_BYTES, (kept, dropped) => document(result, [...fixedCases(result, dropped), ...kept]))
};
function document(result, cases) {
	const of = (outcome) => cases.filter((one) => one.outcome === outcome).length;
	const counts = `tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}"`;
	const timestamp = new Date(result.scannedAt).toISOString().slice(0, 19);
	return `${[
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
		`<testsuites name="drydock" ${counts}>`,
		`  <testsuite name="${attribute(imageName(result.image), MAX_NAME)}" ${counts} skipped="${of("skipped")}" timestamp="${timestamp}">`,
		...cases.map(testcase),
		"  </testsuite>",
		"</testsuites>"
	].join("\n")}\n`;
}
function testcase({ group, name, outcome, text }) {
	const start = `    <testcase classname="drydock.${group}" name="${attribute(name, MAX_NAME)}"`;
	if (outcome === "success") return `${start}/>`;
	return `${start}><${outcome} message="${attribute(text[0] ?? "", MAX_MESSAGE)}">${text.map((line) => escapeXml(short$2(line, MAX_TEXT))).join("\n")}</${outcome}></testcase>`;
}
function attribute(text, length) {
	return escapeXml(short$2(text, length));
}
// src/report/sarif-result.ts
const LEVELS = {
	critical: "error",
	high: "error",
	medium: "warning",
	unknown: "warning",
	low: "note",
	negligible: "note"
};
const STATES = {
	new: "new",
	known: "unchanged"
};
function levelOf(severity) {
	return LEVELS[severity];
}
function sarifResult(row, image) {
	const { finding, action, because, since } = row;
	return {
		level: action === "warn" ? "warning" : levelOf(finding.severity),
		message: message(`${findingText(finding)} ${whence(finding, image)}`),
		...places(finding, image),
		...since === void 0 ? {} : { baselineState: STATES[since] },
		partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
		properties: {
			kind: finding.kind,
			severity: finding.severity,
			...isVulnerability(finding) ? vulnerabilityFacts(finding) : riskFacts(finding),
			...finding.location === void 0 ? {} : { layer: finding.location.layer },
			owner: ownerOf(image, finding),
			action,
			because
		}
	};
}
function vulnerabilityFacts({ package: { name, version, purl }, fixedIn, status }) {
	return {
		package: shown$1(name),
		installedVersion: shown$1(version),
		fixedIn: fixedIn === void 0 ? null : shown$1(fixedIn),
		status,
		purl: shown$1(purl)
	};
}
function riskFacts({ category, subject, isDeleted = false, also = [] }) {
	return {
		category,
		subject: shown$1(subject),
		isDeleted,
		also: also.map(shown$1)
	};
}
// src/report/sarif-rule.ts
const MAX_DESCRIPTION = 1024;
const MAX_ID$1 = 255;
const MAX_HELP = 3e3;
const MAX_LISTED = 10;
const BANDS = {
	critical: [
		9.1,
		10,
		9.5
	],
	high: [
		7,
		8.9,
		8
	],
	medium: [
		4,
		6.9,
		5.5
	],
	low: [
		.1,
		3.9,
		2
	],
	negligible: [
		.1,
		3.9,
		.1
	]
};
function sarifRule(findings) {
	const finding = worst(findings);
	const { advisory, severity } = finding;
	const id = ruleId(finding);
	const title = `${id}: ${escapeForTerminal(finding.title)}`;
	const description = escapeForTerminal((advisory.description ?? "").replace(/\s+/g, " ").trim());
	const score = securitySeverity(finding);
	return {
		id,
		name: "VulnerablePackage",
		shortDescription: { text: short$2(title, MAX_DESCRIPTION) },
		fullDescription: { text: short$2(description === "" ? title : description, MAX_DESCRIPTION) },
		help: help$1(findings, id),
		defaultConfiguration: { level: levelOf(severity) },
		properties: {
			tags: tags(finding),
			precision: "very-high",
			...score === void 0 ? {} : { "security-severity": score }
		}
	};
}
function worst(findings) {
	return findings.toSorted((a, b) => SEVERITIES$2.indexOf(b.severity) - SEVERITIES$2.indexOf(a.severity))[0];
}
function ruleId(finding) {
	const id = isVulnerability(finding) ? finding.advisory.id : finding.rule;
	return short$2(escapeForTerminal(id), MAX_ID$1) || "unnamed";
}
function usualScore(severity) {
	return BANDS[severity]?.[2].toFixed(1);
}
function securitySeverity({ severity, severitySource, advisory }) {
	const band = BANDS[severity];
	if (band === void 0) return void 0;
	const [least, most, usual] = band;
	const preferred = [
		severitySource,
		"nvd",
		"ghsa",
		"redhat"
	];
	const rest = Object.keys(advisory.cvss).toSorted();
	return ([...preferred, ...rest].flatMap((source) => source !== void 0 && Object.hasOwn(advisory.cvss, source) ? scoresOf(advisory.cvss[source]) : []).find((score) => score >= least && score <= most) ?? usual).toFixed(1);
}
function scoresOf(cvss) {
	return [
		cvss?.v3Score,
		cvss?.v4Score,
		cvss?.v2Score
	].filter((score) => score !== void 0);
}
function tags({ severity, advisory }) {
	const cwes = advisory.cwes.filter((cwe) => /^CWE-\d{1,6}$/i.test(cwe)).map((cwe) => `external/cwe/${cwe.toLowerCase()}`);
	return [
		"security",
		"vulnerability",
		"container",
		severity,
		...new Set(cwes)
	].slice(0, 10);
}
function help$1(findings, id) {
	const { advisory, title, severity } = findings[0];
	const known = [
		["Severity", severity],
		["Also known as", advisory.aliases.slice(0, MAX_LISTED).join(", ")],
		["Packages", [...new Set(findings.map(upgrade))].slice(0, MAX_LISTED).join("; ")],
		["Published", advisory.published ?? ""]
	].filter(([, value]) => value !== "");
	const description = short$2((advisory.description ?? "").replace(/\s+/g, " ").trim(), MAX_HELP);
	const links = linksOf(advisory).slice(0, MAX_LISTED);
	const text = [
		`${id}: ${short$2(title)}`,
		...known.map(([name, value]) => `${name}: ${short$2(value, MAX_DESCRIPTION)}`),
		...description === "" ? [] : [description],
		...links
	].map(escapeForTerminal);
	const markdown = [
		`**${escapeMarkdown(id)}**: ${escapeMarkdown(short$2(title))}`,
		known.map(([name, value]) => `* **${name}**: ${escapeMarkdown(short$2(value, MAX_DESCRIPTION))}`).join("\n"),
		escapeMarkdown(description),
		links.map((link) => `* <${link}>`).join("\n")
	].filter((part) => part !== "");
	return {
		text: text.join("\n"),
		markdown: markdown.join("\n\n")
	};
}
function upgrade({ package: { name, version }, fixedIn }) {
	const target = fixedIn === void 0 ? "no fix" : short$2(fixedIn, 80);
	return `${short$2(name, 80)} ${short$2(version, 80)} → ${target}`;
}
// src/report/sarif-risk-rule.ts
function sarifRiskRule(rule, findings) {
	const finding = worst(findings);
	const id = ruleId(finding);
	const score = usualScore(finding.severity);
	return {
		id,
		name: nameOf(rule.title),
		shortDescription: { text: short$2(`${id}: ${escapeForTerminal(rule.title)}`, MAX_DESCRIPTION) },
		fullDescription: { text: short$2(escapeForTerminal(rule.fires), MAX_DESCRIPTION) },
		help: help(rule, finding),
		defaultConfiguration: { level: levelOf(finding.severity) },
		properties: {
			tags: tagsOf(rule),
			precision: "high",
			...score === void 0 ? {} : { "security-severity": score }
		}
	};
}
function nameOf(title) {
	return (title.match(/[A-Za-z0-9]+/g) ?? ["Risk"]).map((word) => `${word[0].toUpperCase()}${word.slice(1).toLowerCase()}`).join("");
}
function tagsOf({ category, peers }) {
	const tags = [
		"security",
		"container",
		category,
		...peers.toSorted((a, b) => Number(b.startsWith("CIS ")) - Number(a.startsWith("CIS "))).map((peer) => peer.trim().replace(/\s+/g, "-"))
	];
	return [...new Set(tags)].slice(0, 10);
}
function help(rule, { documentation }) {
	const { id, title, severity, fires, guards, advice, peers } = rule;
	const told = [
		["It fires when", fires],
		["It does not fire when", guards],
		["What to do", advice],
		["Usual severity", riskSeverity(severity)],
		["The same check elsewhere", peersText(peers)],
		["More", documentation]
	].filter(([, text]) => text !== "");
	return {
		text: [`${id}: ${title}`, ...told.map(([name, text]) => `${name}: ${text}`)].map(escapeForTerminal).join("\n"),
		markdown: [`**${escapeMarkdown(id)}**: ${escapeCode(title)}`, ...told.map(([name, text]) => `**${name}**: ${escapeCode(text)}`)].join("\n\n")
	};
}
// src/report/sarif.ts
const MAX_RESULTS = 5e3;
const MAX_GZIPPED_BYTES = 95e5;
const HOME = "urn:drydock";
const MAX_NOTIFICATIONS = 500;
const sarif = {
	id: "sarif",
	filename: "drydock.sarif",
	render: render$1
};
function render$1(result) {
	const judged = shownOf(result.verdict.judged).filter(isAffecting).toSorted((a, b) => SEVERITIES$2.indexOf(b.finding.severity) - SEVERITIES$2.indexOf(a.finding.severity));
	for (let kept = Math.min(judged.length, MAX_RESULTS);; kept = Math.floor(kept / 2)) {
		const text = printJson(log(result, judged.slice(0, kept), judged.length - kept), 0);
		if (kept === 0 || fits(text)) return text;
	}
}
function descriptor(rows, catalogue) {
	const vulnerable = vulnerabilitiesOf(rows).map(({ finding }) => finding);
	if (vulnerable.length > 0) return sarifRule(vulnerable);
	const risks = risksOf(rows).map(({ finding }) => finding);
	const rule = catalogue.get(risks[0].rule);
	if (rule === void 0) throw new Error(`no rule ${risks[0].rule} in the result`);
	return sarifRiskRule(rule, risks);
}
function fits(text) {
	return Buffer.byteLength(text) <= MAX_GZIPPED_BYTES || gzipSync(text).length <= MAX_GZIPPED_BYTES;
}
function log(result, judged, dropped) {
	const byId = groupBy(judged, ({ finding }) => ruleId(finding));
	const catalogue = new Map(result.rules.map((rule) => [rule.id, rule]));
	const rules = [...byId.values()].map((rows) => descriptor(rows, catalogue));
	const indexOf = new Map([...byId.keys()].map((id, index) => [id, index]));
	const anyWaived = judged.some(({ action }) => action === "waive");
	const results = judged.map((row) => {
		const id = ruleId(row.finding);
		return {
			ruleId: id,
			ruleIndex: indexOf.get(id),
			...sarifResult(row, result.image),
			...suppressions(row, anyWaived)
		};
	});
	const { version } = result.drydock;
	return {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "drydock",
				informationUri: HOME,
				version,
				semanticVersion: version,
				rules
			} },
			automationDetails: { id: `drydock/${imageName(result.image)}/` },
			invocations: [invocation(result, dropped)],
			columnKind: "utf16CodeUnits",
			results,
			properties: {
				outcome: result.verdict.outcome,
				reason: result.verdict.reason,
				image: result.image.reference,
				digest: result.image.digest,
				databaseUpdatedAt: result.database === void 0 ? "none" : result.database.updatedAt ?? "unknown"
			}
		}]
	};
}
function suppressions({ action, because }, anyWaived) {
	if (action === "waive") return { suppressions: [{
		kind: "external",
		status: "accepted",
		justification: because
	}] };
	return anyWaived ? { suppressions: [] } : {};
}
function invocation(result, dropped) {
	const notes = [];
	if (dropped > 0) {
		const text = `${dropped} of the least severe results are left out to stay within the limits of code scanning; the JSON report has them all.`;
		notes.push({
			level: "warning",
			message: message(text)
		});
	}
	for (const { gap } of result.verdict.gaps) {
		const text = `${gap.where}: ${gap.reason} (${gap.by})`;
		notes.push({
			level: "warning",
			message: message(text),
			descriptor: { id: `gap/${gap.kind}` }
		});
	}
	for (const text of result.verdict.warnings) notes.push({
		level: "warning",
		message: message(text),
		descriptor: { id: "policy/warn" }
	});
	for (const text of [...result.notices, ...result.verdict.remarks]) notes.push({
		level: "note",
		message: message(text)
	});
	const shown = notes.slice(0, MAX_NOTIFICATIONS);
	if (notes.length > shown.length) {
		const text = `${notes.length - shown.length} more notifications are left out; the JSON report has them all.`;
		shown.push({
			level: "warning",
			message: message(text)
		});
	}
	return {
		executionSuccessful: true,
		startTimeUtc: result.scannedAt,
		toolExecutionNotifications: shown
	};
}
// src/report/spdx-licenses.ts
function spdxLicenses(packages) {
	const ids = new Map();
	for (const name of packages.flatMap(({ licenses = [] }) => licenses)) if (!isListed(name) && !ids.has(name)) ids.set(name, `LicenseRef-${ids.size + 1}`);
	return {
		expression: ({ licenses = [] }) => licenses.length === 0 ? "NOASSERTION" : licenses.map((name) => ids.get(name) ?? name).join(" AND "),
		extracted: [...ids].map(([name, licenseId]) => ({
			licenseId,
			name,
			extractedText: `The package names its licence so: ${name}`
		}))
	};
}
// src/report/spdx.ts
const spdx = {
	id: "spdx",
	filename: "drydock.spdx.json",
	render: (result) => printJson(withNamespace(spdxDocument(result), imageTitle(result.image)))
};
const DOCUMENT = "SPDXRef-DOCUMENT";
const NOTHING_SAID = "NOASSERTION";
function spdxDocument(result) {
	const { image, packages, drydock } = result;
	const refs = packageRefs(packages);
	const annotate = annotator(created(result), drydock.version);
	const licenses = spdxLicenses(packages);
	const ids = new Map([...refs.values()].map((ref) => [ref, `SPDXRef-Package-${short(ref)}`]));
	const idOf = (ref) => ids.get(ref) ?? ref;
	const imageId = `SPDXRef-ContainerImage-${short(image.digest)}`;
	const system = image.os === void 0 ? void 0 : `SPDXRef-OperatingSystem-${short(image.os.family)}`;
	return {
		spdxVersion: "SPDX-2.3",
		dataLicense: "CC0-1.0",
		SPDXID: DOCUMENT,
		name: imageTitle(image),
		creationInfo: {
			created: created(result),
			creators: [`Tool: drydock-${drydock.version}`]
		},
		packages: [
			imagePackage(result, imageId, annotate),
			...image.os === void 0 || system === void 0 ? [] : [osPackage(image.os, system, annotate)],
			...packages.map((pkg) => ({
				...packageEntry(pkg, idOf(refs.get(pkg) ?? pkg.purl), licenses.expression(pkg)),
				annotations: annotate(packageProperties(pkg))
			}))
		],
		...licenses.extracted.length === 0 ? {} : { hasExtractedLicensingInfos: licenses.extracted },
		relationships: [
			relationship(DOCUMENT, "DESCRIBES", imageId),
			...system === void 0 ? [] : [relationship(imageId, "CONTAINS", system)],
			...packages.map((pkg) => {
				return relationship(pkg.source === void 0 || system === void 0 ? imageId : system, "CONTAINS", idOf(refs.get(pkg) ?? pkg.purl));
			}),
			...[...dependencyRefs(packages, refs)].flatMap(([ref, wanted]) => wanted.map((one) => relationship(idOf(ref), "DEPENDS_ON", idOf(one))))
		]
	};
}
function withNamespace(document, title) {
	const { spdxVersion, dataLicense, SPDXID, name, ...rest } = document;
	return {
		spdxVersion,
		dataLicense,
		SPDXID,
		name,
		documentNamespace: `https://spdx.org/spdxdocs/${title.replace(/[^a-zA-Z0-9.-]+/g, "-").slice(0, 100)}-${contentUuid(JSON.stringify(document))}`,
		...rest
	};
}
function created({ scannedAt }) {
	return scannedAt.replace(/\.\d+Z$/, "Z");
}
function annotator(date, version) {
	return (properties) => properties.map(({ name, value }) => ({
		annotationDate: date,
		annotationType: "OTHER",
		annotator: `Tool: drydock-${version}`,
		comment: `${name}: ${value}`
	}));
}
function imagePackage({ image, gaps }, id, annotate) {
	const purl = imagePurl(image);
	const [, digest] = /^sha256:([0-9a-f]{64})$/.exec(image.digest) ?? [];
	return {
		SPDXID: id,
		name: imageTitle(image),
		versionInfo: image.digest,
		primaryPackagePurpose: "CONTAINER",
		...unanalysed(),
		...digest === void 0 ? {} : { checksums: [{
			algorithm: "SHA256",
			checksumValue: digest
		}] },
		...purl === void 0 ? {} : { externalRefs: [purlReference(purl)] },
		annotations: annotate(imageProperties(image, gaps))
	};
}
function osPackage(os, id, annotate) {
	return {
		SPDXID: id,
		name: os.family,
		versionInfo: os.version,
		...unanalysed(),
		annotations: annotate(osProperties(os))
	};
}
function packageEntry(pkg, id, license) {
	const { source, vendor } = pkg;
	return {
		SPDXID: id,
		name: pkg.name,
		versionInfo: pkg.version,
		primaryPackagePurpose: "LIBRARY",
		supplier: vendor === void 0 ? NOTHING_SAID : `Organization: ${vendor}`,
		...source === void 0 ? {} : { sourceInfo: `built package from: ${source.name} ${source.version}`.trimEnd() },
		...unanalysed(),
		licenseDeclared: license,
		...checksums(pkg),
		externalRefs: [purlReference(pkg.purl), ...pkg.cpe === void 0 ? [] : [cpeReference(pkg.cpe)]]
	};
}
function unanalysed() {
	return {
		downloadLocation: NOTHING_SAID,
		filesAnalyzed: false,
		licenseConcluded: NOTHING_SAID,
		licenseDeclared: NOTHING_SAID,
		copyrightText: NOTHING_SAID
	};
}
function purlReference(purl) {
	return {
		referenceCategory: "PACKAGE-MANAGER",
		referenceType: "purl",
		referenceLocator: purl
	};
}
function cpeReference(cpe) {
	return {
		referenceCategory: "SECURITY",
		referenceType: "cpe23Type",
		referenceLocator: cpe
	};
}
function checksums({ hashes: { sha1, sha256 } = {} }) {
	const list = [...sha1 === void 0 ? [] : [{
		algorithm: "SHA1",
		checksumValue: sha1
	}], ...sha256 === void 0 ? [] : [{
		algorithm: "SHA256",
		checksumValue: sha256
	}]];
	return list.length === 0 ? {} : { checksums: list };
}
function relationship(from, type, to) {
	return {
		spdxElementId: from,
		relationshipType: type,
		relatedSpdxElement: to
	};
}
function short(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
// src/report/table-findings.ts
const MAX_ROWS = 25;
const MAX_NAMES$1 = 6;
const MAX_ID_WIDTH = 20;
const MAX_FIX_WIDTH = 32;
const MIN_HEADING = 33;
const MIN_WIDTH_OF_INSTRUCTIONS = 100;
const MIN_INSTRUCTION_WIDTH = 24;
const MAX_TITLE_WIDTH = 160;
const SEVERITY_STYLES = {
	critical: "redBold",
	high: "red",
	medium: "yellow",
	low: "blue",
	negligible: "dim",
	unknown: "magenta"
};
function groupLines$1(groups, image, width, paint) {
	const rows = groups.flatMap((group) => group.rows.slice(0, MAX_ROWS));
	const widest = (texts, limit) => Math.min(limit, Math.max(0, ...texts.map(widthOf)));
	const columns = {
		id: widest(rows.map(({ finding }) => idOf(finding)), MAX_ID_WIDTH),
		fix: widest(rows.map(({ finding }) => fixText(finding)), Math.min(MAX_FIX_WIDTH, Math.floor(width < 80 ? width / 4 : width * .35)))
	};
	return groups.map((group) => [
		heading(group, image, width, paint),
		...group.rows.slice(0, MAX_ROWS).map((row) => line(row, columns, width, paint)),
		...rest$1(group.rows.slice(MAX_ROWS), width, paint)
	]);
}
function heading(group, image, width, paint) {
	const end = placeText$2(image, group.layer, width - MIN_HEADING);
	const version = versions(group);
	const room = width - widthOf(end) - 2;
	const name = cut(names(group), Math.max(20, room - widthOf(version) - 1));
	const shown = cut(version, Math.max(10, room - widthOf(name) - 1));
	const left = room - widthOf(name) - 1 - widthOf(shown) - 2;
	const instruction = width < MIN_WIDTH_OF_INSTRUCTIONS ? void 0 : instructionText(image, group.layer);
	const more = instruction === void 0 || left < MIN_INSTRUCTION_WIDTH ? "" : `  ${cut(instruction, left)}`;
	return `${paint("bold", name)} ${shown}  ${paint("dim", `${end}${more}`)}`;
}
function names(group) {
	const all = group.packages.map(({ name }) => cut(escapeForTerminal(name), 60));
	const more = all.length > MAX_NAMES$1 ? ` and ${all.length - MAX_NAMES$1} more` : "";
	return `${all.slice(0, MAX_NAMES$1).join(", ")}${more}`;
}
function versions({ packages, fixedIn }) {
	const installed = cut(escapeForTerminal(packages[0]?.version ?? ""), 60);
	return fixedIn === void 0 ? installed : `${installed} → ${cut(escapeForTerminal(fixedIn), 60)}`;
}
function line(row, columns, width, paint) {
	const { finding, since } = row;
	const mark = markOf(row, paint);
	const severity = paint(SEVERITY_STYLES[finding.severity], pad(finding.severity, 10));
	const id = pad(idOf(finding), columns.id);
	const fix = pad(cut(fixText(finding), columns.fix), columns.fix);
	const room = width - 2 - 2 - 10 - 1 - columns.id - 2 - columns.fix - 2;
	const age = since === "new" ? "NEW " : "";
	const left = room - age.length;
	const text = left < 8 ? "" : cut(escapeForTerminal(titleOf$2(finding)), Math.min(MAX_TITLE_WIDTH, left));
	const title = `${age === "" ? "" : paint("bold", age)}${text}`;
	return `  ${mark} ${severity} ${id}  ${finding.fixedIn === void 0 ? paint("dim", fix) : fix}  ${title}`;
}
function idOf(finding) {
	return cut(escapeForTerminal(finding.advisory.id), MAX_ID_WIDTH);
}
function fixText({ fixedIn, status }) {
	return fixedIn === void 0 ? NO_FIX[status] : cut(escapeForTerminal(fixedIn), MAX_FIX_WIDTH);
}
function rest$1(rows, width, paint) {
	if (rows.length === 0) return [];
	const counts = SEVERITIES$2.toReversed().flatMap((severity) => {
		const number = rows.filter(({ finding }) => finding.severity === severity).length;
		return number === 0 ? [] : [`${number} ${severity}`];
	});
	return [paint("dim", cut(`    and ${rows.length} more: ${counts.join(", ")} (all in the JSON report)`, width))];
}
// src/report/table-fix.ts
function fixLines({ fix }, width, paint) {
	if (fix === void 0) return [];
	const { remarks, raised, left } = fixTexts(fix);
	const texts = [
		...remarks,
		...raised,
		...left
	];
	return texts.length === 0 ? [] : [paint("bold", "Repair"), ...bullets(texts, width)];
}
function fixLine(fix, paint) {
	return paint(fix.refusal === void 0 ? "green" : "yellow", escapeForTerminal(fixTexts(fix).title));
}
// src/report/table-header.ts
const LABEL_WIDTH = 9;
const STYLES = {
	name: "bold",
	warning: "yellow",
	bad: "redBold"
};
function headerLines(result, width, paint) {
	const room = width - LABEL_WIDTH;
	return factsOf(result).flatMap(({ label, texts }) => texts.flatMap((text) => lines(text, room, paint)).map((line, i) => `${paint("dim", pad(i === 0 ? label : "", LABEL_WIDTH))}${line}`));
}
function lines({ text, tone, isList }, room, paint) {
	const escaped = escapeForTerminal(text);
	const fitting = isList === true ? wrap(escaped, room) : [cut(escaped, room)];
	return tone === void 0 ? fitting : fitting.map((line) => paint(STYLES[tone], line));
}
// src/report/table-risks.ts
const MAX_GROUPS = 25;
const MAX_PLACES = 5;
const MAX_QUIET_PLACES = 3;
const MAX_LINE$1 = 160;
const MAX_ID = 14;
const INDENT = 15;
const MIN_PLACE = 16;
function riskLines(result, width, paint) {
	return riskSections(risksOf(shownOf(result.verdict.judged)), result.rules).map((section) => sectionLines(section, result.image, Math.min(width, MAX_LINE$1), paint));
}
function sectionLines({ category, groups }, image, width, paint) {
	const { name } = CATEGORY_WORDS[category];
	const number = groups.reduce((sum, { rows }) => sum + rows.length, 0);
	return [
		paint("bold", `${name[0].toUpperCase()}${name.slice(1)} (${number})`),
		...groups.slice(0, MAX_GROUPS).flatMap((group) => groupLines(group, image, width, paint)),
		...rest(groups.slice(MAX_GROUPS), width, paint)
	];
}
function groupLines(group, image, width, paint) {
	const { finding } = group.rows[0];
	const room = width - INDENT;
	const under = (text) => `${" ".repeat(INDENT)}${text}`;
	const { head, left } = headOf(group, width, paint);
	const advice = group.isUrgent ? adviceLines(finding, room).map(under) : [];
	if (group.rows.length === 1) {
		const [beside, below] = [left, room].map((width) => placeText(finding, image, width));
		const detail = detailText(finding, below ?? "");
		const isBeside = left >= MIN_PLACE && beside === below;
		const lines = isBeside ? [detail] : joined(below, detail, room);
		return [
			isBeside ? `${head}  ${paint("dim", beside)}` : head,
			...lines.filter((line) => line !== "").map((line) => under(paint("dim", cut(line, room)))),
			...advice
		];
	}
	const places = group.rows.slice(0, group.isUrgent ? MAX_PLACES : MAX_QUIET_PLACES).map((row) => {
		const place = placeText(row.finding, image, room);
		const more = moreOf(row.finding, place, group.hasTitles);
		return under(paint("dim", more === "" ? place : cut(`${place}  ${more}`, room)));
	});
	const others = group.rows.length - places.length;
	const counted = others === 0 ? [] : [under(paint("dim", `and ${others} more (all in the JSON report)`))];
	return [
		head,
		...places,
		...counted,
		...advice
	];
}
function headOf(group, width, paint) {
	const { finding } = group.rows[0];
	const mark = markOf(group.rows[0], paint);
	const severity = paint(SEVERITY_STYLES[finding.severity], pad(severityWord(finding), 10));
	const id = cut(escapeForTerminal(finding.rule), MAX_ID);
	const number = group.rows.length === 1 ? "" : ` (${group.rows.length})`;
	const room = width - INDENT - widthOf(id) - 2;
	const since = group.isNew ? "NEW " : "";
	const title = cut(escapeForTerminal(group.title), room - since.length - number.length);
	return {
		head: `  ${mark} ${severity} ${id}  ${`${since === "" ? "" : paint("bold", since)}${title}${number}`}`,
		left: room - since.length - widthOf(title) - 2
	};
}
function joined(place, detail, room) {
	const line = `${place}  ${detail}`;
	return detail !== "" && widthOf(line) <= room ? [line] : [place, detail];
}
function adviceLines({ advice }, room) {
	const [first = "", second, ...more] = wrap(escapeForTerminal(advice), room - 2);
	const last = more.length === 0 ? second : cut(`${second} ${more.join(" ")}`, room - 2);
	return [`→ ${first}`, ...last === void 0 ? [] : [`  ${last}`]];
}
function placeText(finding, image, room) {
	return cut(`${riskPlaceText(image, finding, room) ?? cut(escapeForTerminal(finding.subject), room)}${finding.also === void 0 ? "" : `, also ${escapeForTerminal(finding.also.join(", "))}`}`, room);
}
function detailText(finding, place) {
	const [evidence = ""] = finding.evidence;
	return withSubject(finding, `${place} ${finding.title} ${evidence}`, evidence);
}
function moreOf(finding, place, hasTitles) {
	const title = hasTitles ? finding.title : "";
	return withSubject(finding, `${place} ${title}`, title);
}
function withSubject({ subject, location }, said, text) {
	const isSaid = subject === location?.path || said.includes(subject) || said.includes(escapeForTerminal(subject));
	return escapeForTerminal([isSaid ? "" : subject, text].filter((part) => part !== "").join(": "));
}
function rest(groups, width, paint) {
	if (groups.length === 0) return [];
	const rows = groups.flatMap((group) => group.rows);
	const counts = SEVERITIES$2.toReversed().flatMap((severity) => {
		const number = rows.filter(({ finding }) => finding.severity === severity).length;
		return number === 0 ? [] : [`${number} ${riskSeverity(severity)}`];
	});
	return [paint("dim", cut(`    and ${rows.length} more: ${counts.join(", ")} (all in the JSON report)`, width))];
}
// src/report/table-unblock.ts
const MAX_RULES = 5;
const MAX_UPGRADES = 5;
const MAX_REMEDIES = 4;
const MAX_NAMES = 4;
const MAX_PLACE = 100;
const MAX_LINE = 120;
function unblockSections(result, width, paint) {
	const unblock = unblockOf(result);
	return unblock === void 0 ? [] : [blockingLines(unblock, result, width, paint), remedyLines(unblock, result, width, paint)];
}
function blockingLines(unblock, { verdict }, width, paint) {
	const room = Math.min(width, MAX_LINE);
	const byPrint = new Map(verdict.judged.map(({ finding }) => [finding.fingerprint, finding]));
	const rules = unblock.rules.slice(0, MAX_RULES).flatMap(({ rule, findings, first }) => {
		const number = `: ${count(findings, "finding")}`;
		const more = findings - first.length;
		return [
			`  ${cut(escapeForTerminal(rule), room - 2 - number.length)}${number}`,
			...first.map((print) => firstLine(byPrint.get(print), room, paint)),
			...more > 0 ? [paint("dim", `    and ${more} more`)] : []
		];
	});
	const others = unblock.rules.length - MAX_RULES;
	const more = others > 0 ? [paint("dim", `  and ${count(others, "more rule")}`)] : [];
	return [
		paint("bold", "What blocks"),
		...rules,
		...more
	];
}
function remedyLines(unblock, result, width, paint) {
	const { upgrades, remedies } = unblock;
	const hint = baseHint(result);
	const texts = [
		...listed(upgrades.map(upgradeText), MAX_UPGRADES, "upgrades"),
		...hint === void 0 ? [] : [`Rebase: ${hint}`],
		...listed(remedies.map(remedyText), MAX_REMEDIES, "kinds of risk"),
		waiveText(unblock)
	];
	return [
		paint("bold", "What would unblock it"),
		...bullets(texts, width),
		`    ${unblock.waive}`
	];
}
function firstLine(finding, room, paint) {
	const severity = severityWord(finding);
	const what = isVulnerability(finding) ? `${finding.rule} in ${finding.package.name} ${finding.package.version}` : `${finding.rule} ${finding.title}: ${finding.subject}`;
	const print = finding.fingerprint.slice(0, 12);
	const left = room - 4 - 11 - 12 - 2;
	const text = cut(escapeForTerminal(what), left);
	const blanks = " ".repeat(Math.max(0, left - widthOf(text)));
	return `    ${paint(SEVERITY_STYLES[finding.severity], pad(severity, 10))} ${text}${blanks}  ${paint("dim", print)}`;
}
function upgradeText({ packages, from, to, findings, command, places }) {
	const more = packages.length > MAX_NAMES ? ` and ${packages.length - MAX_NAMES} more` : "";
	const names = packages.slice(0, MAX_NAMES).map((name) => cut(name, 60));
	const place = placeText$1(places);
	const where = place === void 0 ? "" : ` in ${cut(place, MAX_PLACE)}`;
	const how = command === void 0 ? "." : `: ${command}`;
	return `Upgrade ${names.join(", ")}${more} from ${cut(from, 40)} to ${cut(to, 60)}${where} (${count(findings, "finding")})${how}`;
}
function remedyText({ rule, title, advice, findings }) {
	return `${rule} ${title} (${findings}): ${advice}`;
}
function listed(texts, max, nouns) {
	if (texts.length <= max) return texts;
	const more = texts.length - max + 1;
	return [...texts.slice(0, max - 1), `And ${more} more ${nouns} (all in the JSON report).`];
}
function waiveText({ unfixed }) {
	return `${unfixed === 0 ? "" : `${count(unfixed, "vulnerability", "vulnerabilities")} cannot be fixed yet. `}To accept a finding for a time:`;
}
// src/report/table.ts
const MIN_WIDTH = 60;
const OUTCOMES = {
	pass: ["PASS", "green"],
	blocked: ["BLOCKED", "redBold"],
	unproven: ["UNPROVEN", "yellow"]
};
const table = {
	id: "table",
	filename: "drydock.txt",
	render
};
function render(result, context) {
	const width = Math.max(MIN_WIDTH, context.width);
	const paint = painter(context.color);
	const { verdict } = result;
	const shown = shownOf(verdict.judged);
	const groups = groupFindings(vulnerabilitiesOf(shown));
	return `${[
		headerLines(result, width, paint),
		...groupLines$1(groups, result.image, width, paint),
		...riskLines(result, width, paint),
		fixedLines(result, width, paint),
		waivedLines(shown, width, paint),
		warningLines(verdict.warnings, width, paint),
		gapLines(verdict.gaps, width, paint),
		noteLines(result, width, paint),
		countLines(result, width, paint),
		fixLines(result, width, paint),
		...unblockSections(result, width, paint),
		verdictLines(result, paint)
	].filter((lines) => lines.length > 0).map((lines) => lines.map((line) => line.trimEnd()).join("\n")).join("\n\n")}\n`;
}
function verdictLines({ verdict, fix }, paint) {
	const line = ({ outcome, reason }) => {
		const [word, style] = OUTCOMES[outcome];
		return `${paint(style, word)}: ${escapeForTerminal(reason)}`;
	};
	if (fix === void 0) return [line(verdict)];
	const repaired = fix.verdict === void 0 ? [] : [`Repaired image: ${line(fix.verdict)}`];
	return [
		line(verdict),
		fixLine(fix, paint),
		...repaired
	];
}
// src/report/index.ts
const reporters = new Map(Object.values(__exportAll({
	codequality: () => codequality,
	cyclonedx: () => cyclonedx,
	cyclonedxVuln: () => cyclonedxVuln,
	dotenv: () => dotenv,
	gitlabAnnotations: () => gitlabAnnotations,
	gitlabContainerScanning: () => gitlabContainerScanning,
	gitlabSast: () => gitlabSast,
	gitlabSecretDetection: () => gitlabSecretDetection,
	html: () => html,
	json: () => json,
	junit: () => junit,
	sarif: () => sarif,
	spdx: () => spdx,
	table: () => table
})).map((reporter) => [reporter.id, reporter]));
function reporter(id) {
	const found = reporters.get(id);
	if (found !== void 0) return found;
	throw new DrydockError("USAGE", `There is no report format ${JSON.stringify(id)}.`, { hint: `The formats are ${[...reporters.keys()].join(", ")}.` });
}
export { riskSeverity as C, NO_FIX as S, short$2 as T, wrap as _, peersText as a, imageName as b, rowsOf as c, linksOf as d, count as f, widthOf as g, painter as h, placeText$1 as i, tally as l, pad as m, SEVERITY_STYLES as n, fixTexts as o, cut as p, unblockOf as r, baseHint as s, reporter as t, tallyByCategory as u, outcomeValues as v, severityWord as w, CATEGORY_WORDS as x, dockerfilePlace as y };

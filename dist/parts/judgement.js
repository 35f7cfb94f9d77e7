import { a as loadIgnoreFiles, d as judge, i as withFlags, o as applyIgnoreFiles, r as loadPolicy } from "./policy.js";
import { a as isVulnerability, t as imageNameIn } from "./image-name.js";
import { t as parsePurl } from "./parsed-purl.js";
import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { r as rules } from "./detectors.js";
import { n as parseImageName } from "./reference.js";
import { a as parseObject, i as objectOf, t as arrayOf } from "./json-object.js";
import { t as loadVex } from "./vex.js";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { readFile, stat } from "node:fs/promises";
// src/policy/data.ts
const NEEDS = [
	{
		key: "epss",
		data: "epss",
		what: "EPSS scores",
		hint: "Give the file that FIRST publishes with --epss."
	},
	{
		key: "kev",
		data: "kev",
		what: "known exploited vulnerabilities",
		hint: "Give the file that CISA publishes with --kev."
	},
	{
		key: "new",
		data: "baseline",
		what: "what is new",
		hint: "Give an earlier result with --baseline."
	}
];
function requireData(policy, data) {
	for (const [kind, rules] of [["block", policy.block], ["warn", policy.warn]]) for (const [index, rule] of rules.entries()) {
		const need = NEEDS.find(({ key, data: name }) => data[name] === void 0 && asksFor(key, rule));
		if (need === void 0) continue;
		const name = rule.name === void 0 ? `${kind} rule ${index + 1}` : `the rule ${JSON.stringify(rule.name)}`;
		throw new DrydockError("POLICY_INVALID", `${policy.origin}: ${name} asks for ${need.what}, and nothing was given that tells.`, { hint: need.hint });
	}
}
function asksFor(key, conditions) {
	if (conditions[key] !== void 0) return true;
	const { all = [], any = [], not } = conditions;
	return [
		...all,
		...any,
		...not === void 0 ? [] : [not]
	].some((one) => asksFor(key, one));
}
// src/policy/purpose.ts
const BRANCH_VARIABLES = [
	"GITHUB_HEAD_REF",
	"GITHUB_REF_NAME",
	"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
	"CI_COMMIT_REF_NAME",
	"CHANGE_BRANCH",
	"BRANCH_NAME",
	"SYSTEM_PULLREQUEST_SOURCEBRANCH",
	"BUILD_SOURCEBRANCH",
	"BITBUCKET_BRANCH",
	"BITBUCKET_TAG"
];
const ENVIRONMENT_VARIABLES = ["CI_ENVIRONMENT_NAME", "BITBUCKET_DEPLOYMENT_ENVIRONMENT"];
function purposeOf(said, env) {
	const branch = said.branch ?? firstOf(BRANCH_VARIABLES, env)?.replace(/^refs\/(?:heads|tags)\//, "");
	const environment = said.environment ?? firstOf(ENVIRONMENT_VARIABLES, env);
	return {
		...branch === void 0 ? {} : { branch },
		...environment === void 0 ? {} : { environment }
	};
}
function firstOf(names, env) {
	return names.map((name) => env[name]).find((value) => value !== void 0 && value !== "");
}
// src/vex/image-match.ts
function imageMatcher(image) {
	const asked = imageNameIn(image.reference) ?? [];
	const names = [...image.names, ...[asked].flat()].flatMap(nameOf);
	return ({ purls, sha256 }) => sha256.some((hex) => isDigestOf(`sha256:${hex}`, image)) || purls.some((purl) => purl.type === "oci" && isImage(purl, image, names));
}
function isDigestOf(digest, image) {
	return digest === image.digest || image.digests?.includes(digest) === true;
}
function isImage(purl, image, names) {
	if (purl.version !== "" && !isDigestOf(purl.version, image)) return false;
	if (names.length === 0) return purl.version !== "" && platformFits(purl, image.platform, true);
	return names.some((name) => nameFits(purl, name)) && platformFits(purl, image.platform, false);
}
function nameFits(purl, { registry, repository, tag = "latest" }) {
	if (repository.split("/").at(-1) !== purl.name.toLowerCase()) return false;
	const wantedTag = purl.qualifiers.get("tag");
	if (wantedTag !== void 0 && wantedTag !== tag) return false;
	const url = purl.qualifiers.get("repository_url");
	if (url === void 0) return true;
	return [url, `${url}/${purl.name}`].some((text) => nameOf(text.replace(/^https?:\/\//, "")).some((one) => one.registry === registry && one.repository === repository));
}
function platformFits({ qualifiers }, { architecture, os, variant }, nameless) {
	return [...qualifiers].every(([key, value]) => {
		if (key === "arch") return value === architecture || value === `${architecture}/${variant}`;
		if (key === "os") return value === os;
		return nameless || key === "tag" || key === "repository_url";
	});
}
function nameOf(text) {
	try {
		return [parseImageName(text)];
	} catch (error) {
		if (error instanceof DrydockError) return [];
		throw error;
	}
}
// src/vex/purl-match.ts
const CASELESS = new Set([
	"apk",
	"bitbucket",
	"composer",
	"deb",
	"github",
	"golang",
	"hex",
	"npm",
	"nuget",
	"oci",
	"pypi"
]);
function isPurlOf(wanted, pkg) {
	const found = parsePurl(pkg.purl);
	if (found === void 0 || wanted.type !== found.type) return false;
	if (spelled(wanted, wanted.namespace) !== spelled(found, found.namespace)) return false;
	const ofSource = wanted.qualifiers.get("arch") === "source" && pkg.source !== void 0;
	const name = ofSource ? pkg.source?.name ?? "" : found.name;
	if (spelled(wanted, wanted.name) !== spelled(found, name)) return false;
	const versions = ofSource ? [pkg.source?.version] : [found.version, pkg.version];
	if (wanted.version !== "" && !versions.includes(wanted.version)) return false;
	return [...wanted.qualifiers].every(([key, value]) => ofSource && key === "arch" || found.qualifiers.get(key) === value);
}
function spelled({ type }, name) {
	const folded = CASELESS.has(type) ? name.toLowerCase() : name;
	return type === "pypi" ? folded.replace(/[-_.]+/g, "-") : folded;
}
// src/vex/suppress.ts
const MAX_IMPACT = 500;
function answerBy(documents, findings, about) {
	const applies = productMatcher(about.image, about.packages);
	const byVulnerability = statementsByVulnerability(documents);
	const suppressed = new Map();
	const speaking = new Set();
	for (const finding of findings.filter(isVulnerability)) {
		const ids = new Set([
			finding.rule,
			finding.advisory.id,
			...finding.advisory.aliases
		].map((id) => id.toUpperCase()));
		let latest;
		for (const said of [...ids].flatMap((id) => byVulnerability.get(id) ?? [])) {
			if (!said.statement.products.some((product) => applies(product, finding.package))) continue;
			speaking.add(said.document);
			if (latest === void 0 || isLater(said, latest)) latest = said;
		}
		const suppression = latest === void 0 ? void 0 : suppressionBy(latest);
		if (suppression !== void 0) suppressed.set(finding, suppression);
	}
	return {
		suppressed,
		remarks: documents.filter((document) => !speaking.has(document)).map(({ file }) => `The VEX document ${file} speaks of none of the findings.`)
	};
}
function statementsByVulnerability(documents) {
	const found = new Map();
	let order = 0;
	for (const document of documents) for (const statement of document.statements) {
		const said = {
			statement,
			document,
			order: order++
		};
		for (const id of new Set(statement.vulnerabilities)) {
			const known = found.get(id);
			if (known === void 0) found.set(id, [said]);
			else known.push(said);
		}
	}
	return found;
}
function isLater(a, b) {
	return a.statement.at === b.statement.at ? a.order > b.order : a.statement.at > b.statement.at;
}
function suppressionBy({ statement, document }) {
	const { status, justification, impact } = statement;
	if (status !== "not_affected" && status !== "fixed") return void 0;
	const why = [justification?.replaceAll("_", " "), impact !== void 0 && impact.length > MAX_IMPACT ? `${impact.slice(0, MAX_IMPACT)}…` : impact].filter((part) => part !== void 0).join("; ");
	return {
		because: `${status === "fixed" ? "Fixed" : "Not affected"}, says ${document.author} in ${document.id}${why === "" ? "" : `: ${why}`}`,
		vex: {
			status,
			...justification === void 0 ? {} : { justification }
		}
	};
}
function productMatcher(image, packages) {
	const isImage = imageMatcher(image);
	const isPackage = ({ purls }, pkg) => purls.some((purl) => isPurlOf(purl, pkg));
	let dependents;
	return ({ identity, subcomponents }, pkg) => {
		if (subcomponents.length === 0) return isImage(identity) || isPackage(identity, pkg);
		if (!subcomponents.some((one) => isPackage(one, pkg))) return false;
		if (isImage(identity)) return true;
		dependents ??= dependentsOf(packages);
		return leadsOnlyThrough((one) => isPackage(identity, one), pkg, dependents);
	};
}
function dependentsOf(packages) {
	const found = new Map();
	for (const pkg of packages) for (const purl of pkg.dependencies ?? []) {
		const known = found.get(purl);
		if (known === void 0) found.set(purl, [pkg]);
		else known.push(pkg);
	}
	return found;
}
function leadsOnlyThrough(isProduct, pkg, dependents) {
	const seen = new Set([pkg.purl]);
	const waiting = [pkg.purl];
	let met = false;
	for (let purl = waiting.pop(); purl !== void 0; purl = waiting.pop()) {
		const users = dependents.get(purl) ?? [];
		if (users.length === 0) return false;
		for (const user of users) if (isProduct(user)) met = true;
		else if (!seen.has(user.purl)) {
			seen.add(user.purl);
			waiting.push(user.purl);
		}
	}
	return met;
}
// src/exploitation/epss.ts
const MAX_ROWS = 5e6;
const COMMENT = /^#.*\bscore_date:(\d{4}-\d{2}-\d{2})/;
const ROW = /^(CVE-\d{4}-\d{4,19}),(\d(?:\.\d{1,20})?(?:[eE]-\d{1,3})?)(?:,|$)/;
function parseEpss(text) {
	const scores = new Map();
	let day;
	let hasHeading = false;
	let number = 0;
	for (const line of linesOf(text)) {
		number++;
		if (line === "") continue;
		if (line.startsWith("#")) day ??= COMMENT.exec(line)?.[1];
		else if (!hasHeading) {
			if (!/^cve,epss(?:,|$)/.test(line)) throw new Unreadable(`line ${number} is not the heading cve,epss,percentile`);
			hasHeading = true;
		} else {
			const [, cve, score] = ROW.exec(line) ?? [];
			if (cve === void 0 || !(Number(score) <= 1)) throw new Unreadable(`line ${number} is not a CVE with a score from 0 to 1`);
			scores.set(cve, Number(score));
			if (scores.size > MAX_ROWS) throw new Unreadable(`it has more than ${MAX_ROWS} rows`);
		}
	}
	if (scores.size === 0) throw new Unreadable("it has no scores");
	return {
		...day === void 0 ? {} : { day },
		scoreOf: (cve) => scores.get(cve)
	};
}
function* linesOf(text) {
	for (let start = 0; start < text.length;) {
		const end = text.indexOf("\n", start);
		const line = end < 0 ? text.slice(start) : text.slice(start, end);
		yield line.endsWith("\r") ? line.slice(0, -1) : line;
		start = end < 0 ? text.length : end + 1;
	}
}
// src/exploitation/kev.ts
const MAX_ENTRIES = 1e6;
function parseKev(bytes) {
	const { vulnerabilities, dateReleased } = parseObject(bytes);
	if (!Array.isArray(vulnerabilities)) throw new Unreadable("it has no list of vulnerabilities");
	if (vulnerabilities.length > MAX_ENTRIES) throw new Unreadable(`it has more than ${MAX_ENTRIES} entries`);
	const known = new Set();
	for (const [index, entry] of arrayOf(vulnerabilities).entries()) {
		const id = objectOf(entry)?.cveID;
		if (typeof id !== "string" || !/^CVE-\d{4}-\d{4,19}$/i.test(id)) throw new Unreadable(`entry ${index + 1} has no cveID`);
		known.add(id.toUpperCase());
	}
	if (known.size === 0) throw new Unreadable("it has no entries");
	const day = typeof dateReleased === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(dateReleased)?.[0] : void 0;
	return {
		...day === void 0 ? {} : { day },
		has: (cve) => known.has(cve)
	};
}
// src/exploitation/load.ts
const MAX_BYTES = 134217728;
async function loadExploitation({ epss, kev }, host) {
	const scores = epss === void 0 ? void 0 : await load(EPSS, epss, host);
	const known = kev === void 0 ? void 0 : await load(KEV, kev, host);
	return {
		...scores === void 0 ? {} : { epss: scores },
		...known === void 0 ? {} : { kev: known }
	};
}
const EPSS = {
	name: "EPSS file",
	hint: "Give --epss the CSV that FIRST publishes (epss_scores-….csv, or .csv.gz).",
	parse: (bytes) => parseEpss(bytes.toString("utf8"))
};
const KEV = {
	name: "KEV catalogue",
	hint: "Give --kev the JSON that CISA publishes (known_exploited_vulnerabilities.json).",
	parse: parseKev
};
async function load(kind, path, { cwd }) {
	try {
		return kind.parse(unpacked(await read(resolve(cwd, path), path, kind)));
	} catch (cause) {
		if (!(cause instanceof Unreadable)) throw cause;
		throw new DrydockError("POLICY_INVALID", `The ${kind.name} ${path} cannot be taken: ${cause.message}.`, {
			hint: kind.hint,
			cause
		});
	}
}
async function read(file, path, { name, hint }) {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
		return await readFile(file);
	} catch (cause) {
		if (cause instanceof Unreadable) throw cause;
		const code = cause instanceof Error && "code" in cause ? cause.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no ${name} ${path}.`, {
			hint,
			cause
		});
		throw new DrydockError("DISK", `The ${name} ${path} cannot be read: ${messageOf(cause)}`, { cause });
	}
}
function unpacked(bytes) {
	if (bytes[0] !== 31 || bytes[1] !== 139) return bytes;
	try {
		return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
	} catch (error) {
		throw new Unreadable(`it cannot be unpacked, or has more than ${MAX_BYTES} bytes (${messageOf(error)})`);
	}
}
// src/judgement.ts
async function loadMeasures(options, host, baseline) {
	const policy = withFlags(await loadPolicy(options.policy, host, options), options);
	const ignore = await loadIgnoreFiles(unlocked(options.ignoreFiles, policy), host);
	const vex = await loadVex([...options.vex, ...ignore.vex], host);
	const exploitation = await loadExploitation(options, host);
	requireData(policy, {
		...exploitation,
		baseline
	});
	return {
		policy,
		vex,
		ignoreFiles: ignore.files,
		exploitation,
		purpose: purposeOf(options, host.env)
	};
}
function unlocked(named, { locked }) {
	if (locked.waivers === void 0) return named;
	if (named.some((name) => name !== "none")) throw new DrydockError("USAGE", `--ignore-file: waivers are locked by ${locked.waivers}; none may be added.`);
	return ["none"];
}
function verdictBy(measures, found, now) {
	return judge(found.findings, found.gaps, measures.policy, now, surroundings(measures, found, now));
}
function surroundings(measures, found, now) {
	const { exploitation, purpose } = measures;
	const { image, digests, packages, findings, dockerfile, suppressed = [], isNew } = found;
	const known = {
		packages,
		image: {
			...image,
			digests
		}
	};
	const answers = answerBy([...measures.vex, ...found.vex], findings, known);
	const images = [image.reference, ...image.names];
	const ignored = applyIgnoreFiles(measures.ignoreFiles, findings, {
		now,
		images,
		dockerfile,
		rules
	});
	return {
		suppressed: new Map([
			...ignored.suppressed,
			...suppressed,
			...answers.suppressed
		]),
		remarks: [...answers.remarks, ...ignored.remarks],
		...purpose,
		images,
		layers: image.layers,
		exploitation,
		isNew
	};
}
export { surroundings as n, verdictBy as r, loadMeasures as t };

import { a as loadIgnoreFiles, d as judge, i as withFlags, o as applyIgnoreFiles, r as loadPolicy } from "./policy.js";
import { c as isVulnerability, i as imageNameIn, t as parsePurl } from "./parsed-purl.js";
import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { r as rules } from "./detectors.js";
import { n as parseImageName } from "./reference.js";
import { d as parseObject, s as arrayOf, u as objectOf } from "./versions.js";
import { t as Repository, u as parseManifest } from "./registry-client.js";
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
// src/vex/statement.ts
function timeOf(text) {
	const time = typeof text === "string" ? Date.parse(text) : NaN;
	return Number.isNaN(time) ? void 0 : time;
}
// src/vex/openvex.ts
const STATUSES = [
	"not_affected",
	"affected",
	"fixed",
	"under_investigation"
];
function isOpenVex(document) {
	const context = document["@context"];
	return typeof context === "string" && context.startsWith("https://openvex.dev/ns");
}
function readOpenVex(document, file) {
	const issued = timeOf(document.timestamp);
	const { author } = document;
	const id = document["@id"];
	return {
		file,
		id: typeof id === "string" ? id : file,
		author: typeof author === "string" && author !== "" ? author : "an author without a name",
		statements: arrayOf(document.statements).map((item, at) => {
			try {
				return readStatement(objectOf(item) ?? {}, issued);
			} catch (error) {
				if (!(error instanceof Unreadable)) throw error;
				throw new Unreadable(`statement ${at + 1} ${error.message}`);
			}
		})
	};
}
function readStatement(statement, issued) {
	const { justification, impact_statement: impact } = statement;
	const status = STATUSES.find((one) => one === statement.status);
	if (status === void 0) throw new Unreadable(`has the status ${JSON.stringify(statement.status)}, not one of ${STATUSES.join(", ")}`);
	if (status === "not_affected" && !isText(justification) && !isText(impact)) throw new Unreadable("says not_affected, but neither a justification nor an impact_statement says why");
	const at = timeOf(statement.last_updated) ?? timeOf(statement.timestamp) ?? issued;
	if (at === void 0) throw new Unreadable("has no timestamp, and the document has none either");
	return {
		vulnerabilities: readVulnerability$1(statement.vulnerability),
		products: readProducts(statement),
		status,
		...isText(justification) ? { justification } : {},
		...isText(impact) ? { impact } : {},
		at
	};
}
function readVulnerability$1(value) {
	const { name, aliases } = isText(value) ? {
		name: value,
		aliases: []
	} : objectOf(value) ?? {};
	if (!isText(name)) throw new Unreadable("names no vulnerability");
	return [name, ...arrayOf(aliases)].filter(isText).map((one) => one.toUpperCase());
}
function readProducts(statement) {
	const products = arrayOf(statement.products);
	if (products.length === 0) throw new Unreadable("names no product");
	const shared = arrayOf(statement.subcomponents);
	return products.map((item) => {
		const own = arrayOf(objectOf(item)?.subcomponents);
		return {
			identity: readIdentity(item),
			subcomponents: [...own, ...shared].map(readIdentity)
		};
	});
}
function readIdentity(item) {
	const component = objectOf(item) ?? {};
	const names = [isText(item) ? item : component["@id"], objectOf(component.identifiers)?.purl];
	const sha256 = objectOf(component.hashes)?.["sha-256"];
	return {
		purls: names.filter(isText).flatMap((name) => parsePurl(name) ?? []),
		sha256: isText(sha256) ? [sha256.toLowerCase()] : []
	};
}
function isText(value) {
	return typeof value === "string" && value.trim() !== "";
}
// src/vex/envelope.ts
const PREDICATE = "https://openvex.dev/ns";
function isVexPredicate(type) {
	return type.startsWith(PREDICATE);
}
function vexIn(document, digests) {
	if (isOpenVex(document)) return document;
	const statement = statementIn(document);
	const { predicateType } = statement;
	if (typeof predicateType !== "string" || !isVexPredicate(predicateType)) return void 0;
	const about = subjectsOf(statement).filter((digest) => digests.includes(digest));
	const predicate = objectOf(statement.predicate);
	if (predicate === void 0) throw new Unreadable("its in-toto statement has no predicate");
	return about.length === 0 ? void 0 : withProducts(predicate, about);
}
function statementIn(document) {
	const { payload, payloadType } = objectOf(document.dsseEnvelope) ?? document;
	if (payloadType !== void 0 && payloadType !== "application/vnd.in-toto+json") return {};
	const statement = typeof payload === "string" ? parseObject(Buffer.from(payload, "base64")) : objectOf(document);
	const type = statement?._type;
	if (typeof type !== "string" || !type.startsWith("https://in-toto.io/Statement/")) throw new Unreadable("it is neither OpenVEX nor an in-toto statement");
	return statement ?? {};
}
function subjectsOf(statement) {
	return arrayOf(statement.subject).flatMap((item) => {
		const hex = objectOf(objectOf(item)?.digest)?.sha256;
		return typeof hex === "string" ? [`sha256:${hex.toLowerCase()}`] : [];
	});
}
function withProducts(predicate, subjects) {
	const inherited = subjects.map((digest) => ({ hashes: { "sha-256": digest.slice(7) } }));
	const statements = arrayOf(predicate.statements).map((item) => {
		const statement = objectOf(item) ?? {};
		return arrayOf(statement.products).length > 0 ? statement : {
			...statement,
			products: inherited
		};
	});
	return {
		...predicate,
		statements
	};
}
// src/vex/attached.ts
const REFERRER = "referrer";
const OPENVEX_TYPE = "application/vnd.openvex+json";
const STATEMENT_TYPE = /^application\/vnd\.(?:in-toto\+json|dev\.sigstore\.bundle\b.*)$/;
const PREDICATE_ANNOTATIONS = ["in-toto.io/predicate-type", "dev.sigstore.bundle.predicateType"];
const MAX_ATTACHED = 200;
const MAX_BYTES$2 = 16777216;
const MAX_TOTAL = 67108864;
async function loadAttachedVex(sources, image, options, host) {
	if (!sources.includes("referrer")) return [];
	const stored = image?.stored;
	if (stored === void 0) {
		const what = image === void 0 ? "an SBOM" : image.reference;
		throw new DrydockError("USAGE", `--vex ${REFERRER} asks a registry, and ${what} was not read from one.`, { hint: "Scan the image as registry:NAME, or give the VEX document's file." });
	}
	const documents = await new Attachments(stored, options, host).documents();
	if (documents.length === 0) host.log.warn(`No VEX document is attached to ${image?.reference} in its registry.`);
	return documents;
}
var Attachments = class {
	#stored;
	#repository;
	#host;
	#room = MAX_TOTAL;
	#read = 0;
	constructor(stored, options, host) {
		this.#stored = stored;
		this.#repository = Repository.connect(stored, host, options);
		this.#host = host;
	}
	async documents() {
		const attached = new Map();
		for (const digest of this.#stored.digests) for (const one of await this.#repository.referrers(digest)) if (mayBeVex(one)) attached.set(one.digest, one);
		if (attached.size > MAX_ATTACHED) throw this.#tooMuch(`${MAX_ATTACHED} attachments`);
		const documents = [];
		for (const one of attached.values()) documents.push(...await this.#documentsOf(one));
		return documents;
	}
	async #documentsOf(attached) {
		const name = this.#name(attached.digest);
		const { bytes } = await this.#repository.manifest(attached.digest);
		const manifest = parseManifest(bytes, `The manifest ${name}`);
		if (manifest.kind === "index") return [];
		const kind = typed(manifest);
		if (!mayBeVex(kind)) return [];
		const documents = [];
		for (const layer of manifest.layers) try {
			const document = vexIn(parseObject(await this.#content(layer)), this.#stored.digests);
			if (document !== void 0) documents.push(readOpenVex(document, name));
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			if (!saysVex(kind)) {
				this.#host.log.warn(`${name} is attached to the image, but cannot be read: ${error.message}.`);
				continue;
			}
			throw new DrydockError("POLICY_INVALID", `The VEX document ${name} cannot be taken: ${error.message}.`, {
				hint: "Attach a whole one and remove this one, or give documents as files.",
				cause: error
			});
		}
		return documents;
	}
	async #content({ digest, size }) {
		if (size > MAX_BYTES$2) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES$2}`);
		this.#room -= size;
		if (this.#room < 0) throw this.#tooMuch(`${MAX_TOTAL} bytes`);
		if (++this.#read > MAX_ATTACHED) throw this.#tooMuch(`${MAX_ATTACHED} documents`);
		const chunks = [];
		for await (const chunk of this.#repository.blob(digest, size)) chunks.push(chunk);
		return Buffer.concat(chunks, size);
	}
	#tooMuch(most) {
		const message = `What is attached to the image in ${this.#name()} and may be VEX is more than ${most}.`;
		return new DrydockError("IMAGE_INVALID", message, { hint: "Give VEX documents as files." });
	}
	#name(digest) {
		const { registry, repository } = this.#stored;
		return `${registry}/${repository}${digest === void 0 ? "" : `@${digest}`}`;
	}
};
function mayBeVex({ artifactType, annotations }) {
	if (artifactType === void 0 || artifactType === OPENVEX_TYPE) return true;
	if (!STATEMENT_TYPE.test(artifactType)) return false;
	const predicate = predicateOf(annotations);
	return predicate === void 0 || isVexPredicate(predicate);
}
function saysVex({ artifactType, annotations }) {
	return artifactType === OPENVEX_TYPE || predicateOf(annotations) !== void 0;
}
function predicateOf(annotations) {
	return PREDICATE_ANNOTATIONS.map((key) => annotations[key]).find((type) => type !== void 0);
}
function typed({ artifactType, config, annotations }) {
	return {
		artifactType: artifactType ?? config.mediaType ?? "",
		annotations
	};
}
// src/vex/cyclonedx-vex.ts
const STATES = new Map([
	["not_affected", "not_affected"],
	["false_positive", "not_affected"],
	["resolved", "fixed"],
	["resolved_with_pedigree", "fixed"],
	["exploitable", "affected"],
	["in_triage", "under_investigation"]
]);
function readCyclonedxVex(document, file) {
	const metadata = objectOf(document.metadata) ?? {};
	const identities = new Map([...arrayOf(document.components).flatMap(namedIdentity), ...namedIdentity(metadata.component)]);
	const issued = timeOf(metadata.timestamp) ?? 0;
	return {
		file,
		id: typeof document.serialNumber === "string" ? document.serialNumber : file,
		author: authorOf(metadata),
		statements: arrayOf(document.vulnerabilities).flatMap((item) => {
			return readVulnerability(objectOf(item) ?? {}, identities, issued);
		})
	};
}
function authorOf(metadata) {
	const named = [
		arrayOf(metadata.authors)[0],
		metadata.manufacturer,
		metadata.supplier
	].map((one) => objectOf(one)?.name).find((name) => typeof name === "string");
	return typeof named === "string" ? named : "an author without a name";
}
function namedIdentity(item) {
	const { "bom-ref": ref, purl, version } = objectOf(item) ?? {};
	if (typeof ref !== "string") return [];
	const [, sha256] = typeof version === "string" && /^sha256:([0-9a-f]{64})$/.exec(version) || [];
	return [[ref, {
		purls: purlsIn(purl),
		sha256: sha256 === void 0 ? [] : [sha256]
	}]];
}
function readVulnerability(vulnerability, identities, issued) {
	const analysis = objectOf(vulnerability.analysis) ?? {};
	const status = STATES.get(analysis.state);
	if (status === void 0) return [];
	const { justification, detail } = analysis;
	return [{
		vulnerabilities: [vulnerability.id, ...arrayOf(vulnerability.references).map((one) => objectOf(one)?.id)].filter((one) => typeof one === "string").map((one) => one.toUpperCase()),
		products: arrayOf(vulnerability.affects).map((item) => {
			return {
				identity: identityOf(objectOf(item)?.ref, identities),
				subcomponents: []
			};
		}),
		status,
		...typeof justification === "string" ? { justification } : {},
		...typeof detail === "string" ? { impact: detail } : {},
		at: timeOf(analysis.lastUpdated) ?? timeOf(analysis.firstIssued) ?? issued
	}];
}
function identityOf(ref, identities) {
	if (typeof ref !== "string") return NOBODY;
	const known = identities.get(ref);
	if (known !== void 0) return known;
	const [, fragment] = /^urn:cdx:[^#]*#(.*)$/s.exec(ref) ?? [];
	if (fragment === void 0) return {
		purls: purlsIn(ref),
		sha256: []
	};
	const decoded = decode(fragment);
	return identities.get(decoded) ?? {
		purls: purlsIn(decoded),
		sha256: []
	};
}
const NOBODY = {
	purls: [],
	sha256: []
};
function purlsIn(value) {
	const parsed = typeof value === "string" ? parsePurl(value) : void 0;
	return parsed === void 0 ? [] : [parsed];
}
function decode(fragment) {
	if (/^pkg:/.test(fragment)) return fragment;
	try {
		return decodeURIComponent(fragment);
	} catch {
		return fragment;
	}
}
// src/vex/load.ts
const MAX_BYTES$1 = 134217728;
async function loadVex(sources, host) {
	const paths = sources.filter((source) => source !== REFERRER);
	return await Promise.all(paths.map((path) => loadOne(resolve(host.cwd, path), path)));
}
async function loadOne(file, name) {
	try {
		const document = parseObject(await readWhole(file, name));
		if (isOpenVex(document)) return readOpenVex(document, name);
		if (document.bomFormat === "CycloneDX") return readCyclonedxVex(document, name);
		throw new Unreadable("it is neither OpenVEX nor CycloneDX");
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new DrydockError("POLICY_INVALID", `The VEX document ${name} cannot be taken: ${error.message}.`, {
			hint: "Write OpenVEX 0.2.0, or CycloneDX with an analysis for each vulnerability.",
			cause: error
		});
	}
}
async function readWhole(file, name) {
	try {
		const { size } = await stat(file);
		if (size > MAX_BYTES$1) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES$1}`);
		return await readFile(file);
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no VEX document ${name}.`, { cause: error });
		throw new DrydockError("DISK", `The VEX document ${name} cannot be read: ${messageOf(error)}`, { cause: error });
	}
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
export { loadAttachedVex as i, surroundings as n, verdictBy as r, loadMeasures as t };

import { i as messageOf, r as Unreadable, t as DrydockError } from "./errors.js";
import { t as Repository, u as parseManifest } from "./registry-client.js";
import { a as parseObject, i as objectOf, t as arrayOf } from "./json-object.js";
import { t as parsePurl } from "./parsed-purl.js";
import { resolve } from "node:path";
import { readFile, stat } from "node:fs/promises";
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
const MAX_BYTES$1 = 16777216;
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
		if (size > MAX_BYTES$1) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES$1}`);
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
	if (artifactType === void 0 || artifactType === "application/vnd.openvex+json") return true;
	if (!STATEMENT_TYPE.test(artifactType)) return false;
	const predicate = predicateOf(annotations);
	return predicate === void 0 || isVexPredicate(predicate);
}
function saysVex({ artifactType, annotations }) {
	return artifactType === "application/vnd.openvex+json" || predicateOf(annotations) !== void 0;
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
const MAX_BYTES = 134217728;
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
		if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
		return await readFile(file);
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no VEX document ${name}.`, { cause: error });
		throw new DrydockError("DISK", `The VEX document ${name} cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
export { OPENVEX_TYPE as n, loadAttachedVex as r, loadVex as t };

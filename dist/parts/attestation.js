import { i as messageOf, t as DrydockError } from "./errors.js";
import { r as sha256 } from "./verify.js";
import { r as parseDocument, t as MAX_DOCUMENT } from "./document.js";
import { s as fallbackTag, t as Repository, u as parseManifest } from "./registry-client.js";
import { n as uploadOf, t as RepositoryWriter } from "./registry-writer.js";
import { t as VERSION } from "./version.js";
import { S as string, _ as looseObject, b as record, d as array, f as base64, h as int, l as _enum, w as unknown, y as object } from "./http.js";
import { n as datetime } from "./iso.js";
import { s as isDigest } from "./reference.js";
import { t as CATEGORIES } from "./rule.js";
import { a as isVulnerability } from "./image-name.js";
import { t as SEVERITIES } from "./advisory.js";
import { resolve } from "node:path";
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// src/image/artifact.ts
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = {
	type: "application/vnd.oci.empty.v1+json",
	bytes: Buffer.from("{}")
};
function artifactManifest({ artifactType, content, contentType, annotations, subject }) {
	const document = {
		schemaVersion: 2,
		mediaType: MANIFEST_TYPE,
		artifactType,
		config: descriptor(EMPTY.bytes, EMPTY.type),
		layers: [descriptor(content, contentType)],
		...subject === void 0 ? {} : { subject },
		annotations
	};
	return {
		manifest: {
			bytes: Buffer.from(JSON.stringify(document)),
			mediaType: MANIFEST_TYPE
		},
		blobs: [EMPTY.bytes, content]
	};
}
function descriptor(bytes, mediaType) {
	return {
		mediaType,
		digest: sha256(bytes),
		size: bytes.length
	};
}
// src/image/attach.ts
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const MAX_TRIES = 8;
const SECOND_LOOK = 500;
const MAX_ENTRIES = 2e3;
async function attach(subject, artifacts, { reader, writer }, host, retired = []) {
	const { bytes, mediaType } = await reader.manifest(subject);
	const about = {
		mediaType,
		digest: subject,
		size: bytes.length
	};
	const entries = [];
	let isListed = true;
	for (const artifact of artifacts) {
		const { manifest, blobs } = artifactManifest({
			...artifact,
			subject: about
		});
		for (const blob of blobs) await writer.putBlob(uploadOf(blob));
		const pushed = await writer.putManifest(sha256(manifest.bytes), manifest);
		isListed &&= pushed.subject !== void 0;
		const { artifactType, annotations } = artifact;
		const size = manifest.bytes.length;
		entries.push({
			mediaType: manifest.mediaType,
			digest: pushed.digest,
			size,
			artifactType,
			annotations
		});
	}
	if (!isListed) await enlist(entries, fallbackTag(subject), {
		reader,
		writer
	}, host, retired);
	return entries.map(({ digest }) => digest);
}
async function enlist(entries, tag, { reader, writer }, host, retired) {
	const pause = () => (host.wait ?? setTimeout)(SECOND_LOOK * (.5 + Math.random()));
	for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
		const next = withEntries(await listAt(tag, reader), entries, retired);
		if (next !== void 0) await writer.putManifest(tag, next);
		const isThere = await holds(tag, entries, reader);
		await pause();
		if (isThere && await holds(tag, entries, reader)) return;
	}
	throw new DrydockError("CHANGED", `The list of what is attached (${tag}) is overwritten by others again and again.`, { hint: "Try again when nobody else attaches anything to this image." });
}
async function holds(tag, entries, reader) {
	return withEntries(await listAt(tag, reader), entries, []) === void 0;
}
const listSchema = looseObject({ manifests: array(looseObject({ digest: string() })) });
async function listAt(tag, reader) {
	try {
		const { bytes } = await reader.manifest(tag);
		return parseDocument(bytes, listSchema, `The list ${tag} of what is attached`);
	} catch (error) {
		if (error instanceof DrydockError && error.code === "NOT_FOUND") return {
			schemaVersion: 2,
			mediaType: INDEX_TYPE,
			manifests: []
		};
		throw error;
	}
}
function withEntries(list, entries, retired) {
	const there = new Set(list.manifests.map(({ digest }) => digest));
	const missing = entries.filter(({ digest }) => !there.has(digest));
	const gone = new Set(retired);
	const kept = list.manifests.filter(({ digest }) => !gone.has(digest));
	if (missing.length === 0 && kept.length === list.manifests.length) return void 0;
	const bytes = Buffer.from(JSON.stringify({
		...list,
		manifests: [...kept, ...missing]
	}));
	if (kept.length + missing.length > MAX_ENTRIES || bytes.length > 4194304) throw new DrydockError("UNSUPPORTED", `More is attached to this image already than one list can hold.`, { hint: "Take old attachments away, for instance with oras or regctl." });
	return {
		bytes,
		mediaType: INDEX_TYPE
	};
}
// src/attestation/keys.ts
const MAX_BYTES$2 = 65536;
const PASSWORD = "DRYDOCK_KEY_PASSWORD";
const MAKE_ONE = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem";
async function readSigningKey(path, host) {
	const pem = await readPem(path, host.cwd);
	if (/-----BEGIN ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY-----/.test(pem)) throw unusable(path, "it is encrypted in cosign's own way", `Make one that both take: ${MAKE_ONE}`);
	if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(pem)) throw unusable(path, "it is no private key in PEM", `Make one: ${MAKE_ONE}`);
	const passphrase = host.env[PASSWORD];
	if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem) && !passphrase) throw unusable(path, "it is encrypted", `Set ${PASSWORD} to its password.`);
	try {
		return checked(path, createPrivateKey({
			key: pem,
			...passphrase ? { passphrase } : {}
		}));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		throw unusable(path, messageOf(error), `If it is encrypted, check ${PASSWORD}.`);
	}
}
async function readPublicKey(path, host) {
	const pem = await readPem(path, host.cwd);
	if (!/-----BEGIN PUBLIC KEY-----/.test(pem)) throw unusable(path, "it is no public key in PEM", "Make it of the private one: openssl pkey -in key.pem -pubout");
	try {
		return checked(path, createPublicKey(pem));
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		throw unusable(path, messageOf(error), "Name the PEM file of a public key.");
	}
}
function keyHint(key) {
	const der = (key.type === "private" ? createPublicKey(key) : key).export({
		format: "der",
		type: "spki"
	});
	return createHash("sha256").update(der).digest("base64");
}
function checked(path, key) {
	const curve = key.asymmetricKeyDetails?.namedCurve;
	if (key.asymmetricKeyType === "ed25519") return key;
	if (key.asymmetricKeyType === "ec" && curve === "prime256v1") return key;
	throw unusable(path, `it is of kind ${[key.asymmetricKeyType, curve].filter((part) => part !== void 0).join(" ")}`, `Use ECDSA on P-256, or Ed25519: ${MAKE_ONE}`);
}
async function readPem(path, cwd) {
	try {
		const file = resolve(cwd, path);
		const { size } = await stat(file);
		if (size > MAX_BYTES$2) throw unusable(path, `it has ${size} bytes`, "Name a PEM file.");
		return await readFile(file, "latin1");
	} catch (error) {
		if (error instanceof DrydockError) throw error;
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code === "ENOENT" || code === "ENOTDIR") throw new DrydockError("NOT_FOUND", `There is no key ${path}.`, { hint: `Make one: ${MAKE_ONE}` });
		throw unusable(path, messageOf(error), "Check the file and its permissions.");
	}
}
function unusable(path, why, hint) {
	return new DrydockError("CREDENTIALS", `The key ${path} cannot be used: ${why}.`, { hint });
}
// src/attestation/kinds.ts
const RESULT_TYPE = "application/vnd.drydock.result.v1+json";
const SBOM_TYPE = "application/vnd.cyclonedx+json";
const IN_TOTO_TYPE = "application/vnd.in-toto+json";
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_TYPES = /^application\/vnd\.dev\.sigstore\.bundle\b/;
const PREDICATE_TYPE = "https://cosign.sigstore.dev/attestation/vuln/v1";
const PREDICATE = /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln\/v1$/;
const CREATED = "org.opencontainers.image.created";
const PREDICATE_ANNOTATION = "in-toto.io/predicate-type";
const BUNDLE_CONTENT_ANNOTATION = "dev.sigstore.bundle.content";
const BUNDLE_PREDICATE_ANNOTATION = "dev.sigstore.bundle.predicateType";
function isOurPredicate(type) {
	return typeof type === "string" && PREDICATE.test(type);
}
function mayBeStatement(attached) {
	const { artifactType, annotations } = attached;
	if (artifactType !== void 0 && !isStatementType(artifactType)) return false;
	const predicate = annotations["in-toto.io/predicate-type"] ?? annotations["dev.sigstore.bundle.predicateType"];
	return predicate === void 0 || isOurPredicate(predicate);
}
function isStatementType(type) {
	return type === "application/vnd.in-toto+json" || type === "application/vnd.dsse.envelope.v1+json" || BUNDLE_TYPES.test(type);
}
const envelopeSchema = looseObject({
	payloadType: string(),
	payload: base64(),
	signatures: array(looseObject({ sig: base64() })).max(16)
});
function signed(statement, key) {
	const sig = sign(hashOf(key), encoded(IN_TOTO_TYPE, statement), key).toString("base64");
	return {
		payloadType: IN_TOTO_TYPE,
		payload: statement.toString("base64"),
		signatures: [{ sig }]
	};
}
function verified({ payloadType, payload, signatures }, key) {
	if (payloadType !== "application/vnd.in-toto+json") return void 0;
	const bytes = Buffer.from(payload, "base64");
	const message = encoded(payloadType, bytes);
	const holds = ({ sig }) => verify(hashOf(key), message, key, Buffer.from(sig, "base64"));
	return signatures.some(holds) ? bytes : void 0;
}
function bundleOf(envelope, key) {
	return {
		mediaType: BUNDLE_TYPE,
		verificationMaterial: { publicKey: { hint: keyHint(key) } },
		dsseEnvelope: envelope
	};
}
function hashOf(key) {
	return key.asymmetricKeyType === "ed25519" ? null : "sha256";
}
function encoded(type, body) {
	return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]);
}
// src/attestation/mark.ts
const MARK_TYPE = "application/vnd.drydock.scan-state.v1+json";
const MAX_MARKS = 20;
const MAX_BYTES$1 = 65536;
const markSchema = object({
	state: _enum(["SCANNING", "FAILED"]),
	at: datetime().transform((text) => new Date(text)),
	version: string().max(100),
	code: string().max(100).optional()
});
async function leaveMark(stored, subject, { state, code }, earlier, options, host) {
	const at = host.now().toISOString();
	const content = Buffer.from(JSON.stringify({
		state,
		at,
		version: VERSION,
		...code === void 0 ? {} : { code }
	}));
	const artifact = {
		artifactType: MARK_TYPE,
		contentType: MARK_TYPE,
		content,
		annotations: { [CREATED]: at }
	};
	const sides = {
		reader: Repository.connect(stored, host, options),
		writer: RepositoryWriter.connect(stored, host, {
			...options,
			access: "push"
		})
	};
	const [digest = subject] = await attach(subject, [artifact], sides, host, earlier === void 0 ? [] : [earlier]);
	if (earlier !== void 0) await takeAway(stored, earlier, options, host);
	return digest;
}
async function takeAway(stored, mark, options, host) {
	try {
		await RepositoryWriter.connect(stored, host, {
			...options,
			access: "delete"
		}).deleteManifest(mark);
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		host.log.debug(`The mark of the scan stays in the registry: ${error.message}`);
	}
}
async function newestMark(stored, subject, options, host) {
	const repository = Repository.connect(stored, host, options);
	const createdAt = ({ annotations }) => annotations["org.opencontainers.image.created"] ?? "";
	const marks = (await repository.referrers(subject)).filter(({ artifactType }) => artifactType === MARK_TYPE).toSorted((a, b) => createdAt(a) < createdAt(b) ? 1 : -1);
	for (const { digest } of marks.slice(0, MAX_MARKS)) try {
		return await readMark(digest, repository);
	} catch (error) {
		if (!(error instanceof DrydockError) || !DAMAGE$1.includes(error.code)) throw error;
		host.log.debug(error.message);
	}
}
const DAMAGE$1 = [
	"IMAGE_INVALID",
	"DIGEST_MISMATCH",
	"NOT_FOUND"
];
async function readMark(digest, repository) {
	const what = `The mark ${digest}`;
	const manifest = parseManifest((await repository.manifest(digest)).bytes, what);
	const layer = manifest.kind === "manifest" ? manifest.layers[0] : void 0;
	if (layer === void 0 || layer.size > MAX_BYTES$1) throw new DrydockError("IMAGE_INVALID", `${what} is none.`);
	const chunks = [];
	for await (const chunk of repository.blob(layer.digest, layer.size)) chunks.push(chunk);
	const { code, ...mark } = parseDocument(Buffer.concat(chunks), markSchema, what);
	return {
		...mark,
		...code === void 0 ? {} : { code }
	};
}
// src/attestation/statement.ts
const SCANNER = "pkg:generic/drydock@";
const MAX_LISTED = 5e3;
const MAX_TEXT = 4096;
function statementOn({ result, name, digest, finishedAt, documents }) {
	const { verdict, drydock, database, scannedAt, checked } = result;
	const vulnerabilities = listed(verdict.judged);
	const statement = {
		_type: "https://in-toto.io/Statement/v1",
		subject: [{
			name,
			digest: { sha256: digest.slice(7) }
		}],
		predicateType: PREDICATE_TYPE,
		predicate: {
			invocation: {
				parameters: null,
				uri: "",
				event_id: "",
				"builder.id": ""
			},
			scanner: {
				uri: `${SCANNER}${drydock.version}`,
				version: drydock.version,
				db: {
					uri: (database?.origin ?? "").slice(0, MAX_TEXT),
					version: database?.updatedAt ?? ""
				},
				result: {
					outcome: verdict.outcome,
					reason: verdict.reason.slice(0, MAX_TEXT),
					categories: checked.categories,
					summary: countsOf(verdict.judged),
					documents,
					vulnerabilities: vulnerabilities.slice(0, MAX_LISTED),
					omitted: Math.max(0, vulnerabilities.length - MAX_LISTED)
				}
			},
			metadata: {
				scanStartedOn: scannedAt,
				scanFinishedOn: finishedAt.toISOString()
			}
		}
	};
	return Buffer.from(JSON.stringify(statement, (_, value) => wellFormed(value)));
}
function listed(judged) {
	return judged.flatMap(({ finding, action }) => isVulnerability(finding) ? [{
		id: finding.rule,
		severity: finding.severity,
		package: finding.package.purl,
		...finding.fixedIn === void 0 ? {} : { fixedIn: finding.fixedIn },
		decision: action
	}] : []).toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}
function countsOf(judged) {
	const counts = SEVERITIES.toReversed().map((severity) => {
		const rows = judged.filter(({ finding }) => finding.severity === severity);
		const waived = rows.filter(({ action }) => action === "waive").length;
		return [severity, {
			found: rows.length,
			waived
		}];
	});
	return Object.fromEntries(counts);
}
function wellFormed(value) {
	return typeof value === "string" ? value.toWellFormed() : value;
}
const text = string().max(MAX_TEXT);
const time = datetime({ offset: true }).transform((value) => new Date(value));
const count = object({
	found: int().nonnegative(),
	waived: int().nonnegative()
});
const headSchema = looseObject({
	_type: string(),
	predicateType: unknown().optional(),
	subject: array(looseObject({ digest: record(string(), string()) })).max(1e3),
	predicate: looseObject({ scanner: looseObject({ uri: unknown().optional() }) }).catch({ scanner: { uri: "" } })
});
const ours = object({
	scanner: object({
		version: text,
		db: object({
			uri: text,
			version: text
		}),
		result: object({
			outcome: _enum([
				"pass",
				"blocked",
				"unproven"
			]),
			reason: text,
			categories: array(_enum(CATEGORIES)).max(CATEGORIES.length),
			summary: record(_enum(SEVERITIES), count),
			documents: array(object({
				mediaType: text,
				digest: string().refine((value) => isDigest(value), "is no digest"),
				size: int().nonnegative()
			})).max(16)
		})
	}),
	metadata: object({
		scanStartedOn: time,
		scanFinishedOn: time
	})
});
function readStatement(bytes, what) {
	const head = parseDocument(bytes, headSchema, what);
	if (!head._type.startsWith("https://in-toto.io/Statement/")) throw new DrydockError("IMAGE_INVALID", `${what} is no in-toto statement.`);
	if (!isOurPredicate(head.predicateType)) return void 0;
	const { uri } = head.predicate.scanner;
	if (typeof uri !== "string" || !uri.startsWith(SCANNER)) return void 0;
	const { scanner, metadata } = parseDocument(bytes, looseObject({ predicate: ours }), what).predicate;
	const { outcome, reason, categories, summary, documents } = scanner.result;
	return {
		subjects: head.subject.flatMap(({ digest: { sha256 } }) => sha256 === void 0 ? [] : [`sha256:${sha256}`]),
		version: scanner.version,
		database: {
			origin: scanner.db.uri,
			updatedAt: scanner.db.version
		},
		outcome,
		reason,
		categories,
		summary,
		documents,
		startedAt: metadata.scanStartedOn,
		finishedAt: metadata.scanFinishedOn
	};
}
// src/attestation/attach.ts
async function attachResult({ stored, digest, result, report, sbom, more, finishedAt }, key, options, host) {
	const { insecure, mark } = options;
	const created = { [CREATED]: finishedAt.toISOString() };
	const documents = [
		document(RESULT_TYPE, report, created),
		document(SBOM_TYPE, sbom, created),
		...more.map(({ type, text }) => document(type, text, created))
	];
	const statement = statementOn({
		result,
		name: `${stored.registry}/${stored.repository}`,
		digest,
		finishedAt,
		documents: documents.map(({ content, contentType }) => ({
			mediaType: contentType,
			digest: sha256(content),
			size: content.length
		}))
	});
	const sides = {
		reader: Repository.connect(stored, host, { insecure }),
		writer: RepositoryWriter.connect(stored, host, {
			insecure,
			access: "push"
		})
	};
	const digests = await attach(digest, [...documents, enclosed(statement, key, created)], sides, host, mark === void 0 ? [] : [mark]);
	if (mark !== void 0) await takeAway(stored, mark, { insecure }, host);
	return digests.at(-1) ?? digest;
}
function document(type, text, annotations) {
	return {
		artifactType: type,
		contentType: type,
		content: Buffer.from(text),
		annotations
	};
}
function enclosed(statement, key, created) {
	const annotations = {
		...created,
		[PREDICATE_ANNOTATION]: PREDICATE_TYPE
	};
	if (key === void 0) return document(IN_TOTO_TYPE, statement.toString(), annotations);
	const bundle = JSON.stringify(bundleOf(signed(statement, key), key));
	return document(BUNDLE_TYPE, bundle, {
		...annotations,
		[BUNDLE_CONTENT_ANNOTATION]: "dsse-envelope",
		[BUNDLE_PREDICATE_ANNOTATION]: PREDICATE_TYPE
	});
}
// src/attestation/find.ts
const MAX_STATEMENTS = 500;
const AT_ONCE = 8;
const AHEAD_MS = 3e5;
const MAX_BYTES = 268435456;
async function newestResult(stored, subject, key, options, host) {
	const repository = Repository.connect(stored, host, options);
	const candidates = (await repository.referrers(subject)).filter(mayBeStatement);
	if (candidates.length > MAX_STATEMENTS) throw new DrydockError("IMAGE_INVALID", `More than ${MAX_STATEMENTS} statements are attached to ${subject}.`, { hint: "Take old ones away, for instance with oras or regctl." });
	const looks = await inTurns(candidates, (one) => look(one, {
		repository,
		subject,
		key,
		now: host.now()
	}));
	const newest = looks.flatMap((one) => "statement" in one ? [one] : []).toSorted((a, b) => b.statement.finishedAt.getTime() - a.statement.finishedAt.getTime())[0];
	const refused = looks.flatMap((one) => "refused" in one ? [one.refused] : []);
	if (newest === void 0) return { refused };
	const read = (document) => contentOf(document, repository);
	return {
		found: {
			...newest,
			isSigned: key !== void 0,
			read
		},
		refused
	};
}
async function look({ digest }, around) {
	try {
		const payload = await payloadOf(digest, around);
		if (payload === void 0) return { passedOver: true };
		const statement = readStatement(payload, `The statement ${digest}`);
		if (statement === void 0) return { passedOver: true };
		if (!statement.subjects.includes(around.subject)) return refusal(`The statement ${digest} is about another image than the one it is attached to.`);
		if (statement.finishedAt.getTime() > around.now.getTime() + AHEAD_MS) return refusal(`The statement ${digest} is dated ${statement.finishedAt.toISOString()}, which is yet to come.`);
		return {
			statement,
			digest
		};
	} catch (error) {
		if (!(error instanceof DrydockError) || !DAMAGE.includes(error.code)) throw error;
		const isUnreadable = around.key === void 0 && error.code !== "NOT_FOUND";
		return refusal(error.message, isUnreadable);
	}
}
function refusal(reason, isUnreadable = false) {
	return { refused: {
		reason,
		isUnreadable
	} };
}
const DAMAGE = [
	"IMAGE_INVALID",
	"DIGEST_MISMATCH",
	"NOT_FOUND"
];
async function payloadOf(digest, { repository, key }) {
	const what = `The statement ${digest}`;
	const manifest = parseManifest((await repository.manifest(digest)).bytes, what);
	if (manifest.kind === "index") return void 0;
	const { artifactType = manifest.config.mediaType, annotations, layers } = manifest;
	const [layer] = layers;
	if (artifactType === void 0 || layer === void 0 || layers.length > 1) return void 0;
	if (!isStatementType(artifactType) || !mayBeStatement({
		artifactType,
		annotations
	})) return void 0;
	if (layer.size > 4194304) throw new DrydockError("IMAGE_INVALID", `${what} is larger than ${MAX_DOCUMENT} bytes.`);
	const content = await contentOf(layer, repository);
	const document = parseDocument(content, enclosedSchema, what);
	const envelope = document.dsseEnvelope ?? envelopeSchema.safeParse(document).data;
	if (key === void 0) return envelope === void 0 ? content : Buffer.from(envelope.payload, "base64");
	const payload = envelope === void 0 ? void 0 : verified(envelope, key);
	if (payload !== void 0) return payload;
	throw new DrydockError("IMAGE_INVALID", `${what} ${envelope === void 0 ? "is not signed" : "is not signed with this key, or was altered"}.`);
}
const enclosedSchema = looseObject({ dsseEnvelope: envelopeSchema.optional() });
async function contentOf({ digest, size }, repository) {
	if (size > MAX_BYTES) throw new DrydockError("IMAGE_INVALID", `The document ${digest} has ${size} bytes, more than ${MAX_BYTES}.`);
	const chunks = [];
	for await (const chunk of repository.blob(digest, size)) chunks.push(chunk);
	return Buffer.concat(chunks, size);
}
async function inTurns(items, work) {
	const results = [];
	for (let at = 0; at < items.length; at += AT_ONCE) results.push(...await Promise.all(items.slice(at, at + AT_ONCE).map(work)));
	return results;
}
export { RESULT_TYPE as a, readSigningKey as c, newestMark as i, artifactManifest as l, attachResult as n, SBOM_TYPE as o, leaveMark as r, readPublicKey as s, newestResult as t };

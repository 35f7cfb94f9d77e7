import { n as __exportAll } from "./rolldown-runtime.js";
import { a as isVulnerability } from "./image-name.js";
import { t as DrydockError } from "./errors.js";
import { n as parseImageName, s as isDigest } from "./reference.js";
import { t as reporter } from "./report.js";
import { s as libraryPurl } from "./sbom.js";
import { r as sha256 } from "./verify.js";
import { t as Repository } from "./registry-client.js";
import { n as openInRegistry } from "./image2.js";
import { n as OPENVEX_TYPE } from "./vex.js";
import { n as uploadOf, t as RepositoryWriter } from "./registry-writer.js";
import { c as readSigningKey, l as artifactManifest, n as attachResult, r as leaveMark } from "./attestation.js";
import { randomUUID } from "node:crypto";
// src/vex/fixed.ts
function fixedDocument(original, repaired) {
	const left = new Set(vulnerabilitiesOf(repaired.findings).map(keyOf));
	const fixed = new Map();
	for (const finding of vulnerabilitiesOf(original.findings)) {
		const { name, architecture } = finding.package;
		const now = repaired.packages.find((one) => one.name === name && one.architecture === architecture);
		if (now === void 0 || left.has(keyOf(finding))) continue;
		const { id } = finding.advisory;
		fixed.set(id, (fixed.get(id) ?? new Set()).add(now.purl));
	}
	if (fixed.size === 0) return void 0;
	const product = {
		"@id": imagePurl(repaired),
		hashes: { "sha-256": hexOf(repaired.image.digest) }
	};
	return `${JSON.stringify({
		"@context": "https://openvex.dev/ns/v0.2.0",
		"@id": `urn:drydock:fixed:${repaired.image.digest}`,
		author: "drydock",
		timestamp: repaired.finishedAt,
		version: 1,
		tooling: `drydock ${repaired.drydock.version}`,
		statements: [...fixed].map(([name, purls]) => ({
			vulnerability: { name },
			products: [{
				...product,
				subcomponents: [...purls].map((purl) => ({ "@id": purl }))
			}],
			status: "fixed"
		}))
	}, void 0, 2)}\n`;
}
function vulnerabilitiesOf(findings) {
	return findings.filter(isVulnerability);
}
function keyOf({ advisory, package: { name, architecture } }) {
	return JSON.stringify([
		advisory.id,
		name,
		architecture
	]);
}
function imagePurl({ image: { digest, stored } }) {
	const { registry = "", repository = "" } = stored ?? {};
	const name = repository.slice(repository.lastIndexOf("/") + 1);
	return libraryPurl("oci", {
		name,
		version: digest,
		qualifiers: { repository_url: `${registry}/${repository}` }
	});
}
function hexOf(digest) {
	return digest.slice(digest.indexOf(":") + 1);
}
// src/image/delete-tag.ts
async function unmoved(tag, expected, { reader }) {
	const now = await reader.manifest(tag);
	if (now.digest === expected) return now;
	throw new DrydockError("CHANGED", `The tag ${tag} names ${now.digest} by now, not ${expected}.`, { hint: "Somebody has pushed meanwhile: scan that image." });
}
async function deleteTag(tag, expected, repository) {
	const { writer } = repository;
	await unmoved(tag, expected, repository);
	if (await writer.deleteTag(tag) !== "unknown") return;
	const placeholder = await emptyManifest(writer);
	await writer.putManifest(placeholder.digest, placeholder);
	await writer.deleteManifest(placeholder.digest);
	const original = await unmoved(tag, expected, repository);
	await writer.putManifest(tag, placeholder);
	try {
		await writer.deleteManifest(placeholder.digest);
	} catch (error) {
		await writer.putManifest(tag, original);
		throw error;
	}
}
async function emptyManifest(writer) {
	const { manifest, blobs } = artifactManifest({
		artifactType: "application/vnd.drydock.placeholder.v1",
		content: Buffer.from("{}"),
		contentType: "application/vnd.oci.empty.v1+json",
		annotations: { "org.opencontainers.image.description": `Takes a tag away: ${randomUUID()}` }
	});
	for (const blob of blobs) await writer.putBlob(uploadOf(blob));
	const { bytes, mediaType } = manifest;
	return {
		bytes,
		mediaType,
		digest: sha256(bytes)
	};
}
// src/registry-actions.ts
const QUARANTINE = "_quarantine";
const LONGEST_TAG = 128;
async function registryActions(actions, image, options, host) {
	const inOrder = ["retag", "delete-tag"].filter((one) => actions.includes(one));
	const target = targetOf(image, options, host);
	const done = [];
	for (const action of inOrder) {
		const lost = done.some(({ outcome }) => outcome !== "done");
		done.push(typeof target === "object" && !lost ? await carriedOut(action, target) : idle(action, target, lost));
	}
	return done;
}
function targetOf({ reference, stored }, options, host) {
	if (!options.allowed) return "off";
	const digest = stored?.digests.at(-1);
	if (stored === void 0 || digest === void 0) return "elsewhere";
	const { tag } = parseImageName(reference);
	if (tag === void 0) return "tagless";
	const { insecure } = options;
	return {
		tag,
		digest,
		reader: Repository.connect(stored, host, { insecure }),
		writer: RepositoryWriter.connect(stored, host, {
			insecure,
			access: "delete"
		})
	};
}
const OBSTACLES = {
	off: "--allow-registry-actions was not given.",
	elsewhere: "the image was not read from a registry.",
	tagless: "the image was named by its digest, not by a tag."
};
function idle(action, target, lost) {
	return {
		action,
		outcome: target === "off" ? "off" : "refused",
		message: `The policy asks for ${action}; nothing was done: ${typeof target === "string" ? OBSTACLES[target] : lost ? "the image could not be kept under another tag." : ""}`
	};
}
async function carriedOut(action, target) {
	const { tag, digest } = target;
	try {
		if (action === "retag") return {
			action,
			outcome: "done",
			message: `${digest} was tagged ${await retag(target)}.`
		};
		await deleteTag(tag, digest, target);
		return {
			action,
			outcome: "done",
			message: `The tag ${tag} of ${digest} was deleted.`
		};
	} catch (error) {
		if (!(error instanceof DrydockError)) throw error;
		return {
			action,
			outcome: error.code === "CHANGED" ? "refused" : "failed",
			message: `The policy asks for ${action}; nothing was done: ${error.message}`
		};
	}
}
async function retag(target) {
	const { tag, digest, writer } = target;
	const quarantine = `${tag}${QUARANTINE}`;
	if (quarantine.length > LONGEST_TAG) throw new DrydockError("UNSUPPORTED", `The tag ${quarantine} is longer than ${LONGEST_TAG} characters.`);
	await writer.putManifest(quarantine, await unmoved(tag, digest, target));
	return quarantine;
}
// src/publish-result.ts
var publish_result_exports = __exportAll({
	attachedOrTold: () => attachedOrTold,
	publisher: () => publisher
});
async function publisher(options, host) {
	const { attach, insecure } = options;
	const key = attach?.key === void 0 ? void 0 : await readSigningKey(attach.key, host);
	const marks = attach === void 0 ? void 0 : new Marks(options, host);
	return {
		opened: (image) => marks?.begin(image),
		async act(result) {
			const { actions = [] } = result.verdict;
			if (actions.length === 0) return result;
			const allowed = {
				allowed: options.allowActions,
				insecure
			};
			const done = await registryActions(actions, result.image, allowed, host);
			const notices = [...result.notices, ...done.map(({ message }) => message)];
			return {
				...result,
				notices,
				registryActions: done
			};
		},
		async attach(result) {
			if (marks === void 0) return;
			await attachOne(result, await marks.begun());
			const { repaired } = result;
			if (repaired !== void 0) await attachOne(repaired, void 0, fixedDocument(result, repaired));
		},
		failed: async (error) => marks?.end(error)
	};
	async function attachOne(result, mark, vex) {
		const { stored, digest } = result.image;
		if (stored === void 0 || !isDigest(digest)) throw new Error("an image of no registry has got this far");
		const textOf = (format) => reporter(format).render(result, {
			color: false,
			width: Infinity
		});
		const stage = host.log.stage("attaching the result");
		const content = {
			report: textOf("json"),
			sbom: textOf("cyclonedx"),
			finishedAt: host.now()
		};
		const more = vex === void 0 ? [] : [{
			type: OPENVEX_TYPE,
			text: vex
		}];
		try {
			const to = {
				stored,
				digest,
				result,
				...content,
				more
			};
			const statement = await attachResult(to, key, {
				insecure,
				mark
			}, host);
			stage.done(`to ${digest}, statement ${statement}`);
		} catch (error) {
			throw error instanceof DrydockError ? notAttached(error) : error;
		}
	}
}
async function attachedOrTold(attaching, passes, explain) {
	await attaching.catch((error) => {
		if (passes || !(error instanceof DrydockError)) throw error;
		explain(error);
	});
}
function notAttached(error) {
	return new DrydockError(error.code, `The result could not be attached. ${error.message}`, {
		...error.hint === void 0 ? {} : { hint: error.hint },
		cause: error
	});
}
const ELSEWHERE = new Set([
	"DATABASE_MISSING",
	"DATABASE_STALE",
	"DATABASE_INVALID",
	"DISK"
]);
const SILENT = new Set(["NETWORK", "RATE_LIMITED"]);
var Marks = class {
	#options;
	#host;
	#image;
	#first = Promise.resolve(void 0);
	#isOver = false;
	constructor(options, host) {
		this.#options = options;
		this.#host = host;
	}
	begin(image) {
		if (this.#isOver) return;
		this.#image = image;
		this.#first = this.#leave({ state: "SCANNING" }, void 0);
	}
	begun() {
		return this.#first;
	}
	async end(error) {
		this.#isOver = true;
		const code = error instanceof DrydockError ? error.code : void 0;
		if (SILENT.has(code ?? "")) return;
		if (this.#image === void 0 && !ELSEWHERE.has(code ?? "")) return;
		const mark = {
			state: "FAILED",
			...code === void 0 ? {} : { code }
		};
		await this.#leave(mark, await this.#first);
	}
	async #leave(mark, earlier) {
		const { insecure, image } = this.#options;
		try {
			this.#image ??= await openInRegistry(image, this.#options, this.#host);
			const { stored, digest } = this.#image;
			if (stored === void 0) return void 0;
			return await leaveMark(stored, digest, mark, earlier, { insecure }, this.#host);
		} catch (error) {
			if (!(error instanceof DrydockError)) throw error;
			this.#host.log.warn(`How the scan stands could not be noted in the image's registry: ${error.message}`);
			return;
		}
	}
};
export { publish_result_exports as n, publisher as r, attachedOrTold as t };

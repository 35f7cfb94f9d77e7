import { t as DrydockError } from "./errors.js";
import { c as isAttestation, l as isIndex, t as Repository, u as parseManifest } from "./registry-client.js";
import { a as samePlatform, i as platformName } from "./platform.js";
import { i as printImageName, n as parseImageName, r as parseReference } from "./reference.js";
import { _ as FIX_VERSION, a as targetOf, b as originalOf, i as printTarget, n as Publisher, p as Refusal, r as isFixedTag, v as baseLabels } from "./repair.js";
import { t as VERSION } from "./version.js";
import { r as sha256 } from "./verify.js";
import { resolve } from "node:path";
import { existsSync } from "node:fs";
// src/repair/publish/index-document.ts
const ABOUT = "vnd.docker.reference.digest";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
function repairedIndex(original, replaced, said) {
	const document = JSON.parse(original.bytes.toString("utf8"));
	const entries = document.manifests;
	const isDropped = ({ annotations }) => replaced.has(annotations?.[ABOUT] ?? "");
	const listed = entries.filter((entry) => !isDropped(entry));
	const mediaType = document.mediaType ?? original.mediaType;
	const annotations = {
		...document.annotations,
		...said
	};
	const manifest = Buffer.from(JSON.stringify({
		...document,
		manifests: listed.map((entry) => ({
			...entry,
			...replaced.get(entry.digest)
		})),
		...mediaType === DOCKER_LIST ? {} : { annotations }
	}));
	return {
		manifest,
		mediaType,
		digest: sha256(manifest),
		kept: listed.map(({ digest }) => digest).filter((digest) => !replaced.has(digest)),
		dropped: entries.filter(isDropped).map(({ digest }) => digest)
	};
}
// src/fix-index.ts
async function fixIndex(options, wanted, host, fixOne) {
	const { insecure, fix } = options;
	const given = await openIndex(nameOf(options.image, host), insecure, host);
	const index = await originalIndex(given, insecure, host);
	const target = targetOf(given.name, fix);
	const byDigest = new Map();
	for (const { digest } of chosenOf(index, wanted)) {
		if (byDigest.has(digest)) continue;
		const image = `registry:${printImageName({
			...index.name,
			digest
		})}`;
		const own = {
			...fix,
			tag: target.tag,
			isUntagged: true
		};
		byDigest.set(digest, await fixOne({
			...options,
			image,
			fix: own
		}));
	}
	const results = [...byDigest.values()];
	const refused = results.find(({ fix: one }) => (one?.refusal?.code ?? "FIX_NOTHING") !== "FIX_NOTHING");
	if (refused !== void 0) return results.map((result) => withheld(result, refused));
	if (!results.some(isFixed)) return results;
	const pushing = {
		insecure,
		overwrite: fix.overwrite,
		source: index.name
	};
	return await published(index, byDigest, {
		target,
		publisher: new Publisher(target, pushing, host)
	});
}
function nameOf(reference, { cwd }) {
	const parsed = parseReference(reference, (path) => existsSync(resolve(cwd, path)));
	if (parsed.kind === "registry") return parsed.name;
	if (parsed.kind === "bare" && !existsSync(resolve(cwd, parsed.text))) return parseImageName(parsed.text);
	throw noIndex(reference, "is in no registry");
}
async function openIndex(given, insecure, host) {
	const name = given.digest === void 0 && given.tag === void 0 ? {
		...given,
		tag: "latest"
	} : given;
	const repository = Repository.connect(name, host, { insecure });
	const fetched = await repository.manifest(name.digest ?? name.tag ?? "");
	const document = parseManifest(fetched.bytes, printImageName(name));
	if (document.kind === "manifest") throw noIndex(printImageName(name), "is one image");
	const children = document.manifests.flatMap((one) => one.platform === void 0 || isAttestation(one) || isIndex(one) ? [] : [{
		digest: one.digest,
		platform: one.platform
	}]);
	return {
		...fetched,
		name,
		repository,
		children,
		annotations: document.annotations
	};
}
function noIndex(what, why) {
	return new DrydockError("USAGE", `${what} ${why}, not an index of images for several platforms.`, { hint: "Leave out --platforms." });
}
async function originalIndex(given, insecure, host) {
	const { name, annotations } = given;
	const original = originalOf(annotations, name);
	if (original === void 0 || name.digest !== void 0 || !isFixedTag(name.tag ?? "")) return given;
	const { registry, repository } = name;
	try {
		return {
			...await openIndex({
				registry,
				repository,
				digest: original.digest
			}, insecure, host),
			name: parseImageName(original.name)
		};
	} catch (error) {
		if (error instanceof DrydockError && ["NOT_FOUND", "REFERENCE"].includes(error.code)) return given;
		throw error;
	}
}
function chosenOf({ name, children }, wanted) {
	if (wanted === "all") return children;
	return wanted.map((platform) => {
		const found = children.find((child) => samePlatform(child.platform, platform));
		if (found !== void 0) return found;
		const there = children.map((child) => platformName(child.platform)).join(", ");
		throw new DrydockError("PLATFORM", `${printImageName(name)} has no ${platformName(platform)}: ${there}.`);
	});
}
async function published(index, results, way) {
	try {
		const { place, notes } = await push(index, results, way);
		return [...results.values()].map((result) => told(result, { index: place }, notes));
	} catch (error) {
		if (!(error instanceof Refusal || error instanceof DrydockError)) throw error;
		const refusal = {
			code: error instanceof Refusal ? error.code : "FIX_FAILED",
			reason: error.message
		};
		return [...results.values()].map((result) => told(result, {
			fixed: false,
			refusal
		}));
	}
}
async function push(index, results, { target, publisher }) {
	const replaced = new Map();
	for (const [original, { fix }] of results) if (fix?.fixed === true && fix.digest !== void 0) replaced.set(original, await publisher.pushed(fix.digest));
	const { digest, annotations } = index;
	const document = repairedIndex(index, replaced, {
		...baseLabels({
			name: printImageName(index.name),
			digest
		}, annotations),
		[FIX_VERSION]: VERSION
	});
	for (const one of document.kept) await publisher.copy(one, index.repository);
	const isNew = await publisher.push({
		...document,
		images: []
	});
	const records = document.dropped.length;
	return {
		place: {
			image: printTarget(target),
			digest: document.digest,
			...isNew ? {} : { unchanged: true }
		},
		notes: records === 0 ? [] : [`Build records of the originals (${records}) are not in the index.`]
	};
}
function isFixed({ fix }) {
	return fix?.fixed === true;
}
function told(result, more, notes = []) {
	const { fix } = result;
	if (fix?.fixed !== true) return result;
	return {
		...result,
		fix: {
			...fix,
			...more,
			notes: [...fix.notes, ...notes]
		}
	};
}
function withheld(result, { image, fix }) {
	return told(result, {}, [`No index was pushed, and no tag set: ${`${platformName(image.platform)} was refused (${fix?.refusal?.code})`}.`]);
}
export { fixIndex };

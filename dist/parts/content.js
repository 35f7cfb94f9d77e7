import "./policy.js";
import { t as DrydockError } from "./errors.js";
import { t as VERSION } from "./version.js";
import { c as endOfSupport, i as withCategories, l as provenance, r as rules } from "./detectors.js";
import { n as openJavaDb } from "./advisories.js";
import { t as documentPath } from "./reference.js";
import { i as temporaryFolder } from "./tar.js";
import { o as wantsIdentification, t as openSbom } from "./sbom.js";
import { t as openImage } from "./image2.js";
import { a as catalogers, c as squash, i as catalog, l as analyzeLayers, m as openLayerCache, n as layerAnalyzers, o as identified, r as workerEntry, s as osRelease, u as readAgain } from "./layer-analyzers.js";
import { o as owners } from "./file-digests.js";
import { n as redactedText } from "./dist.js";
import { n as firedRules, t as checkedBy } from "./catalogue.js";
import { n as limitedTo } from "./checks.js";
import { r as loadAttachedVex } from "./vex.js";
import { createHash } from "node:crypto";
// src/analysis/reading-time.ts
var ReadingTime = class {
	#left;
	constructor(milliseconds) {
		this.#left = milliseconds;
	}
	async spend(read) {
		const start = performance.now();
		try {
			return await read(this.#left);
		} finally {
			if (this.#left !== void 0) this.#left = Math.max(0, this.#left - (performance.now() - start));
		}
	}
};
// src/scan-result.ts
const MAX_NUMBERS = 8;
function scanResult(parts) {
	const { startedAt, finishedAt, image, os, database, packages, findings, gaps, verdict, checks } = parts;
	const { notices, ...shown } = image;
	return {
		drydock: { version: VERSION },
		scannedAt: startedAt.toISOString(),
		finishedAt: finishedAt.toISOString(),
		image: {
			...shown,
			...os === void 0 ? {} : { os: {
				...os,
				...support(os, startedAt)
			} }
		},
		...database === void 0 ? {} : { database },
		checked: checkedBy(checks, rules),
		notices,
		packages,
		findings,
		rules: firedRules(findings, rules),
		gaps,
		verdict
	};
}
function scannedImage(image, origins, { dockerfile }) {
	const { reference, digest, names, config, layers, stored, notices } = image;
	const { baseImage } = origins;
	return {
		reference,
		digest,
		names,
		platform: config.platform,
		...config.created === void 0 ? {} : { created: config.created },
		layers: layers.map((layer, index) => scannedLayer(layer, origins.layers[index])),
		...baseImage === void 0 ? {} : { baseImage },
		...stored === void 0 ? {} : { stored },
		notices: dockerfile === void 0 ? notices : [...notices, ...remarks(origins)]
	};
}
function remarks({ notes, layers }) {
	return notes.map((note) => {
		const numbers = layers.flatMap((layer, index) => layer.note === note ? [index + 1] : []);
		return numbers.length === 0 ? note : `${note} (${numberedLayers(numbers)})`;
	});
}
function numberedLayers(numbers) {
	const shown = numbers.slice(0, MAX_NUMBERS).join(", ");
	const more = numbers.length > MAX_NUMBERS ? ` and ${numbers.length - MAX_NUMBERS} more` : "";
	return `${numbers.length === 1 ? "layer" : "layers"} ${shown}${more}`;
}
function imageOfSbom(reference, { image, digest, format }, build) {
	const { names, platform = UNTOLD, created, layers, baseImage } = image;
	const notice = `Read from an SBOM${image.reference === void 0 ? "" : ` of ${image.reference}`} (${format}); the image itself was not looked at.`;
	return {
		reference,
		digest: image.digest ?? digest,
		names,
		platform,
		...created === void 0 ? {} : { created },
		layers,
		...baseImage === void 0 ? {} : { baseImage },
		notices: build.dockerfile === void 0 ? [notice] : [notice, NO_HISTORY]
	};
}
function imageOfDockerfile(reference, { dockerfile }) {
	return {
		reference,
		digest: `sha256:${createHash("sha256").update(dockerfile?.text ?? "").digest("hex")}`,
		names: [],
		platform: UNTOLD,
		layers: [],
		notices: ["Only the Dockerfile was looked at; there is no image."]
	};
}
const NO_HISTORY = "The Dockerfile was not looked at: an SBOM does not tell how the image was built.";
const UNTOLD = {
	os: "unknown",
	architecture: "unknown"
};
function support(os, now) {
	const date = endOfSupport(os)?.date;
	return date === void 0 ? {} : {
		endOfSupport: date,
		supported: now < new Date(`${date}T23:59:59Z`)
	};
}
function scannedLayer(layer, origin) {
	const { index, diffId, digest, size, createdBy } = layer;
	return {
		index,
		diffId,
		...digest === void 0 ? {} : { digest },
		...size === void 0 ? {} : { size },
		...createdBy === void 0 ? {} : { createdBy: redactedText(createdBy) },
		...origin === void 0 ? {} : { origin }
	};
}
// src/content.ts
async function contentOf(work) {
	const { image } = work.options;
	const sbom = documentPath("sbom", image);
	const isDocument = sbom !== void 0 || documentPath("dockerfile", image) !== void 0;
	if (isDocument) refuseToAttach(work, image);
	if (sbom !== void 0) return contentOfSbom(sbom, work);
	return isDocument ? contentOfDockerfile(work) : contentOfImage(work);
}
function refuseToAttach({ options }, image) {
	if (options.attach === void 0) return;
	throw new DrydockError("USAGE", `--attach writes to the image's registry, and ${image} was not read from one.`, { hint: "Push the image first, and scan it as registry:NAME." });
}
function possibleChecks(checks, { image, build }) {
	const instruction = build === void 0 ? [] : ["instruction"];
	if (documentPath("dockerfile", image) !== void 0) return limitedTo(checks, instruction, "A Dockerfile alone");
	if (documentPath("sbom", image) === void 0) return checks;
	return limitedTo(checks, [
		"system",
		"application",
		...instruction
	], "An SBOM");
}
async function contentOfImage(work) {
	const { options, host } = work;
	const image = await openImage(options.image, options, host);
	const kept = options.fix === void 0 ? void 0 : await keptLayersFolder(host);
	const close = async () => {
		await kept?.remove();
		await image.close();
	};
	try {
		if (image.stored === void 0) refuseToAttach(work, image.reference);
		work.onOpened(image);
		const vex = await loadAttachedVex(options.vex, image, options, host);
		const reading = new ReadingTime(work.checks.limits.time);
		return {
			...contentOfLayers(image, await readLayers(image, work, reading, kept?.path), work, {
				reading,
				keptIn: kept?.path
			}),
			vex,
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
async function keptLayersFolder({ cacheDir }) {
	return await temporaryFolder(cacheDir, "kept").catch(() => void 0);
}
function everyLayerIn(folder) {
	return folder === void 0 ? void 0 : {
		folder,
		isWanted: () => true
	};
}
function contentOfLayers(image, results, { build, checks, host }, { reading, keptIn }) {
	const keep = everyLayerIn(keptIn);
	const known = new Map(results.map((result) => [result.diffId, result]));
	const view = squash(results);
	const origins = provenance({
		...image.config,
		...image,
		...build
	});
	const { os, gaps: osGaps } = osRelease.identify(view);
	const { packages, gaps: packageGaps } = catalog(view, os);
	const read = {
		image,
		view,
		origins: origins.layers,
		ownerOf: owners(view, packages, catalogers),
		again: async (analyzers, layers) => {
			const found = await reading.spend((time) => readAgain(image, layers, analyzers, {
				host,
				keep,
				time,
				known: ({ diffId }) => known.get(diffId)
			}));
			for (const result of found.values()) if (result.places !== void 0) known.set(result.diffId, {
				...result,
				records: {}
			});
			return found;
		}
	};
	const digests = image.stored?.digests ?? [];
	const gaps = [
		...withCategories(view.gaps, checks),
		...osGaps,
		...packageGaps
	];
	return {
		image: scannedImage(image, origins, build),
		read,
		keptIn,
		os,
		packages,
		gaps,
		digests
	};
}
async function contentWithLayer({ read: original, keptIn, vex }, image, work) {
	const reading = new ReadingTime(work.checks.limits.time);
	const options = {
		cache: void 0,
		host: work.host,
		keep: everyLayerIn(keptIn)
	};
	const added = image.layers.slice(original.view.layers.length);
	const results = await reading.spend((time) => analyzeLayers({ layers: added }, layerAnalyzers(work.checks), {
		...options,
		time
	}));
	return {
		...contentOfLayers(image, [...original.view.layers, ...results], work, {
			reading,
			keptIn
		}),
		vex,
		close: nothing
	};
}
async function readLayers(image, work, reading, keptIn) {
	const { options, measures, checks, host } = work;
	const cache = options.cache ? openLayerCache(host) : void 0;
	const workers = workerEntry(measures.policy, options.checks, checks);
	const keep = keptIn === void 0 ? void 0 : {
		folder: keptIn,
		isWanted: isLow(image)
	};
	return await reading.spend((time) => analyzeLayers(image, layerAnalyzers(checks), {
		cache,
		host,
		keep,
		time,
		workers
	}));
}
const WORTH_KEEPING = 134217728;
function isLow({ layers }) {
	return ({ index }) => layers.slice(0, index + 1).reduce((sum, { size = WORTH_KEEPING }) => sum + size, 0) <= WORTH_KEEPING;
}
async function contentOfSbom(path, { options, build, host }) {
	const vex = await loadAttachedVex(options.vex, void 0, options, host);
	return {
		...sbomContent(await openSbom(path, host), options, build),
		vex
	};
}
function sbomContent(sbom, options, build) {
	const { os, packages, gaps } = sbom;
	return {
		image: imageOfSbom(options.image, sbom, build),
		read: void 0,
		os,
		packages,
		gaps,
		vex: [],
		digests: [],
		close: nothing
	};
}
async function contentOfDockerfile({ options, build }) {
	return {
		image: imageOfDockerfile(options.image, build),
		read: void 0,
		os: void 0,
		packages: [],
		gaps: [],
		vex: [],
		digests: [],
		close: nothing
	};
}
async function nothing() {}
async function withArchivesIdentified(content, options, host) {
	const javaDb = content.packages.some(wantsIdentification) ? await openJavaDb(options.database, host) : void 0;
	if (javaDb === void 0) return identified(content, void 0);
	try {
		const { image } = content;
		const { origin, updatedAt = "unknown" } = javaDb.info;
		const notice = `Java archives were looked up in ${origin}; it is of ${updatedAt}.`;
		return identified({
			...content,
			image: {
				...image,
				notices: [...image.notices, notice]
			}
		}, javaDb);
	} finally {
		javaDb.close();
	}
}
export { withArchivesIdentified as a, sbomContent as i, contentWithLayer as n, scanResult as o, possibleChecks as r, scannedImage as s, contentOf as t };

import "./policy.js";
import { t as DrydockError } from "./errors.js";
import { t as VERSION } from "./version.js";
import { c as endOfSupport, h as owners, i as withCategories, l as provenance, r as rules } from "./detectors.js";
import { n as openJavaDb } from "./advisories.js";
import { t as documentPath } from "./reference.js";
import { i as temporaryFolder } from "./tar.js";
import { o as wantsIdentification, t as openSbom } from "./sbom.js";
import { t as openImage } from "./image2.js";
import { _ as EntryList, a as catalogers, d as analyzeLayers, f as readAgain, g as openLayerCache, i as catalog, n as layerAnalyzers, o as identified, r as workerEntry, s as osRelease } from "./layer-analyzers.js";
import { n as redactedText } from "./dist.js";
import { n as firedRules, t as checkedBy } from "./catalogue.js";
import { n as limitedTo } from "./checks.js";
import { i as loadAttachedVex } from "./judgement.js";
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
// src/analysis/lower-links.ts
function resolveLowerLinks(layers, viewBelow) {
	const records = new Map();
	const gaps = [];
	for (const [layer, { lowerLinks = [], diffId }] of layers.entries()) {
		const wanted = new Set(lowerLinks.flatMap((link) => link.analyzers));
		if (wanted.size === 0) continue;
		const view = viewBelow(layer, {
			records,
			gaps
		});
		const found = new Map([...wanted].map((id) => [id, byPath(view.records({ id }))]));
		for (const link of lowerLinks) for (const id of link.analyzers) {
			const record = found.get(id)?.get(link.target);
			if (record === void 0 && heldNothing(view, link, id)) continue;
			if (record === void 0) gaps.push({
				...gapOf(link, id, diffId),
				at: layer
			});
			else append(records, id, {
				path: link.path,
				layer,
				record
			});
		}
	}
	return {
		records,
		gaps
	};
}
function heldNothing(view, { target, wantedThere }, id) {
	if (wantedThere?.includes(id) !== true || view.entry(target)?.type !== "file") return false;
	return !view.gaps.some((gap) => gap.where === target && gap.by === id);
}
function byPath(located) {
	return new Map(located.map(({ path, record }) => [path, record]));
}
function gapOf({ path, target }, by, layer) {
	return {
		kind: "unreadable",
		where: path,
		by,
		reason: `${path} could not be read: it is a hard link to ${target} in a lower layer, which was not kept.`,
		layer,
		path
	};
}
function append(records, id, found) {
	const known = records.get(id);
	if (known === void 0) records.set(id, [found]);
	else known.push(found);
}
// src/analysis/squash.ts
function squash(layers) {
	const squashed = layers.map((layer) => new SquashedLayer(layer));
	let links;
	return new SquashedView(squashed, () => {
		links ??= resolveLowerLinks(layers, (count, known) => new SquashedView(squashed.slice(0, count), () => known));
		return links;
	});
}
var SquashedLayer = class {
	result;
	entries;
	whiteouts;
	opaques;
	constructor(result) {
		this.result = result;
		this.entries = EntryList.from(result.entries);
		this.whiteouts = new Set(result.whiteouts);
		this.opaques = new Set(result.opaques);
	}
};
var SquashedView = class SquashedView {
	layers;
	#layers;
	#hiders = new Map();
	#links;
	#allGaps;
	constructor(layers, links) {
		this.#layers = layers;
		this.#links = links;
		this.layers = layers.map(({ result }) => result);
	}
	entry(path) {
		for (let layer = this.#layers.length - 1; layer >= 0; layer--) {
			const { whiteouts, entries } = this.#layers[layer];
			const found = entries.find(path)?.entry;
			if (found !== void 0) return this.#hiderOf(folderOf(path)) > layer ? void 0 : {
				...found,
				layer
			};
			if (whiteouts.has(path)) return void 0;
		}
	}
	*entries() {
		const above = new Set();
		for (const [layer, { entries, whiteouts }] of [...this.#layers.entries()].reverse()) {
			const isLowest = layer === 0;
			let folder;
			let isFolderHidden = false;
			for (const entry of entries.last()) {
				if (above.has(entry.path)) continue;
				if (!isLowest) above.add(entry.path);
				const own = folderOf(entry.path);
				if (own !== folder) isFolderHidden = this.#hiderOf(own) > layer;
				folder = own;
				if (!isFolderHidden) yield {
					...entry,
					layer
				};
			}
			for (const path of whiteouts) above.add(path);
		}
	}
	records(analyzer) {
		return this.#located(analyzer.id, false);
	}
	hiddenRecords(analyzer) {
		return this.#located(analyzer.id, true);
	}
	get gaps() {
		const own = this.layers.flatMap(({ gaps }, layer) => gaps.map((gap) => ({
			...gap,
			at: layer
		})));
		const linked = this.#links().gaps.filter(({ at }) => at < this.layers.length);
		this.#allGaps ??= [...own, ...linked].filter(({ path, at }) => path === void 0 || !this.#isHidden(at, path)).map(({ path: _, at: __, ...gap }) => gap);
		return this.#allGaps;
	}
	upTo(count) {
		return count >= this.layers.length ? this : new SquashedView(this.#layers.slice(0, count), this.#links);
	}
	#located(id, hidden) {
		const own = this.layers.flatMap(({ records }, layer) => Object.entries(records[id] ?? {}).map(([path, record]) => ({
			path,
			layer,
			record
		})));
		const linked = this.#links().records.get(id) ?? [];
		return [...own, ...linked.filter(({ layer }) => layer < this.layers.length)].filter(({ layer, path }) => this.#isHidden(layer, path) === hidden).sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : a.layer - b.layer);
	}
	#isHidden(layer, path) {
		return this.#lastMention(path, layer) > layer || this.#hiderOf(folderOf(path)) > layer;
	}
	#lastMention(path, floor) {
		for (let index = this.#layers.length - 1; index > floor; index--) {
			const { whiteouts, entries } = this.#layers[index];
			if (whiteouts.has(path) || entries.find(path) !== void 0) return index;
		}
		return floor;
	}
	#hiderOf(folder) {
		const known = this.#hiders.get(folder);
		if (known !== void 0) return known;
		const above = folder === "" ? -1 : this.#hiderOf(folderOf(folder));
		let hider = this.#layers.length - 1;
		while (hider > above && !hides(this.#layers[hider], folder)) hider--;
		this.#hiders.set(folder, hider);
		return hider;
	}
};
function hides({ whiteouts, opaques, entries }, folder) {
	if (opaques.has(folder)) return true;
	if (folder === "") return false;
	const found = entries.find(folder)?.entry;
	return whiteouts.has(folder) || found !== void 0 && found.type !== "directory";
}
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
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
function contentOfLayers(image, results, { build, checks, host }, { reading, keptIn }) {
	const keep = keptIn === void 0 ? void 0 : {
		folder: keptIn,
		isWanted: () => true
	};
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
		again: (analyzers, layers) => reading.spend((time) => readAgain(image, layers, analyzers, {
			host,
			keep,
			time
		}))
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
		host: work.host
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

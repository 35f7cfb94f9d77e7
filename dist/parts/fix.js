import { n as contentWithLayer } from "./content.js";
import { t as DrydockError } from "./errors.js";
import { p as keepTar } from "./layer-analyzers.js";
import { i as printImageName, n as parseImageName } from "./reference.js";
import { a as foundIn, r as presentOf } from "./compared.js";
import { a as targetOf, c as raisedPackages, d as chosenEngine, f as rootOf, g as writeLayer, h as layerOf, i as printTarget, l as newFiles, m as packedLayers, n as Publisher, o as checkOutput, p as Refusal, s as writeOutput, t as targetsOf, u as GRAFTERS, y as labelsOf } from "./repair.js";
import { i as temporaryFolder } from "./tar.js";
import { t as VERSION } from "./version.js";
import { t as compare } from "./comparison.js";
import { r as rules } from "./detectors.js";
import { r as categoryOf } from "./image-name.js";
import { t as checkedBy } from "./catalogue.js";
import { t as SEVERITIES } from "./advisory.js";
import { r as sha256 } from "./verify.js";
import { isDeepStrictEqual } from "node:util";
// src/repair/assembly/json-text.ts
var JsonText = class {
	#text;
	constructor(text) {
		JSON.parse(text);
		this.#text = text;
	}
	get text() {
		return this.#text;
	}
	set(path, value) {
		const [key, ...rest] = path;
		if (key === void 0) throw new TypeError("an empty path");
		this.#set(this.#root(), key, rest, value);
	}
	append(path, value) {
		const span = this.#find(path);
		if (span === void 0 || this.#text[span.start] !== "[") return false;
		const close = span.end - 1;
		const isEmpty = this.#text.slice(span.start + 1, close).trim() === "";
		this.#replace({
			start: close,
			end: close
		}, `${isEmpty ? "" : ","}${JSON.stringify(value)}`);
		return true;
	}
	#set(object, key, rest, value) {
		const span = object.values.get(key);
		const [next, ...further] = rest;
		if (span !== void 0 && next !== void 0 && this.#text[span.start] === "{") {
			this.#set(objectAt(this.#text, span.start), next, further, value);
			return;
		}
		if (span !== void 0 && next !== void 0 && this.#text.slice(span.start, span.end) !== "null") throw new TypeError(`${key} is no object`);
		const whole = rest.reduceRight((inner, name) => ({ [name]: inner }), value);
		if (span !== void 0) {
			this.#replace(span, JSON.stringify(whole));
			return;
		}
		const at = object.end - 1;
		const comma = object.values.size === 0 ? "" : ",";
		this.#replace({
			start: at,
			end: at
		}, `${comma}${JSON.stringify(key)}:${JSON.stringify(whole)}`);
	}
	#find(path) {
		let span = this.#root();
		for (const key of path) {
			if (this.#text[span.start] !== "{") return void 0;
			const found = objectAt(this.#text, span.start).values.get(key);
			if (found === void 0) return void 0;
			span = found;
		}
		return span;
	}
	#root() {
		return objectAt(this.#text, skipSpace(this.#text, 0));
	}
	#replace({ start, end }, by) {
		this.#text = this.#text.slice(0, start) + by + this.#text.slice(end);
	}
};
function objectAt(text, start) {
	if (text[start] !== "{") throw new TypeError("it is no object");
	const values = new Map();
	let at = skipSpace(text, start + 1);
	while (text[at] !== "}") {
		const keyEnd = endOf(text, at);
		const key = JSON.parse(text.slice(at, keyEnd));
		const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
		const end = endOf(text, value);
		values.set(key, {
			start: value,
			end
		});
		at = skipSpace(text, end);
		if (text[at] === ",") at = skipSpace(text, at + 1);
	}
	return {
		start,
		end: at + 1,
		values
	};
}
function skipSpace(text, from) {
	let at = from;
	while (/\s/.test(text[at] ?? "")) at++;
	return at;
}
function endOf(text, start) {
	let depth = 0;
	let at = start;
	do {
		const sign = text[at];
		if (sign === "\"") at = endOfString(text, at);
		else {
			if (sign === "{" || sign === "[") depth++;
			else if (sign === "}" || sign === "]") depth--;
			at++;
		}
	} while (depth > 0);
	if (/["{[]/.test(text[start] ?? "")) return at;
	while (at < text.length && !/[\s,}\]]/.test(text[at] ?? "")) at++;
	return at;
}
function endOfString(text, start) {
	let at = start + 1;
	while (text[at] !== "\"") at += text[at] === "\\" ? 2 : 1;
	return at + 1;
}
// src/repair/assembly/assemble.ts
const OCI = {
	manifest: "application/vnd.oci.image.manifest.v1+json",
	config: "application/vnd.oci.image.config.v1+json",
	layer: "application/vnd.oci.image.layer.v1.tar+gzip"
};
const DOCKER = {
	manifest: "application/vnd.docker.distribution.manifest.v2+json",
	config: "application/vnd.docker.container.image.v1+json",
	layer: "application/vnd.docker.image.rootfs.diff.tar.gzip"
};
function assembled(image, addition, packed) {
	const { documents } = image;
	if (documents === void 0) throw new Error("an image without its documents has got this far");
	const labels = labelsOf(addition.provenance, image.config.labels);
	const config = addedConfig(documents.config, addition, labels, image.reference);
	const old = documents.manifest === void 0 ? {} : JSON.parse(documents.manifest.toString("utf8"));
	const family = familyOf(old);
	const layers = [...lowerLayers(image, old, packed, family), blobOf(addition.layer, family.layer)];
	const configBlob = {
		mediaType: old.config?.mediaType ?? family.config,
		digest: sha256(config),
		size: config.length,
		async *stream() {
			yield config;
		}
	};
	const { annotations, layers: _, config: __, ...rest } = withoutSubject(old);
	const manifest = Buffer.from(JSON.stringify({
		schemaVersion: 2,
		mediaType: family.manifest,
		...rest,
		config: descriptorOf(configBlob),
		layers: [...old.layers ?? layers.slice(0, -1).map(descriptorOf), descriptorOf(layers.at(-1))],
		...family === OCI ? { annotations: {
			...annotations,
			...labels
		} } : {}
	}));
	const { mediaType = family.manifest } = old;
	return {
		manifest,
		mediaType,
		digest: sha256(manifest),
		config,
		blobs: [configBlob, ...layers]
	};
}
function withoutSubject(old) {
	const { subject: _, ...rest } = old;
	return rest;
}
function familyOf({ mediaType, config }) {
	if (mediaType === void 0) return config?.mediaType === OCI.config ? OCI : DOCKER;
	return mediaType === OCI.manifest ? OCI : DOCKER;
}
function lowerLayers(image, { layers }, packed, family) {
	if (layers === void 0) return (packed ?? []).map((file) => blobOf(file, family.layer));
	return image.layers.map((layer, index) => {
		const { mediaType, digest, size } = layers[index];
		return {
			mediaType,
			digest,
			size,
			stream: () => layer.raw.stream()
		};
	});
}
function blobOf(file, mediaType) {
	return {
		mediaType,
		digest: file.digest,
		size: file.size,
		stream: () => file.stream()
	};
}
function descriptorOf({ mediaType, digest, size }) {
	return {
		mediaType,
		digest,
		size
	};
}
function addedConfig(bytes, { layer, createdBy, provenance }, labels, reference) {
	const { created } = provenance;
	try {
		const config = new JsonText(bytes.toString("utf8"));
		config.set(["created"], created);
		if (!config.append(["rootfs", "diff_ids"], layer.diffId)) config.set(["rootfs", "diff_ids"], [layer.diffId]);
		config.append(["history"], {
			created,
			created_by: createdBy
		});
		for (const [key, value] of Object.entries(labels)) config.set([
			"config",
			"Labels",
			key
		], value);
		const added = Buffer.from(config.text);
		if (isSameBut(bytes, added, new Set(Object.keys(labels)))) return added;
	} catch (cause) {
		if (!(cause instanceof TypeError || cause instanceof SyntaxError)) throw cause;
	}
	throw new DrydockError("IMAGE_INVALID", `${reference}: no layer can be added to its config.`);
}
function isSameBut(before, after, labels) {
	const [a, b] = [before, after].map((bytes) => {
		const { created: _, history: __, rootfs, config, ...rest } = JSON.parse(bytes.toString("utf8"));
		const { diff_ids: ___, ...ofRoot } = rootfs ?? {};
		const { Labels, ...run } = config ?? {};
		const others = Object.entries(Labels ?? {}).filter(([key]) => !labels.has(key));
		return {
			rest,
			ofRoot,
			run,
			others: Object.fromEntries(others)
		};
	});
	return isDeepStrictEqual(a, b);
}
// src/fix/better.ts
async function provenBetter(scanned, read, found, work) {
	const present = presentOf(found, scanned.store, work.checks);
	const comparison = compare(present, earlierLook(scanned, work));
	refuseWorse(comparison, found, scanned.found.gaps);
	return {
		fixed: comparison.fixed.length,
		notes: await proveFiles(read)
	};
}
function earlierLook({ found, result }, { startedAt, checks }) {
	const { image, database } = result;
	return {
		image,
		scannedAt: startedAt.toISOString(),
		checked: checkedBy(checks, rules),
		findings: found.findings,
		gaps: found.gaps,
		...database === void 0 ? {} : { database }
	};
}
const MAX_NAMED = 5;
function refuseWorse(comparison, { findings, gaps }, before) {
	const fresh = findings.filter(comparison.isNew).map(({ rule, title }) => `${rule} (${title})`);
	if (fresh.length > 0) throw notBetter(`The repaired image has findings that the original has not: ${named(fresh)}.`);
	const known = new Set(before.map(({ where, reason }) => `${where}\n${reason}`));
	const unseen = gaps.filter(({ where, reason }) => !known.has(`${where}\n${reason}`)).map(({ reason }) => reason);
	if (unseen.length > 0) throw notBetter(`The repaired image cannot be looked at as far as the original: ${named(unseen)}`);
	if (comparison.fixed.length === 0) throw notBetter("The second scan finds nothing mended.");
}
function named(texts) {
	const more = texts.length > MAX_NAMED ? ` and ${texts.length - MAX_NAMED} more` : "";
	return texts.slice(0, MAX_NAMED).join(", ") + more;
}
function notBetter(reason) {
	return new Refusal("FIX_NOT_BETTER", `${reason} Nothing was pushed.`);
}
async function proveFiles(read) {
	const { altered, missing, unread } = await newFiles(read);
	if (altered.length > 0) throw notBetter(`Files are not as their packages list them: ${named(altered)}.`);
	const needs = missing.map(({ path, library }) => `${path} needs ${library}`);
	if (needs.length > 0) throw notBetter(`Programs ask for libraries that are not there: ${named(needs)}.`);
	return unread.length === 0 ? [] : [`Which libraries these need was not checked: ${named(unread)}.`];
}
// src/fix/counts.ts
function repairCounts({ verdict }) {
	const open = verdict.judged.filter(({ finding, action }) => action !== "waive" && categoryOf(finding) === "system" && !("status" in finding && finding.status === "not-affected"));
	const counts = SEVERITIES.toReversed().map((severity) => [severity, open.filter(({ finding }) => finding.severity === severity).length]);
	return Object.fromEntries(counts);
}
// src/fix/destination.ts
async function destinationOf(image, options, work) {
	const source = image.stored === void 0 ? void 0 : parseImageName(image.reference);
	return options.outputs.length > 0 ? writing(source, options, work) : pushing(image, source, options, work);
}
function pushing(image, source, options, work) {
	const { insecure } = work.options;
	if (source === void 0 && (options.repository === void 0 || options.tag === void 0)) throw new DrydockError("USAGE", `${image.reference} is in no registry: where is the repaired image to go?`, { hint: "Name --repository and --tag, or write it with --output." });
	const target = targetOf(source ?? parseImageName(options.repository ?? ""), options);
	const { overwrite } = options;
	const publisher = new Publisher(target, {
		insecure,
		overwrite,
		source: image.stored
	}, work.host);
	return {
		source,
		check: () => publisher.check(),
		async publish(made) {
			const { digest } = made;
			const { registry, repository } = target;
			const untagged = options.isUntagged === true;
			const isNew = await (untagged ? publisher.pushUntagged(made) : publisher.push({
				...made,
				images: [made]
			}));
			const stored = {
				registry,
				repository,
				digests: [digest]
			};
			return {
				image: untagged ? `${registry}/${repository}@${digest}` : printTarget(target),
				digest,
				stored,
				...isNew ? {} : { unchanged: true }
			};
		}
	};
}
function writing(source, options, work) {
	const { outputs, overwrite } = options;
	const tag = options.tag ?? (source === void 0 ? "fixd" : targetOf(source, {}).tag);
	return {
		source,
		async check() {
			for (const output of outputs) await checkOutput(output, overwrite, work.host);
		},
		async publish(made, folder) {
			const written = [];
			for (const output of outputs) written.push(await writeOutput(output, made, tag, folder, work.host));
			const [first] = written;
			return first === void 0 ? {} : {
				image: written.map(({ reference }) => reference).join(", "),
				digest: first.digest
			};
		}
	};
}
// src/fix/index.ts
async function repaired(scanned, options, work) {
	const { content, result } = scanned;
	const { read } = content;
	const report = {
		...NOTHING_YET,
		before: repairCounts(result)
	};
	try {
		if (read?.image.documents === void 0) throw new Refusal("FIX_FAILED", `${result.image.reference} is no image that could be repaired.`);
		return await repair(scanned, {
			...content,
			read
		}, options, work, report);
	} catch (error) {
		const refusal = refusalOf(error);
		const { code, message } = refusal;
		return { fix: {
			fixed: false,
			refusal: {
				code,
				reason: message
			},
			...partOf(refusal, report)
		} };
	}
}
const NOTHING_YET = {
	packages: [],
	left: [],
	commands: [],
	notes: []
};
var RefusedPlan = class extends Refusal {
	report;
	constructor({ code, message, cause }, report) {
		super(code, message, cause);
		this.report = report;
	}
};
function refusalOf(error) {
	if (error instanceof Refusal) return error;
	if (!(error instanceof DrydockError)) throw error;
	return new Refusal("FIX_FAILED", error.hint === void 0 ? error.message : `${error.message} ${error.hint}`, error);
}
function partOf(error, report) {
	return error instanceof RefusedPlan ? error.report : report;
}
async function repair(scanned, content, options, work, empty) {
	const { result } = scanned;
	const { host } = work;
	const { read, os, packages } = content;
	const image = read.image;
	const { targets, left: incomparable } = targetsOf(result.verdict.judged, options.scope);
	if (targets.length === 0) throw nothing(incomparable, empty);
	if (os === void 0) throw new Refusal("FIX_UNSUPPORTED_OS", "Nobody can tell which distribution the image holds.");
	const destination = await destinationOf(image, options, work);
	if (!options.dryRun) await destination.check();
	const task = {
		root: rootOf(read.view, read.again),
		os,
		platform: image.config.platform,
		targets,
		packages: packages.filter(({ source }) => source !== void 0),
		settings: {
			mirrors: options.mirrors,
			snapshot: options.snapshot,
			allowArchived: options.allowArchived,
			offline: work.options.database.offline
		}
	};
	const grafters = GRAFTERS.map((grafter) => grafter(host));
	const epochOf = (newest) => epoch(image, newest, host.env);
	const engine = await chosenEngine({
		task,
		image,
		options,
		grafters,
		epochOf
	}, host);
	const left = sorted([...engine.plan.left, ...incomparable]);
	const { packages: planned, commands } = engine.plan;
	const report = {
		...empty,
		mode: engine.mode,
		packages: planned,
		left,
		commands,
		notes: engine.notes
	};
	try {
		if (left.length > 0 && !options.partial) throw incomplete(left);
		if (options.dryRun) return { fix: {
			fixed: false,
			planned: true,
			...report
		} };
		return await carriedOut({
			scanned,
			content,
			engine,
			task,
			destination,
			report
		}, options, work);
	} catch (error) {
		throw new RefusedPlan(refusalOf(error), report);
	} finally {
		await engine.close();
	}
}
function nothing(left, report) {
	return new RefusedPlan(new Refusal("FIX_NOTHING", "There is no finding that could be mended by raising a system package."), {
		...report,
		left
	});
}
function incomplete(left) {
	const [first] = left;
	const more = left.length > 1 ? ` and ${left.length - 1} more` : "";
	return new Refusal("FIX_INCOMPLETE", `${first?.name}${more} would stay as it is, and --partial no was given: ${first?.reason}`);
}
async function carriedOut({ scanned, content, engine, task, destination, report }, options, work) {
	const { host } = work;
	const image = content.read.image;
	const folder = await temporaryFolder(host.cacheDir, "repair");
	let layer;
	try {
		const { entries, epoch: seconds } = await engine.entries(folder.path);
		layer = await writeLayer(entries, folder.path);
		if (content.keptIn !== void 0) await keepTar(layer.path, layer, content.keptIn);
		const createdBy = `drydock fix (${engine.mode})`;
		const draft = imageWith(image, layerOf(layer, image.layers.length, createdBy), image.config.document, createdBy);
		const after = await contentWithLayer(content, draft, work);
		const foundAfter = await foundIn(after, work, scanned.store);
		const raised = raisedPackages(content.packages, after.packages, {
			plan: engine.plan,
			targets: task.targets
		});
		const left = sorted([...report.left, ...raised.left]);
		const proof = await provenBetter(scanned, after.read, foundAfter, work);
		if (left.length > 0 && !options.partial) throw incomplete(left);
		const notes = [...report.notes, ...proof.notes];
		if (raised.added.length > 0) notes.push(`New packages, which others ask for: ${raised.added.map(({ name }) => name).join(", ")}.`);
		const created = new Date(seconds * 1e3).toISOString().replace(".000Z", "Z");
		const provenance = {
			name: destination.source === void 0 ? image.names[0] : printImageName(destination.source),
			digest: image.digest,
			created,
			mode: engine.mode,
			version: VERSION,
			packages: raised.packages
		};
		const packed = await packedLayers(image, async () => folder.path);
		const made = assembled(image, {
			layer: await layer.packed,
			createdBy,
			provenance
		}, packed);
		const result = scanned.judge(foundAfter);
		const { stored, ...published } = await destination.publish(made, folder.path);
		const fix = {
			fixed: true,
			...published,
			mode: engine.mode,
			packages: raised.packages,
			left,
			commands: report.commands,
			notes,
			before: report.before,
			after: repairCounts(result),
			fixedFindings: proof.fixed,
			leftFindings: targetsOf(result.verdict.judged, options.scope).targets.reduce((sum, { findings }) => sum + findings.length, 0),
			verdict: {
				outcome: result.verdict.outcome,
				reason: result.verdict.reason
			}
		};
		return stored === void 0 ? { fix } : {
			fix,
			repaired: resultOf(result, made, {
				...published,
				stored
			})
		};
	} finally {
		await Promise.allSettled([layer?.packed]);
		await folder.remove();
	}
}
function resultOf(result, { digest, blobs }, { image, stored }) {
	const { layers, reference, ...same } = result.image;
	const { digest: packed, size } = blobs.at(-1);
	return {
		...result,
		image: {
			...same,
			reference: image ?? reference,
			digest,
			names: image === void 0 ? [] : [image],
			stored,
			layers: [...layers.slice(0, -1), {
				...layers.at(-1),
				digest: packed,
				size
			}]
		}
	};
}
function imageWith(image, layer, document, createdBy) {
	const { config } = image;
	const row = {
		createdBy,
		emptyLayer: false
	};
	return {
		...image,
		config: {
			...config,
			document,
			diffIds: [...config.diffIds, layer.diffId],
			history: config.history.length === 0 ? [] : [...config.history, row]
		},
		layers: [...image.layers, layer]
	};
}
function epoch({ config }, newest, env) {
	const told = env.SOURCE_DATE_EPOCH ?? "";
	if (/^\d{1,11}$/.test(told)) return Number(told);
	const created = Math.floor(Date.parse(config.created ?? "") / 1e3);
	return Math.max(Number.isNaN(created) ? 0 : created, newest);
}
function sorted(left) {
	const keyOf = ({ name, architecture = "" }) => `${name}\n${architecture}`;
	return left.toSorted((a, b) => keyOf(a) < keyOf(b) ? -1 : 1);
}
export { repaired };

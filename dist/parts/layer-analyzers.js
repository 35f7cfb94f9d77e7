import { n as __exportAll, t as __commonJSMin } from "./rolldown-runtime.js";
import { o as parse, t as analyzersFor } from "./detectors.js";
import { i as messageOf, n as OverLimit, r as Unreadable, t as DrydockError } from "./errors.js";
import { i as apk$1, r as deb } from "./versions.js";
import { a as identifyArchives, c as systemPurl, d as familyOf, f as parseAssignments, n as readSbom, p as parseReleaseLine, r as osvEcosystem, s as libraryPurl } from "./sbom.js";
import { a as readLog, c as withoutOwnedPrograms, d as lines, i as readDatabase, l as followLinks, r as withFile, s as withOwners, u as fileNames } from "./file-digests.js";
import { a as parseObject, i as objectOf, n as compact, o as textOf, r as entriesOf, t as arrayOf } from "./json-object.js";
import { a as HEAD_BYTES$1, c as unknownLayout, i as withSource, l as markerOf, n as part, o as HeadReader, r as sha1Of, s as orderedRegions, t as bufferSource, u as inParallel } from "./byte-source.js";
import { i as temporaryFolder, t as TarWalker } from "./tar.js";
import { i as readPlaceAhead, r as readPlace, t as cutOff } from "./file-range.js";
import { t as openLayerStream } from "./layer-stream.js";
import { n as unpackError, t as packError } from "./sent-error.js";
import "./policy.js";
import { t as checksOf } from "./checks.js";
import { join, posix } from "node:path";
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { availableParallelism } from "node:os";
import { constants, inflateRawSync, inflateSync } from "node:zlib";
import { Worker } from "node:worker_threads";
import { createHash, randomBytes } from "node:crypto";
import { appendFile, link, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
// src/analysis/packed.ts
var GrowingBytes = class {
	#buffer = Buffer.allocUnsafe(16384);
	length = 0;
	number(value) {
		this.#reserve(10);
		let rest = value < 0 ? value >>> 0 : value;
		for (; rest >= 128; rest = Math.floor(rest / 128)) this.#buffer[this.length++] = rest % 128 | 128;
		this.#buffer[this.length++] = rest;
	}
	bytes(bytes) {
		this.number(bytes.length);
		this.#reserve(bytes.length);
		this.length += bytes.copy(this.#buffer, this.length);
	}
	toBuffer() {
		return Buffer.from(this.#buffer.subarray(0, this.length));
	}
	#reserve(more) {
		if (this.length + more <= this.#buffer.length) return;
		const grown = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.length + more));
		this.#buffer.copy(grown, 0, 0, this.length);
		this.#buffer = grown;
	}
};
var PackedReader = class {
	#buffer;
	#position;
	constructor(buffer, start) {
		this.#buffer = buffer;
		this.#position = start;
	}
	number() {
		let byte = this.#buffer[this.#position++] ?? 0;
		let value = byte & 127;
		for (let factor = 128; byte >= 128; factor *= 128) {
			byte = this.#buffer[this.#position++] ?? 0;
			value += (byte & 127) * factor;
		}
		return value;
	}
	copy(target, at, length) {
		this.#buffer.copy(target, at, this.#position, this.#position + length);
		this.#position += length;
	}
	bytes() {
		const length = this.number();
		this.#position += length;
		return this.#buffer.subarray(this.#position - length, this.#position);
	}
};
// src/analysis/entry-list.ts
const STRIDE = 16;
const TYPES$1 = [
	"file",
	"directory",
	"symlink",
	"hardlink",
	"other"
];
const TYPE_BITS = 7;
const SAME_MODE = 8;
const SAME_OWNER = 16;
const EXTRAS = 32;
var EntryList = class EntryList {
	packed;
	#index;
	constructor(packed) {
		this.packed = packed;
	}
	static from(entries) {
		if (entries instanceof EntryList) return entries;
		const builder = new EntryListBuilder();
		for (const entry of entries) builder.add(entry);
		return builder.build();
	}
	get length() {
		return this.packed.count;
	}
	get size() {
		const { bytes, starts, hashes } = this.packed;
		return bytes.length + starts.byteLength + hashes.byteLength;
	}
	*[Symbol.iterator]() {
		const reader = new EntryReader(this.packed.bytes);
		for (let index = 0; index < this.length; index++) yield reader.next();
	}
	last() {
		const { hashes } = this.packed;
		const twice = repeated(hashes);
		return Uint8Array.from(hashes, (hash, index) => {
			return !twice.has(hash) || this.find(this.at(index).path)?.index === index ? 1 : 0;
		});
	}
	*chosen(chosen) {
		const reader = new EntryReader(this.packed.bytes);
		for (let index = 0; index < this.length; index++) {
			const entry = reader.next();
			if (chosen[index] !== 0) yield entry;
		}
	}
	some(test) {
		for (const entry of this) if (test(entry)) return true;
		return false;
	}
	at(index) {
		const start = this.packed.starts[Math.floor(index / STRIDE)];
		const reader = new EntryReader(this.packed.bytes, start, LENT_PATH);
		for (let skipped = index % STRIDE; skipped > 0; skipped--) reader.skip();
		return reader.next();
	}
	find(path, hash = hashOfPath(path)) {
		const { heads, next } = this.#indexed();
		for (let index = heads[hash & heads.length - 1] - 1; index >= 0; index = next[index] - 1) {
			if (this.packed.hashes[index] !== hash) continue;
			const entry = this.at(index);
			if (entry.path === path) return {
				entry,
				index
			};
		}
	}
	toJSON() {
		return [...this];
	}
	#indexed() {
		if (this.#index !== void 0) return this.#index;
		const { hashes } = this.packed;
		const heads = new Int32Array(2 ** Math.ceil(Math.log2(this.length + 1)));
		const next = new Int32Array(this.length);
		for (let index = 0; index < this.length; index++) {
			const slot = hashes[index] & heads.length - 1;
			next[index] = heads[slot];
			heads[slot] = index + 1;
		}
		this.#index = {
			heads,
			next
		};
		return this.#index;
	}
};
var EntryListBuilder = class {
	#out = new GrowingBytes();
	#starts = [];
	#hashes = new Uint32Array(1024);
	#path = Buffer.alloc(0);
	#previous;
	length = 0;
	get size() {
		return this.#out.length + 4 * this.length;
	}
	add(entry) {
		const path = Buffer.from(entry.path);
		const before = this.length % STRIDE === 0 ? void 0 : this.#previous;
		if (before === void 0) this.#starts.push(this.#out.length);
		this.#write(entry, path, before);
		this.#pushHash(hashOf(path));
		this.#path = path;
		this.#previous = entry;
	}
	build() {
		return new EntryList({
			count: this.length,
			bytes: this.#out.toBuffer(),
			starts: Uint32Array.from(this.#starts),
			hashes: this.#hashes.slice(0, this.length)
		});
	}
	#write(entry, path, before) {
		const sameMode = before?.mode === entry.mode;
		const sameOwner = before?.uid === entry.uid && before.gid === entry.gid;
		const hasExtras = entry.capabilities !== void 0 || entry.device !== void 0;
		const out = this.#out;
		out.number(TYPES$1.indexOf(entry.type) | (sameMode ? SAME_MODE : 0) | (sameOwner ? SAME_OWNER : 0) | (hasExtras ? EXTRAS : 0));
		const shared = before === void 0 ? 0 : sharedLength(this.#path, path);
		out.number(shared);
		out.bytes(path.subarray(shared));
		if (!sameMode) out.number(entry.mode);
		if (!sameOwner) {
			out.number(entry.uid);
			out.number(entry.gid);
		}
		if (entry.type === "file") out.number(entry.size);
		if (entry.type === "symlink" || entry.type === "hardlink") out.bytes(Buffer.from(entry.target ?? ""));
		if (hasExtras) {
			const { capabilities, device } = entry;
			out.bytes(Buffer.from(JSON.stringify({
				capabilities,
				device
			})));
		}
	}
	#pushHash(hash) {
		if (this.length === this.#hashes.length) {
			const grown = new Uint32Array(2 * this.length);
			grown.set(this.#hashes);
			this.#hashes = grown;
		}
		this.#hashes[this.length++] = hash;
	}
};
const PATH_BYTES = 256;
const LENT_PATH = Buffer.alloc(PATH_BYTES);
var EntryReader = class {
	#in;
	#path;
	#mode = 0;
	#uid = 0;
	#gid = 0;
	constructor(bytes, start = 0, path = Buffer.alloc(PATH_BYTES)) {
		this.#in = new PackedReader(bytes, start);
		this.#path = path;
	}
	next() {
		const flags = this.#in.number();
		const type = TYPES$1[flags & TYPE_BITS] ?? "other";
		const length = this.#readPath();
		const path = this.#path.toString("utf8", 0, length);
		this.#readOwner(flags);
		const entry = {
			path,
			type,
			size: type === "file" ? this.#in.number() : 0,
			mode: this.#mode,
			uid: this.#uid,
			gid: this.#gid
		};
		const whole = type === "symlink" || type === "hardlink" ? {
			...entry,
			target: this.#in.bytes().toString()
		} : entry;
		return (flags & EXTRAS) === 0 ? whole : {
			...whole,
			...JSON.parse(this.#in.bytes().toString())
		};
	}
	skip() {
		const flags = this.#in.number();
		const type = TYPES$1[flags & TYPE_BITS];
		this.#readPath();
		this.#readOwner(flags);
		if (type === "file") this.#in.number();
		if (type === "symlink" || type === "hardlink") this.#in.bytes();
		if ((flags & EXTRAS) !== 0) this.#in.bytes();
	}
	#readOwner(flags) {
		if ((flags & SAME_MODE) === 0) this.#mode = this.#in.number();
		if ((flags & SAME_OWNER) !== 0) return;
		this.#uid = this.#in.number();
		this.#gid = this.#in.number();
	}
	#readPath() {
		const shared = this.#in.number();
		const own = this.#in.number();
		const length = shared + own;
		if (length > this.#path.length) this.#path = Buffer.concat([this.#path], 2 * length);
		this.#in.copy(this.#path, shared, own);
		return length;
	}
};
function repeated(numbers) {
	const sorted = numbers.slice().sort();
	const found = new Set();
	for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) found.add(sorted[at]);
	return found;
}
function sharedLength(a, b) {
	const end = Math.min(a.length, b.length);
	let length = 0;
	while (length < end && a[length] === b[length]) length++;
	return length;
}
function hashOfPath(path) {
	let hash = FNV_BASIS;
	for (let index = 0; index < path.length; index++) {
		const code = path.charCodeAt(index);
		if (code > 127) return hashOf(Buffer.from(path));
		hash = Math.imul(hash ^ code, FNV_PRIME);
	}
	return folded(hash);
}
const FNV_BASIS = 2166136261;
const FNV_PRIME = 16777619;
function hashOf(bytes) {
	let hash = FNV_BASIS;
	for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ bytes[index], FNV_PRIME);
	return folded(hash);
}
function folded(hash) {
	return (hash ^ hash >>> 15) >>> 0;
}
// src/analysis/cached-result.ts
const MAGIC$2 = Buffer.from("drydock layer\n\0\0");
const HASH_BYTES = 32;
const HEAD_BYTES = MAGIC$2.length + HASH_BYTES + 20;
function encodeResult({ entries, places: _, ...rest }) {
	const { count, bytes, starts, hashes } = EntryList.from(entries).packed;
	const parts = [
		Buffer.from(JSON.stringify(rest)),
		bytes,
		bytesOf(starts),
		bytesOf(hashes)
	];
	const lengths = bytesOf(Uint32Array.of(count, ...parts.map((part) => part.length)));
	const payload = Buffer.concat([lengths, ...parts]);
	return Buffer.concat([
		MAGIC$2,
		createHash("sha256").update(payload).digest(),
		payload
	]);
}
function decodeResult(stored) {
	if (stored.length < HEAD_BYTES || !stored.subarray(0, MAGIC$2.length).equals(MAGIC$2)) return void 0;
	const hash = stored.subarray(MAGIC$2.length, MAGIC$2.length + HASH_BYTES);
	const payload = stored.subarray(MAGIC$2.length + HASH_BYTES);
	if (!createHash("sha256").update(payload).digest().equals(hash)) return void 0;
	const [count = 0, ...lengths] = numbersOf(payload.subarray(0, 20));
	const parts = [];
	let position = 20;
	for (const length of lengths) {
		parts.push(payload.subarray(position, position + length));
		position += length;
	}
	const [document, bytes, starts, hashes] = parts;
	if (document === void 0 || bytes === void 0 || starts === void 0 || hashes === void 0) return void 0;
	const packed = {
		count,
		bytes,
		starts: numbersOf(starts),
		hashes: numbersOf(hashes)
	};
	return {
		...JSON.parse(document.toString()),
		entries: new EntryList(packed)
	};
}
function bytesOf(numbers) {
	return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
function numbersOf(bytes) {
	const numbers = new Uint32Array(bytes.length / 4);
	bytes.copy(bytesOf(numbers));
	return numbers;
}
// src/analysis/cache.ts
const FORMAT = 3;
function openLayerCache({ cacheDir, log }) {
	const folder = join(cacheDir, "layers");
	const pathOf = (diffId, analyzers) => join(folder, keyOf(diffId, analyzers));
	return {
		async get(diffId, analyzers) {
			const path = pathOf(diffId, analyzers);
			const stored = await readFile(path).catch(() => void 0);
			if (stored === void 0) return void 0;
			const result = decodeResult(stored);
			if (result?.diffId === diffId) return result;
			log.debug(`The cached result of layer ${diffId} is damaged; the layer is read again.`);
			await rm(path, { force: true }).catch(() => void 0);
		},
		async put(result, analyzers) {
			try {
				await mkdir(folder, {
					recursive: true,
					mode: 448
				});
				await replaceFile(pathOf(result.diffId, analyzers), encodeResult(result));
			} catch (error) {
				log.warn(`The result of a layer cannot be kept for the next scan: ${messageOf(error)}`);
			}
		}
	};
}
function keyOf(diffId, analyzers) {
	const parts = analyzers.map(({ id, version, settings, maxBytes }) => [
		id,
		version,
		settings ?? "",
		maxBytes
	]);
	const key = JSON.stringify([
		FORMAT,
		diffId,
		parts.sort((a, b) => String(a[0]) < String(b[0]) ? -1 : 1)
	]);
	return createHash("sha256").update(key).digest("hex");
}
async function replaceFile(path, content) {
	const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}`;
	try {
		await writeFile(temporary, content, {
			mode: 384,
			flag: "wx"
		});
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
function collect$1(receiver, onDisk = false) {
	return onDisk || receiver.size > 1048576 ? toFile(receiver) : toMemory(receiver);
}
function toMemory({ size, scratch, later, receive, fail }) {
	let whole;
	let filled = 0;
	return {
		write(piece) {
			if (filled === 0 && piece.length === size) whole = piece;
			else {
				whole ??= Buffer.allocUnsafe(size);
				piece.copy(whole, filled);
			}
			filled += piece.length;
		},
		end: () => later(() => receive(memoryBody(whole ?? Buffer.alloc(0), scratch))),
		abandon: fail
	};
}
function toFile({ size, scratch, later, receive, fail }) {
	let path = "";
	later(async () => {
		path = await freshPath(scratch);
		await onDiskErrors(writeFile(path, "", {
			mode: 384,
			flag: "wx"
		}));
	});
	return {
		write: (piece) => later(() => onDiskErrors(appendFile(path, piece))),
		end: () => later(() => receive(fileBody(path, size))),
		abandon(error) {
			fail(error);
			later(() => rm(path, { force: true }));
		}
	};
}
function memoryBody(content, scratch) {
	return {
		size: content.length,
		bytes: async () => content,
		text: async () => content.toString(),
		...copyMade(() => content, scratch)
	};
}
function copyMade(content, scratch) {
	let path;
	return {
		async file() {
			if (path !== void 0) return path;
			path = await freshPath(scratch);
			await onDiskErrors(writeFile(path, content(), {
				mode: 384,
				flag: "wx"
			}));
			return path;
		},
		giveBack: async () => {
			if (path !== void 0) await rm(path, { force: true });
		}
	};
}
function fileBody(path, size) {
	return {
		size,
		bytes: () => readFile(path),
		text: () => readFile(path, "utf8"),
		file: async () => path,
		giveBack: () => rm(path, { force: true })
	};
}
function lyingBody(place, size, scratch) {
	const pieces = () => readPlace({
		...place,
		size
	}, "the unpacked layer");
	const bytes = async () => {
		const whole = Buffer.allocUnsafe(size);
		let filled = 0;
		for await (const piece of pieces()) filled += piece.copy(whole, filled);
		return whole;
	};
	return {
		size,
		place,
		bytes,
		text: async () => (await bytes()).toString(),
		...copyMade(pieces, scratch)
	};
}
let count = 0;
async function freshPath(scratch) {
	return join(await scratch(), `body-${++count}`);
}
async function onDiskErrors(work) {
	try {
		await work;
	} catch (cause) {
		if (cause instanceof DrydockError) throw cause;
		throw new DrydockError("DISK", `A file of the image cannot be kept for reading: ${messageOf(cause)}`, {
			hint: "Free some space, or choose another folder with --cache-dir.",
			cause
		});
	}
}
// src/analysis/evidence.ts
const MAX_GAPS = 1e3;
var Evidence = class {
	#diffId;
	#records = new Map();
	#gaps = [];
	#gapsLost = 0;
	#groups = new Map();
	#mentioned = new Set();
	constructor(diffId, analyzers) {
		this.#diffId = diffId;
		for (const analyzer of analyzers) {
			this.#records.set(analyzer.id, new Map());
			if ("readTogether" in analyzer) this.#groups.set(analyzer, new Map());
		}
	}
	mentions(path) {
		return this.#mentioned.has(path);
	}
	mention(path) {
		this.#mentioned.add(path);
	}
	tooLarge({ path, size }, analyzers) {
		for (const { id, maxBytes } of analyzers) this.#fileGap(path, id, new OverLimit(`it has ${size} bytes, more than ${maxBytes}`));
	}
	async read(entry, body, readers) {
		let kept = false;
		for (const analyzer of readers) if ("readTogether" in analyzer) {
			this.#groups.get(analyzer)?.set(entry.path, body);
			kept = true;
		} else await this.#guarded(entry.path, analyzer, async () => {
			const record = await analyzer.read(body, entry);
			if (record !== void 0) this.record(analyzer.id, entry.path, record);
		});
		if (!kept) await body.giveBack();
	}
	unreadable(path, readers, error) {
		for (const { id } of readers) this.#fileGap(path, id, error);
	}
	recordOf(analyzer, path) {
		return this.#records.get(analyzer.id)?.get(path);
	}
	record(analyzerId, path, record) {
		this.#mentioned.add(path);
		this.#records.get(analyzerId)?.set(path, record);
	}
	shareGroupFile(analyzer, path, linkPath) {
		const files = this.#groups.get(analyzer);
		const body = files?.get(path);
		if (files === void 0 || body === void 0) return;
		this.#mentioned.add(linkPath);
		files.set(linkPath, body);
	}
	shareGaps(analyzerId, path, linkPath) {
		for (const gap of this.#gaps.filter((gap) => gap.path === path && gap.by === analyzerId)) this.#push({
			...gap,
			path: linkPath,
			where: linkPath
		});
	}
	gap(error, trouble) {
		this.#push({
			kind: error instanceof OverLimit ? "limit" : "unreadable",
			...trouble,
			layer: this.#diffId
		});
	}
	async forget(path) {
		for (const records of this.#records.values()) records.delete(path);
		for (const files of this.#groups.values()) files.delete(path);
		this.#gaps = this.#gaps.filter((gap) => gap.path !== path);
	}
	async readGroups() {
		for (const [analyzer, files] of this.#groups) {
			const first = [...files.keys()].sort((a, b) => a.length - b.length)[0];
			if (first === void 0) continue;
			await this.#guarded(first, analyzer, async () => {
				for (const [path, record] of await analyzer.readTogether(files)) this.record(analyzer.id, path, record);
			});
		}
	}
	dropReplaced(entries) {
		const taken = new Map();
		const takenAt = (folder) => {
			const known = taken.get(folder) ?? replacementOf(folder, entries);
			taken.set(folder, known);
			return known;
		};
		const replaced = [...this.#told()].filter((path) => {
			const at = Math.max(-1, ...foldersOf(path).map(takenAt));
			const own = at < 0 ? void 0 : entries.find(path)?.index;
			return own !== void 0 && at > own;
		});
		for (const path of replaced) {
			for (const records of this.#records.values()) records.delete(path);
			this.#gaps = this.#gaps.filter((gap) => gap.path !== path);
		}
	}
	#told() {
		const told = new Set();
		for (const records of this.#records.values()) for (const path of records.keys()) told.add(path);
		for (const { path } of this.#gaps) if (path !== void 0) told.add(path);
		return told;
	}
	collected() {
		const records = Object.create(null);
		for (const [id, byPath] of this.#records) if (byPath.size > 0) records[id] = Object.assign(Object.create(null), Object.fromEntries(byPath));
		return {
			records,
			gaps: this.#gapsLost === 0 ? this.#gaps : [...this.#gaps, this.#manyMore()]
		};
	}
	async #guarded(path, analyzer, work) {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			this.#fileGap(path, analyzer.id, error);
		}
	}
	#fileGap(path, by, error) {
		this.#mentioned.add(path);
		this.gap(error, {
			where: path,
			by,
			reason: `${path} could not be read: ${error.message}.`,
			path
		});
	}
	#push(gap) {
		if (this.#gaps.length < MAX_GAPS) this.#gaps.push(gap);
		else this.#gapsLost++;
	}
	#manyMore() {
		const reason = `${this.#gapsLost} more things in this layer could not be read; they are not listed.`;
		return {
			kind: "limit",
			where: `layer ${this.#diffId}`,
			by: "layers",
			reason,
			layer: this.#diffId
		};
	}
};
function foldersOf(path) {
	const folders = [];
	for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) folders.push(path.slice(0, slash));
	return folders;
}
function replacementOf(path, entries) {
	const found = entries.find(path);
	return found === void 0 || found.entry.type === "directory" ? -1 : found.index;
}
// src/analysis/hard-links.ts
const MAX_HOPS = 8;
function linkedRecords(entries, hardLinks, analyzers, evidence) {
	const lower = [];
	for (const index of hardLinks) {
		const link = entries.at(index);
		if (entries.find(link.path)?.index !== index) continue;
		const end = follow(entries, link, index);
		if (end.entry?.type === "directory" || end.entry?.type === "symlink") continue;
		const { target: _, ...rest } = link;
		const offered = {
			...rest,
			type: "file",
			size: end.entry?.size ?? 0
		};
		const wanting = analyzers.filter((analyzer) => analyzer.wants(offered));
		if (end.entry === void 0 && wanting.length > 0) {
			const wantedThere = wanting.filter((analyzer) => analyzer.wants({
				...offered,
				path: end.path
			}));
			lower.push({
				path: link.path,
				target: end.path,
				analyzers: wanting.map(({ id }) => id),
				...wantedThere.length > 0 && { wantedThere: wantedThere.map(({ id }) => id) }
			});
		}
		if (end.entry !== void 0) for (const analyzer of wanting) share(analyzer, end.entry, link.path, evidence);
	}
	return lower;
}
function follow(entries, link, index) {
	let before = index;
	let path = link.target ?? "";
	for (let hops = 0; hops < MAX_HOPS; hops++) {
		const found = entries.find(path);
		if (found === void 0 || found.index > before) return { path };
		if (found.entry.type !== "hardlink") return {
			path,
			entry: found.entry
		};
		before = found.index;
		path = found.entry.target ?? "";
	}
	return { path };
}
function share(analyzer, file, linkPath, evidence) {
	if (!analyzer.wants(file)) {
		const error = new Unreadable(`it is a hard link to ${file.path}, which was not kept`);
		evidence.unreadable(linkPath, [analyzer], error);
		return;
	}
	if ("readTogether" in analyzer) evidence.shareGroupFile(analyzer, file.path, linkPath);
	const record = evidence.recordOf(analyzer, file.path);
	if (record !== void 0) evidence.record(analyzer.id, linkPath, record);
	evidence.shareGaps(analyzer.id, file.path, linkPath);
}
// src/analysis/passing.ts
function passBy(entry, analyzers, { evidence, later }) {
	const failed = (analyzer, error) => {
		if (!(error instanceof Unreadable)) throw error;
		later(async () => evidence.unreadable(entry.path, [analyzer], error));
	};
	const watchers = analyzers.flatMap((analyzer) => {
		try {
			const sink = analyzer.open(entry);
			return sink === void 0 ? [] : [{
				analyzer,
				sink,
				state: "watching"
			}];
		} catch (error) {
			failed(analyzer, error);
			return [];
		}
	});
	if (watchers.length === 0) return void 0;
	const attempt = (watcher, work) => {
		try {
			work();
		} catch (error) {
			watcher.state = "failed";
			failed(watcher.analyzer, error);
		}
	};
	const conclude = (watcher) => attempt(watcher, () => {
		const record = watcher.sink.end();
		if (record !== void 0) later(async () => evidence.record(watcher.analyzer.id, entry.path, record));
	});
	return {
		write(piece) {
			for (const watcher of watchers) {
				if (watcher.state !== "watching") continue;
				attempt(watcher, () => {
					if (!watcher.sink.write(piece)) watcher.state = "satisfied";
				});
			}
		},
		end() {
			for (const watcher of watchers) if (watcher.state !== "failed") conclude(watcher);
		},
		abandon(error) {
			for (const watcher of watchers) if (watcher.state === "watching") failed(watcher.analyzer, error);
			else if (watcher.state === "satisfied") conclude(watcher);
		}
	};
}
function both(one, other) {
	if (one === void 0 || other === void 0) return one ?? other;
	return {
		write(piece) {
			one.write(piece);
			other.write(piece);
		},
		end() {
			one.end();
			other.end();
		},
		abandon(error) {
			one.abandon(error);
			other.abandon(error);
		}
	};
}
// src/analysis/layer-pass.ts
const LAYER_CAPS = {
	entries: 1e6,
	entryBytes: 67108864
};
var LayerPass = class {
	#layer;
	#analyzers;
	#scratch;
	#caps;
	#evidence;
	#entries = new EntryListBuilder();
	#hardLinks = [];
	#whiteouts = [];
	#opaques = [];
	#places = [];
	#waiting = [];
	broken = false;
	constructor(layer, analyzers, { scratch, caps = LAYER_CAPS }) {
		this.#layer = layer;
		this.#analyzers = analyzers;
		this.#scratch = scratch;
		this.#caps = caps;
		this.#evidence = new Evidence(layer.diffId, analyzers);
	}
	member(member, place) {
		const marker = markerOf(member.path);
		if (marker?.kind === "whiteout") this.#whiteouts.push(marker.path);
		else if (marker?.kind === "opaque") this.#opaques.push(marker.folder);
		else if (marker?.kind === "malformed") this.trouble(member.path, new Unreadable("it is a whiteout without a name"));
		this.#countUp(marker === void 0 ? void 0 : member.path);
		if (marker !== void 0) return void 0;
		const index = this.#entries.length;
		this.#entries.add(member);
		if (place === void 0) this.#places = void 0;
		else this.#places?.push(place);
		return this.again(member, index);
	}
	again(entry, index, place) {
		if (entry.type === "hardlink") this.#hardLinks.push(index);
		if (this.#evidence.mentions(entry.path)) this.#later(() => this.#evidence.forget(entry.path));
		return entry.type === "file" ? this.#offer(entry, place) : void 0;
	}
	trouble(path, error) {
		this.#places = void 0;
		this.#evidence.gap(error, {
			where: path,
			by: "layers",
			reason: `${path} is not looked at: ${error.message}.`
		});
	}
	async work() {
		while (this.#waiting.length > 0) {
			const batch = this.#waiting;
			this.#waiting = [];
			for (const work of batch) await work();
		}
	}
	breakOff(error) {
		if (!(error instanceof Unreadable)) throw error;
		this.broken = true;
		this.#places = void 0;
		this.#evidence.gap(error, {
			where: `layer ${this.#layer.diffId}`,
			by: "layers",
			reason: `Layer ${this.#layer.index + 1} could only be read in part: ${error.message}.`
		});
	}
	get places() {
		return this.#places && Float64Array.from(this.#places);
	}
	finish() {
		const entries = this.#entries.build();
		return this.finishOf({
			entries,
			whiteouts: this.#whiteouts,
			opaques: this.#opaques
		});
	}
	async finishOf(listed) {
		const entries = EntryList.from(listed.entries);
		const lowerLinks = linkedRecords(entries, this.#hardLinks, this.#analyzers, this.#evidence);
		await this.#evidence.readGroups();
		this.#evidence.dropReplaced(entries);
		return {
			diffId: this.#layer.diffId,
			entries,
			whiteouts: listed.whiteouts,
			opaques: listed.opaques,
			...this.#evidence.collected(),
			...lowerLinks.length === 0 ? void 0 : { lowerLinks }
		};
	}
	#later = (work) => {
		this.#waiting.push(work);
	};
	#markerBytes = 0;
	#countUp(marker) {
		if (marker !== void 0) this.#markerBytes += 2 * marker.length + 64;
		if (this.#entries.length + this.#whiteouts.length + this.#opaques.length >= this.#caps.entries) throw new OverLimit(`it has more than ${this.#caps.entries} entries`);
		if (this.#entries.size + this.#markerBytes > this.#caps.entryBytes) throw new OverLimit(`its names take more than ${this.#caps.entryBytes} bytes`);
	}
	#offer(entry, place) {
		let wanting;
		for (const analyzer of this.#analyzers) {
			if (!analyzer.wants(entry)) continue;
			if (wanting === void 0) wanting = [analyzer];
			else wanting.push(analyzer);
		}
		if (wanting === void 0) return void 0;
		this.#evidence.mention(entry.path);
		const readers = wanting.filter(({ maxBytes }) => entry.size <= maxBytes);
		const refused = wanting.filter(({ maxBytes }) => entry.size > maxBytes);
		if (refused.length > 0) this.#later(async () => this.#evidence.tooLarge(entry, refused));
		return both(this.#lend(entry, readers.filter((analyzer) => !("open" in analyzer)), place), passBy(entry, readers.filter((analyzer) => "open" in analyzer), {
			evidence: this.#evidence,
			later: this.#later
		}));
	}
	#lend(entry, readers, place) {
		if (readers.length === 0) return void 0;
		const { size } = entry;
		const isForLater = readers.some((analyzer) => "readTogether" in analyzer);
		const receive = (body) => this.#evidence.read(entry, body, readers);
		if (place !== void 0 && (isForLater || size > 1048576)) {
			this.#later(() => receive(lyingBody(place, size, this.#scratch)));
			return;
		}
		const fail = (error) => this.#later(async () => this.#evidence.unreadable(entry.path, readers, error));
		return collect$1({
			size,
			scratch: this.#scratch,
			later: this.#later,
			receive,
			fail
		}, isForLater);
	}
};
// src/image/kept-layer.ts
const MAX_KEPT = 2 * 1024 ** 3;
function keptLayer(layer, folder, limit = MAX_KEPT) {
	const path = pathOf$1(layer, folder);
	const open = (onBytes) => existsSync(path) ? keptTar(path, () => onBytes?.(layer.size ?? 0)) : keeping(layer.open(onBytes), new Copy(path, limit));
	return {
		...layer,
		open
	};
}
function openKept(layer, folder) {
	const path = pathOf$1(layer, folder);
	if (!existsSync(path)) return void 0;
	const descriptor = openSync(path, "r");
	return {
		path,
		fill(buffer, place) {
			for (let filled = 0; filled < buffer.length;) {
				const bytes = readSync(descriptor, buffer, filled, buffer.length - filled, place + filled);
				if (bytes === 0) throw cutOff(path, buffer.length - filled);
				filled += bytes;
			}
		},
		close: () => closeSync(descriptor)
	};
}
async function keepTar(path, layer, folder) {
	await link(path, pathOf$1(layer, folder)).catch(NO);
}
function pathOf$1({ diffId }, folder) {
	return join(folder, `${diffId.replace(":", "-")}.tar`);
}
async function* keptTar(path, onEnd) {
	const { size } = await stat(path);
	yield* readPlaceAhead({
		file: path,
		start: 0,
		size
	}, path);
	onEnd();
}
async function* keeping(tar, copy) {
	try {
		for await (const chunk of tar) {
			const written = copy.write(chunk);
			yield chunk;
			await written;
		}
		await copy.end();
	} finally {
		await copy.drop();
	}
}
var Copy = class {
	#path;
	#part;
	#limit;
	#file;
	#size = 0;
	constructor(path, limit) {
		this.#path = path;
		this.#part = `${path}.part`;
		this.#limit = limit;
		this.#file = open(this.#part, "wx", 384).catch(() => void 0);
	}
	async write(chunk) {
		const file = await this.#file;
		if (file === void 0) return;
		this.#size += chunk.length;
		if (!(this.#size <= this.#limit && await file.writeFile(chunk).then(YES, NO))) await this.drop();
	}
	async end() {
		if (await this.#closed()) await rename(this.#part, this.#path).catch(NO);
	}
	async drop() {
		if (await this.#closed()) await rm(this.#part, { force: true });
	}
	async #closed() {
		const file = await this.#file;
		this.#file = Promise.resolve(void 0);
		return file !== void 0 && await file.close().then(YES, NO);
	}
};
const YES = () => true;
const NO = () => false;
// src/analysis/layer.ts
async function analyzeLayer(layer, analyzers, context) {
	const { keepIn, known } = context;
	if (keepIn === void 0 || !hasPlaces(known)) return readThrough(layer, analyzers, context);
	const kept = openKept(layer, keepIn);
	if (kept === void 0) return readThrough(layer, analyzers, context);
	try {
		return await readPlaces(layer, {
			known,
			kept
		}, analyzers, context);
	} finally {
		kept.close();
	}
}
async function readThrough(layer, analyzers, context) {
	const { keepIn } = context;
	const source = keepIn === void 0 ? layer : keptLayer(layer, keepIn);
	const pass = new LayerPass(layer, analyzers, context);
	const walker = new TarWalker(pass);
	const attempt = (work) => {
		if (pass.broken) return;
		try {
			work();
		} catch (error) {
			pass.breakOff(error);
		}
	};
	try {
		for await (const chunk of source.open(context.onBytes)) {
			context.signal?.throwIfAborted();
			attempt(() => walker.push(chunk));
			await pass.work();
			refuseLate(context);
		}
		attempt(() => walker.end());
	} catch (error) {
		pass.breakOff(error);
	}
	await pass.work();
	const result = await pass.finish();
	const { places } = pass;
	return keepIn === void 0 || places === void 0 ? result : {
		...result,
		places
	};
}
function hasPlaces(known) {
	return known?.places !== void 0;
}
const ROOM = 1048576;
async function readPlaces(layer, { known, kept }, analyzers, context) {
	const { entries, places } = known;
	const pass = new LayerPass(layer, analyzers, context);
	const room = Buffer.allocUnsafeSlow(ROOM);
	let used = 0;
	const emptied = async () => {
		context.signal?.throwIfAborted();
		await pass.work();
		used = 0;
		refuseLate(context);
	};
	try {
		let index = 0;
		for (const entry of entries) {
			const place = places[index];
			const sink = pass.again(entry, index++, {
				file: kept.path,
				start: place
			});
			if (sink === void 0) continue;
			if (entry.size > ROOM - used && entry.size <= ROOM) await emptied();
			for (let done = 0; done < entry.size;) {
				if (used === ROOM) await emptied();
				const piece = room.subarray(used, used + entry.size - done);
				kept.fill(piece, place + done);
				sink.write(piece);
				used += piece.length;
				done += piece.length;
			}
			sink.end();
		}
	} catch (error) {
		pass.breakOff(error);
	}
	await pass.work();
	context.onBytes?.(layer.size ?? 0);
	return pass.finishOf(known);
}
function refuseLate({ deadline = Number.POSITIVE_INFINITY }) {
	if (performance.now() > deadline) throw new OverLimit("the time that the policy allows has passed");
}
// src/analysis/workers/messages.ts
function packResult({ entries, ...rest }) {
	return {
		...rest,
		packed: EntryList.from(entries).packed
	};
}
function unpackResult({ packed, ...rest }) {
	const { buffer, byteOffset, byteLength } = packed.bytes;
	return {
		...rest,
		entries: new EntryList({
			...packed,
			bytes: Buffer.from(buffer, byteOffset, byteLength)
		})
	};
}
// src/analysis/workers/thread.ts
function isSendable(layer) {
	return layer.raw !== void 0;
}
var LayerThread = class {
	#worker;
	constructor({ url, data }) {
		this.#worker = new Worker(url, { workerData: data });
	}
	async read(layer, context, inflating = "beside") {
		if (!isSendable(layer)) throw new Error("this layer cannot be sent");
		const { scratch, onBytes, signal, caps = LAYER_CAPS, keepIn, deadline } = context;
		signal?.throwIfAborted();
		const { raw, open: _, ...info } = layer;
		const budget = new Budget(3);
		let resolve = () => {};
		let reject = () => {};
		const promise = new Promise((...ends) => {
			[resolve, reject] = ends;
		});
		const onMessage = (answer) => {
			if (answer.kind === "more") budget.add();
			else if (answer.kind === "read") onBytes?.(answer.bytes);
			else if (answer.kind === "scratch") scratch().then((path) => this.#say({
				kind: "scratch",
				path
			}), reject);
			else if (answer.kind === "result") resolve(unpackResult(answer.result));
			else reject(unpackError(answer.error));
		};
		const onExit = () => reject(new Error("a thread that reads layers has ended"));
		const onAbort = () => reject(signal?.reason);
		const worker = this.#worker.on("message", onMessage).on("error", reject).on("exit", onExit);
		signal?.addEventListener("abort", onAbort);
		try {
			const clock = deadline === void 0 ? void 0 : performance.timeOrigin + deadline;
			const place = raw.place?.();
			const { expected } = raw;
			this.#say({
				kind: "layer",
				info,
				place,
				expected,
				inflating,
				caps,
				keepIn,
				deadline: clock
			});
			if (place === void 0) this.#send(raw.stream(), budget, onBytes);
			return await promise;
		} finally {
			budget.close();
			signal?.removeEventListener("abort", onAbort);
			worker.off("message", onMessage).off("error", reject).off("exit", onExit);
		}
	}
	async close() {
		await this.#worker.terminate();
	}
	async #send(stored, budget, onBytes) {
		try {
			for await (const chunk of stored) {
				if (!await budget.take()) return;
				const bytes = new Uint8Array(chunk);
				this.#say({
					kind: "piece",
					bytes
				}, [bytes.buffer]);
				onBytes?.(chunk.length);
			}
			if (!budget.isClosed) this.#say({ kind: "end" });
		} catch (error) {
			if (!budget.isClosed) this.#say({
				kind: "failed",
				error: packError(error)
			});
		}
	}
	#say(order, own = []) {
		this.#worker.postMessage(order, own);
	}
};
var Budget = class {
	#left;
	isClosed = false;
	#wake;
	constructor(left) {
		this.#left = left;
	}
	add() {
		this.#left++;
		this.#wake?.();
	}
	close() {
		this.isClosed = true;
		this.#wake?.();
	}
	async take() {
		while (this.#left === 0 && !this.isClosed) await new Promise((resolve) => {
			this.#wake = resolve;
		});
		this.#left--;
		return !this.isClosed;
	}
};
// src/analysis/layer-reader.ts
const LANES_ALONE = 3;
const WORTH_A_THREAD = 67108864;
const PROCESSORS_FOR_A_THREAD = 2;
const PROCESSORS_FOR_NODE = 4;
function openReader(layers, analyzers, entry) {
	const here = { read: (layer, context) => analyzeLayer(layer, analyzers, context) };
	const bytes = layers.reduce((sum, { size = WORTH_A_THREAD }) => sum + size, 0);
	const isWorthIt = layers.length > 1 && bytes >= WORTH_A_THREAD && layers.every(isSendable);
	const { processors = availableParallelism() } = entry ?? {};
	if (entry === void 0 || !isWorthIt || processors < PROCESSORS_FOR_A_THREAD) return {
		lanes: Array.from({ length: LANES_ALONE }, () => here),
		close: async () => {}
	};
	const inflating = processors < PROCESSORS_FOR_NODE ? "here" : "beside";
	const thread = new LayerThread(entry);
	return {
		lanes: [{ read: (layer, context) => thread.read(layer, context, inflating) }, { read: (layer, context) => analyzeLayer(inflated$1(layer, inflating), analyzers, context) }],
		close: () => thread.close()
	};
}
function inflated$1(layer, inflating) {
	const { raw } = layer;
	if (raw === void 0) return layer;
	const stored = () => {
		const place = raw.place?.();
		return place === void 0 ? raw.stream() : readPlaceAhead(place, raw.expected.what);
	};
	const open = (onBytes) => openLayerStream(stored(), raw.expected, onBytes, { inflating });
	return {
		...layer,
		open
	};
}
// src/analysis/layers.ts
const MAX_IMAGE_ENTRY_BYTES = 268435456;
async function analyzeLayers(image, analyzers, { cache, host, keep: kept, known: before, time, workers: entry }) {
	const unique = [...new Map(image.layers.map((layer) => [layer.diffId, layer])).values()];
	const scratch = lazyScratch(host.cacheDir);
	const stage = host.log.stage("reading layers", lengthOf(unique));
	const budget = { entryBytes: MAX_IMAGE_ENTRY_BYTES };
	const deadline = time === void 0 ? void 0 : performance.now() + time;
	const results = new Map();
	try {
		for (const layer of unique) {
			const known = await cache?.get(layer.diffId, analyzers);
			if (known !== void 0) keep(known, layer, layer.size);
		}
		const unknown = unique.filter(({ diffId }) => !results.has(diffId));
		const reader = openReader(unknown, analyzers, entry);
		try {
			await inParallel(longestFirst(unknown), reader.lanes, async (layer, lane, signal) => {
				keep(await readLayer(layer, lane, signal), layer);
			});
		} finally {
			await reader.close();
		}
		return image.layers.map(({ diffId }) => results.get(diffId));
	} finally {
		stage.done();
		await scratch.remove();
	}
	function keep(result, { diffId, index }, bytes = 0) {
		results.set(diffId, result);
		budget.entryBytes -= EntryList.from(result.entries).size;
		stage.advance({
			bytes,
			step: `layer ${index + 1} of ${image.layers.length}`
		});
	}
	async function readLayer(layer, lane, signal) {
		const onBytes = countBytes(stage);
		const entryBytes = Math.min(LAYER_CAPS.entryBytes, budget.entryBytes);
		const caps = {
			...LAYER_CAPS,
			entryBytes
		};
		const keepIn = kept?.isWanted(layer) ? kept.folder : void 0;
		const known = before?.(layer);
		const context = {
			scratch: scratch.path,
			onBytes,
			signal,
			caps,
			keepIn,
			known,
			deadline
		};
		const result = await lane.read(layer, context);
		if ((deadline === void 0 || performance.now() < deadline) && entryBytes === LAYER_CAPS.entryBytes) await cache?.put(result, analyzers);
		return result;
	}
}
async function readAgain(image, layers, analyzers, options) {
	const wanted = [...new Set(layers)].flatMap((index) => image.layers[index] ?? []);
	const results = await analyzeLayers({ layers: wanted }, analyzers, {
		...options,
		cache: void 0
	});
	return new Map(wanted.map(({ index }, at) => [index, results[at]]));
}
function longestFirst(layers) {
	return [...layers].sort((a, b) => (b.size ?? 0) - (a.size ?? 0));
}
function lengthOf(layers) {
	const steps = layers.length;
	if (layers.some(({ size }) => size === void 0)) return { steps };
	return {
		steps,
		bytes: layers.reduce((sum, { size }) => sum + (size ?? 0), 0)
	};
}
function countBytes(stage) {
	return (bytes) => stage.advance({ bytes });
}
function lazyScratch(cacheDir) {
	let folder;
	return {
		path: async () => {
			folder ??= temporaryFolder(cacheDir, "layers");
			return (await folder).path;
		},
		remove: async () => (await folder?.catch(() => void 0))?.remove()
	};
}
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
			else append$1(records, id, {
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
function append$1(records, id, found) {
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
	#visible;
	constructor(layers, links) {
		this.#layers = layers;
		this.#links = links;
		this.layers = layers.map(({ result }) => result);
	}
	entry(path) {
		const hash = hashOfPath(path);
		for (let layer = this.#layers.length - 1; layer >= 0; layer--) {
			const { whiteouts, entries } = this.#layers[layer];
			const found = entries.find(path, hash)?.entry;
			if (found !== void 0) return this.#hiderOf(folderOf$1(path)) > layer ? void 0 : {
				...found,
				layer
			};
			if (whiteouts.has(path)) return void 0;
		}
	}
	*entries() {
		if (this.#visible === void 0) return yield* this.#findVisible();
		for (let layer = this.#layers.length - 1; layer >= 0; layer--) for (const entry of this.#layers[layer].entries.chosen(this.#visible[layer])) yield Object.assign(entry, { layer });
	}
	*#findVisible() {
		const visible = this.#layers.map(({ entries }) => entries.last());
		const above = new HashFilter();
		for (const [layer, { entries, whiteouts }] of [...this.#layers.entries()].reverse()) {
			const { hashes } = entries.packed;
			const own = visible[layer];
			let folder;
			let isFolderHidden = false;
			let index = -1;
			for (const entry of entries) {
				if (own[++index] === 0) continue;
				own[index] = 0;
				const hash = hashes[index];
				if (above.mayHave(hash) && this.#lastMention(entry.path, layer, hash) > layer) continue;
				const around = folderOf$1(entry.path);
				if (around !== folder) isFolderHidden = this.#hiderOf(around) > layer;
				folder = around;
				if (isFolderHidden) continue;
				own[index] = 1;
				yield Object.assign(entry, { layer });
			}
			for (const hash of hashes) above.add(hash);
			for (const path of whiteouts) above.add(hashOfPath(path));
		}
		this.#visible = visible;
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
		return this.#lastMention(path, layer) > layer || this.#hiderOf(folderOf$1(path)) > layer;
	}
	#lastMention(path, floor, hash = hashOfPath(path)) {
		for (let index = this.#layers.length - 1; index > floor; index--) {
			const { whiteouts, entries } = this.#layers[index];
			if (whiteouts.has(path) || entries.find(path, hash) !== void 0) return index;
		}
		return floor;
	}
	#hiderOf(folder) {
		const known = this.#hiders.get(folder);
		if (known !== void 0) return known;
		const above = folder === "" ? -1 : this.#hiderOf(folderOf$1(folder));
		const hash = hashOfPath(folder);
		let hider = this.#layers.length - 1;
		while (hider > above && !hides(this.#layers[hider], folder, hash)) hider--;
		this.#hiders.set(folder, hider);
		return hider;
	}
};
var HashFilter = class {
	#bits = new Uint8Array(FILTER_BYTES);
	add(hash) {
		this.#bits[(hash >>> 3) % FILTER_BYTES] |= 1 << (hash & 7);
	}
	mayHave(hash) {
		return (this.#bits[(hash >>> 3) % FILTER_BYTES] & 1 << (hash & 7)) !== 0;
	}
};
const FILTER_BYTES = 1048576;
function hides({ whiteouts, opaques, entries }, folder, hash) {
	if (opaques.has(folder)) return true;
	if (folder === "") return false;
	const found = entries.find(folder, hash)?.entry;
	return whiteouts.has(folder) || found !== void 0 && found.type !== "directory";
}
function folderOf$1(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
// src/inventory/evidence.ts
const MAX_PROBLEMS = 10;
const MAX_SHOWN = 80;
function problemList() {
	const kept = [];
	let more = 0;
	return {
		add: (kind, reason) => {
			if (kept.length < MAX_PROBLEMS) kept.push({
				kind,
				reason
			});
			else more++;
		},
		all: () => more === 0 ? kept : [...kept, {
			kind: "unreadable",
			reason: `There are ${more} more problems in this file.`
		}]
	};
}
function problemGaps(view, found, by) {
	return found.record.problems.map(({ kind, reason }) => fileGap(view, found, by, kind, reason));
}
function symlinkGaps(view, paths, by) {
	return paths.flatMap((path) => {
		const entry = view.entry(path);
		if (entry?.type !== "symlink") return [];
		return [fileGap(view, entry, by, "unreadable", "The package database is behind a symbolic link, which is not followed.")];
	});
}
function versionGaps(view, file, by, bad) {
	const reasons = bad.slice(0, MAX_PROBLEMS).map(({ name, version }) => {
		return `The version of ${short(name)}, "${short(version)}", is not one that ${by} allows, so it cannot be compared.`;
	});
	const more = bad.length - reasons.length;
	if (more > 0) reasons.push(`The versions of ${more} more packages are not such that ${by} allows them.`);
	return reasons.map((reason) => fileGap(view, file, by, "version", reason));
}
function short(text) {
	return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
function fileGap(view, file, by, kind, reason) {
	return {
		kind,
		where: file.path,
		by,
		reason,
		layer: diffIdOf(view, file.layer)
	};
}
function databaseLocation(view, file) {
	return {
		path: file.path,
		layer: file.layer,
		diffId: diffIdOf(view, file.layer)
	};
}
function diffIdOf(view, layer) {
	const found = view.layers[layer];
	if (found === void 0) throw new RangeError(`the image has no layer ${layer}`);
	return found.diffId;
}
// src/inventory/apk.ts
const DATABASES$1 = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];
const OWN_PATHS = DATABASES$1.flatMap((path) => [
	path,
	path.replace("/db/installed", "/db"),
	path.replace("/db/installed", "")
]);
const MAX_BYTES$10 = 67108864;
const MAX_LINE$4 = 4096;
const MAX_PACKAGES$3 = 1e5;
const database$1 = {
	id: "apk-database",
	version: 2,
	maxBytes: MAX_BYTES$10,
	wants: (entry) => DATABASES$1.includes(entry.path),
	read: async (body) => parseDatabase(await body.bytes())
};
const apk = {
	id: "apk",
	analyzers: [database$1],
	packages(view, os) {
		const packages = new Map();
		const gaps = [...missingDatabase(view)];
		for (const found of view.records(database$1)) {
			gaps.push(...problemGaps(view, found, "apk"));
			for (const row of found.record.packages) {
				if (packages.has(row.name)) continue;
				packages.set(row.name, toPackage$5(row, view, found, os));
			}
			const bad = found.record.packages.filter(({ version }) => !apk$1.valid(version));
			gaps.push(...versionGaps(view, found, "apk", bad));
		}
		return {
			packages: [...packages.values()],
			gaps
		};
	},
	*owns(view, packages) {
		const byName = new Map(packages.map((one) => [one.name, one]));
		for (const { record } of view.records(database$1)) for (const { name, files } of record.packages) {
			const owner = byName.get(name);
			byName.delete(name);
			if (owner !== void 0) yield {
				owner,
				files
			};
		}
	}
};
function toPackage$5(row, view, found, os) {
	const { name, version, architecture, license } = row;
	return {
		name,
		version,
		ecosystem: osvEcosystem(os, "apk"),
		purl: systemPurl("apk", {
			namespace: os?.family ?? "",
			name,
			version,
			qualifiers: {
				arch: architecture,
				distro: os?.version
			}
		}),
		by: "apk",
		source: {
			name: row.origin ?? name,
			version
		},
		...architecture === void 0 ? {} : { architecture },
		...license === void 0 ? {} : { licenses: [license] },
		locations: [databaseLocation(view, found)]
	};
}
function missingDatabase(view) {
	if (view.records(database$1).length > 0) return [];
	return [...view.hiddenRecords(database$1).map((found) => {
		return fileGap(view, found, "apk", "unreadable", "A later layer removed the package database, so the installed packages cannot be told.");
	}).slice(-1), ...symlinkGaps(view, OWN_PATHS, "apk")];
}
function parseDatabase(bytes) {
	const packages = [];
	const problems = problemList();
	let fields = new Map();
	let files = fileNames();
	let folder = "";
	let number = 0;
	const close = () => {
		if (fields.size > 0) {
			const row = toRow$1(fields, files.text());
			if (row === void 0) problems.add("unreadable", `The package before line ${number} has no name or no version.`);
			else packages.push(row);
		}
		fields = new Map();
		files = fileNames();
		folder = "";
	};
	for (const { text, cut } of lines(bytes, MAX_LINE$4)) {
		number++;
		const [letter = "", colon] = text;
		if (text === "" || letter === "P" && fields.has("P")) close();
		if (text === "") continue;
		if (packages.length >= MAX_PACKAGES$3) {
			problems.add("limit", `There are more than ${MAX_PACKAGES$3} packages; the rest was not read.`);
			break;
		}
		if (colon !== ":") problems.add("unreadable", `Line ${number} is not part of a package database.`);
		else if (letter === "F") folder = cut ? "" : text.slice(2);
		else if (letter === "R" && !cut) files.add(`${folder}/${text.slice(2)}`);
		else if (FIELDS$3.has(letter) && cut) problems.add("limit", `Line ${number} is over ${MAX_LINE$4} bytes long.`);
		else if (FIELDS$3.has(letter)) fields.set(letter, text.slice(2));
	}
	number++;
	close();
	if (packages.length === 0 && problems.all().length > 0) throw new Unreadable("this is not an apk database");
	return {
		packages,
		problems: problems.all()
	};
}
const FIELDS$3 = new Set([
	"P",
	"V",
	"A",
	"o",
	"L"
]);
function toRow$1(fields, files) {
	const text = (letter) => fields.get(letter)?.trim() || void 0;
	const [name, version, architecture, origin, license] = [
		text("P"),
		text("V"),
		text("A"),
		text("o"),
		text("L")
	];
	if (name === void 0 || version === void 0) return void 0;
	return {
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		...origin === void 0 ? {} : { origin },
		...license === void 0 ? {} : { license },
		files
	};
}
// node_modules/packageurl-js/src/error.js
var require_error = __commonJSMin(((exports, module) => {
	function formatPurlErrorMessage(message = "") {
		const { length } = message;
		let formatted = "";
		if (length) {
			const code0 = message.charCodeAt(0);
			formatted = code0 >= 65 || code0 <= 90 ? `${message[0].toLowerCase()}${message.slice(1)}` : message;
			if (length > 1 && message.charCodeAt(length - 1) === 46 && message.charCodeAt(length - 2) !== 46) formatted = formatted.slice(0, -1);
		}
		return `Invalid purl: ${formatted}`;
	}
	var PurlError = class extends Error {
		constructor(message) {
			super(formatPurlErrorMessage(message));
		}
	};
	module.exports = {
		formatPurlErrorMessage,
		PurlError
	};
}));
// node_modules/packageurl-js/src/decode.js
var require_decode = __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { decodeURIComponent } = globalThis;
	function decodePurlComponent(comp, encodedURIComponent) {
		try {
			return decodeURIComponent(encodedURIComponent);
		} catch {}
		throw new PurlError(`unable to decode "${comp}" component`);
	}
	module.exports = { decodePurlComponent };
}));
// node_modules/packageurl-js/src/constants.js
var require_constants = __commonJSMin(((exports, module) => {
	module.exports = {
		LOOP_SENTINEL: 1e6,
		REUSED_SEARCH_PARAMS: new URLSearchParams(),
		REUSED_SEARCH_PARAMS_KEY: "_",
		REUSED_SEARCH_PARAMS_OFFSET: 2
	};
}));
// node_modules/packageurl-js/src/objects.js
var require_objects = __commonJSMin(((exports, module) => {
	const { LOOP_SENTINEL } = require_constants();
	function isObject(value) {
		return value !== null && typeof value === "object";
	}
	function recursiveFreeze(value_) {
		if (value_ === null || !(typeof value_ === "object" || typeof value_ === "function") || Object.isFrozen(value_)) return value_;
		const queue = [value_];
		let { length: queueLength } = queue;
		let pos = 0;
		while (pos < queueLength) {
			if (pos === LOOP_SENTINEL) throw new Error("Detected infinite loop in object crawl of recursiveFreeze");
			const obj = queue[pos++];
			Object.freeze(obj);
			if (Array.isArray(obj)) for (let i = 0, { length } = obj; i < length; i += 1) {
				const item = obj[i];
				if (item !== null && (typeof item === "object" || typeof item === "function") && !Object.isFrozen(item)) queue[queueLength++] = item;
			}
			else {
				const keys = Reflect.ownKeys(obj);
				for (let i = 0, { length } = keys; i < length; i += 1) {
					const propValue = obj[keys[i]];
					if (propValue !== null && (typeof propValue === "object" || typeof propValue === "function") && !Object.isFrozen(propValue)) queue[queueLength++] = propValue;
				}
			}
		}
		return value_;
	}
	module.exports = {
		isObject,
		recursiveFreeze
	};
}));
// node_modules/packageurl-js/src/strings.js
var require_strings = __commonJSMin(((exports, module) => {
	const { compare: localeCompare } = new Intl.Collator();
	const regexSemverNumberedGroups = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
	function isBlank(str) {
		for (let i = 0, { length } = str; i < length; i += 1) {
			const code = str.charCodeAt(i);
			if (!(code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 160 || code === 5760 || code === 8192 || code === 8193 || code === 8194 || code === 8195 || code === 8196 || code === 8197 || code === 8198 || code === 8199 || code === 8200 || code === 8201 || code === 8202 || code === 8232 || code === 8233 || code === 8239 || code === 8287 || code === 12288 || code === 65279)) return false;
		}
		return true;
	}
	function isNonEmptyString(value) {
		return typeof value === "string" && value.length > 0;
	}
	function isSemverString(value) {
		return typeof value === "string" && regexSemverNumberedGroups.test(value);
	}
	function lowerName(purl) {
		purl.name = purl.name.toLowerCase();
	}
	function lowerNamespace(purl) {
		const { namespace } = purl;
		if (typeof namespace === "string") purl.namespace = namespace.toLowerCase();
	}
	function lowerVersion(purl) {
		const { version } = purl;
		if (typeof version === "string") purl.version = version.toLowerCase();
	}
	function replaceDashesWithUnderscores(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("-", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "_";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function replaceUnderscoresWithDashes(str) {
		let result = "";
		let fromIndex = 0;
		let index = 0;
		while ((index = str.indexOf("_", fromIndex)) !== -1) {
			result = result + str.slice(fromIndex, index) + "-";
			fromIndex = index + 1;
		}
		return fromIndex ? result + str.slice(fromIndex) : str;
	}
	function trimLeadingSlashes(str) {
		let start = 0;
		while (str.charCodeAt(start) === 47) start += 1;
		return start === 0 ? str : str.slice(start);
	}
	module.exports = {
		isBlank,
		isNonEmptyString,
		isSemverString,
		localeCompare,
		lowerName,
		lowerNamespace,
		lowerVersion,
		replaceDashesWithUnderscores,
		replaceUnderscoresWithDashes,
		trimLeadingSlashes
	};
}));
// node_modules/packageurl-js/src/encode.js
var require_encode = __commonJSMin(((exports, module) => {
	const { REUSED_SEARCH_PARAMS, REUSED_SEARCH_PARAMS_KEY, REUSED_SEARCH_PARAMS_OFFSET } = require_constants();
	const { isObject } = require_objects();
	const { isNonEmptyString } = require_strings();
	const { encodeURIComponent } = globalThis;
	function encodeNamespace(namespace) {
		return isNonEmptyString(namespace) ? encodeURIComponent(namespace).replace(/%3A/g, ":").replace(/%2F/g, "/") : "";
	}
	function encodeQualifierParam(param) {
		if (isNonEmptyString(param)) {
			REUSED_SEARCH_PARAMS.set(REUSED_SEARCH_PARAMS_KEY, param);
			return replacePlusSignWithPercentEncodedSpace(REUSED_SEARCH_PARAMS.toString().slice(REUSED_SEARCH_PARAMS_OFFSET));
		}
		return "";
	}
	function encodeQualifiers(qualifiers) {
		if (isObject(qualifiers)) {
			const qualifiersKeys = Object.keys(qualifiers).sort();
			const searchParams = new URLSearchParams();
			for (let i = 0, { length } = qualifiersKeys; i < length; i += 1) {
				const key = qualifiersKeys[i];
				searchParams.set(key, qualifiers[key]);
			}
			return replacePlusSignWithPercentEncodedSpace(searchParams.toString());
		}
		return "";
	}
	function encodeSubpath(subpath) {
		return isNonEmptyString(subpath) ? encodeURIComponent(subpath).replace(/%2F/g, "/") : "";
	}
	function encodeVersion(version) {
		return isNonEmptyString(version) ? encodeURIComponent(version).replace(/%3A/g, ":").replace(/%2B/g, "+") : "";
	}
	function replacePlusSignWithPercentEncodedSpace(str) {
		return str.replace(/\+/g, "%20");
	}
	module.exports = {
		encodeNamespace,
		encodeVersion,
		encodeQualifiers,
		encodeQualifierParam,
		encodeSubpath,
		encodeURIComponent
	};
}));
// node_modules/packageurl-js/src/helpers.js
var require_helpers = __commonJSMin(((exports, module) => {
	function createHelpersNamespaceObject(helpers, options_ = {}) {
		const { comparator, ...defaults } = {
			__proto__: null,
			...options_
		};
		const helperNames = Object.keys(helpers).sort();
		const propNames = [...new Set([...Object.values(helpers)].map(Object.keys).flat())].sort(comparator);
		const nsObject = Object.create(null);
		for (let i = 0, { length } = propNames; i < length; i += 1) {
			const propName = propNames[i];
			const helpersForProp = Object.create(null);
			for (let j = 0, { length: length_j } = helperNames; j < length_j; j += 1) {
				const helperName = helperNames[j];
				const helperValue = helpers[helperName][propName] ?? defaults[helperName];
				if (helperValue !== void 0) helpersForProp[helperName] = helperValue;
			}
			nsObject[propName] = helpersForProp;
		}
		return nsObject;
	}
	module.exports = { createHelpersNamespaceObject };
}));
// node_modules/packageurl-js/src/normalize.js
var require_normalize = __commonJSMin(((exports, module) => {
	const { isObject } = require_objects();
	const { isBlank } = require_strings();
	function normalizeName(rawName) {
		return typeof rawName === "string" ? rawName.trim() : void 0;
	}
	function normalizeNamespace(rawNamespace) {
		return typeof rawNamespace === "string" ? normalizePath(rawNamespace) : void 0;
	}
	function normalizePath(pathname, callback) {
		let collapsed = "";
		let start = 0;
		while (pathname.charCodeAt(start) === 47) start += 1;
		let nextIndex = pathname.indexOf("/", start);
		if (nextIndex === -1) return pathname.slice(start);
		while (nextIndex !== -1) {
			const segment = pathname.slice(start, nextIndex);
			if (callback === void 0 || callback(segment)) collapsed = collapsed + (collapsed.length === 0 ? "" : "/") + segment;
			start = nextIndex + 1;
			while (pathname.charCodeAt(start) === 47) start += 1;
			nextIndex = pathname.indexOf("/", start);
		}
		const lastSegment = pathname.slice(start);
		if (lastSegment.length !== 0 && (callback === void 0 || callback(lastSegment))) collapsed = collapsed + "/" + lastSegment;
		return collapsed;
	}
	function normalizeQualifiers(rawQualifiers) {
		let qualifiers;
		for (const { 0: key, 1: value } of qualifiersToEntries(rawQualifiers)) {
			const trimmed = (typeof value === "string" ? value : String(value)).trim();
			if (trimmed.length === 0) continue;
			if (qualifiers === void 0) qualifiers = { __proto__: null };
			qualifiers[key.toLowerCase()] = trimmed;
		}
		return qualifiers;
	}
	function normalizeSubpath(rawSubpath) {
		return typeof rawSubpath === "string" ? normalizePath(rawSubpath, subpathFilter) : void 0;
	}
	function normalizeType(rawType) {
		return typeof rawType === "string" ? rawType.trim().toLowerCase() : void 0;
	}
	function normalizeVersion(rawVersion) {
		return typeof rawVersion === "string" ? rawVersion.trim() : void 0;
	}
	function qualifiersToEntries(rawQualifiers) {
		if (isObject(rawQualifiers)) return rawQualifiers instanceof URLSearchParams ? rawQualifiers.entries() : Object.entries(rawQualifiers);
		return typeof rawQualifiers === "string" ? new URLSearchParams(rawQualifiers).entries() : Object.entries({});
	}
	function subpathFilter(segment) {
		const { length } = segment;
		if (length === 1 && segment.charCodeAt(0) === 46) return false;
		if (length === 2 && segment.charCodeAt(0) === 46 && segment.charCodeAt(1) === 46) return false;
		return !isBlank(segment);
	}
	module.exports = {
		normalizeName,
		normalizeNamespace,
		normalizePath,
		normalizeQualifiers,
		normalizeSubpath,
		normalizeType,
		normalizeVersion
	};
}));
// node_modules/packageurl-js/src/lang.js
var require_lang = __commonJSMin(((exports, module) => {
	function isNullishOrEmptyString(value) {
		return value === null || value === void 0 || typeof value === "string" && value.length === 0;
	}
	module.exports = { isNullishOrEmptyString };
}));
// node_modules/packageurl-js/src/validate.js
var require_validate = __commonJSMin(((exports, module) => {
	const { PurlError } = require_error();
	const { isNullishOrEmptyString } = require_lang();
	const { isNonEmptyString } = require_strings();
	function validateEmptyByType(type, name, value, throws) {
		if (!isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} "${name}" component must be empty`);
			return false;
		}
		return true;
	}
	function validateName(name, throws) {
		return validateRequired("name", name, throws) && validateStrings("name", name, throws);
	}
	function validateNamespace(namespace, throws) {
		return validateStrings("namespace", namespace, throws);
	}
	function validateQualifiers(qualifiers, throws) {
		if (qualifiers === null || qualifiers === void 0) return true;
		if (typeof qualifiers !== "object") {
			if (throws) throw new PurlError("\"qualifiers\" must be an object");
			return false;
		}
		const keysIterable = typeof qualifiers.keys === "function" ? qualifiers.keys() : Object.keys(qualifiers);
		for (const key of keysIterable) if (!validateQualifierKey(key, throws)) return false;
		return true;
	}
	function validateQualifierKey(key, throws) {
		if (!validateStartsWithoutNumber("qualifier", key, throws)) return false;
		for (let i = 0, { length } = key; i < length; i += 1) {
			const code = key.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 45 || code === 95)) {
				if (throws) throw new PurlError(`qualifier "${key}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateRequired(name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`"${name}" is a required component`);
			return false;
		}
		return true;
	}
	function validateRequiredByType(type, name, value, throws) {
		if (isNullishOrEmptyString(value)) {
			if (throws) throw new PurlError(`${type} requires a "${name}" component`);
			return false;
		}
		return true;
	}
	function validateStartsWithoutNumber(name, value, throws) {
		if (isNonEmptyString(value)) {
			const code = value.charCodeAt(0);
			if (code >= 48 && code <= 57) {
				if (throws) throw new PurlError(`${name} "${value}" cannot start with a number`);
				return false;
			}
		}
		return true;
	}
	function validateStrings(name, value, throws) {
		if (value === null || value === void 0 || typeof value === "string") return true;
		if (throws) throw new PurlError(`"'${name}" must be a string`);
		return false;
	}
	function validateSubpath(subpath, throws) {
		return validateStrings("subpath", subpath, throws);
	}
	function validateType(type, throws) {
		if (!validateRequired("type", type, throws) || !validateStrings("type", type, throws) || !validateStartsWithoutNumber("type", type, throws)) return false;
		for (let i = 0, { length } = type; i < length; i += 1) {
			const code = type.charCodeAt(i);
			if (!(code >= 48 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || code === 46 || code === 43 || code === 45)) {
				if (throws) throw new PurlError(`type "${type}" contains an illegal character`);
				return false;
			}
		}
		return true;
	}
	function validateVersion(version, throws) {
		return validateStrings("version", version, throws);
	}
	module.exports = {
		validateEmptyByType,
		validateName,
		validateNamespace,
		validateQualifiers,
		validateQualifierKey,
		validateRequired,
		validateRequiredByType,
		validateStartsWithoutNumber,
		validateStrings,
		validateSubpath,
		validateType,
		validateVersion
	};
}));
// node_modules/packageurl-js/src/purl-component.js
var require_purl_component = __commonJSMin(((exports, module) => {
	const { encodeNamespace, encodeVersion, encodeQualifiers, encodeQualifierParam, encodeSubpath, encodeURIComponent } = require_encode();
	const { createHelpersNamespaceObject } = require_helpers();
	const { normalizeType, normalizeNamespace, normalizeName, normalizeVersion, normalizeQualifiers, normalizeSubpath } = require_normalize();
	const { localeCompare, isNonEmptyString } = require_strings();
	const { validateType, validateNamespace, validateName, validateVersion, validateQualifiers, validateQualifierKey, validateSubpath } = require_validate();
	const PurlComponentEncoder = (comp) => isNonEmptyString(comp) ? encodeURIComponent(comp) : "";
	const PurlComponentStringNormalizer = (comp) => typeof comp === "string" ? comp : void 0;
	const PurlComponentValidator = (_comp, _throws) => true;
	const componentSortOrderLookup = {
		__proto__: null,
		type: 0,
		namespace: 1,
		name: 2,
		version: 3,
		qualifiers: 4,
		qualifierKey: 5,
		qualifierValue: 6,
		subpath: 7
	};
	function componentSortOrder(comp) {
		return componentSortOrderLookup[comp] ?? comp;
	}
	function componentComparator(compA, compB) {
		return localeCompare(componentSortOrder(compA), componentSortOrder(compB));
	}
	module.exports = { PurlComponent: createHelpersNamespaceObject({
		encode: {
			namespace: encodeNamespace,
			version: encodeVersion,
			qualifiers: encodeQualifiers,
			qualifierKey: encodeQualifierParam,
			qualifierValue: encodeQualifierParam,
			subpath: encodeSubpath
		},
		normalize: {
			type: normalizeType,
			namespace: normalizeNamespace,
			name: normalizeName,
			version: normalizeVersion,
			qualifiers: normalizeQualifiers,
			subpath: normalizeSubpath
		},
		validate: {
			type: validateType,
			namespace: validateNamespace,
			name: validateName,
			version: validateVersion,
			qualifierKey: validateQualifierKey,
			qualifiers: validateQualifiers,
			subpath: validateSubpath
		}
	}, {
		comparator: componentComparator,
		encode: PurlComponentEncoder,
		normalize: PurlComponentStringNormalizer,
		validate: PurlComponentValidator
	}) };
}));
// node_modules/packageurl-js/src/purl-qualifier-names.js
var require_purl_qualifier_names = __commonJSMin(((exports, module) => {
	module.exports = { PurlQualifierNames: {
		__proto__: null,
		RepositoryUrl: "repository_url",
		DownloadUrl: "download_url",
		VcsUrl: "vcs_url",
		FileName: "file_name",
		Checksum: "checksum"
	} };
}));
// node_modules/packageurl-js/src/purl-type.js
var require_purl_type = __commonJSMin(((exports, module) => {
	const { isNullishOrEmptyString } = require_lang();
	const { createHelpersNamespaceObject } = require_helpers();
	const { isSemverString, lowerName, lowerNamespace, lowerVersion, replaceDashesWithUnderscores, replaceUnderscoresWithDashes } = require_strings();
	const { validateEmptyByType, validateRequiredByType } = require_validate();
	const { PurlError } = require_error();
	const PurlTypNormalizer = (purl) => purl;
	const PurlTypeValidator = (_purl, _throws) => true;
	module.exports = { PurlType: createHelpersNamespaceObject({
		normalize: {
			alpm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			apk(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitbucket(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			bitnami(purl) {
				lowerName(purl);
				return purl;
			},
			composer(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			deb(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			gitlab(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			github(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			hex(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			huggingface(purl) {
				lowerVersion(purl);
				return purl;
			},
			mlflow(purl) {
				if (purl.qualifiers?.repository_url?.includes("databricks")) lowerName(purl);
				return purl;
			},
			npm(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				return purl;
			},
			luarocks(purl) {
				lowerVersion(purl);
				return purl;
			},
			oci(purl) {
				lowerName(purl);
				return purl;
			},
			pub(purl) {
				lowerName(purl);
				purl.name = replaceDashesWithUnderscores(purl.name);
				return purl;
			},
			pypi(purl) {
				lowerNamespace(purl);
				lowerName(purl);
				purl.name = replaceUnderscoresWithDashes(purl.name);
				return purl;
			},
			qpkg(purl) {
				lowerNamespace(purl);
				return purl;
			},
			rpm(purl) {
				lowerNamespace(purl);
				return purl;
			}
		},
		validate: {
			conan(purl, throws) {
				if (isNullishOrEmptyString(purl.namespace)) {
					if (purl.qualifiers?.channel) {
						if (throws) throw new PurlError("conan requires a \"namespace\" component when a \"channel\" qualifier is present");
						return false;
					}
				} else if (isNullishOrEmptyString(purl.qualifiers)) {
					if (throws) throw new PurlError("conan requires a \"qualifiers\" component when a namespace is present");
					return false;
				}
				return true;
			},
			cran(purl, throws) {
				return validateRequiredByType("cran", "version", purl.version, throws);
			},
			golang(purl) {
				const { version } = purl;
				if ((typeof version === "string" ? version.length : 0) && version.charCodeAt(0) === 118 && !isSemverString(version.slice(1))) {
					if (throws) throw new PurlError("golang \"version\" component starting with a \"v\" must be followed by a valid semver version");
					return false;
				}
				return true;
			},
			maven(purl, throws) {
				return validateRequiredByType("maven", "namespace", purl.namespace, throws);
			},
			mlflow(purl, throws) {
				return validateEmptyByType("mlflow", "namespace", purl.namespace, throws);
			},
			oci(purl, throws) {
				return validateEmptyByType("oci", "namespace", purl.namespace, throws);
			},
			pub(purl, throws) {
				const { name } = purl;
				for (let i = 0, { length } = name; i < length; i += 1) {
					const code = name.charCodeAt(i);
					if (!(code >= 48 && code <= 57 || code >= 97 && code <= 122 || code === 95)) {
						if (throws) throw new PurlError("pub \"name\" component may only contain [a-z0-9_] characters");
						return false;
					}
				}
				return true;
			},
			swift(purl, throws) {
				return validateRequiredByType("swift", "namespace", purl.namespace, throws) && validateRequiredByType("swift", "version", purl.version, throws);
			}
		}
	}, {
		normalize: PurlTypNormalizer,
		validate: PurlTypeValidator
	}) };
}));
// node_modules/packageurl-js/src/package-url.js
var require_package_url = __commonJSMin(((exports, module) => {
	const { decodePurlComponent } = require_decode();
	const { isObject, recursiveFreeze } = require_objects();
	const { isBlank, isNonEmptyString, trimLeadingSlashes } = require_strings();
	const { PurlComponent } = require_purl_component();
	const { PurlQualifierNames } = require_purl_qualifier_names();
	const { PurlType } = require_purl_type();
	const { PurlError } = require_error();
	var PackageURL = class PackageURL {
		static Component = recursiveFreeze(PurlComponent);
		static KnownQualifierNames = recursiveFreeze(PurlQualifierNames);
		static Type = recursiveFreeze(PurlType);
		constructor(rawType, rawNamespace, rawName, rawVersion, rawQualifiers, rawSubpath) {
			const type = isNonEmptyString(rawType) ? PurlComponent.type.normalize(rawType) : rawType;
			PurlComponent.type.validate(type, true);
			const namespace = isNonEmptyString(rawNamespace) ? PurlComponent.namespace.normalize(rawNamespace) : rawNamespace;
			PurlComponent.namespace.validate(namespace, true);
			const name = isNonEmptyString(rawName) ? PurlComponent.name.normalize(rawName) : rawName;
			PurlComponent.name.validate(name, true);
			const version = isNonEmptyString(rawVersion) ? PurlComponent.version.normalize(rawVersion) : rawVersion;
			PurlComponent.version.validate(version, true);
			const qualifiers = typeof rawQualifiers === "string" || isObject(rawQualifiers) ? PurlComponent.qualifiers.normalize(rawQualifiers) : rawQualifiers;
			PurlComponent.qualifiers.validate(qualifiers, true);
			const subpath = isNonEmptyString(rawSubpath) ? PurlComponent.subpath.normalize(rawSubpath) : rawSubpath;
			PurlComponent.subpath.validate(subpath, true);
			this.type = type;
			this.name = name;
			this.namespace = namespace ?? void 0;
			this.version = version ?? void 0;
			this.qualifiers = qualifiers ?? void 0;
			this.subpath = subpath ?? void 0;
			const typeHelpers = PurlType[type];
			if (typeHelpers) {
				typeHelpers.normalize(this);
				typeHelpers.validate(this, true);
			}
		}
		toString() {
			const { namespace, name, version, qualifiers, subpath, type } = this;
			let purlStr = `pkg:${PurlComponent.type.encode(type)}/`;
			if (namespace) purlStr = `${purlStr}${PurlComponent.namespace.encode(namespace)}/`;
			purlStr = `${purlStr}${PurlComponent.name.encode(name)}`;
			if (version) purlStr = `${purlStr}@${PurlComponent.version.encode(version)}`;
			if (qualifiers) purlStr = `${purlStr}?${PurlComponent.qualifiers.encode(qualifiers)}`;
			if (subpath) purlStr = `${purlStr}#${PurlComponent.subpath.encode(subpath)}`;
			return purlStr;
		}
		static fromString(purlStr) {
			return new PackageURL(...PackageURL.parseString(purlStr));
		}
		static parseString(purlStr) {
			if (typeof purlStr !== "string") throw new Error("A purl string argument is required.");
			if (isBlank(purlStr)) return [
				void 0,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			const colonIndex = purlStr.indexOf(":");
			let url;
			let maybeUrlWithAuth;
			if (colonIndex !== -1) try {
				const beforeColon = purlStr.slice(0, colonIndex);
				const afterColon = purlStr.slice(colonIndex + 1);
				const trimmedAfterColon = trimLeadingSlashes(afterColon);
				url = new URL(`${beforeColon}:${trimmedAfterColon}`);
				maybeUrlWithAuth = afterColon.length === trimmedAfterColon.length ? url : new URL(purlStr);
			} catch (e) {
				throw new PurlError("failed to parse as URL", { cause: e });
			}
			if (url?.protocol !== "pkg:") throw new PurlError("missing required \"pkg\" scheme component");
			if (maybeUrlWithAuth.username !== "" || maybeUrlWithAuth.password !== "") throw new PurlError("cannot contain a \"user:pass@host:port\"");
			const { pathname } = url;
			const firstSlashIndex = pathname.indexOf("/");
			const rawType = decodePurlComponent("type", firstSlashIndex === -1 ? pathname : pathname.slice(0, firstSlashIndex));
			if (firstSlashIndex < 1) return [
				rawType,
				void 0,
				void 0,
				void 0,
				void 0,
				void 0
			];
			let rawVersion;
			let atSignIndex = pathname.lastIndexOf("@");
			if (atSignIndex !== -1 && pathname.charCodeAt(atSignIndex - 1) === 47) atSignIndex = -1;
			const beforeVersion = pathname.slice(rawType.length + 1, atSignIndex === -1 ? pathname.length : atSignIndex);
			if (atSignIndex !== -1) rawVersion = decodePurlComponent("version", pathname.slice(atSignIndex + 1));
			let rawNamespace;
			let rawName;
			const lastSlashIndex = beforeVersion.lastIndexOf("/");
			if (lastSlashIndex === -1) rawName = decodePurlComponent("name", beforeVersion);
			else {
				rawName = decodePurlComponent("name", beforeVersion.slice(lastSlashIndex + 1));
				rawNamespace = decodePurlComponent("namespace", beforeVersion.slice(0, lastSlashIndex));
			}
			let rawQualifiers;
			const { searchParams } = url;
			if (searchParams.size !== 0) {
				searchParams.forEach((value) => decodePurlComponent("qualifiers", value));
				rawQualifiers = searchParams;
			}
			let rawSubpath;
			const { hash } = url;
			if (hash.length !== 0) rawSubpath = decodePurlComponent("subpath", hash.slice(1));
			return [
				rawType,
				rawNamespace,
				rawName,
				rawVersion,
				rawQualifiers,
				rawSubpath
			];
		}
	};
	for (const staticProp of [
		"Component",
		"KnownQualifierNames",
		"Type"
	]) Reflect.defineProperty(PackageURL, staticProp, {
		...Reflect.getOwnPropertyDescriptor(PackageURL, staticProp),
		writable: false
	});
	Reflect.setPrototypeOf(PackageURL.prototype, null);
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
}));
// src/inventory/library.ts
var import_packageurl_js = __commonJSMin(((exports, module) => {
	const { PackageURL, PurlComponent, PurlQualifierNames, PurlType } = require_package_url();
	module.exports = {
		PackageURL,
		PurlComponent,
		PurlQualifierNames,
		PurlType
	};
}))();
function libraryPackage(kind, facts, view, file) {
	const { name, version, purl, licenses = [] } = facts;
	return {
		name,
		version,
		ecosystem: kind.ecosystem,
		purl: libraryPurl(kind.purlType, {
			name,
			version,
			...purl
		}),
		by: kind.by,
		...licenses.length === 0 ? {} : { licenses },
		locations: [databaseLocation(view, file)]
	};
}
function withDependencies(own, purls) {
	const dependencies = [...new Set(purls)].filter((purl) => purl !== void 0 && purl !== own.purl);
	return dependencies.length === 0 ? own : {
		...own,
		dependencies
	};
}
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
function fileName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
// src/inventory/bitnami.ts
const BITNAMI = {
	by: "bitnami",
	ecosystem: "Bitnami",
	purlType: "bitnami"
};
const documents$1 = {
	id: "bitnami-spdx",
	version: 1,
	maxBytes: 16777216,
	wants: ({ path }) => /^opt\/bitnami\/[^/]+\/\.spdx-[^/]+\.spdx$/.test(path),
	read: async (body) => parseDocument(await body.bytes())
};
const bitnami = {
	id: "bitnami",
	analyzers: [documents$1],
	byPath: true,
	packages(view) {
		return {
			packages: view.records(documents$1).flatMap((found) => found.record.map(({ name, version, qualifiers, license }) => {
				const own = libraryPackage(BITNAMI, {
					name,
					version,
					licenses: license === void 0 ? [] : [license],
					purl: { qualifiers }
				}, view, found);
				const { arch } = qualifiers;
				return arch === void 0 ? own : {
					...own,
					architecture: arch
				};
			})),
			gaps: []
		};
	}
};
function parseDocument(bytes) {
	const { packages } = parseObject(bytes);
	const found = arrayOf(packages).flatMap((value) => {
		const row = objectOf(value);
		const purl = purlOf$1(row?.externalRefs);
		const version = purl?.version ?? textOf(row?.versionInfo);
		if (purl === void 0 || version === void 0) return [];
		const license = [row?.licenseConcluded, row?.licenseDeclared].map(textOf).find((text) => text !== void 0 && text !== "NOASSERTION" && text !== "NONE");
		return [compact({
			name: purl.name,
			version,
			qualifiers: { ...purl.qualifiers },
			license
		})];
	});
	const byPurl = new Map();
	for (const one of found) {
		const key = JSON.stringify([
			one.name,
			one.version,
			one.qualifiers.arch
		]);
		if (!byPurl.has(key)) byPurl.set(key, one);
	}
	return [...byPurl.values()];
}
function purlOf$1(references) {
	for (const reference of arrayOf(references)) {
		const text = textOf(objectOf(reference)?.referenceLocator);
		if (text?.startsWith("pkg:bitnami/") !== true) continue;
		try {
			const { name, version, qualifiers } = import_packageurl_js.PackageURL.fromString(text);
			if (name) return {
				name,
				version: version ?? void 0,
				qualifiers: qualifiers ?? {}
			};
		} catch {}
	}
}
// src/inventory/rpm/package.ts
const NAMESPACES = new Map([
	["suse", "suse"],
	["slem", "suse"],
	["opensuse-leap", "opensuse"],
	["opensuse-leap-micro", "opensuse"],
	["opensuse-tumbleweed", "opensuse"],
	["mariner", "cbl-mariner"]
]);
function rpmPackage(parts, by, os, location) {
	const { name, architecture, vendor, moduleLabel } = parts;
	const evr = printEvr(parts.epoch, parts.version, parts.release);
	return {
		name,
		version: evr,
		ecosystem: osvEcosystem(os, "rpm"),
		purl: purlOf(parts, os),
		by,
		source: sourceOf(parts) ?? {
			name,
			version: evr
		},
		...isGiven(architecture) ? { architecture } : {},
		...isGiven(parts.license) ? { licenses: [parts.license] } : {},
		...isGiven(vendor) ? { vendor } : {},
		...isGiven(moduleLabel) ? { module: moduleLabel } : {},
		locations: [location]
	};
}
function installedName(parts) {
	const { name, epoch, version, release, architecture } = parts;
	const own = isGiven(architecture) ? architecture : void 0;
	return JSON.stringify([
		name,
		printEvr(epoch, version, release),
		own
	]);
}
function purlOf(parts, os) {
	return systemPurl("rpm", {
		namespace: os === void 0 ? "" : NAMESPACES.get(os.family) ?? os.family,
		name: parts.name,
		version: printEvr(void 0, parts.version, parts.release),
		qualifiers: {
			arch: isGiven(parts.architecture) ? parts.architecture : void 0,
			distro: os === void 0 ? void 0 : os.version === "" ? os.family : `${os.family}-${os.version}`,
			epoch: parts.epoch ? String(parts.epoch) : void 0,
			modularitylabel: isGiven(parts.moduleLabel) ? parts.moduleLabel : void 0
		}
	});
}
function sourceOf(parts) {
	const match = /^(.+)-([^-]+)-([^-]+)\.[^.-]+\.rpm$/.exec(parts.sourceRpm ?? "");
	if (match === null) return void 0;
	const [, name = "", version = "", release = ""] = match;
	return {
		name,
		version: printEvr(parts.epoch, version, release)
	};
}
function printEvr(epoch, version, release) {
	return `${epoch ? `${epoch}:` : ""}${version}${release ? `-${release}` : ""}`;
}
function isGiven(text) {
	return text !== void 0 && text !== "" && text !== "(none)";
}
// src/inventory/bottlerocket.ts
const INVENTORY = "usr/share/bottlerocket/application-inventory.json";
const PATHS$1 = new Set([
	INVENTORY,
	`aarch64-bottlerocket-linux-gnu/sys-root/${INVENTORY}`,
	`x86_64-bottlerocket-linux-gnu/sys-root/${INVENTORY}`
]);
const inventories = {
	id: "bottlerocket",
	version: 1,
	maxBytes: 16777216,
	wants: (entry) => PATHS$1.has(entry.path),
	read: async (body) => parseInventory(await body.text())
};
const bottlerocket = {
	id: "bottlerocket",
	analyzers: [inventories],
	packages: (view, os) => {
		return {
			packages: view.records(inventories).flatMap(({ record, ...found }) => {
				const location = databaseLocation(view, found);
				return record.map((parts) => rpmPackage(parts, "bottlerocket", os, location));
			}),
			gaps: []
		};
	}
};
function parseInventory(text) {
	const document = parseJson$2(text);
	const content = isObject(document) ? document.Content : void 0;
	if (!Array.isArray(content)) throw new Unreadable("The application inventory has no list of applications.");
	return content.map((row) => parseApplication(row));
}
function parseJson$2(text) {
	try {
		return JSON.parse(text);
	} catch {
		throw new Unreadable("The application inventory is not JSON.");
	}
}
function parseApplication(row) {
	const text = (key) => {
		const value = isObject(row) ? row[key] : void 0;
		return typeof value === "string" ? value : "";
	};
	const [name, version, epoch] = [
		text("Name"),
		text("Version"),
		text("Epoch")
	];
	if (name === "" || version === "" || !/^\d{0,10}$/.test(epoch)) throw new Unreadable("The application inventory has an application without name or version.");
	return {
		name,
		version,
		release: text("Release"),
		epoch: Number(epoch),
		architecture: text("Architecture"),
		vendor: text("Publisher")
	};
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/inventory/toml.ts
function parseToml(text) {
	try {
		return parse(text.replace(/^\uFEFF/, ""));
	} catch (error) {
		throw new Unreadable(`it is not TOML: ${messageOf(error).split("\n")[0]?.slice(0, 200)}`);
	}
}
// src/inventory/cargo-lock.ts
const CRATES$1 = {
	by: "cargo-lock",
	ecosystem: "crates.io",
	purlType: "cargo"
};
const MAX_BYTES$9 = 8388608;
const MAX_PACKAGES$2 = 2e4;
const locks$1 = {
	id: "cargo-lock",
	version: 1,
	maxBytes: MAX_BYTES$9,
	wants: ({ path }) => fileName(path) === "Cargo.lock" && !isDownloaded(path),
	read: async (body) => parseLock(await body.text())
};
const manifests$3 = {
	id: "cargo-manifest",
	version: 1,
	maxBytes: MAX_BYTES$9,
	wants: ({ path }) => fileName(path) === "Cargo.toml" && !isDownloaded(path),
	read: async (body) => wantedNames(parseToml(await body.text()))
};
const cargoLock = {
	id: "cargo-lock",
	analyzers: [locks$1, manifests$3],
	byPath: true,
	packages(view) {
		const projects = view.records(manifests$3);
		return {
			packages: view.records(locks$1).flatMap((found) => listed$3(view, found, projects)),
			gaps: []
		};
	}
};
function isDownloaded(path) {
	return /(?:^|\/)registry\/src\/|(?:^|\/)git\/checkouts\//.test(path);
}
function listed$3(view, found, projects) {
	const crates = found.record;
	const byKey = new Map();
	for (const crate of crates) {
		byKey.set(crate.name, crate);
		byKey.set(`${crate.name} ${crate.version}`, crate);
	}
	const atRunTime = reached(crates, byKey, wantedBeside(found.path, projects));
	const toPackage = (crate) => libraryPackage(CRATES$1, crate, view, found);
	const purls = new Map(crates.map((crate) => [crate, toPackage(crate).purl]));
	return crates.map((crate) => {
		const wanted = (crate.dependencies ?? []).map((key) => byKey.get(key));
		return {
			...withDependencies(toPackage(crate), wanted.map((one) => one === void 0 ? void 0 : purls.get(one))),
			...crate.foreign === true ? {} : { root: true },
			...atRunTime.has(crate) ? {} : { development: true },
			locked: true
		};
	});
}
function wantedBeside(path, projects) {
	const folder = folderOf(path);
	if (!projects.some((one) => folderOf(one.path) === folder)) return void 0;
	const own = projects.filter((one) => folder === "" || one.path.startsWith(`${folder}/`));
	return new Set(own.flatMap(({ record }) => record));
}
function reached(crates, byKey, wanted) {
	if (wanted === void 0) return new Set(crates);
	const all = new Set();
	const waiting = crates.filter(({ foreign }) => foreign !== true);
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		if (all.has(next)) continue;
		all.add(next);
		for (const key of next.dependencies ?? []) {
			const crate = byKey.get(key);
			if (crate !== void 0 && (next.foreign === true || wanted.has(crate.name))) waiting.push(crate);
		}
	}
	return all;
}
function parseLock(text) {
	const { package: rows } = parseToml(text);
	if (rows !== void 0 && !Array.isArray(rows)) throw new Unreadable("it is not a lock file of cargo");
	const list = arrayOf(rows);
	if (list.length > MAX_PACKAGES$2) throw new OverLimit(`it lists more than ${MAX_PACKAGES$2} packages`);
	return list.map((value) => {
		const row = objectOf(value);
		const [name, version] = [textOf(row?.name), textOf(row?.version)];
		if (name === void 0 || version === void 0) throw new Unreadable("it lists a package without a name or version");
		const dependencies = arrayOf(row?.dependencies).map((one) => textOf(one)?.replace(/ \([^)]*\)$/, "")).filter((one) => one !== void 0);
		return compact({
			name,
			version,
			foreign: row?.source === void 0 ? void 0 : true,
			dependencies: dependencies.length === 0 ? void 0 : dependencies
		});
	});
}
function wantedNames(document) {
	const own = [document, ...entriesOf(document.target).map(([, target]) => objectOf(target))].flatMap((table) => [
		table?.dependencies,
		table?.["build-dependencies"],
		table?.build_dependencies
	].flatMap(entriesOf));
	const shared = entriesOf(objectOf(document.workspace)?.dependencies);
	const realName = (row) => textOf(objectOf(row)?.package);
	const names = [...own.map(([name, row]) => realName(row) ?? name), ...shared.map(([, row]) => realName(row)).filter((name) => name !== void 0)];
	return [...new Set(names)];
}
// src/inventory/conda.ts
const CONDA = {
	by: "conda",
	ecosystem: "conda",
	purlType: "conda"
};
const records = {
	id: "conda-meta",
	version: 1,
	maxBytes: 33554432,
	wants: ({ path }) => fileName(folderOf(path)) === "conda-meta" && /-[^-/]+-[^-/]+\.json$/.test(path),
	read: async (body) => parseRecord(await body.bytes())
};
const conda = {
	id: "conda",
	analyzers: [records],
	byPath: true,
	packages(view) {
		return {
			packages: view.records(records).map((found) => {
				const { name, version, build, subdir, license } = found.record;
				return libraryPackage(CONDA, {
					name,
					version,
					licenses: license === void 0 ? [] : [license],
					purl: { qualifiers: {
						build,
						subdir
					} }
				}, view, found);
			}),
			gaps: []
		};
	}
};
function parseRecord(bytes) {
	const document = parseObject(bytes);
	const [name, version] = [textOf(document.name), textOf(document.version)];
	if (name === void 0 || version === void 0) throw new Unreadable("it has no name or no version");
	return compact({
		name,
		version,
		build: textOf(document.build),
		subdir: textOf(document.subdir),
		license: textOf(document.license)
	});
}
// src/inventory/dotnet-deps.ts
const MAX_NUGET_PACKAGES = 2e4;
function parseDeps(bytes) {
	const document = parseObject(bytes);
	const libraries = objectOf(document.libraries);
	if (libraries === void 0 || objectOf(document.targets) === void 0) return void 0;
	const targetName = textOf(objectOf(document.runtimeTarget)?.name) ?? textOf(document.runtimeTarget);
	const targets = new Map(entriesOf(document.targets));
	const target = new Map(entriesOf(targetName === void 0 ? void 0 : targets.get(targetName)));
	const rows = Object.entries(libraries);
	if (rows.length > 2e4) throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
	return rows.flatMap(([key, value]) => {
		const type = textOf(objectOf(value)?.type)?.toLowerCase() ?? "";
		if (!TYPES.has(type)) return [];
		const assets = objectOf(target.get(key));
		if (type === "package" && target.size > 0 && !isLoaded(assets)) return [];
		const slash = key.lastIndexOf("/");
		if (slash <= 0 || slash === key.length - 1) throw new Unreadable("it lists a package without a version");
		const dependencies = entriesOf(assets?.dependencies).map(([name]) => name);
		return [compact({
			name: key.slice(0, slash).replace(/^runtimepack\./, ""),
			version: key.slice(slash + 1),
			root: type === "project" ? true : void 0,
			dependencies: dependencies.length === 0 ? void 0 : dependencies
		})];
	});
}
const TYPES = new Set([
	"package",
	"project",
	"runtimepack"
]);
function isLoaded(assets) {
	return [
		"runtime",
		"native",
		"runtimeTargets"
	].some((kind) => entriesOf(assets?.[kind]).length > 0);
}
// src/inventory/dotnet-restore.ts
function parsePackagesLock(bytes) {
	const found = new Map();
	for (const [, packages] of entriesOf(parseObject(bytes).dependencies)) for (const [name, value] of entriesOf(packages)) {
		const row = objectOf(value);
		const version = textOf(row?.resolved);
		if (version === void 0 || row?.type === "Project") continue;
		const dependencies = entriesOf(row?.dependencies).map(([wanted]) => wanted);
		found.set(`${name}/${version}`, compact({
			name,
			version,
			dependencies: dependencies.length === 0 ? void 0 : dependencies
		}));
		if (found.size > 2e4) throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
	}
	return [...found.values()];
}
function parsePackagesConfig(bytes) {
	return elements(bytes, ["package"]).flatMap(({ attributes }) => {
		const [name, version] = [attributes.get("id"), attributes.get("version")];
		if (!name || !version) return [];
		const development = attributes.get("developmentdependency")?.toLowerCase() === "true";
		return [{
			name,
			version,
			...development ? { development } : {}
		}];
	});
}
function parsePackagesProps(bytes) {
	return elements(bytes, ["packageversion", "packagereference"]).flatMap(({ attributes }) => {
		const [name, version] = [attributes.get("include") ?? attributes.get("update"), attributes.get("version")];
		if (!name || !version || /\$\(/.test(name + version)) return [];
		return [{
			name,
			version: version.replace(/^\[([^,\]]*)\]$/, "$1")
		}];
	});
}
const MAX_TAG = 8192;
function elements(bytes, names) {
	const text = decode(bytes);
	if (!/^\s*</.test(text)) throw new Unreadable("it is not XML");
	const found = [];
	for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
		if (text.startsWith("<!--", at)) {
			const end = text.indexOf("-->", at + 4);
			if (end < 0) break;
			at = end + 3;
			continue;
		}
		const end = text.indexOf(">", at);
		if (end < 0) break;
		const tag = text.slice(at + 1, Math.min(end, at + MAX_TAG));
		const name = /^[A-Za-z]+/.exec(tag)?.[0];
		if (name !== void 0 && names.includes(name.toLowerCase())) found.push({ attributes: attributesOf(tag) });
		if (found.length > 2e4) throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
		at = end + 1;
	}
	return found;
}
function attributesOf(tag) {
	const rows = tag.matchAll(/\s([A-Za-z]{1,64})\s{0,8}=\s{0,8}(?:"([^"]{0,1024})"|'([^']{0,1024})')/g);
	return new Map([...rows].map(([, name = "", one, other]) => [name.toLowerCase(), withoutEntities(one ?? other ?? "")]));
}
function withoutEntities(text) {
	const plain = {
		lt: "<",
		gt: ">",
		quot: "\"",
		apos: "'",
		amp: "&"
	};
	return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => plain[name] ?? "").trim();
}
function decode(bytes) {
	const isWide = bytes.length >= 2 && bytes[0] === 255 && bytes[1] === 254;
	return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
// src/inventory/dotnet.ts
const NUGET = {
	by: "dotnet",
	ecosystem: "NuGet",
	purlType: "nuget"
};
const MAX_BYTES$8 = 16777216;
const built = {
	id: "dotnet-deps",
	version: 1,
	maxBytes: MAX_BYTES$8,
	wants: ({ path }) => path.endsWith(".deps.json"),
	read: async (body) => parseDeps(await body.bytes())
};
const restored = {
	id: "dotnet-restore",
	version: 1,
	maxBytes: MAX_BYTES$8,
	wants: ({ path }) => restoreParser(path) !== void 0,
	read: async (body, { path }) => restoreParser(path)?.(await body.bytes())
};
const dotnet = {
	id: "dotnet",
	analyzers: [built, restored],
	byPath: true,
	packages(view) {
		const programs = view.records(built);
		const lists = view.records(restored);
		return {
			packages: [...programs.flatMap((found) => listed$2(view, found, {})), ...lists.flatMap((found) => listed$2(view, found, { locked: true }))],
			gaps: []
		};
	}
};
function listed$2(view, found, more) {
	const packages = found.record.map(({ name, version, root, development, dependencies = [] }) => ({
		own: {
			...libraryPackage(NUGET, {
				name,
				version
			}, view, found),
			...root === void 0 ? {} : { root },
			...development === void 0 ? {} : { development },
			...more
		},
		dependencies
	}));
	const purls = new Map(packages.map(({ own }) => [own.name.toLowerCase(), own.purl]));
	return packages.map(({ own, dependencies }) => withDependencies(own, dependencies.map((name) => purls.get(name.toLowerCase()))));
}
function restoreParser(path) {
	const name = fileName(path);
	if (name === "packages.lock.json") return parsePackagesLock;
	if (name.toLowerCase() === "packages.config") return parsePackagesConfig;
	return name.toLowerCase().endsWith("packages.props") ? parsePackagesProps : void 0;
}
// src/inventory/dpkg-status.ts
const MAX_LINE$3 = 4096;
const MAX_ENTRIES$2 = 1e5;
function parseStatus(bytes) {
	const installed = [];
	const removed = [];
	const problems = problemList();
	let fields = new Map();
	let number = 0;
	const close = () => {
		if (fields.size === 0) return;
		const name = fields.get("package");
		const entry = toEntry(fields);
		if (name !== void 0 && isRemoved(fields.get("status"))) removed.push(name);
		else if (entry !== void 0) installed.push(entry);
		else if (name === void 0) problems.add("unreadable", `The package before line ${number} has no name.`);
		else problems.add("unreadable", `The package ${name} before line ${number} has no version.`);
		fields = new Map();
	};
	for (const { text, cut } of lines(bytes, MAX_LINE$3)) {
		number++;
		if (text === "") close();
		if (text === "" || isContinuation(text)) continue;
		if (installed.length + removed.length >= MAX_ENTRIES$2) {
			problems.add("limit", `There are more than ${MAX_ENTRIES$2} packages; the rest was not read.`);
			break;
		}
		const field = splitField(text);
		if (field === void 0) {
			problems.add("unreadable", `Line ${number} is not part of a package database.`);
			continue;
		}
		if (field.name === "package" && fields.has("package")) close();
		if (!FIELDS$2.has(field.name)) fields.set("other", "");
		else if (cut) problems.add("limit", `Line ${number} is over ${MAX_LINE$3} bytes long.`);
		else if (field.value !== "") fields.set(field.name, field.value);
	}
	number++;
	close();
	if (installed.length + removed.length === 0 && problems.all().length > 0) throw new Unreadable("this is not a dpkg database");
	return {
		installed,
		removed,
		problems: problems.all()
	};
}
const FIELDS$2 = new Set([
	"package",
	"status",
	"version",
	"architecture",
	"source",
	"maintainer"
]);
function isContinuation(text) {
	return text.startsWith(" ") || text.startsWith("	");
}
function splitField(text) {
	const colon = text.indexOf(":");
	const name = text.slice(0, Math.max(colon, 0)).trimEnd();
	if (!/^[!-~]+$/.test(name)) return void 0;
	return {
		name: name.toLowerCase(),
		value: text.slice(colon + 1).trim()
	};
}
function isRemoved(status) {
	const [want, , state] = status?.split(/\s+/) ?? [];
	if (state === void 0) return want === "deinstall" || want === "purge";
	return state === "config-files" || state === "not-installed";
}
function toEntry(fields) {
	const name = fields.get("package");
	const version = fields.get("version");
	const architecture = fields.get("architecture");
	const maintainer = fields.get("maintainer");
	if (name === void 0 || version === void 0) return void 0;
	return {
		name,
		version,
		...architecture === void 0 ? {} : { architecture },
		source: parseSource(fields.get("source") ?? "", name, version),
		...maintainer === void 0 ? {} : { maintainer }
	};
}
function parseSource(text, name, version) {
	const paren = text.indexOf("(");
	const sourceName = (paren < 0 ? text : text.slice(0, paren)).trim();
	const sourceVersion = paren < 0 ? "" : text.slice(paren + 1).replace(/\).*$/, "").trim();
	return {
		name: sourceName || name,
		version: sourceVersion || version
	};
}
// src/inventory/dpkg.ts
const STATUS = "var/lib/dpkg/status";
const STATUS_FOLDER = "var/lib/dpkg/status.d/";
const INFO_FOLDER = "var/lib/dpkg/info/";
const MAX_STATUS_BYTES = 33554432;
const MAX_LIST_BYTES = 16777216;
const status = {
	id: "dpkg-status",
	version: 1,
	maxBytes: MAX_STATUS_BYTES,
	wants: ({ path }) => path === STATUS || liesIn(STATUS_FOLDER, path) && !path.endsWith(".md5sums"),
	read: async (body) => parseStatus(await body.bytes())
};
const lists$1 = {
	id: "dpkg-lists",
	version: 2,
	maxBytes: MAX_LIST_BYTES,
	wants: ({ path }) => liesIn(INFO_FOLDER, path) && path.endsWith(".list") || liesIn(STATUS_FOLDER, path) && path.endsWith(".md5sums"),
	read: async (body, { path }) => ({
		...listedPackage(path),
		files: path.endsWith(".list") ? listedFiles(await body.text()) : summedFiles(await body.text())
	})
};
const dpkg = {
	id: "dpkg",
	analyzers: [status, lists$1],
	packages(view, os) {
		const packages = new Map();
		const gaps = [...missingDatabases(view), ...unknownLists(view)];
		for (const found of view.records(status)) {
			gaps.push(...problemGaps(view, found, "dpkg"));
			for (const entry of found.record.installed) {
				const key = JSON.stringify([
					entry.name,
					entry.version,
					entry.architecture
				]);
				if (packages.has(key)) continue;
				packages.set(key, toPackage$4(entry, view, found, os));
			}
			gaps.push(...versionGaps(view, found, "dpkg", found.record.installed.flatMap(badVersions)));
		}
		return {
			packages: [...packages.values()],
			gaps
		};
	},
	*owns(view, packages) {
		const byName = new Map();
		for (const one of packages) {
			byName.set(`${one.name}:${one.architecture}`, one);
			if (!byName.has(one.name)) byName.set(one.name, one);
		}
		const byFile = new Map(packages.map((one) => [`${one.locations[0]?.path}.md5sums`, one]));
		for (const { path, record } of view.records(lists$1)) {
			const { package: name, architecture, files } = record;
			const owner = path.startsWith(INFO_FOLDER) ? byName.get(architecture === void 0 ? name : `${name}:${architecture}`) : byFile.get(path);
			if (owner !== void 0) yield {
				owner,
				files
			};
		}
	}
};
function toPackage$4(entry, view, found, os) {
	const { name, version, architecture, source, maintainer } = entry;
	const [, epoch, rest = version] = /^(\d+):(.*)$/.exec(version) ?? [];
	return {
		name,
		version,
		ecosystem: osvEcosystem(os, "deb"),
		purl: systemPurl("deb", {
			namespace: os?.family ?? "",
			name,
			version: rest,
			qualifiers: {
				arch: architecture,
				distro: os && distroOf(os),
				epoch: epoch === "0" ? void 0 : epoch
			}
		}),
		by: "dpkg",
		source,
		...architecture === void 0 ? {} : { architecture },
		...maintainer === void 0 ? {} : { vendor: maintainer },
		locations: [databaseLocation(view, found)]
	};
}
function distroOf(os) {
	return os.version === "" ? os.family : `${os.family}-${os.version}`;
}
function badVersions({ name, version, source }) {
	return [...new Set([version, source.version])].filter((text) => !deb.valid(text)).map((text) => ({
		name,
		version: text
	}));
}
function missingDatabases(view) {
	return [...[...new Map(view.hiddenRecords(status).filter((found) => view.entry(found.path) === void 0).map((found) => [found.path, found])).values()].map((found) => {
		return fileGap(view, found, "dpkg", "unreadable", "A later layer removed the package database, so the installed packages cannot be told.");
	}), ...symlinkGaps(view, ["var/lib/dpkg", STATUS], "dpkg")];
}
function unknownLists(view) {
	const known = new Set(view.records(status).flatMap(({ record }) => [...record.installed.map(nameOf), ...record.removed]));
	const unknown = view.records(lists$1).filter(({ path, record }) => path.startsWith(INFO_FOLDER) ? !known.has(record.package) : view.entry(path.replace(/\.md5sums$/, "")) === void 0);
	const [first] = unknown;
	if (first === void 0) return [];
	const names = unknown.slice(0, 5).map(({ record }) => record.package);
	const these = `${names.join(", ")}${unknown.length > names.length ? " and others" : ""}`;
	return [fileGap(view, first, "dpkg", "unreadable", known.size === 0 && view.entry(STATUS) === void 0 ? `The package database was removed: the file lists of ${these} are there, but which packages are installed cannot be told.` : `The package database is not whole: it does not list ${these}, whose file lists are there.`)];
}
function nameOf(entry) {
	return entry.name;
}
function liesIn(folder, path) {
	return path.startsWith(folder) && path.indexOf("/", folder.length) < 0;
}
function listedPackage(path) {
	const [name = "", architecture] = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:list|md5sums)$/, "").split(":", 2);
	return {
		package: name,
		...architecture === void 0 ? {} : { architecture }
	};
}
function listedFiles(text) {
	const files = fileNames();
	const paths = text.split("\n");
	for (const [index, path] of paths.entries()) if (!(paths[index + 1]?.startsWith(`${path}/`) === true) && path !== "/.") files.add(path);
	return files.text();
}
function summedFiles(text) {
	const files = fileNames();
	for (const line of text.split("\n")) {
		const gap = line.indexOf("  ");
		if (gap >= 0) files.add(line.slice(gap + 2).replace(/^\.\//, ""));
	}
	return files.text();
}
// src/inventory/embedded-sbom.ts
const MAX_BYTES$7 = 67108864;
const NAMES = [
	".spdx",
	".spdx.json",
	".cdx",
	".cdx.json"
];
const NOT_OURS = /\.dist-info\/sboms\/|^opt\/bitnami\/[^/]+\/\.spdx-[^/]+\.spdx$/;
const documents = {
	id: "sbom",
	version: 1,
	maxBytes: MAX_BYTES$7,
	wants: ({ path }) => NAMES.some((name) => path.endsWith(name)) && !NOT_OURS.test(path),
	read: async (body, { path }) => {
		const bytes = await body.bytes();
		return isDocument(bytes) ? libraries(readSbom(bytes, path).packages) : void 0;
	}
};
const sbom = {
	id: "sbom",
	analyzers: [documents],
	byPath: true,
	packages: (view) => ({
		packages: view.records(documents).flatMap((found) => found.record.map((listed) => toPackage$3(view, found, listed))),
		gaps: []
	})
};
function isDocument(bytes) {
	const start = bytes.subarray(0, 4096).toString("utf8");
	return /^\uFEFF?\s*[{<]/.test(start) || /^SPDXVersion:/m.test(start);
}
function libraries(packages) {
	const own = packages.filter(({ source }) => source === void 0);
	const purls = new Set(own.map(({ purl }) => purl));
	const listed = own.map(({ locations, by: _, ownedBy: __, dependencies = [], ...pkg }) => {
		const kept = dependencies.filter((purl) => purls.has(purl));
		const path = locations[0]?.path ?? "";
		return {
			pkg: {
				...pkg,
				...kept.length === 0 ? {} : { dependencies: kept }
			},
			path
		};
	});
	return [...new Map(listed.map((one) => [JSON.stringify([one.pkg.purl, one.path]), one])).values()];
}
function toPackage$3(view, found, { pkg, path }) {
	const document = databaseLocation(view, found);
	const entry = path === document.path ? void 0 : view.entry(path);
	const locations = entry?.type === "file" || entry?.type === "hardlink" ? [databaseLocation(view, entry), document] : [document];
	return {
		...pkg,
		by: sbom.id,
		locations
	};
}
// src/inventory/binary/is-program.ts
const ANY_EXECUTE = 73;
function isProgram({ mode, path }) {
	return (mode & ANY_EXECUTE) !== 0 || path.endsWith(".exe") || path.endsWith(".EXE");
}
// src/inventory/binary/elf.ts
const MAGIC$1 = Buffer.from("ELF", "latin1");
const LOAD = 1;
const NOTE = 4;
const EXECUTABLE$2 = 1;
const WRITABLE$2 = 2;
const GO_OWNER = 1198456832;
function parseElf(head, size) {
	if (!head.subarray(0, 4).equals(MAGIC$1)) return void 0;
	const [, , , , wordSize, order] = head;
	if (wordSize !== 1 && wordSize !== 2 || order !== 1 && order !== 2) return void 0;
	const bits = wordSize === 2 ? 64 : 32;
	const littleEndian = order === 1;
	const reader = new HeadReader(head, littleEndian);
	const table = reader.word(bits === 64 ? 32 : 28, bits);
	const step = reader.u16(bits === 64 ? 54 : 42);
	const count = reader.u16(bits === 64 ? 56 : 44);
	const kind = {
		format: "elf",
		bits,
		littleEndian
	};
	if (count > 0 && (step < (bits === 64 ? 56 : 32) || table + count * step > head.length)) return unknownLayout(kind);
	const regions = [];
	let madeByGo = false;
	for (let at = table; at < table + count * step; at += step) {
		const type = reader.u32(at);
		const flags = reader.u32(at + (bits === 64 ? 4 : 24));
		const start = reader.word(at + (bits === 64 ? 8 : 4), bits);
		const address = reader.word(at + (bits === 64 ? 16 : 8), bits);
		const end = start + reader.word(at + (bits === 64 ? 32 : 16), bits);
		const rights = {
			writable: (flags & WRITABLE$2) !== 0,
			executable: (flags & EXECUTABLE$2) !== 0
		};
		if (type === LOAD) regions.push({
			start,
			end,
			address,
			...rights
		});
		if (type === NOTE && isGoNote(reader, start, end)) madeByGo = true;
	}
	return {
		...kind,
		regions: orderedRegions(regions, size),
		sections: new Map(),
		madeByGo
	};
}
function isGoNote(reader, start, end) {
	const { bytes } = reader;
	for (let at = start; at + 16 <= Math.min(end, bytes.length);) {
		const owner = reader.u32(at);
		if (owner === 4 && bytes.readUInt32BE(at + 12) === GO_OWNER) return true;
		at += 12 + padded(owner) + padded(reader.u32(at + 4));
	}
	return false;
}
function padded(length) {
	return Math.ceil(length / 4) * 4;
}
// src/inventory/binary/mach-o.ts
const SEGMENT_32 = 1;
const SEGMENT_64 = 25;
const WRITABLE$1 = 2;
const EXECUTABLE$1 = 4;
const MAX_SLICES = 40;
function parseMachO(head, size) {
	const known = MAGICS.get(head.toString("hex", 0, 4));
	if (known === void 0) return void 0;
	const { bits, littleEndian } = known;
	const kind = {
		format: "mach-o",
		bits,
		littleEndian
	};
	const reader = new HeadReader(head, littleEndian);
	const first = bits === 64 ? 32 : 28;
	const end = first + reader.u32(20);
	if (end > head.length) return unknownLayout(kind);
	const regions = [];
	const sections = new Map();
	for (let at = first; at + 8 <= end;) {
		const command = reader.u32(at);
		const length = reader.u32(at + 4);
		if (length < 8) break;
		if (command === (bits === 64 ? SEGMENT_64 : SEGMENT_32)) {
			regions.push(segment(reader, at, bits));
			addSections(reader, at, Math.min(at + length, end), bits, sections);
		}
		at += length;
	}
	const madeByGo = sections.has("__go_buildinfo");
	return {
		...kind,
		regions: orderedRegions(regions, size),
		sections,
		madeByGo
	};
}
function parseFat(head, size) {
	const magic = head.toString("hex", 0, 4);
	if (magic !== "cafebabe" && magic !== "cafebabf") return void 0;
	const bits = magic === "cafebabf" ? 64 : 32;
	const reader = new HeadReader(head, false);
	const count = reader.u32(4);
	if (count > MAX_SLICES) return void 0;
	const step = bits === 64 ? 32 : 20;
	return { slices: Array.from({ length: count }, (_, index) => {
		const start = reader.word(8 + index * step + 8, bits);
		const end = start + reader.word(8 + index * step + 8 + bits / 8, bits);
		return {
			start,
			end: Math.min(end, size)
		};
	}).filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start) };
}
const MAGICS = new Map([
	["feedface", {
		bits: 32,
		littleEndian: false
	}],
	["feedfacf", {
		bits: 64,
		littleEndian: false
	}],
	["cefaedfe", {
		bits: 32,
		littleEndian: true
	}],
	["cffaedfe", {
		bits: 64,
		littleEndian: true
	}]
]);
function segment(reader, at, bits) {
	const word = bits / 8;
	const start = reader.word(at + 24 + 2 * word, bits);
	const rights = reader.u32(at + 24 + 4 * word + 4);
	return {
		start,
		end: start + reader.word(at + 24 + 3 * word, bits),
		address: reader.word(at + 24, bits),
		writable: (rights & WRITABLE$1) !== 0,
		executable: (rights & EXECUTABLE$1) !== 0
	};
}
function addSections(reader, at, end, bits, sections) {
	const header = bits === 64 ? 72 : 56;
	const step = bits === 64 ? 80 : 68;
	for (let section = at + header; section + step <= end; section += step) {
		const start = reader.u32(section + (bits === 64 ? 48 : 40));
		const length = reader.word(section + (bits === 64 ? 40 : 36), bits);
		sections.set(reader.text(section, 16), {
			start,
			end: start + length
		});
	}
}
// src/inventory/binary/pe.ts
const EXECUTABLE = 536870912;
const WRITABLE = 2147483648;
const SECTION_BYTES = 40;
function parsePe(head, size) {
	if (head.toString("latin1", 0, 2) !== "MZ") return void 0;
	const reader = new HeadReader(head, true);
	const start = reader.u32(60);
	if (reader.text(start, 4) !== "PE") return void 0;
	const kind = {
		format: "pe",
		bits: reader.u16(start + 24) === 523 ? 64 : 32,
		littleEndian: true
	};
	const count = reader.u16(start + 6);
	const table = start + 24 + reader.u16(start + 20);
	if (table + count * SECTION_BYTES > head.length) return unknownLayout(kind);
	const regions = [];
	const sections = new Map();
	for (let at = table; at < table + count * SECTION_BYTES; at += SECTION_BYTES) {
		const begin = reader.u32(at + 20);
		const range = {
			start: begin,
			end: begin + reader.u32(at + 16)
		};
		const rights = reader.u32(at + 36);
		sections.set(reader.text(at, 8), range);
		regions.push({
			...range,
			address: reader.u32(at + 12),
			writable: (rights & WRITABLE) !== 0,
			executable: (rights & EXECUTABLE) !== 0
		});
	}
	return {
		...kind,
		regions: orderedRegions(regions, size),
		sections,
		madeByGo: false
	};
}
// src/inventory/binary/program-sink.ts
function programSink(size, visit, end) {
	const stream = new ProgramStream(size, visit, true);
	return {
		write: (piece) => stream.write(piece),
		end() {
			stream.end();
			return end();
		}
	};
}
var ProgramStream = class ProgramStream {
	#size;
	#visit;
	#mayBeFat;
	#head = Buffer.alloc(0);
	#offset = 0;
	#reader;
	#slices = [];
	constructor(size, visit, mayBeFat) {
		this.#size = size;
		this.#visit = visit;
		this.#mayBeFat = mayBeFat;
	}
	write(piece) {
		if (this.#head === void 0) return this.#pass(piece);
		const head = this.#head.length === 0 ? piece : Buffer.concat([this.#head, piece]);
		if (head.length < Math.min(4096, this.#size)) {
			this.#head = head === piece ? Buffer.from(piece) : head;
			return this.#head.length < 4 || mayBeProgram(this.#head);
		}
		this.#head = void 0;
		return this.#start(head) && this.#pass(head);
	}
	end() {
		for (const { stream } of this.#slices) stream.end();
		this.#reader?.end?.();
		this.#reader = void 0;
	}
	#start(bytes) {
		if (!mayBeProgram(bytes)) return false;
		const head = bytes.subarray(0, HEAD_BYTES$1);
		const program = parseElf(head, this.#size) ?? parsePe(head, this.#size) ?? parseMachO(head, this.#size);
		if (program !== void 0) this.#reader = this.#visit(program);
		else if (this.#mayBeFat) this.#slices = (parseFat(head, this.#size)?.slices ?? []).map((range) => ({
			range,
			stream: new ProgramStream(range.end - range.start, this.#visit, false)
		}));
		return this.#reader !== void 0 || this.#slices.length > 0;
	}
	#pass(piece) {
		const offset = this.#offset;
		this.#offset += piece.length;
		if (this.#reader !== void 0) {
			if (this.#reader.write(piece, offset)) return true;
			this.end();
			return false;
		}
		this.#slices = this.#slices.filter(({ range, stream }) => {
			const from = Math.max(range.start, offset);
			const to = Math.min(range.end, this.#offset);
			const more = from >= to || stream.write(piece.subarray(from - offset, to - offset));
			if (more && this.#offset >= range.end) stream.end();
			return more && this.#offset < range.end;
		});
		return this.#slices.length > 0;
	}
};
function mayBeProgram(head) {
	if (head.length < 4) return false;
	const first = head.readUInt32BE(0);
	return FIRST.has(first) || first >>> 16 === 19802;
}
const FIRST = new Set([
	2135247942,
	4277009102,
	4277009103,
	3472551422,
	3489328638,
	3405691582,
	3405691583
]);
// src/inventory/binary/byte-search.ts
var ByteSearch = class {
	#needles;
	#ahead;
	#before;
	#onHit;
	#kept = Buffer.alloc(0);
	#searched = 0;
	#next = 0;
	#stopped = false;
	constructor(needles, ahead, onHit, before = 0) {
		this.#needles = needles;
		this.#ahead = ahead;
		this.#before = before;
		this.#onHit = onHit;
	}
	write(piece, offset) {
		if (this.#stopped || piece.length === 0) return;
		if (offset !== this.#next) this.end();
		this.#next = offset + piece.length;
		const ahead = this.#ahead;
		if (this.#kept.length > 0) {
			const start = offset - this.#kept.length;
			if (piece.length < ahead + this.#before) {
				this.#scanAndKeep(Buffer.concat([this.#kept, piece]), start, this.#searched);
				return;
			}
			const joined = Buffer.concat([this.#kept, piece.subarray(0, ahead + this.#before)]);
			const searched = this.#kept.length + this.#before;
			this.#scan(joined, start, this.#searched, searched);
			this.#scanAndKeep(piece, offset, this.#before);
			return;
		}
		this.#scanAndKeep(piece, offset, 0);
	}
	end() {
		const kept = this.#kept;
		const searched = this.#searched;
		this.#kept = Buffer.alloc(0);
		this.#searched = 0;
		this.#scan(kept, this.#next - kept.length, searched, kept.length);
	}
	#scanAndKeep(window, offset, from) {
		const until = Math.max(from, window.length - this.#ahead + 1);
		this.#scan(window, offset, from, until);
		const keptFrom = Math.max(0, until - this.#before);
		this.#kept = Buffer.from(window.subarray(keptFrom));
		this.#searched = until - keptFrom;
	}
	#scan(window, offset, from, until) {
		for (const needle of this.#needles) {
			let at = window.indexOf(needle, from);
			while (at >= 0 && at < until && !this.#stopped) {
				this.#stopped = this.#onHit(window, at, offset + at);
				at = window.indexOf(needle, at + 1);
			}
		}
	}
};
// src/inventory/go/build-info.ts
const MAX_MODULES = 2e4;
const GUARD$1 = 16;
function parseModules(go, guarded) {
	const text = guarded.toString("utf8", GUARD$1, Math.max(GUARD$1, guarded.length - GUARD$1));
	if (guarded.length > 0 && !text.endsWith("\n")) throw new Unreadable("its list of modules is damaged");
	let path;
	let main;
	const modules = [];
	const variables = [];
	for (const line of text.split("\n")) {
		const [kind, first = "", second = ""] = line.split("	", 4);
		if (kind === "path") path = first;
		else if (kind === "mod") main = {
			path: first,
			version: second
		};
		else if (kind === "dep") modules.push({
			path: first,
			version: second
		});
		else if (kind === "=>") replaceLast({
			path: first,
			version: second
		});
		else if (kind === "build" && line.startsWith("build	-ldflags=")) variables.push(...assignments$1(unquoted(line.slice(15))));
		if (modules.length > MAX_MODULES) throw new OverLimit(`its build info lists more than ${MAX_MODULES} modules`);
	}
	return {
		...go !== void 0 && { go },
		...path !== void 0 && { path },
		...main !== void 0 && { main },
		modules,
		variables
	};
	function replaceLast(replacement) {
		const last = modules.pop();
		if (last !== void 0) modules.push({
			...last,
			replacement
		});
		else if (main !== void 0) main = {
			...main,
			replacement
		};
	}
}
function unquoted(value) {
	if (value.startsWith("`")) return value.replaceAll("`", "");
	if (!value.startsWith("\"")) return value;
	try {
		const parsed = JSON.parse(value);
		return typeof parsed === "string" ? parsed : value;
	} catch {
		return value.slice(1, -1).replaceAll("\\\"", "\"");
	}
}
function assignments$1(flags) {
	return [...flags.matchAll(/(?<!\S)--?X[ =]+(?:'([^']*)'|"([^"]*)"|(\S+))/g)].flatMap(([, single, double, plain]) => {
		const assignment = single ?? double ?? plain ?? "";
		const equals = assignment.indexOf("=");
		return equals < 0 ? [] : [[assignment.slice(0, equals), assignment.slice(equals + 1)]];
	});
}
// src/inventory/go/old-build-info.ts
const VERSION$1 = Buffer.from("go1.");
const GUARD = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
const VERSION_BYTES = 48;
const MAX_VERSIONS = 1e4;
const MAX_TEXTS = 2;
const MAX_TEXT$2 = 1048576;
const POINTER_SIZE_AT = 14;
const FLAGS_AT$1 = 15;
const BIG_ENDIAN = 1;
const POINTERS_AT = 16;
var OldBuildInfo = class {
	#program;
	#search;
	#versions = new Map();
	#texts = [];
	#strings;
	constructor(program) {
		this.#program = program;
		this.#search = new ByteSearch([VERSION$1, GUARD], VERSION_BYTES, (window, at, offset) => this.#remember(window, at, offset));
	}
	follow(header) {
		if (this.#strings !== void 0) return;
		const bits = header[POINTER_SIZE_AT] === 4 ? 32 : 64;
		const reader = new HeadReader(header, ((header[FLAGS_AT$1] ?? 0) & BIG_ENDIAN) === 0);
		const headers = [POINTERS_AT, POINTERS_AT + bits / 8].map((at) => reader.word(at, bits)).map((pointer) => this.#offsetOf(pointer)).map((start = -1) => ({
			start,
			bytes: Buffer.alloc(bits / 4),
			filled: 0
		}));
		this.#strings = {
			reader,
			headers
		};
	}
	write(piece, offset) {
		for (const text of this.#texts) append(text, piece, offset);
		if (this.#strings === void 0) {
			this.#search.write(piece, offset);
			return;
		}
		const { headers } = this.#strings;
		for (const header of headers) fill(header, piece, offset);
		return headers.every(({ bytes, filled }) => filled === bytes.length) ? this.#resolve() : void 0;
	}
	end() {
		throw new Unreadable(this.#strings === void 0 ? "it is a Go program without build info" : "it is a program of Go before 1.18 whose build info points to where it cannot be followed");
	}
	#remember(window, at, offset) {
		if (window[at] === VERSION$1[0]) {
			if (this.#versions.size < MAX_VERSIONS) this.#versions.set(offset, window.toString("latin1", at, at + VERSION_BYTES));
		} else if (this.#texts.length < MAX_TEXTS) {
			const known = Buffer.from(window.subarray(at, at + MAX_TEXT$2));
			this.#texts.push({
				start: offset,
				parts: [known],
				length: known.length
			});
		}
		return false;
	}
	#resolve() {
		const { reader, headers } = this.#strings;
		const [version, modules] = headers.map(({ bytes }) => {
			const words = new HeadReader(bytes, reader.littleEndian);
			const bits = bytes.length === 16 ? 64 : 32;
			return {
				start: this.#offsetOf(words.word(0, bits)),
				length: words.word(bits / 8, bits)
			};
		});
		const go = this.#versions.get(version?.start ?? -1)?.slice(0, version?.length);
		return parseModules(go, this.#textAt(modules));
	}
	#textAt(place) {
		if (place === void 0 || place.length === 0) return Buffer.alloc(0);
		if (place.length > MAX_TEXT$2) throw new OverLimit(`its build info has more than ${MAX_TEXT$2} bytes`);
		const found = this.#texts.find(({ start }) => start === place.start);
		if (found === void 0 || found.length < place.length) throw new Unreadable("its build info points to where there is none");
		return Buffer.concat(found.parts, place.length);
	}
	#offsetOf(address) {
		const region = this.#program.regions.find((region) => address >= region.address && address < region.address + (region.end - region.start));
		return region === void 0 ? void 0 : region.start + (address - region.address);
	}
};
function append(text, piece, offset) {
	const rest = piece.subarray(Math.max(0, text.start + text.length - offset));
	const part = Buffer.from(rest.subarray(0, MAX_TEXT$2 - text.length));
	if (part.length === 0) return;
	text.parts.push(part);
	text.length += part.length;
}
function fill(header, piece, offset) {
	const at = header.start + header.filled - offset;
	if (at < 0 || at >= piece.length || header.filled === header.bytes.length) return;
	header.filled += piece.copy(header.bytes, header.filled, at);
}
// src/inventory/go/build-info-reader.ts
const MAGIC = Buffer.concat([Buffer.of(255), Buffer.from(" Go buildinf:")]);
const ALIGNMENT = 16;
const HEADER_BYTES = 32;
const FLAGS_AT = 15;
const INLINE = 2;
const MAX_VERSION = 256;
const MAX_VARINT = 10;
const AHEAD$1 = 308;
const MAX_TEXT$1 = 8388608;
var BuildInfoReader = class {
	#ranges;
	#search;
	#old;
	#found;
	#text;
	#pointers = false;
	#done = false;
	constructor(program, found) {
		this.#found = found;
		this.#ranges = rangesOf(program);
		this.#search = new ByteSearch([MAGIC], AHEAD$1, (window, at, offset) => this.#hit(window, at, offset));
		this.#old = program.madeByGo ? new OldBuildInfo(program) : void 0;
	}
	write(piece, offset) {
		for (const { start, end } of this.#ranges) {
			const from = Math.max(start, offset);
			const to = Math.min(end, offset + piece.length);
			if (this.#text === void 0 && from < to) this.#search.write(piece.subarray(from - offset, to - offset), from);
		}
		if (this.#text !== void 0) this.#collect(this.#text, piece, offset);
		else this.#tell(this.#old?.write(piece, offset));
		return !this.#done;
	}
	end() {
		if (this.#done) return;
		if (this.#text === void 0) this.#search.end();
		if (this.#text === void 0) this.#endWithout();
		else if (this.#text.length >= this.#text.wanted) this.#parse(this.#text);
		else throw new Unreadable("its build info is cut off");
	}
	#endWithout() {
		this.#old?.end();
		if (this.#pointers) throw new Unreadable("it is a program of Go before 1.18, of a kind whose build info is not read");
	}
	#hit(window, at, offset) {
		const header = window.subarray(at, at + HEADER_BYTES);
		if (offset % ALIGNMENT !== 0 || header.length < HEADER_BYTES) return false;
		if (((header[FLAGS_AT] ?? 0) & INLINE) === 0) {
			this.#old?.follow(header);
			this.#pointers ||= isOldHeader(header);
			return false;
		}
		const behind = window.subarray(at + HEADER_BYTES);
		const version = varint(behind);
		if (version === void 0 || version.value > MAX_VERSION) return false;
		const go = behind.toString("utf8", version.size, version.size + version.value);
		const modules = varint(behind.subarray(version.size + version.value));
		if (modules === void 0 || !/^(?:go\d|devel\b)/.test(go)) return false;
		const wanted = version.size + version.value + modules.size + modules.value;
		if (wanted > MAX_TEXT$1) throw new OverLimit(`its build info has more than ${MAX_TEXT$1} bytes`);
		const end = offset + HEADER_BYTES + behind.length;
		this.#text = {
			go,
			wanted,
			parts: [Buffer.from(behind)],
			length: behind.length,
			end
		};
		return true;
	}
	#collect(text, piece, offset) {
		const rest = Buffer.from(piece.subarray(Math.max(0, text.end - offset)));
		text.parts.push(rest);
		text.length += rest.length;
		text.end += rest.length;
		if (text.length >= text.wanted) this.#parse(text);
	}
	#parse({ go, wanted, parts }) {
		const bytes = Buffer.concat(parts, wanted);
		const version = varint(bytes);
		const behind = bytes.subarray(version.size + version.value);
		this.#tell(parseModules(go, behind.subarray(varint(behind).size)));
	}
	#tell(info) {
		if (info === void 0) return;
		this.#done = true;
		this.#found(info);
	}
};
function rangesOf({ sections, regions }) {
	const section = sections.get("__go_buildinfo");
	if (section !== void 0) return [section];
	if (regions.length === 0) return [{
		start: 0,
		end: Number.POSITIVE_INFINITY
	}];
	return regions.filter(({ writable }) => writable);
}
function isOldHeader(header) {
	const size = header[14] ?? 0;
	return (size === 4 || size === 8) && (header[FLAGS_AT] ?? 0) <= 1;
}
function varint(bytes) {
	let value = 0;
	for (let size = 1; size <= Math.min(MAX_VARINT, bytes.length); size++) {
		const byte = bytes[size - 1] ?? 0;
		value += (byte & 127) * 2 ** (7 * (size - 1));
		if (byte < 128) return {
			value,
			size
		};
	}
}
// src/inventory/go/versions.ts
const SEMVER = /^v?(\d+\.\d+\.\d+(?:[-+][\w.+-]*)?)$/;
const VERSION_VARIABLE = /(?:^|\.)(?:\w*version|ver)$/i;
function moduleVersion(version) {
	return version === "(devel)" ? "" : version;
}
function mainVersion(main, { path, variables }) {
	const known = moduleVersion(main.version);
	if (known !== "") return known;
	const versions = variables.flatMap(([name, value]) => {
		const [, version] = SEMVER.exec(value) ?? [];
		return VERSION_VARIABLE.test(name) && version !== void 0 ? [{
			name,
			version: `v${version}`
		}] : [];
	});
	const own = versions.filter(({ name }) => [
		"main",
		main.path,
		path ?? "main"
	].some((start) => name.startsWith(`${start}.`) || name.startsWith(`${start}/`)));
	const distinct = new Set((own.length > 0 ? own : versions).map(({ version }) => version));
	const [only] = distinct;
	return distinct.size === 1 && only !== void 0 ? only : "";
}
function libraryVersion(go) {
	const [, version] = /^go(\d[\w.-]*?)(?:[ +]|-X:|$)/.exec(go ?? "") ?? [];
	return version === void 0 ? "" : `v${version}`;
}
// src/inventory/go.ts
const programs$1 = {
	id: "go-programs",
	version: 1,
	maxBytes: Number.POSITIVE_INFINITY,
	wants: isProgram,
	open({ size }) {
		const found = [];
		return programSink(size, (program) => new BuildInfoReader(program, (info) => found.push(info)), () => found.length > 0 ? found : void 0);
	}
};
const go = {
	id: "go",
	analyzers: [programs$1],
	byPath: true,
	packages(view) {
		const found = view.records(programs$1);
		return {
			packages: found.flatMap((file) => packagesOf$1(view, file)),
			gaps: found.flatMap((file) => gapsOf(view, file))
		};
	}
};
function packagesOf$1(view, file) {
	const packages = new Map();
	const add = (name, version, more = {}) => {
		const common = {
			ecosystem: "Go",
			by: "go",
			locations: [databaseLocation(view, file)]
		};
		const made = {
			name,
			version,
			purl: goPurl(name, version),
			...common,
			...more
		};
		if (!packages.has(made.purl)) packages.set(made.purl, made);
		return made.purl;
	};
	for (const info of file.record) {
		const modules = info.modules.map((module) => {
			const used = replaced(module);
			return add(used.path, moduleVersion(used.version));
		});
		const library = add("stdlib", libraryVersion(info.go));
		if (info.main === void 0) continue;
		const main = replaced(info.main);
		add(main.path, mainVersion(main, info), { dependencies: [...new Set([...modules, library])] });
	}
	return [...packages.values()];
}
function replaced({ path, version, replacement }) {
	if (replacement === void 0) return {
		path,
		version
	};
	return /^(?:\.{0,2}\/|[A-Za-z]:[\\/])/.test(replacement.path) ? {
		path,
		version: ""
	} : replacement;
}
function goPurl(path, version) {
	const slash = path.lastIndexOf("/");
	return libraryPurl("golang", {
		namespace: path.slice(0, Math.max(0, slash)).toLowerCase(),
		name: path.slice(slash + 1).toLowerCase(),
		version
	});
}
function gapsOf(view, file) {
	return file.record.flatMap(({ go: version }) => {
		if (libraryVersion(version) !== "") return [];
		return [fileGap(view, file, "go", "version", `The program was built with ${version === void 0 ? "a Go version that is not told" : `"${version.slice(0, 80)}"`}, so its standard library cannot be compared.`)];
	});
}
// src/inventory/zip.ts
const END = 101010256;
const END_BYTES = 22;
const END_64 = 101075792;
const END_64_BYTES = 56;
const LOCATOR_64 = 117853008;
const LOCATOR_64_BYTES = 20;
const ENTRY = 33639248;
const ENTRY_BYTES = 46;
const LOCAL = 67324752;
const LOCAL_BYTES = 30;
const EXTRA_64 = 1;
const U16 = 65535;
const U32 = 4294967295;
const STORED = 0;
const DEFLATED = 8;
const MAX_DIRECTORY = 67108864;
const MAX_RATIO = 1032;
async function readDirectory(source, tell) {
	const { offset, size, shift } = await findDirectory(source);
	if (size > MAX_DIRECTORY) throw new OverLimit(`its directory has more than ${MAX_DIRECTORY} bytes`);
	const bytes = await source.read(offset, size);
	for (let at = 0; at + ENTRY_BYTES <= bytes.length && bytes.readUInt32LE(at) === ENTRY;) {
		const nameEnd = at + ENTRY_BYTES + bytes.readUInt16LE(at + 28);
		const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
		const extra = bytes.subarray(nameEnd, extraEnd);
		tell({
			name: bytes.toString("utf8", at + ENTRY_BYTES, nameEnd),
			encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
			method: bytes.readUInt16LE(at + 10),
			...sizes(bytes, at, extra, shift)
		});
		at = extraEnd + bytes.readUInt16LE(at + 32);
	}
}
async function contentOf(source, entry, max) {
	if (entry.size > max) throw new OverLimit(`${entry.name} has ${entry.size} bytes, more than ${max}`);
	if (entry.method === DEFLATED && entry.size > entry.stored * MAX_RATIO) throw new Unreadable(`the size of ${entry.name} cannot be true`);
	const stored = await storedPart(source, entry);
	const bytes = await stored.read(0, stored.size);
	if (entry.method === STORED) return bytes;
	try {
		return inflateRawSync(bytes, {
			maxOutputLength: entry.size || 1,
			chunkSize: Math.max(64, entry.size + 1)
		});
	} catch {
		throw new Unreadable(`${entry.name} cannot be inflated to the size that it claims`);
	}
}
function isInPlace(entry) {
	return entry.method === STORED && !entry.encrypted;
}
async function storedPart(source, entry) {
	if (entry.encrypted) throw new Unreadable(`${entry.name} is encrypted`);
	if (entry.method !== STORED && entry.method !== DEFLATED) throw new Unreadable(`${entry.name} is compressed by method ${entry.method}, which Java does not know`);
	const local = await source.read(entry.offset, LOCAL_BYTES);
	if (local.readUInt32LE(0) !== LOCAL) throw new Unreadable(`${entry.name} is not where the directory says`);
	const start = entry.offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
	return part(source, start, entry.stored);
}
async function findDirectory(source) {
	const length = Math.min(source.size, 65557);
	const tail = await source.read(source.size - length, length);
	const at = lastEnd(tail);
	if (at === void 0) throw new Unreadable("it is not a zip archive, or is cut off");
	const end = source.size - length + at;
	const size = tail.readUInt32LE(at + 12);
	const offset = tail.readUInt32LE(at + 16);
	if (tail.readUInt16LE(at + 10) !== U16 && size !== U32 && offset !== U32) return placed(end, offset, size);
	return await findDirectory64(source, end) ?? placed(end, offset, size);
}
function lastEnd(tail) {
	for (let at = tail.length - END_BYTES; at >= 0; at--) if (tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length) return at;
}
async function findDirectory64(source, end) {
	if (end < 76) return void 0;
	if ((await source.read(end - LOCATOR_64_BYTES, LOCATOR_64_BYTES)).readUInt32LE(0) !== LOCATOR_64) return void 0;
	const at = end - LOCATOR_64_BYTES - END_64_BYTES;
	const record = await source.read(at, END_64_BYTES);
	if (record.readUInt32LE(0) !== END_64) throw new Unreadable("its directory of more than 4 GB cannot be found");
	return placed(at, u64(record, 48), u64(record, 40));
}
function placed(end, offset, size) {
	const shift = end - size - offset;
	if (shift < 0) throw new Unreadable("its directory is not where it says");
	return {
		offset: offset + shift,
		size,
		shift
	};
}
function sizes(bytes, at, extra, shift) {
	let size = bytes.readUInt32LE(at + 24);
	let stored = bytes.readUInt32LE(at + 20);
	let offset = bytes.readUInt32LE(at + 42);
	if (size === U32 || stored === U32 || offset === U32) {
		const wide = field(extra, EXTRA_64);
		let next = 0;
		const take = () => {
			next += 8;
			return next <= wide.length ? u64(wide, next - 8) : U32;
		};
		if (size === U32) size = take();
		if (stored === U32) stored = take();
		if (offset === U32) offset = take();
	}
	return {
		size,
		stored,
		offset: offset + shift
	};
}
function field(extra, id) {
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
	return Buffer.alloc(0);
}
function u64(bytes, at) {
	return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
// src/inventory/java/well-known-groups.ts
const GROUPS = [
	[
		"spring-boot",
		"org/springframework/boot/",
		"org.springframework.boot"
	],
	[
		"spring-security-",
		"org/springframework/security/",
		"org.springframework.security"
	],
	[
		"spring-integration-",
		"org/springframework/integration/",
		"org.springframework.integration"
	],
	[
		"spring-session-",
		"org/springframework/session/",
		"org.springframework.session"
	],
	[
		"spring-kafka",
		"org/springframework/kafka/",
		"org.springframework.kafka"
	],
	[
		"spring-rabbit",
		"org/springframework/amqp/",
		"org.springframework.amqp"
	],
	[
		"spring-amqp",
		"org/springframework/amqp/",
		"org.springframework.amqp"
	],
	[
		"spring-graphql",
		"org/springframework/graphql/",
		"org.springframework.graphql"
	],
	...[
		"aop",
		"aspects",
		"beans",
		"context",
		"context-support",
		"core",
		"expression",
		"jcl",
		"jdbc",
		"jms",
		"messaging",
		"orm",
		"oxm",
		"r2dbc",
		"test",
		"tx",
		"web",
		"webflux",
		"webmvc",
		"websocket"
	].map((name) => [
		`spring-${name}$`,
		"org/springframework/",
		"org.springframework"
	]),
	[
		"kotlin-",
		"kotlin/",
		"org.jetbrains.kotlin"
	],
	[
		"kotlinx-coroutines-",
		"kotlinx/coroutines/",
		"org.jetbrains.kotlinx"
	],
	[
		"okhttp",
		"okhttp3/",
		"com.squareup.okhttp3"
	],
	[
		"okio",
		"okio/",
		"com.squareup.okio"
	],
	[
		"retrofit",
		"retrofit2/",
		"com.squareup.retrofit2"
	],
	[
		"tomcat-embed-",
		"org/apache/",
		"org.apache.tomcat.embed"
	],
	[
		"tomcat-",
		"org/apache/",
		"org.apache.tomcat"
	],
	[
		"hibernate-core$",
		"org/hibernate/",
		"org.hibernate"
	],
	[
		"reactor-netty",
		"reactor/netty/",
		"io.projectreactor.netty"
	],
	[
		"reactor-",
		"reactor/",
		"io.projectreactor"
	],
	[
		"micrometer-",
		"io/micrometer/",
		"io.micrometer"
	],
	[
		"bcprov-",
		"org/bouncycastle/",
		"org.bouncycastle"
	],
	[
		"bcpkix-",
		"org/bouncycastle/",
		"org.bouncycastle"
	],
	[
		"bcutil-",
		"org/bouncycastle/",
		"org.bouncycastle"
	],
	[
		"bcpg-",
		"org/bouncycastle/",
		"org.bouncycastle"
	],
	[
		"bc-fips",
		"org/bouncycastle/",
		"org.bouncycastle"
	],
	[
		"elasticsearch",
		"org/elasticsearch/",
		"org.elasticsearch"
	],
	[
		"lucene-",
		"org/apache/lucene/",
		"org.apache.lucene"
	],
	[
		"kafka-clients$",
		"org/apache/kafka/",
		"org.apache.kafka"
	],
	[
		"kafka_",
		"kafka/",
		"org.apache.kafka"
	],
	[
		"grpc-",
		"io/grpc/",
		"io.grpc"
	],
	[
		"opentelemetry-",
		"io/opentelemetry/",
		"io.opentelemetry"
	],
	[
		"rxjava$",
		"io/reactivex/rxjava3/",
		"io.reactivex.rxjava3"
	],
	[
		"rxjava$",
		"io/reactivex/",
		"io.reactivex.rxjava2"
	],
	[
		"h2$",
		"org/h2/",
		"com.h2database"
	],
	[
		"mysql-connector-java$",
		"com/mysql/",
		"mysql"
	],
	[
		"mysql-connector-j$",
		"com/mysql/",
		"com.mysql"
	],
	[
		"groovy",
		"groovy/",
		"org.codehaus.groovy"
	],
	[
		"snakeyaml$",
		"org/yaml/snakeyaml/",
		"org.yaml"
	]
];
const MOVED = [[
	"org.hibernate",
	6,
	"org.hibernate.orm"
], [
	"org.codehaus.groovy",
	4,
	"org.apache.groovy"
]];
function wellKnownGroup(artifact, version, holds) {
	const [, , group] = GROUPS.find(([name, folder]) => (name.endsWith("$") ? artifact === name.slice(0, -1) : artifact.startsWith(name)) && holds(folder)) ?? [];
	return MOVED.find(([old, major]) => old === group && Number.parseInt(version, 10) >= major)?.[2] ?? group;
}
// src/inventory/java/identity.ts
const MAX_NAME$1 = 256;
const ARTIFACT = /^[A-Za-z0-9][\w.-]*$/;
const GROUP = /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/;
const VERSION = /^\d[\w.+-]*$/;
function ownIdentity({ path, manifest, poms, holds }) {
	const base = withoutExtension(path.slice(path.lastIndexOf("/") + 1));
	if (base.length > MAX_NAME$1) return void 0;
	const inRepository = fromRepository(path.slice(-2048));
	const named = inRepository ?? fromName(base);
	if (poms.some(({ artifact }) => base === artifact || base.startsWith(`${artifact}-`)) || poms.length === 1 && named === void 0) return void 0;
	if (inRepository !== void 0) return inRepository;
	const told = fromManifest(manifest);
	const artifact = told.artifact ?? named?.artifact ?? base;
	const version = (told.artifact === void 0 ? void 0 : told.version) ?? named?.version ?? told.version ?? "";
	if (!ARTIFACT.test(artifact)) return void 0;
	const group = wellKnownGroup(artifact, version, holds) ?? groupFrom(manifest);
	return {
		...group !== void 0 && { group },
		artifact,
		version
	};
}
function withoutExtension(name) {
	return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
function fromRepository(path) {
	const [, folders, artifact, version, base] = /(?:^|\/)(?:repository|maven-repo)\/((?:[^/]+\/)+)([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
	if (folders === void 0 || artifact === void 0 || version === void 0) return void 0;
	const group = folders.slice(0, -1).replaceAll("/", ".");
	return base?.startsWith(`${artifact}-${version}`) === true && VERSION.test(version) ? {
		group,
		artifact,
		version
	} : void 0;
}
function fromName(base) {
	const [, artifact, version] = /^(.+)-(\d[\w.]*-\d{8}\.\d{6}-\d+)$/.exec(base) ?? /^(.+)-(\d[\w.+]*(?:-[A-Za-z][\w.+]*)*)$/.exec(base) ?? [];
	return artifact === void 0 || version === void 0 ? void 0 : {
		artifact,
		version
	};
}
function fromManifest(manifest) {
	const titles = [
		"implementation-title",
		"specification-title",
		"bundle-name"
	];
	const versions = [
		"implementation-version",
		"specification-version",
		"bundle-version"
	];
	const artifact = titles.map((key) => manifest.get(key)).find((title) => title !== void 0 && /^[a-z0-9][a-z0-9_.-]*$/.test(title));
	const version = versions.map((key) => manifest.get(key)).find((value) => value !== void 0 && VERSION.test(value));
	return {
		...artifact !== void 0 && { artifact },
		...version !== void 0 && { version }
	};
}
function groupFrom(manifest) {
	const symbolic = manifest.get("bundle-symbolicname")?.split(";", 1)[0]?.trim() ?? "";
	return [
		manifest.get("implementation-vendor-id"),
		symbolic.slice(0, Math.max(0, symbolic.lastIndexOf("."))),
		manifest.get("implementation-vendor"),
		manifest.get("specification-vendor")
	].find((group) => group !== void 0 && GROUP.test(group));
}
// src/inventory/java/properties.ts
const MAX_TEXT = 256;
const MAX_MAIN = 1048576;
function parsePomProperties(text) {
	const values = new Map();
	for (const line of text.split(/\r\n|\r|\n/)) {
		const [, key, value] = /^\s*(groupId|artifactId|version)\s*[=:](.*)$/.exec(line) ?? [];
		if (key !== void 0 && value !== void 0) values.set(key, value.trim());
	}
	const [group, artifact, version] = [
		"groupId",
		"artifactId",
		"version"
	].map((key) => values.get(key));
	return [
		group,
		artifact,
		version
	].every((value) => value !== void 0 && value !== "" && value.length <= MAX_TEXT && !value.includes("${")) ? {
		group,
		artifact,
		version
	} : void 0;
}
function parseManifest$3(text) {
	const [main = ""] = text.slice(0, MAX_MAIN).replace(/\r\n?/g, "\n").split("\n\n", 1);
	const values = new Map();
	for (const line of main.replaceAll("\n ", "").split("\n")) {
		const colon = line.indexOf(":");
		if (colon <= 0) continue;
		const value = line.slice(colon + 1).trim();
		if (value !== "" && value.length <= MAX_TEXT) values.set(line.slice(0, colon).toLowerCase(), value);
	}
	return values;
}
// src/inventory/java/archive.ts
const NESTED = /\.(?:jar|war|ear|par)$/i;
const MANIFEST = "META-INF/MANIFEST.MF";
const MAX_DEPTH = 8;
const MAX_ARCHIVES = 1e4;
const MAX_PACKAGES$1 = 5e4;
const MAX_ENTRIES$1 = 1e6;
const MAX_INFLATED = 1073741824;
const MAX_IN_MEMORY = 100663296;
const MAX_NAME = 4096;
const MAX_POM = 65536;
const MAX_MANIFEST = 16777216;
async function readArchive(source, path) {
	const reading = new Reading(path);
	await reading.archive(source, "", 0);
	return {
		packages: reading.packages,
		problems: reading.problems.all()
	};
}
var Reading = class {
	packages = [];
	problems = problemList();
	#path;
	#archives = 0;
	#entries = 0;
	#inflated = 0;
	#inMemory = 0;
	constructor(path) {
		this.#path = path;
	}
	async archive(source, within, depth) {
		if (++this.#archives > MAX_ARCHIVES) throw new OverLimit(`there are more than ${MAX_ARCHIVES} archives`);
		if (depth > MAX_DEPTH) throw new OverLimit(`it lies more than ${MAX_DEPTH} archives deep`);
		const contents = await this.#list(source);
		const poms = [];
		if (this.packages.length + contents.poms.length > MAX_PACKAGES$1) throw new OverLimit(`there are more than ${MAX_PACKAGES$1} packages in it`);
		for (const entry of contents.poms) await this.#guarded(within, async () => {
			const pom = parsePomProperties((await this.#content(source, entry, MAX_POM)).toString());
			if (pom === void 0) return;
			poms.push(pom);
			this.packages.push({
				...pom,
				within
			});
		});
		await this.#guarded(within, () => this.#addItself(source, within, contents, poms));
		for (const entry of contents.nested) await this.#guarded(joined(within, entry.name), () => this.#open(source, entry, within, depth));
	}
	async #list(source) {
		const contents = {
			poms: [],
			nested: [],
			manifest: void 0,
			folders: new Set()
		};
		await readDirectory(source, (entry) => {
			if (++this.#entries > MAX_ENTRIES$1) throw new OverLimit(`there are more than ${MAX_ENTRIES$1} files in it`);
			if (entry.name.length > MAX_NAME) throw new OverLimit(`it holds a name of more than ${MAX_NAME} characters`);
			if (entry.name.endsWith(".class")) addFolders(contents.folders, entry.name);
			else if (entry.name.endsWith("/pom.properties")) contents.poms.push(entry);
			else if (NESTED.test(entry.name)) contents.nested.push(entry);
			else if (entry.name === MANIFEST) contents.manifest = entry;
		});
		return contents;
	}
	async #addItself(source, within, { manifest, folders }, poms) {
		const text = manifest === void 0 ? "" : await this.#content(source, manifest, MAX_MANIFEST);
		const own = ownIdentity({
			path: joined(this.#path, within),
			manifest: parseManifest$3(text.toString()),
			poms,
			holds: (folder) => folders.has(folder)
		});
		if (own !== void 0) this.packages.push({
			...own,
			within,
			sha1: await sha1Of(source)
		});
	}
	async #open(source, entry, within, depth) {
		const inner = joined(within, entry.name);
		if (entry.size === 0) return;
		if (isInPlace(entry)) return await this.archive(await storedPart(source, entry), inner, depth + 1);
		const room = MAX_IN_MEMORY - this.#inMemory;
		const content = await this.#content(source, entry, room);
		this.#inMemory += content.length;
		try {
			await this.archive(bufferSource(content), inner, depth + 1);
		} finally {
			this.#inMemory -= content.length;
		}
	}
	async #content(source, entry, max) {
		if (this.#inflated + entry.size > MAX_INFLATED) throw new OverLimit(`all in all it inflates to more than ${MAX_INFLATED} bytes`);
		const content = await contentOf(source, entry, max);
		this.#inflated += content.length;
		return content;
	}
	async #guarded(within, work) {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			const which = within === "" ? "The archive" : shortened(within);
			const kind = error instanceof OverLimit ? "limit" : "unreadable";
			this.problems.add(kind, `${which} was only read in part: ${messageOf(error)}.`);
		}
	}
};
function joined(folder, name) {
	return folder === "" ? name : name === "" ? folder : `${folder}/${name}`;
}
const MAX_FOLDERS = 1e4;
const FOLDERS_DEEP = 3;
function addFolders(folders, name) {
	let slash = -1;
	for (let depth = 0; depth < FOLDERS_DEEP && folders.size < MAX_FOLDERS; depth++) {
		slash = name.indexOf("/", slash + 1);
		if (slash < 0) return;
		folders.add(name.slice(0, slash + 1));
	}
}
function shortened(name) {
	return name.length > 200 ? `…${name.slice(-200)}` : name;
}
// src/inventory/java.ts
const MAVEN = {
	by: "java",
	ecosystem: "Maven",
	purlType: "maven"
};
const archives = {
	id: "java-archives",
	version: 1,
	maxBytes: 4294967296,
	wants: ({ path }) => /\.[jwep]ar$/i.test(path),
	async read(body, { path }) {
		if (body.size === 0) return void 0;
		const record = await withSource(body, (source) => readArchive(source, path));
		return record.packages.length + record.problems.length > 0 ? record : void 0;
	}
};
const java = {
	id: "java",
	analyzers: [archives],
	byPath: true,
	packages(view) {
		const found = view.records(archives);
		return {
			packages: found.flatMap((file) => packagesOf(view, file)),
			gaps: found.flatMap((file) => problemGaps(view, file, "java"))
		};
	}
};
function packagesOf(view, file) {
	const packages = new Map();
	for (const one of file.record.packages) {
		const path = one.within === "" ? file.path : `${file.path}/${one.within}`;
		const made = toPackage$2(view, {
			path,
			layer: file.layer
		}, one);
		const key = `${path} ${made.purl}`;
		if (!packages.has(key)) packages.set(key, made);
	}
	return [...packages.values()];
}
function toPackage$2(view, file, { group = "", artifact, version, sha1 }) {
	const name = group === "" ? artifact : `${group}:${artifact}`;
	const own = libraryPackage(MAVEN, {
		name,
		version,
		purl: {
			namespace: group,
			name: artifact
		}
	}, view, file);
	return sha1 === void 0 ? own : {
		...own,
		hashes: { sha1 }
	};
}
// src/inventory/julia.ts
const JULIA = {
	by: "julia",
	ecosystem: "Julia",
	purlType: "julia"
};
const manifests$2 = {
	id: "julia-manifest",
	version: 1,
	maxBytes: 4194304,
	wants: ({ path }) => fileName(path) === "Manifest.toml",
	read: async (body) => parseManifest$2(await body.text())
};
const julia = {
	id: "julia",
	analyzers: [manifests$2],
	byPath: true,
	packages(view) {
		return {
			packages: view.records(manifests$2).flatMap((found) => listed$1(view, found)),
			gaps: []
		};
	}
};
function listed$1(view, found) {
	const purls = new Map();
	return found.record.map(({ name, uuid, version, dependencies = [] }) => {
		const own = libraryPackage(JULIA, {
			name,
			version,
			purl: { qualifiers: { uuid } }
		}, view, found);
		purls.set(uuid, own.purl);
		purls.set(name, own.purl);
		return {
			own: {
				...own,
				locked: true
			},
			dependencies
		};
	}).map(({ own, dependencies }) => withDependencies(own, dependencies.map((key) => purls.get(key))));
}
function parseManifest$2(text) {
	const document = parseToml(text);
	const isNew = document.manifest_format !== void 0;
	const julia = textOf(document.julia_version);
	const packages = entriesOf(isNew ? document.deps : document).flatMap(([name, list]) => arrayOf(list).map((row) => ({
		name,
		row: objectOf(row)
	}))).flatMap(({ name, row }) => {
		const [uuid, version] = [textOf(row?.uuid), textOf(row?.version) ?? julia];
		if (uuid === void 0 || version === void 0) return [];
		const dependencies = (Array.isArray(row?.deps) ? row.deps : Object.values(objectOf(row?.deps) ?? {})).map(textOf).filter((one) => one !== void 0);
		return [compact({
			name,
			uuid,
			version,
			dependencies: dependencies.length === 0 ? void 0 : dependencies
		})];
	});
	return packages.length === 0 ? void 0 : packages;
}
// src/inventory/npm-lock.ts
const MAX_LOCKED = 5e4;
function lockId({ name, version }) {
	return `${name}@${version}`;
}
function parsePackageLock(bytes) {
	const document = parseObject(bytes);
	const packages = objectOf(document.packages);
	const places = packages === void 0 ? placesOf(document) : new Map(Object.entries(packages));
	if (packages === void 0 && document.lockfileVersion === void 0 && places.size === 0) throw new Unreadable("it is not a lock file of npm");
	return { packages: atPlaces(places) };
}
function placesOf(document) {
	const places = new Map();
	const waiting = [{
		prefix: "",
		dependencies: document.dependencies
	}];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) for (const [name, value] of entriesOf(next.dependencies)) {
		const row = objectOf(value);
		if (row === void 0) continue;
		const place = `${next.prefix}node_modules/${name}`;
		if (places.size >= 5e4 || place.length > MAX_PLACE) throw new OverLimit("it lists too many packages");
		places.set(place, oldRow(row));
		waiting.push({
			prefix: `${place}/`,
			dependencies: row.dependencies
		});
	}
	return places;
}
const MAX_PLACE = 4096;
function oldRow(row) {
	const [, name, version] = /^npm:(.+)@([^@]+)$/.exec(textOf(row.version) ?? "") ?? [];
	return {
		version: version ?? row.version,
		dev: row.dev,
		dependencies: row.requires,
		...name === void 0 ? {} : { name }
	};
}
function atPlaces(places) {
	const rows = new Map();
	for (const [place, value] of places) {
		const row = objectOf(value);
		const own = place.slice(place.lastIndexOf("node_modules/") + 13);
		if (row === void 0 || row.link === true || !place.includes("node_modules/")) continue;
		const [name, version] = [textOf(row.name) ?? own, textOf(row.version)];
		if (version === void 0 || /^(?:file|link):/.test(version)) continue;
		rows.set(place, {
			...row,
			name,
			version
		});
		if (rows.size > 5e4) throw new OverLimit("it lists too many packages");
	}
	return uniqueLocked([...rows].map(([place, row]) => {
		const got = [
			row.dependencies,
			row.optionalDependencies,
			row.peerDependencies
		].flatMap(entriesOf).map(([name]) => resolvePlace(place, name, rows)).filter((one) => one !== void 0);
		return compact({
			name: row.name,
			version: row.version,
			development: row.dev === true ? true : void 0,
			licenses: typeof row.license === "string" ? [row.license.slice(0, 200)] : void 0,
			dependencies: got.length === 0 ? void 0 : [...new Set(got.map(lockId))]
		});
	}));
}
function resolvePlace(place, name, rows) {
	for (let at = place;;) {
		const found = rows.get(`${at === "" ? "" : `${at}/`}node_modules/${name}`);
		if (found !== void 0 || at === "") return found;
		const up = at.lastIndexOf("/node_modules/");
		at = up < 0 ? "" : at.slice(0, up);
	}
}
function uniqueLocked(all) {
	const unique = new Map();
	for (const found of all) {
		const known = unique.get(lockId(found));
		if (known === void 0 || known.development === true && found.development !== true) unique.set(lockId(found), found);
	}
	return [...unique.values()];
}
function reachable(packages, roots) {
	const byId = new Map(packages.map((found) => [lockId(found), found]));
	const reached = new Set();
	const waiting = [...roots];
	for (let id = waiting.pop(); id !== void 0; id = waiting.pop()) {
		if (reached.has(id)) continue;
		reached.add(id);
		waiting.push(...byId.get(id)?.dependencies ?? []);
	}
	return reached;
}
// src/inventory/npm-package.ts
const NPM = {
	by: "npm",
	ecosystem: "npm",
	purlType: "npm"
};
function npmPackage(facts, view, file) {
	return libraryPackage(NPM, {
		...facts,
		purl: purlName$1(facts.name)
	}, view, file);
}
function purlName$1(name) {
	const lower = name.toLowerCase();
	const [, namespace, own] = /^(@[^/]+)\/(.+)$/.exec(lower) ?? [];
	return namespace === void 0 || own === void 0 ? { name: lower } : {
		namespace,
		name: own
	};
}
// src/inventory/npm-tree.ts
const MODULES = "node_modules";
const PACKAGE = /^(?:@[^/]+\/)?[^/@.][^/]*$/;
const YARN_STORE = /^\.store\/[^/]+\/package$/;
const STORE = /^\.(?:pnpm|store)(?:\/[^/]+){0,2}$/;
function inModules(path) {
	return path.startsWith(`${MODULES}/`) || path.includes(`/${MODULES}/`);
}
function installFolder(manifestPath) {
	const folder = manifestPath.slice(0, Math.max(0, manifestPath.lastIndexOf("/")));
	const start = modulesEnd(folder);
	if (start < 0) return void 0;
	const rest = folder.slice(start);
	return PACKAGE.test(rest) || YARN_STORE.test(rest) ? folder : void 0;
}
function isInTree(manifestPath) {
	const [, ...steps] = `/${installFolder(manifestPath) ?? ""}`.split(`/${MODULES}/`);
	return steps.length > 0 && steps.every((step) => PACKAGE.test(step) || STORE.test(step));
}
function projectFolder(path) {
	if (path.startsWith(`${MODULES}/`)) return "";
	return path.slice(0, path.indexOf(`/${MODULES}/`));
}
function resolveIn(folder, name, known, view) {
	const linked = folder.includes(`${MODULES}/.`);
	for (let at = folder; at !== void 0; at = parentOf(at)) {
		if (at === MODULES || at.endsWith(`/${MODULES}`)) continue;
		const candidate = `${at === "" ? "" : `${at}/`}${MODULES}/${name}`;
		const found = known.get(candidate) ?? (linked ? behindLink(candidate, known, view) : void 0);
		if (found !== void 0) return found;
	}
}
function behindLink(path, known, view) {
	const entry = view.entry(path);
	if (entry?.type !== "symlink" || entry.target === void 0) return void 0;
	const direct = known.get(posix.join(posix.dirname(path), entry.target));
	if (direct !== void 0) return direct;
	const target = followLinks(view, path);
	return target === void 0 ? void 0 : known.get(target);
}
function modulesEnd(path) {
	const at = path.lastIndexOf(`/${MODULES}/`);
	if (at >= 0) return at + 12 + 2;
	return path.startsWith(`${MODULES}/`) ? 13 : -1;
}
function parentOf(folder) {
	if (folder === "") return void 0;
	return folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
}
// src/inventory/lock-lines.ts
const MAX_LINE$2 = 65536;
function* lockLines(bytes) {
	for (const { text, cut } of lines(bytes, MAX_LINE$2)) {
		if (cut) throw new OverLimit(`a line of it is over ${MAX_LINE$2} bytes long`);
		const content = text.trim();
		if (content === "" || content.startsWith("#")) continue;
		const indent = text.length - text.trimStart().length;
		const [key, rest] = splitKey(content.startsWith("? ") ? content.slice(2) : content);
		yield {
			indent,
			key,
			value: unquote(rest)
		};
	}
}
function splitKey(content) {
	if (content.endsWith(":")) return [unquote(content.slice(0, -1)), ""];
	const [quote] = content;
	if (quote === "\"" || quote === "'") {
		const end = content.indexOf(quote, 1);
		if (end > 0) return [content.slice(1, end), content.slice(end + 1).replace(/^:/, "").trimStart()];
	}
	const space = content.indexOf(" ");
	if (space < 0) return [content, ""];
	return [content.slice(0, space).replace(/:$/, ""), content.slice(space + 1).trimStart()];
}
function unquote(text) {
	const [quote] = text;
	return text.length > 1 && (quote === "\"" || quote === "'") && text.endsWith(quote) && text.indexOf(quote, 1) === text.length - 1 ? text.slice(1, -1) : text;
}
// src/inventory/pnpm-lock.ts
function parsePnpmLock(bytes) {
	const { form, blocks, roots } = readDocument(bytes);
	const named = new Map();
	for (const block of blocks) {
		const identity = identityOf$1(block, form);
		if (identity !== void 0 && !named.has(withoutPeers(block.key, form))) named.set(withoutPeers(block.key, form), identity);
	}
	const resolve = (name, reference) => [
		`${name}@${reference}`,
		`/${name}@${reference}`,
		`/${name}/${reference}`,
		reference
	].map((key) => named.get(withoutPeers(key, form))).find((one) => one !== void 0);
	const merged = new Map();
	for (const block of blocks) {
		const identity = named.get(withoutPeers(block.key, form));
		if (identity === void 0) continue;
		const known = merged.get(lockId(identity));
		const got = [...block.wanted].map(([name, reference]) => resolve(name, reference));
		const ids = [...known?.dependencies ?? [], ...got.filter((one) => one !== void 0).map(lockId)];
		merged.set(lockId(identity), compact({
			...identity,
			development: known === void 0 || known.development === true ? block.development : void 0,
			dependencies: ids.length === 0 ? void 0 : [...new Set(ids)]
		}));
	}
	const packages = uniqueLocked([...merged.values()]);
	if (form < 9) return { packages };
	const atRunTime = reachable(packages, roots.map(([name, reference]) => resolve(name, reference)).filter((one) => one !== void 0).map(lockId));
	return { packages: packages.map((one) => atRunTime.has(lockId(one)) ? one : {
		...one,
		development: true
	}) };
}
function readDocument(bytes) {
	const document = {
		form: 0,
		blocks: [],
		roots: []
	};
	const path = [];
	let block;
	for (const { indent, key, value } of lockLines(bytes)) {
		const depth = indent / 2;
		path.length = Math.min(path.length, Math.ceil(depth));
		path[depth] = key;
		const [section] = path;
		if (depth === 0 && key === "lockfileVersion") document.form = Number.parseInt(value, 10);
		else if (section === "packages" || section === "snapshots") {
			if (depth === 1 && key !== ":") {
				block = {
					key,
					wanted: new Map()
				};
				document.blocks.push(block);
				if (document.blocks.length > 1e5) throw new OverLimit(`it lists more than ${MAX_LOCKED} packages`);
			} else if (block !== void 0) readField(block, path, depth, key, value);
		} else readRoot(document, path, depth, key, value);
	}
	if (!(document.form >= 5 && document.form <= 9)) throw new Unreadable("it is not a lock file of pnpm in a form that is known");
	return document;
}
function readField(block, path, depth, key, value) {
	if (depth === 2 && key === "dev" && value === "true") block.development = true;
	else if (depth === 2 && key === "name") block.name = value;
	else if (depth === 2 && key === "version") block.version = value;
	else if (depth === 3 && (path[2] === "dependencies" || path[2] === "optionalDependencies")) block.wanted.set(key, value);
}
function readRoot(document, path, depth, key, value) {
	const [section, , list, name] = path;
	if (section !== "importers" || depth !== 4 || key !== "version" || name === void 0) return;
	if (list === "dependencies" || list === "optionalDependencies") document.roots.push([name, value]);
}
function identityOf$1({ key, name, version }, form) {
	const plain = withoutPeers(key, form).replace(/^\//, "");
	const cut = form >= 6 ? plain.indexOf("@", 1) : plain.lastIndexOf("/");
	const [own, rest] = cut < 0 ? [plain, ""] : [plain.slice(0, cut), plain.slice(cut + 1)];
	if (/^(?:file|link|workspace):/.test(rest) || /^(?:file|link):/.test(plain)) return void 0;
	const isRegistry = form >= 9 ? !rest.includes(":") : key.startsWith("/");
	const found = {
		name: name ?? (isRegistry || form >= 9 ? own : ""),
		version: version ?? (isRegistry ? rest : "")
	};
	return found.name === "" || found.version === "" ? void 0 : found;
}
function withoutPeers(key, form) {
	const open = key.indexOf("(");
	const plain = open < 0 ? key : key.slice(0, open);
	if (form >= 6) return plain;
	const low = plain.indexOf("_", plain.lastIndexOf("/"));
	return low < 0 ? plain : plain.slice(0, low);
}
// src/inventory/yarn-lock.ts
function parseYarnLock(bytes) {
	const blocks = [...blocksOf(bytes)];
	const found = new Map();
	for (const block of blocks) {
		const identity = identityOf(block);
		if (identity !== void 0) for (const descriptor of block.descriptors) found.set(descriptor, identity);
	}
	const packages = blocks.flatMap((block) => {
		const identity = identityOf(block);
		if (identity === void 0) return [];
		const got = block.wanted.map((wanted) => found.get(wanted)).filter((one) => one !== void 0);
		const dependencies = [...new Set(got.map(lockId))];
		return [dependencies.length === 0 ? identity : {
			...identity,
			dependencies
		}];
	});
	const aliases = [...found].map(([descriptor, identity]) => [splitDescriptor(descriptor).name, identity]).filter(([name, identity]) => name !== identity.name).map(([name, identity]) => [name, lockId(identity)]);
	const rest = aliases.length === 0 ? {} : { aliases };
	return {
		packages: uniqueLocked(packages),
		mixed: true,
		...rest
	};
}
function* blocksOf(bytes) {
	let block;
	let section = "";
	let count = 0;
	for (const { indent, key, value } of lockLines(bytes)) if (indent === 0) {
		if (block !== void 0) yield block;
		if (++count > 5e4) throw new OverLimit(`it lists more than ${MAX_LOCKED} packages`);
		if (value !== "" || key !== "__metadata" && !key.includes("@")) throw new Unreadable("it is not a lock file of yarn");
		block = {
			descriptors: descriptorsOf(key),
			wanted: []
		};
	} else if (block === void 0) throw new Unreadable("it is not a lock file of yarn");
	else if (indent === 2) {
		section = value === "" ? key : "";
		if (key === "version") block.version = value;
		else if (key === "resolution") block.resolution = value;
		else if (key === "linkType") block.soft = value === "soft";
	} else if (indent === 4 && (section === "dependencies" || section === "optionalDependencies")) block.wanted.push(`${key}@${value}`, `${key}@npm:${value}`);
	if (block !== void 0) yield block;
}
function descriptorsOf(key) {
	return key.split(/, ?/).map((one) => one.replace(/^"|"$/g, "")).filter((one) => one !== "__metadata");
}
function identityOf(block) {
	const { version, soft, descriptors, resolution } = block;
	const [first] = descriptors;
	if (version === void 0 || version === "" || soft === true || first === void 0) return void 0;
	const { name, range } = splitDescriptor(resolution ?? first);
	if (name === "" || /^(?:file|link|portal|workspace):/.test(range)) return void 0;
	const [, alias] = resolution === void 0 ? /^npm:(@?[^@]+)@/.exec(range) ?? [] : [];
	return {
		name: alias ?? name,
		version
	};
}
function splitDescriptor(descriptor) {
	const at = descriptor.indexOf("@", 1);
	return at < 0 ? {
		name: descriptor,
		range: ""
	} : {
		name: descriptor.slice(0, at),
		range: descriptor.slice(at + 1)
	};
}
// src/inventory/npm-locked.ts
const MAX_BYTES$6 = 16777216;
const PARSERS = new Map([
	["npm-shrinkwrap.json", parsePackageLock],
	["package-lock.json", parsePackageLock],
	["pnpm-lock.yaml", parsePnpmLock],
	["yarn.lock", parseYarnLock]
]);
const locks = {
	id: "npm-lock",
	version: 1,
	maxBytes: MAX_BYTES$6,
	wants: ({ path }) => PARSERS.has(fileName(path)) && !inModules(path),
	read: async (body, { path }) => PARSERS.get(fileName(path))?.(await body.bytes())
};
function lockedPackages(view, files, projects) {
	const byKey = new Map();
	for (const file of files.filter((one) => !isOverruled(one.path, files)).sort(byRank)) {
		const all = withDevelopment(file, projects);
		const own = new Map(all.map((one) => [lockId(one), toPackage$1(view, file, one)]));
		for (const { name, version, dependencies = [] } of all) {
			const found = own.get(lockId({
				name,
				version
			}));
			if (found === void 0) continue;
			const key = JSON.stringify([
				folderOf(file.path),
				name,
				version
			]);
			const known = byKey.get(key);
			const whole = withDependencies(found, dependencies.map((id) => own.get(id)?.purl));
			byKey.set(key, known === void 0 ? whole : merged$2(known, whole));
		}
	}
	return [...byKey.values()];
}
function toPackage$1(view, file, one) {
	return {
		...npmPackage(one, view, file),
		...one.development === true ? { development: true } : {},
		locked: true
	};
}
function merged$2(known, other) {
	const { development, ...rest } = known;
	return {
		...rest,
		...development === true && other.development === true ? { development } : {},
		locations: [...known.locations, ...other.locations]
	};
}
function withDevelopment({ path, record }, projects) {
	if (record.mixed !== true) return record.packages;
	const folder = folderOf(path);
	const own = projects.filter((one) => folder === "" || one.path.startsWith(`${folder}/`));
	if (!own.some((one) => folderOf(one.path) === folder)) return record.packages;
	const wanted = new Set(own.flatMap((one) => one.record.dependencies ?? []));
	const roots = [...record.packages.filter(({ name }) => wanted.has(name)).map(lockId), ...(record.aliases ?? []).filter(([name]) => wanted.has(name)).map(([, id]) => id)];
	const atRunTime = reachable(record.packages, roots);
	return record.packages.map((one) => atRunTime.has(lockId(one)) ? one : {
		...one,
		development: true
	});
}
function isOverruled(path, files) {
	const shrinkwrap = path.replace(/package-lock\.json$/, "npm-shrinkwrap.json");
	return shrinkwrap !== path && files.some((other) => other.path === shrinkwrap);
}
function byRank(a, b) {
	const names = [...PARSERS.keys()];
	return names.indexOf(fileName(a.path)) - names.indexOf(fileName(b.path));
}
// src/inventory/npm-manifest.ts
const MAX_BYTES$5 = 4194304;
const MAX_DEPENDENCIES$1 = 2e3;
const manifests$1 = {
	id: "npm-manifest",
	version: 1,
	maxBytes: MAX_BYTES$5,
	wants: ({ path }) => (path === "package.json" || path.endsWith("/package.json")) && (!inModules(path) || installFolder(path) !== void 0),
	read: async (body) => parseManifest$1(await body.bytes())
};
function parseManifest$1(bytes) {
	const document = parseObject(bytes);
	return compact({
		name: textOf(document.name),
		version: textOf(document.version),
		licenses: licensesOf$1(document),
		dependencies: dependenciesOf(document),
		private: document.private === true ? true : void 0
	});
}
function licensesOf$1(document) {
	const texts = [document.license, ...arrayOf(document.licenses).slice(0, 20)].map((one) => typeof one === "string" ? one : objectOf(one)?.type).map((one) => typeof one === "string" && one.length <= 200 ? textOf(one) : void 0).filter((one) => one !== void 0);
	return texts.length === 0 ? void 0 : [...new Set(texts)];
}
function dependenciesOf(document) {
	const lists = [
		document.dependencies,
		document.optionalDependencies,
		document.peerDependencies
	];
	const sane = [...new Set(lists.flatMap((list) => entriesOf(list).map(([name]) => name)))].filter((name) => name.length <= 214).slice(0, MAX_DEPENDENCIES$1);
	return sane.length === 0 ? void 0 : sane;
}
// src/inventory/npm.ts
const npm = {
	id: "npm",
	analyzers: [manifests$1, locks],
	byPath: true,
	packages(view, _os, brief = false) {
		const found = view.records(manifests$1);
		const installed = found.filter(({ path }) => inModules(path));
		const projects = found.filter(({ path }) => !inModules(path));
		const lockFiles = view.records(locks);
		const withTree = new Set(installed.filter(isPackage).map(({ path }) => projectFolder(path)));
		const withoutTree = lockFiles.filter(({ path }) => !withTree.has(folderOf(path)));
		const withLock = new Set(lockFiles.map(({ path }) => folderOf(path)));
		const isProject = ({ path, record }) => record.private === true || withTree.has(folderOf(path)) || withLock.has(folderOf(path));
		return {
			packages: [
				...installedPackages(view, installed.filter(isPackage), brief),
				...projects.filter(isPackage).map((one) => outsidePackage(view, one, isProject(one))),
				...lockedPackages(view, withoutTree, projects)
			],
			gaps: installed.filter(isBroken).map((one) => noVersion(view, one))
		};
	}
};
function isPackage(found) {
	return found.record.name !== void 0 && found.record.version !== void 0;
}
function isBroken({ path, record }) {
	return record.name !== void 0 && record.version === void 0 && isInTree(path);
}
function noVersion(view, found) {
	return fileGap(view, found, "npm", "version", `The package.json of ${found.record.name} tells no version, so it cannot be matched.`);
}
function installedPackages(view, found, brief) {
	const byFolder = new Map(found.map((one) => [folderOf(one.path), npmPackage(one.record, view, one)]));
	if (brief) return [...byFolder.values()];
	return found.flatMap(({ path, record }) => {
		const folder = folderOf(path);
		const own = byFolder.get(folder);
		if (own === void 0) return [];
		const got = record.dependencies?.map((name) => resolveIn(folder, name, byFolder, view)?.purl);
		return [withDependencies(own, got ?? [])];
	});
}
function outsidePackage(view, found, root) {
	const own = npmPackage(found.record, view, found);
	return root ? {
		...own,
		root
	} : own;
}
// src/inventory/php.ts
const PACKAGIST = {
	by: "php",
	ecosystem: "Packagist",
	purlType: "composer"
};
const MAX_BYTES$4 = 16777216;
const MAX_PACKAGES = 2e4;
const lists = {
	id: "composer-installed",
	version: 1,
	maxBytes: MAX_BYTES$4,
	wants: ({ path }) => fileName(path) === "installed.json" && fileName(folderOf(path)) === "composer",
	read: async (body) => parseInstalled(await body.bytes())
};
const php = {
	id: "php",
	analyzers: [lists],
	byPath: true,
	packages(view) {
		return {
			packages: view.records(lists).flatMap((found) => listed(view, found)),
			gaps: []
		};
	}
};
function listed(view, found) {
	const byName = new Map(found.record.map((row) => [row.name.toLowerCase(), toPackage(row, view, found)]));
	return found.record.flatMap(({ name, requires = [] }) => {
		const own = byName.get(name.toLowerCase());
		if (own === void 0) return [];
		return [withDependencies(own, requires.map((wanted) => byName.get(wanted.toLowerCase())?.purl))];
	});
}
function toPackage(row, view, found) {
	const { name, version, licenses, development } = row;
	const [vendor = "", ...rest] = name.toLowerCase().split("/");
	const purl = rest.length === 0 ? { name: vendor } : {
		namespace: vendor,
		name: rest.join("/")
	};
	const own = libraryPackage(PACKAGIST, {
		name,
		version,
		licenses,
		purl
	}, view, found);
	return development === void 0 ? own : {
		...own,
		development
	};
}
function parseInstalled(bytes) {
	let document;
	try {
		document = JSON.parse(bytes.toString("utf8"));
	} catch (cause) {
		throw new Unreadable("it is not JSON", { cause });
	}
	const rows = Array.isArray(document) ? document : objectOf(document)?.packages;
	if (!Array.isArray(rows)) throw new Unreadable("it is not a list of composer's packages");
	if (rows.length > MAX_PACKAGES) throw new OverLimit(`it lists more than ${MAX_PACKAGES} packages`);
	const names = new Set(arrayOf(objectOf(document)?.["dev-package-names"]));
	const unique = new Map();
	for (const row of rows) {
		const one = toRow(row, names);
		unique.set(one.name.toLowerCase(), one);
	}
	return [...unique.values()];
}
function toRow(value, development) {
	const row = objectOf(value);
	const [name, version] = [textOf(row?.name), textOf(row?.version)];
	if (name === void 0 || version === void 0) throw new Unreadable(`it lists ${name ?? "a package"} without a ${name === void 0 ? "name" : "version"}`);
	const licenses = arrayOf(row?.license).map(textOf).filter((one) => one !== void 0);
	const requires = entriesOf(row?.require).map(([wanted]) => wanted).filter((wanted) => wanted.includes("/"));
	return compact({
		name,
		version,
		licenses: licenses.length === 0 ? void 0 : licenses,
		requires: requires.length === 0 ? void 0 : requires,
		development: development.has(name) ? true : void 0
	});
}
// src/inventory/python-egg.ts
const MAX_ENTRIES = 5e4;
const MAX_METADATA = 4194304;
async function metadataOfEgg(body) {
	return await withSource(body, async (source) => {
		let metadata;
		let count = 0;
		await readDirectory(source, (entry) => {
			if (++count > MAX_ENTRIES) throw new OverLimit(`it holds more than ${MAX_ENTRIES} files`);
			if (entry.name === "EGG-INFO/PKG-INFO") metadata = entry;
		});
		return metadata === void 0 ? void 0 : await contentOf(source, metadata, MAX_METADATA);
	});
}
// src/inventory/python-metadata.ts
const MAX_LINE$1 = 4096;
const MAX_LINES = 2e4;
const MAX_LICENSE = 100;
function parseMetadata(bytes) {
	const fields = readHeader(bytes);
	const first = (field) => fields.get(field)?.[0] || void 0;
	const [name, version] = [first("name"), first("version")];
	if (name === void 0) throw new Unreadable("it names no package");
	if (version === void 0) throw new Unreadable(`it tells no version of ${name.slice(0, 100)}`);
	const wanted = (fields.get("requires-dist") ?? []).map(requiredName).filter((one) => one !== void 0);
	return compact({
		name,
		version,
		licenses: licensesOf(fields),
		dependencies: wanted.length === 0 ? void 0 : [...new Set(wanted)]
	});
}
function readHeader(bytes) {
	const fields = new Map();
	let values;
	let number = 0;
	for (const { text } of lines(bytes, MAX_LINE$1)) {
		if (text.trim() === "" && fields.size > 0) break;
		if (++number > MAX_LINES) throw new Unreadable(`its header is over ${MAX_LINES} lines long`);
		if (/^[ \t]/.test(text)) {
			const last = values?.at(-1);
			if (values !== void 0 && last !== void 0 && last.length <= MAX_LINE$1) values[values.length - 1] = `${last} ${text.trim()}`.trim();
			continue;
		}
		const line = number === 1 ? text.replace(/^\uFEFF/, "") : text;
		const colon = line.indexOf(":");
		if (colon < 0) continue;
		const field = line.slice(0, colon).toLowerCase();
		values = FIELDS$1.has(field) ? fields.get(field) ?? [] : void 0;
		if (values === void 0) continue;
		values.push(line.slice(colon + 1).trim());
		fields.set(field, values);
	}
	return fields;
}
const FIELDS$1 = new Set([
	"name",
	"version",
	"license",
	"license-expression",
	"classifier",
	"requires-dist"
]);
function licensesOf(fields) {
	const sane = (texts = []) => texts.filter((text) => text !== "" && text.length <= MAX_LICENSE && text.toUpperCase() !== "UNKNOWN");
	const classified = (fields.get("classifier") ?? []).filter((text) => text.startsWith("License ::")).map((text) => text.slice(text.lastIndexOf("::") + 2).trim()).filter((text) => text !== "OSI Approved");
	return [
		fields.get("license-expression"),
		fields.get("license"),
		classified
	].map(sane).find((choice) => choice.length > 0);
}
function requiredName(requirement) {
	const [wanted = "", marker = ""] = requirement.split(";", 2);
	if (/\bextra\b/.test(marker)) return void 0;
	return /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(wanted.trim())?.[0];
}
// src/inventory/python.ts
const PYPI = {
	by: "python",
	ecosystem: "PyPI",
	purlType: "pypi"
};
const MAX_METADATA_BYTES = 8388608;
const MAX_EGG_BYTES = 536870912;
const MAX_RECORD_BYTES = 33554432;
const MAX_OWNED = 5e3;
const metadata = {
	id: "python-metadata",
	version: 1,
	maxBytes: MAX_METADATA_BYTES,
	wants: ({ path }) => /(?:\.dist-info\/METADATA|\.egg-info|\.egg-info\/(?:PKG-INFO|METADATA)|(?:^|\/)EGG-INFO\/PKG-INFO)$/.test(path),
	read: async (body) => parseMetadata(await body.bytes())
};
const eggs = {
	id: "python-egg",
	version: 1,
	maxBytes: MAX_EGG_BYTES,
	wants: ({ path }) => path.endsWith(".egg"),
	read: async (body) => {
		const found = await metadataOfEgg(body);
		return found === void 0 ? void 0 : parseMetadata(found);
	}
};
const installers = {
	id: "python-installer",
	version: 1,
	maxBytes: 1024,
	wants: ({ path }) => path.endsWith(".dist-info/INSTALLER"),
	read: async (body) => (await body.text()).trim() || void 0
};
const fileLists = {
	id: "python-record",
	version: 1,
	maxBytes: MAX_RECORD_BYTES,
	wants: ({ path }) => path.endsWith(".dist-info/RECORD"),
	read: async (body, { path }) => ownedFiles(await body.bytes(), folderOf(folderOf(path)))
};
const python = {
	id: "python",
	analyzers: [
		metadata,
		eggs,
		installers,
		fileLists
	],
	byPath: true,
	packages(view) {
		const installerOf = byFolder(view.records(installers));
		const filesOf = byFolder(view.records(fileLists));
		const found = [...view.records(metadata), ...view.records(eggs)];
		const byPlace = new Map();
		for (const one of found.sort((a, b) => rank(a.path) - rank(b.path))) {
			const { name, version, licenses, dependencies = [] } = one.record;
			const key = JSON.stringify([
				siteOf(one.path),
				normalised(name),
				version
			]);
			const known = byPlace.get(key);
			if (known === void 0) {
				const [installer, files] = [installerOf.get(folderOf(one.path)), filesOf.get(folderOf(one.path))];
				const purl = { name: purlName(name) };
				const own = {
					...libraryPackage(PYPI, {
						name,
						version,
						licenses,
						purl
					}, view, one),
					...installer === void 0 ? {} : { installer },
					...files === void 0 || files.length === 0 ? {} : { files }
				};
				byPlace.set(key, {
					own,
					site: siteOf(one.path),
					dependencies
				});
			} else byPlace.set(key, {
				...known,
				own: alsoAt(known.own, view, one)
			});
		}
		return {
			packages: resolved([...byPlace.values()]),
			gaps: []
		};
	}
};
function rank(path) {
	return path.includes(".dist-info/") ? 0 : 1;
}
function alsoAt(own, view, found) {
	return {
		...own,
		locations: [...own.locations, databaseLocation(view, found)]
	};
}
function resolved(places) {
	const bySite = new Map();
	for (const { own, site } of places) {
		const name = normalised(own.name);
		bySite.set(JSON.stringify([site, name]), own.purl);
		if (isDebians(site)) bySite.set(JSON.stringify(["dist-packages", name]), own.purl);
	}
	return places.map(({ own, site, dependencies }) => {
		return withDependencies(own, dependencies.map((name) => {
			return bySite.get(JSON.stringify([site, normalised(name)])) ?? (isDebians(site) ? bySite.get(JSON.stringify(["dist-packages", normalised(name)])) : void 0);
		}));
	});
}
function isDebians(site) {
	return site.endsWith("/dist-packages");
}
function siteOf(path) {
	const folder = folderOf(path);
	if (fileName(folder) === "EGG-INFO") return folderOf(folderOf(folder));
	return /\.(?:dist-info|egg-info)$/.test(folder) ? folderOf(folder) : folder;
}
function normalised(name) {
	return name.toLowerCase().replace(/[-_.]+/g, "-");
}
function purlName(name) {
	return name.toLowerCase().replaceAll("_", "-");
}
function byFolder(found) {
	return new Map(found.map(({ path, record }) => [folderOf(path), record]));
}
function ownedFiles(bytes, site) {
	const owned = [];
	for (const { text } of lines(bytes, 4096)) {
		const path = text.startsWith("\"") ? text.slice(1, text.indexOf("\"", 1)) : text.slice(0, text.indexOf(","));
		if (/\.(?:so|pyd|dylib|dll|exe)(?:\.[\d.]+)?$|(?:^|\/)s?bin\/[^/]+$/.test(path)) owned.push(within(site, path));
		if (owned.length >= MAX_OWNED) break;
	}
	return owned.length === 0 ? void 0 : owned;
}
function within(site, path) {
	const done = path.startsWith("/") ? [] : site.split("/");
	for (const segment of path.split("/")) if (segment === "..") done.pop();
	else if (segment !== "." && segment !== "") done.push(segment);
	return done.join("/");
}
// src/inventory/dockerfile-labels.ts
const MAX_VALUE_LENGTH$1 = 4096;
function parseLabels(dockerfile) {
	const labels = new Map();
	const variables = new Map();
	for (const [instruction, rest] of instructions(dockerfile)) if (instruction === "LABEL") setAll(labels, rest, variables);
	else if (instruction === "ENV" || instruction === "ARG") setAll(variables, rest, variables);
	return labels;
}
function* instructions(dockerfile) {
	let pending = "";
	for (const line of dockerfile.split("\n")) {
		const text = line.trim();
		if (text.startsWith("#") || pending !== "" && text === "") continue;
		if (text.endsWith("\\")) {
			pending += `${text.slice(0, -1)} `;
			continue;
		}
		const whole = (pending + text).trim();
		pending = "";
		const end = whole.search(/\s/);
		if (end > 0) yield [whole.slice(0, end).toUpperCase(), whole.slice(end).trim()];
	}
}
function setAll(target, rest, variables) {
	const found = words(rest, variables);
	const [first, ...others] = found;
	if (first !== void 0 && !first.includes("=")) {
		target.set(first, others.join(" "));
		return;
	}
	for (const word of found) {
		const equals = word.indexOf("=");
		if (equals > 0) target.set(word.slice(0, equals), word.slice(equals + 1));
	}
}
function words(text, variables) {
	const found = [];
	let word = "";
	let quote = "";
	let started = false;
	for (let at = 0; at < text.length; at++) {
		const sign = text.charAt(at);
		if (quote === "" && /\s/.test(sign)) {
			if (started) found.push(word);
			word = "";
			started = false;
			continue;
		}
		started = true;
		const variable = sign === "$" && quote !== "'" ? variableAt(text, at) : void 0;
		if (variable !== void 0) {
			word += variables.get(variable.name) ?? "";
			at = variable.end - 1;
		} else if (quote === "" && (sign === "\"" || sign === "'")) quote = sign;
		else if (sign === quote) quote = "";
		else if (sign === "\\" && quote !== "'" && at + 1 < text.length) word += text.charAt(++at);
		else word += sign;
		if (word.length > MAX_VALUE_LENGTH$1) return found;
	}
	return started ? [...found, word] : found;
}
function variableAt(text, at) {
	const pattern = /\$(?:\{(\w+)\}|(\w+))/y;
	pattern.lastIndex = at;
	const match = pattern.exec(text);
	return match === null ? void 0 : {
		name: match[1] ?? match[2] ?? "",
		end: pattern.lastIndex
	};
}
const redHatBuild = {
	id: "red-hat-build",
	version: 1,
	maxBytes: 8388608,
	wants: ({ path }) => isManifest(path) || isDockerfile(path),
	read: async (body, { path }) => {
		const text = await body.text();
		return isDockerfile(path) ? fromLabels(parseLabels(text)) : fromJson(text);
	}
};
function redHatBuilds(view) {
	const builds = view.layers.map(({ records }) => buildOf(Object.values(records[redHatBuild.id] ?? {})));
	if (builds.every((build) => build === void 0)) return void 0;
	return (layer) => builds.slice(0, layer + 1).findLast((build) => build !== void 0) ?? (layer === 0 ? builds[1] : void 0);
}
function buildOf(records) {
	if (records.length === 0) return void 0;
	const contentSets = records.flatMap((record) => record.kind === "content" ? record.contentSets : []);
	const nvr = records.find((record) => record.kind === "labels")?.nvr;
	return {
		contentSets: [...new Set(contentSets)],
		...nvr === void 0 ? {} : { nvr }
	};
}
function isManifest(path) {
	const folder = path.slice(0, path.lastIndexOf("/") + 1);
	return path.endsWith(".json") && (folder === "root/buildinfo/content_manifests/" || folder === "usr/share/buildinfo/");
}
function isDockerfile(path) {
	return path.startsWith("root/buildinfo/Dockerfile") && !path.includes("/", 15);
}
function fromJson(text) {
	const document = parseJson$1(text);
	if (typeof document !== "object" || document === null) throw new Unreadable("It is not a JSON object.");
	const sets = "content_sets" in document ? document.content_sets : void 0;
	if (Array.isArray(sets)) return {
		kind: "content",
		contentSets: sets.filter((name) => typeof name === "string")
	};
	const labels = Object.entries(document).filter((label) => typeof label[1] === "string");
	return fromLabels(new Map(labels));
}
function parseJson$1(text) {
	try {
		return JSON.parse(text);
	} catch {
		throw new Unreadable("It is not JSON.");
	}
}
function fromLabels(labels) {
	const parts = [
		"com.redhat.component",
		"version",
		"release"
	].map((name) => labels.get(name));
	if (parts.some((part) => part === void 0 || part === "")) return void 0;
	return {
		kind: "labels",
		nvr: parts.join("-")
	};
}
// src/inventory/rpm/analyzer.ts
const FOLDERS = [
	"var/lib/rpm",
	"usr/lib/sysimage/rpm",
	"usr/share/rpm"
];
const DATABASES = [
	"Packages",
	"Packages.db",
	"rpmdb.sqlite"
];
const LOG_SUFFIX = "-wal";
const FILES = FOLDERS.flatMap((folder) => DATABASES.map((name) => `${folder}/${name}`));
const WANTED = new Set(FILES.flatMap((path) => [path, path + LOG_SUFFIX]));
const DATABASE_PATHS = [...FOLDERS, ...FILES];
const rpmDatabases = {
	id: "rpm-database",
	version: 2,
	maxBytes: 536870912,
	wants: (entry) => WANTED.has(entry.path),
	readTogether: async (files) => {
		const records = new Map();
		for (const [path, body] of files) {
			const record = path.endsWith(LOG_SUFFIX) ? await lonelyLog(body, files.has(databaseOf(path))) : await database(body, files.get(path + LOG_SUFFIX));
			if (record !== void 0) records.set(path, record);
		}
		return records;
	}
};
function databaseOf(log) {
	return log.slice(0, -4);
}
async function database(body, log) {
	const path = await body.file();
	if (log === void 0) return {
		kind: "database",
		...withFile(path, (source) => readDatabase(source))
	};
	const logPath = await log.file();
	return {
		kind: "database",
		...withFile(path, (source) => withFile(logPath, (frames) => readDatabase(source, frames)))
	};
}
async function lonelyLog(body, hasDatabase) {
	if (hasDatabase || body.size === 0) return void 0;
	return withFile(await body.file(), readLog) === void 0 ? void 0 : { kind: "log" };
}
// src/inventory/rpm.ts
const rpm = {
	id: "rpm",
	analyzers: [rpmDatabases, redHatBuild],
	packages: (view, os) => {
		const records = view.records(rpmDatabases);
		const declared = redHatDeclarations(view);
		const packages = new Map();
		for (const { record, ...found } of records) {
			const location = databaseLocation(view, found);
			for (const header of record.kind === "database" ? record.packages : []) {
				const listed = rpmPackage(header, "rpm", os, location);
				packages.set(listed.purl, merged$1(packages.get(listed.purl), {
					...listed,
					...declared(header)
				}));
			}
		}
		return {
			packages: [...packages.values()],
			gaps: [...damaged(view, records), ...missing(view, records)]
		};
	},
	*owns(view, packages) {
		const byName = new Map(packages.map((one) => [installedName(one), one]));
		for (const { record } of view.records(rpmDatabases)) for (const header of record.kind === "database" ? record.packages : []) {
			const owner = byName.get(installedName(header));
			if (owner !== void 0) yield {
				owner,
				files: header.files
			};
		}
	}
};
function merged$1(known, listed) {
	return known === void 0 ? listed : {
		...known,
		locations: [...known.locations, ...listed.locations]
	};
}
function redHatDeclarations(view) {
	const builds = redHatBuilds(view);
	if (builds === void 0) return () => ({});
	const origins = originLayers(view);
	return (header) => {
		const redHat = builds(origins.get(identity(header)) ?? 0);
		return redHat === void 0 ? {} : { redHat };
	};
}
function originLayers(view) {
	let origins = new Map();
	for (const [layer, { records }] of view.layers.entries()) {
		const databases = Object.values(records[rpmDatabases.id] ?? {}).filter((record) => record.kind === "database");
		if (databases.length === 0) continue;
		const listed = databases.flatMap((record) => record.packages.map(identity));
		const before = origins;
		origins = new Map(listed.map((package_) => [package_, before.get(package_) ?? layer]));
	}
	return origins;
}
function identity({ name, epoch, version, release, architecture }) {
	return JSON.stringify([
		name,
		epoch ?? 0,
		version,
		release,
		architecture
	]);
}
function* damaged(view, records) {
	for (const found of records) {
		const { record } = found;
		if (record.kind !== "database" || record.damage === void 0) continue;
		yield fileGap(view, found, "rpm", "unreadable", `The package database cannot be read, or not all of it: ${record.damage}.`);
	}
}
function* missing(view, records) {
	const databases = new Map(records.filter(isDatabase).map(({ path, layer }) => [path, layer]));
	for (const found of records) {
		if (found.record.kind !== "log") continue;
		if ((databases.get(databaseOf(found.path)) ?? -1) > found.layer) continue;
		yield fileGap(view, found, "rpm", "unreadable", "The layer changed the package database's write-ahead log but not the database, so these changes are not known.");
	}
	if (databases.size === 0) yield* removed(view);
}
function* removed(view) {
	const hidden = view.hiddenRecords(rpmDatabases).filter(isDatabase);
	for (const path of new Set(hidden.map((found) => found.path))) {
		if (view.gaps.some(({ where }) => where === path)) continue;
		yield {
			kind: "unreadable",
			where: path,
			by: "rpm",
			reason: "The package database was removed in a later layer, so what is installed is not known."
		};
	}
	if (hidden.length === 0) yield* symlinkGaps(view, DATABASE_PATHS, "rpm");
}
function isDatabase({ record }) {
	return record.kind === "database";
}
// src/inventory/rpm-manifest.ts
const PATH = "var/lib/rpmmanifest/container-manifest-2";
const MAX_BYTES$2 = 16777216;
const MAX_LINE_BYTES = 16384;
const COLUMNS = 10;
const manifests = {
	id: "rpm-manifest",
	version: 1,
	maxBytes: MAX_BYTES$2,
	wants: (entry) => entry.path === PATH,
	read: async (body) => parseManifest(await body.bytes())
};
const rpmManifest = {
	id: "rpm-manifest",
	analyzers: [manifests],
	packages: (view, os) => {
		const records = view.records(manifests);
		return {
			packages: records.flatMap(({ record, ...found }) => {
				const location = databaseLocation(view, found);
				return record.packages.map((parts) => rpmPackage(parts, "rpm-manifest", os, location));
			}),
			gaps: records.flatMap((found) => badLines(view, found))
		};
	}
};
function parseManifest(bytes) {
	const packages = [];
	let bad = 0;
	for (const { text, cut } of lines(bytes, MAX_LINE_BYTES)) {
		if (text.trim() === "") continue;
		const parts = cut ? void 0 : parseLine(text);
		if (parts === void 0) bad++;
		else packages.push(parts);
	}
	return {
		packages,
		bad
	};
}
function parseLine(line) {
	const columns = line.split("	");
	if (columns.length !== COLUMNS) return void 0;
	const [name = "", evr = "", , , vendor = "", , , architecture = "", epoch = "", sourceRpm = ""] = columns;
	const dash = evr.lastIndexOf("-");
	if (name === "" || dash < 1 || !/^(\d{1,10}|\(none\))$/.test(epoch)) return void 0;
	return {
		name,
		version: evr.slice(0, dash),
		release: evr.slice(dash + 1),
		...epoch === "(none)" ? {} : { epoch: Number(epoch) },
		vendor,
		architecture,
		sourceRpm
	};
}
function badLines(view, found) {
	const { bad } = found.record;
	if (bad === 0) return [];
	return [fileGap(view, found, "rpm-manifest", "unreadable", `${bad} lines of the package manifest cannot be read, so the packages on them are not known.`)];
}
// src/inventory/gemspec.ts
const MAX_LINE = 8192;
const MAX_DEPENDENCIES = 1e3;
function parseGemspec(bytes, fileName) {
	const values = new Map();
	let licenses;
	const dependencies = new Set();
	let old = false;
	for (const { text } of lines(bytes, MAX_LINE)) {
		const line = text.trim();
		if (line.startsWith("# stub: ")) readStub(line, values);
		const [, field, rest = ""] = /^\w+\.(\w+) *= *(.*)$/.exec(line) ?? [];
		const value = literal(rest);
		if (field === "licenses" || field === "license") licenses = literals(rest);
		else if (field !== void 0 && value !== void 0 && FIELDS.has(field) && !values.has(field)) values.set(field, value);
		const [, wanted] = /^\w+\.add(?:_runtime)?_dependency *\(? *(%q<[^>]*>|"[^"]*"|'[^']*')/.exec(line) ?? [];
		const name = wanted === void 0 ? void 0 : literal(wanted);
		old ||= line === "else";
		if (!old && name !== void 0 && dependencies.size < MAX_DEPENDENCIES) dependencies.add(name);
	}
	const name = values.get("name");
	if (name === void 0) throw new Unreadable("it does not tell the name of a gem");
	const platform = values.get("platform");
	const version = values.get("version") ?? versionInFileName(fileName, name, platform);
	if (version === void 0) throw new Unreadable(`it does not tell the version of ${name}`);
	return compact({
		name,
		version,
		platform: platform === "ruby" ? void 0 : platform,
		licenses: licenses?.length === 0 ? void 0 : licenses,
		dependencies: dependencies.size === 0 ? void 0 : [...dependencies]
	});
}
const FIELDS = new Set([
	"name",
	"version",
	"platform"
]);
function readStub(line, values) {
	const [name, version, platform] = line.slice(8).split(" ");
	if (!name || !version || !platform || !/^\d/.test(version)) return;
	for (const [field, value] of Object.entries({
		name,
		version,
		platform
	})) values.set(field, value);
}
function literal(text) {
	const [, double, single, percent] = /^(?:Gem::Version\.new *\(? *)?(?:"([^"#\\]*)"|'([^'\\]*)'|%q<([^>]*)>)/.exec(text) ?? [];
	const value = (double ?? single ?? percent)?.trim();
	return value === void 0 || value === "" || value.length > 256 ? void 0 : value;
}
function literals(text) {
	return text.replace(/^\[|\].*$/g, "").split(",").map((part) => literal(part.trim())).filter((part) => part !== void 0);
}
function versionInFileName(fileName, name, platform) {
	const prefix = `${name}-`;
	if (!fileName.startsWith(prefix)) return void 0;
	const rest = fileName.slice(prefix.length, -8);
	const suffix = platform === void 0 ? "" : `-${platform}`;
	const version = suffix !== "" && rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest;
	return /^\d[0-9A-Za-z.]*$/.test(version) ? version : void 0;
}
// src/inventory/ruby.ts
const GEMS = {
	by: "ruby",
	ecosystem: "RubyGems",
	purlType: "gem"
};
const gemspecs = {
	id: "gemspec",
	version: 1,
	maxBytes: 4194304,
	wants: ({ path }) => path.endsWith(".gemspec") && /(?:^|\/)specifications\//.test(path),
	read: async (body, { path }) => parseGemspec(await body.bytes(), fileName(path))
};
const ruby = {
	id: "ruby",
	analyzers: [gemspecs],
	byPath: true,
	packages(view) {
		const packages = view.records(gemspecs).map((found) => {
			const { name, version, platform, licenses, dependencies = [] } = found.record;
			return {
				own: libraryPackage(GEMS, {
					name,
					version,
					licenses,
					purl: { qualifiers: { platform } }
				}, view, found),
				dependencies,
				home: homeOf(found.path)
			};
		});
		const byName = new Map();
		for (const { own, home } of packages) {
			byName.set(own.name, own.purl);
			byName.set(JSON.stringify([home, own.name]), own.purl);
		}
		return {
			packages: packages.map(({ own, dependencies, home }) => withDependencies(own, dependencies.map((name) => byName.get(JSON.stringify([home, name])) ?? byName.get(name)))),
			gaps: []
		};
	}
};
function homeOf(path) {
	return `/${path}`.split("/specifications/", 1)[0] ?? "";
}
// src/inventory/rust/audit-data.ts
const MAX_JSON = 8388608;
const MAX_CRATES = 2e4;
function parseAuditData(compressed) {
	const { packages } = parseObject(inflated(compressed));
	const rows = arrayOf(packages);
	if (rows.length > MAX_CRATES) throw new OverLimit(`its audit data lists more than ${MAX_CRATES} crates`);
	const crates = rows.map((value) => {
		const row = objectOf(value);
		const [name, version, source] = [
			textOf(row?.name),
			textOf(row?.version),
			textOf(row?.source)
		];
		if (name === void 0 || version === void 0 || source === void 0) return void 0;
		const dependencies = arrayOf(row?.dependencies).filter((one) => typeof one === "number");
		return compact({
			name,
			version,
			local: source === "local" ? true : void 0,
			build: row?.kind === "build" ? true : void 0,
			dependencies: dependencies.length === 0 ? void 0 : dependencies
		});
	});
	const known = crates.filter((crate) => crate !== void 0);
	return known.length === 0 || known.length < crates.length ? void 0 : known;
}
function inflated(compressed) {
	try {
		return inflateSync(compressed, { maxOutputLength: MAX_JSON });
	} catch (error) {
		if (error instanceof RangeError) throw new OverLimit(`its audit data has more than ${MAX_JSON} bytes when inflated`);
		throw new Unreadable("its audit data cannot be inflated");
	}
}
// src/inventory/rust/zlib-start.ts
const ZLIB_STARTS = [
	1,
	94,
	156,
	218
].map((level) => Buffer.of(120, level));
function startsJson(bytes) {
	if (!mayStartBlock(bytes)) return false;
	try {
		const start = inflateSync(bytes.subarray(0, 512), {
			finishFlush: constants.Z_SYNC_FLUSH,
			maxOutputLength: 532480
		});
		return /^\s*\{\s*"/.test(start.toString("latin1", 0, 64));
	} catch {
		return false;
	}
}
function mayStartBlock(bytes) {
	const [, , first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes;
	switch (first >> 1 & 3) {
		case 0: return (second ^ fourth) === 255 && (third ^ fifth) === 255 && sixth === 123;
		case 1: return (first & 248) === 168 && (second & 7) === 6;
		case 2: return first >> 3 <= 29 && (second & 31) <= 29 && isCompleteCode(bytes);
		default: return false;
	}
}
function isCompleteCode(bytes) {
	const bits = (at, count) => ((bytes[at >> 3] ?? 0) | (bytes[(at >> 3) + 1] ?? 0) << 8) >> (at & 7) & (1 << count) - 1;
	const count = bits(29, 4) + 4;
	let sum = 0;
	for (let index = 0; index < count; index++) {
		const length = bits(33 + 3 * index, 3);
		if (length > 0) sum += 1 << 7 - length;
	}
	return sum === 128;
}
// src/inventory/rust/audit-data-reader.ts
const SECTION = ".dep-v0";
const MAX_COMPRESSED = 1048576;
const MAX_CANDIDATES = 8;
function auditDataReader(program, found) {
	const section = program.sections.get(SECTION);
	if (section !== void 0) return sectionReader(section, found);
	return program.format === "elf" || program.regions.length === 0 ? new Finder(program, found) : void 0;
}
function sectionReader({ start, end }, found) {
	if (end - start > MAX_COMPRESSED) throw new OverLimit(`its audit data has more than ${MAX_COMPRESSED} bytes`);
	const candidate = {
		parts: [],
		next: start,
		end
	};
	return {
		write(piece, offset) {
			collect(candidate, piece, offset);
			return candidate.next < end;
		},
		end() {
			const crates = parseAuditData(Buffer.concat(candidate.parts));
			if (crates === void 0) throw new Unreadable("its audit data is not a list of crates");
			found(crates);
		}
	};
}
var Finder = class {
	#found;
	#skipped;
	#loadedEnd;
	#candidates = [];
	#starts = new ByteSearch(ZLIB_STARTS, 512, (window, at, offset) => {
		if (!startsJson(window.subarray(at))) return false;
		const start = Buffer.from(window.subarray(at, at + MAX_COMPRESSED));
		this.#candidates.push({
			parts: [start],
			next: offset + start.length,
			end: offset + MAX_COMPRESSED
		});
		return this.#candidates.length >= MAX_CANDIDATES;
	});
	#named = false;
	#names = new ByteSearch([Buffer.from(`${SECTION}\0`)], 8, () => {
		this.#named = true;
		return true;
	});
	constructor({ regions }, found) {
		this.#found = found;
		this.#skipped = withoutConstants(regions);
		this.#loadedEnd = Math.max(0, ...regions.map(({ end }) => end));
	}
	write(piece, offset) {
		const end = offset + piece.length;
		for (const [from, to] of unskipped(this.#skipped, offset, end)) this.#starts.write(piece.subarray(from - offset, to - offset), from);
		if (this.#loadedEnd < end) {
			const from = Math.max(this.#loadedEnd, offset);
			this.#names.write(piece.subarray(from - offset), from);
		}
		for (const candidate of this.#candidates) collect(candidate, piece, offset);
		return true;
	}
	end() {
		this.#starts.end();
		this.#names.end();
		for (const { parts } of this.#candidates) {
			const crates = attempt(() => parseAuditData(Buffer.concat(parts)), !this.#named);
			if (crates === void 0) continue;
			this.#found(crates);
			return;
		}
		if (this.#named) throw new Unreadable("it has audit data of Rust's cargo that cannot be made out");
	}
};
function withoutConstants(regions) {
	const apart = regions.some(({ writable, executable }) => !writable && !executable);
	return regions.filter(({ writable, executable }) => writable || executable && apart);
}
function unskipped(skipped, start, end) {
	const ranges = [];
	let from = start;
	for (const region of skipped) {
		if (region.start > from) ranges.push([from, Math.min(region.start, end)]);
		from = Math.max(from, region.end);
		if (from >= end) return ranges.filter(([a, b]) => a < b);
	}
	return [...ranges, [from, end]].filter(([a = 0, b = 0]) => a < b);
}
function collect(candidate, piece, offset) {
	const from = candidate.next - offset;
	if (from < 0 || from >= piece.length) return;
	const part = Buffer.from(piece.subarray(from, Math.max(from, candidate.end - offset)));
	if (part.length === 0) return;
	candidate.parts.push(part);
	candidate.next += part.length;
}
function attempt(work, forgiving) {
	try {
		return work();
	} catch (error) {
		if (error instanceof OverLimit && !forgiving) throw error;
		if (error instanceof Unreadable) return void 0;
		throw error;
	}
}
// src/inventory/rust.ts
const CRATES = {
	by: "rust",
	ecosystem: "crates.io",
	purlType: "cargo"
};
const programs = {
	id: "rust-programs",
	version: 1,
	maxBytes: Number.POSITIVE_INFINITY,
	wants: isProgram,
	open({ size }) {
		const found = [];
		return programSink(size, (program) => auditDataReader(program, (crates) => found.push(crates)), () => found.length > 0 ? found : void 0);
	}
};
const rust = {
	id: "rust",
	analyzers: [programs],
	byPath: true,
	packages(view) {
		const packages = view.records(programs).flatMap((file) => file.record.flatMap((crates) => cratesOf(view, file, crates)));
		return {
			packages: [...new Map(packages.map((one) => [`${one.locations[0]?.path} ${one.purl}`, one])).values()],
			gaps: []
		};
	}
};
function cratesOf(view, file, crates) {
	const packages = crates.map((crate) => libraryPackage(CRATES, crate, view, file));
	return crates.map(({ local, build, dependencies = [] }, index) => {
		return {
			...withDependencies(packages[index], dependencies.map((at) => packages[at]?.purl)),
			...local === true && { root: true },
			...build === true && { development: true }
		};
	});
}
// src/inventory/software/products.ts
function fixed({ anchor, pattern, ...product }) {
	const anchors = [anchor].flat();
	const patterns = [pattern].flat();
	return {
		...product,
		anchors: () => anchors,
		patterns: () => patterns
	};
}
const REDIS = {
	anchor: Array.from({ length: 10 }, (_, minor) => `.${minor}.`),
	pattern: [/\0(\d{1,2}\.\d\.\d{1,3})\0/, /(\d{1,2}\.\d\.\d[\w.-]{0,80}1\d{18})\0/]
};
const PYTHON_FILE = /^(?:lib)?python(2\.7|3\.\d{1,2})m?(?:\.so(?:\.[\d.]+)?|\.exe)?$/;
const PRODUCTS = [
	fixed({
		name: "nginx",
		cpe: ["f5", "nginx"],
		files: /^nginx(?:-debug)?$/,
		anchor: "nginx version: ",
		pattern: /nginx version: nginx\/(\d+\.\d+\.\d+)/
	}),
	fixed({
		name: "openresty",
		cpe: ["openresty", "openresty"],
		files: /^(?:nginx|openresty)$/,
		anchor: "nginx version: ",
		pattern: /nginx version: openresty\/(\d+(?:\.\d+){2,3})/
	}),
	fixed({
		name: "httpd",
		cpe: ["apache", "http_server"],
		files: /^(?:httpd|apache2)$/,
		anchor: "Apache/",
		pattern: /\0Apache\/(\d+\.\d+\.\d+)[\0 ]/
	}),
	fixed({
		name: "haproxy",
		cpe: ["haproxy", "haproxy"],
		files: /^haproxy$/,
		anchor: "version ",
		pattern: / version (\d+\.\d+(?:\.\d+|-dev\d+)?)[^\s,]{0,40}, released /
	}),
	fixed({
		name: "redis",
		cpe: ["redis", "redis"],
		files: /^redis-(?:server|sentinel|check-rdb|check-aof)$/,
		...REDIS
	}),
	fixed({
		name: "valkey",
		cpe: ["lfprojects", "valkey"],
		files: /^valkey-(?:server|sentinel|check-rdb|check-aof)$/,
		...REDIS
	}),
	fixed({
		name: "postgresql",
		cpe: ["postgresql", "postgresql"],
		files: /^postgres$/,
		anchor: "PostgreSQL ",
		pattern: /PostgreSQL (\d+(?:\.\d+){1,2}|\d+(?:beta|rc)\d+)(?: \(| on )/
	}),
	fixed({
		name: "mariadb",
		cpe: ["mariadb", "mariadb"],
		files: /^(?:mariadbd|mysqld)$/,
		anchor: "-MariaDB",
		pattern: /\0(?:5\.5\.5-)?(\d+\.\d+\.\d+)-MariaDB[\0-]/
	}),
	fixed({
		name: "memcached",
		cpe: ["memcached", "memcached"],
		files: /^memcached$/,
		anchor: "memcached ",
		pattern: /\0memcached (\d+\.\d+\.\d+)[\0\n]/
	}),
	fixed({
		name: "node",
		cpe: ["nodejs", "node.js"],
		files: /^(?:node|nodejs|node\.exe|libnode\.so[\d.]*)$/,
		anchor: "node.js/v",
		pattern: /node\.js\/v(\d+\.\d+\.\d+)/
	}),
	fixed({
		name: "php",
		cpe: ["php", "php"],
		files: /^(?:php(?:-?(?:cli|cgi|fpm))?-?[\d.]*|libphp[\d.]*\.so)$/,
		anchor: "X-Powered-By: PHP/",
		pattern: /X-Powered-By: PHP\/(\d+\.\d+\.\d+(?:(?:alpha|beta|RC)\d+)?)/
	}),
	fixed({
		name: "ruby",
		cpe: ["ruby-lang", "ruby"],
		files: /^(?:ruby[\d.]*|libruby[\w.-]*\.so[\d.]*)$/,
		anchor: "ruby ",
		pattern: /ruby (\d+\.\d+\.\d+(?:(?:preview|rc)\d+)?)(?:p\d+|dev)? \(\d{4}-\d\d-\d\d/
	}),
	{
		name: "python",
		cpe: ["python", "python"],
		files: PYTHON_FILE,
		anchors: (file) => [`${pythonMinor(file)}.`],
		patterns: (file) => [new RegExp(`[\\0/-](${pythonMinor(file).replace(".", "\\.")}\\.\\d{1,2}(?:(?:a|b|rc)\\d+)?)\\+?\\0`)]
	},
	fixed({
		name: "curl",
		cpe: ["haxx", "curl"],
		files: /^curl(?:\.exe)?$/,
		anchor: "curl/",
		pattern: /\0curl\/(\d+\.\d+\.\d+)/
	}),
	fixed({
		name: "libcurl",
		cpe: ["haxx", "libcurl"],
		files: /^libcurl(?:-[a-z]+)?\.so[\d.]*$/,
		anchor: "libcurl/",
		pattern: /libcurl\/(\d+\.\d+\.\d+)/
	}),
	fixed({
		name: "openssl",
		cpe: ["openssl", "openssl"],
		files: /^(?:openssl|libcrypto\.so[\w.]*|libcrypto-[\w-]+\.dll)$/,
		anchor: "OpenSSL ",
		pattern: /OpenSSL (\d+\.\d+\.\d+[a-z]{0,2}(?:-(?:alpha|beta|pre)\d+)?)(?:-fips)? {1,2}\d{1,2} [A-Z][a-z]{2} \d{4}/
	}),
	fixed({
		name: "busybox",
		cpe: ["busybox", "busybox"],
		files: /^busybox(?:\.static)?$/,
		anchor: "BusyBox v",
		pattern: /BusyBox v(\d+\.\d+\.\d+)/
	})
];
function pythonMinor(file) {
	return PYTHON_FILE.exec(file)?.[1] ?? "";
}
// src/inventory/software/runtime-files.ts
const MAX_BYTES$1 = 65536;
const RUNTIME_FILES = new Set(["VERSION", "release"]);
function runtimeFileSink(name, size) {
	if (size > MAX_BYTES$1) return void 0;
	const parts = [];
	return {
		write: (piece) => parts.push(Buffer.from(piece)) > 0,
		end() {
			const text = Buffer.concat(parts).toString();
			return name === "VERSION" ? goToolchain(text) : javaRuntime(text);
		}
	};
}
function goToolchain(text) {
	const [, version] = /^go(\d+\.\d+(?:\.\d+)?(?:(?:beta|rc)\d+)?)\s/.exec(`${text}\n`) ?? [];
	return version === void 0 ? void 0 : {
		name: "go",
		version,
		cpe: ["golang", "go"]
	};
}
function javaRuntime(text) {
	const values = new Map();
	for (const line of text.split("\n")) {
		const [, key, value] = /^([A-Z_]+)="?([^"\r]*)"?\r?$/.exec(line) ?? [];
		if (key !== void 0 && value !== void 0 && value.length <= 256) values.set(key, value);
	}
	const version = values.get("JAVA_VERSION");
	if (version === void 0 || !/^\d+(?:\.\d+)*(?:_\d+)?$/.test(version)) return void 0;
	const vendor = values.get("IMPLEMENTOR");
	return {
		...values.get("BUILD_TYPE") === "commercial" ? {
			name: "oracle-jdk",
			cpe: ["oracle", "jdk"]
		} : OPENJDK,
		version,
		...vendor !== void 0 && { vendor }
	};
}
const OPENJDK = {
	name: "openjdk",
	cpe: ["oracle", "openjdk"]
};
// src/inventory/software/version-reader.ts
const BEFORE = 32;
const AHEAD = 160;
const MAX_CAPTURES = 256;
var VersionReader = class {
	#search;
	#patterns;
	#captures;
	#found;
	#done = false;
	constructor(anchors, patterns, found) {
		this.#patterns = patterns;
		this.#captures = patterns.map(() => new Set());
		this.#found = found;
		const needles = anchors.map((anchor) => Buffer.from(anchor, "latin1"));
		this.#search = new ByteSearch(needles, AHEAD, (window, at) => this.#look(window, at), BEFORE);
	}
	write(piece, offset) {
		this.#search.write(piece, offset);
		return !this.#done;
	}
	end() {
		this.#search.end();
	}
	#look(window, at) {
		const text = window.toString("latin1", Math.max(0, at - BEFORE), at + AHEAD);
		for (const [index, pattern] of this.#patterns.entries()) {
			const [, capture] = pattern.exec(text) ?? [];
			const known = this.#captures[index];
			if (capture === void 0 || known === void 0 || known.size >= MAX_CAPTURES) continue;
			known.add(capture);
		}
		const version = this.#agreed();
		if (version === void 0 || this.#done) return this.#done;
		this.#done = true;
		this.#found(version);
		return true;
	}
	#agreed() {
		const [versions, ...others] = this.#captures;
		return [...versions ?? []].filter((version) => others.every((texts) => [...texts].some((text) => text.startsWith(version)))).sort((a, b) => b.length - a.length)[0];
	}
};
// src/inventory/software.ts
const GENERIC = {
	by: "software",
	ecosystem: "generic",
	purlType: "generic"
};
const binaries = {
	id: "software",
	version: 1,
	maxBytes: Number.POSITIVE_INFINITY,
	wants({ path }) {
		const name = fileName(path);
		return RUNTIME_FILES.has(name) || MAY_BE.test(name) && PRODUCTS.some(({ files }) => files.test(name));
	},
	open({ path, size }) {
		const name = fileName(path);
		return RUNTIME_FILES.has(name) ? runtimeFileSink(name, size) : binarySink(name, size);
	}
};
const MAY_BE = /^(?:lib(?:c|node|php|python|ruby)|nginx|open|httpd|apache|ha|redis|valkey|post|maria|mysqld|mem|node|php|ruby|python|curl|busy)/;
const software = {
	id: "software",
	analyzers: [binaries],
	byPath: true,
	packages(view) {
		return {
			packages: view.records(binaries).map((file) => {
				const { name, version, vendor, cpe } = file.record;
				return {
					...libraryPackage(GENERIC, {
						name,
						version
					}, view, file),
					...vendor !== void 0 && { vendor },
					cpe: cpeName(cpe, version)
				};
			}),
			gaps: []
		};
	}
};
function binarySink(name, size) {
	const products = PRODUCTS.filter(({ files }) => files.test(name));
	let record;
	return programSink(size, () => {
		const readers = products.map((product) => new VersionReader(product.anchors(name), product.patterns(name), (version) => {
			record ??= {
				name: product.name,
				version,
				cpe: product.cpe
			};
		}));
		return {
			write(piece, offset) {
				for (const reader of readers) if (!reader.write(piece, offset)) return false;
				return true;
			},
			end: () => readers.forEach((reader) => void reader.end())
		};
	}, () => record);
}
function cpeName([vendor, product], version) {
	const [a, b, c] = [
		vendor,
		product,
		version
	].map((part) => part.replace(/[^\w.-]/g, "\\$&"));
	return `cpe:2.3:a:${a}:${b}:${c}:*:*:*:*:*:*:*`;
}
// src/inventory/all.ts
var all_exports = __exportAll({
	apk: () => apk,
	bitnami: () => bitnami,
	bottlerocket: () => bottlerocket,
	cargoLock: () => cargoLock,
	conda: () => conda,
	dotnet: () => dotnet,
	dpkg: () => dpkg,
	go: () => go,
	java: () => java,
	julia: () => julia,
	npm: () => npm,
	php: () => php,
	python: () => python,
	rpm: () => rpm,
	rpmManifest: () => rpmManifest,
	ruby: () => ruby,
	rust: () => rust,
	sbom: () => sbom,
	software: () => software
});
// src/inventory/merge.ts
const MAX_LOCATIONS = 50;
function merged(packages) {
	const groups = new Map();
	for (const one of packages) {
		const key = sameness(one);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [one]);
		else group.push(one);
	}
	return [...groups.values()].flatMap((group) => group.length === 1 ? group : mergedGroup(group));
}
function mergedGroup(group) {
	const strong = byPlace(group.filter((one) => !isWeak(one)), placeOf);
	const weak = byPlace(group.filter(isWeak), reachOf);
	const inFolder = evidenceIn(new Set(weak.keys()), strong);
	const lonely = [];
	for (const [reach, one] of weak) {
		const found = [...inFolder.get(reach) ?? [], ...foldersUp(reach).filter((at) => strong.has(at))];
		if (found.length === 0) lonely.push(one);
		for (const place of found) strong.set(place, together(strong.get(place) ?? one, one));
	}
	return [...strong.values(), ...lonely];
}
function byPlace(packages, place) {
	const places = new Map();
	for (const one of packages) {
		const known = places.get(place(one));
		places.set(place(one), known === void 0 ? one : together(known, one));
	}
	return places;
}
function placeOf(one) {
	return one.source === void 0 ? pathOf(one) : one.architecture ?? "";
}
function reachOf(weak) {
	const path = pathOf(weak);
	return weak.by === "sbom" && weak.locations.length > 1 ? path : folderOf(path);
}
function evidenceIn(folders, places) {
	const found = new Map([...folders].map((folder) => [folder, []]));
	if (folders.size === 0) return found;
	for (const [place, one] of places) for (const folder of foldersUp(folderOf(pathOf(one)))) found.get(folder)?.push(place);
	return found;
}
function foldersUp(folder) {
	const all = [folder];
	for (let at = folder; at !== ""; all.push(at)) at = folderOf(at);
	return all;
}
function sameness({ source, ecosystem, name, version, purl }) {
	if (source !== void 0) return JSON.stringify([
		ecosystem,
		name,
		version
	]);
	return purl.replace(/[?#].*$/, "").toLowerCase();
}
function isWeak(one) {
	return one.locked === true || one.by === "sbom";
}
function together(first, second) {
	const { ownedBy, development, ...own } = first;
	const places = new Set(first.locations.map(placeKey));
	const more = second.locations.filter((location) => !places.has(placeKey(location))).slice(0, Math.max(0, MAX_LOCATIONS - first.locations.length));
	const bothOwned = second.ownedBy !== void 0 || isWeak(second);
	return {
		...absent(own, second),
		...own,
		...ownedBy !== void 0 && bothOwned ? { ownedBy } : {},
		...development === true && (!isWeak(first) || second.development === true) ? { development } : {},
		locations: [...first.locations, ...more]
	};
}
function absent(first, second) {
	const { licenses, dependencies, installer, vendor, files } = second;
	return Object.fromEntries(Object.entries({
		licenses,
		dependencies,
		installer,
		vendor,
		files
	}).filter(([key, value]) => value !== void 0 && !(key in first)));
}
function pathOf(one) {
	return one.locations[0]?.path ?? "";
}
function placeKey({ path, layer }) {
	return `${layer} ${path}`;
}
// src/inventory/origin.ts
function withOrigins(packages, cataloger, view, os) {
	if (packages.length === 0) return packages;
	const [top, ...lower] = changedLayers(cataloger, view).reverse();
	if (top === void 0) return packages;
	const identity = cataloger.byPath === true ? identityAtPath : identityAnywhere;
	const origins = new Map(packages.map((found) => [identity(found), top]));
	let unbroken = new Set(origins.keys());
	for (const layer of lower) {
		const listed = cataloger.packages(view.upTo(layer + 1), os, true).packages.map(identity);
		unbroken = new Set(listed.filter((key) => unbroken.has(key)));
		if (unbroken.size === 0) break;
		for (const key of unbroken) origins.set(key, layer);
	}
	return packages.map((found) => relocate(found, origins.get(identity(found)) ?? top, view));
}
function changedLayers(cataloger, view) {
	const ids = cataloger.analyzers.map(({ id }) => id);
	const recorded = view.layers.map(({ records, lowerLinks = [] }) => [...ids.flatMap((id) => Object.keys(records[id] ?? {})), ...lowerLinks.filter((link) => link.analyzers.some((id) => ids.includes(id))).map(({ path }) => path)]);
	const watched = new Set();
	for (const path of recorded.flat()) addWithFolders(watched, path);
	return [...view.layers.keys()].filter((index) => (recorded[index]?.length ?? 0) > 0 || touches(view.layers[index], watched));
}
function addWithFolders(watched, path) {
	watched.add(path);
	for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
		const folder = path.slice(0, slash);
		if (watched.has(folder)) return;
		watched.add(folder);
	}
}
function touches(layer, watched) {
	if (layer === void 0) return false;
	const entries = EntryList.from(layer.entries);
	return layer.whiteouts.some((path) => watched.has(path)) || layer.opaques.some((path) => path === "" || watched.has(path)) || [...watched].some((path) => (entries.find(path)?.entry.type ?? "directory") !== "directory");
}
function identityAnywhere({ name, version, architecture }) {
	return JSON.stringify([
		name,
		version,
		architecture
	]);
}
function identityAtPath({ name, version, architecture, locations }) {
	return JSON.stringify([
		name,
		version,
		architecture,
		locations[0]?.path
	]);
}
function relocate(found, layer, view) {
	const locations = found.locations.map((location, index) => index === 0 ? databaseLocation(view, {
		path: location.path,
		layer
	}) : location);
	return {
		...found,
		locations
	};
}
// src/inventory/os-release-files.ts
const PATHS = {
	osRelease: ["etc/os-release", "usr/lib/os-release"],
	alpine: "etc/alpine-release",
	debian: "etc/debian_version",
	lsb: "etc/lsb-release",
	repositories: "etc/apk/repositories",
	esm: "var/lib/ubuntu-advantage/status.json",
	releaseLines: [
		"etc/centos-release",
		"etc/rocky-release",
		"etc/almalinux-release",
		"etc/oracle-release",
		"etc/fedora-release",
		"etc/system-release",
		"usr/lib/system-release",
		"etc/redhat-release"
	]
};
const EDITIONS = "usr/lib/os.release.d/";
const ASSIGNED = [
	"ID",
	"NAME",
	"PRETTY_NAME",
	"VERSION_ID",
	"VERSION_CODENAME",
	"DISTRIB_ID",
	"DISTRIB_RELEASE"
];
const MAX_BYTES = 1048576;
const MAX_VALUE_LENGTH = 256;
const READERS = new Map([
	...[...PATHS.osRelease, PATHS.lsb].map((path) => [path, assignments]),
	...[
		PATHS.alpine,
		PATHS.debian,
		...PATHS.releaseLines
	].map((path) => [path, firstLine]),
	[PATHS.repositories, repositories],
	[PATHS.esm, esm]
]);
const osReleaseFiles = {
	id: "os-release",
	version: 1,
	maxBytes: MAX_BYTES,
	wants: ({ path }) => READERS.has(path) || path.startsWith(EDITIONS),
	read: async (body, { path }) => (READERS.get(path) ?? assignments)(await body.text())
};
function assignments(text) {
	const values = parseAssignments(text);
	const found = ASSIGNED.map((name) => [name, values.get(name)?.slice(0, MAX_VALUE_LENGTH)]);
	return Object.fromEntries(found.filter(([, value]) => value !== void 0 && value !== ""));
}
function firstLine(text) {
	const line = text.trimStart().split("\n", 1)[0]?.trim() ?? "";
	return line === "" ? void 0 : { line: line.slice(0, MAX_VALUE_LENGTH) };
}
function repositories(text) {
	const releases = text.split("\n").flatMap((line) => {
		const [, release] = /^\s*[^\s@#]\S*\/alpine\/(edge|v\d{1,3}\.\d{1,3})(?:\/|\s|$)/.exec(line) ?? [];
		return release === void 0 ? [] : [release.replace(/^v/, "")];
	});
	const newest = releases.includes("edge") ? "edge" : releases.sort(byRelease).at(-1);
	return newest === void 0 ? void 0 : { release: newest };
}
function byRelease(a, b) {
	const [majorA = 0, minorA = 0] = a.split(".").map(Number);
	const [majorB = 0, minorB = 0] = b.split(".").map(Number);
	return majorA - majorB || minorA - minorB;
}
function esm(text) {
	const status = parseJson(text);
	if (!Array.isArray(status?.services)) return void 0;
	return status.services.some((service) => {
		const { name, status } = service ?? {};
		return name === "esm-infra" && status === "enabled";
	}) ? { esm: "enabled" } : void 0;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/inventory/os-release.ts
const osRelease = {
	analyzers: [osReleaseFiles],
	identify: (view) => {
		const look = looker(view);
		const named = PATHS.osRelease.map(look).find((found) => found?.record.ID !== void 0);
		const evidence = named === void 0 ? withoutOsRelease(look) : {
			release: identified$1(named.record, look),
			found: named
		};
		if (evidence === void 0) return { gaps: silentFiles(view, look) };
		return {
			os: describe(view, evidence, look),
			gaps: []
		};
	}
};
function looker(view) {
	const records = new Map(view.records(osReleaseFiles).map((found) => [found.path, found]));
	return (path) => {
		const end = followLinks(view, path);
		return end === void 0 ? void 0 : records.get(end);
	};
}
function identified$1(facts, look) {
	const family = facts.NAME === "CentOS Stream" ? "centos-stream" : familyOf(facts.ID ?? "");
	const version = facts.VERSION_ID ?? "";
	if (family === "debian") return {
		family,
		version: debianVersion(facts, look)
	};
	if (version !== "") return {
		family,
		version
	};
	return {
		family,
		version: [
			...releaseLines(look),
			...lsbRelease(look),
			...alpineRelease(look)
		].find(({ release }) => release.family === family)?.release.version ?? ""
	};
}
function debianVersion(facts, look) {
	const exact = look(PATHS.debian)?.record.line ?? "";
	const major = facts.VERSION_ID;
	if (major === void 0 || major === "") return exact !== "" || facts.VERSION_CODENAME === void 0 ? exact : `${facts.VERSION_CODENAME}/sid`;
	return exact.split(".", 1)[0] === major && /^[\d.]+$/.test(exact) ? exact : major;
}
function withoutOsRelease(look) {
	const [best] = [
		...releaseLines(look),
		...alpineRelease(look),
		...lsbRelease(look),
		...evidence(look(PATHS.debian), ({ line }) => ({
			family: "debian",
			version: line ?? ""
		})),
		...evidence(look(PATHS.repositories), ({ release }) => ({
			family: "alpine",
			version: release ?? ""
		}))
	];
	return best;
}
function releaseLines(look) {
	return PATHS.releaseLines.flatMap((path) => evidence(look(path), ({ line }) => parseReleaseLine(line ?? "")));
}
function alpineRelease(look) {
	return evidence(look(PATHS.alpine), ({ line }) => ({
		family: "alpine",
		version: line ?? ""
	}));
}
function lsbRelease(look) {
	return evidence(look(PATHS.lsb), ({ DISTRIB_ID, DISTRIB_RELEASE }) => DISTRIB_ID === void 0 ? void 0 : {
		family: familyOf(DISTRIB_ID.toLowerCase()),
		version: DISTRIB_RELEASE ?? ""
	});
}
function evidence(found, read) {
	const release = found === void 0 ? void 0 : read(found.record);
	return found === void 0 || release === void 0 ? [] : [{
		release,
		found
	}];
}
function describe(view, { release, found }, look) {
	const { PRETTY_NAME: prettyName, VERSION_CODENAME: codename } = found.record;
	const repository = release.family === "alpine" ? look(PATHS.repositories)?.record.release : void 0;
	const differs = repository !== void 0 && !`${release.version}.`.startsWith(`${repository}.`);
	const esm = release.family === "ubuntu" && look(PATHS.esm) !== void 0;
	return {
		...release,
		...prettyName === void 0 ? {} : { prettyName },
		...codename === void 0 ? {} : { codename },
		...esm ? { esm } : {},
		...differs ? { repository } : {},
		location: databaseLocation(view, found)
	};
}
function silentFiles(view, look) {
	return PATHS.osRelease.flatMap((path) => {
		const entry = view.entry(path);
		if (entry === void 0 || entry.type === "directory" || view.gaps.some(({ where }) => where === path)) return [];
		return [fileGap(view, entry, "os-release", "unreadable", look(path) === void 0 ? "It leads to no file that was read, so the distribution is not known." : "It has no ID, so the distribution is not known.")];
	});
}
// src/inventory/index.ts
const catalogers = Object.values(all_exports);
function analyzersOf(some) {
	return some.flatMap(({ analyzers }) => analyzers);
}
function catalog(view, os, some = catalogers) {
	const found = some.map((cataloger) => catalogOne(cataloger, view, os));
	const packages = withOwners(found.flatMap((one) => one.packages), view, some);
	return {
		packages: [...merged(withoutOwnedPrograms(packages))].sort(byName),
		gaps: found.flatMap(({ gaps }) => gaps)
	};
}
function identified(content, index) {
	const { packages, gaps } = identifyArchives(content.packages, index);
	const sorted = index === void 0 ? packages : [...merged(packages)].sort(byName);
	return {
		...content,
		packages: sorted,
		gaps: [...content.gaps, ...gaps]
	};
}
function catalogOne(cataloger, view, os) {
	const { packages, gaps } = cataloger.packages(view, os);
	return {
		packages: withOrigins(packages, cataloger, view, os),
		gaps
	};
}
function byName(a, b) {
	return compare(a.name, b.name) || compare(a.version, b.version) || compare(a.architecture ?? "", b.architecture ?? "");
}
function compare(a, b) {
	return a === b ? 0 : a < b ? -1 : 1;
}
// src/layer-analyzers.ts
const PACKAGE_ANALYZERS = [...osRelease.analyzers, ...analyzersOf(catalogers)];
function layerAnalyzers(checks) {
	return [...PACKAGE_ANALYZERS, ...analyzersFor(checks)];
}
const WORKER = new URL(new URL("layer-worker.js", import.meta.url).href);
function workerEntry({ scope }, words, checks) {
	const { yaraRules, categories } = checks;
	const data = {
		scope,
		words,
		yaraRules,
		categories: [...categories]
	};
	return {
		url: WORKER,
		data
	};
}
function analyzersOfWorker({ scope, words, yaraRules, categories }) {
	return layerAnalyzers({
		...checksOf({ scope }, words, yaraRules),
		categories: new Set(categories)
	});
}
export { catalogers as a, squash as c, packResult as d, analyzeLayer as f, catalog as i, analyzeLayers as l, openLayerCache as m, layerAnalyzers as n, identified as o, keepTar as p, workerEntry as r, osRelease as s, analyzersOfWorker as t, readAgain as u };

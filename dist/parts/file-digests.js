import { r as Unreadable } from "./errors.js";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createHash } from "node:crypto";
// src/inventory/lines.ts
function* lines(bytes, maxBytes) {
	for (let start = 0; start < bytes.length;) {
		const newline = bytes.indexOf(10, start);
		const next = newline < 0 ? bytes.length : newline + 1;
		let end = newline < 0 ? bytes.length : newline;
		if (end > start && bytes[end - 1] === 13) end--;
		const cut = end - start > maxBytes;
		yield {
			text: bytes.toString("utf8", start, cut ? start + maxBytes : end),
			cut
		};
		start = next;
	}
}
// src/inventory/file-names.ts
function fileNames() {
	const lines = [];
	let current;
	return {
		add(path) {
			const slash = path.lastIndexOf("/");
			const name = path.slice(slash + 1);
			if (name === "" || path.includes("\n")) return;
			const folder = folderLine(path.slice(0, Math.max(0, slash)));
			if (folder !== current) lines.push(folder);
			current = folder;
			lines.push(name);
		},
		text: () => lines.length === 0 ? "" : `${lines.join("\n")}\n`
	};
}
function* foldersOf(text) {
	let end = text.indexOf("/\n");
	while (end >= 0) {
		const start = text.lastIndexOf("\n", end) + 1;
		const next = text.indexOf("/\n", end + 2);
		const stop = next < 0 ? text.length : text.lastIndexOf("\n", next) + 1;
		yield {
			folder: text.slice(start, end),
			names: text.slice(end + 2, stop)
		};
		end = next;
	}
}
function folderLine(folder) {
	return `${folder.replace(/^\/+|\/+$/g, "")}/`;
}
// src/inventory/links.ts
const MAX_LINKS = 40;
function followLinks(view, path) {
	const done = [];
	const waiting = path.split("/").reverse();
	let links = 0;
	for (let segment = waiting.pop(); segment !== void 0; segment = waiting.pop()) {
		if (segment === "" || segment === ".") continue;
		if (segment === "..") {
			done.pop();
			continue;
		}
		done.push(segment);
		const entry = view.entry(done.join("/"));
		if (entry?.type !== "symlink" || entry.target === void 0) continue;
		if (++links > MAX_LINKS) return void 0;
		done.pop();
		if (entry.target.startsWith("/")) done.length = 0;
		waiting.push(...entry.target.split("/").reverse());
	}
	return done.join("/");
}
// src/inventory/ownership.ts
function owners(view, packages, catalogers) {
	const folderAt = foldersBehindLinks(view);
	let index;
	return (path) => {
		index ??= indexOf(view, packages, catalogers, folderAt);
		const slash = path.lastIndexOf("/");
		return index(folderAt(path.slice(0, Math.max(0, slash))))?.get(path.slice(slash + 1));
	};
}
function withOwners(packages, view, catalogers) {
	const ownerOf = owners(view, packages, catalogers);
	return packages.map((found) => {
		if (found.source !== void 0) return found;
		const all = found.locations.map((location) => ownerOfEvidence(location, ownerOf, view));
		const [first] = all;
		if (first === void 0 || all.includes(void 0)) return found;
		return {
			...found,
			ownedBy: {
				name: first.name,
				by: first.by
			}
		};
	});
}
function withoutOwnedPrograms(packages) {
	return packages.filter(({ by, ownedBy }) => by !== "software" || ownedBy === void 0);
}
function ownerOfEvidence(location, ownerOf, view) {
	const path = fileOf(location.path, view);
	const owner = path === void 0 ? void 0 : ownerOf(path);
	const brought = owner?.locations[0]?.layer ?? -1;
	return location.layer > brought ? void 0 : owner;
}
function fileOf(path, view) {
	for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
		const entry = view.entry(at);
		if (entry !== void 0) return entry.type === "directory" ? void 0 : at;
	}
}
function indexOf(view, packages, catalogers, folderAt) {
	const lists = new Map();
	for (const cataloger of catalogers) {
		const own = packages.filter(({ by }) => by === cataloger.id);
		for (const { owner, files } of cataloger.owns?.(view, own) ?? []) for (const { folder, names } of foldersOf(files)) {
			const at = folderAt(folder);
			const known = lists.get(at);
			if (known === void 0) lists.set(at, [{
				owner,
				names
			}]);
			else known.push({
				owner,
				names
			});
		}
	}
	const asked = new Map();
	return (folder) => {
		const known = asked.get(folder);
		if (known !== void 0) return known;
		const found = lists.get(folder);
		if (found === void 0) return void 0;
		const byName = new Map();
		for (const { owner, names } of found) for (const name of names.split("\n")) if (!byName.has(name)) byName.set(name, owner);
		asked.set(folder, byName);
		return byName;
	};
}
function foldersBehindLinks(view) {
	const known = new Map([["", ""]]);
	const behind = (folder) => {
		const before = known.get(folder);
		if (before !== void 0) return before;
		const slash = folder.lastIndexOf("/");
		const parent = slash < 0 ? "" : behind(folder.slice(0, slash));
		const path = `${parent === "" ? "" : `${parent}/`}${folder.slice(slash + 1)}`;
		const found = view.entry(path)?.type === "symlink" ? followLinks(view, path) ?? path : path;
		known.set(folder, found);
		return found;
	};
	return behind;
}
// src/inventory/digests/database.ts
const MAX_DIGESTS_OF_A_PATH = 16;
function digestList() {
	const found = [];
	const counts = new Map();
	return {
		add(digest) {
			const count = counts.get(digest.path) ?? 0;
			if (count >= MAX_DIGESTS_OF_A_PATH) return;
			counts.set(digest.path, count + 1);
			found.push(digest);
		},
		all: () => found
	};
}
// src/inventory/digests/apk.ts
const MAX_BYTES$2 = 67108864;
const MAX_LINE$1 = 8192;
const ALGORITHMS$1 = {
	Q1: "sha1",
	Q2: "sha256"
};
const apkDigests = {
	by: "apk",
	algorithms: Object.values(ALGORITHMS$1),
	listsEverything: true,
	filesOf: ({ locations }) => locations.map(({ path }) => path),
	common: [],
	analyzer: (files, wanted) => ({
		id: "apk-digests",
		version: 1,
		maxBytes: MAX_BYTES$2,
		wants: ({ path }) => files.has(path),
		read: async (body) => parseDigests(await body.bytes(), wanted)
	})
};
function parseDigests(bytes, wanted) {
	const found = digestList();
	let folder = "";
	let path;
	for (const { text } of lines(bytes, MAX_LINE$1)) {
		const value = text.slice(2);
		if (text === "" || text.startsWith("F:")) path = void 0;
		if (text.startsWith("F:")) folder = value;
		else if (text.startsWith("R:")) path = wanted(folder === "" ? value : `${folder}/${value}`);
		else if (text.startsWith("Z:") && path !== void 0) {
			const algorithm = ALGORITHMS$1[value.slice(0, 2)];
			const hex = Buffer.from(value.slice(2), "base64").toString("hex");
			if (algorithm !== void 0 && hex !== "") found.add({
				path,
				algorithm,
				hex
			});
		}
	}
	return found.all();
}
// src/inventory/digests/dpkg.ts
const STATUS = "var/lib/dpkg/status";
const INFO_FOLDER = "var/lib/dpkg/info/";
const DIVERSIONS = "var/lib/dpkg/diversions";
const MAX_BYTES$1 = 16777216;
const MAX_LINE = 8192;
const DIGEST_LENGTH = 32;
const dpkgDigests = {
	by: "dpkg",
	algorithms: ["md5"],
	listsEverything: false,
	filesOf({ name, architecture, locations }) {
		const [database] = locations;
		if (database !== void 0 && database.path !== STATUS) return [`${database.path}.md5sums`];
		return [`${INFO_FOLDER}${name}.md5sums`, `${INFO_FOLDER}${name}:${architecture}.md5sums`];
	},
	common: [DIVERSIONS],
	analyzer: (files, wanted) => ({
		id: "dpkg-digests",
		version: 1,
		maxBytes: MAX_BYTES$1,
		wants: ({ path }) => files.has(path),
		async read(body, { path }) {
			const bytes = await body.bytes();
			return path === DIVERSIONS ? diverted(bytes, wanted) : summed(bytes, wanted);
		}
	})
};
function summed(bytes, wanted) {
	const found = digestList();
	for (const { text } of lines(bytes, MAX_LINE)) {
		const path = wanted(text.slice(34).replace(/^\.\//, ""));
		const hex = text.slice(0, DIGEST_LENGTH).toLowerCase();
		if (path !== void 0 && /^[0-9a-f]+$/.test(hex)) found.add({
			path,
			algorithm: "md5",
			hex
		});
	}
	return found.all();
}
function diverted(bytes, wanted) {
	const found = digestList();
	let number = 0;
	for (const { text } of lines(bytes, MAX_LINE)) {
		const path = number++ % 3 === 2 ? void 0 : wanted(text);
		if (path !== void 0) found.add({
			path,
			algorithm: "md5",
			hex: ""
		});
	}
	return found.all();
}
// src/inventory/rpm/header.ts
const TAG = {
	name: 1e3,
	version: 1001,
	release: 1002,
	epoch: 1003,
	vendor: 1011,
	license: 1014,
	architecture: 1022,
	oldFileNames: 1027,
	sourceRpm: 1044,
	fileDigests: 1035,
	fileFlags: 1037,
	dirIndexes: 1116,
	baseNames: 1117,
	dirNames: 1118,
	fileDigestAlgorithm: 5011,
	moduleLabel: 5096
};
const WANTED = new Set(Object.values(TAG));
const TYPE = {
	int32: 4,
	string: 6,
	stringArray: 8,
	i18nString: 9
};
const PREAMBLE = 8;
const ENTRY = 16;
const MAX_ENTRIES = 65535;
const MAX_STRING_BYTES = 16384;
const LOOSE_FLAGS = 65;
const MD5 = 1;
const MAX_HEADER_BYTES = 33554432;
const MAX_FILES = 1e6;
function parseHeader(blob) {
	const { data, entries } = opened(blob);
	const text = (tag) => readString(data, entries.get(tag));
	const [name, version, release] = [
		text(TAG.name),
		text(TAG.version),
		text(TAG.release)
	];
	if (name === void 0 || version === void 0 || release === void 0) throw new Unreadable("a package header has no name, version or release");
	return {
		name,
		version,
		release,
		...given("epoch", readNumber(data, entries.get(TAG.epoch))),
		...given("architecture", text(TAG.architecture)),
		...given("vendor", text(TAG.vendor)),
		...given("license", text(TAG.license)),
		...given("sourceRpm", text(TAG.sourceRpm)),
		...given("moduleLabel", text(TAG.moduleLabel)),
		files: readFileNames(data, entries)
	};
}
function parseFileDigests(blob) {
	const { data, entries } = opened(blob);
	const [names, folders] = [entries.get(TAG.baseNames), entries.get(TAG.dirNames)];
	const [indexes, digests] = [entries.get(TAG.dirIndexes), entries.get(TAG.fileDigests)];
	if (names === void 0 || digests === void 0) return [];
	if (folders === void 0 || indexes?.count !== names.count || digests.count !== names.count) throw badFileList();
	const algorithm = readNumber(data, entries.get(TAG.fileDigestAlgorithm)) ?? MD5;
	const flags = entries.get(TAG.fileFlags);
	const flagsOf = flags?.count === names.count ? readNumbers(data, flags) : [];
	const [folderOf, digestOf] = [readStrings(data, folders), readStrings(data, digests)];
	const indexOf = readNumbers(data, indexes);
	return readStrings(data, names).map((name, at) => ({
		path: `${folderOf[indexOf[at] ?? -1] ?? ""}${name}`,
		algorithm,
		digest: digestOf[at] ?? "",
		isLoose: ((flagsOf[at] ?? 0) & LOOSE_FLAGS) !== 0
	}));
}
function checkHeaderLength(length) {
	if (length > MAX_HEADER_BYTES) throw new Unreadable(`a package header claims ${length} bytes`);
}
function opened(blob) {
	if (blob.length < PREAMBLE) throw new Unreadable("a package header is cut off");
	const count = blob.readUInt32BE(0);
	const start = PREAMBLE + count * ENTRY;
	if (count > MAX_ENTRIES || start + blob.readUInt32BE(4) > blob.length) throw new Unreadable("a package header claims more than it holds");
	return {
		data: blob.subarray(start, start + blob.readUInt32BE(4)),
		entries: wantedEntries(blob, count)
	};
}
function wantedEntries(blob, count) {
	const entries = new Map();
	for (let at = PREAMBLE; at < PREAMBLE + count * ENTRY; at += ENTRY) {
		const tag = blob.readUInt32BE(at);
		if (WANTED.has(tag)) entries.set(tag, {
			type: blob.readUInt32BE(at + 4),
			offset: blob.readUInt32BE(at + 8),
			count: blob.readUInt32BE(at + 12)
		});
	}
	return entries;
}
function readString(data, entry) {
	if (entry === void 0) return void 0;
	if (!(entry.type === TYPE.string || entry.type === TYPE.i18nString || entry.type === TYPE.stringArray) || entry.count < 1 || entry.offset >= data.length) throw new Unreadable("a package header has a text where none can be");
	const window = data.subarray(entry.offset, entry.offset + MAX_STRING_BYTES);
	const end = window.indexOf(0);
	if (end === -1) throw new Unreadable("a package header has a text without an end");
	return window.toString("utf8", 0, end);
}
function readNumber(data, entry) {
	if (entry === void 0) return void 0;
	if (entry.type !== TYPE.int32 || entry.count < 1 || entry.offset + 4 > data.length) throw new Unreadable("a package header has an epoch that is no number");
	return data.readUInt32BE(entry.offset);
}
function readFileNames(data, entries) {
	const whole = entries.get(TAG.oldFileNames);
	const names = entries.get(TAG.baseNames);
	const files = fileNames();
	if (names === void 0) {
		for (const path of whole === void 0 ? [] : readStrings(data, whole)) files.add(path);
		return files.text();
	}
	const [dirNames, dirIndexes] = [entries.get(TAG.dirNames), entries.get(TAG.dirIndexes)];
	if (dirNames === void 0 || dirIndexes?.count !== names.count) throw badFileList();
	const folders = readStrings(data, dirNames);
	const inFolder = folders.map(() => []);
	const indexes = readNumbers(data, dirIndexes);
	for (const [position, name] of readStrings(data, names).entries()) {
		const folder = inFolder[indexes[position] ?? -1];
		if (folder === void 0) throw badFileList();
		folder.push(name);
	}
	for (const [index, own] of inFolder.entries()) for (const name of own) if (!name.includes("/")) files.add(`${folders[index]}/${name}`);
	return files.text();
}
function badFileList() {
	return new Unreadable("a package header has a file list that does not add up");
}
function readStrings(data, { offset, count }) {
	if (offset > data.length || count > Math.min(MAX_FILES, data.length - offset)) throw badFileList();
	let end = offset;
	for (let left = count; left > 0; left--) {
		end = data.indexOf(0, end) + 1;
		if (end === 0) throw badFileList();
	}
	return count === 0 ? [] : data.toString("utf8", offset, end - 1).split("\0");
}
function readNumbers(data, { type, offset, count }) {
	if (type !== TYPE.int32 || offset + 4 * count > data.length) throw badFileList();
	return Array.from({ length: count }, (_, index) => data.readUInt32BE(offset + 4 * index));
}
function given(key, value) {
	return value === void 0 ? {} : { [key]: value };
}
// src/inventory/rpm/bdb.ts
const BDB_HASH_MAGIC = 398689;
const META_BYTES = 72;
const PAGE_HEADER_BYTES = 26;
const PAGE$1 = {
	hashUnsorted: 2,
	overflow: 7,
	hash: 13
};
const ITEM = {
	inline: 1,
	offPage: 3
};
function* bdbHeaders(source) {
	const layout = readMeta(source);
	const visited = new Set();
	for (let number = 1; number <= layout.lastPage; number++) {
		const page = readPage(layout, number);
		const type = page.readUInt8(25);
		if (type === PAGE$1.hash || type === PAGE$1.hashUnsorted) yield* valuesOf(layout, page, visited);
	}
}
function readMeta(source) {
	const meta = source.read(0, META_BYTES);
	const little = meta.readUInt32LE(12) === BDB_HASH_MAGIC;
	if (!little && meta.readUInt32BE(12) !== 398689) throw new Unreadable("it is not a Berkeley DB hash database");
	const u16 = (page, at) => little ? page.readUInt16LE(at) : page.readUInt16BE(at);
	const u32 = (page, at) => little ? page.readUInt32LE(at) : page.readUInt32BE(at);
	const pageSize = u32(meta, 20);
	const lastPage = u32(meta, 32);
	if (meta.readUInt8(24) !== 0 || (meta.readUInt8(26) & 1) !== 0) throw new Unreadable("it is encrypted or has checksums, which rpm never writes");
	if (pageSize < 512 || pageSize > 65536 || (pageSize & pageSize - 1) !== 0) throw new Unreadable(`it claims pages of ${pageSize} bytes`);
	if ((lastPage + 1) * pageSize > source.size) throw new Unreadable("it is cut off");
	return {
		source,
		pageSize,
		lastPage,
		u16,
		u32
	};
}
function readPage(layout, number) {
	if (number > layout.lastPage) throw new Unreadable(`it points at page ${number}, which does not exist`);
	const page = layout.source.read(number * layout.pageSize, layout.pageSize);
	if (page.readUInt8(25) !== 0 && layout.u32(page, 8) !== number) throw new Unreadable(`page ${number} is damaged`);
	return page;
}
function* valuesOf(layout, page, visited) {
	const count = layout.u16(page, 20);
	if (PAGE_HEADER_BYTES + count * 2 > page.length || count % 2 !== 0) throw new Unreadable("a page has an item count that does not add up");
	let previous = page.length;
	for (let index = 0; index < count; index++) {
		const start = layout.u16(page, PAGE_HEADER_BYTES + index * 2);
		const end = previous;
		previous = start;
		if (start < PAGE_HEADER_BYTES + count * 2 || start >= end) throw new Unreadable("a page has items that overlap");
		if (index % 2 === 0) continue;
		const value = readValue(layout, page.subarray(start, end), visited);
		if (value.length > 4) yield value;
	}
}
function readValue(layout, item, visited) {
	const type = item.readUInt8(0);
	if (type === ITEM.inline) return item.subarray(1);
	if (type !== ITEM.offPage || item.length < 12) throw new Unreadable(`a page has an item of kind ${type}`);
	return readChain(layout, layout.u32(item, 4), layout.u32(item, 8), visited);
}
function readChain(layout, first, length, visited) {
	checkHeaderLength(length);
	const parts = [];
	let have = 0;
	for (let number = first; number !== 0 && have <= length;) {
		if (visited.has(number)) throw new Unreadable(`page ${number} is used twice`);
		visited.add(number);
		const page = readPage(layout, number);
		const used = layout.u16(page, 22);
		if (page.readUInt8(25) !== PAGE$1.overflow || used === 0 || PAGE_HEADER_BYTES + used > page.length) throw new Unreadable(`page ${number} should continue a package and does not`);
		parts.push(page.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + used));
		have += used;
		number = layout.u32(page, 16);
	}
	if (have !== length) throw new Unreadable(`a package of ${length} bytes has ${have}`);
	return Buffer.concat(parts);
}
const HEADER_BYTES = 32;
const SLOT_MAGIC = 1953459283;
const SLOT_BYTES = 16;
const BLOB_MAGIC = 1398959170;
const BLOB_HEAD_BYTES = 16;
const BLOB_TAIL_BYTES = 12;
const BLOCK_BYTES = 16;
const PAGE_BYTES = 4096;
function* ndbHeaders(source) {
	const header = source.read(0, HEADER_BYTES);
	if (header.readUInt32LE(0) !== 1349349458 || header.readUInt32LE(4) !== 0) throw new Unreadable("it is not an NDB database of a known version");
	const slotsEnd = header.readUInt32LE(12) * PAGE_BYTES;
	if (slotsEnd === 0 || slotsEnd > source.size) throw new Unreadable("its slot table is longer than the file");
	let budget = source.size;
	for (let at = 0; at < slotsEnd; at += PAGE_BYTES) {
		const page = source.read(at, PAGE_BYTES);
		for (let slot = at === 0 ? HEADER_BYTES : 0; slot < PAGE_BYTES; slot += SLOT_BYTES) {
			if (page.readUInt32LE(slot) !== SLOT_MAGIC) throw new Unreadable("its slot table is damaged");
			const index = page.readUInt32LE(slot + 4);
			if (index === 0) continue;
			const length = page.readUInt32LE(slot + 12) * BLOCK_BYTES;
			budget -= length;
			if (budget < 0) throw new Unreadable("its packages overlap");
			yield readBlob(source, index, page.readUInt32LE(slot + 8) * BLOCK_BYTES, length);
		}
	}
}
function readBlob(source, index, offset, span) {
	const head = source.read(offset, BLOB_HEAD_BYTES);
	if (head.readUInt32LE(0) !== BLOB_MAGIC || head.readUInt32LE(4) !== index) throw new Unreadable(`package ${index} is not where its slot says`);
	const length = head.readUInt32LE(12);
	if (BLOB_HEAD_BYTES + length + BLOB_TAIL_BYTES > span) throw new Unreadable(`package ${index} is longer than its room`);
	checkHeaderLength(length);
	return source.read(offset + BLOB_HEAD_BYTES, length);
}
// src/inventory/rpm/sqlite-log.ts
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 931071618;
const VERSION = 3007e3;
function readLog(log) {
	if (log.size < LOG_HEADER_BYTES) return void 0;
	const header = log.read(0, LOG_HEADER_BYTES);
	const magic = header.readUInt32BE(0);
	const pageSize = header.readUInt32BE(8);
	if ((magic & -2) !== MAGIC || header.readUInt32BE(4) !== VERSION) return void 0;
	if (pageSize < 512 || pageSize > 65536 || (pageSize & pageSize - 1) !== 0) return void 0;
	const big = (magic & 1) === 1;
	let sum = checksum([0, 0], header.subarray(0, 24), big);
	if (!matches(sum, header, 24)) return void 0;
	const committed = new Map();
	let pending = [];
	let pages = 0;
	const step = FRAME_HEADER_BYTES + pageSize;
	for (let offset = LOG_HEADER_BYTES; offset + step <= log.size; offset += step) {
		const frame = log.read(offset, step);
		sum = checksum(checksum(sum, frame.subarray(0, 8), big), frame.subarray(FRAME_HEADER_BYTES), big);
		const page = frame.readUInt32BE(0);
		const sameRound = frame.subarray(8, 16).equals(header.subarray(16, 24));
		if (page === 0 || !sameRound || !matches(sum, frame, 16)) break;
		pending.push([page, offset + FRAME_HEADER_BYTES]);
		const sizeAtCommit = frame.readUInt32BE(4);
		if (sizeAtCommit === 0) continue;
		for (const [number, at] of pending) committed.set(number, at);
		pending = [];
		pages = sizeAtCommit;
	}
	if (pages === 0) return void 0;
	return {
		pageSize,
		pages,
		count: committed.size,
		read: (page) => {
			const at = committed.get(page);
			return at === void 0 ? void 0 : log.read(at, pageSize);
		}
	};
}
function checksum(start, bytes, big) {
	let [first, second] = start;
	for (let at = 0; at < bytes.length; at += 8) {
		first = first + (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second >>> 0;
		second = second + (big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first >>> 0;
	}
	return [first, second];
}
function matches(sum, bytes, at) {
	return sum[0] === bytes.readUInt32BE(at) && sum[1] === bytes.readUInt32BE(at + 4);
}
// src/inventory/rpm/sqlite.ts
const SQLITE_MAGIC = Buffer.from("SQLite format 3\0");
const PAGE = {
	interior: 5,
	leaf: 13
};
const FILE_HEADER_BYTES = 100;
const UTF8 = 1;
const MAX_COLUMNS = 8;
function* sqliteHeaders(source, log) {
	const database = openDatabase(source, log === void 0 ? void 0 : readLog(log));
	const root = findTable(database, "Packages");
	for (const row of rowsOf(database, root)) {
		const blob = columnsOf(row).find((column) => Buffer.isBuffer(column));
		if (blob === void 0) throw new Unreadable("a row of its package table has no header");
		yield blob;
	}
}
function openDatabase(source, frames) {
	const first = frames?.read(1) ?? source.read(0, FILE_HEADER_BYTES);
	if (!first.subarray(0, 16).equals(SQLITE_MAGIC)) throw new Unreadable("it is not an SQLite database");
	const pageSize = first.readUInt16BE(16) === 1 ? 65536 : first.readUInt16BE(16);
	const usable = pageSize - first.readUInt8(20);
	if (pageSize < 512 || (pageSize & pageSize - 1) !== 0 || usable < 480) throw new Unreadable(`it claims pages of ${pageSize} bytes`);
	if (frames !== void 0 && frames.pageSize !== pageSize) throw new Unreadable("its write-ahead log has pages of another size");
	if (first.readUInt32BE(56) !== UTF8 && first.readUInt32BE(56) !== 0) throw new Unreadable("its texts are not UTF-8, which rpm always writes");
	const inFile = Math.floor(source.size / pageSize);
	const pages = frames === void 0 ? inFile : Math.min(frames.pages, inFile + frames.count);
	const visited = new Set();
	return {
		usable,
		pages,
		page: (number) => {
			if (number < 1 || number > pages) throw new Unreadable(`it points at page ${number} of ${pages}`);
			if (visited.has(number)) throw new Unreadable(`page ${number} is used twice`);
			visited.add(number);
			return frames?.read(number) ?? source.read((number - 1) * pageSize, pageSize);
		}
	};
}
function findTable(database, wanted) {
	for (const row of rowsOf(database, 1)) {
		const [type, name, , root] = columnsOf(row);
		if (type === "table" && name === wanted && typeof root === "number") return root;
	}
	throw new Unreadable(`it has no table ${wanted}`);
}
function* rowsOf(database, root) {
	const waiting = [root];
	for (let number = waiting.pop(); number !== void 0; number = waiting.pop()) {
		const page = database.page(number);
		const start = number === 1 ? FILE_HEADER_BYTES : 0;
		const type = page.readUInt8(start);
		if (type !== PAGE.leaf && type !== PAGE.interior) throw new Unreadable(`page ${number} is no part of a table`);
		const cells = start + (type === PAGE.leaf ? 8 : 12);
		const count = page.readUInt16BE(start + 3);
		if (cells + count * 2 > database.usable) throw new Unreadable(`page ${number} has too many cells`);
		if (type === PAGE.leaf) for (let cell = 0; cell < count; cell++) yield readPayload(database, page, page.readUInt16BE(cells + cell * 2));
		else {
			waiting.push(page.readUInt32BE(start + 8));
			for (let cell = count - 1; cell >= 0; cell--) waiting.push(numberAt(page, page.readUInt16BE(cells + cell * 2)));
			if (waiting.length > database.pages) throw new Unreadable("its tree has more branches than pages");
		}
	}
}
function readPayload(database, page, cell) {
	const { usable } = database;
	const [length, afterLength] = readVarint(page, cell);
	const [, start] = readVarint(page, afterLength);
	checkHeaderLength(length);
	const local = localBytes(length, usable);
	if (start + local > usable) throw new Unreadable("a row is longer than its page");
	const parts = [page.subarray(start, start + local)];
	let have = local;
	let next = local < length ? numberAt(page, start + local) : 0;
	while (have < length) {
		const overflow = database.page(next);
		const part = overflow.subarray(4, Math.min(usable, 4 + length - have));
		parts.push(part);
		have += part.length;
		next = overflow.readUInt32BE(0);
	}
	return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}
function localBytes(length, usable) {
	if (length <= usable - 35) return length;
	const least = Math.floor((usable - 12) * 32 / 255) - 23;
	const local = least + (length - least) % (usable - 4);
	return local <= usable - 35 ? local : least;
}
function columnsOf(record) {
	const [headerEnd, headerStart] = readVarint(record, 0);
	if (headerEnd > record.length) throw new Unreadable("a row has a header longer than itself");
	const columns = [];
	let value = headerEnd;
	for (let at = headerStart; at < headerEnd && columns.length < MAX_COLUMNS;) {
		const [type, next] = readVarint(record, at);
		const end = value + lengthOf(type);
		if (end > record.length) throw new Unreadable("a row has a value longer than itself");
		columns.push(decode(type, record.subarray(value, end)));
		at = next;
		value = end;
	}
	return columns;
}
function lengthOf(type) {
	if (type >= 12) return Math.floor((type - 12) / 2);
	return [
		0,
		1,
		2,
		3,
		4,
		6,
		8,
		8,
		0,
		0
	][type] ?? 0;
}
function decode(type, bytes) {
	if (type >= 12) return type % 2 === 0 ? bytes : bytes.toString("utf8");
	if (type >= 1 && type <= 5) return bytes.readIntBE(0, bytes.length);
	if (type === 6) return Number(bytes.readBigInt64BE(0));
	return type === 8 ? 0 : type === 9 ? 1 : void 0;
}
function numberAt(page, at) {
	if (at + 4 > page.length) throw new Unreadable("a page points outside itself");
	return page.readUInt32BE(at);
}
function readVarint(bytes, at) {
	let value = 0;
	for (let index = 0; index < 9; index++) {
		const byte = bytes[at + index];
		if (byte === void 0) throw new Unreadable("a number runs over the end of its page");
		if (index === 8) return [value * 256 + byte, at + 9];
		value = value * 128 + (byte & 127);
		if (byte < 128) return [value, at + index + 1];
	}
	return [value, at + 9];
}
// src/inventory/rpm/database.ts
const MAX_PACKAGES = 2e5;
const MAX_TEXT_LENGTH = 67108864;
function readDatabase(source, log) {
	const packages = [];
	const bad = [];
	let text = 0;
	try {
		for (const blob of headersOf(source, log)) {
			const header = parseOr(blob, bad);
			if (header !== void 0) packages.push(header);
			text += header === void 0 ? 0 : textLength(header);
			if (packages.length + bad.length > MAX_PACKAGES || text > MAX_TEXT_LENGTH) throw new Unreadable("it claims more packages or longer texts than any installation has");
		}
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		return {
			packages,
			damage: error.message
		};
	}
	const [first] = bad;
	return first === void 0 ? { packages } : {
		packages,
		damage: `${bad.length} of its packages: ${first}`
	};
}
function headersOf(source, log) {
	const start = source.read(0, Math.min(source.size, 32));
	const magic = Buffer.alloc(32);
	start.copy(magic);
	const isHash = magic.readUInt32LE(12) === 398689 || magic.readUInt32BE(12) === 398689;
	if (magic.subarray(0, 16).equals(SQLITE_MAGIC)) return sqliteHeaders(source, log);
	if (magic.readUInt32LE(0) === 1349349458) return ndbHeaders(source);
	if (isHash) return bdbHeaders(source);
	if (source.size === 0 && log !== void 0 && readLog(log) !== void 0) return sqliteHeaders(source, log);
	throw new Unreadable(source.size === 0 ? "it is empty" : "it is none of the kinds that rpm writes");
}
function parseOr(blob, bad) {
	try {
		return parseHeader(blob);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		bad.push(error.message);
		return;
	}
}
function textLength(header) {
	return Object.values(header).reduce((sum, value) => sum + String(value).length, 0);
}
// src/inventory/rpm/source.ts
function withFile(path, use) {
	const file = openSync(path, "r");
	try {
		const { size } = fstatSync(file);
		return use({
			size,
			read: (offset, length) => {
				checkRange(offset, length, size);
				return readFully(file, offset, length);
			}
		});
	} finally {
		closeSync(file);
	}
}
function readFully(file, offset, length) {
	const bytes = Buffer.allocUnsafe(length);
	for (let done = 0; done < length;) {
		const count = readSync(file, bytes, done, length - done, offset + done);
		if (count === 0) throw new Unreadable("the file became shorter while it was read");
		done += count;
	}
	return bytes;
}
function checkRange(offset, length, size) {
	if (offset < 0 || length < 0 || offset + length > size) throw new Unreadable(`it points at bytes ${offset} to ${offset + length}, but ends at ${size}`);
}
// src/inventory/digests/rpm.ts
const MAX_BYTES = 536870912;
const LOG_SUFFIX = "-wal";
const ALGORITHMS = new Map([
	[1, "md5"],
	[2, "sha1"],
	[8, "sha256"]
]);
const rpmDigests = {
	by: "rpm",
	algorithms: [...ALGORITHMS.values()],
	listsEverything: true,
	filesOf: ({ locations }) => locations.flatMap(({ path }) => [path, path + LOG_SUFFIX]),
	common: [],
	analyzer: (files, wanted) => ({
		id: "rpm-digests",
		version: 1,
		maxBytes: MAX_BYTES,
		wants: ({ path }) => files.has(path),
		async readTogether(bodies) {
			const found = new Map();
			for (const [path, body] of bodies) {
				if (path.endsWith(LOG_SUFFIX)) continue;
				found.set(path, await digestsOf(body, bodies.get(path + LOG_SUFFIX), wanted));
			}
			return found;
		}
	})
};
async function digestsOf(body, log, wanted) {
	const path = await body.file();
	if (log === void 0) return withFile(path, (source) => collected(source, void 0, wanted));
	const logPath = await log.file();
	return withFile(path, (source) => withFile(logPath, (frames) => collected(source, frames, wanted)));
}
function collected(source, log, wanted) {
	const found = digestList();
	for (const blob of headersOf(source, log)) for (const { path: listed, algorithm: number, digest, isLoose } of digestsOfHeader(blob)) {
		const path = wanted(listed);
		const algorithm = ALGORITHMS.get(number);
		if (path === void 0 || algorithm === void 0) continue;
		found.add({
			path,
			algorithm,
			hex: isLoose ? "" : digest.toLowerCase()
		});
	}
	return found.all();
}
function digestsOfHeader(blob) {
	try {
		return parseFileDigests(blob);
	} catch (error) {
		if (error instanceof Unreadable) return [];
		throw error;
	}
}
// src/inventory/digests/listed.ts
const DATABASES = [
	dpkgDigests,
	apkDigests,
	rpmDigests
];
function listedDigests(view, files) {
	const realPath = realPaths(view);
	const wanted = wantedOf(files, realPath);
	const sources = DATABASES.map((database) => sourceOf(database, view, files, wanted));
	const found = sources.filter(({ places }) => places.size > 0);
	return {
		analyzers: found.map(({ analyzer }) => analyzer),
		algorithms: [...new Set(found.flatMap(({ algorithms }) => algorithms))],
		layers: sources.flatMap(({ places }) => [...places.values()]),
		expectations(results) {
			const byPath = new Map();
			const known = new Set();
			for (const { analyzer, places } of sources) for (const [file, layer] of places) {
				const record = results.get(layer)?.records[analyzer.id]?.[file];
				if (record !== void 0) known.add(file);
				for (const digest of record ?? []) append(byPath, digest);
			}
			return ({ path, owner }) => {
				const digests = byPath.get(realPath(path)) ?? [];
				const database = DATABASES.find(({ by }) => by === owner.by);
				const isKnown = database?.filesOf(owner).some((file) => known.has(file)) === true;
				return {
					digests,
					isUndigested: digests.length === 0 && (!isKnown || database?.listsEverything === true)
				};
			};
		}
	};
}
function realPaths(view) {
	const folderAt = foldersBehindLinks(view);
	return (path) => {
		const slash = path.lastIndexOf("/");
		return `${folderAt(path.slice(0, Math.max(0, slash)))}/${path.slice(slash + 1)}`;
	};
}
function wantedOf(files, realPath) {
	const paths = new Set(files.map(({ path }) => realPath(path)));
	const names = new Set(files.map(({ path }) => nameOf(path)));
	return (listed) => {
		if (!names.has(nameOf(listed))) return void 0;
		const path = realPath(listed.replace(/^\/+/, ""));
		return paths.has(path) ? path : void 0;
	};
}
function sourceOf(database, view, files, wanted) {
	const owners = new Set(files.filter(({ owner }) => owner.by === database.by).map(({ owner }) => owner));
	const own = [...owners].flatMap((owner) => database.filesOf(owner));
	const places = new Map();
	for (const path of owners.size === 0 ? [] : [...own, ...database.common]) {
		const entry = view.entry(path);
		if (entry !== void 0) places.set(path, entry.layer);
	}
	const { algorithms } = database;
	return {
		algorithms,
		places,
		analyzer: database.analyzer(new Set(places.keys()), wanted)
	};
}
function append(byPath, digest) {
	const known = byPath.get(digest.path);
	if (known === void 0) byPath.set(digest.path, [digest]);
	else known.push(digest);
}
function nameOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
// src/detectors/file-digests.ts
const ELF_MAGIC = "ELF";
function fileDigests(paths, algorithms) {
	return {
		id: "file-digests",
		version: 1,
		maxBytes: Number.POSITIVE_INFINITY,
		wants: ({ path }) => paths.has(path),
		open() {
			const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)]);
			let start = "";
			return {
				write(piece) {
					if (start.length < 4) start += piece.toString("latin1", 0, 4);
					for (const [, hash] of hashes) hash.update(piece);
					return true;
				},
				end() {
					const digests = hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")]);
					return {
						...Object.fromEntries(digests),
						isProgram: start.startsWith(ELF_MAGIC)
					};
				}
			};
		}
	};
}
export { readLog as a, withoutOwnedPrograms as c, lines as d, readDatabase as i, followLinks as l, listedDigests as n, owners as o, withFile as r, withOwners as s, fileDigests as t, fileNames as u };

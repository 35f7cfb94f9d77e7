import { i as messageOf, n as OverLimit, r as Unreadable, t as DrydockError } from "./errors.js";
import { i as textField, n as numberField, r as parseHeader, t as decodeName } from "./tar-header.js";
import { n as normalisePath, t as MAX_PATH_BYTES } from "./path.js";
import { join } from "node:path";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
// src/temporary.ts
const ABANDONED_AFTER = 864e5;
const open$1 = new Set();
const swept = new Set();
async function temporaryFolder(cacheDir, purpose) {
	const parent = join(cacheDir, "tmp");
	try {
		mkdirSync(parent, {
			recursive: true,
			mode: 448
		});
		sweep(parent);
		const path = await mkdtemp(join(parent, `${purpose}-`));
		if (open$1.size === 0) process.once("exit", removeAll);
		open$1.add(path);
		return {
			path,
			remove: () => remove(path)
		};
	} catch (error) {
		throw new DrydockError("DISK", `No temporary folder could be made in ${parent}: ${messageOf(error)}`, {
			hint: "Choose another folder with --cache-dir.",
			cause: error
		});
	}
}
async function remove(path) {
	await rm(path, {
		recursive: true,
		force: true
	});
	open$1.delete(path);
	if (open$1.size === 0) process.removeListener("exit", removeAll);
}
function removeAll() {
	for (const path of open$1) rmSync(path, {
		recursive: true,
		force: true
	});
}
function sweep(parent) {
	if (swept.has(parent)) return;
	swept.add(parent);
	for (const name of readdirSync(parent)) {
		const path = join(parent, name);
		if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > ABANDONED_AFTER) rmSync(path, {
			recursive: true,
			force: true
		});
	}
}
// src/image/capabilities.ts
const NAMES = [
	"chown",
	"dac_override",
	"dac_read_search",
	"fowner",
	"fsetid",
	"kill",
	"setgid",
	"setuid",
	"setpcap",
	"linux_immutable",
	"net_bind_service",
	"net_broadcast",
	"net_admin",
	"net_raw",
	"ipc_lock",
	"ipc_owner",
	"sys_module",
	"sys_rawio",
	"sys_chroot",
	"sys_ptrace",
	"sys_pacct",
	"sys_admin",
	"sys_boot",
	"sys_nice",
	"sys_resource",
	"sys_time",
	"sys_tty_config",
	"mknod",
	"lease",
	"audit_write",
	"audit_control",
	"setfcap",
	"mac_override",
	"mac_admin",
	"syslog",
	"wake_alarm",
	"block_suspend",
	"audit_read",
	"perfmon",
	"bpf",
	"checkpoint_restore"
];
const LENGTHS = new Map([
	[1, 12],
	[2, 20],
	[3, 24]
]);
function parseCapabilities(attribute) {
	const revision = attribute[3] ?? 0;
	if (LENGTHS.get(revision) !== attribute.length) return void 0;
	const names = (revision === 1 ? [4] : [4, 12]).flatMap((at, word) => {
		const permitted = attribute.readUInt32LE(at);
		return Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => permitted >>> bit & 1).map((bit) => NAMES[32 * word + bit] ?? `${32 * word + bit}`);
	});
	return names.length === 0 ? void 0 : names;
}
// src/image/tar-pax.ts
function parsePax(body) {
	const changes = {};
	let position = 0;
	while (position < body.length && body[position] !== 0) {
		const space = body.indexOf(32, position);
		const length = space < 0 ? NaN : decimal(body.toString("latin1", position, Math.min(space, position + 20)));
		const end = position + length;
		const equals = body.indexOf(61, space);
		if (!(end <= body.length) || equals < 0 || equals >= end || body[end - 1] !== 10) throw new Unreadable("an extended header (PAX) is malformed");
		apply(changes, body.toString("latin1", space + 1, equals), body.subarray(equals + 1, end - 1));
		position = end;
	}
	return changes;
}
function apply(changes, key, value) {
	if (key.startsWith("GNU.sparse.")) applySparse(changes, key.slice(11), value);
	else if (value.length === 0) return;
	else if (key === "path") changes.path = name(value);
	else if (key === "linkpath") changes.target = name(value);
	else if (key === "size" || key === "uid" || key === "gid") changes[key] = decimal(value.toString("latin1"));
	else if (key === "SCHILY.xattr.security.capability") changes.capabilities = parseCapabilities(value);
	else if (key === "LIBARCHIVE.xattr.security.capability") changes.capabilities ??= parseCapabilities(Buffer.from(value.toString("latin1"), "base64"));
}
function applySparse(changes, key, value) {
	changes.sparse ??= {
		mapInBody: false,
		segments: []
	};
	const { sparse } = changes;
	const text = value.toString("latin1");
	if (key === "major") sparse.mapInBody = text === "1";
	else if (key === "name") changes.path = name(value);
	else if (key === "size" || key === "realsize") sparse.size = decimal(text);
	else if (key === "map") sparse.segments = text === "" ? [] : pairs(text.split(",").map(decimal));
	else if (key === "offset") sparse.segments.push({
		offset: decimal(text),
		length: 0
	});
	else if (key === "numbytes") {
		const last = sparse.segments.pop();
		if (last === void 0) throw new Unreadable("a sparse file has a length before an offset");
		sparse.segments.push({
			...last,
			length: decimal(text)
		});
	}
}
function pairs(numbers) {
	const segments = [];
	for (let index = 0; index + 1 < numbers.length; index += 2) segments.push({
		offset: numbers[index],
		length: numbers[index + 1]
	});
	return segments;
}
function name(value) {
	if (value.includes(0)) throw new Unreadable("an extended header (PAX) has a name with a NUL in it");
	return decodeName(value);
}
function decimal(text) {
	const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
	if (!Number.isSafeInteger(value)) throw new Unreadable("an extended header (PAX) has a number that is none");
	return value;
}
// src/image/tar-sparse.ts
const MAX_SEGMENTS = 4e4;
function parseOldSegments(block, at, count) {
	const segments = [];
	for (let index = 0; index < count; index++) {
		const start = at + index * 24;
		if (block[start] === 0 || block[start + 12] === 0) break;
		segments.push({
			offset: numberField(block, start, 12),
			length: numberField(block, start + 12, 12)
		});
	}
	return segments;
}
function fillHoles(sink, map) {
	let state;
	let head = Buffer.alloc(0);
	let failed = false;
	const guarded = (work) => {
		if (failed) return;
		try {
			work();
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			failed = true;
			sink.abandon(error);
		}
	};
	guarded(() => {
		if (map.segments !== void 0) state = new Filler(sink, map.size, map.segments);
	});
	return {
		write: (piece) => guarded(() => {
			if (state !== void 0) return state.write(piece);
			head = Buffer.concat([head, piece]);
			const parsed = parseMap(head);
			if (parsed === void 0) return;
			state = new Filler(sink, map.size, parsed.segments);
			state.write(head.subarray(parsed.length));
		}),
		end: () => guarded(() => {
			if (state === void 0) throw new Unreadable("the map of a sparse file is cut off");
			state.end();
		}),
		abandon: (error) => sink.abandon(error)
	};
}
function parseMap(head) {
	const numbers = [];
	let position = 0;
	for (let wanted = 1; numbers.length < wanted;) {
		const end = head.indexOf(10, position);
		if (end - position > 16 || end < 0 && head.length - position > 16) throw new Unreadable("the map of a sparse file is malformed");
		if (end < 0) return void 0;
		const line = head.toString("latin1", position, end);
		if (!/^\d+$/.test(line)) throw new Unreadable("the map of a sparse file is malformed");
		numbers.push(Number(line));
		if (numbers.length === 1) wanted += 2 * Number(line);
		if (wanted > 2 * MAX_SEGMENTS) throw new Unreadable(`a sparse file has more than ${MAX_SEGMENTS} pieces`);
		position = end + 1;
	}
	const length = Math.ceil(position / 512) * 512;
	if (head.length < length) return void 0;
	const segments = [];
	for (let index = 1; index < numbers.length; index += 2) segments.push({
		offset: numbers[index],
		length: numbers[index + 1]
	});
	return {
		segments,
		length
	};
}
const ZEROS = Buffer.alloc(65536);
var Filler = class {
	#sink;
	#size;
	#segments;
	#index = 0;
	#done = 0;
	#position = 0;
	constructor(sink, size, segments) {
		this.#sink = sink;
		this.#size = size;
		this.#segments = segments;
		if (segments.length > MAX_SEGMENTS) throw new Unreadable(`a sparse file has more than ${MAX_SEGMENTS} pieces`);
		let end = 0;
		for (const segment of segments) {
			if (segment.offset < end) throw new Unreadable("the pieces of a sparse file overlap");
			end = segment.offset + segment.length;
		}
		if (end > size) throw new Unreadable("a piece of a sparse file lies behind its end");
	}
	write(piece) {
		let rest = piece;
		while (rest.length > 0) {
			const segment = this.#segments[this.#index];
			if (segment === void 0) throw new Unreadable("a sparse file has more content than its map tells");
			this.#zerosTo(segment.offset);
			const part = rest.subarray(0, segment.length - this.#done);
			if (part.length > 0) this.#sink.write(part);
			this.#position += part.length;
			this.#done += part.length;
			rest = rest.subarray(part.length);
			if (this.#done < segment.length) return;
			this.#index++;
			this.#done = 0;
		}
	}
	end() {
		if (this.#segments.slice(this.#index).some((segment) => segment.length > this.#done)) throw new Unreadable("a sparse file has less content than its map tells");
		this.#zerosTo(this.#size);
		this.#sink.end();
	}
	#zerosTo(offset) {
		while (this.#position < offset) {
			const part = ZEROS.subarray(0, offset - this.#position);
			this.#sink.write(part);
			this.#position += part.length;
		}
	}
};
// src/image/tar-member.ts
const MAX_EXTENSION_BYTES = 1048576;
const ZERO_BLOCK = Buffer.alloc(512);
var TarAssembler = class {
	#pax;
	#longName;
	#longTarget;
	#extension;
	#trouble;
	#zeroBlock = false;
	#oldSparse;
	block(block) {
		if (this.#oldSparse !== void 0) return this.#moreSparse(block);
		if (block[0] === 0 && block.equals(ZERO_BLOCK)) {
			if (this.#zeroBlock) return { kind: "end" };
			this.#zeroBlock = true;
			return { kind: "more" };
		}
		if (this.#zeroBlock) throw new Unreadable("one block of zeros stands in the middle of the tar");
		const header = parseHeader(block);
		switch (header.letter) {
			case "x":
			case "L":
			case "K": return this.#startExtension(header.letter, header.size);
			case "g": return {
				kind: "skip",
				stored: natural(header.size)
			};
			case "S":
				this.#oldSparse = {
					header,
					size: natural(numberField(block, 483, 12)),
					segments: parseOldSegments(block, 386, 4)
				};
				return block[482] === 0 ? this.#endSparse() : { kind: "more" };
			default: return this.#finish(header);
		}
	}
	extension(body) {
		if (this.#extension === "x") this.#pax = parsePax(body);
		else if (this.#extension === "L") this.#longName = textField(body, 0, body.length);
		else this.#longTarget = textField(body, 0, body.length);
	}
	#startExtension(letter, size) {
		this.#extension = letter;
		if (natural(size) <= MAX_EXTENSION_BYTES) return {
			kind: "extension",
			size
		};
		this.#trouble = new OverLimit(`its extended header is over ${MAX_EXTENSION_BYTES} bytes`);
		return {
			kind: "skip",
			stored: size
		};
	}
	#moreSparse(block) {
		if (this.#oldSparse.segments.length < 1e5) this.#oldSparse.segments.push(...parseOldSegments(block, 0, 21));
		return block[504] === 0 ? this.#endSparse() : { kind: "more" };
	}
	#endSparse() {
		const { header, size, segments } = this.#oldSparse;
		this.#oldSparse = void 0;
		return this.#finish(header, {
			size,
			segments
		});
	}
	#finish(header, oldSparse) {
		const pax = this.#pax;
		const name = this.#longName ?? pax?.path ?? header.name;
		const target = this.#longTarget ?? pax?.target ?? header.target;
		let trouble = this.#trouble;
		this.#pax = this.#longName = this.#longTarget = this.#trouble = void 0;
		const type = typeOf(header.letter, name);
		const path = normalisePath(name);
		const linked = type === "hardlink" ? normalisePath(target) : target;
		if (name.length > 4096 || target.length > 4096) trouble ??= new OverLimit(`its name or target is over ${MAX_PATH_BYTES} bytes`);
		if (path === void 0) trouble ??= new Unreadable("its path leads out of the image");
		if (linked === void 0) trouble ??= new Unreadable(`it is a link to ${target}, out of the image`);
		const stored = type === "file" || !"123456".includes(header.letter) ? natural(pax?.size ?? header.size) : 0;
		const sparse = oldSparse ?? (type === "file" ? paxSparse(pax, stored) : void 0);
		return {
			kind: "member",
			member: {
				path: trouble === void 0 ? path ?? name : shortened(path ?? name),
				type,
				size: type === "file" ? sparse?.size ?? stored : 0,
				mode: header.mode,
				uid: pax?.uid ?? header.uid,
				gid: pax?.gid ?? header.gid,
				...type === "symlink" || type === "hardlink" ? { target: linked ?? target } : void 0,
				...pax?.capabilities === void 0 ? void 0 : { capabilities: pax.capabilities },
				...type === "other" ? deviceOf(header) : void 0
			},
			stored,
			...sparse === void 0 ? void 0 : { sparse },
			...trouble === void 0 ? void 0 : { trouble }
		};
	}
};
function typeOf(letter, name) {
	switch (letter) {
		case "\0": return name.endsWith("/") ? "directory" : "file";
		case "0":
		case "7":
		case "S": return "file";
		case "1": return "hardlink";
		case "2": return "symlink";
		case "5": return "directory";
		default: return "other";
	}
}
function deviceOf({ letter, device }) {
	if (letter === "6") return { device: {
		kind: "fifo",
		major: 0,
		minor: 0
	} };
	if (device === void 0) return void 0;
	return { device: {
		kind: letter === "4" ? "block" : "char",
		...device
	} };
}
function paxSparse(pax, stored) {
	if (pax?.sparse === void 0) return void 0;
	const { size, mapInBody, segments } = pax.sparse;
	return {
		size: size ?? stored,
		segments: mapInBody ? void 0 : segments
	};
}
function shortened(name) {
	return name.length > 255 ? `${name.slice(0, 255)}…` : name;
}
function natural(size) {
	if (size < 0) throw new Unreadable("a header holds a negative size");
	return size;
}
// src/image/tar.ts
var TarWalker = class {
	#visitor;
	#assembler = new TarAssembler();
	#state = "header";
	#collected = Buffer.alloc(0);
	#missing = 0;
	#extensionSize = 0;
	#sink;
	#path = "";
	#bodyLeft = 0;
	#paddingLeft = 0;
	#before = 0;
	constructor(visitor) {
		this.#visitor = visitor;
	}
	push(chunk) {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		let position = 0;
		while (position < bytes.length && this.#state !== "ended") if (this.#state === "body") position = this.#body(bytes, position);
		else if (this.#paddingLeft > 0) position = this.#padding(bytes, position);
		else position = this.#meta(bytes, position);
		this.#before += bytes.length;
	}
	end() {
		if (this.#state === "body") {
			const cut = new Unreadable(`the tar is cut off inside ${this.#path}`);
			this.#sink?.abandon(cut);
			throw cut;
		}
		if (this.#state === "extension" || this.#missing > 0) throw new Unreadable("the tar is cut off inside a header");
	}
	#body(bytes, position) {
		const end = Math.min(position + this.#bodyLeft, bytes.length);
		this.#sink?.write(bytes.subarray(position, end));
		this.#bodyLeft -= end - position;
		if (this.#bodyLeft === 0) this.#endBody();
		return end;
	}
	#padding(bytes, position) {
		const end = Math.min(position + this.#paddingLeft, bytes.length);
		this.#paddingLeft -= end - position;
		return end;
	}
	#meta(bytes, position) {
		const size = this.#state === "header" ? 512 : this.#extensionSize + paddingOf(this.#extensionSize);
		if (this.#missing === 0 && bytes.length - position >= size) {
			this.#complete(bytes.subarray(position, position + size), position + size);
			return position + size;
		}
		if (this.#missing === 0) {
			this.#collected = Buffer.allocUnsafe(size);
			this.#missing = size;
		}
		const copied = bytes.copy(this.#collected, size - this.#missing, position, position + this.#missing);
		this.#missing -= copied;
		if (this.#missing === 0) this.#complete(this.#collected, position + copied);
		return position + copied;
	}
	#complete(part, end) {
		if (this.#state === "extension") {
			this.#state = "header";
			this.#assembler.extension(part.subarray(0, this.#extensionSize));
			return;
		}
		const step = this.#assembler.block(part);
		switch (step.kind) {
			case "more": return;
			case "end":
				this.#state = "ended";
				return;
			case "extension":
				this.#state = step.size > 0 ? "extension" : "header";
				this.#extensionSize = step.size;
				return;
			case "skip":
				this.#startBody(step.stored, void 0, "an extended header");
				return;
			case "member": this.#startBody(step.stored, this.#offer(step, this.#before + end), step.member.path);
		}
	}
	#offer({ member, sparse, trouble }, place) {
		if (trouble !== void 0) this.#visitor.trouble(member.path, trouble);
		if (trouble !== void 0 || member.path === "") return void 0;
		const sink = this.#visitor.member(member, sparse === void 0 ? place : void 0);
		return sink !== void 0 && sparse !== void 0 ? fillHoles(sink, sparse) : sink;
	}
	#startBody(stored, sink, path) {
		this.#sink = sink;
		this.#path = path;
		this.#bodyLeft = stored;
		this.#paddingLeft = paddingOf(stored);
		this.#state = "body";
		if (stored === 0) this.#endBody();
	}
	#endBody() {
		const sink = this.#sink;
		this.#sink = void 0;
		this.#state = "header";
		sink?.end();
	}
};
function paddingOf(size) {
	return (512 - size % 512) % 512;
}
export { temporaryFolder as i, paddingOf as n, TarAssembler as r, TarWalker as t };

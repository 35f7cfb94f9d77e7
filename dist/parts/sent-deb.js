import { i as messageOf, r as Unreadable } from "./errors.js";
import { i as textField, n as numberField, r as parseHeader } from "./tar-header.js";
import { n as normalisePath } from "./path.js";
import { a as readRange, o as decompress } from "./file-range.js";
import { t as WasmModule } from "./wasm.js";
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
// src/repair/archive/deb822.ts
var Stanza = class {
	fields;
	#byName;
	constructor(fields) {
		this.fields = fields;
		this.#byName = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
	}
	get(name) {
		return this.#byName.get(name.toLowerCase());
	}
	folded(name) {
		return (this.get(name) ?? "").replace(/\s*\n\s*/g, " ").trim();
	}
	text() {
		return this.fields.map(([name, value]) => value === "" || value.startsWith("\n") ? `${name}:${value}\n` : `${name}: ${value}\n`).join("");
	}
};
function parseStanza(text, comments = false) {
	const fields = [];
	for (const line of text.split("\n")) {
		if (line.trim() === "" || comments && line.startsWith("#")) continue;
		const last = fields.at(-1);
		if (/^[ \t]/.test(line)) {
			if (last === void 0) throw new RangeError(`the line "${line.slice(0, 80)}" belongs to no field`);
			last[1] += `\n${line}`;
			continue;
		}
		const colon = line.indexOf(":");
		const name = line.slice(0, Math.max(colon, 0)).trimEnd();
		if (!/^[!-9;-~]+$/.test(name)) throw new RangeError(`the line "${line.slice(0, 80)}" is no field`);
		fields.push([name, line.slice(colon + 1).trimStart()]);
	}
	return new Stanza(fields.map(([name, value]) => [name, value.trimEnd()]));
}
function parseStanzas(text, comments = false) {
	return text.replace(/\r\n/g, "\n").split(/\n(?:[ \t]*\n)+/).map((paragraph) => parseStanza(paragraph, comments)).filter(({ fields }) => fields.length > 0);
}
// src/repair/archive/tar.ts
const MAX_ENTRIES = 1e6;
const MAX_LONG_NAME = 65536;
const ZEROS = Buffer.alloc(512);
var PackedTar = class {
	entries = [];
	#collected = Buffer.alloc(0);
	#open;
	#long;
	#longParts = [];
	#name;
	#target;
	#bodyLeft = 0;
	#padding = 0;
	#offset = 0;
	#ended = false;
	push(chunk) {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		let at = 0;
		while (at < bytes.length && !this.#ended) if (this.#bodyLeft > 0) at += this.#body(bytes.subarray(at, at + this.#bodyLeft));
		else if (this.#padding > 0) at += this.#skip(Math.min(this.#padding, bytes.length - at));
		else at += this.#header(bytes.subarray(at));
	}
	end() {
		if (this.#bodyLeft > 0 || this.#collected.length > 0 || this.#long !== void 0) throw new Unreadable("its tar is cut off");
	}
	#skip(count) {
		this.#padding -= count;
		this.#offset += count;
		return count;
	}
	#body(piece) {
		if (this.#long !== void 0) this.#longParts.push(Buffer.from(piece));
		this.#open?.sha256.update(piece);
		this.#bodyLeft -= piece.length;
		this.#offset += piece.length;
		if (this.#bodyLeft === 0) this.#close();
		return piece.length;
	}
	#close() {
		if (this.#long !== void 0) {
			const text = Buffer.concat(this.#longParts);
			const value = utf8(textField(text, 0, text.length), text);
			if (this.#long === "L") this.#name = value;
			else this.#target = value;
			this.#long = void 0;
			this.#longParts = [];
			return;
		}
		if (this.#open === void 0) return;
		const { entry, sha256 } = this.#open;
		this.entries.push({
			...entry,
			sha256: sha256.digest("hex")
		});
		this.#open = void 0;
	}
	#header(bytes) {
		const missing = 512 - this.#collected.length;
		const piece = bytes.subarray(0, missing);
		const block = this.#collected.length === 0 ? piece : Buffer.concat([this.#collected, piece]);
		if (block.length < 512) {
			this.#collected = Buffer.from(block);
			return piece.length;
		}
		this.#collected = Buffer.alloc(0);
		this.#offset += 512;
		if (block.equals(ZEROS)) this.#ended = true;
		else this.#take(block);
		return piece.length;
	}
	#take(block) {
		const header = parseHeader(block);
		if (header.size < 0) throw new Unreadable("a header holds a negative size");
		if (header.letter === "L" || header.letter === "K") {
			if (header.size > MAX_LONG_NAME) throw new Unreadable("a name is too long");
			this.#long = header.letter;
			this.#startBody(header.size);
			return;
		}
		if (this.entries.length >= MAX_ENTRIES) throw new Unreadable(`it has more than ${MAX_ENTRIES} files`);
		const name = this.#name ?? utf8(header.name, block.subarray(0, 100), block.subarray(345, 500));
		const target = this.#target ?? utf8(header.target, block.subarray(157, 257));
		this.#name = this.#target = void 0;
		const type = typeOf(header.letter, name);
		const path = inside(name);
		const entry = {
			listed: listedName(path),
			path,
			type,
			size: type === "file" ? header.size : 0,
			mode: header.mode,
			uid: header.uid,
			gid: header.gid,
			userName: textField(block, 265, 32),
			groupName: textField(block, 297, 32),
			mtime: Math.max(0, numberField(block, 136, 12)),
			...type === "symlink" ? { target } : type === "hardlink" ? { target: inside(target) } : {},
			offset: this.#offset
		};
		if (type !== "file") {
			this.entries.push(entry);
			return;
		}
		this.#open = {
			entry,
			sha256: createHash("sha256")
		};
		this.#startBody(header.size);
	}
	#startBody(size) {
		this.#bodyLeft = size;
		this.#padding = (512 - size % 512) % 512;
		if (size === 0) this.#close();
	}
};
function typeOf(letter, name) {
	switch (letter) {
		case "\0":
		case "0":
		case "7": return letter === "\0" && name.endsWith("/") ? "directory" : "file";
		case "1": return "hardlink";
		case "2": return "symlink";
		case "5": return "directory";
		default: throw new Unreadable(`${name} is ${letter === "3" || letter === "4" ? "a device node" : `of type "${letter}"`}`);
	}
}
function inside(name) {
	const path = name.split("/").includes("..") ? void 0 : normalisePath(name);
	if (path === void 0) throw new Unreadable(`${name} leads out of the image`);
	if (path.length > 4096 || path.includes("\n")) throw new Unreadable("a name is too long, or has more than one line");
	return path;
}
function listedName(path) {
	return path === "" ? "/." : `/${path}`;
}
function endOf(bytes) {
	const zero = bytes.indexOf(0);
	return zero < 0 ? bytes.length : zero;
}
function utf8(text, ...raw) {
	if (raw.every((bytes) => isUtf8(bytes.subarray(0, endOf(bytes))))) return text;
	throw new Unreadable("a name is not UTF-8");
}
// src/repair/archive/xz/memory-map.ts
const CHECK_TABLE = 32768;
const HEADER_TABLE = 49152;
const CRC_TABLE_BYTES = 16384;
const INPUT = 65536;
const INPUT_BYTES = 65536;
const WINDOW = 135168;
const PAGE = 65536;
// src/repair/archive/xz/crc.ts
const CRC32 = 3988292384n;
const CRC64 = 14514072000185962306n;
const known = new Map();
function crcTables(polynomial) {
	const tables = known.get(polynomial) ?? madeTables(polynomial);
	known.set(polynomial, tables);
	return tables;
}
function madeTables(polynomial) {
	const numbers = [];
	for (let byte = 0n; byte < 256n; byte++) {
		let sum = byte;
		for (let bit = 0; bit < 8; bit++) sum = (sum & 1n) === 0n ? sum >> 1n : sum >> 1n ^ polynomial;
		numbers.push(sum);
	}
	for (let index = 256; index < CRC_TABLE_BYTES / 8; index++) {
		const before = numbers[index - 256];
		numbers.push(before >> 8n ^ numbers[Number(before & 255n)]);
	}
	const tables = new DataView(new ArrayBuffer(CRC_TABLE_BYTES));
	for (const [index, number] of numbers.entries()) tables.setBigUint64(8 * index, number, true);
	return new Uint8Array(tables.buffer);
}
// src/repair/archive/xz/check.ts
function checkOf(id, decoder) {
	switch (id) {
		case 0: return {
			bytes: 0,
			start: () => ({
				update: () => void 0,
				digest: () => new Uint8Array(0)
			})
		};
		case 1: return sum(decoder, CRC32, 4);
		case 4: return sum(decoder, CRC64, 8);
		case 10: return {
			bytes: 32,
			start: () => sha256()
		};
		default: throw new RangeError(`it is checked in a way that nobody knows (${id})`);
	}
}
function sha256() {
	const hash = createHash("sha256");
	return {
		update: (chunk) => void hash.update(chunk),
		digest: () => hash.digest()
	};
}
function sum(decoder, polynomial, bytes) {
	decoder.polynomial = polynomial;
	const ones = BigInt.asUintN(8 * bytes, -1n);
	return {
		bytes,
		start: () => {
			let state = ones;
			return {
				update: (chunk) => {
					state = decoder.checkSum(chunk, state);
				},
				digest: () => {
					const written = Buffer.alloc(8);
					written.writeBigUInt64LE((state ^ ones) & ones);
					return written.subarray(0, bytes);
				}
			};
		}
	};
}
// src/repair/archive/xz/input.ts
var Input = class {
	#chunks;
	#rest = new Uint8Array(0);
	position = 0;
	constructor(chunks) {
		this.#chunks = chunks[Symbol.asyncIterator]();
	}
	async take(length) {
		const taken = this.#rest.length < length ? await this.#gathered(length) : this.#rest;
		this.#rest = taken.subarray(length);
		this.position += length;
		return taken.subarray(0, length);
	}
	async byte() {
		return (await this.take(1))[0];
	}
	async peek() {
		await this.#isAtEnd();
		return this.#rest[0];
	}
	async close() {
		await this.#chunks.return?.();
	}
	async #isAtEnd() {
		while (this.#rest.length === 0) {
			const next = await this.#chunks.next();
			if (next.done === true) return true;
			this.#rest = next.value;
		}
		return false;
	}
	async #gathered(length) {
		if (this.#rest.length === 0 && !await this.#isAtEnd() && this.#rest.length >= length) return this.#rest;
		const parts = [Uint8Array.from(this.#rest)];
		let size = this.#rest.length;
		while (size < length) {
			const next = await this.#chunks.next();
			if (next.done === true) throw new RangeError("it is cut off");
			size += next.value.length;
			parts.push(size < length ? Uint8Array.from(next.value) : next.value);
		}
		return Buffer.concat(parts, size);
	}
};
// src/repair/archive/xz/lzma2.ts
const MODULE = new WasmModule("AGFzbQEAAAABFwNgA39/fwBgBH9/f38Bf2AEf39/fgF+AwQDAAECBQMBAAMGKQh/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALByEEBm1lbW9yeQIABXJlc2V0AAAGZGVjb2RlAAEDY3JjAAIK3kUDVQEBfyAAJAVBASABdEEBayQGQQEgAnRBAWskB0EAJABBACQBQQAkAkEAJANBACQEQYAIIQMDQCADQoCIgKCAgIGABDcDACADQQhqIgNBiOUBSQ0ACwuAQwEXfyMAIQQjASEFIwIhBiMDIQcjBCEIQYCABC0AAARAQQAPC0F/IQlBgYAELQAAQRh0QYKABC0AAEEQdHJBg4AELQAAQQh0QYSABC0AAHJyIQpBhYAEIQsCQANAIAEgAk8NASALIABLBEBBAA8LIAEjB3EhEgJAIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgBEEEdCASckEBdCEMIAwvAYAIIQ0gCUELdiANbCEOIAogDkkEQCAOIQkgDCANQYAQIA1rQQV2ajsBgAhBgAwgASMGcSMFdCABQQFrLQAAQQgjBWt2amwhESAEQQdJBEBBASEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYglIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIJSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCUhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYglIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIJSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiCUgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYglIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIJSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCUhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYglIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIJSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiCUgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYglIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIJSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCUhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYglIBBBAXRBAWogD2ohEAUgASAFa0EBay0AAEEBdCEXQQEhEEGAAiEYA0AgFyAYcSEWIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAYIBZqIBBqQQF0aiEMIAwvAYglIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIJSAQQQF0QQFqIA9qIRAgF0EBdCEXIBggFiAPc3EhGCAQQYACSQ0ACwsgASAQOgAAIAFBAWohAUEAIARBA0EGIARBCkkbayAEQQRJGyEEDAIFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwGACCAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIARBAXQhDCAMLwGACyENIAlBC3YgDWwhDiAKIA5JBEAgDiEJIAwgDUGAECANa0EFdmo7AYALIAchCCAGIQcgBSEGQQdBCiAEQQdJGyEEIBJBBHQhESAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLQQAhDCAMLwGAFSENIAlBC3YgDWwhDiAKIA5JBEAgDiEJIAwgDUGAECANa0EFdmo7AYAVQQEhECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGEFSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBhBUgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYQVIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGEFSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BhBUhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYQVIBBBAXRBAWogD2ohECAQQQZrIRMFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwGAFSAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLQQAhDCAMLwGCFSENIAlBC3YgDWwhDiAKIA5JBEAgDiEJIAwgDUGAECANa0EFdmo7AYIVQQEhECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGEFyENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBhBcgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYQXIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGEFyAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BhBchDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYQXIBBBAXRBAWogD2ohECAQQQJqIRMFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwGCFUEAIRFBASEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYQZIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGEGSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BhBkhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYQZIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGEGSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBhBkgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYQZIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGEGSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BhBkhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYQZIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGEGSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBhBkgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYQZIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGEGSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BhBkhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYQZIBBBAXRBAWogD2ohECAQQe4BayETCwsgE0ECa0EDIBNBBkkbQQd0IRFBASEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAeAOIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwHgDiAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8B4A4hDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AeAOIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwHgDiENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsB4A4gEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAeAOIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwHgDiAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8B4A4hDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AeAOIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwHgDiENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsB4A4gEEEBdEEBaiAPaiEQIBBBwABrIRQgFCEFIBRBBE8EQCAUQQF2QQFrIRVBAiAUQQFxciAVdCEFIBRBDkkEQCAFIBRrQQF0IRFBASEQQQAhFgNAIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAeASIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwHgEiAQQQF0QQFqIA9qIRAgBUEBIA9qIBZ0aiEFIBZBAWohFiAWIBVJDQALBSAVQQRrIRVBACEQA0AgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyAJQQF2IQkgCiAJayEKIApBH3UhDyAKIAkgD3FqIQogEEEBdEEBaiAPaiEQIBVBAWsiFQ0ACyAFIBBBBHRqIQVBACERQQQhFUEBIRBBACEWA0AgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8B4BQhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AeAUIBBBAXRBAWogD2ohECAFQQEgD2ogFnRqIQUgFkEBaiEWIBYgFUkNAAsLCwUgCSAOayEJIAogDmshCiAMIA0gDUEFdms7AYALIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgBEEBdCEMIAwvAZgLIQ0gCUELdiANbCEOIAogDkkEQCAOIQkgDCANQYAQIA1rQQV2ajsBmAsgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyAEQQR0IBJyQQF0IQwgDC8B4AshDSAJQQt2IA1sIQ4gCiAOSQRAIA4hCSAMIA1BgBAgDWtBBXZqOwHgC0EJQQsgBEEHSRshBEEBIRMMBAUgCSAOayEJIAogDmshCiAMIA0gDUEFdms7AeALCwUgCSAOayEJIAogDmshCiAMIA0gDUEFdms7AZgLIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgBEEBdCEMIAwvAbALIQ0gCUELdiANbCEOIAogDkkEQCAOIQkgDCANQYAQIA1rQQV2ajsBsAsgBiEQBSAJIA5rIQkgCiAOayEKIAwgDSANQQV2azsBsAsgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyAEQQF0IQwgDC8ByAshDSAJQQt2IA1sIQ4gCiAOSQRAIA4hCSAMIA1BgBAgDWtBBXZqOwHICyAHIRAFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwHICyAIIRAgByEICyAGIQcLIAUhBiAQIQULQQhBCyAEQQdJGyEEIBJBBHQhESAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLQQAhDCAMLwGEHSENIAlBC3YgDWwhDiAKIA5JBEAgDiEJIAwgDUGAECANa0EFdmo7AYQdQQEhECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIHSENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiB0gEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYgdIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIHSAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiB0hDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYgdIBBBAXRBAWogD2ohECAQQQZrIRMFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwGEHSAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLQQAhDCAMLwGGHSENIAlBC3YgDWwhDiAKIA5JBEAgDiEJIAwgDUGAECANa0EFdmo7AYYdQQEhECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIHyENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiB8gEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYgfIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIHyAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiB8hDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYgfIBBBAXRBAWogD2ohECAQQQJqIRMFIAkgDmshCSAKIA5rIQogDCANIA1BBXZrOwGGHUEAIRFBASEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYghIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIISAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCEhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYghIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIISENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiCEgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYghIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIISAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCEhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYghIBBBAXRBAWogD2ohECAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIBEgEEEBdGohDCAMLwGIISENIAlBC3YgDWwhDkEAIAogDklrIQ8gCSAOayEJIAkgDyAOIAlrcWohCSAKIA9Bf3MgDnFrIQogDCANIA0gD0HhD3FrQQV1azsBiCEgEEEBdEEBaiAPaiEQIAlBgICACEkEQCAJQQh0IQkgCkEIdCALLQAAciEKIAtBAWohCwsgESAQQQF0aiEMIAwvAYghIQ0gCUELdiANbCEOQQAgCiAOSWshDyAJIA5rIQkgCSAPIA4gCWtxaiEJIAogD0F/cyAOcWshCiAMIA0gDSAPQeEPcWtBBXVrOwGIISAQQQF0QQFqIA9qIRAgCUGAgIAISQRAIAlBCHQhCSAKQQh0IAstAAByIQogC0EBaiELCyARIBBBAXRqIQwgDC8BiCEhDSAJQQt2IA1sIQ5BACAKIA5JayEPIAkgDmshCSAJIA8gDiAJa3FqIQkgCiAPQX9zIA5xayEKIAwgDSANIA9B4Q9xa0EFdWs7AYghIBBBAXRBAWogD2ohECAQQe4BayETCwsLCwsgBSABQYCgCGtPIAUgA09yBEBBAA8LIAEgE2ohGiAaIAJLBEBBAA8LIAEgBWtBAWshGSAFQQdPBEADQCABIBkpAAA3AAAgGUEIaiEZIAFBCGoiASAaSQ0ACwUDQCABIBktAAA6AAAgGUEBaiEZIAFBAWoiASAaSQ0ACwsgGiEBDAALCyAJQYCAgAhJBEAgCUEIdCEJIApBCHQgCy0AAHIhCiALQQFqIQsLIAQkACAFJAEgBiQCIAckAyAIJAQgCyAARiAKRXELgwIAAkADQCACIAFrQQhJDQEgAyABKQAAhSEDIAAgA0IAiKdB/wFxQQN0aikDgHAgACADQgiIp0H/AXFBA3RqKQOAYIUgACADQhCIp0H/AXFBA3RqKQOAUIUgACADQhiIp0H/AXFBA3RqKQOAQIUgACADQiCIp0H/AXFBA3RqKQOAMIUgACADQiiIp0H/AXFBA3RqKQOAIIUgACADQjCIp0H/AXFBA3RqKQOAEIUgACADQjiIp0H/AXFBA3RqKQMAhSEDIAFBCGohAQwACwsCQANAIAEgAk8NASAAIAOnIAEtAABzQf8BcUEDdGopAwAgA0IIiIUhAyABQQFqIQEMAAsLIAML");
const MAX_DICTIONARY = 67108864;
const MAX_CHUNK = 2097152;
const STEP$1 = 16;
const idle = [];
const MAX_IDLE = 16777216;
const END = 0;
const STORED_AND_FORGET = 1;
const STORED = 2;
const LZMA = 128;
const LZMA_AND_RESET = 160;
const LZMA_WITH_PROPERTIES = 192;
const LZMA_AND_FORGET = 224;
var Lzma2 = class Lzma2 {
	#exports = MODULE.instance();
	#bytes = new Uint8Array(this.#exports.memory.buffer);
	#dictionary = 0;
	#windowEnd = WINDOW;
	#out = WINDOW;
	#properties;
	#mustForget = true;
	constructor() {
		this.#bytes.set(crcTables(CRC32), HEADER_TABLE);
	}
	static lent() {
		return idle.pop() ?? new Lzma2();
	}
	giveBack() {
		if (this.#bytes.length <= MAX_IDLE) idle.push(this);
	}
	begin(dictionary) {
		const size = dictionarySize(dictionary);
		if (size > MAX_DICTIONARY) throw new RangeError(`it asks for a dictionary of ${size} bytes`);
		this.#dictionary = size;
		this.#windowEnd = WINDOW + size + Math.max(size / 2, MAX_CHUNK) + STEP$1;
		const missing = Math.ceil((this.#windowEnd + STEP$1 - this.#bytes.length) / PAGE);
		if (missing > 0) {
			this.#exports.memory.grow(missing);
			this.#bytes = new Uint8Array(this.#exports.memory.buffer);
		}
		this.#mustForget = true;
	}
	async next(input) {
		const control = await input.byte();
		if (control === END) return void 0;
		if (control === STORED_AND_FORGET || control >= LZMA_AND_FORGET) this.#forget();
		else if (this.#mustForget || control > STORED && control < LZMA) throw damaged$1();
		return control < LZMA ? this.#stored(input) : this.#packed(input, control);
	}
	sum(bytes) {
		let sum = 4294967295n;
		for (let at = 0; at < bytes.length; at += INPUT_BYTES) {
			const piece = bytes.subarray(at, at + INPUT_BYTES);
			this.#bytes.set(piece, INPUT);
			sum = this.#exports.crc(HEADER_TABLE, INPUT, INPUT + piece.length, sum);
		}
		const written = Buffer.alloc(4);
		written.writeUInt32LE(Number(sum ^ 4294967295n));
		return written;
	}
	checkSum(chunk, sum) {
		return this.#exports.crc(CHECK_TABLE, chunk.byteOffset, chunk.byteOffset + chunk.length, sum);
	}
	set polynomial(polynomial) {
		this.#bytes.set(crcTables(polynomial), CHECK_TABLE);
	}
	#forget() {
		this.#out = WINDOW;
		this.#mustForget = false;
		this.#properties = void 0;
	}
	async #stored(input) {
		const [high = 0, low = 0] = await input.take(2);
		const size = 256 * high + low + 1;
		const bytes = await input.take(size);
		const place = this.#place(size);
		this.#bytes.set(bytes, place);
		return this.#bytes.subarray(place, place + size);
	}
	async #packed(input, control) {
		const [high = 0, low = 0, packedHigh = 0, packedLow = 0] = await input.take(4);
		const size = 65536 * (control & 31) + 256 * high + low + 1;
		const packed = 256 * packedHigh + packedLow + 1;
		if (control >= LZMA_WITH_PROPERTIES) this.#properties = propertiesOf(await input.byte());
		if (this.#properties === void 0) throw damaged$1();
		if (control >= LZMA_AND_RESET) this.#exports.reset(...this.#properties);
		this.#bytes.set(await input.take(packed), INPUT);
		const place = this.#place(size);
		if (this.#exports.decode(65536 + packed, place, place + size, this.#dictionary) === 0) throw damaged$1();
		return this.#bytes.subarray(place, place + size);
	}
	#place(size) {
		if (this.#out + size > this.#windowEnd) {
			const kept = Math.floor((this.#out - this.#dictionary) / STEP$1) * STEP$1;
			this.#bytes.copyWithin(WINDOW, kept, this.#out);
			this.#out -= kept - WINDOW;
		}
		const place = this.#out;
		this.#out += size;
		return place;
	}
};
function dictionarySize(bits) {
	if (bits > 40) throw damaged$1();
	return bits === 40 ? 2 ** 32 - 1 : (2 | bits & 1) * 2 ** ((bits >> 1) + 11);
}
function propertiesOf(byte) {
	const properties = [
		byte % 9,
		Math.floor(byte / 9) % 5,
		Math.floor(byte / 45)
	];
	const [context, literalPosition, position] = properties;
	if (position > 4 || context + literalPosition > 4) throw damaged$1();
	return properties;
}
function damaged$1() {
	return new RangeError("its data is damaged");
}
// src/repair/archive/xz/container.ts
const MAGIC = Buffer.from([
	253,
	55,
	122,
	88,
	90,
	0
]);
const END_MAGIC = Buffer.from("YZ", "latin1");
const LZMA2_FILTER = 33;
const STEP = 4;
async function* unxz(chunks) {
	const input = new Input(chunks);
	const decoder = Lzma2.lent();
	try {
		do
			yield* stream(input, decoder);
		while (await another(input));
	} finally {
		decoder.giveBack();
		await input.close();
	}
}
async function* stream(input, decoder) {
	const header = Buffer.from(await input.take(12));
	const flags = header.subarray(6, 8);
	if (!header.subarray(0, 6).equals(MAGIC)) throw new RangeError("there is other data behind its end");
	if (!decoder.sum(flags).equals(header.subarray(8)) || flags[0] !== 0) throw damaged();
	const check = checkOf(flags[1], decoder);
	const blocks = [];
	for (let size = await input.byte(); size !== 0; size = await input.byte()) blocks.push(yield* block(size, check, input, decoder));
	await end(blocks, flags, input, decoder);
}
async function* block(size, check, input, decoder) {
	const start = input.position - 1;
	const header = Buffer.concat([Buffer.of(size), await input.take(STEP * (size + 1) - 1)]);
	const fields = header.subarray(0, -4);
	if (!decoder.sum(fields).equals(header.subarray(-4))) throw damaged();
	const { dictionary, packed, unpacked } = blockHeader(fields);
	decoder.begin(dictionary);
	const checking = check.start();
	const dataStart = input.position;
	let length = 0;
	for (let chunk = await decoder.next(input); chunk !== void 0; chunk = await decoder.next(input)) {
		checking.update(chunk);
		length += chunk.length;
		yield chunk;
	}
	const dataLength = input.position - dataStart;
	if ((packed ?? dataLength) !== dataLength || (unpacked ?? length) !== length) throw damaged();
	await skipZeros(missingTo(dataLength), input);
	if (!Buffer.from(await input.take(check.bytes)).equals(checking.digest())) throw damaged();
	return [dataStart - start + dataLength + check.bytes, length];
}
function blockHeader(fields) {
	const flags = fields[1];
	if ((flags & 60) !== 0) throw damaged();
	let at = 2;
	const number = () => {
		const [value, next] = numberAt(fields, at);
		at = next;
		return value;
	};
	const packed = (flags & 64) === 0 ? void 0 : number();
	const unpacked = (flags & 128) === 0 ? void 0 : number();
	if ((flags & 3) !== 0 || number() !== LZMA2_FILTER) throw new RangeError("it has gone through a filter that is not read");
	const properties = number();
	const dictionary = fields[at++];
	if (properties !== 1 || dictionary === void 0 || fields.subarray(at).some((byte) => byte !== 0)) throw damaged();
	return {
		dictionary,
		packed,
		unpacked
	};
}
async function end(blocks, flags, input, decoder) {
	const bare = [0, ...[blocks.length, ...blocks.flat()].flatMap((number) => bytesOf(number))];
	const index = Buffer.from([...bare, ...new Array(missingTo(bare.length)).fill(0)]);
	const size = Buffer.alloc(4);
	size.writeUInt32LE(index.length / STEP);
	const footer = Buffer.concat([size, flags]);
	const expected = [
		index,
		decoder.sum(index),
		decoder.sum(footer),
		footer,
		END_MAGIC
	];
	const rest = Buffer.concat(expected).subarray(1);
	if (!rest.equals(await input.take(rest.length))) throw damaged();
}
async function another(input) {
	while (await input.peek() === 0) await skipZeros(STEP, input);
	return await input.peek() !== void 0;
}
async function skipZeros(count, input) {
	if ((await input.take(count)).some((byte) => byte !== 0)) throw damaged();
}
function missingTo(length) {
	return (STEP - length % STEP) % STEP;
}
function numberAt(bytes, start) {
	let value = 0;
	for (let at = start; at < Math.min(bytes.length, start + 9); at++) {
		const byte = bytes[at];
		value += (byte & 127) * 2 ** (7 * (at - start));
		if (byte === 0 && at > start) break;
		if (byte < 128) return [value, at + 1];
	}
	throw damaged();
}
function bytesOf(number) {
	const bytes = [];
	for (let rest = number;; rest = Math.floor(rest / 128)) {
		if (rest < 128) return [...bytes, rest];
		bytes.push(rest % 128 | 128);
	}
}
function damaged() {
	return new RangeError("it is damaged");
}
// src/repair/archive/unpack.ts
const MAX_UNPACKED = 8 * 1024 ** 3;
async function* unpack(chunks, what) {
	const source = chunks[Symbol.asyncIterator]();
	const first = await source.next();
	const head = first.done === true ? new Uint8Array(0) : first.value;
	const rest = rejoined(head, source);
	const isXz = Buffer.from(head.subarray(0, 6)).toString("hex") === "fd377a585a00";
	let size = 0;
	try {
		for await (const chunk of isXz ? unxz(rest) : decompress(rest, what)) {
			size += chunk.length;
			if (size > MAX_UNPACKED) throw new RangeError(`it unpacks to more than ${MAX_UNPACKED} bytes`);
			yield chunk;
		}
	} catch (error) {
		throw new Unreadable(`${what} cannot be unpacked: ${messageOf(error)}`);
	} finally {
		await source.return?.();
	}
}
async function* rejoined(head, rest) {
	if (head.length > 0) yield head;
	for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
// src/repair/archive/deb.ts
const MAX_CONTROL = 67108864;
const MAX_MEMBERS = 16;
async function readDeb(path, data) {
	const file = await open(path, "r");
	try {
		const members = await membersOf(file);
		if (members[0]?.name !== "debian-binary") throw new Unreadable("it is no package");
		if (!(await collect(readRange(file, members[0].start, members[0].size, path), 64)).toString("latin1").startsWith("2.")) throw new Unreadable("it is a package of another format");
		const controlMember = members.find(({ name }) => /^control\.tar(?:\.|$)/.test(name));
		const dataMember = members.find(({ name }) => /^data\.tar(?:\.|$)/.test(name));
		if (controlMember === void 0 || dataMember === void 0) throw new Unreadable("it has no control part, or no data");
		const { control, info } = await readControl(readRange(file, controlMember.start, controlMember.size, path));
		return {
			control,
			info,
			entries: await readData(readRange(file, dataMember.start, dataMember.size, path), data),
			data
		};
	} catch (error) {
		if (error instanceof RangeError) throw new Unreadable(messageOf(error));
		throw error;
	} finally {
		await file.close();
	}
}
async function membersOf(file) {
	const { size } = await file.stat();
	if ((await readAt(file, 0, 8)).toString("latin1") !== "!<arch>\n") throw new Unreadable("it is no package");
	const members = [];
	for (let at = 8; at + 60 <= size && members.length < MAX_MEMBERS;) {
		const header = (await readAt(file, at, 60)).toString("latin1");
		const length = header.slice(48, 58).trim();
		if (!header.endsWith("`\n") || !/^\d+$/.test(length)) throw new Unreadable("a member of it is damaged");
		const start = at + 60;
		if (start + Number(length) > size) throw new Unreadable("it is cut off");
		members.push({
			name: header.slice(0, 16).trim().replace(/\/$/, ""),
			start,
			size: Number(length)
		});
		at = start + Number(length) + Number(length) % 2;
	}
	return members;
}
async function readAt(file, position, length) {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
	return buffer.subarray(0, bytesRead);
}
async function readControl(chunks) {
	const bytes = await collect(unpack(chunks, "its control part"), MAX_CONTROL);
	const tar = new PackedTar();
	tar.push(bytes);
	tar.end();
	const info = new Map();
	for (const { path, type, offset, size, mode, mtime } of tar.entries) {
		if (path === "") continue;
		if (type !== "file" || path.includes("/")) throw new Unreadable(`its control part holds ${path}, which is no plain file`);
		info.set(path, {
			content: bytes.subarray(offset, offset + size),
			mode,
			mtime
		});
	}
	const control = info.get("control");
	if (control === void 0) throw new Unreadable("it has no control file");
	info.delete("control");
	return {
		control: parseStanza(control.content.toString("utf8")),
		info
	};
}
async function readData(chunks, path) {
	const file = await open(path, "w", 384);
	try {
		const tar = new PackedTar();
		for await (const chunk of unpack(chunks, "its data")) {
			tar.push(chunk);
			for (let done = 0; done < chunk.length;) done += (await file.write(chunk, done, chunk.length - done)).bytesWritten;
		}
		tar.end();
		return tar.entries;
	} finally {
		await file.close();
	}
}
async function collect(chunks, cap) {
	const parts = [];
	let size = 0;
	for await (const chunk of chunks) {
		size += chunk.length;
		if (size > cap) throw new Unreadable(`a part of it is over ${cap} bytes long`);
		parts.push(Buffer.from(chunk));
	}
	return Buffer.concat(parts, size);
}
// src/repair/archive/sent-deb.ts
function packDeb(deb) {
	return {
		...deb,
		control: deb.control.fields
	};
}
function unpackDeb({ control, info, ...rest }) {
	const buffers = [...info].map(([name, { content, ...more }]) => {
		const { buffer, byteOffset, byteLength } = content;
		return [name, {
			...more,
			content: Buffer.from(buffer, byteOffset, byteLength)
		}];
	});
	return {
		...rest,
		control: new Stanza(control),
		info: new Map(buffers)
	};
}
export { Stanza as a, unpack as i, unpackDeb as n, parseStanza as o, readDeb as r, parseStanzas as s, packDeb as t };

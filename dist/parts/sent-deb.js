import { i as __toESM, r as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { i as messageOf, r as Unreadable } from "./errors.js";
import { i as textField, n as numberField, r as parseHeader } from "./tar-header.js";
import { n as normalisePath } from "./path.js";
import { i as decompress, r as readRange } from "./file-range.js";
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
		this.#open?.md5.update(piece);
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
		const { entry, sha256, md5 } = this.#open;
		this.entries.push({
			...entry,
			sha256: sha256.digest("hex"),
			md5: md5.digest("hex")
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
			sha256: createHash("sha256"),
			md5: createHash("md5")
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
// src/repair/archive/unpack.ts
var import_xz_decompress = __toESM(__commonJSMin(((exports, module, this$1) => {
	(function webpackUniversalModuleDefinition(root, factory) {
		if (typeof exports === "object" && typeof module === "object") module.exports = factory(__require("stream/web"));
		else if (typeof define === "function" && define.amd) define(["stream/web"], factory);
		else if (typeof exports === "object") exports["xz-decompress"] = factory(__require("stream/web"));
		else root["xz-decompress"] = factory(root["stream/web"]);
	})(this$1, (__WEBPACK_EXTERNAL_MODULE__2__) => {
		return (() => {
			"use strict";
			var __webpack_modules__ = [
				,
				((module) => {
					module.exports = "data:application/wasm;base64,AGFzbQEAAAABOApgAX8Bf2ABfwBgAABgA39/fwF/YAABf2ACf38AYAN/f34BfmACf38Bf2AEf39/fwF/YAN/f38AAyEgAAABAgMDAwMEAQUAAgMCBgcIBwUDAAMHAQcABwcBAwkFAwEAAgYIAX8BQfCgBAsHTgUGbWVtb3J5AgAOY3JlYXRlX2NvbnRleHQACA9kZXN0cm95X2NvbnRleHQACQxzdXBwbHlfaW5wdXQACg9nZXRfbmV4dF9vdXRwdXQACwqQYCDfAgEFf0EAIQECQCAAQQdqIgJBEEkNAEEBIQEgAkEDdiIDQQJGDQBBAiEBIAJBIEkNAEEDIQEgA0EERg0AQQQhASACQTBJDQBBBSEBIANBBkYNAEEGIQEgAkHIAEkNAEEHIQEgAkHYAEkNAEEIIQEgAkGIAUkNAEEJIQEgAkGIAkkNACAAEIGAgIAAIgBBCGpBACAAGw8LAkACQCABQQJ0QcCIgIAAaiIEKAIAIgANAEEAIQACQAJAQQAoAuSIgIAAIgJFDQBBACACKAIANgLkiICAAAwBC0EAEIGAgIAAIgJFDQILIAJBgIB8cSIAIAJBCHZB/wFxIgJyIAE6AAAgACACQQh0ckGAAmohAEEAIQJBACABQQJ0QYCIgIAAaigCACIDayEFIAMhAQNAIAAgBWoiACACNgIAIAAhAiABIANqIgFBgQJJDQALIAQgADYCAAsgBCAAKAIANgIACyAAC/QHAQh/QQAoArCIgIAAIQECQAJAAkACQAJAQQAtALSIgIAARQ0AQQBBADoAtIiAgAAgAUUNAUGwiICAACECA0ACQAJAIAFBCGoiAyABKAIEIgRqIgVBCHZB/wFxIgYNACABIQIMAQsCQANAIAVBgIB8cSAGai0AAEH+AUcNAUGwiICAACEGA0AgBiIHKAIAIgYgBUcNAAsgByAFKAIANgIAIAEgBCAFKAIEakEIaiIENgIEIAcgAiACIAVGGyECIAMgBGoiBUEIdkH/AXEiBg0ACwsgAigCACECCyACKAIAIgENAAtBACgCsIiAgAAhAQsgAUUNACAAQYcCakGAfnEhCEF/IQJBsIiAgAAhBEEAIQNBsIiAgAAhBgNAIAYhBwJAIAEiBigCBCIFIABJDQAgBSACTw0AIAUhAiAHIQQgBiEDIAVBCGogCEcNACAHIQQgBSECIAYhAwwECyAGKAIAIgENAAsgAw0CDAELQbCIgIAAIQQLPwBBEHQhASAAQYgCaiEHQQAhAwJAAkBBACgCuIiAgAAiAkUNAEEAIQUgASEGDAELQQAgAUHwoISAAEH//wNqQYCAfHEiBmsiAjYCuIiAgAAgAiEFCwJAIAcgBU0NACACQQF2IgIgByAFayIHIAIgB0sbQf//A2oiB0EQdkAAQX9GDQJBAEEAKAK4iICAACAHQYCAfHEiA2o2AriIgIAACyAGRQ0BIAZB/wE6AAEgBkEAKAKwiICAADYCgAIgBkGEAmogAyAFakGAgHxxQfh9aiICNgIAIAZBgAJqIQMLIANBgIB8cSIGIANBCHZB/wFxckH/AToAACAEIAMoAgA2AgACQCACIABrQYB+cSIFDQAgAw8LIAMhAQJAIAYgBUF/cyADQQhqIgQgAmoiB2pBgIB8cUYNACAEQf//A3EhBQJAIABB9/0DSw0AIAYgBEEIdkH/AXFqQf4BOgAAIANBACgCsIiAgAA2AgAgA0GAgAQgBWsiBTYCBEEAIAM2ArCIgIAAEIOAgIAAIAZBhIIEaiACIAVrQfh9aiIFNgIAIAZBgYAEakH/AToAACAGQYCCBGohASAFIABrQYB+cSEFDAELIAIgBWogACAFakH//3tqQYCAfHFrQYCAeGohBSADIQELIAEgASgCBCAFazYCBCAFQfgBaiEGIAcgBWtBCHZB/wFxIQUCQANAIAYiB0GAfmohBiAFIgQNAUEBIQUgB0H4AUcNAAsLAkAgB0H4AUYNACACIANqIAZrQYCAfHEiBSAEakH+AToAACAFIARBCHRqIgVBACgCsIiAgAA2AgAgBSAGNgIEQQAgBTYCsIiAgAAQg4CAgAALIAEPC0EAC3wBAn8CQCAARQ0AAkAgAEGAgHxxIABBCHZB/wFxciIBLQAAIgJB/wFHDQAgAEF4aiIAQQAoArCIgIAANgIAQQAgADYCsIiAgAAgAUH+AToAAEEAQQE6ALSIgIAADwsgACACQQJ0QcCIgIAAaiICKAIANgIAIAIgADYCAAsLawECfwJAQQAoArCIgIAAIgAoAgRB/wFLDQAgAEGAgHxxIgEgAEEIdkH/AXEiAHJBCToAAEEAQQAoArCIgIAAKAIANgKwiICAACABIABBCHRyIgBBACgC5IiAgAA2AgBBACAANgLkiICAAAsLTgECfwJAIAAgAUYNACACRQ0AA0ACQCAALQAAIgMgAS0AACIERg0AQQFBfyADIARLGw8LIAFBAWohASAAQQFqIQAgAkF/aiICDQALC0EAC3gBAX8CQAJAIAAgAU8NACACRQ0BIAAhAwNAIAMgAS0AADoAACABQQFqIQEgA0EBaiEDIAJBf2oiAg0ADAILCyAAIAFNDQAgAkUNACABQX9qIQEgAEF/aiEDA0AgAyACaiABIAJqLQAAOgAAIAJBf2oiAg0ACwsgAAssAQF/AkAgAkUNACAAIQMDQCADIAE6AAAgA0EBaiEDIAJBf2oiAg0ACwsgAAt/AQF/AkACQCABIAByIAJyQQNxRQ0AIAJFDQEgACEDA0AgAyABLQAAOgAAIAFBAWohASADQQFqIQMgAkF/aiICDQAMAgsLIAJBBEkNACACQQJ2IQIgACEDA0AgAyABKAIANgIAIAFBBGohASADQQRqIQMgAkF/aiICDQALCyAAC4gBAQJ/AkBBAC0A6IiAgAANAEEAQQE6AOiIgIAAEIyAgIAAEI6AgIAAC0GggAgQgICAgAAiAEGAgAQ2AgBBAkGAgIAgEJeAgIAAIQEgAEEUakKAgICAgIDAADcCACAAQRBqIABBoIAEajYCACAAQQhqQgA3AgAgACAAQSBqNgIEIAAgATYCHCAACxUAIAAoAhwQmICAgAAgABCCgICAAAsWACAAQQxqIAE2AgAgAEEIakEANgIACxsAIAAoAhwgAEEEaiAAQQxqKAIARRCWgICAAAtUAQN/QQAhAANAQQghASAAIQIDQEEAIAJBAXFrQaCG4u1+cSACQQF2cyECIAFBf2oiAQ0ACyAAQQJ0QfCIgIAAaiACNgIAIABBAWoiAEGAAkcNAAsLTgACQCABRQ0AIAJBf3MhAgNAIAJB/wFxIAAtAABzQQJ0QfCIgIAAaigCACACQQh2cyECIABBAWohACABQX9qIgENAAsgAkF/cyECCyACC10DAX4BfwF+QgAhAANAQQghASAAIQIDQEIAIAJCAYN9QsKenLzd8pW2SYMgAkIBiIUhAiABQX9qIgENAAsgAKdBA3RB8JCAgABqIAI3AwAgAEIBfCIAQoACUg0ACwtPAAJAIAFFDQAgAkJ/hSECA0AgAkL/AYMgADEAAIWnQQN0QfCQgIAAaikDACACQgiIhSECIABBAWohACABQX9qIgENAAsgAkJ/hSECCyACC8oQAgx/An4CQAJAIAAoAiRFDQAgACgCACECDAELQQAhAiAAQQA6ACggAEIANwMAIABCADcDGCAAQcgAakEAQeQAEIaAgIAAGiAAQawBakEMNgIACyAAIAEoAgQiAzYCECAAQeAAaiEEIABByABqIQUgAEG2AWohBiAAQbABaiEHIABBqAFqIQggASgCECEJAkACQAJAAkADQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCACDgoBAgAEBQYHCAkKDwsgASgCACEKIAAoAqgBIQIgACgCrAEhCyABKAIEIQwgASgCCCENDAILIAcgACgCqAEiDGogASgCACABKAIEIgJqIAEoAgggAmsiAiAAKAKsASAMayIMIAIgDEkbIgIQh4CAgAAaIAEgASgCBCACajYCBEEAIQwgAEEAIAAoAqgBIAJqIgIgAiAAKAKsASILRhs2AqgBIAIgC0cNESAAQQE2AgACQCAHQaiIgIAAQQYQhICAgABFDQBBBSEMDBILIAZBAkEAEI2AgIAAIAAoALgBRw0QQQYhDCAGLQAADREgACAALQC3ASICNgIgIAJBBEsNEUEBIAJ0QRNxRQ0RCyABKAIEIgwgASgCCCINRg0OAkAgASgCACIKIAxqLQAAIgsNACAAIAw2AhAgASAMQQFqNgIEQQYhAgwMC0EAIQIgAEEANgKoASAAQQI2AgAgACALQQJ0QQRqIgs2AqwBIAAgCzYCQAsgByACaiAKIAxqIA0gDGsiDCALIAJrIgIgDCACSRsiAhCHgICAABogASABKAIEIAJqNgIEQQAhDCAAQQAgACgCqAEgAmoiAiACIAAoAqwBIgtGGzYCqAEgAiALRw0PIAAgAkF8aiICNgKsAUEHIQwgByACQQAQjYCAgAAgByAAKAKsASICaigAAEcNDyAAQQI2AqgBIAAtALEBIgtBP3ENDAJAAkAgC0HAAHFFDQAgACAHIAggAhCRgICAAEEBRw0RIAAgACkDCDcDMCAAKAKsASECIAAtALEBIQsMAQsgAEJ/NwMwC0J/IQ4CQCALwEF/Sg0AIAAgByAIIAIQkYCAgABBAUcNECAAKAKsASECIAApAwghDgsgACAONwM4IAIgACgCqAEiC2tBAkkNDyAAIAtBAWoiCjYCqAEgCCALakEIai0AAEEhRw0MIAAgC0ECaiINNgKoASAIIApqQQhqLQAAQQFHDQwgAiANRg0PIAAgC0EDajYCqAEgACgCsAkgCCANakEIai0AABCcgICAACIMDQ8gACgCrAEiAiAAKAKoASIMIAIgDEsbIQ0CQANAIA0gDEYNASAAIAxBAWoiAjYCqAEgACAMaiELIAIhDCALQbABai0AAA0ODAALCyAFQgA3AwAgAEEANgKoASAAQQM2AgAgBUEIakIANwMACyAAIAEoAgQ2AhAgACABKAIQNgIUIAAoArAJIAEQmYCAgAAhDCAAIAApA0ggASgCBCAAKAIQa618Ig43A0ggACAAKQNQIAEoAhAgACgCFCICayILrXwiDzcDUCAOIAApAzBWDQ0gDyAAKQM4Vg0NAkACQAJAAkAgACgCIEF/ag4EAAMDAQMLIAEoAgwgAmogCyAAKAIYEI2AgIAArSEODAELIAEoAgwgAmogCyAAKQMYEI+AgIAAIQ4LIAAgDjcDGAsgDEEBRw0OAkAgACkDMCIOQn9RDQAgDiAFKQMAUg0OCwJAIAApAzgiDkJ/UQ0AQQchDCAOIAApA1BSDQ8LIAAgACkDSCAANQJAfCAAKQNgfCIPNwNgQgQhDgJAAkACQCAAKAIgQX9qDgQBAgIAAgtCCCEOCyAEIA4gD3w3AwALIAAgACkDaCAAKQNQfDcDaCAAIARBGCAAKAJwEI2AgIAANgJwIABBBDYCACAAIAApA1hCAXw3A1gLAkAgBSkDACIOQgODUA0AIA5CAXwhDiABKAIEIQwgASgCCCELA0AgCyAMRg0NIAEgDEEBaiICNgIEIAEoAgAgDGotAAANDiAFIA43AwAgDkIDgyEPIA5CAXwhDiACIQwgD0IAUg0ACwsgAEEFNgIAC0EBIQIgACgCIEF/ag4EBgcHBQcLIAAgARCSgICAACIMQQFHDQsgAEEHNgIAC0EAIAAoAhBrIQUgAEGAAWopAwAhDiABKAIEIQwCQANAIA4gBSAMaq18QgODUA0BAkAgDCABKAIIRw0AIAAgARCTgICAAAwLCyABIAxBAWoiAjYCBCABKAIAIAxqIQsgAiEMIAstAAANCwwACwsgACABEJOAgIAAQQchDCAEIABBkAFqQRgQhICAgAANCiAAQQg2AgALIAAgAUEgEJSAgIAAIgxBAUcNCSAAQQk2AgBBDCELIABBDDYCrAEMAQsgACgCrAEhCwsgByAAKAKoASIMaiABKAIAIAEoAgQiAmogASgCCCACayICIAsgDGsiDCACIAxJGyICEIeAgIAAGiABIAEoAgQgAmo2AgRBACEMIABBACAAKAKoASACaiICIAIgACgCrAEiC0YbNgKoASACIAtHDQcgABCVgICAACEMDAcLQQEhAiAAIAFBwAAQlICAgAAiDEEBRw0GDAELQQEhAiAAIAFBIBCUgICAACIMQQFHDQULIAAgAjYCAAwACwtBBiEMDAILQQAhDAwBC0EHIQwLAkACQCAAKAIkDQACQAJAIAwOAgADAQtBB0EIIAEoAgQgASgCCEYbIQwLIAEgCTYCECABIAM2AgQgDA8LAkAgDA0AIAMgASgCBEcNACAJIAEoAhBHDQAgAC0AKCEBIABBAToAKCABQQN0DwsgAEEAOgAoCyAMC6YBAQN/AkAgACgCBCIEDQAgAEIANwMICyACKAIAIgUgAyAFIANLGyEGA0ACQCAGIAVHDQBBAA8LIAEgBWotAAAhAyACIAVBAWoiBTYCACAAIANB/wBxrSAErYYgACkDCIQ3AwgCQAJAIAPAIgNBAEgNAAJAIAMNAEEHIQMgBA0CCyAAQQA2AgRBAQ8LQQchAyAAIARBB2oiBDYCBCAEQT9HDQELCyADC6ECAgN/AX4gAEGQAWohAiABQQRqIQMDQAJAIAAgASgCACADIAEoAggQkYCAgAAiBEEBRg0AIABBgAFqIgMgAykDACABKAIEIAAoAhAiA2siAq18NwMAIAAgAyABKAIAaiACIAAoAhgQjYCAgACtNwMYIAQPCwJAAkACQAJAAkAgACgCeA4DAAIBAwsgACAAKQMIIgU3A4gBAkAgBSAAKQNYUQ0AQQcPCyAAQQE2AngMAwsgACAAKQOYASAAKQMIfDcDmAEgACACQRggACgCoAEQjYCAgAA2AqABIABBATYCeCAAIAApA4gBQn98IgU3A4gBDAILIABBAjYCeCAAIAApA5ABIAApAwh8NwOQAQsgACkDiAEhBQsgBUIAUg0AC0EBC0ABAn8gAEGAAWoiAiACKQMAIAEoAgQgACgCECICayIDrXw3AwAgACACIAEoAgBqIAMgACgCGBCNgICAAK03AxgLfAEEfyABKAIEIQMgASgCCCEEA0ACQCAEIANHDQBBAA8LIAEgA0EBaiIFNgIEAkAgASgCACADai0AACAAKQMYIAAoAgQiA62Ip0H/AXFGDQBBBw8LIAAgA0EIaiIGNgIEIAUhAyAGIAJJDQALIABBADYCBCAAQgA3AxhBAQtvAQF/QQchAQJAIABBugFqLwAAQdm0AUcNACAAQbQBakEGQQAQjYCAgAAgAEGwAWooAABHDQAgAEGAAWopAwBCAoggADUAtAFSDQAgAEG4AWotAAANAEEBQQcgACgCICAAQbkBai0AAEYbIQELIAELwAIBA38CQAJAAkAgACgCJA0AIABBADoAKCAAQQA2AgBBASECDAELAkAgACgCAEEKRw0AQQAhAwwCC0ECIQMMAQtBASEDCwJAAkADQAJAAkACQAJAIAMOAwABAwMLIAEoAgQiAyABKAIIIgRGDQQgASgCACEFAkADQCAFIANqLQAADQEgASADQQFqIgM2AgQgACAAKAIEQQFqQQNxNgIEIAQgA0YNBgwACwsCQCAAKAIERQ0AQQcPCyAAKAIkRQ0BIABBADoAKCAAQQA2AgBBASEDDAMLIABCADcDGCAAQQA2AgQgAEHIAGpBAEHkABCGgICAABogAEGsAWpBDDYCAAtBAiEDDAELIAAgARCQgICAACIDQQFHDQIgAEEKNgIAQQAhAwwACwsCQCACDQBBAA8LQQdBASAAKAIEGyEDCyADC3UBAX8CQEG4CRCAgICAACICRQ0AIAIgADYCJCACIAAgARCbgICAACIANgKwCQJAIABFDQAgAkEAOgAoIAJCADcDACACQgA3AxggAkHIAGpBAEHkABCGgICAABogAkGsAWpBDDYCACACDwsgAhCCgICAAAtBAAseAAJAIABFDQAgACgCsAkQnYCAgAAgABCCgICAAAsL3RABCn8gAEHo3QFqIQIgAEHUAGohAyAAQRxqIgRBCGohBQJAAkADQCAAKAJAIQYCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgASgCBCIHIAEoAghJDQAgBkEHRg0BDBELIAYOCQECAwQFBgcACQ4LIAAoAkwhBgwHC0EBIQYgASAHQQFqNgIEIAEoAgAgB2otAAAiB0UNCAJAAkAgB0HfAUsNACAHQQFHDQELIABBgAI7AVACQCAAKAI8DQAgACABKAIMIAEoAhAiBmo2AhggACABKAIUIAZrNgIsCyAEQgA3AgAgBUIANwIADAoLIAAtAFBFDQkMDQsgASAHQQFqNgIEIAEoAgAgB2otAAAhByAAQQI2AkAgACAHQQh0IAAoAkhqNgJIDAsLIAEgB0EBajYCBCABKAIAIAdqLQAAIQcgAEEDNgJAIAAgByAAKAJIakEBajYCSAwKCyABIAdBAWo2AgQgASgCACAHai0AACEHIABBBDYCQCAAIAdBCHQ2AkwMCQsgASAHQQFqNgIEIAEoAgAgB2otAAAhByAAIAAoAkQ2AkAgACAHIAAoAkxqQQFqNgJMDAgLIAEgB0EBajYCBEEHIQYgASgCACAHai0AACIHQeABSw0DQQAhCAJAAkAgB0EtTw0AQQAhCQwBCyAHQVNqIgcgB0H/AXFBLW4iCUEtbGshByAJQQFqIQkLIABBfyAJdEF/czYCdAJAIAdB/wFxQQlJDQAgB0F3aiIHIAdB/wFxQQluIghBCWxrIQcgCEEBaiEICyAAIAg2AnAgACAHQf8BcSIHNgJsIAggB2pBBEsNAyADQgA3AgAgA0EIakIANwIAIANBEGpBADYCACAAQX8gCHRBf3M2AnBB+AAhBwNAIAAgB2pBgAg7AQAgB0ECaiIHQeTdAUcNAAsgAEEGNgJAIABBBTYCCCAAQv////8PNwIACyAAKAJMIgpBBUkNBwJAIAAoAggiB0UNACAHQX9qIQYgASgCBCEHIAEoAgghCQNAIAkgB0YNCiABIAdBAWoiCDYCBCABKAIAIAdqLQAAIQcgACAGNgIIIAAgByAAKAIEQQh0cjYCBCAIIQcgBkF/aiIGQX9HDQALCyAAQQc2AkAgACAKQXtqIgY2AkwLIAAgACgCICIHIAEoAhQgASgCEGsiCCAAKAJIIgkgCCAJSRsiCGogACgCLCIJIAkgB2sgCEsbNgIoIAEoAggiCiABKAIEIghrIQcCQAJAAkAgACgC5N0BIgkNACAGDQFBACEGCyACIAlqIAEoAgAgCGpBKiAJayIIIAYgCWsiBiAIIAZJGyIGIAcgBiAHSRsiBxCHgICAABoCQAJAIAAoAuTdASIIIAdqIgYgACgCTEcNACACIAhqIAdqQQBBPyAGaxCGgICAABogACgC5N0BIAdqIQYMAQsCQCAGQRRLDQAgACAGNgLk3QEgASABKAIEIAdqNgIEDAMLIAZBa2ohBgsgAEEANgIQIAAgAjYCDCAAIAY2AhRBByEGIAAQmoCAgABFDQMgACgCECIIIAAoAuTdASIJIAdqSw0DIAAgACgCTCAIayIGNgJMAkAgCCAJTw0AIAAgCSAIayIHNgLk3QEgAiACIAhqIAcQhYCAgAAaDAILIABBADYC5N0BIAEgASgCBCAIIAlraiIINgIEIAEoAggiCiAIayEHCwJAIAdBFUkNACAAIAg2AhAgACABKAIANgIMIAAgCkFraiAIIAZqIAcgBkEVakkbNgIUQQchBiAAEJqAgIAARQ0DIAAoAkwiByAAKAIQIgggASgCBGsiCUkNAyABIAg2AgQgACAHIAlrIgY2AkwgASgCCCAIayIHQRRLDQELIAIgASgCACAIaiAHIAYgByAGSRsiBxCHgICAABogACAHNgLk3QEgASABKAIEIAdqNgIECyAAKAIgIgYgACgCHCIIayEHAkAgACgCPEUNAAJAIAYgACgCLEcNACAAQQA2AiALIAEoAgwgASgCEGogACgCGCAIaiAHEIeAgIAAGiAAKAIgIQYLIAAgBjYCHCABIAEoAhAgB2oiCDYCECAAIAAoAkgiBiAHazYCSAJAIAYgB0cNAEEHIQYgACgCTA0CIAAoAmgNAiAAKAIEDQIgAEEANgJADAQLQQAhBiAIIAEoAhRGDQEgASgCBCABKAIIRw0FIAAoAuTdASAAKAJMTw0FDAELAkADQCAAKAJMIghFDQFBACEGIAEoAggiCSAHTQ0CIAEoAhQiCiABKAIQIgtNDQIgACAIIAkgB2siBiAKIAtrIgkgBiAJSRsiBiAAKAIsIAAoAiAiCWsiCiAGIApJGyIGIAggBiAISRsiBms2AkwgCSAAKAIYaiABKAIAIAdqIAYQhYCAgAAaIAAgACgCICAGaiIHNgIgAkAgACgCJCAHTw0AIAAgBzYCJAsCQCAAKAI8RQ0AAkAgByAAKAIsRw0AIABBADYCIAsgASgCDCABKAIQaiABKAIAIAEoAgRqIAYQhYCAgAAaIAAoAiAhBwsgACAHNgIcIAEgASgCECAGajYCECABIAEoAgQgBmoiBzYCBAwACwsgAEEANgJADAQLIAYPCyAHwEF/Sg0BIABBATYCQCAAIAdBEHRBgID8AHE2AkgCQCAHQcABSQ0AIABBBTYCRCAAQQA6AFEMAwsgAC0AUQ0DIABBBjYCRCAHQaABSQ0CIANCADcCACADQRBqQQA2AgAgA0EIakIANwIAQfgAIQcDQCAAIAdqQYAIOwEAIAdBAmoiB0Hk3QFHDQALCyAAQQU2AgggAEL/////DzcCAAwBCyAHQQJLDQEgAEKDgICAgAE3AkAMAAsLQQcPC0EAC5wYARR/IABBGGohAQJAIABBIGooAgAiAiAAQShqKAIAIgNPDQAgAEHoAGoiBCgCAEUNACABIAQgACgCVBCegICAABogACgCKCEDIAAoAiAhAgsCQCACIANPDQAgAEHYC2ohBSAAQbwNaiEGIABB3A1qIQcgAEHoAGohCCAAQeAVaiEJIABB1ABqIQoDQCAAKAIQIgsgACgCFEsNASAAIAAoAmQiDEEFdGogACgCdCACcSINQQF0aiIOQfgAaiEPAkACQCAAKAIAIgNBgICACEkNACAAKAIEIRAMAQsgACADQQh0IgM2AgAgACALQQFqIgQ2AhAgACAAKAIEQQh0IAAoAgwgC2otAAByIhA2AgQgBCELCwJAAkAgECADQQt2IA8vAQAiEWwiBE8NACAAIAQ2AgAgDyARQYAQIBFrQQV2ajsBACACQX9qIQMCQCACDQAgACgCLCADaiEDCwJAAkAgACgCJCIRDQBBACEDDAELIAEoAgAgA2otAAAhAwsgACAAKAJwIAJxIAAoAmwiD3QgA0EIIA9rdmpBgAxsakHkHWohDgJAAkAgDEEGSw0AQQEhAwNAIA4gA0EBdCIDaiEQAkACQCAAKAIAIgRBgICACEkNACAAKAIEIQwMAQsgACAEQQh0IgQ2AgAgACAAKAIQIg9BAWo2AhAgACAAKAIEQQh0IA8gACgCDGotAAByIgw2AgQLAkACQCAMIARBC3YgEC8BACIRbCIPSQ0AIAAgDCAPazYCBCAEIA9rIQ8gA0EBciEDIBEgEUEFdmshBAwBCyARQYAQIBFrQQV2aiEECyAAIA82AgAgECAEOwEAIANBgAJJDQALIAAoAiAhAgwBCyACIAAoAlQiD0F/c2ohAwJAIAIgD0sNACAAKAIsIANqIQMLAkACQCARDQBBACESDAELIAEoAgAgA2otAAAhEgtBASEDQYACIQ8DQCAOIBJBAXQiEiAPcSITIA9qIANqQQF0aiERAkACQCAEQf///wdNDQAgBCENDAELIAAgBEEIdCINNgIAIAAgC0EBaiIENgIQIAAgEEEIdCAAKAIMIAtqLQAAciIQNgIEIAQhCwsCQAJAIBAgDUELdiARLwEAIgxsIgRPIhQNACAMQYAQIAxrQQV2aiEMDAELIAAgECAEayIQNgIEIA0gBGshBCAMIAxBBXZrIQxBACEPCyAAIAQ2AgAgESAMOwEAIA8gE3MhDyADQQF0IBRyIgNBgAJJDQALCyAAIAJBAWo2AiAgACgCGCACaiADOgAAAkAgACgCJCAAKAIgIgJPDQAgACACNgIkC0EAIQMCQCAAKAJkIgRBBEkNAAJAIARBCUsNACAEQX1qIQMMAQsgBEF6aiEDCyAAIAM2AmQMAQsgACADIARrIgM2AgAgACAQIARrIgQ2AgQgDyARIBFBBXZrOwEAIAAgDEEBdGoiEkH4A2ohDwJAAkAgA0H///8HTQ0AIAshEwwBCyAAIANBCHQiAzYCACAAIAtBAWoiEzYCECAAIARBCHQgACgCDCALai0AAHIiBDYCBAsCQAJAIAQgA0ELdiAPLwEAIhBsIhFJDQAgACADIBFrIgw2AgAgACAEIBFrIgM2AgQgDyAQIBBBBXZrOwEAIBJBkARqIQ8CQAJAIAxB////B00NACATIREMAQsgACAMQQh0Igw2AgAgACATQQFqIhE2AhAgACADQQh0IAAoAgwgE2otAAByIgM2AgQLAkACQCADIAxBC3YgDy8BACIQbCIETw0AIAAgBDYCACAPIBBBgBAgEGtBBXZqOwEAIA5B2ARqIQ8CQCAEQf///wdLDQAgACAEQQh0IgQ2AgAgACARQQFqNgIQIAAgA0EIdCAAKAIMIBFqLQAAciIDNgIECwJAIAMgBEELdiAPLwEAIhBsIhFJDQAgACAEIBFrNgIAIAAgAyARazYCBCAPIBAgEEEFdms7AQAMAgsgACARNgIAIA8gEEGAECAQa0EFdmo7AQAgAEEBNgJoIABBCUELIAAoAmRBB0kbNgJkDAMLIAAgDCAEayIMNgIAIAAgAyAEayIDNgIEIA8gECAQQQV2azsBACASQagEaiEEAkACQCAMQf///wdNDQAgESEODAELIAAgDEEIdCIMNgIAIAAgEUEBaiIONgIQIAAgA0EIdCAAKAIMIBFqLQAAciIDNgIECwJAAkAgAyAMQQt2IAQvAQAiD2wiEE8NACAAIBA2AgAgBCAPQYAQIA9rQQV2ajsBACAAKAJYIQMMAQsgACAMIBBrIhE2AgAgACADIBBrIgM2AgQgBCAPIA9BBXZrOwEAIBJBwARqIQ8CQCARQf///wdLDQAgACARQQh0IhE2AgAgACAOQQFqNgIQIAAgA0EIdCAAKAIMIA5qLQAAciIDNgIECwJAAkAgAyARQQt2IA8vAQAiEGwiBE8NACAQQYAQIBBrQQV2aiEQIAAoAlwhAwwBCyAAIAMgBGs2AgQgACgCYCEDIAAgACgCXDYCYCARIARrIQQgECAQQQV2ayEQCyAAIAQ2AgAgDyAQOwEAIAAgACgCWDYCXAsgACAAKAJUNgJYIAAgAzYCVAsgAEEIQQsgACgCZEEHSRs2AmQgACAJIA0Qn4CAgAAMAQsgACARNgIAIA8gEEGAECAQa0EFdmo7AQAgACAAKAJcNgJgIAAgACkCVDcCWCAAQQdBCiAAKAJkQQdJGzYCZCAAIAcgDRCfgICAACAKIAAoAmgiA0F+akEDIANBBkkbQQd0akGEB2ohDUEBIQMDQCANIANBAXQiA2ohEAJAAkAgACgCACIEQYCAgAhJDQAgACgCBCEMDAELIAAgBEEIdCIENgIAIAAgACgCECIPQQFqNgIQIAAgACgCBEEIdCAPIAAoAgxqLQAAciIMNgIECwJAAkAgDCAEQQt2IBAvAQAiEWwiD0kNACAAIAwgD2s2AgQgBCAPayEPIANBAXIhAyARIBFBBXZrIQQMAQsgEUGAECARa0EFdmohBAsgACAPNgIAIBAgBDsBACADQcAASQ0ACwJAIANBQGoiBEEDSw0AIAAgBDYCVAwBCyAAIANBAXFBAnIiDzYCVCAEQQF2IRACQCAEQQ1LDQAgACAPIBBBf2oiDnQiBDYCVEEBIQ8gBSAEQQF0akHAACADa0EBdGpBfmohEkEAIQwDQCASIA9BAXQiD2ohEAJAAkAgACgCACIDQYCAgAhJDQAgACgCBCENDAELIAAgA0EIdCIDNgIAIAAgACgCECIEQQFqNgIQIAAgACgCBEEIdCAEIAAoAgxqLQAAciINNgIECwJAAkAgDSADQQt2IBAvAQAiEWwiBEkNACAAIA0gBGs2AgQgACAAKAJUQQEgDHRqNgJUIAMgBGshBCAPQQFyIQ8gESARQQV2ayEDDAELIBFBgBAgEWtBBXZqIQMLIAAgBDYCACAQIAM7AQAgDiAMQQFqIgxHDQAMAgsLIBBBe2ohECAAKAIEIQQgACgCACEDA0ACQCADQf///wdLDQAgACADQQh0IgM2AgAgACAAKAIQIhFBAWo2AhAgBEEIdCARIAAoAgxqLQAAciEECyAAIANBAXYiAzYCACAAIAQgA2siBEEfdSIRIA9BAXRqQQFqIg82AlQgACARIANxIARqIgQ2AgQgEEF/aiIQDQALIAAgD0EEdDYCVEEAIQxBASEPA0AgBiAPQQF0Ig9qIRACQAJAIAAoAgAiA0GAgIAISQ0AIAAoAgQhDQwBCyAAIANBCHQiAzYCACAAIAAoAhAiBEEBajYCECAAIAAoAgRBCHQgBCAAKAIMai0AAHIiDTYCBAsCQAJAIA0gA0ELdiAQLwEAIhFsIgRJDQAgACANIARrNgIEIAAgACgCVEEBIAx0ajYCVCADIARrIQQgD0EBciEPIBEgEUEFdmshAwwBCyARQYAQIBFrQQV2aiEDCyAAIAQ2AgAgECADOwEAIAxBAWoiDEEERw0ACwsCQCABIAggACgCVBCegICAAA0AQQAPCyAAKAIgIQILIAIgACgCKEkNAAsLQQEhAwJAIAAoAgAiBEH///8HSw0AIAAgBEEIdDYCAEEBIQMgACAAKAIQIgRBAWo2AhAgACAAKAIEQQh0IAQgACgCDGotAAByNgIECyADC3ABAX8CQEGo3gEQgICAgAAiAkUNACACQTRqIAE2AgAgAkE8aiAANgIAAkACQAJAIABBf2oOAgABAgsgAiABEICAgIAAIgA2AhggAA0BIAIQgoCAgAAMAgsgAkEANgIYIAJBOGpBADYCAAsgAg8LQQAL0gEBAn9BBiECAkAgAUEnSw0AIABBMGogAUEBcUECciABQQF2QQtqdCIBNgIAAkACQCAAQTxqKAIAIgNFDQBBBCECIAEgAEE0aigCAEsNAiAAQSxqIAE2AgAgA0ECRw0AIABBOGoiAygCACABTw0AIAAgATYCOCAAKAIYEIKAgIAAIAAgACgCMBCAgICAACIBNgIYIAENAEEDIQIMAQtBACECIABBADYCQCAAQdAAakEBOgAAIABB6ABqQQA2AgAgAEHk3QFqIQMLIANBADYCAAsgAgsjAAJAIABBPGooAgBFDQAgACgCGBCCgICAAAsgABCCgICAAAvHAQEDf0EAIQMCQCAAKAIMIAJNDQAgACgCGCACTQ0AIAEgASgCACIDIAAoAhAgACgCCCIEayIFIAMgBSADSRsiBWs2AgAgBCACQX9zaiEDAkAgBCACSw0AIAAoAhQgA2ohAwsDQCAAKAIAIgIgA2otAAAhASAAIAAoAggiBEEBajYCCCACIARqIAE6AABBACADQQFqIgMgAyAAKAIURhshAyAFQX9qIgUNAAtBASEDIAAoAgwgACgCCCIFTw0AIAAgBTYCDAsgAwvoBAEGfwJAAkAgACgCACIDQYCAgAhJDQAgACgCBCEEDAELIAAgA0EIdCIDNgIAIAAgACgCECIFQQFqNgIQIAAgACgCBEEIdCAFIAAoAgxqLQAAciIENgIECwJAAkAgBCADQQt2IAEvAQAiBWwiBk8NACAAIAY2AgAgASAFQYAQIAVrQQV2ajsBACABIAJBBHRqQQRqIQdBCCEIQQIhAQwBCyAAIAMgBmsiAzYCACAAIAQgBmsiBDYCBCABIAUgBUEFdms7AQACQCADQf///wdLDQAgACADQQh0IgM2AgAgACAAKAIQIgVBAWo2AhAgACAEQQh0IAUgACgCDGotAAByIgQ2AgQLAkAgBCADQQt2IAEvAQIiBWwiBk8NACAAIAY2AgAgASAFQYAQIAVrQQV2ajsBAiABIAJBBHRqQYQCaiEHQQghCEEKIQEMAQsgACADIAZrNgIAIAAgBCAGazYCBCABIAUgBUEFdms7AQIgAUGEBGohB0GAAiEIQRIhAQsgAEHoAGogATYCAEEBIQEDQCAHIAFBAXQiAWohBAJAAkAgACgCACIDQYCAgAhJDQAgACgCBCECDAELIAAgA0EIdCIDNgIAIAAgACgCECIFQQFqNgIQIAAgACgCBEEIdCAFIAAoAgxqLQAAciICNgIECwJAAkAgAiADQQt2IAQvAQAiBmwiBUkNACAAIAIgBWs2AgQgAyAFayEFIAFBAXIhASAGIAZBBXZrIQMMAQsgBkGAECAGa0EFdmohAwsgACAFNgIAIAQgAzsBACABIAhJDQALIABB6ABqIgAgASAIayAAKAIAajYCAAsLNQEAQYAICy4IAAAAEAAAABgAAAAgAAAAKAAAADAAAABAAAAAUAAAAIAAAAAAAQAA/Td6WFoA";
				}),
				((module) => {
					module.exports = __WEBPACK_EXTERNAL_MODULE__2__;
				})
			];
			var __webpack_module_cache__ = {};
			function __webpack_require__(moduleId) {
				var cachedModule = __webpack_module_cache__[moduleId];
				if (cachedModule !== void 0) return cachedModule.exports;
				var module = __webpack_module_cache__[moduleId] = { exports: {} };
				__webpack_modules__[moduleId](module, module.exports, __webpack_require__);
				return module.exports;
			}
			(() => {
				__webpack_require__.d = (exports, definition) => {
					for (var key in definition) if (__webpack_require__.o(definition, key) && !__webpack_require__.o(exports, key)) Object.defineProperty(exports, key, {
						enumerable: true,
						get: definition[key]
					});
				};
			})();
			(() => {
				__webpack_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
			})();
			(() => {
				__webpack_require__.r = (exports) => {
					if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
					Object.defineProperty(exports, "__esModule", { value: true });
				};
			})();
			var __webpack_exports__ = {};
			(() => {
				__webpack_require__.r(__webpack_exports__);
				__webpack_require__.d(__webpack_exports__, { XzReadableStream: () => XzReadableStream });
				var _dist_native_xz_decompress_wasm__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1);
				const ReadableStream = globalThis.ReadableStream || __webpack_require__(2).ReadableStream;
				const XZ_OK = 0;
				const XZ_STREAM_END = 1;
				class XzContext {
					constructor(moduleInstance) {
						this.exports = moduleInstance.exports;
						this.memory = this.exports.memory;
						this.ptr = this.exports.create_context();
						this._refresh();
						this.bufSize = this.mem32[0];
						this.inStart = this.mem32[1] - this.ptr;
						this.inEnd = this.inStart + this.bufSize;
						this.outStart = this.mem32[4] - this.ptr;
					}
					supplyInput(sourceDataUint8Array) {
						this._refresh();
						this.mem8.subarray(this.inStart, this.inEnd).set(sourceDataUint8Array, 0);
						this.exports.supply_input(this.ptr, sourceDataUint8Array.byteLength);
						this._refresh();
					}
					getNextOutput() {
						const result = this.exports.get_next_output(this.ptr);
						this._refresh();
						if (result !== XZ_OK && result !== XZ_STREAM_END) throw new Error(`get_next_output failed with error code ${result}`);
						return {
							outChunk: this.mem8.slice(this.outStart, this.outStart + this.mem32[5]),
							finished: result === XZ_STREAM_END
						};
					}
					needsMoreInput() {
						return this.mem32[2] === this.mem32[3];
					}
					outputBufferIsFull() {
						return this.mem32[5] === this.bufSize;
					}
					resetOutputBuffer() {
						this.outPos = this.mem32[5] = 0;
					}
					dispose() {
						this.exports.destroy_context(this.ptr);
						this.exports = null;
					}
					_refresh() {
						if (this.memory.buffer !== this.mem8?.buffer) {
							this.mem8 = new Uint8Array(this.memory.buffer, this.ptr);
							this.mem32 = new Uint32Array(this.memory.buffer, this.ptr);
						}
					}
				}
				class ContextMutex {
					constructor() {
						this.locked = false;
						this.waitQueue = [];
					}
					async acquire() {
						if (!this.locked) {
							this.locked = true;
							return;
						}
						return new Promise((resolve) => {
							this.waitQueue.push(resolve);
						});
					}
					release() {
						if (this.waitQueue.length > 0) this.waitQueue.shift()();
						else this.locked = false;
					}
				}
				class XzReadableStream extends ReadableStream {
					static _moduleInstancePromise;
					static _moduleInstance;
					static _contextMutex = new ContextMutex();
					static async _getModuleInstance() {
						const base64Wasm = _dist_native_xz_decompress_wasm__WEBPACK_IMPORTED_MODULE_0__.replace("data:application/wasm;base64,", "");
						const wasmBytes = Uint8Array.from(atob(base64Wasm), (c) => c.charCodeAt(0)).buffer;
						const module = await WebAssembly.instantiate(wasmBytes, {});
						XzReadableStream._moduleInstance = module.instance;
					}
					constructor(compressedStream) {
						let xzContext;
						let unconsumedInput = null;
						const compressedReader = compressedStream.getReader();
						super({
							async start(controller) {
								await XzReadableStream._contextMutex.acquire();
								try {
									if (!XzReadableStream._moduleInstance) await (XzReadableStream._moduleInstancePromise || (XzReadableStream._moduleInstancePromise = XzReadableStream._getModuleInstance()));
									xzContext = new XzContext(XzReadableStream._moduleInstance);
								} catch (error) {
									XzReadableStream._contextMutex.release();
									throw error;
								}
							},
							async pull(controller) {
								try {
									if (xzContext.needsMoreInput()) {
										if (unconsumedInput === null || unconsumedInput.byteLength === 0) {
											const { done, value } = await compressedReader.read();
											if (!done) unconsumedInput = value;
										}
										const nextInputLength = Math.min(xzContext.bufSize, unconsumedInput.byteLength);
										xzContext.supplyInput(unconsumedInput.subarray(0, nextInputLength));
										unconsumedInput = unconsumedInput.subarray(nextInputLength);
									}
									const nextOutputResult = xzContext.getNextOutput();
									controller.enqueue(nextOutputResult.outChunk);
									xzContext.resetOutputBuffer();
									if (nextOutputResult.finished) {
										xzContext.dispose();
										XzReadableStream._contextMutex.release();
										controller.close();
									}
								} catch (error) {
									if (xzContext) xzContext.dispose();
									XzReadableStream._contextMutex.release();
									throw error;
								}
							},
							cancel() {
								try {
									if (xzContext) xzContext.dispose();
									return compressedReader.cancel();
								} finally {
									XzReadableStream._contextMutex.release();
								}
							}
						});
					}
				}
			})();
			return __webpack_exports__;
		})();
	});
}))(), 1);
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
async function* unxz(chunks) {
	const reader = new import_xz_decompress.default.XzReadableStream(new ReadableStream({ async pull(controller) {
		const next = await chunks.next();
		if (next.done === true) controller.close();
		else controller.enqueue(Uint8Array.from(next.value));
	} })).getReader();
	try {
		for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
	} finally {
		reader.releaseLock();
	}
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

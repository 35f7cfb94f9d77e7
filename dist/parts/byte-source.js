import { r as Unreadable } from "./errors.js";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
// src/in-parallel.ts
async function inParallel(items, lanes, work) {
	const waiting = items.values();
	const abort = new AbortController();
	const drive = async (lane) => {
		for (const item of waiting) {
			if (abort.signal.aborted) return;
			try {
				await work(item, lane, abort.signal);
			} catch (error) {
				abort.abort(error);
			}
		}
	};
	await Promise.all(lanes.map(drive));
	abort.signal.throwIfAborted();
}
// src/image/whiteout.ts
const PREFIX = ".wh.";
const OPAQUE = ".wh..wh..opq";
const AUFS_PREFIX = ".wh..wh.";
function markerOf(path) {
	const slash = path.lastIndexOf("/");
	if (!path.startsWith(PREFIX, slash + 1)) return void 0;
	const name = path.slice(slash + 1);
	const folder = slash < 0 ? "" : path.slice(0, slash);
	if (name === OPAQUE) return {
		kind: "opaque",
		folder
	};
	if (name.startsWith(AUFS_PREFIX)) return { kind: "housekeeping" };
	const hidden = name.slice(4);
	if (hidden === "" || hidden === "." || hidden === "..") return { kind: "malformed" };
	return {
		kind: "whiteout",
		path: folder === "" ? hidden : `${folder}/${hidden}`
	};
}
// src/inventory/binary/program.ts
const HEAD_BYTES = 4096;
function unknownLayout(kind) {
	return {
		...kind,
		regions: [],
		sections: new Map(),
		madeByGo: false
	};
}
function orderedRegions(regions, size) {
	return regions.map((region) => ({
		...region,
		end: Math.min(region.end, size)
	})).filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
}
var HeadReader = class {
	bytes;
	littleEndian;
	constructor(bytes, littleEndian) {
		this.bytes = bytes;
		this.littleEndian = littleEndian;
	}
	u16(at) {
		if (!this.#holds(at, 2)) return 0;
		return this.littleEndian ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
	}
	u32(at) {
		if (!this.#holds(at, 4)) return 0;
		return this.littleEndian ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
	}
	u64(at) {
		const [low, high] = this.littleEndian ? [at, at + 4] : [at + 4, at];
		return this.u32(high) * 2 ** 32 + this.u32(low);
	}
	word(at, bits) {
		return bits === 64 ? this.u64(at) : this.u32(at);
	}
	text(at, length) {
		const field = this.bytes.subarray(at, at + length);
		const end = field.indexOf(0);
		return field.toString("latin1", 0, end < 0 ? field.length : end);
	}
	#holds(at, length) {
		return at >= 0 && at + length <= this.bytes.length;
	}
};
// src/inventory/byte-source.ts
const IN_MEMORY = 1048576;
const HASH_BYTES = 1048576;
async function withSource(body, use) {
	if (body.size <= IN_MEMORY) return await use(bufferSource(await body.bytes()));
	const { file, start } = body.place ?? {
		file: await body.file(),
		start: 0
	};
	const handle = await open(file);
	try {
		return await use(fileSource(handle, start, body.size));
	} finally {
		await handle.close();
	}
}
function bufferSource(bytes) {
	return {
		size: bytes.length,
		async read(offset, length) {
			checkRange(offset, length, bytes.length);
			return bytes.subarray(offset, offset + length);
		}
	};
}
function fileSource(handle, start, size) {
	return {
		size,
		async read(offset, length) {
			checkRange(offset, length, size);
			const bytes = Buffer.allocUnsafe(length);
			const { bytesRead } = await handle.read(bytes, 0, length, start + offset);
			if (bytesRead < length) throw new Unreadable("it is cut off");
			return bytes;
		}
	};
}
function part(source, start, size) {
	checkRange(start, size, source.size);
	return {
		size,
		read(offset, length) {
			checkRange(offset, length, size);
			return source.read(start + offset, length);
		}
	};
}
async function sha1Of(source) {
	const hash = createHash("sha1");
	for (let at = 0; at < source.size; at += HASH_BYTES) hash.update(await source.read(at, Math.min(HASH_BYTES, source.size - at)));
	return hash.digest("hex");
}
function checkRange(offset, length, size) {
	if (offset < 0 || length < 0 || offset + length > size) throw new Unreadable("it points beyond its end");
}
export { HEAD_BYTES as a, unknownLayout as c, withSource as i, markerOf as l, part as n, HeadReader as o, sha1Of as r, orderedRegions as s, bufferSource as t, inParallel as u };

import { i as messageOf, n as OverLimit, t as DrydockError } from "./errors.js";
import { closeSync, openSync, read, readSync } from "node:fs";
import { promisify } from "node:util";
import zlib, { constants, createGunzip, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
// src/image/inflate.ts
const CHUNK_BYTES = 1048576;
async function* inflateWith(stream, chunks, behind) {
	const reader = { left: false };
	const feeding = feed(stream, chunks, behind, reader);
	stream.on("error", () => {});
	feeding.catch((error) => stream.destroy(error));
	try {
		for await (const chunk of stream) {
			yield chunk;
			giveBack(chunk);
		}
		await feeding;
	} finally {
		reader.left = true;
		stream.destroy();
	}
}
function giveBack({ buffer, byteOffset, byteLength }) {
	if (byteOffset + byteLength === buffer.byteLength && buffer instanceof ArrayBuffer && "transfer" in buffer) buffer.transfer(0);
}
async function feed(stream, chunks, behind, reader) {
	let wake = () => {};
	stream.once("close", () => wake());
	stream.once("end", () => wake());
	let given = 0;
	let ended = false;
	for await (const chunk of ahead(chunks)) {
		if (reader.left) return;
		if (ended) behind(chunk);
		if (ended) continue;
		await new Promise((resolve) => {
			wake = resolve;
			stream.write(chunk, () => resolve());
		});
		if (reader.left) return;
		given += chunk.length;
		ended = stream.bytesWritten < given && !stream.errored;
		if (ended) behind(chunk.subarray(stream.bytesWritten - given));
	}
	if (!ended && !reader.left) stream.end();
}
async function* ahead(chunks) {
	const source = chunks[Symbol.asyncIterator]();
	try {
		for (let upcoming = source.next();;) {
			const { done, value } = await upcoming;
			if (done === true) return;
			upcoming = source.next();
			upcoming.catch(() => {});
			yield value;
		}
	} finally {
		await source.return?.();
	}
}
function damaged(error, what, compression) {
	const { code } = error;
	if (!(error instanceof RangeError || code !== void 0 && /^(Z_|ZSTD_|ERR_ZSTD|ERR_BUFFER)/.test(code)) || error instanceof DrydockError) return error;
	return new DrydockError("IMAGE_INVALID", `${what} is not valid ${compression}: ${messageOf(error)}`, { cause: error });
}
// src/image/inflate-here.ts
async function* gunzipHere(chunks, behind) {
	const inflater = new Inflater(CHUNK_BYTES);
	try {
		for await (const chunk of chunks) yield* inflater.inflate(chunk, behind);
		yield* inflater.finish();
	} finally {
		inflater.close();
	}
}
const NOTHING = new Uint8Array(0);
var Inflater = class {
	#stream = createGunzip();
	#output;
	#hasEnded = false;
	constructor(chunkBytes) {
		this.#output = Buffer.allocUnsafeSlow(chunkBytes);
		this.#stream.on("error", () => {});
	}
	*inflate(input, behind) {
		let left = input.length;
		while (left > 0 && !this.#hasEnded) {
			const { made, rest } = this.#write(constants.Z_NO_FLUSH, input, left);
			this.#hasEnded = rest > 0 && made.length < this.#output.length;
			left = rest;
			if (made.length > 0) yield made;
			if (rest === 0 && made.length === this.#output.length) yield* this.#pending();
		}
		if (left > 0) behind(input.subarray(input.length - left));
	}
	*finish() {
		for (;;) {
			const { made } = this.#write(constants.Z_FINISH, NOTHING, 0);
			if (made.length > 0) yield made;
			if (made.length < this.#output.length) return;
		}
	}
	close() {
		this.#stream.destroy();
	}
	*#pending() {
		for (;;) {
			const { made } = this.#write(constants.Z_NO_FLUSH, NOTHING, 0);
			if (made.length > 0) yield made;
			if (made.length < this.#output.length) return;
		}
	}
	#write(flush, input, left) {
		const stream = this.#stream;
		const output = this.#output;
		stream._handle.writeSync(flush, input, input.length - left, left, output, 0, output.length);
		if (stream.errored !== null) throw stream.errored;
		const [room = 0, rest = 0] = stream._writeState;
		return {
			made: output.subarray(0, output.length - room),
			rest
		};
	}
};
let can;
function canInflateHere() {
	can ??= proves();
	return can;
}
function proves() {
	const text = Buffer.alloc(3 * SMALL, "drydock ");
	const whole = Buffer.concat([gzipSync(text.subarray(0, SMALL)), gzipSync(text.subarray(SMALL))]);
	const corrupt = Buffer.from(whole);
	corrupt[corrupt.length - 5] ^= 1;
	return unpacked(whole)?.equals(text) === true && unpacked(corrupt) === void 0 && unpacked(whole.subarray(0, -1)) === void 0;
}
const SMALL = 1e3;
function unpacked(bytes) {
	let inflater;
	try {
		inflater = new Inflater(SMALL);
		const made = [];
		for (const chunk of inflater.inflate(bytes, () => {})) made.push(Buffer.from(chunk));
		for (const chunk of inflater.finish()) made.push(Buffer.from(chunk));
		return Buffer.concat(made);
	} catch {
		return;
	} finally {
		inflater?.close();
	}
}
const MAX_BLOCK_CONTENT = 131072;
function skippableSize(buffer) {
	if ((buffer.readUInt32LE(0) & 4294967280) >>> 0 !== 407710288) return void 0;
	return 8 + buffer.readUInt32LE(4);
}
function parseFrameHeader(buffer) {
	if (buffer.length < 5) return void 0;
	if (buffer.readUInt32LE(0) !== 4247762216) throw new RangeError("there is other data behind a frame");
	const descriptor = buffer[4];
	const singleSegment = (descriptor & 32) !== 0;
	const dictionaryBytes = [
		0,
		1,
		2,
		4
	][descriptor & 3];
	const sizeBytes = [
		singleSegment ? 1 : 0,
		2,
		4,
		8
	][descriptor >> 6];
	const length = 5 + (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
	if (length > buffer.length) return void 0;
	const contentSize = sizeField(buffer, length - sizeBytes, sizeBytes);
	return {
		length,
		checksumBytes: (descriptor & 4) !== 0 ? 4 : 0,
		contentSize
	};
}
function sizeField(buffer, at, bytes) {
	if (bytes === 0) return void 0;
	if (bytes === 8) return Number(buffer.readBigUInt64LE(at));
	return buffer.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}
function blockAt(buffer, position) {
	if (position + 3 > buffer.length) return void 0;
	const header = buffer.readUIntLE(position, 3);
	const type = header >> 1 & 3;
	if (type === 3) throw new RangeError("a block has a reserved type");
	return {
		length: 3 + (type === 1 ? 1 : header >> 3),
		last: (header & 1) === 1
	};
}
function frameExtent(buffer) {
	const header = parseFrameHeader(buffer);
	if (header === void 0) return void 0;
	let position = header.length;
	for (let blocks = 1;; blocks++) {
		const block = blockAt(buffer, position);
		if (block === void 0) return void 0;
		position += block.length + (block.last ? header.checksumBytes : 0);
		if (position > buffer.length) return void 0;
		const contentLimit = Math.min(blocks * MAX_BLOCK_CONTENT, header.contentSize ?? Number.POSITIVE_INFINITY);
		if (block.last) return {
			length: position,
			contentLimit
		};
	}
}
// src/image/zstd.ts
const SMALL_FRAME_BYTES = 1048576;
const MAX_FRAMES = 2e6;
async function* decompressZstd(chunks, what) {
	if (typeof zlib.createZstdDecompress !== "function") throw new DrydockError("UNSUPPORTED", `${what} is compressed with zstd, which Node ${process.versions.node} cannot read`, { hint: "Run drydock with Node 22.15 or newer, or copy the image with gzip layers." });
	try {
		yield* frames(new Input(chunks[Symbol.asyncIterator]()));
	} catch (error) {
		throw damaged(error, what, "zstd");
	}
}
async function* frames(input) {
	const batch = new Batch();
	for (let count = 1; await input.fill(8); count++) {
		if (count > MAX_FRAMES) throw new OverLimit(`it has more than ${MAX_FRAMES} frames`);
		const skippable = skippableSize(input.buffer);
		if (skippable !== void 0) {
			await input.skip(skippable);
			continue;
		}
		const small = await smallFrame(input);
		if (small !== void 0) {
			const full = batch.add(small);
			if (full !== void 0) yield full;
			continue;
		}
		if (batch.size > 0) yield batch.take();
		yield* inflateWith(zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES }), frame(input), () => {});
	}
	if (input.buffer.length > 0) throw new RangeError("it is cut off");
	if (batch.size > 0) yield batch.take();
}
async function smallFrame(input) {
	let extent = frameExtent(input.buffer);
	if (extent === void 0 && input.buffer.length < 1048576 && await input.more()) extent = frameExtent(input.buffer);
	if (extent === void 0 || extent.contentLimit > SMALL_FRAME_BYTES) return void 0;
	const { length, contentLimit } = extent;
	const sizes = {
		chunkSize: Math.max(64, contentLimit + 1),
		maxOutputLength: Math.max(1, contentLimit)
	};
	return zlib.zstdDecompressSync(input.take(length), sizes);
}
async function* frame(input) {
	await input.fill(18, false);
	const header = parseFrameHeader(input.buffer);
	if (header === void 0) throw new RangeError("it is cut off");
	let known = header.length;
	for (let last = false;;) {
		while (!last) {
			const block = blockAt(input.buffer, known);
			if (block === void 0) break;
			last = block.last;
			known += block.length + (last ? header.checksumBytes : 0);
		}
		const part = input.take(Math.min(known, input.buffer.length));
		known -= part.length;
		if (part.length > 0) yield part;
		if (last && known === 0) return;
		if (!await input.more()) throw new RangeError("it is cut off");
	}
}
var Input = class {
	#source;
	buffer = Buffer.alloc(0);
	constructor(source) {
		this.#source = source;
	}
	async more() {
		const next = await this.#source.next();
		if (next.done === true) return false;
		const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
		this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
		return true;
	}
	async fill(length, required = true) {
		while (this.buffer.length < length) {
			if (await this.more()) continue;
			if (this.buffer.length > 0 && required) throw new RangeError("it is cut off");
			return false;
		}
		return true;
	}
	take(length) {
		const part = this.buffer.subarray(0, length);
		this.buffer = this.buffer.subarray(length);
		return part;
	}
	async skip(length) {
		for (let left = length;;) {
			left -= this.take(left).length;
			if (left === 0) return;
			if (!await this.more()) throw new RangeError("it is cut off");
		}
	}
};
var Batch = class {
	#pieces = [];
	size = 0;
	add(piece) {
		this.#pieces.push(piece);
		this.size += piece.length;
		return this.size < 1048576 ? void 0 : this.take();
	}
	take() {
		const joined = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
		this.#pieces = [];
		this.size = 0;
		return joined;
	}
};
// src/image/compression.ts
async function* decompress(chunks, what, inflating = "beside") {
	const source = chunks[Symbol.asyncIterator]();
	try {
		const head = await readHead(source);
		const all = rejoined(head, source);
		const compression = detect(head, what);
		if (compression === "none") yield* all;
		else if (compression === "zstd") yield* decompressZstd(all, what);
		else yield* gunzip(all, what, inflating);
	} finally {
		await source.return?.();
	}
}
function detect(head, what) {
	const magic = Buffer.from(head.subarray(0, 6)).toString("hex");
	if (magic.startsWith("1f8b")) return "gzip";
	if (/^(28b52ffd|5.2a4d18)/.test(magic)) return "zstd";
	const other = magic.startsWith("425a68") ? "bzip2" : magic === "fd377a585a00" ? "xz" : void 0;
	if (other === void 0) return "none";
	throw new DrydockError("UNSUPPORTED", `${what} is compressed with ${other}`, { hint: "Copy the image with gzip or zstd layers, the compressions of the OCI image specification." });
}
async function readHead(source) {
	let head = new Uint8Array(0);
	while (head.length < 6) {
		const next = await source.next();
		if (next.done === true) break;
		head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
	}
	return head;
}
async function* rejoined(head, rest) {
	if (head.length > 0) yield head;
	for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
async function* gunzip(chunks, what, inflating) {
	try {
		if (inflating === "here" && canInflateHere()) yield* gunzipHere(chunks, requireZeros);
		else yield* inflateWith(createGunzip({ chunkSize: CHUNK_BYTES }), chunks, requireZeros);
	} catch (error) {
		throw damaged(error, what, "gzip");
	}
}
function requireZeros(rest) {
	if (rest.some((byte) => byte !== 0)) throw new RangeError("there is other data behind its end");
}
// src/image/file-range.ts
const CHUNK = 1048576;
async function* readRange(file, start, size, what) {
	const end = start + size;
	let position = start;
	let next = position < end ? readAt(file, position, end) : void 0;
	while (next !== void 0) {
		const chunk = await next;
		if (chunk.length === 0) throw cutOff(what, end - position);
		position += chunk.length;
		next = position < end ? readAt(file, position, end) : void 0;
		next?.catch(() => void 0);
		yield chunk;
	}
}
async function* readPlace(place, what) {
	yield* piecesOf(place, what);
}
function md5OfPlace(place, what) {
	const hash = createHash("md5");
	for (const piece of piecesOf(place, what)) hash.update(piece);
	return hash.digest("hex");
}
function* piecesOf({ file, start, size }, what) {
	const descriptor = typeof file === "number" ? file : openSync(file, "r");
	const room = Math.min(CHUNK, size);
	const buffers = [];
	try {
		for (let position = start, end = start + size, count = 0; position < end; count++) {
			buffers[count % 2] ??= Buffer.allocUnsafeSlow(room);
			const buffer = buffers[count % 2];
			const bytes = readSync(descriptor, buffer, 0, Math.min(room, end - position), position);
			if (bytes === 0) throw cutOff(what, end - position);
			position += bytes;
			yield buffer.subarray(0, bytes);
		}
	} finally {
		if (typeof file === "string") closeSync(descriptor);
	}
}
async function* readPlaceAhead({ file, start, size }, what) {
	const descriptor = typeof file === "number" ? file : openSync(file, "r");
	const end = start + size;
	const room = Math.min(CHUNK, size);
	const buffers = [];
	let position = start;
	const next = (count) => {
		if (position === end) return void 0;
		buffers[count % 3] ??= Buffer.allocUnsafeSlow(room);
		const reading = readInto(descriptor, buffers[count % 3], position, end);
		reading.catch(() => void 0);
		return reading;
	};
	let reading = next(0);
	try {
		for (let count = 1; reading !== void 0; count++) {
			const chunk = await reading;
			if (chunk.length === 0) throw cutOff(what, end - position);
			position += chunk.length;
			reading = next(count);
			yield chunk;
		}
	} finally {
		await reading?.catch(() => void 0);
		if (typeof file === "string") closeSync(descriptor);
	}
}
const readFrom = promisify(read);
async function readInto(descriptor, buffer, position, end) {
	const length = Math.min(buffer.length, end - position);
	const { bytesRead } = await readFrom(descriptor, buffer, 0, length, position);
	return buffer.subarray(0, bytesRead);
}
function cutOff(what, missing) {
	return new DrydockError("IMAGE_INVALID", `${what} is cut off: ${missing} bytes are missing.`);
}
async function readAt(file, position, end) {
	const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, end - position));
	const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
	return buffer.subarray(0, bytesRead);
}
export { readRange as a, readPlaceAhead as i, md5OfPlace as n, decompress as o, readPlace as r, cutOff as t };

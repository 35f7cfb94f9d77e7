import { n as OverLimit, t as DrydockError } from "./errors.js";
import { o as decompress } from "./file-range.js";
import { i as verified, n as digestOf, t as compareDigests } from "./verify.js";
import { createHash } from "node:crypto";
// src/image/layer-stream.ts
const LIMITS = {
	bytes: 8 * 1024 ** 3,
	ratio: 100
};
async function* openLayerStream(stored, expected, onBytes, { limits = LIMITS, inflating = "beside" } = {}) {
	const source = new Source(verified(stored, expected), onBytes);
	const tar = expected.digest === expected.diffId ? void 0 : createHash("sha256");
	let size = 0;
	try {
		for await (const chunk of decompress(source.lent(), expected.what, inflating)) {
			size += chunk.length;
			if (size > limits.bytes && size > limits.ratio * source.size) throw new OverLimit(`it unpacks to more than ${size} bytes from ${source.size}`);
			tar?.update(chunk);
			yield chunk;
		}
		await source.drain();
		if (tar !== void 0) compareTars(expected, tar, size);
	} catch (error) {
		if (error instanceof OverLimit || error instanceof DrydockError && error.code === "IMAGE_INVALID") await source.drain();
		throw error;
	} finally {
		await source.close();
	}
}
var Source = class {
	#chunks;
	#onBytes;
	#failure;
	size = 0;
	constructor(chunks, onBytes) {
		this.#chunks = chunks;
		this.#onBytes = onBytes;
	}
	lent() {
		return { [Symbol.asyncIterator]: () => ({ next: () => this.#next() }) };
	}
	async drain() {
		if (this.#failure !== void 0) throw this.#failure.error;
		while ((await this.#next()).done !== true);
	}
	async close() {
		await this.#chunks.return(void 0);
	}
	async #next() {
		const next = await this.#chunks.next().catch((error) => {
			this.#failure = { error };
			throw error;
		});
		if (next.done !== true) {
			this.size += next.value.length;
			this.#onBytes?.(next.value.length);
		}
		return next;
	}
};
const RECORD_BYTES = 10240;
function compareTars({ what, digest, diffId }, tar, size) {
	const actual = digestOf(tar.copy());
	if (actual !== diffId && digest !== void 0 && fitsPadded(tar, size, diffId)) return;
	compareDigests(`${what}, unpacked,`, diffId, actual);
}
function fitsPadded(tar, size, diffId) {
	const padded = tar.copy();
	const first = (512 - size % 512) % 512;
	padded.update(Buffer.alloc(first));
	for (let added = first; added <= 2 * RECORD_BYTES; added += 512) {
		if (digestOf(padded.copy()) === diffId) return true;
		padded.update(Buffer.alloc(512));
	}
	return false;
}
export { openLayerStream as t };

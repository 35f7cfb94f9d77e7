import { r as readPlace } from "./file-range.js";
import { t as openLayerStream } from "./layer-stream.js";
import { n as unpackError, t as packError } from "./sent-error.js";
import { d as packResult, f as analyzeLayer, t as analyzersOfWorker } from "./layer-analyzers.js";
import { parentPort, workerData } from "node:worker_threads";
// src/analysis/workers/serve.ts
function serveLayers(port, analyzers) {
	const say = (answer) => port.postMessage(answer);
	const pieces = new Pieces(() => say({ kind: "more" }));
	let onScratch = () => {};
	let scratch;
	const askForScratch = () => {
		scratch ??= new Promise((resolve) => {
			onScratch = resolve;
			say({ kind: "scratch" });
		});
		return scratch;
	};
	port.on("message", (order) => {
		if (order.kind === "layer") read(order);
		else if (order.kind === "scratch") onScratch(order.path);
		else pieces.take(order);
	});
	async function read(order) {
		const { info, place, expected, inflating, caps, keepIn, deadline } = order;
		pieces.begin();
		const stored = place === void 0 ? pieces.all() : readPlace(place, expected.what);
		const onBytes = place === void 0 ? void 0 : (bytes) => say({
			kind: "read",
			bytes
		});
		const open = () => openLayerStream(stored, expected, onBytes, { inflating });
		const layer = {
			...info,
			open
		};
		const context = {
			scratch: askForScratch,
			caps,
			keepIn,
			deadline: deadline === void 0 ? void 0 : deadline - performance.timeOrigin
		};
		try {
			say({
				kind: "result",
				result: packResult(await analyzeLayer(layer, analyzers, context))
			});
		} catch (error) {
			say({
				kind: "error",
				error: packError(error)
			});
		}
	}
}
var Pieces = class {
	#onTaken;
	#waiting = [];
	#wake;
	constructor(onTaken) {
		this.#onTaken = onTaken;
	}
	begin() {
		this.#waiting = [];
	}
	take(piece) {
		this.#waiting.push(piece);
		this.#wake?.();
	}
	async *all() {
		for (;;) {
			const piece = this.#waiting.shift();
			if (piece === void 0) {
				await new Promise((resolve) => {
					this.#wake = resolve;
				});
				continue;
			}
			if (piece.kind === "end") return;
			if (piece.kind === "failed") throw unpackError(piece.error);
			this.#onTaken();
			yield piece.bytes;
		}
	}
};
// src/layer-worker.ts
serveLayers(parentPort, analyzersOfWorker(workerData));
export {};

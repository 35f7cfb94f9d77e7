import type { MessagePort } from "node:worker_threads";
import { readPlace } from "../../image/file-range.ts";
import { openLayerStream } from "../../image/layer-stream.ts";
import type { Layer } from "../../model/image.ts";
import { packError, unpackError } from "../../sent-error.ts";
import type { Analyzer } from "../analyzer.ts";
import { analyzeLayer } from "../layer.ts";
import { type Answer, type Order, packResult } from "./messages.ts";

/** In a worker: reads the layers that come through `port`, one after another, as `analyzeLayer` does. */
export function serveLayers(port: MessagePort, analyzers: readonly Analyzer[]): void {
  const say = (answer: Answer) => port.postMessage(answer);
  const pieces = new Pieces(() => say({ kind: "more" }));
  let onScratch: (path: string) => void = () => {};
  let scratch: Promise<string> | undefined;
  const askForScratch = () => {
    scratch ??= new Promise((resolve) => {
      onScratch = resolve;
      say({ kind: "scratch" });
    });
    return scratch;
  };

  port.on("message", (order: Order) => {
    if (order.kind === "layer") void read(order);
    else if (order.kind === "scratch") onScratch(order.path);
    else pieces.take(order);
  });

  async function read(order: Order & { kind: "layer" }): Promise<void> {
    const { info, place, expected, inflating, caps, keepIn, deadline } = order;
    pieces.begin();
    const stored = place === undefined ? pieces.all() : readPlace(place, expected.what);
    const onBytes = place === undefined ? undefined : (bytes: number) => say({ kind: "read", bytes });
    const open = () => openLayerStream(stored, expected, onBytes, { inflating });
    const layer: Layer = { ...info, open };
    const context = {
      scratch: askForScratch,
      caps,
      keepIn,
      deadline: deadline === undefined ? undefined : deadline - performance.timeOrigin,
    };
    try {
      say({ kind: "result", result: packResult(await analyzeLayer(layer, analyzers, context)) });
    } catch (error) {
      say({ kind: "error", error: packError(error) });
    }
  }
}

type Piece = Exclude<Order, { kind: "layer" | "scratch" }>;

/** The stored bytes of one layer as they arrive. */
class Pieces {
  readonly #onTaken: () => void;
  #waiting: Piece[] = [];
  #wake: (() => void) | undefined;

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken;
  }

  /** What is left of the layer before, if it was not read to its end, is nobody's. */
  begin(): void {
    this.#waiting = [];
  }

  take(piece: Piece): void {
    this.#waiting.push(piece);
    this.#wake?.();
  }

  async *all(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#waiting.shift();
      if (piece === undefined) {
        await new Promise<void>((resolve) => {
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
}

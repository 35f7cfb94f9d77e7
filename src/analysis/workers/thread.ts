import { Worker } from "node:worker_threads";
import type { Inflating } from "../../image/compression.ts";
import type { Layer } from "../../model/image.ts";
import { packError, unpackError } from "../../sent-error.ts";
import type { LayerResult } from "../analyzer.ts";
import type { LayerContext } from "../layer.ts";
import { LAYER_CAPS } from "../layer-pass.ts";
import { type Answer, type Order, PIECES_AHEAD, unpackResult } from "./messages.ts";

/** How a thread is started that serves layers (`serveLayers`), and what it is given to know the analyzers by. */
export interface WorkerEntry {
  readonly url: URL;
  /** Plain data. */
  readonly data: unknown;
  /** Absent = as many as the machine has. */
  readonly processors?: number;
}

/** A layer whose bytes can be sent away. */
type SendableLayer = Layer & Required<Pick<Layer, "raw">>;

export function isSendable(layer: Layer): layer is SendableLayer {
  return layer.raw !== undefined;
}

/**
 * A thread that reads layers, one at a time: unpacking, hashing and looking happen there, this thread only hands over the
 * stored bytes.
 */
export class LayerThread {
  readonly #worker: Worker;

  constructor({ url, data }: WorkerEntry) {
    this.#worker = new Worker(url, { workerData: data });
  }

  /** As `analyzeLayer`, of a layer that is sendable. After it has thrown, or was told to stop, it is not to be used again. */
  async read(layer: Layer, context: LayerContext, inflating: Inflating = "beside"): Promise<LayerResult> {
    if (!isSendable(layer)) throw new Error("this layer cannot be sent");
    const { scratch, onBytes, signal, caps = LAYER_CAPS, keepIn, deadline } = context;
    signal?.throwIfAborted();
    const { raw, open: _, ...info } = layer;
    const budget = new Budget(PIECES_AHEAD);
    let resolve: (result: LayerResult) => void = () => {};
    let reject: (error: unknown) => void = () => {};
    const promise = new Promise<LayerResult>((...ends) => {
      [resolve, reject] = ends;
    });
    const onMessage = (answer: Answer) => {
      if (answer.kind === "more") budget.add();
      else if (answer.kind === "read") onBytes?.(answer.bytes);
      else if (answer.kind === "scratch")
        scratch().then((path) => this.#say({ kind: "scratch", path }), reject);
      else if (answer.kind === "result") resolve(unpackResult(answer.result));
      else reject(unpackError(answer.error));
    };
    const onExit = () => reject(new Error("a thread that reads layers has ended"));
    const onAbort = () => reject(signal?.reason);
    const worker = this.#worker.on("message", onMessage).on("error", reject).on("exit", onExit);
    signal?.addEventListener("abort", onAbort);
    try {
      const clock = deadline === undefined ? undefined : performance.timeOrigin + deadline;
      const place = raw.place?.();
      const { expected } = raw;
      this.#say({ kind: "layer", info, place, expected, inflating, caps, keepIn, deadline: clock });
      if (place === undefined) void this.#send(raw.stream(), budget, onBytes);
      return await promise;
    } finally {
      budget.close();
      signal?.removeEventListener("abort", onAbort);
      worker.off("message", onMessage).off("error", reject).off("exit", onExit);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What the source throws is the worker's to judge: damaged bytes are told by their digest in the first place. */
  async #send(
    stored: AsyncIterable<Uint8Array>,
    budget: Budget,
    onBytes: LayerContext["onBytes"],
  ): Promise<void> {
    try {
      for await (const chunk of stored) {
        if (!(await budget.take())) return;
        // A copy: the source may still need its own.
        const bytes = new Uint8Array(chunk);
        this.#say({ kind: "piece", bytes }, [bytes.buffer]);
        onBytes?.(chunk.length);
      }
      if (!budget.isClosed) this.#say({ kind: "end" });
    } catch (error) {
      if (!budget.isClosed) this.#say({ kind: "failed", error: packError(error) });
    }
  }

  #say(order: Order, own: ArrayBuffer[] = []): void {
    this.#worker.postMessage(order, own);
  }
}

/** How many pieces may be sent. */
class Budget {
  #left: number;
  /** The layer is done with: what is still on its way would be taken for the next one's. */
  isClosed = false;
  #wake: (() => void) | undefined;

  constructor(left: number) {
    this.#left = left;
  }

  add(): void {
    this.#left++;
    this.#wake?.();
  }

  close(): void {
    this.isClosed = true;
    this.#wake?.();
  }

  /** Waits until another one may be sent; `false` = nobody wants any more. */
  async take(): Promise<boolean> {
    while (this.#left === 0 && !this.isClosed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#left--;
    return !this.isClosed;
  }
}

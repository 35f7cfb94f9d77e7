import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { unpackError } from "../../sent-error.ts";
import { type Deb, readDeb } from "./deb.ts";
import { type DebAnswer, type DebOrder, unpackDeb } from "./sent-deb.ts";

/** A literal address: the bundler puts the door beside the bundle, and its address in here. */
const DOOR = new URL("./deb-worker.ts", import.meta.url);

/** As `readDeb`, one package at a time. */
type Lane = (path: string, data: string) => Promise<Deb>;

/**
 * Reads packages, which is mostly unpacking xz, in as many threads as the machine has processors, this one among them. To be
 * closed after use.
 */
export class DebReader {
  readonly #threads: Worker[] = [];
  readonly #free: Lane[] = [];
  readonly #waiting: ((lane: Lane) => void)[] = [];

  /** `most`: no more packages will come at once. */
  constructor(most: number, processors = availableParallelism()) {
    for (let count = 1; count < Math.min(most, processors); count++) {
      const thread = new Worker(DOOR);
      this.#threads.push(thread);
      this.#free.push((path, data) => readIn(thread, { path, data }));
    }
    // The last to be given away: this thread has other things to do.
    this.#free.unshift(readDeb);
  }

  /** As `readDeb`. */
  async read(path: string, data: string): Promise<Deb> {
    const lane = this.#free.pop() ?? (await new Promise<Lane>((resolve) => this.#waiting.push(resolve)));
    try {
      return await lane(path, data);
    } finally {
      const next = this.#waiting.shift();
      if (next !== undefined) next(lane);
      else if (lane === readDeb) this.#free.unshift(lane);
      else this.#free.push(lane);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

async function readIn(thread: Worker, order: DebOrder): Promise<Deb> {
  const answer = await new Promise<DebAnswer>((resolve, reject) => {
    const onExit = () => reject(new Error("a thread that reads packages has ended"));
    const settle = (end: () => void) => {
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      end();
    };
    const onMessage = (message: DebAnswer) => settle(() => resolve(message));
    const onError = (error: unknown) => settle(() => reject(error));
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage(order);
  });
  if ("error" in answer) throw unpackError(answer.error);
  return unpackDeb(answer.deb);
}

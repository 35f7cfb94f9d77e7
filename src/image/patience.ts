import { setTimeout as sleep } from "node:timers/promises";
import type { Host } from "../host.ts";
import { PassingTrouble } from "./http.ts";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 16_000;
/** A server that asks for more is not waited for: the user learns it sooner. */
const LONGEST_RETRY_AFTER = 60_000;
/** All pauses of one piece of work; a server that drops every connection after a few bytes must not keep us for ever. */
const LONGEST_IN_ALL = 150_000;

/** How long to put up with passing trouble in one piece of work. */
export class Patience {
  readonly #host: Host;
  #failures = 0;
  #waited = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Waits before the next try; throws `error` where none should follow. */
  async after(error: unknown): Promise<void> {
    if (!(error instanceof PassingTrouble)) throw error;
    this.#failures++;
    const pause = pauseAfter(this.#failures, error.retryAfter);
    if (this.#failures >= error.tries || pause === undefined || this.#waited + pause > LONGEST_IN_ALL)
      throw error;
    this.#waited += pause;
    this.#host.log.debug(`${error.message} Trying again in ${(pause / 1000).toFixed(1)} s.`);
    await (this.#host.wait ?? sleep)(pause);
  }

  /** Something came of the last try. */
  progress(): void {
    this.#failures = 0;
  }
}

/** Runs `attempt` until it succeeds or patience ends; throws its last error. */
export async function persist<T>(host: Host, attempt: () => Promise<T>): Promise<T> {
  const patience = new Patience(host);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await patience.after(error);
    }
  }
}

/** Milliseconds. Jitter keeps parallel jobs that failed together from coming back together. */
function pauseAfter(failures: number, retryAfter: number | undefined): number | undefined {
  const jitter = Math.random();
  if (retryAfter === undefined)
    return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + jitter / 2);
  const asked = retryAfter * 1000;
  return asked > LONGEST_RETRY_AFTER ? undefined : asked + jitter * FIRST_PAUSE;
}

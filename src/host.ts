import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, silent } from "./log.ts";

/** The outside, handed in, so that tests pass a small object instead of mocking modules. */
export interface Host {
  /** The one folder drydock writes to, reports apart. Created when first needed. */
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  now(): Date;
}

/** A host for library use and tests: no output, cache in a folder of the caller's choice. */
export function quietHost(cacheDir: string = join(tmpdir(), "drydock"), overrides: Partial<Host> = {}): Host {
  return { cacheDir, env: process.env, log: silent, now: () => new Date(), ...overrides };
}

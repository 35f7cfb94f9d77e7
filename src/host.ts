import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, silent } from "./log.ts";

/** The outside, handed in, so that tests pass a small object instead of mocking modules. */
export interface Host {
  /** The one folder drydock writes to, reports apart. Created when first needed. */
  readonly cacheDir: string;
  /** Where relative paths of the user start and a policy file is looked for. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  now(): Date;
  /** The pause before another try, in milliseconds; absent = a real one. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** A host for library use and tests: no output, cache in a folder of the caller's choice. */
export function quietHost(cacheDir: string = join(tmpdir(), "drydock"), overrides: Partial<Host> = {}): Host {
  return { cacheDir, cwd: process.cwd(), env: process.env, log: silent, now: () => new Date(), ...overrides };
}

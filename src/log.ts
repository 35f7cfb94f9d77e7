/** What the rooms may tell the user while they work. Voices (terminal bar, sparse lines, silence) live in `progress.ts`. */
export interface Logger {
  /** Something odd that did not stop the work. */
  warn(message: string): void;
  /** What is being done, for those who asked with `--verbose`. */
  debug(message: string): void;
  /** A stage of known or unknown length; `done()` ends it. */
  stage(name: string, total?: { readonly bytes?: number; readonly steps?: number }): Stage;
}

export interface Stage {
  /** More bytes, or a further step with its name, e.g. `layer 2 of 5`. */
  advance(by: { readonly bytes?: number; readonly step?: string }): void;
  done(summary?: string): void;
}

const silentStage: Stage = { advance() {}, done() {} };

/** Says nothing; for tests and `--quiet`. */
export const silent: Logger = { warn() {}, debug() {}, stage: () => silentStage };

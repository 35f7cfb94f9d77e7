import type { Step } from "./scene.ts";

/**
 * One simple command of a `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`, as a shell would run it. Words in comments, in
 * quoted strings of `echo` and in files that heredocs write are no commands. Commands within `$(…)`, `if`, loops,
 * functions, `sh -c '…'`, `sh <<EOF`, `env`, `sudo`, `time`, `nice`, `xargs`, `exec`, `command` and `eval` are commands of
 * their own too (with `via` naming what starts them).
 */
export interface Command {
  readonly step: Step;
  /** The program's base name, quotes off and variables put in as far as known: `apt-get` for `/usr/bin/apt-get`. */
  readonly name: string;
  /** The words behind it, quotes off and variables put in; what nobody knows stands as `UNKNOWN` (`\0`). */
  readonly args: readonly string[];
  /** The same words as they are written, one for each. */
  readonly rawArgs: readonly string[];
  /** The words as written, with the name. */
  readonly text: string;
  /** `A=b` in front of it, or the whole of a bare assignment or `export A=b`; variables put in. */
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
  /** Line of the Dockerfile on which it begins and ends; of the whole instruction where a heredoc or history has none. */
  readonly startLine: number;
  readonly endLine: number;
  /** The commands of the pipeline it stands in, in order, itself among them; `[itself]` where there is none. */
  readonly pipeline: readonly Command[];
  /** `sudo`, `sh -c`, `sh` (from its input), `env`, …: what starts it, outermost first. */
  readonly via: readonly string[];
  /** `>`, `>>`, `<`, `<<`… with the word behind. Content of heredocs in `content`. */
  readonly redirects: readonly {
    readonly operator: string;
    readonly target: string;
    readonly content?: string;
  }[];
  /** Runs only if the command before fails or succeeds, or in a branch: so it may not run at all. */
  readonly isConditional: boolean;
}

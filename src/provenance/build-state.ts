import { posix } from "node:path";
import {
  assignments,
  type BuildArgs,
  type Dockerfile,
  expand,
  given,
  globalValues,
  type Instruction,
  type StageChain,
  UNKNOWN,
} from "../dockerfile/index.ts";

/** What becomes of an `ARG`: its default counts, or nothing is known, or the history has told a value. */
export type Assumption = (value: string | undefined, name: string) => string | undefined;

/** What a builder knows when it comes to an instruction. */
export interface BuildState {
  /** Quotes off, variables put in. */
  expand(text: string): string;
  pairs(instruction: Instruction): readonly (readonly [name: string, value: string | undefined])[];
  /** Joined by blanks; `UNKNOWN` where the base image may have set one. */
  readonly shell: string;
  /** Absolute; begins with `UNKNOWN` where the base image may have set one. */
  readonly workdir: string;
}

/** Walks through the instructions of a chain of stages and tells each one's state. */
export function* buildStates(
  dockerfile: Dockerfile,
  chain: StageChain,
  buildArgs: BuildArgs,
  assume: Assumption,
): Generator<{ readonly instruction: Instruction; readonly state: BuildState }> {
  const escapeSign = dockerfile.escape;
  const globals = globalValues(dockerfile, buildArgs, (value, name) => assume(value, name) ?? UNKNOWN);
  const env = new Map<string, string>();
  const args = new Map<string, string>();
  // Every builder gives even an empty image a PATH.
  const fallback = (name: string) => (chain.isScratch && name !== "PATH" ? undefined : UNKNOWN);
  const lookup = (name: string) => env.get(name) ?? args.get(name) ?? fallback(name);
  let shell = chain.isScratch ? "/bin/sh -c" : UNKNOWN;
  let workdir = chain.isScratch ? "/" : UNKNOWN;
  for (const instruction of chain.stages.flatMap((stage) => stage.instructions)) {
    const pairs = (some: Instruction) => assignments(some, lookup, escapeSign);
    yield {
      instruction,
      state: { expand: (text) => expand(text, lookup, escapeSign), pairs, shell, workdir },
    };
    const { keyword, json, rest } = instruction;
    if (keyword === "ENV") for (const [name, value] of pairs(instruction)) env.set(name, value ?? "");
    else if (keyword === "ARG")
      for (const [name, value] of pairs(instruction)) {
        const inherited = value === undefined ? globals.get(name) : undefined;
        args.set(name, given(buildArgs, name) ?? inherited ?? assume(value, name) ?? UNKNOWN);
      }
    else if (keyword === "SHELL" && json !== undefined) shell = json.join(" ");
    else if (keyword === "WORKDIR") workdir = directory(workdir, expand(rest, lookup, escapeSign));
  }
}

/** Where `WORKDIR path` leads from another one. */
export function directory(workdir: string, path: string): string {
  if (path.startsWith("/")) return posix.normalize(path).replace(/(?<=.)\/$/, "");
  if (path.startsWith(UNKNOWN)) return UNKNOWN;
  return posix.join(workdir, path).replace(/(?<=.)\/$/, "");
}

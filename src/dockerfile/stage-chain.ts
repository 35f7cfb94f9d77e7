import { expand, type Lookup } from "./expansion.ts";
import type { Dockerfile, Instruction, Stage } from "./model.ts";
import { UNKNOWN } from "./unknown.ts";
import { words } from "./words.ts";

/** A stage and the stages it is built on; the image they all stand on comes from outside. */
export interface StageChain {
  /** The lowest first. */
  readonly stages: readonly Stage[];
  /** The name after the lowest `FROM` with variables put in; absent where a variable has no known value. */
  readonly base?: string;
  readonly isScratch: boolean;
}

/** Values of `--build-arg`. */
export type BuildArgs = Readonly<Record<string, string>>;

/** `target` names a stage or counts from 0; none = the last one. Gives `undefined` where there is no such stage. */
export function stageOf(dockerfile: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return dockerfile.stages.at(-1);
  const named = dockerfile.stages.findLast((stage) => stage.name === target.toLowerCase());
  return named ?? (/^\d{1,4}$/.test(target) ? dockerfile.stages[Number(target)] : undefined);
}

export function stageChain(dockerfile: Dockerfile, stage: Stage, buildArgs: BuildArgs): StageChain {
  const globals = globalValues(dockerfile, buildArgs, (value) => value);
  const lookup: Lookup = (name) => globals.get(name) ?? UNKNOWN;
  const stages = [stage];
  for (let lowest = stage; ; ) {
    const image = expand(lowest.image, lookup, dockerfile.escape);
    const below = dockerfile.stages
      .slice(0, lowest.index)
      .findLast(({ name }) => name !== undefined && name === image.toLowerCase());
    if (below === undefined) {
      const known = !image.includes(UNKNOWN) && image !== "";
      return { stages, ...(known ? { base: image } : {}), isScratch: image === "scratch" };
    }
    stages.unshift(below);
    lowest = below;
  }
}

/** What the `ARG`s before the first `FROM` hold; `assume` says what becomes of a default. */
export function globalValues(
  dockerfile: Dockerfile,
  buildArgs: BuildArgs,
  assume: (value: string, name: string) => string,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const lookup: Lookup = (name) => values.get(name) ?? UNKNOWN;
  for (const instruction of dockerfile.globalArgs)
    for (const [name, value] of assignments(instruction, lookup, dockerfile.escape))
      values.set(name, given(buildArgs, name) ?? assume(value ?? UNKNOWN, name));
  return values;
}

export function given(buildArgs: BuildArgs, name: string): string | undefined {
  return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}

/** The pairs of `ARG`, `ENV` and `LABEL`, quotes off and variables put in; also the old form `ENV name some value`. */
export function assignments(
  { keyword, rest }: Instruction,
  lookup: Lookup,
  escapeSign: Dockerfile["escape"],
): readonly (readonly [name: string, value: string | undefined])[] {
  const found = words(rest, escapeSign);
  const first = found[0];
  if (first === undefined) return [];
  if (keyword !== "ARG" && !first.raw.includes("="))
    return [
      [expand(first.raw, lookup, escapeSign), expand(rest.slice(first.end).trim(), lookup, escapeSign)],
    ];
  return found.map(({ raw }) => {
    const equals = raw.indexOf("=");
    if (equals < 0) return [expand(raw, lookup, escapeSign), undefined];
    return [
      expand(raw.slice(0, equals), lookup, escapeSign),
      expand(raw.slice(equals + 1), lookup, escapeSign),
    ];
  });
}

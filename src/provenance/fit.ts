import {
  type BuildArgs,
  type Dockerfile,
  type Instruction,
  type Stage,
  type StageChain,
  stageChain,
  words,
} from "../dockerfile/index.ts";
import { type Alignment, align, commonOrder, type Question } from "./alignment.ts";
import { type Assumption, buildStates } from "./build-state.ts";
import { compare, type Likeness } from "./comparison.ts";
import type { HistoryRow } from "./history-row.ts";
import { type Trace, traceOf } from "./traces.ts";

/** Instructions that change files. `WORKDIR` makes an empty folder at most. */
export const CHANGES_FILES: ReadonlySet<string> = new Set(["ADD", "COPY", "RUN"]);

/** One stage's instructions, with those of the stages below, held against the history. */
export interface Fit {
  readonly stage: Stage;
  readonly chain: StageChain;
  readonly instructions: readonly Instruction[];
  readonly alignment: Alignment | undefined;
  like(instruction: number, row: number): Likeness;
  /** The second best, where there is no alignment. */
  commonOrder(): readonly (number | undefined)[];
}

export function fitStage(
  dockerfile: Dockerfile,
  stage: Stage,
  buildArgs: BuildArgs,
  rows: readonly HistoryRow[],
): Fit {
  const chain = stageChain(dockerfile, stage, buildArgs);
  const instructions = chain.stages.flatMap((one) => one.instructions);
  const argNames = namesOfArgs(dockerfile, instructions);
  const told = toldValues(rows, argNames);
  const assumptions: Assumption[] = [
    (value, name) => told.get(name) ?? value,
    (value) => value,
    () => undefined,
  ];
  const traces = assumptions.map((assume) => tracesOf(dockerfile, chain, buildArgs, assume));
  const like = remembered(rows.length, (instruction, row) => {
    const ofRow = rows[row];
    if (ofRow === undefined) return "none";
    const all = traces.map((list) => {
      const trace = list[instruction];
      return trace === undefined ? "none" : compare(ofRow, trace, argNames);
    });
    return all.find((one) => one === "same") ?? all.find((one) => one === "vague") ?? "none";
  });
  const starts = stageStarts(chain);
  const question: Question = {
    rows: rows.length,
    instructions: instructions.length,
    like,
    isOptional: optionalIn(rows, instructions),
    isAside: asidesIn(rows),
    isStageStart: (instruction) => starts.has(instruction),
    isScratch: chain.isScratch,
  };
  return {
    stage,
    chain,
    instructions,
    alignment: align(question),
    like,
    commonOrder: () => commonOrder(question),
  };
}

function tracesOf(
  dockerfile: Dockerfile,
  chain: StageChain,
  buildArgs: BuildArgs,
  assume: Assumption,
): readonly Trace[] {
  return Array.from(buildStates(dockerfile, chain, buildArgs, assume), ({ instruction, state }) =>
    traceOf(instruction, state),
  );
}

/** BuildKit leaves no row for `ONBUILD`, kaniko only rows with a layer. */
function optionalIn(
  rows: readonly HistoryRow[],
  instructions: readonly Instruction[],
): (instruction: number) => boolean {
  const isKaniko = rows.some(({ builder }) => builder === "kaniko");
  return (instruction) => {
    const keyword = instructions[instruction]?.keyword ?? "";
    return keyword === "ONBUILD" || (isKaniko && keyword !== "COPY" && keyword !== "ADD");
  };
}

/** docker's note of a squash, and what `--label` on the command line adds at the end (BuildKit adds no row). */
function asidesIn(rows: readonly HistoryRow[]): (row: number) => boolean {
  const isLabel = ({ keyword, builder }: HistoryRow) => keyword === "LABEL" && builder === "classic";
  const isSquash = ({ kind }: HistoryRow) => kind === "squash";
  const last = rows.findLastIndex((row) => !isLabel(row) && !isSquash(row));
  return (row) => row > last || rows.slice(row, row + 1).some(isSquash);
}

function stageStarts({ stages }: StageChain): ReadonlySet<number> {
  const starts = new Set<number>();
  let count = 0;
  for (const { instructions } of stages) {
    if (instructions.length > 0) starts.add(count);
    count += instructions.length;
  }
  return starts;
}

function namesOfArgs(dockerfile: Dockerfile, instructions: readonly Instruction[]): ReadonlySet<string> {
  const args = [...dockerfile.globalArgs, ...instructions].filter(({ keyword }) => keyword === "ARG");
  const written = args.flatMap(({ rest }) => words(rest, dockerfile.escape));
  return new Set(written.map(({ raw }) => raw.split("=", 1)[0] ?? ""));
}

/** Values of `ARG`s that the rows of RUNs name, `|2 A=b C=d e /bin/sh -c …`, unless they name several. */
function toldValues(rows: readonly HistoryRow[], names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const all = new Map<string, Set<string>>();
  for (const { rest } of rows) {
    const count = Number(/^\|(\d{1,4}) /.exec(rest)?.[1] ?? 0);
    const end = rest.indexOf(" /bin/sh -c ");
    if (count === 0 || end < 0) continue;
    const values: string[] = [];
    for (const word of rest.slice(0, end).split(" ").slice(1))
      if (names.has(word.split("=", 1)[0] ?? "")) values.push(word);
      else values.push(`${values.pop() ?? ""} ${word}`);
    if (values.length !== count) continue;
    for (const value of values) {
      const name = value.split("=", 1)[0] ?? "";
      all.set(name, (all.get(name) ?? new Set()).add(value.slice(name.length + 1)));
    }
  }
  return new Map(
    [...all].flatMap(([name, [first, ...others]]) =>
      first === undefined || others.length > 0 ? [] : [[name, first] as const],
    ),
  );
}

function remembered(
  rows: number,
  compute: (instruction: number, row: number) => Likeness,
): (instruction: number, row: number) => Likeness {
  const known = new Map<number, Likeness>();
  return (instruction, row) => {
    const key = instruction * rows + row;
    const likeness = known.get(key) ?? compute(instruction, row);
    known.set(key, likeness);
    return likeness;
  };
}

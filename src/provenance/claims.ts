import type { Alignment } from "./alignment.ts";
import type { Instruction } from "./dockerfile/index.ts";
import { CHANGES_FILES, type Fit } from "./fit.ts";
import type { HistoryRow } from "./history-row.ts";

/** What one way to see it says of a layer. */
export interface Claim {
  readonly owner: "base" | "own" | "unknown";
  readonly certainty: "proved" | "likely" | "unknown";
  /** Whose lines to point at. */
  readonly at?: Instruction;
  /** `at` is what made the layer, not only the `FROM` to start looking from. */
  readonly isExact: boolean;
  /** The row's instruction is one of several that made the layer. */
  readonly isMelted?: boolean;
  readonly note?: string;
}

export const MELTED = "The builder has melted several instructions into this layer.";
const WITH_BASE = "The builder has melted the base image and the instructions above it into this layer.";

export interface Circumstances {
  readonly rows: readonly HistoryRow[];
  /** buildah, or something above it, has built this image or its base. */
  readonly isBuildah: boolean;
}

/** Index = row; rows without a layer have none. */
export function claimsOf(
  fit: Fit,
  alignment: Alignment,
  around: Circumstances,
): readonly (Claim | undefined)[] {
  const { chain } = fit;
  const isBaseLess = !chain.isScratch && alignment.firstOwn === 0;
  const certainty = isStrong(fit, alignment) && !isBaseLess ? "proved" : "likely";
  const made = makersOf(fit, alignment, around);
  const isSingle = around.rows.filter(({ hasLayer }) => hasLayer).length === 1;
  return around.rows.map((row, index): Claim | undefined => {
    if (!row.hasLayer) return undefined;
    const root = at(chain.stages[0]?.from);
    if (index < alignment.firstOwn) return { owner: "base", certainty, ...root, isExact: false };
    const isMelted = row.kind === "squash" || alignment.isCutOff;
    if (isSingle && !chain.isScratch && (isMelted || isBaseLess))
      return {
        owner: "unknown",
        certainty: "unknown",
        ...root,
        isExact: false,
        isMelted: true,
        note: WITH_BASE,
      };
    const [maker, another] = made.get(index) ?? [];
    if (isMelted || maker === undefined || another !== undefined) {
      const stage = at(stageOf(fit, maker));
      return { owner: "own", certainty: "likely", ...stage, isExact: false, isMelted: true, note: MELTED };
    }
    const number = alignment.instructionOf[index];
    const isVague = number !== undefined && fit.like(number, index) === "vague";
    return { owner: "own", certainty: isVague ? "likely" : certainty, at: maker, isExact: true };
  });
}

/**
 * Which instructions made the layer of a row: its own, and those since the last layer that change files but have none.
 * docker's classic builder sees when a RUN has changed nothing. Nobody else leaves a RUN or COPY without a layer, except
 * to put several into one.
 */
function makersOf(
  { instructions }: Fit,
  { firstOwn, instructionOf }: Alignment,
  { rows, isBuildah }: Circumstances,
): ReadonlyMap<number, readonly (Instruction | undefined)[]> {
  const isTrusted = !isBuildah && rows.slice(firstOwn).some(({ isDocker }) => isDocker);
  const made = new Map<number, readonly (Instruction | undefined)[]>();
  let makers: (Instruction | undefined)[] = [];
  for (const [index, row] of rows.entries()) {
    const number = instructionOf[index];
    // What an ONBUILD of the base image left has a row, but is not in the file.
    const instruction = number === undefined ? undefined : instructions[number];
    const ran = row.keyword === "RUN" || (row.kind === "other" && row.plain !== "");
    const changes = ran || CHANGES_FILES.has(row.keyword);
    if (changes && (row.hasLayer || !(isTrusted && ran))) makers.push(instruction);
    if (!row.hasLayer) continue;
    const isFolder = row.keyword === "WORKDIR" && makers.length === 0;
    made.set(index, isFolder ? [instruction] : makers);
    makers = [];
  }
  return made;
}

/** Rows that could be anybody's, such as one CMD, do not tell that this is the file. */
export function isStrong(fit: Fit, { instructionOf }: Alignment): boolean {
  const same = instructionOf.flatMap((number, row) =>
    number !== undefined && fit.like(number, row) === "same" ? [fit.instructions[number]?.keyword ?? ""] : [],
  );
  return same.length >= 3 || same.some((keyword) => CHANGES_FILES.has(keyword));
}

function stageOf({ chain }: Fit, instruction: Instruction | undefined): Instruction | undefined {
  const stage = chain.stages.find(
    ({ instructions }) => instruction !== undefined && instructions.includes(instruction),
  );
  return (stage ?? chain.stages.at(-1))?.from;
}

function at(instruction: Instruction | undefined): { readonly at?: Instruction } {
  return instruction === undefined ? {} : { at: instruction };
}

import type { Instruction } from "../dockerfile/index.ts";
import type { Alignment } from "./alignment.ts";
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
export const AMBIGUOUS = "Another place in the Dockerfile suits this layer as well.";
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
  const made = makersOf(fit, alignment, around);
  const isSingle = around.rows.filter(({ hasLayer }) => hasLayer).length === 1;
  let isUnsure = false;
  return around.rows.map((row, index) => {
    // Also of the rows without a layer that have part in this one.
    const counts = row.hasLayer || CHANGES_FILES.has(row.keyword);
    isUnsure ||= counts && alignment.ambiguous.has(index);
    if (!row.hasLayer) return undefined;
    const claim = claimOf(fit, alignment, { row, index, isSingle, makers: made.get(index) ?? [] });
    const certain = isUnsure ? { ...weakened(claim), note: AMBIGUOUS } : claim;
    isUnsure = false;
    return certain;
  });
}

interface LayerRow {
  readonly row: HistoryRow;
  readonly index: number;
  /** The image has no other layer. */
  readonly isSingle: boolean;
  readonly makers: readonly (Instruction | undefined)[];
}

function claimOf(fit: Fit, alignment: Alignment, { row, index, isSingle, makers }: LayerRow): Claim {
  const { chain } = fit;
  const root = at(chain.stages[0]?.from);
  const isBaseLess = !chain.isScratch && alignment.firstOwn === 0;
  const certainty = isStrong(fit, alignment) && !isBaseLess ? "proved" : "likely";
  if (index < alignment.firstOwn) return { owner: "base", certainty, ...root, isExact: false };
  const melted = { isExact: false, isMelted: true } as const;
  const isMelted = row.kind === "squash" || alignment.isCutOff;
  if (isSingle && !chain.isScratch && (isMelted || isBaseLess))
    return { owner: "unknown", certainty: "unknown", ...root, ...melted, note: WITH_BASE };
  const [maker, another] = makers;
  if (isMelted || maker === undefined || another !== undefined)
    return { owner: "own", certainty: "likely", ...at(stageOf(fit, maker)), ...melted, note: MELTED };
  const number = alignment.instructionOf[index];
  const isVague = number !== undefined && fit.like(number, index) === "vague";
  return { owner: "own", certainty: isVague ? "likely" : certainty, at: maker, isExact: true };
}

export function weakened(claim: Claim): Claim {
  return claim.certainty === "proved" ? { ...claim, certainty: "likely" } : claim;
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

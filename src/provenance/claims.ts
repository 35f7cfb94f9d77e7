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
  { rows, isBuildah }: Circumstances,
): readonly (Claim | undefined)[] {
  const { chain, instructions } = fit;
  const root = chain.stages[0]?.from;
  const isBaseLess = !chain.isScratch && alignment.firstOwn === 0;
  const isTrusted = !isBuildah && rows.slice(alignment.firstOwn).some(({ isDocker }) => isDocker);
  const certainty = isStrong(fit, alignment) && !isBaseLess ? "proved" : "likely";
  const layers = rows.filter(({ hasLayer }) => hasLayer).length;
  let melted: Instruction[] = [];
  return rows.map((row, index) => {
    if (index < alignment.firstOwn)
      return row.hasLayer ? { owner: "base", certainty, ...from(root), isExact: false } : undefined;
    const number = alignment.instructionOf[index];
    const instruction = number === undefined ? undefined : instructions[number];
    const changes = instruction !== undefined && CHANGES_FILES.has(instruction.keyword);
    if (!row.hasLayer) {
      // docker's classic builder sees when a RUN has changed nothing. Nobody else leaves a RUN or COPY without a layer,
      // except to put them all into one.
      if (changes && !(isTrusted && instruction.keyword === "RUN")) melted.push(instruction);
      return undefined;
    }
    const made = changes ? [...melted, instruction] : melted;
    melted = [];
    const isAll = layers === 1 && (isBaseLess || alignment.isCutOff || row.kind === "squash");
    if (isAll && !chain.isScratch)
      return { owner: "unknown", certainty: "unknown", ...from(root), isExact: false, note: WITH_BASE };
    const single = made.length === 1 ? made[0] : made.length === 0 ? folderMaker(instruction) : undefined;
    if (single === undefined || row.kind === "squash" || alignment.isCutOff)
      return {
        owner: "own",
        certainty: "likely",
        ...from(stageOf(fit, made[0] ?? instruction)),
        isExact: false,
        note: MELTED,
      };
    const isVague = number !== undefined && fit.like(number, index) === "vague";
    return { owner: "own", certainty: isVague ? "likely" : certainty, at: single, isExact: true };
  });
}

/** Rows that could be anybody's, such as one CMD, do not tell that this is the file. */
export function isStrong(fit: Fit, { instructionOf }: Alignment): boolean {
  const same = instructionOf.flatMap((number, row) =>
    number !== undefined && fit.like(number, row) === "same" ? [fit.instructions[number]?.keyword ?? ""] : [],
  );
  return same.length >= 3 || same.some((keyword) => CHANGES_FILES.has(keyword));
}

function folderMaker(instruction: Instruction | undefined): Instruction | undefined {
  return instruction?.keyword === "WORKDIR" ? instruction : undefined;
}

function stageOf({ chain }: Fit, instruction: Instruction | undefined): Instruction | undefined {
  const stage = chain.stages.find(
    ({ instructions }) => instruction !== undefined && instructions.includes(instruction),
  );
  return (stage ?? chain.stages.at(-1))?.from;
}

function from(instruction: Instruction | undefined): { readonly at?: Instruction } {
  return instruction === undefined ? {} : { at: instruction };
}

import { type BuildArgs, type Dockerfile, type StageChain, stageOf } from "../dockerfile/index.ts";
import { AMBIGUOUS, type Circumstances, type Claim, claimsOf, isStrong, weakened } from "./claims.ts";
import { CHANGES_FILES, type Fit, fitStage } from "./fit.ts";
import { claimsWithout } from "./history-only.ts";

/** What a Dockerfile says of the rows of a history. */
export interface Verdict {
  /** Index = row; rows without a layer have none. */
  readonly claims: readonly (Claim | undefined)[];
  /** Of a layer without a row. */
  readonly lost?: Claim;
  /** What the image stands on, if it was built from this file. */
  readonly chain?: StageChain;
  readonly notes: readonly string[];
}

const NOT_FOUND = "No instruction of the Dockerfile suits this layer.";

export function verdict(
  dockerfile: Dockerfile,
  around: Circumstances,
  target: string | undefined,
  buildArgs: BuildArgs,
): Verdict {
  const wanted = stageOf(dockerfile, target);
  if (wanted === undefined)
    return {
      claims: claimsWithout(around.rows),
      notes: [`The Dockerfile has no stage ${target}, so it tells nothing of this image.`],
    };
  const held = (stage: typeof wanted) => fitStage(dockerfile, stage, buildArgs, around.rows);
  const first = held(wanted);
  const others = target === undefined ? dockerfile.stages.slice(0, -1).map(held).filter(isCredible) : [];
  if (first.alignment !== undefined) return agreed([first, ...others], around, []);
  const [other, ...more] = others;
  if (other === undefined || more.length > 0) return partial(first, around);
  const name = other.stage.name ?? String(other.stage.index);
  const built = agreed([other], around, [
    `The image suits the stage ${name} of the Dockerfile, not its last one.`,
  ]);
  return { ...built, claims: built.claims.map((claim) => claim && weakened(claim)) };
}

/** A stage of a line or two suits many an image. */
function isCredible(fit: Fit): boolean {
  return fit.alignment !== undefined && isStrong(fit, fit.alignment);
}

/** Only what all ways agree on is proved. */
function agreed(fits: readonly Fit[], around: Circumstances, notes: readonly string[]): Verdict {
  const [best = [], ...others] = fits.flatMap((fit) =>
    fit.alignment === undefined ? [] : [claimsOf(fit, fit.alignment, around)],
  );
  const claims = best.map((claim, row) => {
    const isShared = others.every((other) => isSame(other[row], claim));
    return claim === undefined || isShared ? claim : { ...weakened(claim), note: AMBIGUOUS };
  });
  const chain = fits[0]?.chain;
  const root = chain?.stages[0]?.from;
  const lost: Claim = {
    ...(chain?.isScratch ? unknown : ({ owner: "base", certainty: "likely" } as const)),
    ...(root === undefined ? {} : { at: root }),
    isExact: false,
  };
  return { claims, lost, ...(chain === undefined ? {} : { chain }), notes };
}

/** The file has changed since, or it is another one. */
function partial(fit: Fit, { rows }: Circumstances): Verdict {
  const order = fit.commonOrder();
  const isFileChange = (number: number) => CHANGES_FILES.has(fit.instructions[number]?.keyword ?? "");
  const wanted = fit.instructions.flatMap((_, number) => (isFileChange(number) ? [number] : []));
  const found = wanted.filter((number) => order.includes(number));
  const from = fit.chain.stages[0]?.from;
  const lost: Claim = {
    ...unknown,
    ...(from === undefined ? {} : { at: from }),
    isExact: false,
    note: NOT_FOUND,
  };
  if (found.length === 0 || found.length * 2 < wanted.length)
    return {
      claims: rows.map(() => lost),
      lost,
      notes: ["The Dockerfile does not suit the history of this image."],
    };
  const border = order.indexOf(wanted[0]);
  const base = { owner: "base", certainty: "likely", ...(from === undefined ? {} : { at: from }) } as const;
  const claims = rows.map((row, index): Claim => {
    const number = order[index];
    const at = number === undefined ? undefined : fit.instructions[number];
    if (
      at !== undefined &&
      (CHANGES_FILES.has(at.keyword) || at.keyword === "WORKDIR") &&
      row.kind !== "squash"
    )
      return { owner: "own", certainty: "likely", at, isExact: true };
    if (index < border && !fit.chain.isScratch) return { ...base, isExact: false };
    return lost;
  });
  const note =
    "The Dockerfile has changed since the image was built, or builders other than its own have added to it.";
  return { claims, lost, notes: [note] };
}

const unknown = { owner: "unknown", certainty: "unknown" } as const;

function isSame(one: Claim | undefined, other: Claim | undefined): boolean {
  return one?.owner === other?.owner && one?.at?.startLine === other?.at?.startLine;
}

/** A pattern, taken apart; what the syntaxes of globs and regular expressions are made into. */
export type Pattern =
  | { readonly kind: "sign"; fits(sign: string): boolean }
  | { readonly kind: "row"; readonly parts: readonly Pattern[] }
  | { readonly kind: "choice"; readonly ways: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly of: Pattern; readonly least: number; readonly most: number }
  /** Only at the text's beginning or end. */
  | { readonly kind: "edge"; readonly side: "start" | "end" };

export const ANY_NUMBER = Number.POSITIVE_INFINITY;

/** A pattern that cannot be taken. The message completes “… is no pattern that can be used: ”. */
export class BadPattern extends Error {
  override readonly name = "BadPattern";
}

/** Stops `((a{1000}){1000})`: what a text is held against grows with the product. Real patterns make some hundred. */
const MAX_STEPS = 1000;

/** Answers that are kept: one name comes many times. Stops hundreds of patterns from each keeping all of a large image. */
const MAX_KNOWN = 500;

type Step =
  | { readonly kind: "sign"; fits(sign: string): boolean }
  | { readonly kind: "fork"; to: readonly number[] }
  | { readonly kind: "edge"; readonly side: "start" | "end" }
  | { readonly kind: "end" };

/**
 * Whether the whole of a text fits. Takes the product of both lengths in steps at most, whatever the pattern: all ways
 * through it are followed at once (Thompson's construction). Throws `BadPattern` for one that grows too large.
 */
export function wholeMatcher(pattern: Pattern): (text: string) => boolean {
  const steps = stepsOf(pattern);
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fits = run(steps, [...text]);
    if (known.size < MAX_KNOWN) known.set(text, fits);
    return fits;
  };
}

function stepsOf(pattern: Pattern): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw new BadPattern("it is too large");
    return steps.push(step) - 1;
  };
  const fork = () => {
    const step = { kind: "fork" as const, to: [] as readonly number[] };
    return { at: add(step), step };
  };
  const put = (one: Pattern): void => {
    if (one.kind === "sign" || one.kind === "edge") add(one);
    else if (one.kind === "row") for (const part of one.parts) put(part);
    else if (one.kind === "choice") putChoice(one.ways);
    else putRepeat(one.of, one.least, one.most);
  };
  const putChoice = (ways: readonly Pattern[]): void => {
    const start = fork();
    const ends = ways.map((way) => {
      start.step.to = [...start.step.to, steps.length];
      put(way);
      return fork().step;
    });
    for (const end of ends) end.to = [steps.length];
  };
  const putRepeat = (of: Pattern, least: number, most: number): void => {
    for (let i = 0; i < least; i++) put(of);
    if (most === ANY_NUMBER) {
      const loop = fork();
      put(of);
      fork().step.to = [loop.at];
      loop.step.to = [loop.at + 1, steps.length];
      return;
    }
    const leaving = Array.from({ length: most - least }, () => {
      const { at, step } = fork();
      put(of);
      return { at, step };
    });
    for (const { at, step } of leaving) step.to = [at + 1, steps.length];
  };
  put(pattern);
  add({ kind: "end" });
  return steps;
}

function run(steps: readonly Step[], signs: readonly string[]): boolean {
  let now = reach(steps, [0], 0, signs.length);
  for (const [index, sign] of signs.entries()) {
    const next: number[] = [];
    for (const at of now) {
      const step = steps[at]!;
      if (step.kind === "sign" && step.fits(sign)) next.push(at + 1);
    }
    if (next.length === 0) return false;
    now = reach(steps, next, index + 1, signs.length);
  }
  return now.has(steps.length - 1);
}

/** All steps that can be reached without another sign. */
function reach(
  steps: readonly Step[],
  from: readonly number[],
  index: number,
  length: number,
): ReadonlySet<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at]!;
    if (step.kind === "fork") waiting.push(...step.to);
    else if (step.kind === "edge" && index === (step.side === "start" ? 0 : length)) waiting.push(at + 1);
  }
  return seen;
}

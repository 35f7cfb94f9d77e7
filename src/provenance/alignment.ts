import type { Likeness } from "./comparison.ts";

/** Which row each instruction left. Index = row; `undefined` = a row of the base image. */
export interface Alignment {
  readonly instructionOf: readonly (number | undefined)[];
  /** The first row that is not the base image's. */
  readonly firstOwn: number;
  /** The rows begin with a later stage than the file: a builder that melts all into one forgets the rest. */
  readonly isCutOff: boolean;
}

export interface Question {
  readonly rows: number;
  readonly instructions: number;
  /** Of an instruction and a row. */
  like(instruction: number, row: number): Likeness;
  /** Builders that leave no row for this instruction exist. */
  isOptional(instruction: number): boolean;
  /** A row that is no instruction's. */
  isAside(row: number): boolean;
  /** The first instruction of a stage. */
  isStageStart(instruction: number): boolean;
  /** There is no base image, so it cannot have rows. */
  readonly isScratch: boolean;
}

/** Two are enough to know that nothing is proved; a few more tell which layers they agree on. */
const MAX_ALIGNMENTS = 8;
/** A hostile history against a hostile file; honest ones need as many steps as they have rows. */
const MAX_STEPS = 200_000;

interface Step {
  readonly instructions: number;
  readonly rows: number;
  /** The row that the last of them left, if this step says so. */
  readonly pairs: boolean;
  readonly before: Step | undefined;
}

/**
 * All ways to lay the instructions over the last rows, from the end, so that every instruction suits its row; none if
 * there is no way or they are too many to look at.
 */
export function alignments(question: Question): Alignment[] {
  const found: Alignment[] = [];
  const seen = new Map<number, number>();
  const todo: Step[] = [
    { instructions: question.instructions, rows: question.rows, pairs: false, before: undefined },
  ];
  for (let steps = 0; todo.length > 0 && found.length < MAX_ALIGNMENTS; steps++) {
    const step = todo.pop();
    if (step === undefined || steps > MAX_STEPS) return [];
    if (isEnd(step, question)) found.push(alignmentOf(step, question));
    const place = step.instructions * (question.rows + 1) + step.rows;
    const visits = seen.get(place) ?? 0;
    seen.set(place, visits + 1);
    if (visits < MAX_ALIGNMENTS) todo.push(...nextSteps(step, question));
  }
  return found;
}

function isEnd({ instructions, rows }: Step, { isScratch, isStageStart }: Question): boolean {
  if (instructions === 0) return rows === 0 || !isScratch;
  return rows === 0 && isStageStart(instructions);
}

function nextSteps(step: Step, question: Question): Step[] {
  const { instructions, rows } = step;
  const next: Step[] = [];
  if (instructions === 0 && !question.isScratch) return next; // what is left is the base image's
  if (rows > 0 && question.isAside(rows - 1))
    next.push({ instructions, rows: rows - 1, pairs: false, before: step });
  if (instructions > 0 && question.isOptional(instructions - 1))
    next.push({ instructions: instructions - 1, rows, pairs: false, before: step });
  if (instructions > 0 && rows > 0 && question.like(instructions - 1, rows - 1) !== "none")
    next.push({ instructions: instructions - 1, rows: rows - 1, pairs: true, before: step });
  return next;
}

function alignmentOf(end: Step, question: Question): Alignment {
  const instructionOf: (number | undefined)[] = Array.from({ length: question.rows }, () => undefined);
  for (let step: Step | undefined = end; step !== undefined; step = step.before)
    if (step.pairs) instructionOf[step.rows] = step.instructions;
  return { instructionOf, firstOwn: end.rows, isCutOff: end.instructions > 0 };
}

/**
 * For a file that does not suit: the longest list of instructions that left the same words in the same order, later
 * rows first. Index = row. Empty where the two are too large to compare.
 */
export function commonOrder(question: Question): (number | undefined)[] {
  const { rows, instructions } = question;
  const found: (number | undefined)[] = Array.from({ length: rows }, () => undefined);
  if (rows * instructions > MAX_STEPS) return found;
  const width = instructions + 1;
  const length = new Int32Array((rows + 1) * width);
  const isSame = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++)
    for (let one = 0; one < instructions; one++) {
      const same = question.like(one, row) === "same";
      isSame[row * width + one] = same ? 1 : 0;
      const diagonal = (length[row * width + one] ?? 0) + (same ? 1 : 0);
      const longest = Math.max(
        diagonal,
        length[row * width + one + 1] ?? 0,
        length[(row + 1) * width + one] ?? 0,
      );
      length[(row + 1) * width + one + 1] = longest;
    }
  for (let row = rows, one = instructions; row > 0 && one > 0; ) {
    const here = length[row * width + one] ?? 0;
    if (
      isSame[(row - 1) * width + one - 1] === 1 &&
      here === (length[(row - 1) * width + one - 1] ?? 0) + 1
    ) {
      found[row - 1] = one - 1;
      row--;
      one--;
    } else if (here === length[(row - 1) * width + one]) row--;
    else one--;
  }
  return found;
}

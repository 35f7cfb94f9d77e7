import type { Likeness } from "./comparison.ts";

/** Which row each instruction left. Index = row; `undefined` = a row of the base image, or of nobody. */
export interface Alignment {
  readonly instructionOf: readonly (number | undefined)[];
  /** The first row that is not the base image's. */
  readonly firstOwn: number;
  /** Rows that another alignment gives to another instruction, or to the base image. */
  readonly ambiguous: ReadonlySet<number>;
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

/** A hostile history against a hostile file; honest ones need as many steps as they have rows. */
const MAX_STEPS = 200_000;

/** So many instructions and rows, counted from the first, are still to be laid together. */
interface Place {
  readonly instructions: number;
  readonly rows: number;
}

interface Step extends Place {
  /** The instruction left the row; else one of the two was passed over. */
  readonly pairs: boolean;
}

/**
 * Lays the instructions over the last rows, from the end, so that every instruction suits its row. `undefined` if there
 * is no way, or too many to look at.
 */
export function align(question: Question): Alignment | undefined {
  const start = { instructions: question.instructions, rows: question.rows };
  const places = reachable(start, question);
  if (places === undefined) return undefined;
  const alive = leadingToEnd(places, question);
  const isAlive = (place: Place) => alive.has(keyOf(place, question));
  if (!isAlive(start)) return undefined;
  const instructionOf: (number | undefined)[] = Array.from({ length: question.rows }, () => undefined);
  let end: Place = start;
  for (let step = nextSteps(end, question).find(isAlive); step !== undefined; ) {
    if (step.pairs) instructionOf[step.rows] = step.instructions;
    end = step;
    step = nextSteps(end, question).find(isAlive);
  }
  const ambiguous = new Set<number>();
  for (const place of places.filter(isAlive)) {
    for (const step of nextSteps(place, question).filter(isAlive))
      if (step.rows < place.rows && instructionOf[step.rows] !== (step.pairs ? step.instructions : undefined))
        ambiguous.add(step.rows);
    // Another end leaves more rows to the base image, or fewer.
    const [fewer, more] = [Math.min(place.rows, end.rows), Math.max(place.rows, end.rows)];
    if (isEnd(place, question)) for (let row = fewer; row < more; row++) ambiguous.add(row);
  }
  return { instructionOf, firstOwn: end.rows, ambiguous, isCutOff: end.instructions > 0 };
}

function reachable(start: Place, question: Question): Place[] | undefined {
  const seen = new Set<number>([keyOf(start, question)]);
  const places = [start];
  for (let at = 0; at < places.length; at++) {
    const place = places[at];
    if (place === undefined || at > MAX_STEPS) return undefined;
    for (const next of nextSteps(place, question)) {
      if (seen.has(keyOf(next, question))) continue;
      seen.add(keyOf(next, question));
      places.push(next);
    }
  }
  return places;
}

function leadingToEnd(places: readonly Place[], question: Question): ReadonlySet<number> {
  const alive = new Set<number>();
  // Every step makes one of the two fewer, so this order comes to where it leads before where it starts.
  const order = places.toSorted((a, b) => a.instructions + a.rows - b.instructions - b.rows);
  for (const place of order) {
    const leads = nextSteps(place, question).some((next) => alive.has(keyOf(next, question)));
    if (leads || isEnd(place, question)) alive.add(keyOf(place, question));
  }
  return alive;
}

function keyOf({ instructions, rows }: Place, question: Question): number {
  return instructions * (question.rows + 1) + rows;
}

function isEnd({ instructions, rows }: Place, { isScratch, isStageStart }: Question): boolean {
  if (instructions === 0) return rows === 0 || !isScratch;
  return rows === 0 && isStageStart(instructions);
}

/** The likeliest first. */
function nextSteps(place: Place, question: Question): Step[] {
  const { instructions, rows } = place;
  const next: Step[] = [];
  if (instructions === 0 && !question.isScratch) return next; // what is left is the base image's
  if (instructions > 0 && rows > 0 && question.like(instructions - 1, rows - 1) !== "none")
    next.push({ instructions: instructions - 1, rows: rows - 1, pairs: true });
  if (instructions > 0 && question.isOptional(instructions - 1))
    next.push({ instructions: instructions - 1, rows, pairs: false });
  if (rows > 0 && question.isAside(rows - 1)) next.push({ instructions, rows: rows - 1, pairs: false });
  return next;
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

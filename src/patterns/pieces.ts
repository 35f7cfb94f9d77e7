import { type Anchor, bytesOf } from "./anchor.ts";
import { commonness } from "./letters.ts";

/** The part of an anchor that is looked for. Of four bytes, two pieces of three are enough for every second place. */
const PART = 4;
export const PIECE = 3;

/**
 * Three bytes that tell that an anchor may stand around them: the lowest byte of the key first, the anchor's number, and
 * where in it the piece starts.
 */
export type OnPiece = (key: number, anchor: number, offset: number) => void;

/**
 * Two pieces for each anchor, out of its rarest four bytes, of which one starts at an even place and one at an odd one,
 * wherever the anchor stands. In each way of writing them, where case does not matter. Of an anchor of three bytes the
 * second piece takes in the byte before, whichever that is.
 */
export function eachPiece(anchors: readonly Anchor[], onPiece: OnPiece): void {
  for (const [index, anchor] of anchors.entries()) {
    const bytes = bytesOf(anchor);
    const ignoreCase = anchor.ignoreCase === true;
    const places = bytes.length < PART ? [0, -1] : fromRarest(bytes);
    for (const offset of places) {
      const [first, second, third] = [0, 1, 2].map((at) => waysOf(bytes[offset + at], ignoreCase));
      for (const low of first!)
        for (const middle of second!)
          for (const high of third!) onPiece(low | (middle << 8) | (high << 16), index, offset);
    }
  }
}

function fromRarest(bytes: Buffer): readonly [number, number] {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start + PART <= bytes.length; start++) {
    const text = bytes.toString("latin1", start, start + PART);
    const common = commonness(text.slice(0, PIECE)) + commonness(text.slice(1));
    if (common >= least) continue;
    least = common;
    best = start;
  }
  return [best, best + 1];
}

/** The bytes that stand for one of an anchor; any, where it has none there. */
export function waysOf(byte: number | undefined, ignoreCase: boolean): readonly number[] {
  if (byte === undefined) return ANY;
  return ignoreCase && byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
}

const ANY: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

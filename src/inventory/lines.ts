/** A line of a text database. */
export interface Line {
  /** Without its end, LF or CR LF. */
  readonly text: string;
  /** It was longer than allowed; `text` is only its beginning. */
  readonly cut: boolean;
}

/**
 * The lines of a file, one after the other, so that a file of many megabytes never becomes one string. A line over
 * `maxBytes` is cut: only its beginning is decoded, whatever its length.
 */
export function* lines(bytes: Buffer, maxBytes: number): Generator<Line> {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    let end = newline < 0 ? bytes.length : newline;
    if (end > start && bytes[end - 1] === 0x0d) end--;
    const cut = end - start > maxBytes;
    yield { text: bytes.toString("utf8", start, cut ? start + maxBytes : end), cut };
    start = next;
  }
}

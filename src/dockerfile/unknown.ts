/** Stands in a text for a piece whose value nobody knows, such as an `ARG` given at build time. */
export const UNKNOWN = "\0";

/** Whether `text` is `pattern` with something, or nothing, in place of each `UNKNOWN`. Never looks back. */
export function fits(pattern: string, text: string): boolean {
  const [first = "", ...others] = pattern.split(UNKNOWN);
  const last = others.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

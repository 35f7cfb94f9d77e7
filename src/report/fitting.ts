/**
 * Renders as many rows as fit into a number of bytes, the first ones first; `render` is told how many are left out, so that
 * it can say so.
 */
export function fitting<T>(
  rows: readonly T[],
  maxBytes: number,
  render: (kept: readonly T[], dropped: number) => string,
): string {
  for (let kept = rows.length; ; kept = Math.floor(kept / 2)) {
    const text = render(rows.slice(0, kept), rows.length - kept);
    if (kept === 0 || Buffer.byteLength(text) <= maxBytes) return text;
  }
}

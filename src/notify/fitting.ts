/**
 * The text that `print` makes of as many items, from the first on, as `limit` bytes of UTF-8 hold. An item more must
 * make the text longer; without items it must fit, which the caller sees to by caps on everything else in it.
 */
export function fitting<T>(
  items: readonly T[],
  limit: number,
  print: (shown: readonly T[]) => string,
): string {
  const fits = (text: string) => Buffer.byteLength(text) <= limit;
  const all = print(items);
  if (fits(all)) return all;
  let best = print([]);
  for (let low = 0, high = items.length - 1; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    const text = print(items.slice(0, middle));
    if (fits(text)) {
      best = text;
      low = middle;
    } else high = middle - 1;
  }
  return best;
}

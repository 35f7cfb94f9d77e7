/** @typedef {import("./page-data.ts").Row} Row */

/** Fields of a row that a list of the form chooses by. */
const CHOICES = /** @type {const} */ (["category", "owner", "mending", "action", "layer"]);

/**
 * Lower-case text of each row to search in, made once.
 *
 * @param {readonly Row[]} rows
 */
export function searchTexts(rows) {
  return rows.map(({ id, aliases, title, about, fix, place, ownerWord }) =>
    [id, aliases, title, about, fix, place, ownerWord].join(" ").toLowerCase(),
  );
}

/**
 * The numbers of the rows that the form asks for. Every word must be in a row; no severity chosen means all.
 *
 * @param {FormData} form
 * @param {readonly Row[]} rows
 * @param {readonly string[]} texts
 */
export function matching(form, rows, texts) {
  const words = String(form.get("text") ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const severities = new Set(form.getAll("severity"));
  const chosen = CHOICES.flatMap((key) => {
    const value = form.get(key);
    return value === null || value === "" ? [] : [{ key, value }];
  });
  return rows.flatMap((row, i) => {
    const isWanted =
      (severities.size === 0 || severities.has(row.severity)) &&
      chosen.every(({ key, value }) => String(row[key] ?? "") === value) &&
      words.every((word) => texts[i]?.includes(word));
    return isWanted ? [i] : [];
  });
}

const collator = new Intl.Collator("en", { numeric: true });

/** @type {Readonly<Record<string, (a: Row, b: Row) => number>>} */
const COMPARISONS = {
  severity: (a, b) => b.rank - a.rank,
  id: (a, b) => collator.compare(a.id, b.id),
  about: (a, b) => collator.compare(a.about, b.about),
  place: (a, b) => (a.layer ?? 0) - (b.layer ?? 0) || collator.compare(a.place, b.place),
  verdict: (a, b) => collator.compare(a.actionWord, b.actionWord),
};

/**
 * Sorted by a column; without one in the order of their weight, in which they came.
 *
 * @param {readonly number[]} numbers
 * @param {readonly Row[]} rows
 * @param {{ readonly column: string, readonly isDescending: boolean } | undefined} order
 * @returns {readonly number[]}
 */
export function ordered(numbers, rows, order) {
  const compare = order === undefined ? undefined : COMPARISONS[order.column];
  if (order === undefined || compare === undefined) return numbers;
  const sign = order.isDescending ? -1 : 1;
  return numbers.toSorted((a, b) => {
    const [one, other] = [rows[a], rows[b]];
    return one === undefined || other === undefined ? 0 : sign * compare(one, other);
  });
}

import { defineEcosystem, orderTest, type Test } from "./ranges.ts";
import { compareDigits, compareText } from "./scheme.ts";

/** A number, a qualifier, or what a hyphen or the seam between letters and digits has opened. */
type Item = { readonly number: string } | { readonly qualifier: string } | MavenVersion;
type MavenVersion = readonly Item[];

/**
 * Source: "Version Order Specification" of Maven's POM reference, and the behaviour of Maven 3.9's ComparableVersion.
 * Every text is a version, though for odd ones Maven's order runs in circles (x < 0-beta < 0 < x). Ranges are
 * comparisons, or Maven's own intervals: `[1.0,1.2),(1.3,]`.
 */
export const maven = defineEcosystem<MavenVersion>("maven", {
  parse,
  order: compareLists,
  comparison: (operator, text) => {
    if (!/^[0-9A-Za-z_.+~-]+$/.test(text)) return undefined;
    const bound = parse(text);
    return orderTest(operator, (version) => compareLists(version, bound));
  },
  special: (alternative) => (/^[[(]/.test(alternative) ? intervals(alternative) : undefined),
});

const QUALIFIERS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const RELEASE = "";
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["ga", RELEASE],
  ["final", RELEASE],
  ["release", RELEASE],
  ["cr", "rc"],
]);
/** Only right before a digit: 1.0a1, not 1.0.a. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

function parse(text: string): MavenVersion {
  const lower = text.toLowerCase();
  const lists: Item[][] = [[]];
  const add = (item: Item): void => void lists.at(-1)?.push(item);
  const open = (): void => void lists.push([]);
  const openUnlessEmpty = (): void => void (lists.at(-1)?.length !== 0 && open());

  // Tokens with what follows them: `.`, `-`, nothing (a seam), or the end.
  const tokens = [...lower.matchAll(/([0-9]+|[^0-9.-]+|)([.-]|$|(?=[^.-]))/g)];
  for (const { 1: token = "", 2: separator = "", index } of tokens) {
    const end = index + token.length === lower.length;
    if (token === "") {
      if (end) break;
      add({ number: "0" });
    } else if (/^[0-9]/.test(token)) {
      add({ number: token });
    } else {
      // 1.0.x1 is 1.0-x1, but 1.0.x.1 is not 1.0-x.1.
      if (separator === "") openUnlessEmpty();
      add({ qualifier: qualifierOf(token, separator === "" && !end) });
    }
    if (separator === "-" || (separator === "" && !end)) open();
  }
  return nest(lists);
}

function qualifierOf(token: string, beforeDigit: boolean): string {
  return (beforeDigit ? SHORT.get(token) : undefined) ?? ALIASES.get(token) ?? token;
}

/** Each list becomes the last item of the one before it, once what counts for nothing is gone from its end. */
function nest(lists: readonly (readonly Item[])[]): MavenVersion {
  return lists.reduceRight<MavenVersion>((inner, list) => {
    const kept = list.slice(0, list.findLastIndex((item) => !isNull(item)) + 1);
    return inner.length === 0 ? kept : [...kept, inner];
  }, []);
}

function isNull(item: Item): boolean {
  if ("number" in item) return /^0+$/.test(item.number);
  return "qualifier" in item ? item.qualifier === RELEASE : item.length === 0;
}

function compareLists(a: MavenVersion, b: MavenVersion): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const [left, right] = [a[i], b[i]];
    const result = left === undefined ? -compareItems(right ?? [], undefined) : compareItems(left, right);
    if (result !== 0) return result;
  }
  return 0;
}

/** To nothing, too: 1.0 is 1, and 1-rc is less. Otherwise qualifiers come first, then lists, then numbers. */
function compareItems(a: Item, b: Item | undefined): number {
  if (b === undefined) return compareToNothing(a);
  if ("number" in a && "number" in b) return compareDigits(a.number, b.number);
  if ("qualifier" in a && "qualifier" in b) return compareText(rank(a.qualifier), rank(b.qualifier));
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  return kind(a) - kind(b);
}

function compareToNothing(item: Item): number {
  if ("number" in item) return isNull(item) ? 0 : 1;
  if ("qualifier" in item) return compareText(rank(item.qualifier), rank(RELEASE));
  return compareLists(item, []);
}

function kind(item: Item): number {
  if ("number" in item) return 2;
  return "qualifier" in item ? 0 : 1;
}

/** Known qualifiers in their order, all others after them by their text. */
function rank(qualifier: string): string {
  const place = QUALIFIERS.indexOf(qualifier);
  return place < 0 ? `${QUALIFIERS.length}-${qualifier}` : String(place);
}

/** A set of intervals. Each has a bracket at both ends, with one version or two that may be left out. */
function intervals(text: string): Test<MavenVersion> | undefined {
  const tests: Test<MavenVersion>[] = [];
  const interval = /\s*([[(])([^,[\]()]*)(,?)([^,[\]()]*)([\])])\s*(?:,|$)/y;
  while (interval.lastIndex < text.length) {
    const [all, left, low = "", comma, high = "", right] = interval.exec(text) ?? [];
    if (all === undefined) return undefined;
    const test =
      comma === "" ? exactly(`${left}${right}`, low.trim()) : between(left, low.trim(), high.trim(), right);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return (version) => tests.some((test) => test(version));
}

function exactly(brackets: string, text: string): Test<MavenVersion> | undefined {
  const bound = parse(text);
  return brackets === "[]" && text !== "" ? (version) => compareLists(version, bound) === 0 : undefined;
}

function between(
  left: string | undefined,
  low: string,
  high: string,
  right: string | undefined,
): Test<MavenVersion> {
  const [from, to] = [parse(low), parse(high)];
  return (version) =>
    (low === "" || compareLists(version, from) > (left === "[" ? -1 : 0)) &&
    (high === "" || compareLists(version, to) < (right === "]" ? 1 : 0));
}

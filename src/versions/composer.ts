import { compareNumbers, seriesEnd } from "./dotted.ts";
import { defineEcosystem, type Operator, orderTest, type Test } from "./ranges.ts";
import { compareDigits } from "./scheme.ts";

interface ComposerVersion {
  /** As written, for ranges. */
  readonly numbers: readonly string[];
  /** Numbers and words as Composer compares them: four numbers, then the stability. */
  readonly tokens: readonly string[];
}

/**
 * Source: Composer's documentation of versions, the behaviour of composer/semver, and PHP's `version_compare`. Unlike
 * go-version it knows that 2.4.3-p1 is a patch of 2.4.3 and that `rc` comes after `beta`, whatever their case.
 * Branches (`dev-main`) have no order and are no versions here.
 */
export const composer = defineEcosystem<ComposerVersion>("composer", { parse, order, comparison });

/** Stands for `x` in the branch 1.x-dev, as in Composer: after any release of the series. */
const ANY_NUMBER = "9999999";
const RANKS: ReadonlyMap<string, number> = new Map([
  ["dev", 0],
  ["alpha", 1],
  ["a", 1],
  ["beta", 2],
  ["b", 2],
  ["rc", 3],
  ["patch", 6],
  ["pl", 6],
  ["p", 6],
]);
const END = 4;
const NUMBER = 5;

const STABILITY =
  /^[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?[0-9]+(?:[.-][0-9]+)*)?))?([.-]?dev)?$/;
/** 20240131, 2024.01.31, 2024-01-31-1. */
const DATE = /^[0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3}){0,2}/;
const BRANCH = /^[0-9]+(?:\.(?:[0-9]+|[x*])){0,3}[.-]?dev$/;

function parse(text: string): ComposerVersion | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/@(?:stable|rc|beta|alpha|dev)$/, "")
    .replace(/^([^+]+)\+\S+$/, "$1")
    .replace(/^v/, "");
  const release = /^[0-9]{1,5}(?:\.[0-9]+){0,3}/.exec(bare)?.[0];
  return (
    (release === undefined ? undefined : withStability(bare, release, 4)) ??
    parseDate(bare) ??
    parseBranch(bare)
  );
}

function parseDate(text: string): ComposerVersion | undefined {
  const date = DATE.exec(text)?.[0];
  return date === undefined ? undefined : withStability(text, date, 0);
}

function withStability(text: string, release: string, width: number): ComposerVersion | undefined {
  const [all, word, count = "", dev] = STABILITY.exec(text.slice(release.length)) ?? [];
  if (all === undefined) return undefined;
  const numbers = release.split(/[.:-]/);
  const zeros = Array.from({ length: Math.max(0, width - numbers.length) }, () => "0");
  const stability = word === undefined || word === "stable" ? [] : [word, ...(count.match(/[0-9]+/g) ?? [])];
  const branch = dev === undefined || word === "stable" ? [] : ["dev"];
  return { numbers, tokens: [...numbers, ...zeros, ...stability, ...branch] };
}

function parseBranch(text: string): ComposerVersion | undefined {
  if (!BRANCH.test(text)) return undefined;
  const parts = text.replace(/[.-]?dev$/, "").split(".");
  const numbers = Array.from({ length: 4 }, (_, i) =>
    /^[0-9]/.test(parts[i] ?? "") ? (parts[i] ?? "") : ANY_NUMBER,
  );
  return { numbers, tokens: [...numbers, "dev"] };
}

function order(a: ComposerVersion, b: ComposerVersion): number {
  for (let i = 0; i < a.tokens.length || i < b.tokens.length; i++) {
    const [left, right] = [a.tokens[i], b.tokens[i]];
    const result =
      rank(left) - rank(right) || (rank(left) === NUMBER ? compareDigits(left ?? "", right ?? "") : 0);
    if (result !== 0) return result;
  }
  return 0;
}

function rank(token: string | undefined): number {
  return token === undefined ? END : (RANKS.get(token) ?? NUMBER);
}

function comparison(operator: Operator, text: string): Test<ComposerVersion> | undefined {
  const bound = parse(text);
  if (bound === undefined) return undefined;
  const orderOf = (version: ComposerVersion): number => order(version, bound);
  // As in the other ecosystems with go-version's grammar; Composer's own `~1.2` would go up to 2.
  const end = seriesEnd(operator, bound.numbers);
  if (end === undefined) return orderTest(operator, orderOf);
  return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}

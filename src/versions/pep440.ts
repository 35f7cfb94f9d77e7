import { defineEcosystem, type Operator, orderTest, type Test } from "./ranges.ts";
import { compareDigits, compareText } from "./scheme.ts";

interface PythonVersion {
  readonly text: string;
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: readonly [phase: "a" | "b" | "rc", number: string] | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[];
}

/**
 * PEP 440, now the "Version specifiers" page of the Python packaging guide. Ranges differ from it where advisories
 * do: pre-releases take part, and `<2` includes 2.0rc1, which came out before the fix in 2.0 did. A local label
 * (`+cu118`) of the version counts only against a bound that has one.
 */
export const pep440 = defineEcosystem<PythonVersion>("pip", { parse, order, comparison });

const VERSION = new RegExp(
  [
    /^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)/,
    /(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>[0-9]*))?/,
    /(?:-(?<implicit>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]*))?/,
    /(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]*))?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/,
  ]
    .map((part) => part.source)
    .join(""),
  "i",
);

function parse(text: string): PythonVersion | undefined {
  const found = VERSION.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { epoch, release = "", phase, pre, implicit, post, postNumber, dev, devNumber, local } = found;
  return {
    text: text.trim().toLowerCase(),
    epoch: epoch ?? "0",
    release: release.split("."),
    pre: phase === undefined ? undefined : [phaseOf(phase.toLowerCase()), pre || "0"],
    post: implicit ?? (post === undefined ? undefined : postNumber || "0"),
    dev: dev === undefined ? undefined : devNumber || "0",
    local: local === undefined ? [] : local.toLowerCase().split(/[-_.]/),
  };
}

function phaseOf(word: string): "a" | "b" | "rc" {
  if (word.startsWith("a")) return "a";
  return word.startsWith("b") ? "b" : "rc";
}

function order(a: PythonVersion, b: PythonVersion): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    compareText(phaseRank(a), phaseRank(b)) ||
    compareDigits(a.pre?.[1] ?? "0", b.pre?.[1] ?? "0") ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocals(a.local, b.local)
  );
}

function comparison(operator: Operator, text: string): Test<PythonVersion> | undefined {
  if (operator === "===") return literally(text);
  if (text.endsWith(".*")) return wildcard(operator, parse(text.slice(0, -2)));

  const bound = parse(text);
  // Advisories list old versions that PEP 440 does not know: `=2013-01-23T17:11:52+0100`. They equal only themselves.
  if (bound === undefined) return operator === "=" ? literally(text) : undefined;
  const orderOf = (version: PythonVersion): number =>
    order(bound.local.length === 0 ? { ...version, local: [] } : version, bound);
  if (operator === "~=") return compatible(bound, orderOf);
  // "The exclusive ordered comparison >V MUST NOT allow a post-release of the given version unless V itself is one."
  if (operator !== ">" || bound.post !== undefined) return orderTest(operator, orderOf);
  return (version) => orderOf(version) > 0 && !isPostReleaseOf(bound, version);
}

function literally(text: string): Test<PythonVersion> {
  return (version) => version.text === text.toLowerCase();
}

/** `==1.2.*`: everything that begins alike, pre-releases of 1.2 too. */
function wildcard(operator: Operator, bound: PythonVersion | undefined): Test<PythonVersion> | undefined {
  if (bound === undefined || bound.dev !== undefined || bound.local.length > 0) return undefined;
  const test = orderTest<PythonVersion>(operator, (version) => (beginsWith(version, bound) ? 0 : 1));
  return operator === "=" || operator === "!=" ? test : undefined;
}

/** `~=2.2.1` is `>=2.2.1, ==2.2.*`. */
function compatible(
  bound: PythonVersion,
  orderOf: (version: PythonVersion) => number,
): Test<PythonVersion> | undefined {
  if (bound.release.length < 2) return undefined;
  const series = { ...bound, release: bound.release.slice(0, -1), pre: undefined, post: undefined };
  return (version) => orderOf(version) >= 0 && beginsWith(version, series);
}

function beginsWith(version: PythonVersion, start: PythonVersion): boolean {
  if (compareDigits(version.epoch, start.epoch) !== 0) return false;
  if (start.pre === undefined && start.post === undefined) {
    return compareReleases(version.release.slice(0, start.release.length), start.release) === 0;
  }
  const { pre, post } = start;
  const alike = {
    ...version,
    dev: undefined,
    local: [],
    post: post === undefined ? undefined : version.post,
  };
  return order(alike, { ...start, pre }) === 0;
}

function isPostReleaseOf(bound: PythonVersion, version: PythonVersion): boolean {
  return (
    version.post !== undefined &&
    order({ ...version, post: undefined, dev: undefined, local: [] }, bound) === 0
  );
}

/** Where the pre-release puts it: 1.0.dev1 before 1.0a1, 1.0 after 1.0rc1. */
function phaseRank({ pre, post, dev }: PythonVersion): string {
  if (pre !== undefined) return pre[0];
  return post === undefined && dev !== undefined ? "" : "z";
}

function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const result = compareDigits(a[i] ?? "0", b[i] ?? "0");
    if (result !== 0) return result;
  }
  return 0;
}

/** `absent` says where having none puts it. */
function compareOptional(a: string | undefined, b: string | undefined, absent: -1 | 1): number {
  if (a === undefined || b === undefined) return absent * (Number(a === undefined) - Number(b === undefined));
  return compareDigits(a, b);
}

/** Numbers by value and after words; the longer list after its beginning. */
function compareLocals(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [left = "", right = ""] = [a[i], b[i]];
    const [isNumber, otherIsNumber] = [/^[0-9]+$/.test(left), /^[0-9]+$/.test(right)];
    if (isNumber !== otherIsNumber) return isNumber ? 1 : -1;
    const result = isNumber ? compareDigits(left, right) : compareText(left, right);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

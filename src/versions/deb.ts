import { compareDigits, defineScheme } from "./scheme.ts";

interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/**
 * `[epoch:]upstream[-revision]`, ordered as `dpkg --compare-versions` does. Source: deb-version(7), Debian Policy 5.6.12.
 * Only well-formed versions are valid: where dpkg warns of bad syntax and compares all the same, we do not guess.
 */
export const deb = defineScheme("deb", parse, (a: DebVersion, b: DebVersion) => {
  return (
    compareDigits(a.epoch, b.epoch) ||
    comparePart(a.upstream, b.upstream) ||
    comparePart(a.revision, b.revision)
  );
});

/** The largest epoch dpkg takes: it keeps it in a C int. */
const MAX_EPOCH = 2_147_483_647;

function parse(text: string): DebVersion | undefined {
  const version = text.replace(/^[ \t]+/, "").trimEnd();
  const colon = version.indexOf(":");
  const epoch = colon < 0 ? "0" : version.slice(0, colon);
  const rest = version.slice(colon + 1);
  const hyphen = rest.lastIndexOf("-");
  const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const revision = hyphen < 0 ? "" : rest.slice(hyphen + 1);

  if (!/^[0-9]+$/.test(epoch) || Number(epoch) > MAX_EPOCH) return undefined;
  // `_` is outside of the policy's list, but third parties use it and its place in the order is defined.
  if (!/^[0-9][A-Za-z0-9.+~:_-]*$/.test(upstream)) return undefined;
  if (hyphen >= 0 && !/^[A-Za-z0-9.+~_]+$/.test(revision)) return undefined;
  return { epoch, upstream, revision };
}

/** Runs of non-digits and of digits in turn; a missing run is an empty one, a missing number 0: `1.0` = `1.0-0`. */
function comparePart(a: string, b: string): number {
  const left = runs(a);
  const right = runs(b);
  for (let i = 0; i < left.length || i < right.length; i++) {
    const compare = i % 2 === 0 ? compareSigns : compareDigits;
    const order = compare(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** A part that begins with a digit has an empty run of non-digits before it. */
function runs(part: string): readonly string[] {
  const found: string[] = part.match(/[^0-9]+|[0-9]+/g) ?? [];
  return /^[0-9]/.test(part) ? ["", ...found] : found;
}

function compareSigns(a: string, b: string): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const order = weight(a[i]) - weight(b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** `~` sorts before the end, letters before all other signs. */
function weight(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

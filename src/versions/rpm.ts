import { compareDigits, compareText, defineScheme } from "./scheme.ts";

interface RpmVersion {
  readonly epoch: string;
  readonly version: readonly string[];
  /** Absent = older than any release. */
  readonly release: readonly string[] | undefined;
}

/** `[epoch:]version[-release]`, ordered as rpm does. Source: rpm-version(7) and the behaviour of `rpm.vercmp`. */
export const rpm = defineScheme("rpm", parse, (a: RpmVersion, b: RpmVersion) => {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareTokens(a.version, b.version) ||
    compareReleases(a.release, b.release)
  );
});

function parse(text: string): RpmVersion | undefined {
  const colon = text.indexOf(":");
  const epoch = colon <= 0 ? "0" : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  // rpm cuts at the last hyphen. No package has two: rpmbuild forbids them in versions and releases.
  const hyphen = rest.lastIndexOf("-");
  const version = hyphen < 0 ? rest : rest.slice(0, hyphen);

  if (!/^[0-9]+$/.test(epoch)) return undefined;
  // rpm itself orders any bytes, skipping what it does not know; without a letter or digit it has nothing to order.
  if (!/^[!-9;-~]+$/.test(rest) || !/[A-Za-z0-9]/.test(version)) return undefined;
  return {
    epoch,
    version: tokens(version),
    release: hyphen < 0 ? undefined : tokens(rest.slice(hyphen + 1)),
  };
}

/** Everything else only separates. */
function tokens(part: string): readonly string[] {
  return part.match(/[0-9]+|[A-Za-z]+|~|\^/g) ?? [];
}

function compareReleases(a: readonly string[] | undefined, b: readonly string[] | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareTokens(a, b);
}

function compareTokens(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const order = rank(a[i]) - rank(b[i]) || compareAlike(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** `~` comes before the end, `^` right after it; letters before digits. */
function rank(token: string | undefined): number {
  if (token === undefined) return 1;
  if (token === "~") return 0;
  if (token === "^") return 2;
  return /^[0-9]/.test(token) ? 4 : 3;
}

function compareAlike(a: string, b: string): number {
  return /^[0-9]/.test(a) ? compareDigits(a, b) : compareText(a, b);
}

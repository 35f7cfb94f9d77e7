import { apk } from "./apk.ts";
import { deb } from "./deb.ts";
import { versionsOf } from "./ecosystems.ts";
import { rpm } from "./rpm.ts";
import type { VersionScheme } from "./scheme.ts";

/** By type of purl. Sources: the type definitions of the purl specification; trivy-db's names of ecosystems. */
const SCHEMES: ReadonlyMap<string, () => VersionScheme> = new Map<string, () => VersionScheme>([
  ["apk", () => apk],
  ["deb", () => deb],
  ["rpm", () => rpm],
  ["golang", () => versionsOf("go")],
  ["pypi", () => versionsOf("pip")],
  ["gem", () => versionsOf("rubygems")],
  ["hex", () => versionsOf("erlang")],
  ...[
    "bitnami",
    "cargo",
    "cocoapods",
    "composer",
    "conan",
    "julia",
    "k8s",
    "maven",
    "npm",
    "nuget",
    "pub",
    "swift",
  ].map((type) => [type, () => versionsOf(type)] as const),
]);

/**
 * The smallest version that mends all of a package's findings; `fixes` = what each advisory writes in `fixedIn`, one
 * version or several for as many release lines. `undefined` = the versions cannot be compared.
 */
export function upgradeTarget(purl: string, installed: string, fixes: readonly string[]): string | undefined {
  const scheme = SCHEMES.get(/^pkg:([a-z0-9.+-]+)\//i.exec(purl)?.[1]?.toLowerCase() ?? "")?.();
  const lists = [...new Set(fixes)].map(versionsIn);
  const only = lists.length === 1 && lists[0]!.length === 1 ? lists[0]![0] : undefined;
  if (only !== undefined && only === fixes[0]!.trim()) return only;
  if (scheme === undefined || !scheme.valid(installed)) return undefined;
  if (lists.some((list) => list.length === 0 || !list.every(scheme.valid))) return undefined;
  const sorted = lists.map((list) => list.toSorted(scheme.compare));
  const isUpgrade = (version: string) => scheme.compare(version, installed) > 0;
  // Nothing smaller than this mends the one that asks for most.
  const least = highest(
    sorted.flatMap((list) => list.find(isUpgrade) ?? []),
    scheme,
  );
  if (least === undefined) return undefined;
  const candidates = [...new Set(sorted.flat())].filter((version) => scheme.compare(version, least) >= 0);
  return candidates
    .toSorted(scheme.compare)
    .find((version) => sorted.every((list) => mends(version, list, scheme)));
}

/** `2.12.2` of `2.12.2, 2.15.0` mends what is before 2.12.2 and the rest of its own line, but 2.13.0 is without the fix. */
function mends(version: string, fixes: readonly string[], { compare }: VersionScheme): boolean {
  const last = fixes.findLast((fix) => compare(fix, version) <= 0);
  if (last === undefined) return false;
  return last === fixes.at(-1) || compare(last, version) === 0 || version.startsWith(lineOf(last));
}

/** `2.12.` of `2.12.2`. */
function lineOf(version: string): string {
  return /^(.*\d\.)\d+\D*$/.exec(version)?.[1] ?? version;
}

function highest(versions: readonly string[], { compare }: VersionScheme): string | undefined {
  return versions.reduce<string | undefined>(
    (most, version) => (most === undefined || compare(version, most) > 0 ? version : most),
    undefined,
  );
}

/** Advisories write a version, or a range that begins with one: `>= 2.3.1`, `~> 2.3.1 || ~> 3.0.2`. */
function versionsIn(fixedIn: string): readonly string[] {
  return fixedIn
    .split(/,|\|\|/)
    .map((part) => /^\s*(?:=>|>=|~>|==|[=~^>])?\s*([^\s<>=~^][^\s<>=]*)/.exec(part)?.[1])
    .filter((version) => version !== undefined);
}

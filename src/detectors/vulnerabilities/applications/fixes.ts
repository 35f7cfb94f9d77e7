import { Unreadable } from "../../../errors.ts";
import type { Advisory } from "../../../model/index.ts";
import { affects, type EcosystemVersions, versionsOf } from "../../../versions/index.ts";

/**
 * The versions that mend a row, as the advisory writes them: its patched versions, else the ends of the vulnerable
 * ranges. First comes the one to upgrade to, the smallest that is not older than what is installed. `undefined` =
 * the advisory names none.
 */
export function fixShown(ecosystem: string, row: Advisory, installed: string): string | undefined {
  const patched = unique(row.patchedVersions ?? []);
  const fixes = patched.length > 0 ? patched : unique((row.vulnerableVersions ?? []).flatMap(upperBounds));
  if (fixes.length === 0) return undefined;
  const best = bestOf(ecosystem, row, installed, fixes);
  const ordered = best === undefined ? fixes : [best, ...fixes.filter((fix) => fix !== best)];
  return ordered.join(", ");
}

/** `2.1` of `>=2, <2.1`; `<=` tells only which version is the last bad one. */
function upperBounds(range: string): string[] {
  return [...range.matchAll(/<(?!=)\s*([^\s,|<>=]+)/g)].map(([, bound = ""]) => bound);
}

function bestOf(
  ecosystem: string,
  row: Advisory,
  installed: string,
  fixes: readonly string[],
): string | undefined {
  const versions = versionsOf(ecosystem);
  let best: { readonly fix: string; readonly version: string } | undefined;
  for (const fix of fixes) {
    for (const version of lowerBounds(fix)) {
      if (!isUpgrade(versions, version, installed) || isAffected(ecosystem, version, row)) continue;
      if (best === undefined || versions.compare(version, best.version) < 0) best = { fix, version };
    }
  }
  return best?.fix;
}

/** A patched version may be one (`4.17.19`), or a range that begins with one (`>= 2.3.1`, `~> 2.3.1 || ~> 3.0.2`). */
function lowerBounds(fix: string): string[] {
  return fix
    .split("||")
    .map((part) => /^\s*(?:[=~^]|=>|>=|>|~>|==)?\s*([^\s,|<>=~^]+)/.exec(part)?.[1])
    .filter((version) => version !== undefined);
}

function isUpgrade(versions: EcosystemVersions, version: string, installed: string): boolean {
  return versions.valid(version) && versions.compare(version, installed) >= 0;
}

/** A row that cannot be read in part does not speak against a fix that it names. */
function isAffected(ecosystem: string, version: string, row: Advisory): boolean {
  try {
    return affects(ecosystem, version, row);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return false;
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== "");
}

import { type Finding, type Gap, isVulnerability } from "../model/index.ts";

/**
 * Whether a finding may be gone only because this scan could not look where the earlier one did. Gaps that both have
 * hide nothing new. Of the others each hides what it may be about: its rule, its category, or (where it has neither)
 * packages; and everything, where a file or layer could not be read for any that look.
 */
export function hiddenBy(gaps: readonly Gap[], before: readonly Gap[]): (finding: Finding) => boolean {
  const known = new Set(before.map(keyOf));
  const added = gaps.filter((gap) => !known.has(keyOf(gap)));
  const general = added.filter(({ category, rule }) => category === undefined && rule === undefined);
  const aboutPackages = general.filter(({ kind }) => ABOUT_PACKAGES.has(kind));
  const hidesPackages = general.length > aboutPackages.length;
  const hidesRisks = general.some(({ kind }) => !ABOUT_PACKAGES.has(kind) && !ABOUT_MATCHING.has(kind));
  const rules = new Set(added.flatMap(({ rule }) => (rule !== undefined && isOne(rule.id) ? rule.id : [])));
  const categories = new Set(
    added.flatMap(({ rule, category }) =>
      rule === undefined ? category : isOne(rule.id) ? [] : rule.category,
    ),
  );
  return (finding) =>
    isVulnerability(finding)
      ? hidesPackages || aboutPackages.some((gap) => mentions(gap, finding.package.name))
      : hidesRisks || rules.has(finding.rule) || categories.has(finding.category);
}

/** Without the layer, which a rebuild moves. The reason tells which packages it is about. */
function keyOf({ kind, where, by, reason, category, rule }: Gap): string {
  return JSON.stringify([kind, where, by, reason, category, rule?.id]);
}

/** Gaps without a category are about packages, and some kinds of them about matching alone. */
const ABOUT_PACKAGES: ReadonlySet<Gap["kind"]> = new Set(["version", "third-party", "no-source"]);
const ABOUT_MATCHING: ReadonlySet<Gap["kind"]> = new Set(["no-os", "unsupported-distro", "advisory"]);

/** A gap of a whole detector has its family as its rule: `DD-DF`. */
function isOne(rule: string): boolean {
  return /^DD-[A-Z]{2}-\d/.test(rule);
}

/** Names are told up to a number, and then counted. */
function mentions({ where, reason }: Gap, name: string): boolean {
  return where.startsWith(name) || reason.includes(name) || /\b\d+ more\b/.test(reason);
}

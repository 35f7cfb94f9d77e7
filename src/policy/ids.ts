import { type Finding, isVulnerability } from "../model/index.ts";

/** All the ids by which a finding may be named, in upper case: rule, advisory, aliases, rules of the same fact. */
export function idsOf(finding: Finding): readonly string[] {
  const ids = isVulnerability(finding)
    ? [finding.rule, finding.advisory.id, ...finding.advisory.aliases]
    : [finding.rule, ...(finding.also ?? [])];
  return [...new Set(ids.map((id) => id.toUpperCase()))];
}

import { type Finding, isVulnerability } from "../model/index.ts";

/** All the ids by which a finding may be named, in upper case: rule, advisory, aliases, rules of the same fact. */
export function idsOf(finding: Finding): readonly string[] {
  const ids = [finding.rule.toUpperCase()];
  const others = isVulnerability(finding)
    ? [finding.advisory.id, ...finding.advisory.aliases]
    : (finding.also ?? []);
  for (const other of others) {
    const id = other.toUpperCase();
    // A handful: a set would take longer to make than to search them.
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

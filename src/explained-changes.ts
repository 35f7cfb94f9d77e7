import { type Finding, isVulnerability, ownerOf, type ScanResult } from "./model/index.ts";
import type { Explanation } from "./policy/index.ts";

/** A policy may have hundreds of rules; the nearest ones tell what there is to tell. */
const MAX_UNMET = 5;

/** What would bring another decision about a finding: a sentence each, what the image's author can do first. */
export function changesFor(
  finding: Finding,
  { decision, unwaived, rules }: Explanation,
  image: ScanResult["image"],
): readonly string[] {
  if (decision.action === "waive" && unwaived !== undefined) return [withoutWaiver(unwaived)];
  if (decision.action !== "block")
    return [...unfixed(finding, rules), ...nearlyFiring(rules), ...unmet(rules)];
  const waive = `drydock waive ${finding.fingerprint.slice(0, 12)} --reason "why" --expires 30d`;
  return [
    remedy(finding),
    ...(ownerOf(image, finding) === "base"
      ? ["It comes from the base image: a newer one may be without it."]
      : []),
    ...fewer(rules),
    `To accept it for a time: ${waive}`,
  ];
}

function withoutWaiver({ action, because }: NonNullable<Explanation["unwaived"]>): string {
  if (action === "waive") return `Without the waiver it is waived all the same: ${because}`;
  return action === "block"
    ? `Without the waiver it blocks. ${because}`
    : `Without the waiver it does not block either. ${because}`;
}

function remedy(finding: Finding): string {
  if (!isVulnerability(finding)) return finding.advice;
  const { package: affected, fixedIn } = finding;
  return fixedIn === undefined
    ? `Nobody has fixed it yet; remove ${affected.name} if nothing needs it.`
    : `Upgrade ${affected.name} from ${affected.version} to ${fixedIn}.`;
}

/** Rules that count, and have counted enough. */
function fewer(rules: Explanation["rules"]): readonly string[] {
  return rules.flatMap(({ rule, count, matches = 0 }) => {
    const over = matches - count + 1;
    return count > 1 && over > 0
      ? [`With ${over} ${findings(over)} less, this would not fire: ${rule}.`]
      : [];
  });
}

function nearlyFiring(rules: Explanation["rules"]): readonly string[] {
  return rules.flatMap(({ rule, count, matches, isMet }) => {
    const missing = count - (matches ?? 0);
    return isMet === true && missing > 0
      ? [`With ${missing} more ${findings(missing)} like it, this would fire: ${rule}.`]
      : [];
  });
}

/** It would fire, but for what the policy says of all that cannot be fixed. */
function unfixed(finding: Finding, rules: Explanation["rules"]): readonly string[] {
  if (!isVulnerability(finding) || finding.fixedIn !== undefined || finding.status === "not-affected")
    return [];
  return rules.some(({ isMet, matches = 0, count }) => isMet === true && matches + 1 >= count)
    ? ["Once there is a fix, it blocks."]
    : [];
}

/** What rules ask for beside what the finding has, those that lack least first. */
function unmet(rules: Explanation["rules"]): readonly string[] {
  const lacking = rules
    .filter(({ isMet }) => isMet !== true)
    .map(({ rule, conditions }) => ({
      rule,
      lacks: conditions.filter(({ holds }) => holds !== true).map(({ words }) => words),
    }))
    .toSorted((a, b) => a.lacks.length - b.lacks.length);
  return lacking.slice(0, MAX_UNMET).map(({ rule, lacks }) => `Not met: ${lacks.join("; ")} (for ${rule}).`);
}

function findings(number: number): string {
  return number === 1 ? "finding" : "findings";
}

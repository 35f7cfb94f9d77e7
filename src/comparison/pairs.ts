import { type Finding, isVulnerability } from "../model/index.ts";
import { Pool } from "./pool.ts";
import { STEPS, type Step } from "./steps.ts";

/** Findings that are the same trouble, one with one: two of a kind now and one before leave one without a partner. */
export interface Pairs {
  /** Of the present ones. */
  readonly partners: ReadonlyMap<Finding, Finding>;
  /** Earlier ones that nothing is left of, in their order. */
  readonly gone: readonly Finding[];
}

/**
 * Finds for each finding the one it was before, one step of `steps.ts` after the other. What the vendor denies is no
 * partner of what it does not deny any more.
 */
export function pairsOf(present: readonly Finding[], earlier: readonly Finding[]): Pairs {
  const partners = new Map<Finding, Finding>();
  let left: readonly Finding[] = earlier.filter(isAffecting);
  for (const some of [present.filter(isAffecting), present.filter((finding) => !isAffecting(finding))])
    for (const step of STEPS) left = pairedBy(step, some, left, partners);
  return { partners, gone: left };
}

function pairedBy(
  { ofPresent, ofEarlier }: Step,
  present: readonly Finding[],
  earlier: readonly Finding[],
  partners: Map<Finding, Finding>,
): readonly Finding[] {
  const pool = new Pool(earlier, ofEarlier);
  for (const finding of present) {
    const partner = partners.has(finding) ? undefined : pool.take(ofPresent(finding));
    if (partner !== undefined) partners.set(finding, partner);
  }
  return earlier.filter((finding) => !pool.isTaken(finding));
}

function isAffecting(finding: Finding): boolean {
  return !(isVulnerability(finding) && finding.status === "not-affected");
}

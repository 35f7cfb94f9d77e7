import { chosen } from "./detectors/chosen.ts";
import { checkedBy, rules } from "./detectors/index.ts";
import type { Category, Checks, Gap, RiskCategory, ScanResult } from "./model/index.ts";

/** In `Gap.by`. */
const BY = "stored result";

/**
 * A stored result as another policy's scope sees it: without what it does not ask for, and with a gap for what it asks
 * for and the scan did not look at.
 */
export function withinScope(
  stored: Omit<ScanResult, "verdict">,
  checks: Checks,
): Omit<ScanResult, "verdict"> {
  const known = new Set(rules.map(({ id }) => id));
  // A rule of a newer drydock is none that this one could choose by.
  const isOurs = ({ kind, rule }: ScanResult["findings"][number]) =>
    kind === "vulnerability" || known.has(rule);
  const findings = [
    ...chosen(stored.findings.filter(isOurs), rules, checks),
    ...stored.findings.filter((finding) => !isOurs(finding)),
  ];
  return { ...stored, findings, gaps: [...stored.gaps, ...missed(stored, checks)] };
}

function missed({ checked, image }: Omit<ScanResult, "verdict">, checks: Checks): readonly Gap[] {
  const { partial = [], added = [] } = checkedBy(checks, rules);
  const gap = (reason: string, more: Partial<Gap> = {}): Gap => ({
    kind: "unproven",
    where: image.reference,
    by: BY,
    reason,
    ...more,
  });
  const categories = [...checks.categories].filter((one) => !checked.categories.includes(one));
  const halves = [...checks.categories].filter(
    (one) => checked.partial?.includes(one) === true && !partial.includes(one),
  );
  const unasked = rules.filter(({ id }) => added.includes(id) && !checked.added?.includes(id));
  return [
    ...categories.map((one) => gap(`The stored scan did not look for ${one}.`, riskOf(one))),
    ...halves.map((one) => gap(`The stored scan looked for ${one} with rules switched off.`, riskOf(one))),
    ...unasked
      .filter(({ category }) => checked.categories.includes(category))
      .map(({ id, category, severity }) =>
        gap(`The stored scan did not look at ${id}.`, {
          category,
          rule: { id, category, severity: checks.severityOf(id) ?? severity },
        }),
      ),
  ];
}

function riskOf(category: Category): { readonly category?: RiskCategory } {
  return category === "system" || category === "application" ? {} : { category };
}

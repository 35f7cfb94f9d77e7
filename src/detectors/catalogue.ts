import { CATEGORIES, type Checks, type Finding, type Rule, type ScanResult } from "../model/index.ts";

/** What a result says of the checks it was made with. `rules` = the whole catalogue. */
export function checkedBy(checks: Checks, rules: readonly Rule[]): ScanResult["checked"] {
  const categories = CATEGORIES.filter((one) => checks.categories.has(one));
  const usual = rules.filter(({ isOptional, isStrict }) => !(isOptional || isStrict));
  const off = new Set(usual.filter((rule) => !checks.isOn(rule)).map(({ category }) => category));
  const partial = categories.filter((one) => one !== "system" && one !== "application" && off.has(one));
  const unusual = rules.filter(({ isOptional, isStrict }) => isOptional || isStrict);
  const added = unusual.filter((rule) => checks.categories.has(rule.category) && checks.isOn(rule));
  return {
    categories,
    profile: checks.profile,
    ...(partial.length === 0 ? {} : { partial }),
    ...(added.length === 0 ? {} : { added: added.map(({ id }) => id) }),
  };
}

/** The catalogue's words on what was found, and nothing else: its rules are also what detectors work with. */
export function firedRules(findings: readonly Finding[], rules: readonly Rule[]): readonly Rule[] {
  const fired = new Set(findings.map(({ rule }) => rule));
  return rules.filter(({ id }) => fired.has(id)).map(ruleWords);
}

/** The catalogue's row, without what its detector works with. */
export function ruleWords(rule: Rule): Rule {
  const { id, category, title, severity, fires, guards, advice, peers, isOptional, isStrict } = rule;
  return {
    id,
    category,
    title,
    severity,
    fires,
    guards,
    advice,
    peers,
    ...(isOptional ? { isOptional } : {}),
    ...(isStrict ? { isStrict } : {}),
  };
}

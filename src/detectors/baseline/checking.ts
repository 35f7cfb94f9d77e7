import type { Gap } from "../../model/index.ts";
import { type FactFinding, riskFinding, unproven } from "../risk.ts";
import type { BaselineRule, Hit, VisibleEntry } from "./rule.ts";
import type { Scene } from "./scene.ts";

/** Stands in `Gap.by`. */
export const DETECTOR_ID = "baseline";

/** Stops an image of nothing but setuid files from filling the memory, and the report. */
const MAX_ENTRIES = 10_000;
const MAX_FINDINGS = 500;

interface Checked {
  readonly findings: readonly FactFinding[];
  readonly gaps: readonly Gap[];
}

/** Asks every rule, after one walk over the image for those that want to see its files. */
export async function checked(scene: Scene, rules: readonly BaselineRule[]): Promise<Checked> {
  const { wanted, gaps } = survey(scene, rules);
  const findings: FactFinding[] = [];
  for (const rule of rules) {
    let count = 0;
    for await (const hit of rule.check(scene, wanted.get(rule) ?? [])) {
      if (hit.unproven !== undefined) gaps.push(unprovenGap(rule, hit, hit.unproven));
      else if (++count <= MAX_FINDINGS) findings.push(finding(rule, hit, scene));
    }
    if (count > MAX_FINDINGS)
      gaps.push(limitGap(rule, `It fires ${count} times; ${MAX_FINDINGS} are shown.`));
  }
  return { findings, gaps };
}

function survey(scene: Scene, rules: readonly BaselineRule[]) {
  const looking = rules.filter((rule) => rule.wants !== undefined);
  const wanted = new Map(looking.map((rule) => [rule, [] as VisibleEntry[]]));
  const cut = new Set<BaselineRule>();
  for (const entry of looking.length === 0 ? [] : scene.read.view.entries()) {
    for (const [rule, entries] of wanted) {
      if (rule.wants?.(entry, scene) !== true) continue;
      if (entries.length < MAX_ENTRIES) entries.push(entry);
      else if (rule.isTally !== true) cut.add(rule);
    }
  }
  const reason = `More than ${MAX_ENTRIES} files are to be looked at; the others were not.`;
  // Layers come from the top; people read by path.
  for (const entries of wanted.values()) entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { wanted, gaps: [...cut].map((rule) => limitGap(rule, reason)) };
}

function finding(rule: BaselineRule, hit: Hit, scene: Scene): FactFinding {
  const { at, ...rest } = hit;
  return riskFinding({ ...rest, rule, location: at === undefined ? undefined : scene.locate(at) });
}

function unprovenGap(rule: BaselineRule, { subject, at, severity }: Hit, reason: string): Gap {
  return unproven(rule, DETECTOR_ID, at?.path ?? subject, reason, severity);
}

function limitGap({ id, category, severity }: BaselineRule, reason: string): Gap {
  const rule = { id, category, severity };
  return { kind: "limit", where: id, by: DETECTOR_ID, reason: `${id}: ${reason}`, rule };
}

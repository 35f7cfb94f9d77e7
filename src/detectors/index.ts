import type { Analyzer } from "../analysis/analyzer.ts";
import { type Checks, type Gap, isRisk, type RiskCategory, type Rule } from "../model/index.ts";
import * as all from "./all.ts";
import { hiddenFindings } from "./baseline/index.ts";
import { chosen, ratedGaps } from "./chosen.ts";
import type { Detection, Detector, DetectorInput } from "./detector.ts";
import { rollUps } from "./roll-up.ts";
import { watched } from "./second-look.ts";

/**
 * What is wrong with an image: view, packages, Dockerfile and advisories come in, findings go out, and a gap for
 * everything that could not be told. Whether any of it matters is the policy's business. A new detector is one folder
 * and one line in `all.ts`.
 */
export { checkedBy, firedRules, ruleWords } from "./catalogue.ts";
export type { Detection, DetectorInput, ReadImage } from "./detector.ts";
export { loadYaraRules } from "./malware/index.ts";
export { endOfSupport } from "./vulnerabilities/end-of-support.ts";

const DETECTORS: readonly Detector[] = Object.values(all);

/** The whole catalogue, by id. */
export const rules: readonly Rule[] = DETECTORS.flatMap((detector) => detector.rules).sort((a, b) =>
  a.id < b.id ? -1 : 1,
);

/** What the wanted checks need to have read of each layer. */
export function analyzersFor(checks: Checks): readonly Analyzer[] {
  // One that several name reads once.
  return [...new Set(wanted(checks).flatMap((detector) => detector.analyzers(checks)))];
}

/** Runs the wanted detectors, one after the other. Errors are those of `Detector.detect`. */
export async function detect(input: DetectorInput): Promise<Detection> {
  const found: Detection[] = [];
  for (const detector of wanted(input.checks)) {
    const look = watched(input);
    const { gaps, ...rest } = await detector.detect(look.input);
    found.push({
      ...rest,
      gaps: [...gaps, ...look.gaps].map((gap) => categorised(gap, riskOf(detector))),
    });
  }
  const findings = found.flatMap((one) => one.findings);
  const risks = findings.filter(isRisk);
  const derived = [
    ...hiddenFindings(risks, input.read?.origins ?? []),
    ...rollUps(risks, input.checks, rules),
  ];
  return {
    findings: chosen([...findings, ...derived], rules, input.checks),
    gaps: ratedGaps(
      found.flatMap((one) => one.gaps),
      input.checks,
    ),
    notices: found.flatMap((one) => one.notices ?? []),
  };
}

/** Gaps of what `analyzersFor` wanted read, with what was to be looked for there. */
export function withCategories(gaps: readonly Gap[], checks: Checks): readonly Gap[] {
  const byAnalyzer = new Map(
    wanted(checks).flatMap((detector) =>
      detector.analyzers(checks).map(({ id }) => [id, riskOf(detector)] as const),
    ),
  );
  return gaps.map((gap) => categorised(gap, byAnalyzer.get(gap.by)));
}

function categorised(gap: Gap, category: RiskCategory | undefined): Gap {
  return category === undefined || gap.category !== undefined ? gap : { ...gap, category };
}

/** The first of its categories that is no matter of advisories. */
function riskOf({ categories }: Detector): RiskCategory | undefined {
  return categories.find((one): one is RiskCategory => one !== "system" && one !== "application");
}

function wanted({ categories }: Checks): readonly Detector[] {
  return DETECTORS.filter((detector) => detector.categories.some((category) => categories.has(category)));
}

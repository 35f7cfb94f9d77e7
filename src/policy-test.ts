/** The dry run of a policy: stored result → verdict by that policy, without looking at the image again. */
import type { Host } from "./host.ts";
import { loadMeasures, verdictBy } from "./judgement.ts";
import type { ScanResult } from "./model/index.ts";
import { checksOf } from "./policy/index.ts";
import type { JudgementOptions } from "./read-options.ts";
import { marked, storedAnswers } from "./stored-answers.ts";
import { readStoredScan } from "./stored-result.ts";
import { withinScope } from "./within-scope.ts";

/**
 * The stored result as the policy judges it today: by its rules, its waivers and its scope; what it wants looked at and
 * the scan did not look at becomes a gap. VEX answers and the comparison with a baseline stay as they were stored. Throws
 * `DrydockError`: NOT_FOUND, USAGE, POLICY_INVALID.
 */
export async function testPolicy(path: string, options: JudgementOptions, host: Host): Promise<ScanResult> {
  const stored = await readStoredScan(path, host);
  const measures = await loadMeasures(options, host, stored.baseline);
  const { policy } = measures;
  const scoped = withinScope(stored, checksOf(policy));
  const answers = storedAnswers(stored);
  const verdict = verdictBy(measures, { ...scoped, ...answers }, host.now());
  const notice = `Nothing was scanned: this is what a scan of ${stored.scannedAt} found, judged by: ${policy.origin}.`;
  return {
    ...scoped,
    gaps: verdict.gaps.map(({ gap }) => gap),
    notices: [...scoped.notices, notice],
    verdict: { ...verdict, judged: marked(verdict.judged, answers) },
  };
}

/** The dry run of a policy: stored result → verdict by that policy, without looking at the image again. */
import type { Host } from "./host.ts";
import type { ScanResult } from "./model/index.ts";
import { checksOf, judge, loadPolicy, withFlags } from "./policy/index.ts";
import type { PolicyOptions } from "./read-options.ts";
import { marked, storedAnswers } from "./stored-answers.ts";
import { readStoredScan } from "./stored-result.ts";
import { withinScope } from "./within-scope.ts";

/**
 * The stored result as the policy judges it today: by its rules, its waivers and its scope; what it wants looked at and
 * the scan did not look at becomes a gap. VEX answers and the comparison with a baseline stay as they were stored. Throws
 * `DrydockError`: NOT_FOUND, USAGE, POLICY_INVALID.
 */
export async function testPolicy(path: string, options: PolicyOptions, host: Host): Promise<ScanResult> {
  const stored = await readStoredScan(path, host);
  const policy = withFlags(await loadPolicy({ path: options.policy, cwd: host.cwd }), options);
  const scoped = withinScope(stored, checksOf(policy));
  const answers = storedAnswers(stored);
  const verdict = judge(scoped.findings, scoped.gaps, policy, host.now(), answers);
  const notice = `Nothing was scanned: this is what a scan of ${stored.scannedAt} found, judged by: ${policy.origin}.`;
  return {
    ...scoped,
    notices: [...scoped.notices, notice],
    verdict: { ...verdict, judged: marked(verdict.judged, answers) },
  };
}

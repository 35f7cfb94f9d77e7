import { r as verdictBy, t as loadMeasures } from "./judgement.js";
import { t as checksOf } from "./checks.js";
import "./policy.js";
import { n as marked, r as storedAnswers, t as withinScope } from "./within-scope.js";
import { n as readStoredScan } from "./stored-result.js";
// src/policy-test.ts
async function testPolicy(path, options, host) {
	const stored = await readStoredScan(path, host);
	const measures = await loadMeasures(options, host, stored.baseline);
	const { policy } = measures;
	const scoped = withinScope(stored, checksOf(policy));
	const answers = storedAnswers(stored);
	const verdict = verdictBy(measures, {
		...scoped,
		...answers
	}, host.now());
	const notice = `Nothing was scanned: this is what a scan of ${stored.scannedAt} found, judged by: ${policy.origin}.`;
	return {
		...scoped,
		gaps: verdict.gaps.map(({ gap }) => gap),
		notices: [...scoped.notices, notice],
		verdict: {
			...verdict,
			judged: marked(verdict.judged, answers)
		}
	};
}
export { testPolicy };

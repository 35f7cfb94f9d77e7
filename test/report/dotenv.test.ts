import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { dotenv } from "../../src/report/dotenv.ts";
import { fixResult } from "../support/fix-result.ts";
import { gitlabResults, largeResult } from "../support/gitlab.ts";
import { riskResult } from "../support/risk-result.ts";
import { digestOf, hostile, scanResult } from "../support/scan-result.ts";

const render = (result: ScanResult) => dotenv.render(result, { color: false, width: 80 });

/** Line by line as GitLab does it: `app/services/ci/parse_dotenv_artifact_service.rb` in gitlabhq/gitlabhq. */
function variables(text: string): ReadonlyMap<string, string> {
  expect(Buffer.byteLength(text)).toBeLessThan(5 * 1024);
  const lines = text.replace(/\n$/, "").split("\n");
  expect(lines.length).toBeLessThanOrEqual(20);
  return new Map(
    lines.map((line) => {
      const [, key, value] = /^([A-Z][A-Z_]*)=([A-Za-z0-9_.,:/@+=-]*)$/.exec(line) ?? [];
      expect([line, key]).toEqual([line, expect.stringMatching(/^DRYDOCK_/)]);
      return [key!, value!];
    }),
  );
}

test("the outcome", () => {
  expect(Object.fromEntries(variables(render(riskResult())))).toEqual({
    DRYDOCK_OUTCOME: "blocked",
    DRYDOCK_REASON:
      "2_critical_vulnerabilities,_1_critical_malicious_sample,_1_critical_sensitive_file,_1_critical_baseline_risk,_1_high_instruction_risk_policy:_high_or_worse",
    DRYDOCK_DIGEST: digestOf("manifest"),
    DRYDOCK_BLOCKING: "6",
    DRYDOCK_WAIVED: "1",
    DRYDOCK_GAPS: "3",
    DRYDOCK_COUNT_CRITICAL: "5",
    DRYDOCK_COUNT_HIGH: "1",
    DRYDOCK_COUNT_MEDIUM: "6",
    DRYDOCK_COUNT_LOW: "4",
    DRYDOCK_COUNT_NEGLIGIBLE: "2",
    DRYDOCK_COUNT_UNKNOWN: "1",
    DRYDOCK_COUNT_SYSTEM: "7",
    DRYDOCK_COUNT_APPLICATION: "0",
    DRYDOCK_COUNT_INSTRUCTION: "4",
    DRYDOCK_COUNT_BASELINE: "6",
    DRYDOCK_COUNT_SENSITIVE: "1",
    DRYDOCK_COUNT_MALWARE: "1",
  });
});

test("of a category that was not looked at there is no count", () => {
  const names = [...variables(render(scanResult())).keys()];
  expect(names.filter((name) => /SYSTEM|APPLICATION/.test(name))).toHaveLength(2);
  expect(names.filter((name) => /INSTRUCTION|BASELINE|SENSITIVE|MALWARE/.test(name))).toEqual([]);
});

test("a repair tells its own in the place of what matters least", () => {
  const all = variables(render({ ...riskResult(), fix: fixResult() }));
  expect([...all].filter(([name]) => /FIX|WAIVED|NEGLIGIBLE|UNKNOWN/.test(name))).toEqual([
    ["DRYDOCK_FIXED", "true"],
    ["DRYDOCK_FIXED_IMAGE", "registry.example:5000/team/app:1.2_fixd"],
    ["DRYDOCK_FIXED_DIGEST", digestOf("fixed")],
    ["DRYDOCK_FIX_BEFORE", "2"],
    ["DRYDOCK_FIX_AFTER", "1"],
  ]);
  expect(all.size).toBe(20);
});

test.each([...gitlabResults, ["twenty thousand findings", largeResult()] as const])(
  "GitLab takes %s",
  (_, result) => {
    variables(render(result));
  },
);

test("a hostile reason asks for no variable of the next job", () => {
  const piece = fc.oneof(
    fc.constantFrom("$CI_JOB_TOKEN", "%CI_JOB_TOKEN%", "\n", "`id`", ...Object.values(hostile)),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const result = scanResult();
      const verdict = { ...result.verdict, reason: pieces.join("") };
      const image = { ...result.image, digest: pieces.join("") };
      const found = variables(render({ ...result, verdict, image }));
      expect(found.size).toBe(14);
    }),
    { numRuns: 100 },
  );
});

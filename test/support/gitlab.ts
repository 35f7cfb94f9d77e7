/** What GitLab takes; see the README beside the schema. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type { RiskFinding, ScanResult, VulnerabilityFinding } from "../../src/model/index.ts";
import { hostileRisks, ordinaryRisks, riskResult } from "./risk-result.ts";
import { hostileFindings, hostileResult, manyFindings, ordinaryFindings, scanResult } from "./scan-result.ts";

type Report = "container_scanning" | "secret_detection" | "sast" | "codequality" | "annotations";

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../report/fixtures/gitlab.schema.json"), "utf8"),
);
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(schema, "gitlab");

export function gitlabSchema(report: Report): ValidateFunction {
  return ajv.getSchema(`gitlab#/definitions/${report}`)!;
}

/** As much as issue trackers and memory are asked to bear: vulnerabilities and risks, some of them with hostile names. */
export function largeResult(number = 20_000): ScanResult {
  const risks = Array.from({ length: number / 40 }, (_, i) =>
    ordinaryRisks.map((risk) => numbered(risk, i)),
  ).flat();
  const plain: readonly (VulnerabilityFinding | RiskFinding)[] = [
    ...hostileFindings,
    ...hostileRisks(),
    ...risks,
  ];
  return riskResult({ findings: [...plain, ...manyFindings(number - plain.length)] });
}

function numbered(risk: RiskFinding, i: number): RiskFinding {
  return {
    ...risk,
    subject: `${risk.subject} ${i}`,
    fingerprint: i.toString(16).padStart(64, risk.rule.at(-1)),
  };
}

/** Results of all kinds, by name. */
export const gitlabResults: readonly (readonly [string, ScanResult])[] = [
  ["vulnerabilities", scanResult()],
  ["everything", riskResult()],
  ["nothing", scanResult({ findings: [], gaps: [], notices: [] })],
  ["hostile vulnerabilities", hostileResult()],
  ["hostile risks", riskResult({ findings: [...hostileRisks(), ...ordinaryFindings] })],
];

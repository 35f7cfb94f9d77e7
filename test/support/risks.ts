import type { RiskFinding } from "../../src/model/index.ts";

/** A finding of a rule, with what matters to the test. */
export function someRisk(given: Partial<RiskFinding>): RiskFinding {
  const { rule = "DD-DF-051", category = "instruction" } = given;
  return {
    kind: "risk",
    rule,
    category,
    severity: "low",
    title: "Something risky",
    subject: "RUN apt-get install curl",
    evidence: [],
    advice: "Do it otherwise.",
    documentation: `docs/rules/${category}.md#${rule.toLowerCase()}`,
    peers: [],
    fingerprint: "0".repeat(64),
    ...given,
  };
}

import { atLeast, type Checks, type RiskFinding, type Rule, SEVERITIES } from "../model/index.ts";
import { secretRules } from "../secrets/index.ts";
import { type FactFinding, riskFinding } from "./risk.ts";

/** A rule of the baseline that adds up findings of other rules. */
interface RollUp extends Rule {
  readonly of: ReadonlySet<string>;
}

const accessKey: RollUp = {
  id: "DD-BL-091",
  category: "baseline",
  title: "AccessKey stored in plain text",
  severity: "critical",
  fires:
    "A file holds a key of Alibaba Cloud, AWS, Tencent Cloud, Huawei Cloud, Volcengine, Baidu, Azure or Google Cloud: whatever rule about sensitive files has found it.",
  guards: "The guards of those rules; what they rate below medium.",
  advice:
    "Disable the key, and let the workload have a RAM role or OIDC instead: then there is no key to store.",
  peers: ["SAS ak_leak"],
  of: rolledUp("access-key", ["DD-SF-005", "DD-SF-006", "DD-SF-007", "DD-SF-008", "DD-SF-009"]),
};

const password: RollUp = {
  id: "DD-BL-092",
  category: "baseline",
  title: "Password leaked",
  severity: "high",
  fires:
    "A file holds a password of a database, a registry, an FTP account or in a URL: whatever rule about sensitive files has found it.",
  guards: "The guards of those rules; what they rate below medium.",
  advice: "Change the password, and give it at run time out of a secret store.",
  peers: [],
  of: rolledUp("password", ["DD-SF-011", "DD-SF-014", "DD-SF-017"]),
};

const ROLL_UPS = [accessKey, password];

export const rollUpRules: readonly Rule[] = ROLL_UPS;

/** What other findings amount to: one finding for each file and roll-up, as bad as the worst of them. */
export function rollUps(
  findings: readonly RiskFinding[],
  checks: Checks,
  rules: readonly Rule[],
): readonly FactFinding[] {
  const off = new Set(rules.filter((rule) => !checks.isOn(rule)).map(({ id }) => id));
  const counted = findings.filter(
    ({ rule, severity, location }) =>
      !off.has(rule) && atLeast(severity, "medium") && !(location && checks.isExcluded(location.path)),
  );
  return ROLL_UPS.flatMap((rollUp) =>
    [...byPlace(counted.filter(({ rule }) => rollUp.of.has(rule))).values()].map((same) =>
      rolled(rollUp, same),
    ),
  );
}

function rolled(rule: RollUp, same: readonly RiskFinding[]): FactFinding {
  const [first] = same as readonly [RiskFinding];
  const worst = SEVERITIES.toReversed().find((one) => same.some(({ severity }) => severity === one))!;
  return riskFinding({
    rule,
    subject: first.subject,
    severity: atLeast(worst, rule.severity) ? rule.severity : worst,
    evidence: same.map((one) => `${one.rule}: ${one.evidence[0] ?? one.title}`),
    location: first.location,
    line: first.line,
    owner: first.owner,
    isDeleted: first.isDeleted,
    key: first.isDeleted ? "deleted" : "",
  });
}

function byPlace(findings: readonly RiskFinding[]): ReadonlyMap<string, RiskFinding[]> {
  const places = new Map<string, RiskFinding[]>();
  for (const finding of findings) {
    const place = `${finding.isDeleted === true} ${finding.subject}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, [finding]);
    else known.push(finding);
  }
  return places;
}

function rolledUp(kind: "access-key" | "password", kinds: readonly string[]): ReadonlySet<string> {
  return new Set([...kinds, ...secretRules.filter(({ rollUp }) => rollUp === kind).map(({ id }) => id)]);
}

import { z } from "zod";
import { SEVERITIES, type Severity } from "../../model/index.ts";
import { condition, either } from "./condition.ts";

export const severity = condition({
  key: "severity",
  schema: z
    .union([z.enum(SEVERITIES), z.array(z.enum(SEVERITIES)).min(1)])
    .describe(
      "Findings of this severity or worse; `unknown` is all of them. A list: findings of exactly one of these.",
    ),
  weight: 0,
  words: (value) => (typeof value === "string" ? orWorse(value) : either(value)),
  ready(value) {
    if (typeof value === "string") {
      const floor = SEVERITIES.indexOf(value);
      return ({ rank }) => rank >= floor;
    }
    const ranks = SEVERITIES.map((one) => value.includes(one));
    return ({ rank }) => ranks[rank] === true;
  },
});

function orWorse(severity: Severity): string {
  if (severity === "unknown") return "any severity";
  return severity === "critical" ? severity : `${severity} or worse`;
}

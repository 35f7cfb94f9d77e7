import { z } from "zod";
import { type Answer, condition, either, listOf, oneOrMany, type Untold } from "./condition.ts";
import type { CvssRow } from "./facts.ts";

const UNTOLD: Untold = {
  what: "the CVSS score or vector of a vulnerability",
  remedy:
    "Add a severity to the rule, so that it hangs on the score only where that decides, or waive the finding.",
};

export const cvss = condition({
  key: "cvss",
  schema: z
    .strictObject({
      min: z.number().min(0).max(10).optional().describe("A score of at least this."),
      vector: z
        .record(
          z.string().regex(/^[A-Z][A-Za-z]{0,3}$/, "must be a metric of CVSS, such as AV"),
          oneOrMany(z.string().regex(/^[A-Za-z]{1,8}$/, "must be a value of CVSS, such as N")),
        )
        .optional()
        .describe(
          "Metrics that the vector must have with this value, or one of these: `{ AV: N, PR: [N, L] }`.",
        ),
    })
    .refine((given) => given.min !== undefined || given.vector !== undefined, "must have min, vector or both")
    .describe(
      "Only vulnerabilities that some source scores so: each source's newest versions count (4 and 3; 2 where it has no other). Where no source has a score, the rule cannot be told, which is a gap.",
    ),
  weight: 10,
  words: ({ min, vector }) => {
    const parts = Object.entries(vector ?? {}).map(
      ([metric, values]) => `${metric}:${either(listOf(values))}`,
    );
    const score = min === undefined ? [] : [`a CVSS score of ${min} or more`];
    const shape = parts.length === 0 ? [] : [`${parts.join(" and ")} in its CVSS vector`];
    return `with ${[...score, ...shape].join(" and ")}`;
  },
  ready({ min, vector }) {
    const metrics = Object.entries(vector ?? {}).map(
      ([metric, values]) => [metric, new Set(listOf(values))] as const,
    );
    const answer = ([score, text]: CvssRow): Answer => {
      if (min !== undefined && score !== undefined && score < min) return false;
      if (
        metrics.length > 0 &&
        text !== undefined &&
        !metrics.every(([metric, values]) => values.has(metricOf(text, metric)))
      )
        return false;
      const isWhole =
        (min === undefined || score !== undefined) && (metrics.length === 0 || text !== undefined);
      return isWhole ? true : UNTOLD;
    };
    return ({ vulnerability, cvss: rows }) => {
      if (vulnerability === undefined) return false;
      let told: Answer = rows.length === 0 ? UNTOLD : false;
      for (const row of rows) {
        const one = answer(row);
        if (one === true) return true;
        if (one !== false) told = one;
      }
      return told;
    };
  },
});

function metricOf(vector: string, metric: string): string {
  const part = vector.split("/").find((one) => one.startsWith(`${metric}:`));
  return part?.slice(metric.length + 1) ?? "";
}

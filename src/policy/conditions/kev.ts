import { z } from "zod";
import { condition, type Untold } from "./condition.ts";

const UNTOLD: Untold = {
  what: "whether a vulnerability is known to be exploited",
  remedy: "Give --kev the catalogue of CISA.",
};

export const kev = condition({
  key: "kev",
  schema: z
    .boolean()
    .describe(
      "true: only vulnerabilities that are known to be exploited, by the catalogue of --kev; false: only those that are not in it. Without --kev the policy is refused.",
    ),
  weight: 11,
  words: (value) => (value ? "known to be exploited" : "not known to be exploited"),
  ready(value) {
    return ({ vulnerability, cves, around: { exploitation } }) => {
      if (vulnerability === undefined) return false;
      const { kev: known } = exploitation;
      return known === undefined ? UNTOLD : cves.some((cve) => known.has(cve)) === value;
    };
  },
});

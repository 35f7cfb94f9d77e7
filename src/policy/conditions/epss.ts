import { z } from "zod";
import { condition, type Untold } from "./condition.ts";
import { timeOf } from "./dates.ts";

const UNTOLD: Untold = {
  what: "the EPSS score of a vulnerability",
  remedy: "Give --epss a newer file.",
};

export const epss = condition({
  key: "epss",
  schema: z
    .strictObject({ min: z.number().min(0).max(1).describe("A probability from 0 to 1.") })
    .describe(
      "Only vulnerabilities whose EPSS score, from the file of --epss, is at least this. FIRST scores CVEs only: what has no CVE has no score, nor has one that was published before the file's day and is not in it. A CVE that may be newer than the file cannot be told, which is a gap. Without --epss the policy is refused.",
    ),
  weight: 11,
  words: ({ min }) => `with an EPSS score of ${min} or more`,
  ready({ min }) {
    return ({ vulnerability, cves, around: { exploitation } }) => {
      if (vulnerability === undefined || cves.length === 0) return false;
      const { epss: scores } = exploitation;
      if (scores === undefined) return UNTOLD;
      const known = cves.flatMap((cve) => scores.scoreOf(cve) ?? []);
      if (known.length > 0) return known.some((score) => score >= min);
      const published = timeOf(vulnerability.advisory.published);
      const isOld = scores.day !== undefined && published !== undefined && published < Date.parse(scores.day);
      return isOld ? false : UNTOLD;
    };
  },
});

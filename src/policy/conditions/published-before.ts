import { date } from "../schema-parts.ts";
import { condition } from "./condition.ts";
import { timeOf, UNTOLD_DAY } from "./dates.ts";

export const publishedBefore = condition({
  key: "published-before",
  schema: date.describe(
    "Only vulnerabilities that were published before this day (UTC, YYYY-MM-DD). Where the database does not tell the day, the rule cannot be told, which is a gap.",
  ),
  weight: 12,
  words: (value) => `published before ${value}`,
  ready(value) {
    const end = Date.parse(value);
    return ({ vulnerability }) => {
      if (vulnerability === undefined) return false;
      const published = timeOf(vulnerability.advisory.published);
      return published === undefined ? UNTOLD_DAY : published < end;
    };
  },
});

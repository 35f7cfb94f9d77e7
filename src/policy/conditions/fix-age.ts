import { condition } from "./condition.ts";
import { days, isOlderThan } from "./dates.ts";

export const fixAge = condition({
  key: "fix-age",
  schema: days.describe(
    "A grace period: only vulnerabilities with a fix, of which the fix may be known for so long (`14d`). Databases do not tell the day of a fix: the days count from the publication, the earliest it can be, so that a rule blocks rather too early than too late.",
  ),
  weight: 12,
  words: (value) => `with a fix for ${value} days or longer`,
  ready: (value) => (facts) =>
    facts.vulnerability?.fixedIn === undefined ? false : isOlderThan(value, facts),
});

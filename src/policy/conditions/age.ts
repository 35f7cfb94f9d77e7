import { condition } from "./condition.ts";
import { days, isOlderThan } from "./dates.ts";

export const age = condition({
  key: "age",
  schema: days.describe(
    "A grace period: only vulnerabilities that were published at least so long ago (`30d`). Where the database does not tell the day, the rule cannot be told, which is a gap.",
  ),
  weight: 12,
  words: (value) => `published ${value} days ago or earlier`,
  ready: (value) => (facts) => isOlderThan(value, facts),
});

import { anyOf } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

export const rule = condition({
  key: "rule",
  schema: oneOrMany(text).describe(
    "Only what this rule (`DD-DF-002`) or advisory (`CVE-…`, `GHSA-…`, any alias) has found, or one of these; `*` stands for anything.",
  ),
  weight: 2,
  words: (value) => `by ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(listOf(value).map((id) => id.toUpperCase()));
    return ({ ids }) => ids.some(isMeant);
  },
});

import { purlMatcher } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

export const purl = condition({
  key: "purl",
  schema: oneOrMany(text).describe(
    "Only vulnerabilities of packages whose purl fits this pattern or one of these (`pkg:npm/lodash`, `pkg:maven/org.apache.*`); `*` stands for anything. Without a version it is any version, without qualifiers any qualifiers.",
  ),
  weight: 6,
  words: (value) => `in ${either(listOf(value))}`,
  ready(value) {
    const isMeant = purlMatcher(listOf(value));
    return ({ vulnerability }) => vulnerability !== undefined && isMeant(vulnerability.package.purl);
  },
});

import { anyOf, withoutSlash } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";
import { MISSED } from "./facts.ts";

export const path = condition({
  key: "path",
  schema: oneOrMany(text).describe(
    "Only what lies at a path of the image that fits this pattern or one of these (`srv/app/**`). What lies in no file is at no path; a package lies where its record does.",
  ),
  weight: 7,
  words: (value) => `at ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(listOf(value).map(withoutSlash));
    return ({ finding, location }) =>
      finding === undefined ? MISSED : location !== undefined && isMeant(location.path);
  },
});

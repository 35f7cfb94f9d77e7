import { z } from "zod";
import { CATEGORIES, type Category } from "../../model/index.ts";
import { CATEGORY_NOUNS } from "../nouns.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

export const category = condition({
  key: "category",
  schema: oneOrMany(z.enum(CATEGORIES)).describe(
    "Only what is of this category, or of one of these; without it, of any.",
  ),
  weight: 2.5,
  words: (value) => inCategories(listOf(value)),
  ready(value) {
    const wanted = new Set(listOf(value));
    return (facts) => wanted.has(facts.category);
  },
});

/** `in malicious samples or baseline risks`; nothing where all categories are meant. */
function inCategories(value: readonly Category[]): string {
  const wanted = CATEGORIES.filter((one) => value.includes(one));
  if (wanted.length === CATEGORIES.length) return "";
  const both = wanted.includes("system") && wanted.includes("application");
  const nouns = wanted
    .filter((one) => !(both && one === "application"))
    .map((one) => (both && one === "system" ? "vulnerabilities" : CATEGORY_NOUNS[one][1]));
  return `in ${either(nouns)}`;
}

import { anyOf } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany, type Untold } from "./condition.ts";

const UNTOLD: Untold = {
  what: "the licence of a package",
  remedy: "Add a package or purl to the rule, so that it hangs on the licence only where that decides.",
};

export const licence = condition({
  key: "licence",
  schema: oneOrMany(text).describe(
    "Only vulnerabilities of packages under a licence that fits this pattern or one of these (`AGPL-*`; case does not matter). Where a package does not tell its licence, the rule cannot be told, which is a gap.",
  ),
  weight: 9,
  words: (value) => `under ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(
      listOf(value).map((one) => one.toLowerCase()),
      "",
    );
    return ({ vulnerability }) => {
      if (vulnerability === undefined) return false;
      const { licenses = [] } = vulnerability.package;
      return licenses.length === 0 ? UNTOLD : licenses.some((one) => isMeant(one.toLowerCase()));
    };
  },
});

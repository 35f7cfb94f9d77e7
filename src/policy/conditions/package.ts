import { anyOf } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

export const packageName = condition({
  key: "package",
  schema: oneOrMany(text).describe(
    "Only vulnerabilities of packages whose name, or source package's name, fits this pattern or one of these; `*` stands for anything.",
  ),
  weight: 5,
  words: (value) => `in package ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(listOf(value), "");
    return ({ vulnerability }) => {
      if (vulnerability === undefined) return false;
      const { name, source } = vulnerability.package;
      return isMeant(name) || (source !== undefined && isMeant(source.name));
    };
  },
});

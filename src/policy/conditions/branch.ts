import { anyOf } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany, type Untold } from "./condition.ts";

const UNTOLD: Untold = {
  what: "which branch or tag this is",
  remedy: "Name it with --branch.",
};

export const branch = condition({
  key: "branch",
  schema: oneOrMany(text).describe(
    "Only where the branch or tag that is built fits this pattern or one of these (`main`, `release/**`): that of --branch, or of the CI's variables. Where nobody tells it, the rule cannot be told, which is a gap.",
  ),
  weight: 3,
  words: (value) => `on ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(listOf(value));
    return ({ around }) => (around.branch === undefined ? UNTOLD : isMeant(around.branch));
  },
});

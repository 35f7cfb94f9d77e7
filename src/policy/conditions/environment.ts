import { anyOf } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany, type Untold } from "./condition.ts";

const UNTOLD: Untold = {
  what: "for which environment this is",
  remedy: "Name it with --environment; a word that no rule has, such as none, says that it is for none.",
};

export const environment = condition({
  key: "environment",
  schema: oneOrMany(text).describe(
    "Only where the environment that the image is for fits this pattern or one of these (`production`, `review/**`): that of --environment, or of the CI's variables. Where nobody tells it, the rule cannot be told, which is a gap.",
  ),
  weight: 3,
  words: (value) => `for ${either(listOf(value))}`,
  ready(value) {
    const isMeant = anyOf(listOf(value));
    return ({ around }) => (around.environment === undefined ? UNTOLD : isMeant(around.environment));
  },
});

import { imageMatcher } from "../patterns.ts";
import { text } from "../schema-parts.ts";
import { condition, either, listOf, oneOrMany, type Untold } from "./condition.ts";

const UNTOLD: Untold = {
  what: "the name of the image",
  remedy: "Scan it by its name, or save it with one.",
};

export const image = condition({
  key: "image",
  schema: oneOrMany(text).describe(
    "Only for images with a name that fits this pattern or one of these: `registry.example.com/prod/**` (any tag), `**:release-*` (this tag), `**/app:latest`. An image without a name cannot be told, which is a gap.",
  ),
  weight: 3,
  words: (value) => `in the image ${either(listOf(value))}`,
  ready(value) {
    const isMeant = imageMatcher(listOf(value));
    return ({ around: { images } }) => (images.length === 0 ? UNTOLD : images.some(isMeant));
  },
});

import { z } from "zod";
import { ownerOf } from "../../model/index.ts";
import { condition, type Untold } from "./condition.ts";
import { MISSED } from "./facts.ts";

const UNTOLD: Untold = {
  what: "whose a finding is, the base image's or the image's own",
  remedy: "Name the Dockerfile with --dockerfile.",
};

export const owner = condition({
  key: "owner",
  schema: z
    .enum(["base", "own"])
    .describe(
      "Only what the base image brought, or only what the image's own instructions did. Where nobody tells whose it is, the rule cannot be told, which is a gap.",
    ),
  weight: 8,
  words: (value) => (value === "base" ? "of the base image" : "of the image's own"),
  ready(value) {
    return ({ finding, around }) => {
      if (finding === undefined) return MISSED;
      const found = ownerOf(around, finding);
      return found === "unknown" ? UNTOLD : found === value;
    };
  },
});

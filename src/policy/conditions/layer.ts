import { z } from "zod";
import { condition, either, listOf, oneOrMany } from "./condition.ts";
import { MISSED } from "./facts.ts";

export const layer = condition({
  key: "layer",
  schema: oneOrMany(
    z.union([
      z.number().int().min(1).max(100_000),
      z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be a number from 1, or a diff id (sha256:…)"),
    ]),
  ).describe(
    "Only what lies in this layer, or in one of these: numbers as reports count them, 1 = the lowest, or diff ids. What lies in no file is in no layer.",
  ),
  weight: 4,
  words: (value) => `in layer ${either(listOf(value))}`,
  ready(value) {
    const wanted = new Set<number | string>(listOf(value));
    return ({ finding, location }) => {
      if (finding === undefined) return MISSED;
      return location !== undefined && (wanted.has(location.layer + 1) || wanted.has(location.diffId));
    };
  },
});

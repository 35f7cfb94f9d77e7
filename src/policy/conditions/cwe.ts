import { z } from "zod";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

export const cwe = condition({
  key: "cwe",
  schema: oneOrMany(
    z.union([
      z.number().int().min(1).max(1_000_000),
      z.string().regex(/^(?:CWE-)?[1-9]\d{0,5}$/i, "must be a weakness such as CWE-79"),
    ]),
  ).describe(
    "Only vulnerabilities of this weakness (`CWE-79`), or of one of these. One that nobody assigned a weakness to has none.",
  ),
  weight: 9,
  words: (value) => `of ${either(listOf(value).map(idOf))}`,
  ready(value) {
    const wanted = new Set(listOf(value).map(idOf));
    return ({ vulnerability }) => vulnerability?.advisory.cwes.some((id) => wanted.has(id)) ?? false;
  },
});

function idOf(given: number | string): string {
  return `CWE-${String(given).replace(/^CWE-/i, "")}`;
}

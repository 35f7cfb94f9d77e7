import { z } from "zod";
import { condition } from "./condition.ts";

export const fixable = condition({
  key: "fixable",
  schema: z
    .boolean()
    .describe("true: only vulnerabilities with a fixed version; false: only those without one."),
  weight: 1,
  words: (value) => (value ? "with a fix" : "without a fix"),
  ready:
    (value) =>
    ({ vulnerability }) =>
      vulnerability !== undefined && (vulnerability.fixedIn !== undefined) === value,
});

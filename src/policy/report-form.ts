import { z } from "zod";
import { CATEGORIES, SEVERITIES } from "../model/index.ts";

/** What people are shown is apart from what blocks. */
export const reportForm = z
  .strictObject({
    severity: z
      .enum(SEVERITIES)
      .optional()
      .describe("Shows findings of this severity or worse. Default: unknown, which is all of them."),
    categories: z
      .array(z.enum(CATEGORIES))
      .min(1)
      .optional()
      .describe("Shows findings of these categories. Default: all."),
    waived: z.boolean().optional().describe("Shows what is waived. Default: true."),
  })
  .describe(
    "What the table and SARIF show. What blocks and what a rule warns of is shown whatever stands here, and the JSON report has everything.",
  );

export type ReportForm = z.output<typeof reportForm>;

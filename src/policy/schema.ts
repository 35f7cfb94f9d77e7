import { z } from "zod";
import { SEVERITIES } from "../model/advisory.ts";
import type { GapKind } from "../model/gap.ts";

/**
 * The form of `drydock.yml`, said once: the loader checks files against it and `schema/drydock-policy.schema.json` is
 * generated from it. Objects are strict, so that a misspelt key is an error and not a rule that never fires.
 */

/** A record, so that the compiler misses a kind that is added to the model. */
const gapKinds: Readonly<Record<GapKind, string>> = {
  unreadable: "Content that is corrupt or in an unknown form.",
  limit: "A cap on size, count, depth or time fired.",
  "unsupported-distro": "The database has no advisories for this distribution or release.",
  "no-os": "Nothing tells which distribution this is, though packages are there.",
  version: "An installed or fixed version that cannot be parsed.",
  "third-party": "Packages of a vendor whose advisories the database does not carry.",
  "no-source": "Software for which no advisories are published in a form that the database carries.",
  advisory: "The database has no answer for some other reason.",
};

export const GAP_KINDS = Object.keys(gapKinds) as readonly GapKind[];

/** Longest text of a policy; stops a file under review from filling reports with one field. */
const MAX_TEXT = 2_000;

const text = z.string().trim().min(1).max(MAX_TEXT);

const blockRule = z
  .strictObject({
    name: text.optional().describe("Shown when the rule fires."),
    severity: z
      .enum(SEVERITIES)
      .default("unknown")
      .describe("Counts vulnerabilities of this severity or worse; `unknown` counts all of them."),
    count: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe(
        "Fires when at least this many are found. A vulnerability in two packages counts twice; waived ones do not count.",
      ),
    fixable: z
      .boolean()
      .optional()
      .describe("true: only those with a fixed version; false: only those without one."),
    message: text.optional().describe("A sentence for the people who see the image blocked."),
  })
  .describe("Fires when enough findings meet all of its conditions; the image is then blocked.");

const gapAnswer = z
  .enum(["block", "ignore"])
  .describe("block: the image stays unproven; ignore: the gap is only reported.");

const gapAnswers = z.strictObject(
  Object.fromEntries(
    GAP_KINDS.map((kind) => [kind, gapAnswer.optional().describe(gapKinds[kind])]),
  ) as Record<GapKind, z.ZodOptional<typeof gapAnswer>>,
);

const waiver = z
  .strictObject({
    id: text.describe("CVE, GHSA or any other id or alias of the vulnerability; case does not matter."),
    package: text
      .optional()
      .describe(
        "Name of the package or of its source package; without it the waiver holds for all packages.",
      ),
    reason: text.describe("Why this is acceptable. Shown in every report."),
    expires: z.iso
      .date("must be a date of the calendar, written YYYY-MM-DD")
      .describe("Last day (UTC) on which the waiver holds, YYYY-MM-DD."),
    owner: text.optional().describe("Who answers for it."),
  })
  .describe("An accepted vulnerability, with a reason and an end.");

export const policyFile = z
  .strictObject({
    version: z.literal(1).describe("Version of this file's form."),
    block: z
      .array(blockRule)
      .optional()
      .describe(
        "Rules of which any one blocks. Absent: high or worse blocks. An empty list: nothing blocks, all is reported.",
      ),
    gaps: z
      .union([gapAnswer, gapAnswers])
      .optional()
      .describe(
        "What a place means that could not be checked, for all kinds or per kind. Default: block, but ignore for no-source.",
      ),
    waivers: z.array(waiver).optional(),
  })
  .meta({ title: "drydock policy" });

export type PolicyFile = z.output<typeof policyFile>;
export type BlockRule = PolicyFile extends { readonly block?: readonly (infer R)[] | undefined }
  ? Readonly<R>
  : never;
export type Waiver = PolicyFile extends { readonly waivers?: readonly (infer W)[] | undefined }
  ? Readonly<W>
  : never;
export type GapAnswer = z.output<typeof gapAnswer>;

/** JSON Schema 2020-12 for editors. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(policyFile, { io: "input" }), $id: "urn:drydock:policy:1" };
}

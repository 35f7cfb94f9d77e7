import { z } from "zod";
import { CATEGORIES, type GapKind, SEVERITIES } from "../model/index.ts";
import { date, text } from "./schema-parts.ts";
import { scopeForm, settingsForm } from "./scope-schema.ts";

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
  unproven: "A rule whose input is missing, so that nobody can tell whether it fires.",
  advisory: "The database has no answer for some other reason.",
};

export const GAP_KINDS = Object.keys(gapKinds) as readonly GapKind[];

const category = z.enum(CATEGORIES);

const blockRule = z
  .strictObject({
    name: text.optional().describe("Shown when the rule fires."),
    severity: z
      .enum(SEVERITIES)
      .default("unknown")
      .describe("Counts findings of this severity or worse; `unknown` counts all of them."),
    category: z
      .union([category, z.array(category).min(1)])
      .optional()
      .describe("Counts only what is of this category, or of one of these; without it, of any."),
    rule: z
      .union([text, z.array(text).min(1)])
      .optional()
      .describe(
        "Counts only what this rule (`DD-DF-002`) or advisory (`CVE-…`) has found, or one of these; `*` stands for anything.",
      ),
    count: z
      .number()
      .int()
      .min(1)
      .default(1)
      .describe(
        "Fires when at least this many are found. A vulnerability in two packages counts twice; waived findings do not count.",
      ),
    fixable: z
      .boolean()
      .optional()
      .describe("true: only vulnerabilities with a fixed version; false: only those without one."),
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
    id: text
      .optional()
      .describe("CVE, GHSA or any other id or alias of the vulnerability; case does not matter."),
    rule: text.optional().describe("Id of the rule that fired, such as `DD-SF-002`."),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/, "must be the fingerprint of a finding, or its first 8 digits or more")
      .optional()
      .describe("Of one finding, as the reports show it; the first 8 digits are enough."),
    package: text
      .optional()
      .describe("With `id`: name of the package or of its source package; without it, in any package."),
    path: text
      .optional()
      .describe("With `rule`: pattern of the path in the image (`*`, `**`); without it, anywhere."),
    instruction: text
      .optional()
      .describe("With `rule`: pattern of the Dockerfile's instruction (`RUN curl *`); without it, any."),
    images: z
      .union([text, z.array(text).min(1)])
      .optional()
      .describe(
        "Patterns of repositories of images, without tag, for which it holds; without it, for all of them.",
      ),
    reason: text.describe("Why this is acceptable. Shown in every report."),
    expires: date.describe("Last day (UTC) on which the waiver holds, YYYY-MM-DD."),
    owner: text.optional().describe("Who answers for it."),
  })
  .check((given) => {
    const { id, rule, fingerprint, package: name, path, instruction } = given.value;
    const say = (message: string) => given.issues.push({ code: "custom", message, input: given.value });
    if (id === undefined && rule === undefined && fingerprint === undefined)
      say("must name what it waives: an id, a rule or a fingerprint");
    if (name !== undefined && id === undefined) say("package goes with id");
    if ((path !== undefined || instruction !== undefined) && rule === undefined)
      say("path and instruction go with rule");
  })
  .describe("An accepted finding, with a reason and an end.");

export const policyFile = z
  .strictObject({
    version: z.literal(1).describe("Version of this file's form."),
    block: z
      .array(blockRule)
      .optional()
      .describe(
        "Rules of which any one blocks. Absent: vulnerabilities, sensitive files and malicious samples of severity high or worse block, and baseline and instruction risks that are critical. An empty list: nothing blocks, all is reported.",
      ),
    gaps: z
      .union([gapAnswer, gapAnswers])
      .optional()
      .describe(
        "What a place means that could not be checked, for all kinds or per kind. Default: block, but ignore for no-source.",
      ),
    waivers: z.array(waiver).optional(),
    scope: scopeForm.optional(),
    settings: settingsForm.optional(),
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

import { z } from "zod";
import type { GapKind, RegistryActionName } from "../model/index.ts";
import { denyPolicyForm } from "./chain/form.ts";
import { type Conditions, conditionKeys, excess } from "./conditions/index.ts";
import { locksForm } from "./locks.ts";
import { reportForm } from "./report-form.ts";
import { text } from "./schema-parts.ts";
import { scopeForm, settingsForm } from "./scope-schema.ts";
import { missingIn, waiver, waiversNeed, withNeeds } from "./waiver-schema.ts";

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

const ruleKeys = {
  name: text.optional().describe("Shown when the rule fires."),
  message: text.optional().describe("A sentence for the people who see the verdict."),
  count: z
    .number()
    .int()
    .min(1)
    .default(1)
    .describe(
      "Fires when at least this many are found. A vulnerability in two packages counts twice; waived findings do not count.",
    ),
};

const warnRule = ruleOf(z.strictObject({ ...ruleKeys, ...conditionKeys })).describe(
  "Fires when enough findings meet all of its conditions; they are then shown as warnings, and the verdict stays.",
);

const blockRule = ruleOf(
  z.strictObject({
    ...ruleKeys,
    action: z
      .enum(["block", "retag", "delete-tag"])
      .optional()
      .describe(
        "What else becomes of the image: retag gives it a quarantine tag, delete-tag takes its tag away; both only where registry actions are switched on. Default: block, and nothing else.",
      ),
    ...conditionKeys,
  }),
).describe("Fires when enough findings meet all of its conditions; the image is then blocked.");

function ruleOf<S extends z.ZodType<Conditions>>(form: S): S {
  return form.check((given) => {
    const wrong = excess(given.value);
    if (wrong !== undefined) given.issues.push({ code: "custom", message: wrong, input: given.value });
  });
}

const gapAnswer = z
  .enum(["block", "ignore"])
  .describe("block: the image stays unproven; ignore: the gap is only reported.");

const gapAnswers = z.strictObject(
  Object.fromEntries(
    GAP_KINDS.map((kind) => [kind, gapAnswer.optional().describe(gapKinds[kind])]),
  ) as Record<GapKind, z.ZodOptional<typeof gapAnswer>>,
);

export const policyFile = z
  .strictObject({
    version: z.literal(1).describe("Version of this file's form."),
    block: z
      .array(blockRule)
      .optional()
      .describe(
        "Rules of which any one blocks. Absent: vulnerabilities, sensitive files and malicious samples of severity high or worse block, and baseline and instruction risks that are critical. An empty list: nothing blocks, all is reported.",
      ),
    warn: z
      .array(warnRule)
      .optional()
      .describe(
        "Rules of which each warns: what meets them is shown as a warning and never changes the verdict.",
      ),
    chain: denyPolicyForm.optional(),
    gaps: z
      .union([gapAnswer, gapAnswers])
      .optional()
      .describe(
        "What a place means that could not be checked, for all kinds or per kind. Default: block, but ignore for no-source.",
      ),
    waivers: z.array(waiver).optional(),
    "waivers-need": waiversNeed.optional(),
    scope: scopeForm.optional(),
    settings: settingsForm.optional(),
    report: reportForm.optional(),
    locked: locksForm.optional(),
  })
  .check((given) => {
    for (const { path, message } of missingIn(given.value))
      given.issues.push({ code: "custom", path: [...path], message, input: given.value });
  })
  .meta({ title: "drydock policy" });

export type PolicyFile = z.output<typeof policyFile>;

export interface WarnRule extends Conditions {
  readonly name?: string | undefined;
  readonly message?: string | undefined;
  readonly count: number;
}

export interface BlockRule extends WarnRule {
  readonly action?: "block" | RegistryActionName | undefined;
}
export type GapAnswer = z.output<typeof gapAnswer>;

/** JSON Schema 2020-12 for editors. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  return withNeeds({ ...z.toJSONSchema(policyFile, { io: "input" }), $id: "urn:drydock:policy:1" });
}

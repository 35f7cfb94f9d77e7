import { z } from "zod";
import { oneOrMany } from "./conditions/index.ts";
import { date, text } from "./schema-parts.ts";

export const waiver = z
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
      .describe(
        "Pattern of the name of the package, or of its source package; without an id, all of its vulnerabilities.",
      ),
    purl: text
      .optional()
      .describe(
        "Pattern of the purl of the package (`pkg:npm/lodash@4.*`); without a version any version, without qualifiers any.",
      ),
    path: text.optional().describe("Pattern of the path in the image (`*`, `**`); without it, anywhere."),
    instruction: text
      .optional()
      .describe("With `rule`: pattern of the Dockerfile's instruction (`RUN curl *`); without it, any."),
    images: oneOrMany(text)
      .optional()
      .describe(
        "Patterns of repositories of images, without tag, for which it holds; without it, for all of them.",
      ),
    reason: text.optional().describe("Why this is acceptable. Shown in every report."),
    expires: date.optional().describe("Last day (UTC) on which the waiver holds, YYYY-MM-DD."),
    owner: text.optional().describe("Who answers for it."),
  })
  .check((given) => {
    const { id, rule, fingerprint, package: name, purl, path, instruction } = given.value;
    const say = (message: string) => given.issues.push({ code: "custom", message, input: given.value });
    if ([id, rule, fingerprint, name, purl, path].every((one) => one === undefined))
      say("must name what it waives: an id, a rule, a fingerprint, a package, a purl or a path");
    if (instruction !== undefined && rule === undefined) say("instruction goes with rule");
  })
  .describe("Accepted findings, with a reason and an end. What it names must all fit.");

export type Waiver = Readonly<z.output<typeof waiver>>;

export const waiversNeed = z
  .strictObject({
    reason: z.boolean().optional().describe("Default: true."),
    expires: z.boolean().optional().describe("Default: true."),
  })
  .describe("What every waiver must say. What is not needed is remarked on in every verdict.");

export type WaiversNeed = z.output<typeof waiversNeed>;

/** In the order in which they are missed. */
const NEEDS = ["reason", "expires"] as const;

interface Waived {
  readonly waivers?: readonly Waiver[] | undefined;
  readonly "waivers-need"?: WaiversNeed | undefined;
}

/** Where waivers lack what they need. */
export function missingIn(
  file: Waived,
): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  const { waivers = [], "waivers-need": need = {} } = file;
  return waivers.flatMap((one, index) =>
    NEEDS.filter((key) => need[key] !== false && one[key] === undefined).map((key) => ({
      path: ["waivers", index, key],
      message: `"${key}" is missing`,
    })),
  );
}

/** The same for editors: what a waiver needs hangs on another part of the file. */
export function withNeeds(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const rules = NEEDS.map((key) => ({
    if: {
      type: "object",
      properties: {
        "waivers-need": { type: "object", properties: { [key]: { const: false } }, required: [key] },
      },
      required: ["waivers-need"],
    },
    else: {
      type: "object",
      properties: {
        waivers: { type: "array", items: { type: "object", properties: { [key]: {} }, required: [key] } },
      },
    },
  }));
  return { ...schema, allOf: rules };
}

/** What a policy that asks less of waivers has to be told of. */
export function laxities(file: Waived): readonly string[] {
  const { waivers = [], "waivers-need": need = {} } = file;
  return NEEDS.flatMap((key) => {
    const number = waivers.filter((one) => one[key] === undefined).length;
    if (need[key] !== false || number === 0) return [];
    return [
      `${number} waiver${number === 1 ? " has" : "s have"} no ${key === "expires" ? "end" : "reason"}; the policy allows that.`,
    ];
  });
}

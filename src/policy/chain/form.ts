import { z } from "zod";
import { text } from "../schema-parts.ts";

/**
 * The deny policy of ACR's delivery chain (`DenyPolicy` of the node `VULNERABILITY_SCANNING`), as the API, Terraform and
 * the SDKs spell it. Source: GetChain and UpdateChain of ACR's API 2018-12-01; `alicloud_cr_chain` of Terraform.
 */
export interface DenyPolicy {
  readonly IssueLevel?: (typeof LEVELS)[number];
  readonly IssueCount?: number;
  readonly Logic?: (typeof LOGICS)[number];
  readonly Action?: (typeof ACTIONS)[number];
  readonly IssueList?: readonly string[];
  readonly MaliciousList?: readonly string[];
  readonly BaselineList?: readonly string[];
}

const LEVELS = ["LOW", "MEDIUM", "HIGH", "UNKNOWN"] as const;
const LOGICS = ["AND", "OR"] as const;
const ACTIONS = ["BLOCK", "BLOCK_RETAG", "BLOCK_DELETE_TAG"] as const;

/** What is not set comes as an empty text from the API, and as null from Terraform. */
function oneOf<const T extends string>(values: readonly T[]) {
  return z
    .enum(["", ...values])
    .nullable()
    .transform((given) => (given === null || given === "" ? undefined : (given as T)));
}

const words = z
  .union([z.string().max(100_000), z.array(text), z.null()])
  .transform((given) => (typeof given === "string" ? given.split(",") : (given ?? [])))
  .transform((given) => given.map((word) => word.trim()).filter((word) => word !== ""));

const FIELDS = {
  IssueLevel: oneOf(LEVELS).describe(
    "Severity that has to be reached: this level or worse; critical counts as HIGH.",
  ),
  IssueCount: z
    .union([z.number().int().min(0).max(1e9), z.string().regex(/^\d{0,9}$/, "must be a number")])
    .nullable()
    .transform((given) => (given === null || given === "" ? undefined : Number(given)))
    .describe("Number of vulnerabilities that has to be reached."),
  Logic: oneOf(LOGICS).describe("How level and count go together."),
  Action: oneOf(ACTIONS).describe("What happens beside blocking; without it BLOCK."),
  IssueList: words.describe("CVEs of which each blocks, separated by commas."),
  MaliciousList: words.describe("Types of malicious samples of which each blocks, separated by commas."),
  BaselineList: words.describe("Classes of baseline risks of which each blocks, separated by commas."),
};

type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as readonly Field[];

/** `IssueLevel`, `issue_level`, `issueLevel`. */
function spellingsOf(name: Field): readonly string[] {
  const snake = name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return [...new Set([name, snake, `${name[0]!.toLowerCase()}${name.slice(1)}`])];
}

const SPELLINGS: ReadonlyMap<string, Field> = new Map(
  NAMES.flatMap((name) => spellingsOf(name).map((spelling) => [spelling, name] as const)),
);

export const denyPolicyForm = z
  .strictObject(
    Object.fromEntries(
      [...SPELLINGS].map(([spelling, name]) => [spelling, FIELDS[name].optional()]),
    ) as Record<string, z.ZodOptional<(typeof FIELDS)[Field]>>,
  )
  .transform((given, context) => {
    const fields = Object.keys(given).map((spelling) => SPELLINGS.get(spelling));
    const twice = fields.find((field, index) => fields.indexOf(field) !== index);
    const policy = canonical(given);
    const wrong =
      twice !== undefined
        ? `${twice} is said in two spellings`
        : isEmpty(policy)
          ? "names nothing that blocks: a level, a count, or something in one of the lists"
          : undefined;
    // Asked although a key or value is already known to be wrong: that says enough.
    if (wrong === undefined || context.issues.length > 0) return policy;
    context.issues.push({ code: "custom", message: wrong, input: given });
    return z.NEVER;
  })
  .describe(
    "The deny policy of a delivery chain of ACR as it is, in the spelling of the API, of Terraform, or in camelCase. Its rules are added to those of block.",
  );

export function denyPolicyJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(denyPolicyForm, { io: "input" }) };
}

/** Whether it is, or may be meant as, a deny policy. */
export function isDenyPolicy(keys: readonly string[]): boolean {
  return keys.some((key) => SPELLINGS.has(key));
}

function canonical(given: Readonly<Record<string, unknown>>): DenyPolicy {
  const said = Object.entries(given).flatMap(([spelling, value]) => {
    const name = SPELLINGS.get(spelling);
    const isSaid = value !== undefined && !(Array.isArray(value) && value.length === 0);
    return name === undefined || !isSaid ? [] : [[name, value] as const];
  });
  return Object.fromEntries(said) as DenyPolicy;
}

function isEmpty({ Logic, Action, ...triggers }: DenyPolicy): boolean {
  return Object.keys(triggers).length === 0;
}

import { z } from "zod";
import * as all from "./all.ts";
import type { Condition } from "./condition.ts";

type All = (typeof all)[keyof typeof all];

/** The keys that a rule may have without nesting. */
type Flat = { readonly [C in All as C["key"]]?: z.output<C["schema"]> | undefined };

/** What must hold of a finding: every key that is there, and of `all`, `any` and `not` what they say. */
export interface Conditions extends Flat {
  readonly all?: readonly Conditions[] | undefined;
  readonly any?: readonly Conditions[] | undefined;
  readonly not?: Conditions | undefined;
}

/** Cheap ones first. */
export const CONDITIONS: readonly Condition<string, z.ZodType>[] = (
  Object.values(all) as unknown as readonly Condition<string, z.ZodType>[]
).toSorted((a, b) => a.weight - b.weight || (a.key < b.key ? -1 : 1));

/** Levels of `all`, `any` and `not`: nobody can read more, and each is a step of recursion. */
const MAX_NESTING = 8;

/** Of one rule, nested ones too: each is asked of every finding. */
const MAX_CONDITIONS = 1_000;

type FlatShape = { readonly [C in All as C["key"]]: z.ZodOptional<C["schema"]> };

/** The keys of conditions, to be put into the form of a rule. */
export const conditionKeys = {
  ...(Object.fromEntries(CONDITIONS.map(({ key, schema }) => [key, schema.optional()])) as FlatShape),
  get all() {
    return z.array(conditions).min(1).optional().describe("All of these must hold.");
  },
  get any() {
    return z.array(conditions).min(1).optional().describe("At least one of these must hold.");
  },
  get not(): z.ZodOptional<z.ZodType<Conditions>> {
    return conditions.optional().describe("This must not hold.");
  },
};

const conditions: z.ZodType<Conditions> = z
  .strictObject(conditionKeys)
  .meta({ id: "conditions", description: "What must hold of a finding." });

/** What is wrong with the nesting of a rule's conditions; `undefined` = nothing. */
export function excess(rule: Conditions): string | undefined {
  let number = 0;
  const depthOf = (of: Conditions): number => {
    number++;
    const inner = [...(of.all ?? []), ...(of.any ?? []), ...(of.not === undefined ? [] : [of.not])];
    return inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depthOf));
  };
  if (depthOf(rule) > MAX_NESTING) return `conditions are nested in more than ${MAX_NESTING} levels`;
  return number > MAX_CONDITIONS ? `has more than ${MAX_CONDITIONS} nested conditions` : undefined;
}

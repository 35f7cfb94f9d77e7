import { z } from "zod";
import type { Status } from "../../model/index.ts";
import { condition, either, listOf, oneOrMany } from "./condition.ts";

/** A record, so that the compiler misses a status that is added to the model. `not-affected` never counts. */
const STATUSES: Readonly<Record<Exclude<Status, "not-affected">, true>> = {
  fixed: true,
  affected: true,
  "under-investigation": true,
  "will-not-fix": true,
  "fix-deferred": true,
  "end-of-life": true,
  unknown: true,
};

export const status = condition({
  key: "status",
  schema: oneOrMany(z.enum(Object.keys(STATUSES) as (keyof typeof STATUSES)[])).describe(
    "Only vulnerabilities of which the vendor says this, or one of these; where the vendor says nothing: `unknown`.",
  ),
  weight: 3,
  words: (value) => `with the status ${either(listOf(value))}`,
  ready(value) {
    const wanted = new Set<Status>(listOf(value));
    return ({ vulnerability }) => vulnerability !== undefined && wanted.has(vulnerability.status);
  },
});

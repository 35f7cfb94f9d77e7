import { z } from "zod";
import type { Answer, Untold } from "./condition.ts";
import type { Facts } from "./facts.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days, of a text such as `30d`. */
export const days = z
  .string()
  .regex(/^\d{1,5}d$/, "must be days, such as 30d")
  .transform((given) => Number.parseInt(given, 10));

export const UNTOLD_DAY: Untold = {
  what: "when a vulnerability was published",
  remedy: "Waive the finding, or narrow the rule.",
};

/** Milliseconds; `undefined` = there is no day, or it cannot be read. */
export function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether a vulnerability was published at least so many times 24 hours ago. */
export function isOlderThan(wanted: number, { vulnerability, around }: Facts): Answer {
  if (vulnerability === undefined) return false;
  const published = timeOf(vulnerability.advisory.published);
  return published === undefined ? UNTOLD_DAY : around.now.getTime() - published >= wanted * DAY_MS;
}

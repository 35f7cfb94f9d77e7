import { z } from "zod";

/** Longest text of a policy; stops a file under review from filling reports with one field. */
const MAX_TEXT = 2_000;

export const text = z.string().trim().min(1).max(MAX_TEXT);

export const date = z.iso.date("must be a date of the calendar, written YYYY-MM-DD");

/** Bytes: a number, or a text such as `64MB`. */
export const bytes = z
  .union([z.number().int().min(1), z.string().regex(/^\d{1,9} ?[kMG]B$/, "must be a size such as 64MB")])
  .transform((given) => (typeof given === "number" ? given : bytesOf(given)));

/** Milliseconds, of a text such as `90s` or `10m`. */
export const duration = z
  .string()
  .regex(/^\d{1,6}[smh]$/, "must be a time such as 90s, 10m or 1h")
  .transform((given) => Number(given.slice(0, -1)) * (MILLISECONDS[given.at(-1) ?? ""] ?? 0));

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const SIZES: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 };

function bytesOf(given: string): number {
  return Number.parseInt(given, 10) * (SIZES[given.slice(-2)] ?? 1);
}

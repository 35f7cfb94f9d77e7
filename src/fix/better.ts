/** Whether a repaired image is better than the original, and whole. */
import { presentOf } from "../compared.ts";
import { type Comparison, compare } from "../comparison/index.ts";
import type { Content, Work } from "../content.ts";
import { checkedBy, rules } from "../detectors/index.ts";
import type { Found } from "../look.ts";
import type { Gap } from "../model/index.ts";
import { newFiles, Refusal } from "../repair/index.ts";
import type { Scanned } from "./scanned.ts";

type ReadImage = NonNullable<Content["read"]>;

/** Of a proof: how many findings are gone, and what could not be checked. */
interface Proof {
  readonly fixed: number;
  readonly notes: readonly string[];
}

/**
 * Compares what the second scan finds with the first, and looks at the new files. Throws `Refusal` FIX_NOT_BETTER where
 * nothing is mended or anything is worse. Source: docs/repair.md, "What is compared before a tag is set".
 */
export async function provenBetter(
  scanned: Scanned,
  read: ReadImage,
  found: Found,
  work: Work,
): Promise<Proof> {
  const present = presentOf(found, scanned.store, work.checks);
  const comparison = compare(present, earlierLook(scanned, work));
  refuseWorse(comparison, found, scanned.found.gaps);
  return { fixed: comparison.fixed.length, notes: await proveFiles(read) };
}

function earlierLook({ found, result }: Scanned, { startedAt, checks }: Work) {
  const { image, database } = result;
  return {
    image,
    scannedAt: startedAt.toISOString(),
    checked: checkedBy(checks, rules),
    findings: found.findings,
    gaps: found.gaps,
    ...(database === undefined ? {} : { database }),
  };
}

/** Of sentences about findings. */
const MAX_NAMED = 5;

function refuseWorse(comparison: Comparison, { findings, gaps }: Found, before: readonly Gap[]): void {
  const fresh = findings.filter(comparison.isNew).map(({ rule, title }) => `${rule} (${title})`);
  if (fresh.length > 0)
    throw notBetter(`The repaired image has findings that the original has not: ${named(fresh)}.`);
  const known = new Set(before.map(({ where, reason }) => `${where}\n${reason}`));
  const unseen = gaps
    .filter(({ where, reason }) => !known.has(`${where}\n${reason}`))
    .map(({ reason }) => reason);
  if (unseen.length > 0)
    throw notBetter(`The repaired image cannot be looked at as far as the original: ${named(unseen)}`);
  if (comparison.fixed.length === 0) throw notBetter("The second scan finds nothing mended.");
}

function named(texts: readonly string[]): string {
  const more = texts.length > MAX_NAMED ? ` and ${texts.length - MAX_NAMED} more` : "";
  return texts.slice(0, MAX_NAMED).join(", ") + more;
}

function notBetter(reason: string): Refusal {
  return new Refusal("FIX_NOT_BETTER", `${reason} Nothing was pushed.`);
}

/** Gives notes on what could not be checked. */
async function proveFiles(read: ReadImage): Promise<readonly string[]> {
  const { altered, missing, unread } = await newFiles(read);
  if (altered.length > 0) throw notBetter(`Files are not as their packages list them: ${named(altered)}.`);
  const needs = missing.map(({ path, library }) => `${path} needs ${library}`);
  if (needs.length > 0) throw notBetter(`Programs ask for libraries that are not there: ${named(needs)}.`);
  return unread.length === 0 ? [] : [`Which libraries these need was not checked: ${named(unread)}.`];
}

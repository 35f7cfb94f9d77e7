import { type Finding, repositoryOf } from "../model/index.ts";
import { daysLeft } from "./days.ts";
import { matcher } from "./glob.ts";
import { PREFIX, WaiverBook } from "./waiver-book.ts";
import type { Waiver } from "./waiver-schema.ts";

/** A waiver that ends within this many days is named, so that nobody is surprised by a blocked build. */
const SOON_DAYS = 14;

export interface Waived {
  readonly waived: ReadonlyMap<Finding, Waiver>;
  /** In the order of the waivers. */
  readonly remarks: readonly string[];
}

/**
 * Which findings are waived on the day of `now` (UTC), each by the first waiver that covers it, and what is to be said
 * about the waivers themselves: expired ones, those about to expire, those that match nothing. `images` = the names of
 * the image; a waiver for certain images is only looked at where one of them is meant.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  {
    now,
    images,
    places = new Map(),
  }: {
    readonly now: Date;
    readonly images: readonly string[];
    /** Where waivers stand, for the remarks. */
    readonly places?: ReadonlyMap<Waiver, string>;
  },
): Waived {
  const meant = waivers.filter((waiver) => isForOneOf(waiver, images));
  const book = new WaiverBook(meant);
  const waived = new Map<Finding, Waiver>();
  const matches = new Map<Waiver, number>();
  for (const finding of findings) {
    for (const waiver of book.covering(finding)) {
      matches.set(waiver, (matches.get(waiver) ?? 0) + 1);
      if (!waived.has(finding) && holds(waiver, now)) waived.set(finding, waiver);
    }
  }
  const remarks = meant.flatMap((waiver) =>
    remarkOn(waiver, matches.get(waiver) ?? 0, now, places.get(waiver)),
  );
  return { waived, remarks };
}

function holds({ expires }: Waiver, now: Date): boolean {
  return expires === undefined || daysLeft(expires, now) >= 0;
}

/** As written in a verdict: reason, end and owner. */
export function describeWaiver(waiver: Waiver): string {
  const owner = waiver.owner === undefined ? "" : ` (${waiver.owner})`;
  const end = waiver.expires === undefined ? "without an end" : `until ${waiver.expires}`;
  return `Waived ${end}: ${waiver.reason ?? "no reason is given"}${owner}`;
}

function isForOneOf({ images: patterns }: Waiver, images: readonly string[]): boolean {
  if (patterns === undefined) return true;
  const repositories = images.map(repositoryOf);
  return [patterns].flat().some((pattern) => repositories.some(matcher(pattern)));
}

function remarkOn(waiver: Waiver, matches: number, now: Date, place: string | undefined): string[] {
  const left = waiver.expires === undefined ? Number.POSITIVE_INFINITY : daysLeft(waiver.expires, now);
  const name = `The waiver for ${nameOf(waiver)}${place === undefined ? "" : ` (${place})`}`;
  const owner = waiver.owner === undefined ? "" : ` (owner: ${waiver.owner})`;
  if (left < 0) {
    const effect =
      matches === 0 ? "it matches nothing; remove it" : `${count(matches, "finding")} no longer waived`;
    return [`${name} expired on ${waiver.expires}: ${effect}${owner}.`];
  }
  if (matches === 0) return [`${name} matched nothing; remove it if the image no longer needs it${owner}.`];
  if (left > SOON_DAYS) return [];
  const when = left === 0 ? "today" : `in ${count(left, "day")}`;
  return [`${name} expires ${when}, on ${waiver.expires}${owner}.`];
}

function nameOf({ id, rule, fingerprint, package: name, purl, path, instruction }: Waiver): string {
  const what =
    id ?? rule ?? (fingerprint === undefined ? undefined : `finding ${fingerprint.slice(0, PREFIX)}`);
  const where = name ?? purl ?? path ?? instruction;
  if (what === undefined) return where ?? "";
  return where === undefined ? what : `${what} in ${where}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

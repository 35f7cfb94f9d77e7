import { type Finding, isVulnerability, repositoryOf } from "../model/index.ts";
import { daysLeft } from "./days.ts";
import { matcher, pathMatcher } from "./glob.ts";
import { idsOf } from "./ids.ts";
import type { Waiver } from "./schema.ts";

/** A waiver that ends within this many days is named, so that nobody is surprised by a blocked build. */
const SOON_DAYS = 14;

/** Of fingerprints, by which they are looked up; a waiver has at least as many. */
const PREFIX = 8;

export interface Waived {
  readonly waived: ReadonlyMap<Finding, Waiver>;
  /** In the order of the waivers. */
  readonly remarks: readonly string[];
}

/** A waiver, its patterns made ready. */
interface Ready {
  readonly waiver: Waiver;
  covers(finding: Finding): boolean;
}

/**
 * Which findings are waived on the day of `now` (UTC), each by the first waiver that covers it, and what is to be said
 * about the waivers themselves: expired ones, those about to expire, those that match nothing. `images` = the names of
 * the image; a waiver for certain images is only looked at where one of them is meant.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  { now, images }: { readonly now: Date; readonly images: readonly string[] },
): Waived {
  const meant = waivers.filter((waiver) => isForOneOf(waiver, images));
  const byKey = readyByKey(meant);
  const waived = new Map<Finding, Waiver>();
  const matches = new Map<Waiver, number>();
  for (const finding of findings) {
    for (const waiver of covering(finding, byKey)) {
      matches.set(waiver, (matches.get(waiver) ?? 0) + 1);
      if (!waived.has(finding) && daysLeft(waiver.expires, now) >= 0) waived.set(finding, waiver);
    }
  }
  const remarks = meant.flatMap((waiver) => remarkOn(waiver, matches.get(waiver) ?? 0, now));
  return { waived, remarks };
}

/** As written in a verdict: reason, end and owner. */
export function describeWaiver(waiver: Waiver): string {
  const owner = waiver.owner === undefined ? "" : ` (${waiver.owner})`;
  return `Waived until ${waiver.expires}: ${waiver.reason}${owner}`;
}

function isForOneOf({ images: patterns }: Waiver, images: readonly string[]): boolean {
  if (patterns === undefined) return true;
  const repositories = images.map(repositoryOf);
  return [patterns].flat().some((pattern) => repositories.some(matcher(pattern)));
}

/** Waivers by what they name first: an id, a rule, the beginning of a fingerprint. */
function readyByKey(waivers: readonly Waiver[]): ReadonlyMap<string, readonly Ready[]> {
  const byKey = new Map<string, Ready[]>();
  for (const waiver of waivers) {
    const { id, rule, fingerprint } = waiver;
    const key = fingerprint === undefined ? (id ?? rule ?? "").toUpperCase() : fingerprint.slice(0, PREFIX);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [ready(waiver)]);
    else group.push(ready(waiver));
  }
  return byKey;
}

function ready(waiver: Waiver): Ready {
  const { id, rule, fingerprint, package: name, path, instruction } = waiver;
  const atPath = path === undefined ? undefined : pathMatcher(path);
  const ofInstruction = instruction === undefined ? undefined : matcher(oneBlank(instruction), "");
  return {
    waiver,
    covers(finding) {
      if (fingerprint !== undefined && !finding.fingerprint.startsWith(fingerprint)) return false;
      const ids = idsOf(finding);
      if (id !== undefined && !ids.includes(id.toUpperCase())) return false;
      if (rule !== undefined && !ids.includes(rule.toUpperCase())) return false;
      if (name !== undefined && !isAbout(finding, name)) return false;
      if (atPath !== undefined && !(finding.location && atPath(finding.location.path))) return false;
      return ofInstruction === undefined || ofInstruction(subjectOf(finding));
    },
  };
}

function isAbout(finding: Finding, name: string): boolean {
  return isVulnerability(finding) && [finding.package.name, finding.package.source?.name].includes(name);
}

function subjectOf(finding: Finding): string {
  return finding.kind === "risk" ? oneBlank(finding.subject) : "";
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function covering(finding: Finding, byKey: ReadonlyMap<string, readonly Ready[]>): readonly Waiver[] {
  if (byKey.size === 0) return [];
  const keys = [...idsOf(finding), finding.fingerprint.slice(0, PREFIX)];
  return keys.flatMap((key) =>
    (byKey.get(key) ?? []).filter((one) => one.covers(finding)).map(({ waiver }) => waiver),
  );
}

function remarkOn(waiver: Waiver, matches: number, now: Date): string[] {
  const left = daysLeft(waiver.expires, now);
  const name = `The waiver for ${nameOf(waiver)}`;
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

function nameOf({ id, rule, fingerprint, package: name, path, instruction }: Waiver): string {
  const what = id ?? rule ?? `finding ${fingerprint?.slice(0, PREFIX)}`;
  const where = name ?? path ?? instruction;
  return where === undefined ? what : `${what} in ${where}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

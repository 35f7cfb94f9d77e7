import type { Finding } from "../model/finding.ts";
import type { Waiver } from "./schema.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A waiver that ends within this many days is named, so that nobody is surprised by a blocked build. */
const SOON_DAYS = 14;

export interface Waived {
  readonly waived: ReadonlyMap<Finding, Waiver>;
  /** In the order of the waivers. */
  readonly remarks: readonly string[];
}

/**
 * Which findings are waived on the day of `now` (UTC), each by the first waiver that covers it, and what is to be said
 * about the waivers themselves: expired ones, those about to expire, those that match nothing.
 */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], now: Date): Waived {
  const byId = waiversById(waivers);
  const waived = new Map<Finding, Waiver>();
  const matches = new Map<Waiver, number>();
  for (const finding of findings) {
    for (const waiver of covering(finding, byId)) {
      matches.set(waiver, (matches.get(waiver) ?? 0) + 1);
      if (!waived.has(finding) && daysLeft(waiver, now) >= 0) waived.set(finding, waiver);
    }
  }
  const remarks = waivers.flatMap((waiver) => remarkOn(waiver, matches.get(waiver) ?? 0, now));
  return { waived, remarks };
}

/** As written in a verdict: reason, end and owner. */
export function describeWaiver(waiver: Waiver): string {
  const owner = waiver.owner === undefined ? "" : ` (${waiver.owner})`;
  return `Waived until ${waiver.expires}: ${waiver.reason}${owner}`;
}

function waiversById(waivers: readonly Waiver[]): ReadonlyMap<string, readonly Waiver[]> {
  const byId = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    const id = waiver.id.toUpperCase();
    const group = byId.get(id);
    if (group === undefined) byId.set(id, [waiver]);
    else group.push(waiver);
  }
  return byId;
}

function covering(finding: Finding, byId: ReadonlyMap<string, readonly Waiver[]>): readonly Waiver[] {
  if (byId.size === 0) return [];
  const ids = new Set(
    [finding.rule, finding.advisory.id, ...finding.advisory.aliases].map((id) => id.toUpperCase()),
  );
  const names = [finding.package.name, finding.package.source?.name];
  return [...ids].flatMap((id) =>
    (byId.get(id) ?? []).filter((waiver) => waiver.package === undefined || names.includes(waiver.package)),
  );
}

/** Whole days until the waiver's last day: 0 on that day, negative once it has passed. */
function daysLeft(waiver: Waiver, now: Date): number {
  return Math.floor(Date.parse(waiver.expires) / DAY_MS) - Math.floor(now.getTime() / DAY_MS);
}

function remarkOn(waiver: Waiver, matches: number, now: Date): string[] {
  const left = daysLeft(waiver, now);
  const name = `The waiver for ${waiver.id}${waiver.package === undefined ? "" : ` in ${waiver.package}`}`;
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

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

import { type Finding, isVulnerability } from "../../model/finding.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import type { JudgedFinding, JudgedGap } from "../../model/verdict.ts";
import { groupBy } from "../grouping.ts";
import { lookedFor } from "../table-asides.ts";
import { html, type Markup, short } from "./markup.ts";
import { actionWord, grouped } from "./words.ts";

/** Of each section; the rest is counted. */
const MAX_ENTRIES = 200;
const MAX_NAMES = 10;

/** What does not count, and why: one entry per waiver or statement. */
export function waivedPart({ verdict }: ScanResult): Markup | undefined {
  const waived = verdict.judged.filter(({ action }) => action === "waive");
  if (waived.length === 0) return undefined;
  const groups = groupBy(waived, ({ finding, because }) => JSON.stringify([finding.rule, because]));
  return entries([...groups.values()].map(waivedEntry), "waivers");
}

function waivedEntry(rows: readonly JudgedFinding[]): Markup {
  const { finding, because, vex } = rows[0]!;
  const names = namesOf(rows.map((row) => nameOf(row.finding)));
  const statement =
    vex === undefined
      ? ""
      : html` <span class="tag">VEX ${vex.status}${vex.justification === undefined ? "" : `: ${vex.justification}`}</span>`;
  return html`
<li><p><strong>${short(finding.rule)}</strong> ${isVulnerability(finding) ? "in" : "for"} ${names}${statement}</p><p>${because}</p></li>`;
}

function nameOf(finding: Finding): string {
  return isVulnerability(finding) ? `${finding.package.name} ${finding.package.version}` : finding.subject;
}

/** What could not be looked at or told, what stands in the way first. */
export function gapsPart({ verdict }: ScanResult): Markup | undefined {
  if (verdict.gaps.length === 0) return undefined;
  const sorted = verdict.gaps.toSorted((a, b) => actionWord(a.action).order - actionWord(b.action).order);
  const groups = groupBy(sorted, ({ gap, action, because }) =>
    JSON.stringify([action, gap.kind, gap.reason, because]),
  );
  return entries([...groups.values()].map(gapEntry), "gaps");
}

function gapEntry(rows: readonly JudgedGap[]): Markup {
  const { gap, action, because } = rows[0]!;
  const kind = `${gap.kind}${lookedFor(rows)}`;
  return html`
<li><p><span class="action is-${action}">${actionWord(action).word}</span> <strong>${namesOf(rows.map((row) => row.gap.where))}</strong> <span class="tag">${kind}</span></p><p>${gap.reason}</p><p class="why">${because}</p></li>`;
}

/** What the scan and the policy have to say about themselves. */
export function notesPart({ notices, verdict }: ScanResult): Markup | undefined {
  const texts = [...notices, ...verdict.remarks];
  return texts.length === 0
    ? undefined
    : entries(
        texts.map((text) => html`<li><p>${text}</p></li>`),
        "notes",
      );
}

function namesOf(names: readonly string[]): string {
  const all = [...new Set(names)];
  const more = all.length > MAX_NAMES ? ` and ${grouped(all.length - MAX_NAMES)} more` : "";
  return `${all.slice(0, MAX_NAMES).map(short).join(", ")}${more}`;
}

function entries(items: readonly Markup[], noun: string): Markup {
  const left = items.length - MAX_ENTRIES;
  const more = left > 0 ? html`<p>${grouped(left)} more ${noun} stand in the JSON report.</p>` : "";
  return html`<ul class="entries">${items.slice(0, MAX_ENTRIES)}</ul>${more}`;
}

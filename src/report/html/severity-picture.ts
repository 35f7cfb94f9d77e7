import { SEVERITIES, type Severity } from "../../model/advisory.ts";
import { type Finding, isVulnerability } from "../../model/finding.ts";
import { ownerOf } from "../../model/origin.ts";
import type { Owner } from "../../model/provenance.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import type { JudgedFinding } from "../../model/verdict.ts";
import { tellsOwners } from "../origin.ts";
import { html, type Markup } from "./markup.ts";
import { grouped, OWNER_WORDS } from "./words.ts";

/** Per cent of the width that even one finding among thousands gets: what is there must be seen. */
const MIN_SHARE = 0.8;
const OWNERS: readonly Owner[] = ["own", "base", "unknown"];

interface Bar {
  readonly severity: Severity;
  readonly rows: readonly JudgedFinding[];
  readonly byOwner: readonly (readonly [Owner, number])[];
}

/** A bar for each severity, in parts by owner where these are told; with numbers, so that it reads without seeing it. */
export function severityPicture({ verdict, image }: ScanResult): Markup {
  const splits =
    tellsOwners(image) || verdict.judged.some(({ finding }) => ownerOf(image, finding) !== "unknown");
  const bars = SEVERITIES.toReversed().map((severity) => barOf(severity, verdict.judged, image, splits));
  const longest = Math.max(1, ...bars.map(({ rows }) => rows.length));
  const shown = bars.filter(({ rows, severity }) => rows.length > 0 || SEVERITIES.indexOf(severity) >= 2);
  return html`
<table class="picture">
<caption>Findings by severity${splits ? html`: ${legend(verdict.judged, image)}` : ""}</caption>
<thead class="unseen"><tr><th scope="col">Severity</th><td></td><th scope="col">Findings</th><th scope="col">Blocking</th></tr></thead>
<tbody>${shown.map((bar) => barRow(bar, longest, verdict.judged))}</tbody>
</table>`;
}

function barOf(
  severity: Severity,
  judged: readonly JudgedFinding[],
  image: ScanResult["image"],
  splits: boolean,
): Bar {
  const rows = judged.filter(({ finding }) => finding.severity === severity);
  return { severity, rows, byOwner: splits ? countOwners(rows, image) : [["own", rows.length]] };
}

function countOwners(
  rows: readonly JudgedFinding[],
  image: ScanResult["image"],
): readonly (readonly [Owner, number])[] {
  const owners = rows.map(({ finding }) => ownerOf(image, finding));
  return OWNERS.map((owner) => [owner, owners.filter((one) => one === owner).length] as const);
}

function legend(judged: readonly JudgedFinding[], image: ScanResult["image"]): readonly Markup[] {
  const counts = countOwners(judged, image).filter(([owner, number]) => owner !== "unknown" || number > 0);
  return counts.map(
    ([owner, number]) =>
      html`<span class="key"><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="of-${owner}" width="12" height="12"/></svg> ${grouped(number)} ${OWNER_WORDS[owner]}</span> `,
  );
}

function barRow({ severity, rows, byOwner }: Bar, longest: number, judged: readonly JudgedFinding[]): Markup {
  const blocking = rows.filter(({ action }) => action === "block").length;
  let x = 0;
  const parts = byOwner.flatMap(([owner, number]) => {
    if (number === 0) return [];
    const width = Math.max(MIN_SHARE, (number / longest) * (100 - OWNERS.length * MIN_SHARE));
    const part = html`<rect class="of-${owner}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"/>`;
    x += width;
    return [part];
  });
  const note = blocking === 0 ? "" : html`<span class="blocks">${grouped(blocking)} blocking</span>`;
  return html`
<tr><th scope="row"><span class="severity is-${severity}">${wordFor(
    severity,
    judged.map(({ finding }) => finding),
  )}</span></th><td class="bar"><svg class="is-${severity}" width="100%" height="16" aria-hidden="true">${parts}</svg></td><td class="amount">${grouped(rows.length)}</td><td>${note}</td></tr>`;
}

/** The catalogue has no negligible risks, it calls them info. */
function wordFor(severity: Severity, findings: readonly Finding[]): string {
  if (severity !== "negligible") return severity;
  const here = findings.filter((finding) => finding.severity === "negligible");
  if (here.every(isVulnerability)) return "negligible";
  return here.some(isVulnerability) ? "negligible, info" : "info";
}

import { SEVERITIES, type Severity } from "../../model/advisory.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import { type Row, rowsOf } from "../table-counts.ts";
import type { Tally } from "../tally.ts";
import { html, type Markup } from "./markup.ts";
import { capital, grouped } from "./words.ts";

/** How many there are of each kind, and how many of them block. */
export function countsPart(result: ScanResult): Markup {
  const rows = rowsOf(result);
  const found = SEVERITIES.toReversed().filter((severity) =>
    rows.some(({ counts }) => counts[severity].found > 0),
  );
  const heads = [...found.map((severity) => headOf(severity, rows)), "All", "Blocking", "Waived"];
  return html`
<section class="scrolls" aria-label="Findings by kind" tabindex="0"><table class="counts">
<caption>Findings by kind</caption>
<thead><tr><td></td>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => countRow(row, found))}</tbody>
</table></section>`;
}

function countRow({ label, isPart, isAll, counts }: Row, found: readonly Severity[]): Markup {
  const cells = [
    ...found.map((severity) => counts[severity].found),
    sum(counts, "found"),
    sum(counts, "blocking"),
    sum(counts, "waived"),
  ];
  const kind = isPart === true ? "is-part" : isAll === true ? "is-all" : "is-kind";
  const shown = cells.map(
    (number) => html`<td>${number === 0 ? html`<span class="none">0</span>` : grouped(number)}</td>`,
  );
  return html`
<tr class="${kind}"><th scope="row">${label.trim()}</th>${shown}</tr>`;
}

function sum(counts: Tally, key: "found" | "blocking" | "waived"): number {
  return SEVERITIES.reduce((number, severity) => number + counts[severity][key], 0);
}

/** Where rules found them, what is negligible is called info. */
function headOf(severity: Severity, rows: readonly Row[]): string {
  const hasInfo = rows.some(
    ({ label, isPart, isAll, counts }) =>
      isPart !== true && isAll !== true && label !== "vulnerabilities" && counts.negligible.found > 0,
  );
  return severity === "negligible" && hasInfo ? "Info" : capital(severity);
}

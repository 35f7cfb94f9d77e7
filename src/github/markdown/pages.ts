import type { ScanResult } from "../../model/index.ts";
import { fitting } from "../../notify/fitting.ts";
import { asides, sincePart } from "./asides.ts";
import { mattersOf, mattersTable, rowsOfMatters } from "./findings.ts";
import { repairPart } from "./repair.ts";
import { count, folded, paragraphs, plain } from "./text.ts";
import { unblockPart } from "./unblock.ts";
import { countsPart, severityPicture, verdictPart } from "./verdict.ts";

/** GitHub refuses a summary of more than 1 MiB, of one step. */
const MAX_SUMMARY = 1_000_000;
/** Of a comment GitHub takes 65,536 characters, of a check run's summary 65,535. Counted in bytes, to be safe. */
const MAX_COMMENT = 59_000;
const WORST = 20;
/** Of a comment: who wants more opens the summary. */
const MAX_IN_COMMENT = 100;

/** The summary of the job: verdict, why, the worst, what to do; and the rest folded away. At most 1,000,000 bytes. */
export function summaryPage(result: ScanResult): string {
  const all = rowsOfMatters(mattersOf(result), result.image);
  const top = paragraphs([
    verdictPart(result, "##"),
    sincePart(result),
    countsPart(result),
    severityPicture(result),
    unblockPart(result),
    repairPart(result),
    ...(all.length === 0
      ? []
      : [
          `#### ${all.length > WORST ? "The worst findings" : "Findings"}`,
          mattersTable(all.slice(0, WORST)),
        ]),
  ]);
  const end = paragraphs([...asides(result), footer(result)]);
  return fitting(all.slice(WORST), MAX_SUMMARY, (shown) => {
    const left = all.length - WORST - shown.length;
    const rest =
      shown.length === 0
        ? leftOut(left)
        : folded(
            left > 0 ? `${shown.length.toLocaleString("en")} more of the findings` : "All other findings",
            paragraphs([mattersTable(shown), leftOut(left)]),
          );
    return `${paragraphs([top, rest, end])}\n`;
  });
}

/** For a comment, and for the page of a check run: the same in short. Fewer than 60,000 bytes. */
export function shortPage(result: ScanResult, runUrl: string | undefined): string {
  const full = shortened(result, runUrl, unblockPart(result), repairPart(result));
  // Names of which every character has to be escaped can fill it by themselves.
  return Buffer.byteLength(full) <= MAX_COMMENT ? full : shortened(result, runUrl, "", "");
}

function shortened(result: ScanResult, runUrl: string | undefined, steps: string, repair: string): string {
  const all = mattersOf(result);
  const rows = rowsOfMatters(all.slice(0, MAX_IN_COMMENT), result.image);
  return fitting(rows, MAX_COMMENT, (shown) => {
    const worst = shown.slice(0, WORST);
    const rest = shown.slice(WORST);
    return `${paragraphs([
      verdictPart(result, "###"),
      sincePart(result),
      countsPart(result),
      steps,
      repair,
      ...(worst.length === 0 ? [] : ["#### The worst findings", mattersTable(worst)]),
      rest.length === 0 ? "" : folded(`${rest.length} more`, mattersTable(rest)),
      leftOut(all.length - shown.length),
      runUrl === undefined ? "" : `[The whole report](<${runUrl}>) is on the page of the run.`,
      footer(result),
    ])}\n`;
  });
}

/** Where there is no verdict: what is told must not be the one of the run before. */
export function failurePage(message: string, runUrl: string | undefined): string {
  return `${paragraphs([
    "### ⚠️ drydock could not do its work",
    `> ${plain(message, 1_000)}`,
    "There is no verdict on this image: it was not scanned, or not to the end.",
    runUrl === undefined ? "" : `The log is on [the page of the run](<${runUrl}>).`,
  ])}\n`;
}

function leftOut(number: number): string {
  return number <= 0
    ? ""
    : `${count(number, "less severe finding")} ${number === 1 ? "is" : "are"} left out here; the JSON report has all of them.`;
}

function footer({ drydock, database, scannedAt }: ScanResult): string {
  const data =
    database === undefined
      ? "no advisory database"
      : `${plain(database.kind)}${database.sample ? " (a sample, not to gate on)" : ` of ${plain((database.updatedAt ?? "unknown age").slice(0, 10))}`}`;
  return `<sub>drydock ${plain(drydock.version)}, ${data}, ${plain(scannedAt)}</sub>`;
}

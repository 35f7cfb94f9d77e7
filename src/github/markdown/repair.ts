import type { ScanResult } from "../../model/index.ts";
import { fixTexts } from "../../report/index.ts";
import { folded, paragraphs, plain } from "./text.ts";

const MAX_TEXT = 400;
/** The rest is counted; the JSON report has all of them. */
const MAX_ROWS = 30;

/** What became of a repair; nothing where none was asked for. */
export function repairPart({ fix }: ScanResult): string {
  if (fix === undefined) return "";
  const { title, remarks, raised, left } = fixTexts(fix);
  return paragraphs([
    "#### Repair",
    `**${plain(title, MAX_TEXT)}**`,
    bullets(remarks),
    raised.length === 0 ? "" : folded(`Raised (${raised.length})`, bullets(raised)),
    left.length === 0 ? "" : folded(`As they were (${left.length})`, bullets(left)),
  ]);
}

function bullets(texts: readonly string[]): string {
  const more = texts.length - MAX_ROWS;
  const shown = texts.slice(0, MAX_ROWS).map((text) => `- ${plain(text, MAX_TEXT)}`);
  return [...shown, ...(more > 0 ? [`- and ${more.toLocaleString("en")} more`] : [])].join("\n");
}

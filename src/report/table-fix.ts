import type { FixResult } from "../model/fix.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { fixTexts } from "./fix-texts.ts";
import { bullets } from "./table-asides.ts";
import type { Paint } from "./text.ts";

/** What a repair has raised, or would, what stays and why, and what the second scan says; nothing where none was asked for. */
export function fixLines({ fix }: ScanResult, width: number, paint: Paint): readonly string[] {
  if (fix === undefined) return [];
  const { remarks, raised, left } = fixTexts(fix);
  const texts = [...remarks, ...raised, ...left];
  return texts.length === 0 ? [] : [paint("bold", "Repair"), ...bullets(texts, width)];
}

/** What it has come to, in a line. */
export function fixLine(fix: FixResult, paint: Paint): string {
  return paint(fix.refusal === undefined ? "green" : "yellow", escapeForTerminal(fixTexts(fix).title));
}

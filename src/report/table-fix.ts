import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { fixTexts } from "./fix-texts.ts";
import { bullets } from "./table-asides.ts";
import type { Paint } from "./text.ts";

/** What a repair has raised, or would, what stays and why, and what the second scan says; nothing where none was asked for. */
export function fixLines({ fix }: ScanResult, width: number, paint: Paint): readonly string[] {
  if (fix === undefined) return [];
  const { title, remarks, raised, left } = fixTexts(fix);
  const shown = paint(fix.refusal === undefined ? "green" : "yellow", escapeForTerminal(title));
  return [shown, ...bullets([...remarks, ...raised, ...left], width)];
}

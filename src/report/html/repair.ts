import type { ScanResult } from "../../model/scan-result.ts";
import { fixTexts } from "../fix-texts.ts";
import { html, type Markup } from "./markup.ts";

/** What became of a repair, with what it has raised and what stays; nothing where none was asked for. */
export function repairPart({ fix }: ScanResult): Markup | undefined {
  if (fix === undefined) return undefined;
  const { title, remarks, raised, left } = fixTexts(fix);
  return html`<p><strong>${title}</strong></p>${listPart(remarks)}${foldedPart("Raised", raised)}${foldedPart("As they were", left)}`;
}

function listPart(texts: readonly string[]): Markup | "" {
  return texts.length === 0 ? "" : html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function foldedPart(title: string, texts: readonly string[]): Markup | "" {
  if (texts.length === 0) return "";
  return html`<details open><summary>${title} (${String(texts.length)})</summary>${listPart(texts)}</details>`;
}

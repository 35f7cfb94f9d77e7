import type { ScanResult } from "../../model/scan-result.ts";
import { type FactText, factsOf } from "../facts.ts";
import { html, type Markup, short } from "./markup.ts";
import { grouped, outcomeWord } from "./words.ts";

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["pass", "✓"],
  ["blocked", "✕"],
]);

/** The verdict, and why. */
export function headerPart({ verdict, image, scannedAt }: ScanResult): Markup {
  const { outcome, reason } = verdict;
  return html`
<header class="verdict is-${outcome}">
  <div class="wide">
    <p class="sign" aria-hidden="true">${SIGNS.get(outcome) ?? "?"}</p>
    <div>
      <h1>${outcomeWord(outcome)}</h1>
      <p class="reason">${reason}</p>
      <p class="image"><code>${short(image.reference)}</code> scanned <time datetime="${scannedAt}">${momentOf(scannedAt)}</time></p>
    </div>
  </div>
</header>`;
}

/** `2026-03-10 09:30 UTC`: the same wherever it is read. */
function momentOf(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly number?: number;
  readonly body: Markup;
}

/** Where to go on this page. */
export function navigationPart(sections: readonly Section[]): Markup {
  const entries = sections.map(
    ({ id, title, number }) =>
      html`<li><a href="#${id}">${title}${number === undefined ? "" : html` <span class="number">${grouped(number)}</span>`}</a></li>`,
  );
  return html`
<nav class="contents" aria-label="On this page"><ul class="wide">${entries}</ul></nav>`;
}

export function sectionPart({ id, title, number, body }: Section): Markup {
  const counted = number === undefined ? "" : html` <span class="number">${grouped(number)}</span>`;
  return html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${counted}</h2>
${body}
</section>`;
}

/** What was scanned, and with what. */
export function factsPart(result: ScanResult): Markup {
  const rows = factsOf(result).map(
    ({ label, texts }) =>
      html`<div><dt>${label}</dt>${texts.map((text) => html`<dd>${toned(text)}</dd>`)}</div>`,
  );
  return html`<dl class="facts">${rows}</dl>`;
}

function toned({ text, tone }: FactText): Markup {
  return tone === undefined ? html`${short(text)}` : html`<span class="tone-${tone}">${short(text)}</span>`;
}

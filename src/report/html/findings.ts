import { SEVERITIES } from "../../model/advisory.ts";
import { CATEGORIES } from "../../model/rule.ts";
import { html, type Markup } from "./markup.ts";
import type { PageData, Row } from "./page-data.ts";
import { capital, categoryWord, grouped, OWNER_WORDS } from "./words.ts";

/** Of the findings that are readable without the script. */
const MAX_WORST = 50;

type Option = readonly [value: string, word: string];

const MENDING: readonly Option[] = [
  ["upgrade", "by an upgrade"],
  ["advice", "by the advice"],
  ["none", "no fix yet"],
];

/** The form that filters, the table that the script fills, and the worst findings for those without a script. */
export function findingsPart({ rows }: PageData, all: number): Markup {
  const left = all - rows.length;
  const cut =
    left === 0
      ? ""
      : html`<p class="hint">The ${grouped(rows.length)} worst findings are shown. ${grouped(left)} more would be too much for a page; they stand in the JSON report.</p>`;
  return html`${cut}${form(rows)}
<p class="count" role="status" hidden data-part="count"></p>
<section class="scrolls" aria-label="Table of findings" tabindex="0" hidden data-part="frame"><table class="findings">
<thead><tr>${heads()}</tr></thead>
<tbody data-part="rows"></tbody>
</table></section>
<nav class="pages" aria-label="Pages of the table" hidden data-part="pages">
<button type="button" data-turn="first">First</button>
<button type="button" data-turn="previous">Previous</button>
<span data-part="page"></span>
<button type="button" data-turn="next">Next</button>
<button type="button" data-turn="last">Last</button>
</nav>
<noscript>${worst(rows, all)}</noscript>`;
}

function heads(): readonly Markup[] {
  const columns: readonly Option[] = [
    ["severity", "Severity"],
    ["id", "Finding"],
    ["about", "In"],
    ["place", "Where"],
    ["verdict", "Verdict"],
  ];
  return columns.map(
    ([key, word]) =>
      html`<th scope="col" data-column="${key}"><button type="button" data-sort="${key}">${word}</button></th>`,
  );
}

function form(rows: readonly Row[]): Markup {
  const severities = SEVERITIES.toReversed().filter((one) => rows.some(({ severity }) => severity === one));
  const boxes = severities.map((severity) => {
    const here = rows.filter((row) => row.severity === severity);
    const word = [...new Set(here.map((row) => row.word))].join(", ");
    return html`<label class="box"><input type="checkbox" name="severity" value="${severity}"><span class="severity is-${severity}">${word}</span> ${grouped(here.length)}</label>`;
  });
  const layers = [...new Set(rows.map(({ layer }) => layer))].filter((layer) => layer !== undefined);
  return html`
<form role="search" aria-label="Filter the findings" hidden data-part="filters">
<div class="field grows"><label for="filter-text">Search</label><input id="filter-text" type="search" name="text" autocomplete="off" spellcheck="false" placeholder="CVE, package, path, words … (press /)"></div>
${choice(
  "category",
  "Kind",
  present(
    rows,
    "category",
    CATEGORIES.map((one): Option => [one, categoryWord(one)]),
  ),
)}
${choice("owner", "Whose", present(rows, "owner", Object.entries(OWNER_WORDS)))}
${choice("mending", "Fixable", present(rows, "mending", MENDING))}
${choice("action", "Verdict", actionsOf(rows))}
${choice(
  "layer",
  "Layer",
  layers.toSorted((a, b) => a - b).map((layer): Option => [String(layer), String(layer)]),
)}
<fieldset><legend>Severity</legend>${boxes}</fieldset>
<button type="reset">Clear</button>
</form>`;
}

/** Of the options those that some row has. */
function present(
  rows: readonly Row[],
  key: "category" | "owner" | "mending",
  options: readonly Option[],
): readonly Option[] {
  const values = new Set<string>(rows.map((row) => row[key]));
  return options.filter(([value]) => values.has(value));
}

/** In the order of the rows, which is that of their weight. */
function actionsOf(rows: readonly Row[]): readonly Option[] {
  return [...new Map(rows.map(({ action, actionWord }) => [action, actionWord]))];
}

/** Nothing to choose, nothing shown. */
function choice(name: string, label: string, options: readonly Option[]): Markup {
  if (options.length < 2) return html``;
  const rows = options.map(([value, word]) => html`<option value="${value}">${capital(word)}</option>`);
  return html`
<div class="field"><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}"><option value="">All</option>${rows}</select></div>`;
}

function worst(rows: readonly Row[], all: number): Markup {
  const shown = rows.slice(0, MAX_WORST);
  const text =
    all > shown.length
      ? `These are the ${shown.length} worst of ${grouped(all)} findings. With JavaScript the page shows all of them, with details and filters.`
      : "With JavaScript the page shows details and filters.";
  const lines = shown.map(
    ({ severity, word, id, title, about, fix, place, ownerWord, action, actionWord }) => html`
<tr class="finding"><td><span class="severity is-${severity}">${word}</span></td><td><strong>${id}</strong> ${title}</td><td>${about}${fix === undefined ? "" : ` → ${fix}`}</td><td>${place} (${ownerWord})</td><td><span class="action is-${action}">${actionWord}</span></td></tr>`,
  );
  return html`<p class="hint">${text}</p>
<section class="scrolls" aria-label="The worst findings" tabindex="0"><table class="findings"><thead><tr><th scope="col">Severity</th><th scope="col">Finding</th><th scope="col">In</th><th scope="col">Where</th><th scope="col">Verdict</th></tr></thead><tbody>${lines}</tbody></table></section>`;
}

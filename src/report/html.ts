import type { ScanResult } from "../model/scan-result.ts";
import { scriptJson } from "./escape.ts";
import { gapsPart, notesPart, waivedPart } from "./html/asides.ts";
import { ownAssets } from "./html/assets.ts";
import { countsPart } from "./html/counts.ts";
import { findingsPart } from "./html/findings.ts";
import { firstSteps } from "./html/first-steps.ts";
import { factsPart, headerPart, navigationPart, type Section, sectionPart } from "./html/header.ts";
import { layersPart } from "./html/layers.ts";
import { type Markup, html as page, short, verbatim } from "./html/markup.ts";
import type { PageData } from "./html/page-data.ts";
import { repairPart } from "./html/repair.ts";
import { pageData } from "./html/rows.ts";
import { severityPicture } from "./html/severity-picture.ts";
import { outcomeWord } from "./html/words.ts";
import type { Reporter } from "./reporter.ts";
import { nothingFound } from "./table-counts.ts";

/**
 * One page for people, whole in one file: it asks no network for anything, and its Content-Security-Policy lets it ask
 * for nothing. Verdict, counts, layers, waivers, gaps and the worst findings read without the script; the script fills
 * the table of findings from the data that stands in the page.
 */
export const html: Reporter = {
  id: "html",
  filename: "drydock.html",
  render: (result) => document(result).markup,
};

function document(result: ScanResult): Markup {
  const { style, script } = ownAssets();
  const data = pageData(result);
  const sections = sectionsOf(result, data);
  const policy = `default-src 'none'; script-src ${script.hash}; style-src ${style.hash}; base-uri 'none'; form-action 'none'`;
  const { image, verdict, drydock } = result;
  return page`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${outcomeWord(verdict.outcome)}: ${short(image.reference)} – drydock</title>
<style>${verbatim(style.text)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>${headerPart(result)}${navigationPart(sections)}
<main class="wide">${sections.map(sectionPart)}
</main>
<footer class="wide"><p>drydock ${drydock.version}. This page holds all it shows and asks no network for anything.</p></footer>
<script type="application/json" id="data">${verbatim(scriptJson(data))}</script>
<script>${verbatim(script.text)}</script>
</body>
</html>
`;
}

function sectionsOf(result: ScanResult, data: PageData): readonly Section[] {
  const { judged, gaps } = result.verdict;
  const hasFindings = judged.length > 0;
  const facts = page`<div class="card${hasFindings ? "" : " whole"}">${factsPart(result)}</div>`;
  const picture = page`<div class="card">${severityPicture(result)}</div>`;
  const counts = page`<div class="card whole">${countsPart(result)}</div>`;
  const overview = page`<div class="cards">${hasFindings ? [picture, facts, counts] : facts}</div>`;
  const findings = hasFindings ? findingsPart(data, judged.length) : page`<p>${nothingFound(result)}</p>`;
  const all: readonly (Omit<Section, "body"> & { readonly body: Markup | undefined })[] = [
    { id: "overview", title: "Overview", body: overview },
    { id: "first", title: "What to do first", body: firstSteps(result) },
    { id: "repair", title: "Repair", body: repairPart(result) },
    { id: "gaps", title: "Could not be told", number: gaps.length, body: gapsPart(result) },
    { id: "layers", title: "Layers", number: result.image.layers.length, body: layersPart(result) },
    { id: "findings", title: "Findings", number: judged.length, body: findings },
    {
      id: "waived",
      title: "Waived",
      number: judged.filter(({ action }) => action === "waive").length,
      body: waivedPart(result),
    },
    { id: "notes", title: "Notes", body: notesPart(result) },
  ];
  return all.flatMap(({ body, ...section }) => (body === undefined ? [] : [{ ...section, body }]));
}

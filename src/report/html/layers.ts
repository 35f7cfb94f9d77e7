import { SEVERITIES, type Severity } from "../../model/advisory.ts";
import type { Owner } from "../../model/provenance.ts";
import type { ScannedLayer, ScanResult } from "../../model/scan-result.ts";
import type { JudgedFinding } from "../../model/verdict.ts";
import { groupBy } from "../grouping.ts";
import { html, type Markup, short } from "./markup.ts";
import { grouped, OWNER_WORDS } from "./words.ts";

/** Engines take 127; an archive may name as many as it likes. */
const MAX_LAYERS = 500;
/** Per cent of the strip that even an empty layer gets, all of them together at most half of it. */
const MIN_SHARE = 1;

interface Layer {
  readonly layer: ScannedLayer;
  readonly owner: Owner;
  readonly findings: readonly JudgedFinding[];
  readonly worst: Severity | undefined;
}

/** A strip of all layers as wide as they are large, and a table that says the same; nothing for what has no layers. */
export function layersPart({ image, verdict }: ScanResult): Markup | undefined {
  if (image.layers.length === 0) return undefined;
  const byLayer = groupBy(verdict.judged, ({ finding }) => finding.location?.layer);
  const layers = image.layers.slice(0, MAX_LAYERS).map((layer, i) => toLayer(layer, byLayer.get(i) ?? []));
  const left = image.layers.length - layers.length;
  const more =
    left === 0 ? "" : html`<p>${grouped(left)} more layers are not shown; they stand in the JSON report.</p>`;
  return html`${strip(layers)}${table(layers)}${more}`;
}

function toLayer(layer: ScannedLayer, findings: readonly JudgedFinding[]): Layer {
  const worst = SEVERITIES.findLast((severity) =>
    findings.some(({ finding }) => finding.severity === severity),
  );
  return { layer, owner: layer.origin?.owner ?? "unknown", findings, worst };
}

function strip(layers: readonly Layer[]): Markup {
  const floor = Math.min(MIN_SHARE, 50 / layers.length);
  const total = layers.reduce((sum, { layer }) => sum + (layer.size ?? 0), 0);
  const share = ({ layer }: Layer): number =>
    total === 0 ? 100 / layers.length : floor + ((layer.size ?? 0) / total) * (100 - floor * layers.length);
  let x = 0;
  const parts = layers.map((one, i) => {
    const [at, width] = [x.toFixed(3), share(one).toFixed(3)];
    x += share(one);
    const worst =
      one.worst === undefined
        ? ""
        : html`<rect class="worst is-${one.worst}" x="${at}%" y="30" width="${width}%" height="12"/>`;
    return html`<g data-layer="${i + 1}"><title>${titleOf(one, i)}</title><rect class="of-${one.owner}" x="${at}%" width="${width}%" height="28"/>${worst}</g>`;
  });
  const known = total === 0 ? "Sizes are not known." : "As wide as they are large, base first.";
  return html`
<p class="strip-legend">${known} Below each, the worst severity in it. ${ownerKeys(layers)}</p>
<svg class="strip" width="100%" height="42" role="img" aria-label="${layers.length} layers by size; the table below says the same">${parts}</svg>`;
}

function ownerKeys(layers: readonly Layer[]): readonly Markup[] {
  const owners = (["base", "own", "unknown"] as const).filter((one) =>
    layers.some(({ owner }) => owner === one),
  );
  return owners.map(
    (owner) =>
      html`<span class="key"><svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="layer-of-${owner}" width="12" height="12"/></svg> ${OWNER_WORDS[owner]}</span> `,
  );
}

function titleOf({ layer, findings, owner }: Layer, index: number): string {
  const size = layer.size === undefined ? "" : `, ${sizeText(layer.size)}`;
  const number = findings.length === 1 ? "1 finding" : `${grouped(findings.length)} findings`;
  return `Layer ${index + 1} (${OWNER_WORDS[owner]})${size}: ${number}`;
}

function table(layers: readonly Layer[]): Markup {
  const rows = layers.map((one, i) => {
    const { layer, owner, findings } = one;
    const certainty = layer.origin?.certainty;
    const guess = owner !== "unknown" && certainty !== "proved" ? "likely " : "";
    const show =
      findings.length === 0
        ? ""
        : html`<button type="button" hidden data-show-layer="${i + 1}">Show<span class="unseen"> findings of layer ${i + 1}</span></button>`;
    return html`
<tr><th scope="row">${i + 1}</th><td><code class="instruction">${instructionOf(layer)}</code>${linesOf(layer)}</td><td>${guess}${OWNER_WORDS[owner]}</td><td class="amount">${layer.size === undefined ? html`<span class="none">size not known</span>` : sizeText(layer.size)}</td><td>${countsOf(findings)} ${show}</td></tr>`;
  });
  return html`
<section class="scrolls tall" aria-label="Table of layers" tabindex="0"><table class="layers">
<thead><tr><th scope="col">Layer</th><th scope="col">Brought by</th><th scope="col">Whose</th><th scope="col" class="amount">Size</th><th scope="col">Findings</th></tr></thead>
<tbody>${rows}</tbody>
</table></section>`;
}

function instructionOf({ origin, createdBy }: ScannedLayer): string {
  return short((origin?.instruction ?? createdBy ?? "not told").replace(/\s+/g, " "));
}

function linesOf({ origin }: ScannedLayer): Markup | undefined {
  const lines = origin?.dockerfile;
  return lines === undefined
    ? undefined
    : html` <span class="where">${short(lines.path)}:${lines.startLine}</span>`;
}

function countsOf(findings: readonly JudgedFinding[]): readonly Markup[] {
  return SEVERITIES.toReversed().flatMap((severity) => {
    const number = findings.filter(({ finding }) => finding.severity === severity).length;
    return number === 0
      ? []
      : [html`<span class="severity is-${severity}">${grouped(number)} ${severity}</span> `];
  });
}

/** `3.4 MB`, in powers of ten as engines print it. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

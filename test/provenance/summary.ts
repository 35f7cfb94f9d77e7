/** Short forms for tables. */
import { parseConfig } from "../../src/image/config.ts";
import type { HistoryEntry, ImageConfig } from "../../src/model/image.ts";
import type { LayerOrigin } from "../../src/model/provenance.ts";
import { type Provenance, type ProvenanceInput, provenance } from "../../src/provenance/index.ts";

/** `own proved 7-9`, or without lines where there are none. */
export function brief({ owner, certainty, dockerfile }: LayerOrigin): string {
  const lines = dockerfile === undefined ? "" : ` ${dockerfile.startLine}-${dockerfile.endLine}`;
  return `${owner} ${certainty}${lines}`;
}

/** As the image room gives a config's layers. */
export function provenanceOf(
  config: ImageConfig,
  dockerfile?: { readonly path: string; readonly text: string },
  more: Partial<ProvenanceInput> = {},
): Provenance {
  return provenance({
    history: config.history,
    layers: config.diffIds.map((diffId, index) => ({ index, diffId })),
    labels: config.labels,
    annotations: {},
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...more,
  });
}

export function configOf(document: object): ImageConfig {
  return parseConfig(Buffer.from(JSON.stringify(document)), "the fixture");
}

/** A history from texts; rows that begin with `-` have no layer. */
export function history(...rows: readonly (string | Partial<HistoryEntry>)[]): HistoryEntry[] {
  return rows.map((row) => {
    if (typeof row !== "string") return { emptyLayer: false, ...row };
    return row.startsWith("-")
      ? { createdBy: row.slice(1), emptyLayer: true }
      : { createdBy: row, emptyLayer: false };
  });
}

/** The same as BuildKit marks it. */
export function buildkit(...rows: readonly string[]): HistoryEntry[] {
  return history(...rows).map((row) => ({ ...row, comment: "buildkit.dockerfile.v0" }));
}

/** What is told of a history with as many layers as it speaks of. */
export function told(
  rows: readonly HistoryEntry[],
  dockerfile: string | undefined,
  more: Partial<ProvenanceInput> = {},
): Provenance {
  const layers = rows
    .filter(({ emptyLayer }) => !emptyLayer)
    .map((_, index) => ({ index, diffId: `sha256:${String(index).padStart(64, "0")}` as const }));
  return provenance({
    history: rows,
    layers,
    labels: {},
    annotations: {},
    ...(dockerfile === undefined ? {} : { dockerfile: { path: "Dockerfile", text: dockerfile } }),
    ...more,
  });
}

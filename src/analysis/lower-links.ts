import type { Digest } from "../model/image.ts";
import type { ImageView, LayerGap, LayerResult, Located, LowerLink } from "./analyzer.ts";

/** What hard links to files of lower layers come to. */
export interface LinkedRecords {
  /** Analyzer id → records. */
  readonly records: ReadonlyMap<string, readonly Located<unknown>[]>;
  /** `at` = index of the layer. */
  readonly gaps: readonly (LayerGap & { readonly at: number })[];
}

/**
 * A hard link is the file itself: what was made of the file below counts for the link, in the layer of the link.
 * Works base first, so that `viewBelow` can be given all links of the layers below.
 */
export function resolveLowerLinks(
  layers: readonly LayerResult[],
  viewBelow: (count: number, known: LinkedRecords) => ImageView,
): LinkedRecords {
  const records = new Map<string, Located<unknown>[]>();
  const gaps: (LayerGap & { at: number })[] = [];
  for (const [layer, { lowerLinks = [], diffId }] of layers.entries()) {
    const wanted = new Set(lowerLinks.flatMap((link) => link.analyzers));
    if (wanted.size === 0) continue;
    const view = viewBelow(layer, { records, gaps });
    const found = new Map([...wanted].map((id) => [id, byPath(view.records({ id }))]));
    for (const link of lowerLinks) {
      for (const id of link.analyzers) {
        const record = found.get(id)?.get(link.target);
        if (record === undefined && heldNothing(view, link, id)) continue;
        if (record === undefined) gaps.push({ ...gapOf(link, id, diffId as Digest), at: layer });
        else append(records, id, { path: link.path, layer, record });
      }
    }
  }
  return { records, gaps };
}

/** Whether the analyzer has seen the file below, said nothing of it, and had no trouble with it. */
function heldNothing(view: ImageView, { target, wantedThere }: LowerLink, id: string): boolean {
  if (wantedThere?.includes(id) !== true || view.entry(target)?.type !== "file") return false;
  return !view.gaps.some((gap) => gap.where === target && gap.by === id);
}

function byPath(located: readonly Located<unknown>[]): Map<string, unknown> {
  return new Map(located.map(({ path, record }) => [path, record]));
}

function gapOf({ path, target }: LowerLink, by: string, layer: Digest): LayerGap {
  const reason = `${path} could not be read: it is a hard link to ${target} in a lower layer, which was not kept.`;
  return { kind: "unreadable", where: path, by, reason, layer, path };
}

function append(records: Map<string, Located<unknown>[]>, id: string, found: Located<unknown>): void {
  const known = records.get(id);
  if (known === undefined) records.set(id, [found]);
  else known.push(found);
}

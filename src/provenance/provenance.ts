import { type BuildArgs, type Dockerfile, type Instruction, parseDockerfile } from "../dockerfile/index.ts";
import { messageOf, Unreadable } from "../errors.ts";
import type { HistoryEntry, LayerInfo } from "../model/image.ts";
import type { BaseImage, DockerfileLines, LayerOrigin } from "../model/provenance.ts";
import { baseImage } from "./base-image.ts";
import { type Claim, weakened } from "./claims.ts";
import { claimsWithout } from "./history-only.ts";
import { type HistoryRow, historyRow } from "./history-row.ts";
import { readable, shown } from "./readable.ts";
import { type Verdict, verdict } from "./verdict.ts";

export interface Provenance {
  /** One for each layer, base first. */
  readonly layers: readonly LayerOrigin[];
  readonly baseImage?: BaseImage;
  /** Sentences for people: what could not be told, and why. */
  readonly notes: readonly string[];
}

export interface ProvenanceInput {
  readonly history: readonly HistoryEntry[];
  readonly layers: readonly LayerInfo[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `path` as reports shall show it. */
  readonly dockerfile?: { readonly path: string; readonly text: string };
  /** The stage that was built, if not the last one. */
  readonly target?: string;
  readonly buildArgs?: BuildArgs;
}

/**
 * Holds the history of an image against its layers and, if there is one, its Dockerfile. Never throws for what stands
 * in any of them: what cannot be told is `unknown`, and `notes` says why.
 */
export function provenance(input: ProvenanceInput): Provenance {
  const rows = input.history.map(historyRow);
  const notes: string[] = [];
  const dockerfile = parsed(input, notes);
  const isBuildah = Object.hasOwn(input.labels, "io.buildah.version");
  const found: Verdict =
    dockerfile === undefined
      ? { claims: claimsWithout(rows), notes: [] }
      : verdict(dockerfile, { rows, isBuildah }, input.target, input.buildArgs ?? {});
  notes.push(...found.notes);
  const rowOf = rowsOfLayers(rows, input.layers.length, notes);
  const told = rows.filter(({ hasLayer }) => hasLayer).length;
  const lost = told > input.layers.length ? unknownAt(found.lost) : found.lost;
  const layers = rowOf.map((row) => {
    const claim = row === undefined ? lost : found.claims[row];
    const certain = claim === undefined || told === input.layers.length ? claim : weakened(claim);
    return origin(row === undefined ? undefined : rows[row], certain, input);
  });
  const base = baseImage(input.annotations, input.labels, found.chain, rows);
  const all = [...notes, ...layers.flatMap(({ note }) => note ?? [])];
  return { layers, ...(base === undefined ? {} : { baseImage: base }), notes: [...new Set(all)] };
}

function parsed({ dockerfile }: ProvenanceInput, notes: string[]): Dockerfile | undefined {
  if (dockerfile === undefined) return undefined;
  try {
    return parseDockerfile(dockerfile.text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    notes.push(`${dockerfile.path} cannot be read as a Dockerfile: ${messageOf(error)}`);
    return undefined;
  }
}

/** Index = layer. Fewer rows than layers may still be those of the last ones; more rows tell nothing. */
function rowsOfLayers(rows: readonly HistoryRow[], layers: number, notes: string[]): (number | undefined)[] {
  const withLayer = rows.flatMap(({ hasLayer }, row) => (hasLayer ? [row] : []));
  if (withLayer.length === layers) return withLayer;
  notes.push(
    rows.length === 0
      ? "The image has no history, so nothing tells where its layers come from."
      : `The history tells of ${withLayer.length} layers, the image has ${layers}: nothing is proved.`,
  );
  if (withLayer.length > layers) return Array.from({ length: layers }, () => undefined);
  return [...Array.from({ length: layers - withLayer.length }, () => undefined), ...withLayer];
}

/** With fewer layers than rows nobody knows which are missing. */
function unknownAt(claim: Claim | undefined): Claim {
  return {
    owner: "unknown",
    certainty: "unknown",
    ...(claim?.at === undefined ? {} : { at: claim.at }),
    isExact: false,
  };
}

function origin(
  row: HistoryRow | undefined,
  claim: Claim | undefined,
  { dockerfile }: ProvenanceInput,
): LayerOrigin {
  const { owner = "unknown", certainty = "unknown", at, note } = claim ?? {};
  const written = row === undefined || claim?.isMelted ? undefined : readable(row);
  const text = claim?.isExact && at !== undefined ? shown(at.text) : written;
  return {
    ...(text === undefined ? {} : { instruction: text }),
    ...(at === undefined || dockerfile === undefined ? {} : { dockerfile: linesOf(at, dockerfile) }),
    owner,
    certainty,
    ...(note === undefined ? {} : { note }),
  };
}

function linesOf(
  { startLine, endLine }: Instruction,
  { path, text }: NonNullable<ProvenanceInput["dockerfile"]>,
): DockerfileLines {
  const last = text.split(/\r?\n/, endLine)[endLine - 1];
  return { path, startLine, endLine, ...(last === undefined ? {} : { endColumn: last.length + 1 }) };
}

import { DrydockError } from "../errors.ts";
import type { Digest, FilePlace, Image, ImageConfig, ImageDocuments, Layer } from "../model/image.ts";
import { openLayerStream } from "./layer-stream.ts";

/** A layer as a source keeps it. */
export interface StoredLayer {
  /** Of the stored bytes, where the source promises one. */
  readonly digest?: Digest;
  /** In bytes, as stored. */
  readonly size?: number;
  /** Where it lies, for errors. */
  readonly what: string;
  stream(): AsyncIterable<Uint8Array>;
  /** Where the same bytes lie on the disk, if they do. */
  place?(): FilePlace | undefined;
}

export interface Parts {
  readonly reference: string;
  readonly digest: Digest;
  readonly names: readonly string[];
  readonly config: ImageConfig;
  readonly annotations: Readonly<Record<string, string>>;
  readonly documents: ImageDocuments;
  /** Base first. */
  readonly stored: readonly StoredLayer[];
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** Puts an image together. Throws `DrydockError` IMAGE_INVALID where config and layers do not fit each other. */
export function assembleImage(parts: Parts): Image {
  const { stored, config, close, ...rest } = parts;
  if (stored.length !== config.diffIds.length)
    throw new DrydockError(
      "IMAGE_INVALID",
      `${parts.reference}: the image has ${stored.length} layers, its config tells of ${config.diffIds.length}.`,
    );
  const commands = layerCommands(config);
  const layers = stored.map((layer, index): Layer => {
    const diffId = config.diffIds[index] as Digest; // as many as layers, see above
    const createdBy = commands?.[index];
    const { what, digest, size } = layer;
    const known = { ...(digest === undefined ? {} : { digest }), ...(size === undefined ? {} : { size }) };
    const expected = { what, diffId, ...known };
    return {
      index,
      diffId,
      ...known,
      ...(createdBy === undefined ? {} : { createdBy }),
      open: (onBytes) => openLayerStream(layer.stream(), expected, onBytes),
      raw: { expected, stream: () => layer.stream(), place: () => layer.place?.() },
    };
  });
  let closing: Promise<void> | undefined;
  return {
    ...rest,
    config,
    layers,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Which row made which layer can only be told while there is one row for each. */
function layerCommands(config: ImageConfig): readonly (string | undefined)[] | undefined {
  const rows = config.history.filter((row) => !row.emptyLayer);
  return rows.length === config.diffIds.length ? rows.map((row) => row.createdBy) : undefined;
}

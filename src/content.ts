import { openJavaDb } from "./advisories/index.ts";
import {
  analyzeLayers,
  type LayerResult,
  type LayersOptions,
  openLayerCache,
  ReadingTime,
  readAgain,
  squash,
} from "./analysis/index.ts";
import { type ReadImage, withCategories } from "./detectors/index.ts";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { documentPath, openImage } from "./image/index.ts";
import {
  catalog,
  catalogers,
  identified,
  osRelease,
  owners,
  wantsIdentification,
} from "./inventory/index.ts";
import type { Measures } from "./judgement.ts";
import { layerAnalyzers, workerEntry } from "./layer-analyzers.ts";
import type { Checks, Digest, Gap, Image, LayerInfo, OsRelease, Package } from "./model/index.ts";
import { limitedTo } from "./policy/index.ts";
import { type Build, provenance } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { openSbom, type Sbom } from "./sbom/index.ts";
import { imageOfDockerfile, imageOfSbom, type ScannedImage, scannedImage } from "./scan-result.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary.ts";
import { loadAttachedVex, type VexDocument } from "./vex/index.ts";

/** What one scan goes by, once all that the user named has been read. */
export interface Work {
  readonly options: ScanOptions;
  readonly startedAt: Date;
  readonly measures: Measures;
  readonly checks: Checks;
  readonly build: Build;
  readonly host: Host;
  /** Told the image before its layers are read. */
  readonly onOpened: (image: Image) => void;
}

/** What there is to look at, from an image or from a document that tells of it. To be closed after use. */
export async function contentOf(work: Work): Promise<Content> {
  const { image } = work.options;
  const sbom = documentPath("sbom", image);
  const isDocument = sbom !== undefined || documentPath("dockerfile", image) !== undefined;
  if (isDocument) refuseToAttach(work, image);
  if (sbom !== undefined) return contentOfSbom(sbom, work);
  return isDocument ? contentOfDockerfile(work) : contentOfImage(work);
}

/** What is not in a registry has no place where a result could be attached. Told before the work, not after it. */
function refuseToAttach({ options }: Work, image: string): void {
  if (options.attach === undefined) return;
  throw new DrydockError(
    "USAGE",
    `--attach writes to the image's registry, and ${image} was not read from one.`,
    {
      hint: "Push the image first, and scan it as registry:NAME.",
    },
  );
}

/**
 * What can be told of what is named: an SBOM lists packages only, a Dockerfile has instructions only. Throws
 * `DrydockError` USAGE where nothing else is wanted.
 */
export function possibleChecks(checks: Checks, { image, build }: ScanOptions): Checks {
  const instruction = build === undefined ? [] : (["instruction"] as const);
  if (documentPath("dockerfile", image) !== undefined)
    return limitedTo(checks, instruction, "A Dockerfile alone");
  if (documentPath("sbom", image) === undefined) return checks;
  return limitedTo(checks, ["system", "application", ...instruction], "An SBOM");
}

async function contentOfImage(work: Work): Promise<Content> {
  const { options, host } = work;
  const image: Image = await openImage(options.image, options, host);
  const kept = options.fix === undefined ? undefined : await keptLayersFolder(host);
  const close = async () => {
    await kept?.remove();
    await image.close();
  };
  try {
    if (image.stored === undefined) refuseToAttach(work, image.reference);
    work.onOpened(image);
    const vex = await loadAttachedVex(options.vex, image, options, host);
    const reading = new ReadingTime(work.checks.limits.time);
    const results = await readLayers(image, work, reading, kept?.path);
    return { ...contentOfLayers(image, results, work, { reading, keptIn: kept?.path }), vex, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Where layers lie unpacked, for a repair that will read them several times more. Without the folder it takes longer, and no
 * scan should fail for that.
 */
async function keptLayersFolder({ cacheDir }: Host): Promise<TemporaryFolder | undefined> {
  return await temporaryFolder(cacheDir, "kept").catch(() => undefined);
}

function everyLayerIn(folder: string | undefined): LayersOptions["keep"] {
  return folder === undefined ? undefined : { folder, isWanted: () => true };
}

/** How layers are read again. */
interface Rereading {
  readonly reading: ReadingTime;
  readonly keptIn: string | undefined;
}

/** What is known of an image whose layers have been read. */
function contentOfLayers(
  image: Image,
  results: readonly LayerResult[],
  { build, checks, host }: Work,
  { reading, keptIn }: Rereading,
): Omit<ContentOfImage, "vex" | "close"> {
  const keep = everyLayerIn(keptIn);
  const known = new Map<string, LayerResult>(results.map((result) => [result.diffId, result]));
  const view = squash(results);
  const origins = provenance({ ...image.config, ...image, ...build });
  const { os, gaps: osGaps } = osRelease.identify(view);
  const { packages, gaps: packageGaps } = catalog(view, os);
  const read: ReadImage = {
    image,
    view,
    origins: origins.layers,
    ownerOf: owners(view, packages, catalogers),
    again: async (analyzers, layers) => {
      const found = await reading.spend((time) =>
        readAgain(image, layers, analyzers, { host, keep, time, known: ({ diffId }) => known.get(diffId) }),
      );
      for (const result of found.values())
        if (result.places !== undefined) known.set(result.diffId, { ...result, records: {} });
      return found;
    },
  };
  const digests = image.stored?.digests ?? [];
  const gaps = [...withCategories(view.gaps, checks), ...osGaps, ...packageGaps];
  return { image: scannedImage(image, origins, build), read, keptIn, os, packages, gaps, digests };
}

/**
 * What is known of the same image with one more layer: only that layer is read. VEX documents that were attached to the
 * original hold for it as well. Closed with the original's content.
 */
export async function contentWithLayer(
  { read: original, keptIn, vex }: Pick<ContentOfImage, "read" | "keptIn" | "vex">,
  image: Image,
  work: Work,
): Promise<ContentOfImage> {
  const reading = new ReadingTime(work.checks.limits.time);
  const options = { cache: undefined, host: work.host, keep: everyLayerIn(keptIn) };
  const added = image.layers.slice(original.view.layers.length);
  const results = await reading.spend((time) =>
    analyzeLayers({ layers: added }, layerAnalyzers(work.checks), { ...options, time }),
  );
  const all = [...original.view.layers, ...results];
  return { ...contentOfLayers(image, all, work, { reading, keptIn }), vex, close: nothing };
}

/** Every layer once, for all who want to know something of it. */
async function readLayers(image: Image, work: Work, reading: ReadingTime, keptIn: string | undefined) {
  const { options, measures, checks, host } = work;
  const cache = options.cache ? openLayerCache(host) : undefined;
  const workers = workerEntry(measures.policy, options.checks, checks);
  const keep = keptIn === undefined ? undefined : { folder: keptIn, isWanted: isLow(image) };
  return await reading.spend((time) =>
    analyzeLayers(image, layerAnalyzers(checks), { cache, host, keep, time, workers }),
  );
}

/** In bytes as stored, of all of them. The packages that a repair is about lie at the bottom. */
const WORTH_KEEPING = 128 * 1024 * 1024;

/** Whether a layer is among the lowest. */
function isLow({ layers }: Pick<Image, "layers">): (layer: LayerInfo) => boolean {
  return ({ index }) =>
    layers.slice(0, index + 1).reduce((sum, { size = WORTH_KEEPING }) => sum + size, 0) <= WORTH_KEEPING;
}

async function contentOfSbom(path: string, { options, build, host }: Work): Promise<Content> {
  const vex = await loadAttachedVex(options.vex, undefined, options, host);
  return { ...sbomContent(await openSbom(path, host), options, build), vex };
}

export function sbomContent(sbom: Sbom, options: Pick<ScanOptions, "image">, build: Build): Content {
  const { os, packages, gaps } = sbom;
  const image = imageOfSbom(options.image, sbom, build);
  return { image, read: undefined, os, packages, gaps, vex: [], digests: [], close: nothing };
}

/** The same of what was read, and not only told of. */
export interface ContentOfImage extends Content {
  readonly read: ReadImage;
}

/** What is known of an image before anything is judged. */
export interface Content {
  readonly image: ScannedImage;
  readonly read: ReadImage | undefined;
  /** Where layers lie unpacked, for a repair. */
  readonly keptIn?: string | undefined;
  readonly os: OsRelease | undefined;
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
  readonly vex: readonly VexDocument[];
  /** Of its manifest in the registry, and of the index that it was chosen from. */
  readonly digests: readonly Digest[];
  close(): Promise<void>;
}

/** Before anything is built. */
async function contentOfDockerfile({ options, build }: Work): Promise<Content> {
  const image = imageOfDockerfile(options.image, build);
  return {
    image,
    read: undefined,
    os: undefined,
    packages: [],
    gaps: [],
    vex: [],
    digests: [],
    close: nothing,
  };
}

async function nothing(): Promise<void> {}

/** The list of all archives is large: it is only opened, or fetched, for an image that has archives to look up. */
export async function withArchivesIdentified(
  content: Content,
  options: Pick<ScanOptions, "database">,
  host: Host,
): Promise<Content> {
  const wanted = content.packages.some(wantsIdentification);
  const javaDb = wanted ? await openJavaDb(options.database, host) : undefined;
  if (javaDb === undefined) return identified(content, undefined);
  try {
    const { image } = content;
    const { origin, updatedAt = "unknown" } = javaDb.info;
    const notice = `Java archives were looked up in ${origin}; it is of ${updatedAt}.`;
    return identified({ ...content, image: { ...image, notices: [...image.notices, notice] } }, javaDb);
  } finally {
    javaDb.close();
  }
}

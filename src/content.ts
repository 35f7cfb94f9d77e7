import { openJavaDb } from "./advisories/index.ts";
import { analyzeLayers, openLayerCache, ReadingTime, readAgain, squash } from "./analysis/index.ts";
import { type ReadImage, withCategories } from "./detectors/index.ts";
import type { Exploitation } from "./exploitation/index.ts";
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
import { layerAnalyzers, workerEntry } from "./layer-analyzers.ts";
import type { Checks, Image } from "./model/index.ts";
import { type IgnoreFile, limitedTo, type Policy } from "./policy/index.ts";
import { type Build, provenance } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { openSbom } from "./sbom/index.ts";
import { imageOfDockerfile, imageOfSbom, scannedImage } from "./scan-result.ts";
import { loadAttachedVex, type VexDocument } from "./vex/index.ts";

/** What one scan goes by, once all that the user named has been read. */
export interface Work {
  readonly options: ScanOptions;
  readonly startedAt: Date;
  readonly policy: Policy;
  readonly checks: Checks;
  readonly vex: readonly VexDocument[];
  readonly exploitation: Exploitation;
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly build: Build;
  readonly host: Host;
}

/** What there is to look at, from an image or from a document that tells of it. To be closed after use. */
export async function contentOf(work: Work) {
  const { image } = work.options;
  const sbom = documentPath("sbom", image);
  if (sbom !== undefined) return contentOfSbom(sbom, work);
  return documentPath("dockerfile", image) === undefined ? contentOfImage(work) : contentOfDockerfile(work);
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

async function contentOfImage(work: Work) {
  const { options, build, host } = work;
  const image: Image = await openImage(options.image, options, host);
  const close = () => image.close();
  try {
    const vex = await loadAttachedVex(options.vex, image, options, host);
    const reading = new ReadingTime(work.checks.limits.time);
    const view = squash(await readLayers(image, work, reading));
    const origins = provenance({ ...image.config, ...image, ...build });
    const { os, gaps: osGaps } = osRelease.identify(view);
    const { packages, gaps: packageGaps } = catalog(view, os);
    const read: ReadImage = {
      image,
      view,
      origins: origins.layers,
      ownerOf: owners(view, packages, catalogers),
      again: (analyzers, layers) =>
        reading.spend((time) => readAgain(image, layers, analyzers, { host, time })),
    };
    const digests = image.stored?.digests ?? [];
    const gaps = [...withCategories(view.gaps, work.checks), ...osGaps, ...packageGaps];
    return { image: scannedImage(image, origins, build), read, os, packages, gaps, vex, digests, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every layer once, for all who want to know something of it. */
async function readLayers(image: Image, work: Work, reading: ReadingTime) {
  const { options, policy, checks, host } = work;
  const cache = options.cache ? openLayerCache(host) : undefined;
  const workers = workerEntry(policy, options.checks, checks);
  return await reading.spend((time) =>
    analyzeLayers(image, layerAnalyzers(checks), { cache, host, time, workers }),
  );
}

async function contentOfSbom(path: string, { options, build, host }: Work) {
  const vex = await loadAttachedVex(options.vex, undefined, options, host);
  const sbom = await openSbom(path, host);
  const { os, packages, gaps } = sbom;
  const image = imageOfSbom(options.image, sbom, build);
  return { image, read: undefined, os, packages, gaps, vex, digests: [], close: nothing };
}

export type Content = Awaited<ReturnType<typeof contentOf>>;

/** Before anything is built. */
async function contentOfDockerfile({ options, build }: Work) {
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
  options: ScanOptions,
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

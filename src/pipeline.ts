/**
 * The whole story, top to bottom: reference → image → layers → squashed view and origins → packages → findings and gaps
 * → verdict. A stored SBOM enters where the packages are known.
 */
import { openJavaDb, openStore } from "./advisories/index.ts";
import { analyzeLayers, openLayerCache, squash } from "./analysis/index.ts";
import { detect } from "./detectors/index.ts";
import type { Host } from "./host.ts";
import { openImage } from "./image/index.ts";
import {
  analyzersOf,
  catalog,
  catalogers,
  identified,
  osRelease,
  wantsIdentification,
} from "./inventory/index.ts";
import type { Image, ScanResult } from "./model/index.ts";
import { judge, loadPolicy, withFlags } from "./policy/index.ts";
import { type Build, loadBuild, provenance } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { openSbom, sbomPath } from "./sbom/index.ts";
import { imageOfSbom, scannedImage, scanResult } from "./scan-result.ts";
import { answerBy, loadAttachedVex, loadVex } from "./vex/index.ts";

const ANALYZERS = [...osRelease.analyzers, ...analyzersOf(catalogers)];

/**
 * Scans one image and judges it. Throws `DrydockError` when the work cannot be done (exit code 2); what could not be
 * read inside the image comes back as gaps.
 */
export async function scan(options: ScanOptions, host: Host): Promise<ScanResult> {
  const startedAt = host.now();
  const policy = withFlags(await loadPolicy({ path: options.policy, cwd: host.cwd }), options);
  const givenVex = await loadVex(options.vex, host);
  const build = await loadBuild(options.build, host);
  const opening = openStore(options.database, host); // may download: goes on while the layers are read
  try {
    const [store, found] = await Promise.all([opening, contentOf(options, build, host)]);
    const content = await withArchivesIdentified(found, options, host);
    const { image, os, packages } = content;
    const { findings, gaps: matchGaps } = await detect({ ...content, store, now: startedAt });
    const gaps = [...content.gaps, ...matchGaps];
    const vex = [...givenVex, ...content.vex];
    const known = { packages, image: { ...image, digests: content.digests } };
    const verdict = judge(findings, gaps, policy, startedAt, answerBy(vex, findings, known));
    return scanResult({ startedAt, image, os, database: store.info, packages, findings, gaps, verdict });
  } finally {
    void opening.then(
      (store) => store.close(),
      () => undefined, // told by the await above, or outrun by another error
    );
  }
}

/** What there is to match, from an image or from a document that lists it. */
async function contentOf(options: ScanOptions, build: Build, host: Host) {
  const path = sbomPath(options.image);
  return path === undefined
    ? contentOfImage(options, build, host)
    : contentOfSbom(path, options, build, host);
}

async function contentOfImage(options: ScanOptions, build: Build, host: Host) {
  const { image, view, vex } = await readImage(options, host);
  const { config, layers, annotations, stored } = image;
  const origins = provenance({ ...config, layers, annotations, ...build });
  const { os, gaps: osGaps } = osRelease.identify(view);
  const { packages, gaps: packageGaps } = catalog(view, os);
  return {
    image: scannedImage(image, origins, build),
    view,
    os,
    packages,
    gaps: [...view.gaps, ...osGaps, ...packageGaps],
    vex,
    digests: stored?.digests ?? [],
  };
}

async function contentOfSbom(path: string, options: ScanOptions, build: Build, host: Host) {
  const vex = await loadAttachedVex(options.vex, undefined, options, host);
  const sbom = await openSbom(path, host);
  const { os, packages, gaps } = sbom;
  return { image: imageOfSbom(options.image, sbom, build), os, packages, gaps, vex, digests: [] };
}

type Content = Awaited<ReturnType<typeof contentOf>>;

/** The list of all archives is large: it is only opened, or fetched, for an image that has archives to look up. */
async function withArchivesIdentified(content: Content, options: ScanOptions, host: Host): Promise<Content> {
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

/** Every layer once, squashed to what a container would see, and what is said of the image where it is kept. */
async function readImage(options: ScanOptions, host: Host) {
  const image: Image = await openImage(options.image, options, host);
  try {
    const vex = await loadAttachedVex(options.vex, image, options, host);
    const cache = options.cache ? openLayerCache(host) : undefined;
    const layers = await analyzeLayers(image, ANALYZERS, { cache, host });
    return { image, view: squash(layers), vex };
  } finally {
    await image.close();
  }
}

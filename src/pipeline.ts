/**
 * The whole story, top to bottom: reference → image → layers → squashed view → packages → findings and gaps → verdict.
 */
import { openStore } from "./advisories/index.ts";
import { analyzeLayers, openLayerCache, squash } from "./analysis/index.ts";
import { detect } from "./detectors/index.ts";
import type { Host } from "./host.ts";
import { openImage } from "./image/index.ts";
import { analyzersOf, catalog, catalogers, osRelease } from "./inventory/index.ts";
import type { Image, ScanResult } from "./model/index.ts";
import type { ScanOptions } from "./options.ts";
import { judge, loadPolicy, withFlags } from "./policy/index.ts";
import { scanResult } from "./scan-result.ts";

const ANALYZERS = [...osRelease.analyzers, ...analyzersOf(catalogers)];

/**
 * Scans one image and judges it. Throws `DrydockError` when the work cannot be done (exit code 2); what could not be
 * read inside the image comes back as gaps.
 */
export async function scan(options: ScanOptions, host: Host): Promise<ScanResult> {
  const startedAt = host.now();
  const policy = withFlags(await loadPolicy({ path: options.policy, cwd: host.cwd }), options);
  const opening = openStore(options.database, host); // may download: goes on while the layers are read
  try {
    const [store, content] = await Promise.all([opening, readImage(options, host)]);
    const { image, view } = content;
    const { os, gaps: osGaps } = osRelease.identify(view);
    const { packages, gaps: packageGaps } = catalog(view, os);
    const { findings, gaps: matchGaps } = await detect({ view, os, packages, store, now: startedAt });
    const gaps = [...view.gaps, ...osGaps, ...packageGaps, ...matchGaps];
    const verdict = judge(findings, gaps, policy, startedAt);
    return scanResult({ startedAt, image, os, database: store.info, packages, findings, gaps, verdict });
  } finally {
    void opening.then(
      (store) => store.close(),
      () => undefined, // told by the await above, or outrun by another error
    );
  }
}

/** Every layer once, squashed to what a container would see. */
async function readImage(options: ScanOptions, host: Host) {
  const image: Image = await openImage(options.image, options, host);
  try {
    const cache = options.cache ? openLayerCache(host) : undefined;
    const layers = await analyzeLayers(image, ANALYZERS, { cache, host });
    return { image, view: squash(layers) };
  } finally {
    await image.close();
  }
}

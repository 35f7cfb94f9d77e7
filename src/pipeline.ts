/**
 * The whole story, top to bottom: reference → what there is to look at → findings and gaps → verdict.
 */
import { type AdvisoryStore, openStore } from "./advisories/index.ts";
import { type Content, contentOf, possibleChecks, type Work, withArchivesIdentified } from "./content.ts";
import { detect, loadYaraRules } from "./detectors/index.ts";
import type { Host } from "./host.ts";
import { loadMeasures, verdictBy } from "./judgement.ts";
import type { ScanResult } from "./model/index.ts";
import { checksOf } from "./policy/index.ts";
import { loadBuild } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { scanResult } from "./scan-result.ts";

/**
 * Scans one image and judges it. Throws `DrydockError` when the work cannot be done (exit code 2); what could not be
 * read inside the image comes back as gaps. `onOpened` is told the image before its layers are read.
 */
export async function scan(
  options: ScanOptions,
  host: Host,
  onOpened: Work["onOpened"] = () => undefined,
): Promise<ScanResult> {
  const startedAt = host.now();
  const measures = await loadMeasures(options, host);
  const yaraRules = await loadYaraRules(options.malwareRules, host);
  const checks = possibleChecks(checksOf(measures.policy, options.checks, yaraRules), options);
  const build = await loadBuild(options.build, host);
  const work: Work = { options, startedAt, measures, checks, build, host, onOpened };
  const opening = openWanted(work); // may download: goes on while the layers are read
  const reading = contentOf(work);
  try {
    const [store, content] = await Promise.all([opening, reading]);
    const result = await judged(await withArchivesIdentified(content, options, host), store, work);
    await content.close();
    return result;
  } finally {
    for (const opened of [opening, reading]) {
      void opened.then(
        (it) => it?.close(),
        () => undefined, // told by the await above, or outrun by another error
      );
    }
  }
}

async function judged(content: Content, store: AdvisoryStore | undefined, work: Work): Promise<ScanResult> {
  const { startedAt, measures, checks, build, host } = work;
  const { image, os, packages, read, digests, vex } = content;
  const detection = await detect({ read, store, build, os, packages, checks, now: startedAt });
  const { findings, notices = [] } = detection;
  const gaps = [...content.gaps, ...detection.gaps];
  const dockerfile = build.dockerfile?.path;
  const found = { image, digests, packages, findings, gaps, vex, dockerfile };
  const verdict = verdictBy(measures, found, startedAt);
  return scanResult({
    startedAt,
    finishedAt: host.now(),
    image: { ...image, notices: [...image.notices, ...notices] },
    os,
    database: store?.info,
    packages,
    findings,
    gaps: verdict.gaps.map(({ gap }) => gap),
    verdict,
    checks,
  });
}

/** Nobody waits for a database that is not asked. */
async function openWanted({ options, checks, host }: Work): Promise<AdvisoryStore | undefined> {
  const { categories } = checks;
  if (!categories.has("system") && !categories.has("application")) return undefined;
  return await openStore(options.database, host);
}

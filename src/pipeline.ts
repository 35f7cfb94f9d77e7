/**
 * The whole story, top to bottom: reference → what there is to look at → findings and gaps → verdict.
 */
import { type AdvisoryStore, openStore } from "./advisories/index.ts";
import { type Baseline, earlierOf, openBaseline } from "./baseline.ts";
import { compared, presentOf } from "./compared.ts";
import { compare, type Earlier } from "./comparison/index.ts";
import { possibleChecks, type Work } from "./content.ts";
import { loadYaraRules } from "./detectors/index.ts";
import type { Host } from "./host.ts";
import { loadMeasures, verdictBy } from "./judgement.ts";
import { closeWhenOpen, type Found, look, lookAndKeep } from "./look.ts";
import type { ScanResult } from "./model/index.ts";
import { checksOf } from "./policy/index.ts";
import { loadBuild } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import type { RepairOptions } from "./repair/index.ts";
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
  const measures = await loadMeasures(options, host, options.baseline);
  const yaraRules = await loadYaraRules(options.malwareRules, host);
  const checks = possibleChecks(checksOf(measures.policy, options.checks, yaraRules), options);
  const build = await loadBuild(options.build, host);
  const baseline = options.baseline === undefined ? undefined : await openBaseline(options.baseline, host);
  const work: Work = { options, startedAt, measures, checks, build, host, onOpened };
  const opening = openWanted(work); // may download: goes on while the layers are read
  try {
    if (options.fix !== undefined) return await scanAndRepair(options.fix, baseline, work, opening);
    const found = await look(work, opening);
    const earlier = baseline && (await earlierOf(baseline, work, opening));
    return judged(found, earlier, await opening, work);
  } finally {
    void closeWhenOpen(opening);
  }
}

/** The image stays open: what the scan knows of it is what a repair goes by. */
async function scanAndRepair(
  options: RepairOptions,
  baseline: Baseline | undefined,
  work: Work,
  opening: Promise<AdvisoryStore | undefined>,
): Promise<ScanResult> {
  // Loaded only where it is wanted, since it is as large as all the rest of a scan: while the layers are on their way.
  const loading = import("./fix/index.ts");
  loading.catch(() => undefined); // told below
  const { found, content } = await lookAndKeep(work, opening);
  try {
    const earlier = baseline && (await earlierOf(baseline, work, opening));
    const store = await opening;
    const judge = (some: Found) => judged(some, earlier, store, work);
    const result = judge(found);
    const stage = work.host.log.stage("repairing");
    try {
      const { repaired } = await loading;
      return { ...result, ...(await repaired({ content, found, result, store, judge }, options, work)) };
    } finally {
      stage.done();
    }
  } finally {
    await content.close();
  }
}

function judged(
  found: Found,
  earlier: Earlier | undefined,
  store: AdvisoryStore | undefined,
  work: Work,
): ScanResult {
  const { startedAt, measures, checks, build, host } = work;
  const { image, os, packages, findings, notices } = found;
  const comparison = earlier && compare(presentOf(found, store, checks), earlier);
  const around = { dockerfile: build.dockerfile?.path, isNew: comparison?.isNew };
  const verdict = verdictBy(measures, { ...found, ...around }, startedAt);
  const result = scanResult({
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
  return comparison === undefined || earlier === undefined ? result : compared(result, comparison, earlier);
}

/** Nobody waits for a database that is not asked. */
async function openWanted({ options, checks, host }: Work): Promise<AdvisoryStore | undefined> {
  const { categories } = checks;
  if (!categories.has("system") && !categories.has("application")) return undefined;
  return await openStore(options.database, host);
}

import { open } from "node:fs/promises";
import { resolve } from "node:path";
import type { AdvisoryStore } from "./advisories/index.ts";
import type { Earlier } from "./comparison/index.ts";
import { possibleChecks, type Work } from "./content.ts";
import { checkedBy, rules } from "./detectors/index.ts";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { documentPath } from "./image/index.ts";
import { look } from "./look.ts";
import { loadBuild } from "./provenance/index.ts";
import type { ScanOptions } from "./read-options.ts";
import { readStoredScan } from "./stored-result.ts";

/** Enough to see past blanks what a file begins with. */
const HEAD = 64;

/** What `--baseline` names: a stored result, already read, or an image that is yet to be looked at. */
export type Baseline = { readonly result: Earlier } | { readonly reference: string };

/**
 * A file that begins as JSON does, or would by its name, is a stored result; anything else is the reference of an image.
 * Throws `DrydockError` NOT_FOUND, and USAGE for what is no report of drydock.
 */
export async function openBaseline(name: string, host: Host): Promise<Baseline> {
  return /\.json$/i.test(name) || (await isJson(resolve(host.cwd, name)))
    ? { result: await readStoredScan(name, host) }
    : { reference: name };
}

/** What is not there, or no file, may still be an image; whoever opens that tells what is wrong. */
async function isJson(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    if (!(await file.stat()).isFile()) return false;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return /^\s*\{/.test(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await file.close();
  }
}

/**
 * A stored result as it is; an image is looked at as today's is, with the same checks and the same database. Throws
 * `DrydockError` as a scan does, with the baseline's name in front.
 */
export async function earlierOf(
  baseline: Baseline,
  work: Work,
  opening: Promise<AdvisoryStore | undefined>,
): Promise<Earlier> {
  return "result" in baseline ? baseline.result : await previousResult(baseline.reference, work, opening);
}

async function previousResult(
  reference: string,
  work: Work,
  opening: Promise<AdvisoryStore | undefined>,
): Promise<Earlier> {
  try {
    const options = optionsFor(reference, work.options);
    const checks = possibleChecks(work.checks, options);
    const build = await loadBuild(options.build, work.host);
    const { image, findings, gaps } = await look(
      { ...work, options, checks, build, onOpened: () => undefined },
      opening,
    );
    const store = await opening;
    return {
      image: { reference, digest: image.digest },
      scannedAt: work.startedAt.toISOString(),
      checked: checkedBy(checks, rules),
      findings,
      gaps,
      ...(store === undefined ? {} : { database: store.info }),
      ...(work.options.build === undefined || options.build !== undefined ? {} : { note: NO_DOCKERFILE }),
    };
  } catch (error) {
    throw named(error, reference);
  }
}

const NO_DOCKERFILE =
  "The baseline was looked at without a Dockerfile, so instructions may be called new that its history only tells in other words; a JSON report made with its Dockerfile compares better.";

/**
 * The options of the scan, but for what is said of that one image alone. The Dockerfile is not the baseline's, and would
 * make today's instructions known.
 */
function optionsFor(
  reference: string,
  { build: _, attach: __, fix: ___, ...options }: ScanOptions,
): ScanOptions {
  const path = documentPath("dockerfile", reference);
  const build = path === undefined ? {} : { build: { path, buildArgs: {} } };
  return { ...options, ...build, image: reference, vex: [] };
}

/** Whose trouble it is must be clear: the image that was to be scanned is another one. */
function named(error: unknown, reference: string): unknown {
  if (!(error instanceof DrydockError)) return error;
  return new DrydockError(error.code, `The baseline ${reference}: ${error.message}`, {
    hint: error.hint ?? "Without --baseline, as for a first build, every finding counts.",
    cause: error,
  });
}

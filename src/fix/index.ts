/** From a scan to a repaired image: plan, layer, second scan, proof, and only then a tag. */
import { type ContentOfImage, contentWithLayer, type Work } from "../content.ts";
import { DrydockError } from "../errors.ts";
import { keepTar } from "../image/kept-layer.ts";
import { printImageName } from "../image/reference.ts";
import { foundIn } from "../look.ts";
import type { FixResult, Image, LeftOut, ScanResult, StoredImage } from "../model/index.ts";
import {
  type AssembledImage,
  assembled,
  type Chosen,
  chosenEngine,
  GRAFTERS,
  layerOf,
  type NewLayer,
  packedLayers,
  Refusal,
  type RepairOptions,
  type RepairTask,
  raisedPackages,
  rootOf,
  targetsOf,
  writeLayer,
} from "../repair/index.ts";
import { temporaryFolder } from "../temporary.ts";
import { VERSION } from "../version.ts";
import { provenBetter } from "./better.ts";
import { repairCounts } from "./counts.ts";
import { type Destination, destinationOf } from "./destination.ts";
import type { Scanned } from "./scanned.ts";

type Report = Omit<FixResult, "fixed" | "refusal">;

type Repaired = Pick<ScanResult, "fix" | "repaired">;

/**
 * Repairs the image that was scanned, as far as that can be proved, and says what became of it: a refusal is an answer as
 * well, and so is what fails outside (registry, engine, archive, disk): the scan's own answer must not be lost by it.
 */
export async function repaired(scanned: Scanned, options: RepairOptions, work: Work): Promise<Repaired> {
  const { content, result } = scanned;
  const { read } = content;
  const report: Report = { ...NOTHING_YET, before: repairCounts(result) };
  try {
    if (read?.image.documents === undefined)
      throw new Refusal("FIX_FAILED", `${result.image.reference} is no image that could be repaired.`);
    return await repair(scanned, { ...content, read }, options, work, report);
  } catch (error) {
    const refusal = refusalOf(error);
    const { code, message } = refusal;
    return { fix: { fixed: false, refusal: { code, reason: message }, ...partOf(refusal, report) } };
  }
}

const NOTHING_YET = { packages: [], left: [], commands: [], notes: [] };

/** A refusal after the planning tells what was planned. */
class RefusedPlan extends Refusal {
  readonly report: Report;

  constructor({ code, message, cause }: Refusal, report: Report) {
    super(code, message, cause);
    this.report = report;
  }
}

/** Our own bugs are thrown as they are. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof DrydockError)) throw error;
  return new Refusal(
    "FIX_FAILED",
    error.hint === undefined ? error.message : `${error.message} ${error.hint}`,
    error,
  );
}

function partOf(error: Refusal, report: Report): Report {
  return error instanceof RefusedPlan ? error.report : report;
}

async function repair(
  scanned: Scanned,
  content: ContentOfImage,
  options: RepairOptions,
  work: Work,
  empty: Report,
): Promise<Repaired> {
  const { result } = scanned;
  const { host } = work;
  const { read, os, packages } = content;
  const image = read.image as Image;
  const { targets, left: incomparable } = targetsOf(result.verdict.judged, options.scope);
  if (targets.length === 0) throw nothing(incomparable, empty);
  if (os === undefined)
    throw new Refusal("FIX_UNSUPPORTED_OS", "Nobody can tell which distribution the image holds.");
  const destination = await destinationOf(image, options, work);
  if (!options.dryRun) await destination.check();
  const task: RepairTask = {
    root: rootOf(read.view, read.again),
    ...{ os, platform: image.config.platform, targets },
    packages: packages.filter(({ source }) => source !== undefined),
    settings: {
      mirrors: options.mirrors,
      snapshot: options.snapshot,
      allowArchived: options.allowArchived,
      offline: work.options.database.offline,
    },
  };
  const grafters = GRAFTERS.map((grafter) => grafter(host));
  const epochOf = (newest: number) => epoch(image, newest, host.env);
  const engine = await chosenEngine({ task, image, options, grafters, epochOf }, host);
  const left = sorted([...engine.plan.left, ...incomparable]);
  const { packages: planned, commands } = engine.plan;
  const report = { ...empty, mode: engine.mode, packages: planned, left, commands, notes: engine.notes };
  try {
    if (left.length > 0 && !options.partial) throw incomplete(left);
    if (options.dryRun) return { fix: { fixed: false, planned: true, ...report } };
    return await carriedOut({ scanned, content, engine, task, destination, report }, options, work);
  } catch (error) {
    throw new RefusedPlan(refusalOf(error), report);
  } finally {
    await engine.close();
  }
}

function nothing(left: readonly LeftOut[], report: Report): Refusal {
  const refusal = new Refusal(
    "FIX_NOTHING",
    "There is no finding that could be mended by raising a system package.",
  );
  return new RefusedPlan(refusal, { ...report, left });
}

function incomplete(left: readonly LeftOut[]): Refusal {
  const [first] = left;
  const more = left.length > 1 ? ` and ${left.length - 1} more` : "";
  return new Refusal(
    "FIX_INCOMPLETE",
    `${first?.name}${more} would stay as it is, and --partial no was given: ${first?.reason}`,
  );
}

interface Carried {
  readonly scanned: Scanned;
  readonly content: ContentOfImage;
  readonly engine: Chosen;
  readonly task: RepairTask;
  readonly destination: Destination;
  readonly report: Report;
}

async function carriedOut(
  { scanned, content, engine, task, destination, report }: Carried,
  options: RepairOptions,
  work: Work,
): Promise<Repaired> {
  const { host } = work;
  const image = content.read.image as Image;
  const folder = await temporaryFolder(host.cacheDir, "repair");
  let layer: NewLayer | undefined;
  try {
    const { entries, epoch: seconds } = await engine.entries(folder.path);
    layer = await writeLayer(entries, folder.path);
    if (content.keptIn !== undefined) await keepTar(layer.path, layer, content.keptIn);
    const createdBy = `drydock fix (${engine.mode})`;
    const added = layerOf(layer, image.layers.length, createdBy);
    const draft = imageWith(image, added, image.config.document, createdBy);
    const after = await contentWithLayer(content, draft, work);
    const foundAfter = await foundIn(after, work, scanned.store);
    const raised = raisedPackages(content.packages, after.packages, {
      plan: engine.plan,
      targets: task.targets,
    });
    const left = sorted([...report.left, ...raised.left]);
    const proof = await provenBetter(scanned, after.read, foundAfter, work);
    if (left.length > 0 && !options.partial) throw incomplete(left);
    const notes = [...report.notes, ...proof.notes];
    if (raised.added.length > 0)
      notes.push(`New packages, which others ask for: ${raised.added.map(({ name }) => name).join(", ")}.`);
    const created = new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
    const name = destination.source === undefined ? image.names[0] : printImageName(destination.source);
    const provenance = {
      ...{ name, digest: image.digest, created, mode: engine.mode, version: VERSION },
      packages: raised.packages,
    };
    const packed = await packedLayers(image, async () => folder.path);
    const made = assembled(image, { layer: await layer.packed, createdBy, provenance }, packed);
    const result = scanned.judge(foundAfter);
    const { stored, ...published } = await destination.publish(made, folder.path);
    const fix: FixResult = {
      ...{ fixed: true, ...published, mode: engine.mode },
      ...{ packages: raised.packages, left, commands: report.commands, notes },
      ...{ before: report.before, after: repairCounts(result) },
      fixedFindings: proof.fixed,
      leftFindings: targetsOf(result.verdict.judged, options.scope).targets.reduce(
        (sum, { findings }) => sum + findings.length,
        0,
      ),
      verdict: { outcome: result.verdict.outcome, reason: result.verdict.reason },
    };
    return stored === undefined
      ? { fix }
      : { fix, repaired: resultOf(result, made, { ...published, stored }) };
  } finally {
    await Promise.allSettled([layer?.packed]);
    await folder.remove();
  }
}

/** What the second scan found, of the image as it is now in the registry. */
function resultOf(
  result: ScanResult,
  { digest, blobs }: AssembledImage,
  { image, stored }: { readonly image?: string; readonly stored: StoredImage },
): ScanResult {
  const { layers, reference, ...same } = result.image;
  const { digest: packed, size } = blobs.at(-1)!;
  return {
    ...result,
    image: {
      ...same,
      ...{ reference: image ?? reference, digest, names: image === undefined ? [] : [image], stored },
      layers: [...layers.slice(0, -1), { ...layers.at(-1)!, digest: packed, size }],
    },
  };
}

/** As the second scan sees it: its digest is not known yet, and no finding asks for it. */
function imageWith(
  image: Image,
  layer: Image["layers"][number],
  document: Image["config"]["document"],
  createdBy: string,
): Image {
  const { config } = image;
  const row = { createdBy, emptyLayer: false };
  return {
    ...image,
    config: {
      ...config,
      document,
      diffIds: [...config.diffIds, layer.diffId],
      history: config.history.length === 0 ? [] : [...config.history, row],
    },
    layers: [...image.layers, layer],
  };
}

/** Source: reproducible-builds.org, SOURCE_DATE_EPOCH. */
function epoch(
  { config }: Pick<Image, "config">,
  newest: number,
  env: Readonly<Record<string, string | undefined>>,
): number {
  const told = env.SOURCE_DATE_EPOCH ?? "";
  if (/^\d{1,11}$/.test(told)) return Number(told);
  const created = Math.floor(Date.parse(config.created ?? "") / 1000);
  return Math.max(Number.isNaN(created) ? 0 : created, newest);
}

function sorted(left: readonly LeftOut[]): readonly LeftOut[] {
  const keyOf = ({ name, architecture = "" }: LeftOut) => `${name}\n${architecture}`;
  return left.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * The gate without a scan: image → the newest result that is attached to it → verdict. What cannot be told is unproven.
 */
import {
  type FoundResult,
  newestResult,
  RESULT_TYPE,
  readPublicKey,
  SBOM_TYPE,
} from "./attestation/index.ts";
import { DrydockError, Unreadable } from "./errors.ts";
import type { Host } from "./host.ts";
import { openInRegistry } from "./image/index.ts";
import { loadMeasures, verdictBy } from "./judgement.ts";
import type { Checks, Image, ScanResult } from "./model/index.ts";
import { checksOf, policyPath } from "./policy/index.ts";
import type { VerifyOptions } from "./read-options.ts";
import { type Rematched, rematch } from "./rematch.ts";
import { readSbom } from "./sbom/index.ts";
import { scannedImage } from "./scan-result.ts";
import { storedAnswers } from "./stored-answers.ts";
import { storedScan } from "./stored-scan.ts";
import { VERSION } from "./version.ts";
import { loadAttachedVex } from "./vex/index.ts";
import { withinScope } from "./within-scope.ts";

/** Of the refused statements, how many are told. */
const MAX_TOLD = 5;

/**
 * The verdict on an image by the result that is attached to it. Where a policy is at hand (named, or `drydock.yml` here)
 * or words of the command line, or vulnerabilities are matched anew, it is judged by that; else the stored verdict
 * stands. Throws `DrydockError` when the registry, the policy, the key or the database cannot be read; what is wrong with
 * what is attached makes the verdict unproven.
 */
export async function verifyImage(options: VerifyOptions, host: Host): Promise<ScanResult> {
  const measures = await loadMeasures(options, host, "the attached result may tell");
  const checks = checksOf(measures.policy);
  const key = options.key === undefined ? undefined : await readPublicKey(options.key, host);
  const image = await openInRegistry(options.image, options, host);
  try {
    const attached = await attachedResult(image, key, options, host);
    if (typeof attached === "string") return unproven(image, attached, host);
    const { stored, found, source } = attached;
    const tooOld = agedBeyond(options.maxAge, found, host.now());
    const isRematched = options.rematch && (options.maxAge === undefined || tooOld !== undefined);
    if (tooOld !== undefined && !isRematched) return unproven(image, tooOld, host);
    const today = isRematched ? await matchedAnew(stored, found, checks, options, host) : stored;
    if (typeof today === "string") return unproven(image, today, host);
    const notices = [...today.notices, source];
    const named = { ...today.image, ...namesOf(image) };
    if (!isRematched && !(await isJudgedHere(options, host))) return { ...stored, image: named, notices };
    const scoped = withinScope({ ...today, image: named }, checks);
    const vex = await loadAttachedVex(options.vex, image, options, host);
    const digests = image.stored?.digests ?? [];
    const { isNew } = storedAnswers(stored);
    const verdict = verdictBy(measures, { ...scoped, image: named, digests, vex, isNew }, host.now());
    return { ...scoped, gaps: verdict.gaps.map(({ gap }) => gap), notices, verdict };
  } finally {
    await image.close();
  }
}

/** The stored verdict stands where nobody says what else to judge by. */
async function isJudgedHere(options: VerifyOptions, { cwd }: Host): Promise<boolean> {
  const { policy, failOn, ignoreUnfixed, vex, ignoreFiles } = options;
  const isSaid = [policy, vex, ignoreFiles].some(({ length }) => length > 0);
  if (isSaid || failOn !== undefined || ignoreUnfixed === true) return true;
  return (await policyPath({ cwd })).path !== undefined;
}

interface AttachedResult {
  readonly stored: ScanResult;
  readonly found: FoundResult;
  /** For people. */
  readonly source: string;
}

/** A sentence where there is none that holds. */
async function attachedResult(
  { stored: place, digest }: Image,
  key: Parameters<typeof newestResult>[2],
  options: VerifyOptions,
  host: Host,
): Promise<AttachedResult | string> {
  if (place === undefined) throw new Error("an image of a registry has no registry");
  const { found, refused } = await newestResult(place, digest, key, options, host);
  for (const { reason } of refused.slice(0, MAX_TOLD)) host.log.warn(reason);
  const unreadable = refused.find(({ isUnreadable }) => isUnreadable);
  if (unreadable !== undefined)
    return `${unreadable.reason} Whether it is the newest cannot be told; scan again, or name a key with --key.`;
  if (found === undefined)
    return refused.length === 0
      ? "No result of drydock is attached to this image; attach one with drydock scan --attach."
      : `None of the results that are attached to this image holds (${refused.length} refused); scan it again with --attach.`;
  try {
    const stored = storedScan(await documentOf(found, RESULT_TYPE), "The attached result");
    const contradiction = contradictionIn(stored, found, digest);
    if (contradiction !== undefined) return contradiction;
    return { stored, found, source: sourceOf(found, options.key) };
  } catch (error) {
    const why = damageIn(error);
    return `${why} Scan the image again with --attach.`;
  }
}

function sourceOf({ statement, digest, isSigned }: FoundResult, key: string | undefined): string {
  const signature = isSigned ? `signed with ${key}` : "its signature was not checked";
  return `Read from the result that drydock ${statement.version} attached on ${statement.finishedAt.toISOString()} (${digest}, ${signature}).`;
}

async function documentOf({ statement, read }: FoundResult, type: string): Promise<Buffer> {
  const document = statement.documents.find(({ mediaType }) => mediaType === type);
  if (document !== undefined) return read(document);
  throw new DrydockError("IMAGE_INVALID", `The statement names no document of type ${type}.`);
}

function contradictionIn(stored: ScanResult, { statement }: FoundResult, digest: string): string | undefined {
  if (stored.image.digest !== digest) return "The attached result is about another image.";
  const isSame =
    stored.verdict.outcome === statement.outcome &&
    new Date(stored.scannedAt).getTime() === statement.startedAt.getTime();
  return isSame ? undefined : "The attached result and the statement on it contradict each other.";
}

/** Trouble with the registry is thrown on. */
function damageIn(error: unknown): string {
  if (error instanceof Unreadable) return `The attached SBOM cannot be read: ${error.message}.`;
  const isDamage =
    error instanceof DrydockError && ["IMAGE_INVALID", "DIGEST_MISMATCH", "NOT_FOUND"].includes(error.code);
  if (!isDamage) throw error;
  return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
}

/** Counted from the start of the scan, which is when the database was asked. */
function agedBeyond(maxAge: number | undefined, { statement }: FoundResult, now: Date): string | undefined {
  const age = now.getTime() - statement.startedAt.getTime();
  if (maxAge === undefined || age <= maxAge) return undefined;
  return `The attached result is ${spanOf(age)} old, over the limit of ${spanOf(maxAge)}; scan again, or match it anew with --rematch.`;
}

function spanOf(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours < 2) return `${Math.floor(hours * 60)} minutes`;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

async function matchedAnew(
  stored: ScanResult,
  found: FoundResult,
  checks: Checks,
  options: VerifyOptions,
  host: Host,
): Promise<Rematched | string> {
  let sbom: ReturnType<typeof readSbom>;
  try {
    sbom = readSbom(await documentOf(found, SBOM_TYPE), "the attached SBOM");
  } catch (error) {
    return `${damageIn(error)} Scan the image again with --attach.`;
  }
  return rematch(stored, sbom, checks, options, host);
}

/** As the user names it today. */
function namesOf({ reference, names, stored }: Image) {
  return { reference, names, ...(stored === undefined ? {} : { stored }) };
}

/** What there is to say of an image of which no result holds. */
function unproven(image: Image, reason: string, host: Host): ScanResult {
  const { notices, ...shown } = scannedImage(image, { layers: [], notes: [] }, {});
  const gap = { kind: "unproven", where: image.reference, by: "verify", reason } as const;
  const now = host.now().toISOString();
  return {
    drydock: { version: VERSION },
    scannedAt: now,
    finishedAt: now,
    image: shown,
    checked: { categories: [], profile: "default" },
    notices,
    packages: [],
    findings: [],
    rules: [],
    gaps: [gap],
    verdict: {
      outcome: "unproven",
      reason,
      judged: [],
      gaps: [{ gap, action: "block", because: "Without a result nothing can be told." }],
      rules: [],
      warnings: [],
      actions: [],
      remarks: [],
    },
  };
}

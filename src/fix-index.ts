import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { isAttestation, isIndex, parseManifest } from "./image/manifest-document.ts";
import { platformName, samePlatform } from "./image/platform.ts";
import { type ImageName, parseImageName, parseReference, printImageName } from "./image/reference.ts";
import { type FetchedManifest, Repository } from "./image/registry-client.ts";
import type { Digest, FixResult, Platform, ScanResult } from "./model/index.ts";
import type { ScanOptions } from "./read-options.ts";
import type { WantedPlatforms } from "./read-repair-options.ts";
import {
  baseLabels,
  FIX_VERSION,
  isFixedTag,
  originalOf,
  Publisher,
  printTarget,
  Refusal,
  type RepairOptions,
  type Replacement,
  repairedIndex,
  type Target,
  targetOf,
} from "./repair/index.ts";
import { VERSION } from "./version.ts";

type FixOptions = ScanOptions & { readonly fix: RepairOptions };

/**
 * What `drydock fix --platforms` does: repairs images of an index one after another, by `fixOne`, each pushed by its digest.
 * If none was refused for anything but that there is nothing to mend, an index with them in the place of the originals gets
 * the tag. Their results come back, in the order of the calls, and tell of the index. Throws `DrydockError` as `fixOne`;
 * USAGE for what is no index in a registry, PLATFORM for one that it does not have.
 */
export async function fixIndex(
  options: FixOptions,
  wanted: WantedPlatforms,
  host: Host,
  fixOne: (options: FixOptions) => Promise<ScanResult>,
): Promise<readonly ScanResult[]> {
  const { insecure, fix } = options;
  const given = await openIndex(nameOf(options.image, host), insecure, host);
  const index = await originalIndex(given, insecure, host);
  // Of an index that a repair has made, the tag stays.
  const target = targetOf(given.name, fix);
  const byDigest = new Map<Digest, ScanResult>();
  for (const { digest } of chosenOf(index, wanted)) {
    if (byDigest.has(digest)) continue;
    const image = `registry:${printImageName({ ...index.name, digest })}`;
    const own: RepairOptions = { ...fix, tag: target.tag, isUntagged: true };
    byDigest.set(digest, await fixOne({ ...options, image, fix: own }));
  }
  const results = [...byDigest.values()];
  const refused = results.find(({ fix: one }) => (one?.refusal?.code ?? "FIX_NOTHING") !== "FIX_NOTHING");
  if (refused !== undefined) return results.map((result) => withheld(result, refused));
  if (!results.some(isFixed)) return results;
  const pushing = { insecure, overwrite: fix.overwrite, source: index.name };
  return await published(index, byDigest, { target, publisher: new Publisher(target, pushing, host) });
}

/** An index in a registry, with the images that it lists. */
interface Index extends FetchedManifest {
  readonly name: ImageName;
  readonly repository: Repository;
  readonly children: readonly { readonly digest: Digest; readonly platform: Platform }[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** A path goes before a name, as in a scan; what an engine here has of that name has one platform. */
function nameOf(reference: string, { cwd }: Host): ImageName {
  const parsed = parseReference(reference, (path) => existsSync(resolve(cwd, path)));
  if (parsed.kind === "registry") return parsed.name;
  if (parsed.kind === "bare" && !existsSync(resolve(cwd, parsed.text))) return parseImageName(parsed.text);
  throw noIndex(reference, "is in no registry");
}

async function openIndex(given: ImageName, insecure: boolean, host: Host): Promise<Index> {
  const name = given.digest === undefined && given.tag === undefined ? { ...given, tag: "latest" } : given;
  const repository = Repository.connect(name, host, { insecure });
  const fetched = await repository.manifest(name.digest ?? name.tag ?? "");
  const document = parseManifest(fetched.bytes, printImageName(name));
  if (document.kind === "manifest") throw noIndex(printImageName(name), "is one image");
  const children = document.manifests.flatMap((one) =>
    one.platform === undefined || isAttestation(one) || isIndex(one)
      ? []
      : [{ digest: one.digest, platform: one.platform }],
  );
  return { ...fetched, name, repository, children, annotations: document.annotations };
}

function noIndex(what: string, why: string): DrydockError {
  return new DrydockError("USAGE", `${what} ${why}, not an index of images for several platforms.`, {
    hint: "Leave out --platforms.",
  });
}

/** Of an index that a repair has made, what it was made from, if that is there still. */
async function originalIndex(given: Index, insecure: boolean, host: Host): Promise<Index> {
  const { name, annotations } = given;
  const original = originalOf(annotations, name);
  if (original === undefined || name.digest !== undefined || !isFixedTag(name.tag ?? "")) return given;
  const { registry, repository } = name;
  try {
    const opened = await openIndex({ registry, repository, digest: original.digest }, insecure, host);
    return { ...opened, name: parseImageName(original.name) };
  } catch (error) {
    if (error instanceof DrydockError && ["NOT_FOUND", "REFERENCE"].includes(error.code)) return given;
    throw error;
  }
}

function chosenOf({ name, children }: Index, wanted: WantedPlatforms): Index["children"] {
  if (wanted === "all") return children;
  return wanted.map((platform) => {
    const found = children.find((child) => samePlatform(child.platform, platform));
    if (found !== undefined) return found;
    const there = children.map((child) => platformName(child.platform)).join(", ");
    throw new DrydockError("PLATFORM", `${printImageName(name)} has no ${platformName(platform)}: ${there}.`);
  });
}

interface Way {
  readonly target: Target;
  readonly publisher: Publisher;
}

/** The results, once an index of the repaired images is there, or with the reason why there is none. */
async function published(
  index: Index,
  results: ReadonlyMap<Digest, ScanResult>,
  way: Way,
): Promise<readonly ScanResult[]> {
  try {
    const { place, notes } = await push(index, results, way);
    return [...results.values()].map((result) => told(result, { index: place }, notes));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof DrydockError)) throw error;
    const code = error instanceof Refusal ? error.code : "FIX_FAILED";
    const refusal = { code, reason: error.message };
    return [...results.values()].map((result) => told(result, { fixed: false, refusal }));
  }
}

async function push(index: Index, results: ReadonlyMap<Digest, ScanResult>, { target, publisher }: Way) {
  const replaced = new Map<Digest, Replacement>();
  for (const [original, { fix }] of results)
    if (fix?.fixed === true && fix.digest !== undefined)
      replaced.set(original, await publisher.pushed(fix.digest));
  const { digest, annotations } = index;
  const said = baseLabels({ name: printImageName(index.name), digest }, annotations);
  const document = repairedIndex(index, replaced, { ...said, [FIX_VERSION]: VERSION });
  for (const one of document.kept) await publisher.copy(one, index.repository);
  const isNew = await publisher.push({ ...document, images: [] });
  const records = document.dropped.length;
  return {
    place: {
      ...{ image: printTarget(target), digest: document.digest },
      ...(isNew ? {} : { unchanged: true as const }),
    },
    notes: records === 0 ? [] : [`Build records of the originals (${records}) are not in the index.`],
  };
}

function isFixed({ fix }: ScanResult): boolean {
  return fix?.fixed === true;
}

/** Only a repaired image has anything to do with the index. */
function told(result: ScanResult, more: Partial<FixResult>, notes: readonly string[] = []): ScanResult {
  const { fix } = result;
  if (fix?.fixed !== true) return result;
  return { ...result, fix: { ...fix, ...more, notes: [...fix.notes, ...notes] } };
}

function withheld(result: ScanResult, { image, fix }: ScanResult): ScanResult {
  const why = `${platformName(image.platform)} was refused (${fix?.refusal?.code})`;
  return told(result, {}, [`No index was pushed, and no tag set: ${why}.`]);
}

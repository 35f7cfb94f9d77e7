import { isDigest } from "../../image/digest.ts";
import { type Digest, type FixMode, type PlannedPackage, repositoryOf } from "../../model/index.ts";

const OCI = "org.opencontainers.image";
export const BASE_NAME = `${OCI}.base.name`;
export const BASE_DIGEST = `${OCI}.base.digest`;
const CREATED = `${OCI}.created`;
const OURS = "io.drydock.fix";
export const FIX_VERSION = `${OURS}.version`;

/** A list of a thousand packages has its place in the report; a label is shown in every listing. */
const MAX_PACKAGES = 4096;

export interface Provenance {
  /** Of the image that was repaired: its name with its tag, where it has one, and the digest of its manifest. */
  readonly name: string | undefined;
  readonly digest: string;
  /** RFC 3339. */
  readonly created: string;
  readonly mode: FixMode;
  readonly version: string;
  readonly packages: readonly PlannedPackage[];
}

/** What a repaired image says of itself; what it said before of its base stays under our own prefix. */
export function labelsOf(
  { name, digest, created, mode, version, packages }: Provenance,
  earlier: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...baseLabels({ name, digest }, earlier),
    [CREATED]: created,
    [`${OURS}.mode`]: mode,
    [FIX_VERSION]: version,
    [`${OURS}.packages`]: listed(packages),
  };
}

/** The part of it that is about the original; an index of repaired images says the same. */
export function baseLabels(
  { name, digest }: Pick<Provenance, "name" | "digest">,
  earlier: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = ([key, under]: readonly [string, string]) => {
    const value = earlier[under] ?? earlier[key];
    return value === undefined ? [] : [[under, value] as const];
  };
  const previous = [
    [BASE_NAME, `${OURS}.previous.base.name`] as const,
    [BASE_DIGEST, `${OURS}.previous.base.digest`] as const,
  ].flatMap(kept);
  return {
    ...Object.fromEntries(previous),
    ...(name === undefined ? {} : { [BASE_NAME]: name }),
    [BASE_DIGEST]: digest,
  };
}

/**
 * What a repaired image, or an index of them, in this repository says that it was made from; `undefined` = it is none of a
 * repair's, or of one of another repository: labels are anybody's.
 */
export function originalOf(
  said: Readonly<Record<string, string>>,
  { registry, repository }: { readonly registry: string; readonly repository: string },
): { readonly name: string; readonly digest: Digest } | undefined {
  const name = said[BASE_NAME] ?? "";
  const digest = said[BASE_DIGEST] ?? "";
  const isOurs = said[FIX_VERSION] !== undefined && repositoryOf(name) === `${registry}/${repository}`;
  return isOurs && isDigest(digest) ? { name, digest } : undefined;
}

function listed(packages: readonly PlannedPackage[]): string {
  const all = packages.map(({ name, to }) => `${name}=${to}`);
  let text = "";
  for (const [index, one] of all.entries()) {
    const more = `${text === "" ? "" : ","}${one}`;
    if (text.length + more.length > MAX_PACKAGES) return `${text},+${all.length - index}`;
    text += more;
  }
  return text;
}

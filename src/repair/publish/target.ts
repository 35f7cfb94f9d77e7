import { DrydockError } from "../../errors.ts";
import { type ImageName, parseImageName, printImageName } from "../../image/reference.ts";
import { Refusal } from "../refusal.ts";

const SUFFIX = "_fixd";
/** Source: distribution-spec 1.1, "Pulling manifests". */
const LONGEST_TAG = 128;
const TAG = /^\w[\w.-]*$/;

/** What the user says of the place. */
export interface Wishes {
  readonly tag?: string | undefined;
  readonly repository?: string | undefined;
}

/** Where the repaired image is to be. */
export interface Target {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * The tag that a repaired image is given: `1.0` → `1.0_fixd`, never twice; without a tag `latest_fixd`; of an image that
 * was named by its digest alone, `digest-` and its first 16 digits. Throws `Refusal` FIX_TAG_TOO_LONG rather than cut it.
 */
export function fixedTag({ tag, digest }: Pick<ImageName, "tag" | "digest">): string {
  const base =
    tag ??
    (digest === undefined ? "latest" : `digest-${digest.slice("sha256:".length, "sha256:".length + 16)}`);
  const fixed = isFixedTag(base) ? base : `${base}${SUFFIX}`;
  if (fixed.length <= LONGEST_TAG) return fixed;
  throw new Refusal(
    "FIX_TAG_TOO_LONG",
    `The tag ${fixed} is longer than ${LONGEST_TAG} characters; name another with --tag.`,
  );
}

/**
 * Where the repaired image of `name` goes. Throws `Refusal` FIX_TAG_TOO_LONG, and `DrydockError` USAGE, REFERENCE for
 * wishes that are none.
 */
export function targetOf(name: ImageName, { tag, repository }: Wishes): Target {
  if (tag !== undefined && !(TAG.test(tag) && tag.length <= LONGEST_TAG))
    throw new DrydockError("USAGE", `--tag ${tag}: this is not a tag.`);
  const place = repository === undefined ? name : parseImageName(repository);
  if (repository !== undefined && (place.tag !== undefined || place.digest !== undefined))
    throw new DrydockError("USAGE", `--repository ${repository}: a repository has neither tag nor digest.`, {
      hint: "Name the tag with --tag.",
    });
  return { registry: place.registry, repository: place.repository, tag: tag ?? fixedTag(name) };
}

/** Whether a tag is one that a repair gives. */
export function isFixedTag(tag: string): boolean {
  return tag.endsWith(SUFFIX);
}

export function printTarget(target: Target): string {
  return printImageName(target);
}

import { DrydockError } from "../errors.ts";
import type { Digest } from "../model/image.ts";
import type { Descriptor } from "./manifest-document.ts";
import { fallbackTag } from "./referrers.ts";

/** What Notation and Cosign attach as a signature of an image. */
const SIGNATURE_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.cncf.notary.signature",
  "application/vnd.dev.cosign.artifact.sig.v1+json",
]);
/** Sigstore's bundles hold statements too; this one says nothing but that the image is signed. */
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle\b/;
const SIGN_PREDICATE = "https://sigstore.dev/cosign/sign/v1";

interface Attachments {
  referrers(digest: Digest): Promise<readonly Descriptor[]>;
  manifest(reference: string): Promise<unknown>;
}

/**
 * Whether somebody has signed one of these manifests, whoever it was: by what is attached to it, or by the tag under
 * which older versions of Cosign keep signatures. Throws as the repository does.
 */
export async function hasSignature(repository: Attachments, digests: readonly Digest[]): Promise<boolean> {
  for (const digest of digests) {
    if ((await repository.referrers(digest)).some(isSignature)) return true;
    if (await exists(repository, `${fallbackTag(digest)}.sig`)) return true;
  }
  return false;
}

function isSignature({ artifactType = "", annotations }: Descriptor): boolean {
  if (SIGNATURE_TYPES.has(artifactType)) return true;
  return (
    BUNDLE_TYPE.test(artifactType) && annotations["dev.sigstore.bundle.predicateType"] === SIGN_PREDICATE
  );
}

async function exists(repository: Attachments, tag: string): Promise<boolean> {
  try {
    await repository.manifest(tag);
    return true;
  } catch (error) {
    if (error instanceof DrydockError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}

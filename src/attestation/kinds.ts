/** What drydock attaches to an image, and how others know it by. */

/** The whole result, as `--format json` writes it. */
export const RESULT_TYPE = "application/vnd.drydock.result.v1+json";
/** What the image holds. As ORAS, Syft and Harbor call an SBOM that is attached as it is. */
export const SBOM_TYPE = "application/vnd.cyclonedx+json";

/** A statement without a signature, as in-toto names it. */
export const IN_TOTO_TYPE = "application/vnd.in-toto+json";
/** A statement in its envelope. */
export const DSSE_TYPE = "application/vnd.dsse.envelope.v1+json";
/** An envelope and what to check it with: what cosign 3 attaches and looks for. */
export const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_TYPES = /^application\/vnd\.dev\.sigstore\.bundle\b/;

/**
 * Cosign's form of a vulnerability predicate, not that of in-toto (`https://in-toto.io/attestation/vulns/v0.2`): it is
 * the one that `cosign verify-attestation --type vuln`, Kyverno and policy-controller look for, and its result may be
 * of any form.
 */
export const PREDICATE_TYPE = "https://cosign.sigstore.dev/attestation/vuln/v1";
/** Cosign wrote it without the scheme for some time. */
const PREDICATE = /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln\/v1$/;

export const CREATED = "org.opencontainers.image.created";
/** By which others choose among statements, without fetching each. */
export const PREDICATE_ANNOTATION = "in-toto.io/predicate-type";
export const BUNDLE_CONTENT_ANNOTATION = "dev.sigstore.bundle.content";
export const BUNDLE_PREDICATE_ANNOTATION = "dev.sigstore.bundle.predicateType";

export function isOurPredicate(type: unknown): boolean {
  return typeof type === "string" && PREDICATE.test(type);
}

/** Whether what is attached may be a statement on vulnerabilities, as far as its list tells. */
export function mayBeStatement(attached: {
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}): boolean {
  const { artifactType, annotations } = attached;
  if (artifactType !== undefined && !isStatementType(artifactType)) return false;
  const predicate = annotations[PREDICATE_ANNOTATION] ?? annotations[BUNDLE_PREDICATE_ANNOTATION];
  return predicate === undefined || isOurPredicate(predicate);
}

export function isStatementType(type: string): boolean {
  return type === IN_TOTO_TYPE || type === DSSE_TYPE || BUNDLE_TYPES.test(type);
}

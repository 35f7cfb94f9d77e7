import { expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { hasSignature } from "../../src/image/signatures.ts";
import type { Digest } from "../../src/model/image.ts";

const DIGEST: Digest = `sha256:${"a".repeat(64)}`;

/** A repository with these attachments and tags. */
function repository(attached: readonly [string, Record<string, string>?][], tags: readonly string[] = []) {
  return {
    referrers: async () =>
      attached.map(([artifactType, annotations = {}]) => ({
        artifactType,
        annotations,
        digest: DIGEST,
        size: 1,
      })),
    manifest: async (tag: string) => {
      if (!tags.includes(tag)) throw new DrydockError("NOT_FOUND", "no such tag");
    },
  };
}

const bundle = (predicate: string): [string, Record<string, string>] => [
  "application/vnd.dev.sigstore.bundle.v0.3+json",
  { "dev.sigstore.bundle.predicateType": predicate },
];

test.each([
  ["Notation's", repository([["application/vnd.cncf.notary.signature"]])],
  ["Cosign's, attached", repository([["application/vnd.dev.cosign.artifact.sig.v1+json"]])],
  ["Cosign's, as a bundle", repository([bundle("https://sigstore.dev/cosign/sign/v1")])],
  ["Cosign's, under a tag", repository([], [`sha256-${"a".repeat(64)}.sig`])],
])("a signature: %s", async (_, made) => {
  expect(await hasSignature(made, [DIGEST])).toBe(true);
});

test.each([
  ["nothing", repository([])],
  ["an SBOM", repository([["application/spdx+json"]])],
  [
    "an attestation",
    repository([bundle("https://slsa.dev/provenance/v1")], [`sha256-${"a".repeat(64)}.att`]),
  ],
])("no signature: %s", async (_, made) => {
  expect(await hasSignature(made, [DIGEST])).toBe(false);
});

test("what else goes wrong is thrown", async () => {
  const ill = {
    referrers: async () => [],
    manifest: () => Promise.reject(new DrydockError("UNAUTHORIZED", "no")),
  };
  await expect(hasSignature(ill, [DIGEST])).rejects.toThrow("no");
});

import type { KeyObject } from "node:crypto";
import type { Host } from "../host.ts";
import { attach } from "../image/attach.ts";
import { Repository } from "../image/registry-client.ts";
import { RepositoryWriter } from "../image/registry-writer.ts";
import { sha256 } from "../image/verify.ts";
import type { Digest, ScanResult, StoredImage } from "../model/index.ts";
import { bundleOf, signed } from "./dsse.ts";
import {
  BUNDLE_CONTENT_ANNOTATION,
  BUNDLE_PREDICATE_ANNOTATION,
  BUNDLE_TYPE,
  CREATED,
  IN_TOTO_TYPE,
  PREDICATE_ANNOTATION,
  PREDICATE_TYPE,
  RESULT_TYPE,
  SBOM_TYPE,
} from "./kinds.ts";
import { takeAway } from "./mark.ts";
import { statementOn } from "./statement.ts";

/** What is to be attached to an image in its registry. */
export interface Attachment {
  readonly stored: Pick<StoredImage, "registry" | "repository">;
  /** Of the image's manifest. */
  readonly digest: Digest;
  readonly result: ScanResult;
  /** The reports `json` and `cyclonedx`. */
  readonly report: string;
  readonly sbom: string;
  /** Further documents. */
  readonly more: readonly { readonly type: string; readonly text: string }[];
  readonly finishedAt: Date;
}

/**
 * Attaches a result to its image: the report, the SBOM, what else there is, and a statement that names them by digest,
 * so that its signature holds for them too. `mark` is what the scan has left at its start, and goes. With a key the
 * statement goes into a bundle of Sigstore's, without one it stands as it is. The statement is pushed last: where there
 * is one, all is there. Gives its manifest's digest. Throws as `attach` of the image room does.
 */
export async function attachResult(
  { stored, digest, result, report, sbom, more, finishedAt }: Attachment,
  key: KeyObject | undefined,
  options: { readonly insecure: boolean; readonly mark?: Digest | undefined },
  host: Host,
): Promise<Digest> {
  const { insecure, mark } = options;
  const created = { [CREATED]: finishedAt.toISOString() };
  const documents = [
    document(RESULT_TYPE, report, created),
    document(SBOM_TYPE, sbom, created),
    ...more.map(({ type, text }) => document(type, text, created)),
  ];
  const statement = statementOn({
    result,
    name: `${stored.registry}/${stored.repository}`,
    digest,
    finishedAt,
    documents: documents.map(({ content, contentType }) => ({
      mediaType: contentType,
      digest: sha256(content),
      size: content.length,
    })),
  });
  const sides = {
    reader: Repository.connect(stored, host, { insecure }),
    writer: RepositoryWriter.connect(stored, host, { insecure, access: "push" }),
  };
  const artifacts = [...documents, enclosed(statement, key, created)];
  const digests = await attach(digest, artifacts, sides, host, mark === undefined ? [] : [mark]);
  if (mark !== undefined) await takeAway(stored, mark, { insecure }, host);
  return digests.at(-1) ?? digest;
}

function document(type: string, text: string, annotations: Readonly<Record<string, string>>) {
  return { artifactType: type, contentType: type, content: Buffer.from(text), annotations };
}

/** Source: cosign, specs/BUNDLE_SPEC.md; in-toto's annotation is what other scanners choose by. */
function enclosed(statement: Buffer, key: KeyObject | undefined, created: Readonly<Record<string, string>>) {
  const annotations = { ...created, [PREDICATE_ANNOTATION]: PREDICATE_TYPE };
  if (key === undefined) return document(IN_TOTO_TYPE, statement.toString(), annotations);
  const bundle = JSON.stringify(bundleOf(signed(statement, key), key));
  return document(BUNDLE_TYPE, bundle, {
    ...annotations,
    [BUNDLE_CONTENT_ANNOTATION]: "dsse-envelope",
    [BUNDLE_PREDICATE_ANNOTATION]: PREDICATE_TYPE,
  });
}

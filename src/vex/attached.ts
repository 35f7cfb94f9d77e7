import { DrydockError, Unreadable } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Descriptor, type Manifest, parseManifest } from "../image/manifest-document.ts";
import { Repository } from "../image/registry-client.ts";
import { parseObject } from "../inventory/json-object.ts";
import type { Image, StoredImage } from "../model/index.ts";
import { isVexPredicate, vexIn } from "./envelope.ts";
import { readOpenVex } from "./openvex.ts";
import type { VexDocument } from "./statement.ts";

/** In place of a file: what is attached to the image in its registry. */
export const REFERRER = "referrer";

/** OpenVEX as it is; in-toto statements, as such and in bundles of Sigstore of any version, may hold it. */
export const OPENVEX_TYPE = "application/vnd.openvex+json";
const STATEMENT_TYPE = /^application\/vnd\.(?:in-toto\+json|dev\.sigstore\.bundle\b.*)$/;
/** How those say what they are about, so that not each must be fetched. */
const PREDICATE_ANNOTATIONS = ["in-toto.io/predicate-type", "dev.sigstore.bundle.predicateType"];

/** Stops a repository with thousands of attachments; release pipelines attach a few to each image. */
const MAX_ATTACHED = 200;
/** Of one document; published ones about one image have some 100 KB. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Of all: what they say is kept until the end of the scan. */
const MAX_TOTAL = 64 * 1024 * 1024;

/**
 * The OpenVEX documents that are attached to an image in its registry, if `sources` ask for them. Each is verified
 * against its digest; who signed it is not looked at. Throws `DrydockError` USAGE for an image that was not read from a
 * registry (`undefined`: no image at all), POLICY_INVALID for a document that cannot be taken, IMAGE_INVALID, and what a
 * registry can throw.
 */
export async function loadAttachedVex(
  sources: readonly string[],
  image: Pick<Image, "reference" | "stored"> | undefined,
  options: { readonly insecure: boolean },
  host: Host,
): Promise<readonly VexDocument[]> {
  if (!sources.includes(REFERRER)) return [];
  const stored = image?.stored;
  if (stored === undefined) {
    const what = image === undefined ? "an SBOM" : image.reference;
    throw new DrydockError("USAGE", `--vex ${REFERRER} asks a registry, and ${what} was not read from one.`, {
      hint: "Scan the image as registry:NAME, or give the VEX document's file.",
    });
  }
  const documents = await new Attachments(stored, options, host).documents();
  if (documents.length === 0)
    host.log.warn(`No VEX document is attached to ${image?.reference} in its registry.`);
  return documents;
}

class Attachments {
  readonly #stored: StoredImage;
  readonly #repository: Repository;
  readonly #host: Host;
  #room = MAX_TOTAL;
  #read = 0;

  constructor(stored: StoredImage, options: { readonly insecure: boolean }, host: Host) {
    this.#stored = stored;
    this.#repository = Repository.connect(stored, host, options);
    this.#host = host;
  }

  async documents(): Promise<readonly VexDocument[]> {
    const attached = new Map<string, Descriptor>();
    for (const digest of this.#stored.digests)
      for (const one of await this.#repository.referrers(digest))
        if (mayBeVex(one)) attached.set(one.digest, one);
    if (attached.size > MAX_ATTACHED) throw this.#tooMuch(`${MAX_ATTACHED} attachments`);
    const documents: VexDocument[] = [];
    for (const one of attached.values()) documents.push(...(await this.#documentsOf(one)));
    return documents;
  }

  async #documentsOf(attached: Descriptor): Promise<VexDocument[]> {
    const name = this.#name(attached.digest);
    const { bytes } = await this.#repository.manifest(attached.digest);
    const manifest = parseManifest(bytes, `The manifest ${name}`);
    if (manifest.kind === "index") return [];
    const kind = typed(manifest);
    if (!mayBeVex(kind)) return [];
    const documents: VexDocument[] = [];
    for (const layer of manifest.layers) {
      try {
        const document = vexIn(parseObject(await this.#content(layer)), this.#stored.digests);
        if (document !== undefined) documents.push(readOpenVex(document, name));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        if (!saysVex(kind)) {
          this.#host.log.warn(`${name} is attached to the image, but cannot be read: ${error.message}.`);
          continue;
        }
        throw new DrydockError(
          "POLICY_INVALID",
          `The VEX document ${name} cannot be taken: ${error.message}.`,
          {
            hint: "Attach a whole one and remove this one, or give documents as files.",
            cause: error,
          },
        );
      }
    }
    return documents;
  }

  async #content({ digest, size }: Descriptor): Promise<Buffer> {
    if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
    this.#room -= size;
    if (this.#room < 0) throw this.#tooMuch(`${MAX_TOTAL} bytes`);
    if (++this.#read > MAX_ATTACHED) throw this.#tooMuch(`${MAX_ATTACHED} documents`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#repository.blob(digest, size)) chunks.push(chunk);
    return Buffer.concat(chunks, size);
  }

  #tooMuch(most: string): DrydockError {
    const message = `What is attached to the image in ${this.#name()} and may be VEX is more than ${most}.`;
    return new DrydockError("IMAGE_INVALID", message, { hint: "Give VEX documents as files." });
  }

  #name(digest?: string): string {
    const { registry, repository } = this.#stored;
    return `${registry}/${repository}${digest === undefined ? "" : `@${digest}`}`;
  }
}

type Kind = Pick<Descriptor, "artifactType" | "annotations">;

/** Lists need not tell of what type an attachment is; then its manifest does. */
function mayBeVex({ artifactType, annotations }: Kind): boolean {
  if (artifactType === undefined || artifactType === OPENVEX_TYPE) return true;
  if (!STATEMENT_TYPE.test(artifactType)) return false;
  const predicate = predicateOf(annotations);
  return predicate === undefined || isVexPredicate(predicate);
}

function saysVex({ artifactType, annotations }: Kind): boolean {
  return artifactType === OPENVEX_TYPE || predicateOf(annotations) !== undefined;
}

function predicateOf(annotations: Kind["annotations"]): string | undefined {
  return PREDICATE_ANNOTATIONS.map((key) => annotations[key]).find((type) => type !== undefined);
}

/** Without a type of its own an artifact is what its config is. Source: image-spec 1.1, "artifactType". */
function typed({ artifactType, config, annotations }: Manifest): Kind {
  return { artifactType: artifactType ?? config.mediaType ?? "", annotations };
}

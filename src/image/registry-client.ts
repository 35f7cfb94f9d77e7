import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Digest } from "../model/image.ts";
import { isDigest } from "./digest.ts";
import { MAX_DOCUMENT } from "./document.ts";
import { type HttpResponse, PassingTrouble, readCapped } from "./http.ts";
import type { Descriptor } from "./manifest-document.ts";
import { Patience, persist } from "./patience.ts";
import { fallbackTag, listReferrers, parseReferrers } from "./referrers.ts";
import { RegistrySession, type RepositoryName, type SessionOptions } from "./registry-session.ts";
import { compareDigests, sha256, verified } from "./verify.ts";

/** For blobs whose size nobody has promised. No layer is larger; an endless answer is. */
const MAX_BLOB = 64 * 1024 ** 3;

const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

export interface FetchedManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** As served: the digest is over these. */
  readonly bytes: Buffer;
}

/**
 * Reads from one repository of a registry: anonymously, with the user's credentials, through proxies, with retries.
 * Source: OCI distribution-spec 1.1.
 */
export class Repository {
  readonly #name: RepositoryName;
  readonly #host: Host;
  readonly #session: RegistrySession;

  private constructor(name: RepositoryName, host: Host, options: SessionOptions) {
    this.#name = name;
    this.#host = host;
    this.#session = new RegistrySession(name, host, options);
  }

  /**
   * Nothing is asked before it is needed. `insecure` takes any certificate and, where no TLS is spoken, plain HTTP;
   * registries on this machine may speak plain HTTP without it.
   */
  static connect(name: RepositoryName, host: Host, options: SessionOptions): Repository {
    return new Repository(name, host, options);
  }

  /**
   * A manifest or index by its tag or digest; verified where a digest was asked for or the registry names one.
   * Throws `DrydockError` NOT_FOUND, UNAUTHORIZED, DENIED, RATE_LIMITED, NETWORK, CREDENTIALS, DIGEST_MISMATCH, and
   * IMAGE_INVALID for what is no manifest or has more than 4 MiB.
   */
  async manifest(reference: string): Promise<FetchedManifest> {
    const what = this.#print(reference);
    return persist(this.#host, async () => {
      const headers = { Accept: MANIFEST_TYPES.join(", ") };
      const response = await this.#session.get(`manifests/${reference}`, headers, what);
      const mediaType = (response.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
      if (mediaType === "text/html") {
        response.discard();
        throw notAManifest(what);
      }
      const bytes = await readCapped(response, MAX_DOCUMENT, `The manifest of ${what}`);
      const digest = sha256(bytes);
      const promised = isDigest(reference) ? reference : response.headers["docker-content-digest"];
      if (typeof promised === "string" && isDigest(promised))
        compareDigests(`The manifest of ${what}`, promised, digest);
      return { digest, mediaType, bytes };
    });
  }

  /**
   * What is attached to the manifest of this digest, of any kind; `[]` = nothing. A registry that does not know the
   * question has a list under a tag. Throws as `manifest` does.
   */
  async referrers(digest: Digest): Promise<readonly Descriptor[]> {
    const what = `The list of what is attached to ${this.#print(digest)}`;
    const listed = await listReferrers(digest, what, (path, headers, also) =>
      persist(this.#host, () => this.#session.get(path, headers, what, also)),
    );
    if (listed !== undefined) return listed;
    try {
      const { bytes } = await this.manifest(fallbackTag(digest));
      return parseReferrers(bytes, what);
    } catch (error) {
      if (error instanceof DrydockError && error.code === "NOT_FOUND") return [];
      throw error;
    }
  }

  /**
   * A blob as it is stored. Throws as `manifest` does, and DIGEST_MISMATCH after the last chunk where digest or size are
   * not what was promised. `onBytes` is told the length of each chunk.
   */
  async *blob(digest: Digest, size?: number, onBytes?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    const what = `The blob ${digest} of ${this.#print()}`;
    for await (const chunk of verified(this.stream({ digest, ...(size === undefined ? {} : { size }) }), {
      what,
      digest,
      size,
    })) {
      onBytes?.(chunk.length);
      yield chunk;
    }
  }

  /** The same, not verified: for readers that hash. A connection that breaks is taken up where it broke. */
  async *stream(blob: { readonly digest: Digest; readonly size?: number }): AsyncGenerator<Uint8Array> {
    const what = this.#print(blob.digest);
    const patience = new Patience(this.#host);
    let received = 0;
    let total = blob.size;
    for (;;) {
      try {
        const headers: Record<string, string> = received === 0 ? {} : { Range: `bytes=${received}-` };
        const response = await this.#session.get(`blobs/${blob.digest}`, headers, what);
        total ??= received === 0 ? lengthOf(response) : undefined;
        for await (const chunk of fromOffset(response, received, what)) {
          received += chunk.length;
          if (received > MAX_BLOB)
            throw new DrydockError("IMAGE_INVALID", `${what} has more than ${MAX_BLOB} bytes.`);
          yield chunk;
          patience.progress();
        }
        if (response.headers["content-length"] !== undefined || total === undefined || received >= total)
          return;
        // Without a length, a cut connection looks like the end.
        throw new PassingTrouble(
          "NETWORK",
          `${what}: the answer ended after ${received} of ${total} bytes.`,
          {},
        );
      } catch (error) {
        if (received > 0 && received === total) return; // all is there; what broke was only the connection
        await patience.after(error);
      }
    }
  }

  #print(reference = ""): string {
    const { registry, repository } = this.#name;
    const separator = reference === "" ? "" : isDigest(reference) ? "@" : ":";
    return `${registry}/${repository}${separator}${reference}`;
  }
}

function lengthOf({ headers }: HttpResponse): number | undefined {
  const length = Number(headers["content-length"] ?? NaN);
  return Number.isSafeInteger(length) ? length : undefined;
}

/** A server may answer a ranged request with the whole, or with more of it than was asked for. */
async function* fromOffset(response: HttpResponse, offset: number, what: string): AsyncGenerator<Buffer> {
  let toSkip = offset - startOf(response);
  if (!(toSkip >= 0)) {
    response.discard();
    throw new DrydockError("NETWORK", `${what}: the server answered with another range than was asked for.`);
  }
  for await (const chunk of response.body) {
    if (toSkip < chunk.length) yield toSkip === 0 ? chunk : chunk.subarray(toSkip);
    toSkip = Math.max(0, toSkip - chunk.length);
  }
}

function startOf({ status, headers }: HttpResponse): number {
  if (status !== 206) return 0;
  return Number(/^bytes (\d+)-/.exec(headers["content-range"] ?? "")?.[1] ?? NaN);
}

function notAManifest(what: string): DrydockError {
  return new DrydockError("IMAGE_INVALID", `${what}: a web page came in place of a manifest.`, {
    hint: "Check that the name is that of a registry, and that no proxy answers in its place.",
  });
}

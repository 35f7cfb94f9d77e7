import type { Host } from "../host.ts";
import type { Digest } from "../model/image.ts";
import { isDigest } from "./digest.ts";
import type { HttpResponse, RequestBody } from "./http.ts";
import { persist } from "./patience.ts";
import { RegistrySession, type RepositoryName, type SessionOptions } from "./registry-session.ts";
import { compareDigests, sha256 } from "./verify.ts";

export interface WriteOptions extends Omit<SessionOptions, "access"> {
  /** `delete` also asks for the permission to delete. */
  readonly access: "push" | "delete";
}

/** What is to be uploaded. `open` is called anew for each try. */
export interface Upload extends RequestBody {
  readonly digest: Digest;
}

export interface PushedManifest {
  readonly digest: Digest;
  /** The registry lists it itself among what is attached to this manifest. Source: "Pushing Manifests with Subject". */
  readonly subject?: Digest;
}

/**
 * Writes to one repository of a registry, with retries. Everything is pushed before what names it, so that a push that
 * breaks off leaves nothing half-done that anybody could see. Every method throws `DrydockError` UNAUTHORIZED, DENIED,
 * RATE_LIMITED, NETWORK, CREDENTIALS; UNSUPPORTED where the registry does not do that or takes nothing so large;
 * NOT_FOUND where there is no such repository, and the registry does not make one.
 * Source: OCI distribution-spec 1.1, "Push" and "Content Management".
 */
export class RepositoryWriter {
  readonly #name: RepositoryName;
  readonly #host: Host;
  readonly #session: RegistrySession;

  private constructor(name: RepositoryName, host: Host, options: WriteOptions) {
    this.#name = name;
    this.#host = host;
    this.#session = new RegistrySession(name, host, options);
  }

  /** Nothing is asked before it is needed. */
  static connect(name: RepositoryName, host: Host, options: WriteOptions): RepositoryWriter {
    return new RepositoryWriter(name, host, options);
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    const what = this.#print(digest);
    const response = await persist(this.#host, () =>
      this.#session.ask({ method: "HEAD", path: `blobs/${digest}`, what, also: [404] }),
    );
    response.discard();
    return response.status !== 404;
  }

  /**
   * Puts a blob there, if it is not there yet: taken over from another repository (one of the options' `mountFrom`)
   * where the registry does that, else uploaded in one piece.
   */
  async putBlob(blob: Upload, mountFrom?: string): Promise<"present" | "mounted" | "uploaded"> {
    if (await this.hasBlob(blob.digest)) return "present";
    return persist(this.#host, () => this.#upload(blob, mountFrom));
  }

  /** A manifest under a tag or its digest. */
  async putManifest(
    reference: string,
    { bytes, mediaType }: { readonly bytes: Buffer; readonly mediaType: string },
  ): Promise<PushedManifest> {
    const what = this.#print(reference);
    const response = await persist(this.#host, () =>
      this.#session.ask({
        method: "PUT",
        path: `manifests/${reference}`,
        headers: { "Content-Type": mediaType },
        body: bodyOf(bytes),
        what,
      }),
    );
    response.discard();
    const digest = sha256(bytes);
    checkStored(response, digest, `The manifest of ${what}`);
    const subject = response.headers["oci-subject"];
    return { digest, ...(typeof subject === "string" && isDigest(subject) ? { subject } : {}) };
  }

  /** Deletes a manifest with all of its tags; false = there is none. */
  async deleteManifest(digest: Digest): Promise<boolean> {
    const what = `To delete ${this.#print(digest)}`;
    const response = await persist(this.#host, () =>
      this.#session.ask({ method: "DELETE", path: `manifests/${digest}`, what, also: [404] }),
    );
    response.discard();
    return response.status !== 404;
  }

  /** Deletes a tag alone; `unknown` = this registry deletes by digest only. */
  async deleteTag(tag: string): Promise<"deleted" | "absent" | "unknown"> {
    const what = `To delete ${this.#print(tag)}`;
    const response = await persist(this.#host, () =>
      this.#session.ask({
        method: "DELETE",
        path: `manifests/${tag}`,
        what,
        also: [404, ...TAGS_ARE_NOT_DELETED],
      }),
    );
    response.discard();
    if (response.status === 404) return "absent";
    return TAGS_ARE_NOT_DELETED.includes(response.status) ? "unknown" : "deleted";
  }

  async #upload(blob: Upload, mountFrom: string | undefined): Promise<"mounted" | "uploaded"> {
    const { digest } = blob;
    const what = this.#print(digest);
    const wish =
      mountFrom === undefined
        ? ""
        : `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(mountFrom)}`;
    const started = await this.#session.ask({ method: "POST", path: `blobs/uploads/${wish}`, what });
    started.discard();
    if (mountFrom !== undefined && started.status === 201) return "mounted";
    const place = withDigest(this.#session.nextPlace(started, what), digest);
    const response = await this.#session.ask({
      method: "PUT",
      path: place,
      headers: { "Content-Type": "application/octet-stream" },
      body: blob,
      what,
    });
    response.discard();
    checkStored(response, digest, `The blob ${what}`);
    return "uploaded";
  }

  #print(reference: string): string {
    const { registry, repository } = this.#name;
    return `${registry}/${repository}${isDigest(reference) ? "@" : ":"}${reference}`;
  }
}

/** 405 is the specification's answer; others call a tag a digest that is none. */
const TAGS_ARE_NOT_DELETED: readonly number[] = [400, 405, 501];

export function uploadOf(bytes: Buffer): Upload {
  return { ...bodyOf(bytes), digest: sha256(bytes) };
}

/** In pieces, so that a slow line is seen to be alive. */
const PIECE = 256 * 1024;

function bodyOf(bytes: Buffer): RequestBody {
  return {
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
  };
}

/** What the address has already is the registry's own, and is not written anew. */
function withDigest(place: URL, digest: Digest): URL {
  const url = new URL(place);
  url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
  return url;
}

/** A registry that has understood something else says so in this header. */
function checkStored({ headers }: HttpResponse, digest: Digest, what: string): void {
  const stored = headers["docker-content-digest"];
  if (typeof stored === "string" && isDigest(stored)) compareDigests(what, digest, stored);
}

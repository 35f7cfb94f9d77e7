import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { parseManifest } from "../../image/manifest-document.ts";
import { Repository } from "../../image/registry-client.ts";
import { RepositoryWriter } from "../../image/registry-writer.ts";
import { compareDigests, sha256 } from "../../image/verify.ts";
import { inParallel } from "../../in-parallel.ts";
import type { Digest, StoredImage } from "../../model/index.ts";
import type { AssembledImage, Blob } from "../assembly/assemble.ts";
import { Refusal } from "../refusal.ts";
import { existing, mayOverwrite, type Overwrite } from "./existing.ts";
import type { Replacement } from "./index-document.ts";
import { printTarget, type Target } from "./target.ts";

/** As many blobs at once; most are only asked for, or taken over. */
const LANES = [1, 2, 3];

export interface PushOptions {
  readonly insecure: boolean;
  readonly overwrite: Overwrite;
  /** Where the image that was repaired is kept; absent where it is in no registry. */
  readonly source?: Pick<StoredImage, "registry" | "repository"> | undefined;
}

/** A manifest that a tag is to name, and the images without a tag of their own that it lists, if it is an index. */
export interface Publication {
  readonly manifest: Buffer;
  readonly mediaType: string;
  readonly images: readonly AssembledImage[];
}

/** The two sides of the repository to which a repaired image goes. */
export class Publisher {
  readonly #target: Target;
  readonly #host: Host;
  readonly #options: PushOptions;
  readonly #reader: Repository;
  readonly #writer: RepositoryWriter;

  constructor(target: Target, options: PushOptions, host: Host) {
    const { insecure } = options;
    this.#target = target;
    this.#options = options;
    this.#host = host;
    this.#reader = Repository.connect(target, host, { insecure });
    const mountFrom = this.#mountFrom === undefined ? [] : [this.#mountFrom];
    this.#writer = RepositoryWriter.connect(target, host, { insecure, access: "push", mountFrom });
  }

  /**
   * Before the work: refuses what would be refused after it. Throws `Refusal` FIX_TAG_EXISTS, and `DrydockError` as
   * `Repository`.
   */
  async check(): Promise<void> {
    // What is there may turn out to be the very image that will come out: `never` is told later.
    const there = await this.#existing();
    if (there !== undefined && this.#options.overwrite === "ours") await this.#mayOverwrite(there);
  }

  /**
   * Pushes blobs, manifests by their digest, and the tag as the last thing, so that a push that breaks off leaves no tag
   * and a later one goes on; then reads it back. Gives `false` where the tag names this very manifest already: then
   * nothing is written. Throws `Refusal` FIX_TAG_EXISTS, FIX_DENIED; `DrydockError` as `RepositoryWriter`.
   */
  async push({ manifest, mediaType, images }: Publication): Promise<boolean> {
    const digest = sha256(manifest);
    const { tag } = this.#target;
    const there = await this.#existing();
    if (there?.digest === digest) return false;
    if (there !== undefined) await this.#mayOverwrite(there);
    try {
      for (const image of images) await this.#pushImage(image);
      if (!images.some((image) => image.digest === digest))
        await this.#writer.putManifest(digest, { bytes: manifest, mediaType });
      await this.#writer.putManifest(tag, { bytes: manifest, mediaType });
    } catch (error) {
      throw isDenial(error) ? this.#denied(error) : error;
    }
    const back = await this.#reader.manifest(tag);
    compareDigests(`What ${printTarget(this.#target)} names now`, digest, back.digest);
    return true;
  }

  /** Pushes an image that has no tag of its own. Gives `false` where it is there already. Throws as `push`. */
  async pushUntagged(image: AssembledImage): Promise<boolean> {
    try {
      if ((await existing({ ...this.#target, tag: image.digest }, this.#reader)) !== undefined) return false;
      await this.#pushImage(image);
      return true;
    } catch (error) {
      throw isDenial(error) ? this.#denied(error) : error;
    }
  }

  /** What was pushed so, as an index lists it. Throws `DrydockError` as `Repository`. */
  async pushed(digest: Digest): Promise<Replacement> {
    const { bytes, mediaType } = await this.#reader.manifest(digest);
    return { digest, size: bytes.length, mediaType };
  }

  /** Takes over what an index lists from the repository where it is, unless it is there already. Throws as `push`. */
  async copy(digest: Digest, from: Repository): Promise<void> {
    try {
      if ((await existing({ ...this.#target, tag: digest }, this.#reader)) !== undefined) return;
      const { bytes, mediaType } = await from.manifest(digest);
      const document = parseManifest(bytes, `The manifest ${digest}`);
      if (document.kind === "index") for (const one of document.manifests) await this.copy(one.digest, from);
      else
        await inParallel([document.config, ...document.layers], LANES, (blob) =>
          this.#pushBlob({ ...blob, stream: () => from.blob(blob.digest, blob.size) }),
        );
      await this.#writer.putManifest(digest, { bytes, mediaType });
    } catch (error) {
      throw isDenial(error) ? this.#denied(error) : error;
    }
  }

  async #existing() {
    try {
      return await existing(this.#target, this.#reader);
    } catch (error) {
      throw isDenial(error) ? this.#denied(error) : error;
    }
  }

  async #pushImage({ manifest, mediaType, digest, blobs }: AssembledImage): Promise<void> {
    const unique = new Map<Digest, Blob>(blobs.map((blob) => [blob.digest, blob]));
    await inParallel([...unique.values()], LANES, (blob) => this.#pushBlob(blob));
    // What names others comes behind them.
    await this.#writer.putManifest(digest, { bytes: manifest, mediaType });
  }

  async #pushBlob({ digest, size, stream }: Pick<Blob, "digest" | "size" | "stream">): Promise<void> {
    const done = await this.#writer.putBlob({ digest, size, open: () => stream() }, this.#mountFrom);
    this.#host.log.debug(`${digest} (${size} bytes): ${done}`);
  }

  get #mountFrom(): string | undefined {
    const { source } = this.#options;
    const isNear =
      source?.registry === this.#target.registry && source.repository !== this.#target.repository;
    return isNear ? source.repository : undefined;
  }

  async #mayOverwrite(there: {
    readonly digest: Digest;
    readonly mediaType: string;
    readonly bytes: Buffer;
  }) {
    const { overwrite } = this.#options;
    const { registry, repository } = this.#options.source ?? this.#target;
    const source = `${registry}/${repository}`;
    await mayOverwrite(there, { target: this.#target, source, overwrite }, this.#reader);
  }

  #denied(cause: DrydockError): Refusal {
    const message = `The image could be read, but this token may not push to ${printTarget(this.#target)}. ${cause.message}`;
    return new Refusal("FIX_DENIED", message, cause);
  }
}

function isDenial(error: unknown): error is DrydockError {
  return error instanceof DrydockError && (error.code === "DENIED" || error.code === "UNAUTHORIZED");
}

import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Digest, Image } from "../model/image.ts";
import { type BlobStore, imageFromManifest } from "./manifest.ts";
import type { OpenOptions } from "./open.ts";
import { type ImageName, printImageName } from "./reference.ts";
import { Repository } from "./registry-client.ts";
import { hasSignature } from "./signatures.ts";
import { compareDigests, sha256 } from "./verify.ts";

/**
 * Opens an image in a registry; layers are fetched when they are read. A digest goes before a tag; without either it is
 * `latest`. Throws `DrydockError` as `Repository` does, and PLATFORM, IMAGE_INVALID.
 */
export async function openRegistryImage(name: ImageName, options: OpenOptions, host: Host): Promise<Image> {
  const repository = Repository.connect(name, host, options);
  const { bytes, digest: asked } = await repository.manifest(name.digest ?? name.tag ?? "latest");
  const named = name.digest === undefined && name.tag === undefined ? { ...name, tag: "latest" } : name;
  const source = {
    reference: printImageName(named),
    names: [printImageName(named)],
    blobs: repositoryBlobs(repository),
    readManifest: async (digest: Digest) => (await repository.manifest(digest)).bytes,
  };
  const image = await imageFromManifest(bytes, source, options);
  const { registry, repository: path } = name;
  const digests = [...new Set([image.digest, asked])];
  const isSigned = () => hasSignature(repository, digests);
  return { ...image, stored: { registry, repository: path, digests }, isSigned };
}

function repositoryBlobs(repository: Repository): BlobStore {
  return {
    async read(digest, cap) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of repository.stream({ digest })) {
        size += chunk.length;
        if (size > cap)
          throw new DrydockError("IMAGE_INVALID", `The blob ${digest} is larger than ${cap} bytes.`);
        chunks.push(chunk);
      }
      const bytes = Buffer.concat(chunks, size);
      compareDigests(`The blob ${digest}`, digest, sha256(bytes));
      return bytes;
    },
    stream: (descriptor) => repository.stream(descriptor),
  };
}

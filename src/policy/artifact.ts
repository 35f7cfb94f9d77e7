import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Descriptor, parseManifest } from "../image/manifest-document.ts";
import { parseImageName } from "../image/reference.ts";
import { Repository } from "../image/registry-client.ts";
import { MAX_BYTES } from "./file.ts";
import type { RemoteOptions } from "./source.ts";

/** Where tools such as oras write the name of a file. Source: OCI image-spec 1.1, "Pre-Defined Annotation Keys". */
const TITLE = "org.opencontainers.image.title";

/**
 * The first layer of an artifact in a registry that is YAML or JSON by its media type or its title; verified. Throws
 * `DrydockError` REFERENCE, POLICY_INVALID for an artifact without one, and what a registry can throw.
 */
export async function fetchArtifact(reference: string, host: Host, options: RemoteOptions): Promise<Buffer> {
  const name = parseImageName(reference);
  const repository = Repository.connect(name, host, options);
  const { bytes } = await repository.manifest(name.digest ?? name.tag ?? "latest");
  const manifest = parseManifest(bytes, `The policy oci:${reference}`);
  const layer = manifest.kind === "index" ? undefined : manifest.layers.find(isText);
  if (layer === undefined)
    throw new DrydockError("POLICY_INVALID", `oci:${reference} has no layer that is YAML or JSON.`, {
      hint: "Push the file with its media type: oras push REFERENCE drydock.yml:application/yaml.",
    });
  if (layer.size > MAX_BYTES)
    throw new DrydockError(
      "POLICY_INVALID",
      `oci:${reference}: ${layer.size} bytes, more than the ${MAX_BYTES} allowed.`,
    );
  const chunks: Uint8Array[] = [];
  for await (const chunk of repository.blob(layer.digest, layer.size)) chunks.push(chunk);
  return Buffer.concat(chunks, layer.size);
}

function isText({ mediaType = "", annotations }: Descriptor): boolean {
  const title = annotations[TITLE] ?? "";
  return /[/+.-](?:x-)?(?:yaml|yml|json)(?:;|$)/i.test(mediaType) || /\.(?:ya?ml|json)$/i.test(title);
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Image } from "../model/image.ts";
import { engineHas, exportFromEngine } from "./daemon.ts";
import { parsePlatform } from "./platform.ts";
import { parseImageName, parseReference, printImageName, splitPath } from "./reference.ts";
import { openRegistryImage } from "./registry.ts";
import { openSavedImage } from "./saved-image.ts";

export interface OpenOptions {
  /** `--platform`, e.g. `linux/arm64/v8`. */
  readonly platform?: string;
  /** Plain HTTP, and certificates that nobody vouches for. */
  readonly insecure: boolean;
}

/**
 * Opens the image that a reference names, reading its manifest and config; layers are read when asked for. The caller
 * closes it. Throws `DrydockError`: REFERENCE, NOT_FOUND, PLATFORM, IMAGE_INVALID, DIGEST_MISMATCH, USAGE for a platform
 * that is none, and what registries and engines add.
 */
export async function openImage(reference: string, options: OpenOptions, host: Host): Promise<Image> {
  if (options.platform !== undefined) parsePlatform(options.platform);
  const parsed = parseReference(reference, (path) => existsSync(resolve(host.cwd, path)));
  switch (parsed.kind) {
    case "docker-archive":
      return openSavedImage({ ...parsed, reference, layout: "docker" }, options, host);
    case "oci-archive":
    case "oci":
      return openSavedImage({ ...parsed, reference, layout: "oci" }, options, host);
    case "docker":
    case "podman":
      return openFromEngine(parsed.kind, parsed.name, reference, options, host);
    case "registry":
      return openRegistryImage(parsed.name, options, host);
    case "bare":
      return openBare(parsed.text, options, host);
  }
}

/**
 * The same of an image that must be in a registry: what an engine or a file here has of that name is not looked at.
 * Throws as `openImage`, and USAGE for a reference to something else.
 */
export async function openInRegistry(reference: string, options: OpenOptions, host: Host): Promise<Image> {
  if (options.platform !== undefined) parsePlatform(options.platform);
  const parsed = parseReference(reference, () => false);
  if (parsed.kind === "registry") return openRegistryImage(parsed.name, options, host);
  if (parsed.kind === "bare") return openRegistryImage(parseImageName(parsed.text), options, host);
  throw new DrydockError("USAGE", `${reference} does not name an image in a registry.`, {
    hint: "Write registry:NAME.",
  });
}

async function openFromEngine(
  kind: "docker" | "podman",
  name: string,
  reference: string,
  options: OpenOptions,
  host: Host,
): Promise<Image> {
  const saved = await exportFromEngine(kind, name, options, host);
  const release = () => saved.remove();
  return openSavedImage({ reference, path: saved.path, layout: "docker", release }, options, host);
}

/** A path if there is one; else a name: what the engine here has goes before the registry, as with `docker run`. */
async function openBare(text: string, options: OpenOptions, host: Host): Promise<Image> {
  const exists = (path: string) => existsSync(resolve(host.cwd, path));
  // What begins so can be no name, so a tag may follow: `./image.tar:3.19`.
  if (/^\.{0,2}\//.test(text))
    return openSavedImage({ reference: text, ...splitPath(text, exists) }, options, host);
  if (exists(text) || /\.(tar|tgz|tar\.(gz|zst))$/.test(text))
    return openSavedImage({ reference: text, path: text }, options, host);
  for (const kind of ["docker", "podman"] as const) {
    if (!(await engineHas(kind, text, host))) continue;
    try {
      return withNotice(
        await openFromEngine(kind, text, text, options, host),
        `Read from ${kind} on this machine; write registry:${text} for the registry's.`,
      );
    } catch (error) {
      // The engine keeps the build for its own platform; the registry may have the wanted one.
      if (!(error instanceof DrydockError && error.code === "PLATFORM")) throw error;
      host.log.debug(`${kind}: ${error.message}`);
    }
  }
  const name = parseImageName(text);
  host.log.debug(`no engine here has ${text}; asking ${name.registry} for ${printImageName(name)}`);
  return openRegistryImage(name, options, host);
}

function withNotice(image: Image, notice: string): Image {
  return { ...image, notices: [notice, ...image.notices] };
}

import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Image } from "../model/image.ts";
import { archiveTree } from "./archive-tree.ts";
import { openDockerArchive } from "./docker-archive.ts";
import type { FileTree } from "./file-tree.ts";
import { folderTree } from "./folder-tree.ts";
import type { ManifestOptions } from "./manifest.ts";
import { openLayout } from "./oci-layout.ts";
import { isCompressed, spool } from "./spool.ts";

export interface PathReference {
  readonly reference: string;
  readonly path: string;
  readonly tag?: string;
  /** Absent: whichever it is. */
  readonly layout?: "docker" | "oci";
  /** Called when the image is closed or cannot be opened. */
  readonly release?: () => Promise<void>;
}

/**
 * An image saved as a tar, compressed or not, or as a folder. Throws `DrydockError` NOT_FOUND where there is none,
 * IMAGE_INVALID where it is something else, and what the two layouts throw.
 */
export async function openSavedImage(
  from: PathReference,
  options: ManifestOptions,
  host: Host,
): Promise<Image> {
  const { reference, tag } = from;
  const release = from.release ?? (async () => undefined);
  let tree: FileTree | undefined;
  const close = async () => {
    await tree?.close();
    await release();
  };
  try {
    tree = await openTree(resolve(host.cwd, from.path), from.path, host);
    const opening = { reference, tag, close };
    return layoutOf(tree, from) === "docker"
      ? await openDockerArchive(tree, opening, options)
      : await openLayout(tree, opening, options);
  } catch (error) {
    await close();
    throw error;
  }
}

/** `manifest.json` goes first: where an archive has both and they disagree, Docker's index has been the wrong one. */
function layoutOf(tree: FileTree, { path, layout }: PathReference): "docker" | "oci" {
  const has = {
    docker: tree.size("manifest.json") !== undefined,
    oci: tree.size("index.json") !== undefined,
  };
  if (layout === undefined && (has.docker || has.oci)) return has.docker ? "docker" : "oci";
  if (layout !== undefined && has[layout]) return layout;
  const missing = { docker: "manifest.json", oci: "index.json" };
  const why = layout === undefined ? "neither a manifest.json nor an index.json" : `no ${missing[layout]}`;
  const other = layout === "docker" ? "oci" : "docker";
  const hint =
    layout !== undefined && has[other]
      ? `It is ${other === "docker" ? "a docker archive: docker-archive" : "an OCI layout: oci-archive"}:${path}`
      : `Save it with docker save, podman save or skopeo copy; for an image of that name write registry:${path}.`;
  throw new DrydockError("IMAGE_INVALID", `${path} is not a saved image: it has ${why}.`, { hint });
}

/** `name` is the path as the user wrote it. */
async function openTree(path: string, name: string, host: Host): Promise<FileTree> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return await folderTree(path);
    if (!stats.isFile()) throw new DrydockError("NOT_FOUND", `${name} is neither a file nor a folder.`);
    return await openArchive(await open(path), name, host);
  } catch (error) {
    throw asPathError(error, name);
  }
}

async function openArchive(file: FileHandle, name: string, host: Host): Promise<FileTree> {
  let plain = file;
  try {
    if (await isCompressed(file)) plain = await spool(file, name, host);
    const open = plain;
    return await archiveTree(open, name, () => open.close());
  } catch (error) {
    await plain.close();
    throw error;
  }
}

function asPathError(error: unknown, name: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
      return new DrydockError("NOT_FOUND", `There is no file or folder ${name}.`, {
        hint: "Check the path; for an image in a registry write registry:NAME.",
        cause: error,
      });
    case "EACCES":
    case "EPERM":
      return new DrydockError("DISK", `${name} cannot be read: ${messageOf(error)}.`, { cause: error });
    default:
      return error;
  }
}

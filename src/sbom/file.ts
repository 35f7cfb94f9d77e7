import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { DrydockError, messageOf, Unreadable } from "../errors.ts";
import type { Host } from "../host.ts";
import { readSbom, type Sbom } from "./read.ts";

/** Stops a file that would fill the memory; the SBOM of an image with 30,000 packages has some 60 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Reads a stored SBOM. Throws `DrydockError`: NOT_FOUND, IMAGE_INVALID, DISK. */
export async function openSbom(path: string, host: Pick<Host, "cwd">): Promise<Sbom> {
  try {
    const bytes = await readWhole(resolve(host.cwd, path), path);
    return readSbom(bytes, path);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new DrydockError("IMAGE_INVALID", `The SBOM ${path} cannot be read: ${error.message}.`, {
      hint: "Drydock reads CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3 in JSON, and SPDX tag-value.",
      cause: error,
    });
  }
}

async function readWhole(file: string, path: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new DrydockError("NOT_FOUND", `There is no SBOM ${path}.`, { cause: error });
    throw new DrydockError("DISK", `The SBOM ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { DrydockError, messageOf, Unreadable } from "../errors.ts";
import type { Host } from "../host.ts";
import { parseObject } from "../inventory/json-object.ts";
import { REFERRER } from "./attached.ts";
import { readCyclonedxVex } from "./cyclonedx-vex.ts";
import { isOpenVex, readOpenVex } from "./openvex.ts";
import type { VexDocument } from "./statement.ts";

/** Stops a file that would fill the memory; a distribution's whole feed has some 50 MB. */
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * Reads VEX documents: OpenVEX, or CycloneDX with analyses; `referrer` is no file. Throws `DrydockError`: NOT_FOUND, POLICY_INVALID (they decide
 * about the verdict like a policy does), DISK.
 */
export async function loadVex(
  sources: readonly string[],
  host: Pick<Host, "cwd">,
): Promise<readonly VexDocument[]> {
  const paths = sources.filter((source) => source !== REFERRER);
  return await Promise.all(paths.map((path) => loadOne(resolve(host.cwd, path), path)));
}

async function loadOne(file: string, name: string): Promise<VexDocument> {
  try {
    const document = parseObject(await readWhole(file, name));
    if (isOpenVex(document)) return readOpenVex(document, name);
    if (document.bomFormat === "CycloneDX") return readCyclonedxVex(document, name);
    throw new Unreadable("it is neither OpenVEX nor CycloneDX");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new DrydockError("POLICY_INVALID", `The VEX document ${name} cannot be taken: ${error.message}.`, {
      hint: "Write OpenVEX 0.2.0, or CycloneDX with an analysis for each vulnerability.",
      cause: error,
    });
  }
}

async function readWhole(file: string, name: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new Unreadable(`it has ${size} bytes, more than ${MAX_BYTES}`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new DrydockError("NOT_FOUND", `There is no VEX document ${name}.`, { cause: error });
    throw new DrydockError("DISK", `The VEX document ${name} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

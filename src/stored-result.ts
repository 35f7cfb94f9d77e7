import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { DrydockError, messageOf } from "./errors.ts";
import type { Host } from "./host.ts";
import type { Finding, ScanResult } from "./model/index.ts";
import { storedScan } from "./stored-scan.ts";

/** A result with a hundred thousand findings takes some 150 MB; more is not ours. */
const MAX_BYTES = 512 * 1024 * 1024;

const HINT = "Write one with drydock scan … --format json --output json=drydock-result.json.";

/** What an earlier scan wrote with `--format json`, as far as later commands ask for it. */
export interface StoredResult {
  readonly image: Pick<ScanResult["image"], "reference" | "digest" | "names">;
  readonly findings: readonly Finding[];
}

/**
 * Reads a JSON report of version 1. Packages of findings have only what tells them apart. Throws `DrydockError`:
 * NOT_FOUND, USAGE for what is no such report.
 */
export async function readStoredResult(path: string, { cwd }: Pick<Host, "cwd">): Promise<StoredResult> {
  const document = parse((await read(resolve(cwd, path), path)).toString(), path);
  const { schemaVersion, image, findings } = document;
  if (schemaVersion !== 1 || typeof image !== "object" || !Array.isArray(findings)) {
    throw new DrydockError("USAGE", `${path} is no JSON report of drydock, or one of another version.`, {
      hint: HINT,
    });
  }
  return document as unknown as StoredResult;
}

/** The whole of it, each part checked. Throws `DrydockError`: NOT_FOUND, USAGE for what is no such report. */
export async function readStoredScan(path: string, { cwd }: Pick<Host, "cwd">): Promise<ScanResult> {
  const bytes = await read(resolve(cwd, path), path);
  try {
    return storedScan(bytes, path);
  } catch (cause) {
    if (!(cause instanceof DrydockError)) throw cause;
    throw new DrydockError("USAGE", `${path} is no JSON report of drydock: ${cause.message}`, {
      hint: HINT,
      cause,
    });
  }
}

async function read(file: string, path: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES)
      throw new DrydockError("USAGE", `${path}: ${size} bytes, more than the ${MAX_BYTES} allowed.`);
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof DrydockError) throw cause;
    const isThere = (cause as NodeJS.ErrnoException).code !== "ENOENT";
    const what = isThere
      ? `The report ${path} cannot be read: ${messageOf(cause)}`
      : `There is no report ${path}.`;
    throw new DrydockError("NOT_FOUND", what, { hint: HINT, cause });
  }
}

function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below: what the parser has to say of a file of megabytes helps nobody.
  }
  throw new DrydockError("USAGE", `${path} is not JSON.`);
}

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "../host.ts";
import type { RawOptions } from "../raw-options.ts";

/** What is written unless the workflow says otherwise: for people, for programs, for code scanning, and the SBOM. */
export const USUAL_FORMATS = ["table", "json", "html", "sarif", "cyclonedx"] as const;

/**
 * Reports go into a folder of the step's own, outside of the checkout: a later step may build from that. Where the
 * workflow names a folder they go there, and where it names a path for each format only these are written.
 */
export function withReports(raw: RawOptions, env: Host["env"]): RawOptions {
  const output = [raw.output ?? []].flat().filter((item) => typeof item === "string");
  const format = raw.format ?? USUAL_FORMATS;
  if (output.length === 0) return { ...raw, format, output: [folderIn(env.RUNNER_TEMP || tmpdir())] };
  const namesFolder = output.some((item) => item.split(",").some((part) => !/^\s*[a-z-]+=/.test(part)));
  return namesFolder ? { ...raw, format } : raw;
}

function folderIn(parent: string): string {
  return mkdtempSync(join(parent, "drydock-reports-"));
}

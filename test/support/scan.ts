import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietHost } from "../../src/host.ts";
import type { ScanResult } from "../../src/model/index.ts";
import { scan } from "../../src/pipeline.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { scanOptions } from "../../src/read-options.ts";

interface Around {
  /** Kept by the caller; without one the scan has a folder of its own. */
  readonly cacheDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const VULNERABILITIES = "system,application";

/** A whole scan through the pipeline; for vulnerabilities only, unless `checks` are named. */
export async function scanWith(
  reference: string,
  raw: RawOptions,
  { cacheDir, env }: Around = {},
): Promise<ScanResult> {
  const folder = cacheDir ?? mkdtempSync(join(tmpdir(), "drydock-test-"));
  try {
    const options = scanOptions(reference, { checks: VULNERABILITIES, ...raw });
    return await scan(options, quietHost(folder, { env: { ...process.env, ...env } }));
  } finally {
    if (cacheDir === undefined) rmSync(folder, { recursive: true });
  }
}

/** What two scans of the same image must agree on, however it was packed. */
export function essence(result: ScanResult): unknown {
  return {
    outcome: result.verdict.outcome,
    os: result.image.os,
    diffIds: result.image.layers.map(({ diffId }) => diffId),
    packages: result.packages,
    findings: result.findings,
    gaps: result.gaps,
  };
}

/** A scan whose result is attached, and what one reads back, in a registry of the test's own. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Host, quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";
import type { ScanResult } from "../../src/model/index.ts";
import { scan } from "../../src/pipeline.ts";
import { publisher } from "../../src/publish-result.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { scanOptions, verifyOptions } from "../../src/read-options.ts";
import { verifyImage } from "../../src/verify.ts";
import { sampleDatabase } from "./sample.ts";

export interface Bench {
  /** Its working directory, with `key.pem`, `key.pub`, `other.pem` and `other.pub`. */
  readonly folder: string;
  readonly warnings: string[];
  /** Scans, and attaches the result. */
  attach(reference: string, raw?: RawOptions, now?: Date): Promise<ScanResult>;
  /** From a cache of its own that holds nothing. */
  verify(reference: string, raw?: RawOptions, now?: Date): Promise<ScanResult>;
  host(now?: Date): Host;
  remove(): void;
}

export function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), "drydock-attached-"));
  for (const name of ["key", "other"]) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(join(folder, `${name}.pem`), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(join(folder, `${name}.pub`), publicKey.export({ type: "spki", format: "pem" }));
  }
  const warnings: string[] = [];
  const host = (now = new Date()) =>
    quietHost(mkdtempSync(join(folder, "cache-")), {
      cwd: folder,
      env: { HOME: "/nonexistent", XDG_RUNTIME_DIR: "/nonexistent" },
      now: () => now,
      log: { ...silent, warn: (text) => void warnings.push(text) },
      wait: async () => undefined,
    });
  return {
    folder,
    warnings,
    host,
    async attach(reference, raw = {}, now) {
      const options = scanOptions(reference, {
        db: sampleDatabase,
        checks: "system,application",
        platform: "linux/amd64",
        attach: true,
        ...raw,
      });
      const at = host(now);
      const { opened, attach, failed } = await publisher({ ...options, allowActions: false }, at);
      const result = await scan(options, at, opened).catch(async (error: unknown) => {
        await failed(error);
        throw error;
      });
      await attach(result);
      return result;
    },
    verify: (reference, raw = {}, now) =>
      verifyImage(verifyOptions(reference, { platform: "linux/amd64", ...raw }), host(now)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

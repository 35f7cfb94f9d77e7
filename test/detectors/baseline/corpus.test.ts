import { expect, test } from "vitest";
import { isRisk } from "../../../src/model/index.ts";
import { corpus, describeCorpus } from "../../support/corpus.ts";
import { scanWith } from "../../support/scan.ts";

/** Everything but what is negligible. */
async function baselineOf(folder: string, file: string, more: object = {}): Promise<string[]> {
  const result = await scanWith(corpus.image(folder, file), { checks: ["baseline"], ...more });
  return result.findings
    .filter(isRisk)
    .filter(({ severity }) => severity !== "negligible")
    .map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)
    .sort();
}

describeCorpus("the whole pipeline on real images", () => {
  test("alpine-3.20: what was planted, and nothing else", async () => {
    expect(await baselineOf("alpine-3.20", "alpine-3.20.oci-zstd.tar")).toEqual([
      "DD-BL-001 high user",
      "DD-BL-002 low healthcheck",
      "DD-BL-021 critical user id 0: root, deploy",
      "DD-BL-024 medium deploy",
      "DD-BL-040 medium bin/busybox",
      "DD-BL-042 medium opt/tool/etc",
      "DD-BL-052 medium opt/tool/id_rsa",
    ]);
  });

  test("alpine-3.9: a password in ENV, a setuid program of nobody", async () => {
    expect(await baselineOf("alpine-3.9", "alpine-3.9.docker-save.tar")).toEqual([
      "DD-BL-004 critical ENV DB_PASSWORD",
      "DD-BL-040 high usr/local/bin/bb",
    ]);
  });

  test("debian-12-python: a clean Debian", async () => {
    expect(await baselineOf("debian-12-python", "debian-12-python.oci-gzip.tar")).toEqual([
      "DD-BL-002 low healthcheck",
    ]);
  });

  test("almalinux-9-micro: a clean AlmaLinux", async () => {
    const found = await baselineOf("almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar", {
      platform: "linux/arm64",
    });
    expect(found.filter((line) => / (?:critical|high) (?!user$)/.test(line))).toEqual([]);
  });
});

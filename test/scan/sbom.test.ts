import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { reporter } from "../../src/report/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase, sampleImage } from "../support/sample.ts";
import { essence, scanWith } from "../support/scan.ts";
import { cyclonedxSchema, spdxSchema, violations } from "../support/schemas.ts";

const FORMATS = ["cyclonedx", "cyclonedx-vuln", "spdx"] as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-sbom-scan-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the SBOM of a result and gives the reference to it. */
function stored(result: ScanResult, format: (typeof FORMATS)[number]): string {
  const text = reporter(format).render(result, { color: false, width: 80 });
  const validate = format === "spdx" ? spdxSchema() : cyclonedxSchema();
  expect(violations(validate, text)).toEqual([]);
  const path = join(folder, `${format}.json`);
  writeFileSync(path, text);
  return `sbom:${path}`;
}

function archive(name: string, image: Parameters<typeof dockerArchive>[0]): string {
  const path = join(folder, name);
  writeFileSync(path, dockerArchive(image, ["registry.example/team/app:1.0"]));
  return path;
}

describe.each(FORMATS)("the %s of a scan, scanned", (format) => {
  test("finds what the scan of the image found", async () => {
    const result = await scanWith(archive("app.tar", sampleImage()), { db: sampleDatabase });
    expect(result.findings.length).toBeGreaterThan(3);
    const reference = stored(result, format);
    const again = await scanWith(reference, { db: sampleDatabase });
    expect(essence(again)).toEqual(essence(result));
    const { os: _, ...image } = result.image;
    expect(again.image).toMatchObject({ ...image, reference });
    expect(again.notices).toEqual([
      expect.stringMatching(/^Read from an SBOM of .*; the image itself was not looked at\.$/),
    ]);
  });

  test("is as unproven as it was", async () => {
    const files = alpineFiles().map((file) =>
      file.path === "lib/apk/db/installed" ? { ...file, content: "P:broken\nV:\n\nnonsense" } : file,
    );
    const result = await scanWith(archive("broken.tar", buildImage({ layers: [files] })), {
      db: sampleDatabase,
    });
    expect(result.verdict.outcome).toBe("unproven");
    const again = await scanWith(stored(result, format), { db: sampleDatabase });
    expect(essence(again)).toEqual(essence(result));
  });
});

test("the policy and VEX hold for an SBOM too", async () => {
  const result = await scanWith(archive("app.tar", sampleImage()), { db: sampleDatabase });
  const vex = join(folder, "vex.json");
  const statement = {
    vulnerability: { name: "CVE-2023-44487" },
    products: [{ "@id": "pkg:oci/app?repository_url=registry.example/team/app" }],
    status: "not_affected",
    justification: "vulnerable_code_not_in_execute_path",
  };
  const document = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://example.com/vex-1",
    author: "The team",
    timestamp: "2024-01-01T00:00:00Z",
    version: 1,
    statements: [statement],
  };
  writeFileSync(vex, JSON.stringify(document));
  for (const reference of [join(folder, "app.tar"), stored(result, "spdx")]) {
    const { verdict } = await scanWith(reference, { db: sampleDatabase, vex: [vex] });
    const waived = verdict.judged.filter(({ action }) => action === "waive");
    expect(waived.map(({ finding, because }) => [finding.rule, because])).toEqual([
      [
        "CVE-2023-44487",
        "Not affected, says The team in https://example.com/vex-1: vulnerable code not in execute path",
      ],
    ]);
  }
});

test("a document of another tool, without layers, is matched", async () => {
  const path = join(folder, "foreign.json");
  const purl = "pkg:apk/alpine/libcrypto3@3.1.0-r4?arch=x86_64&distro=alpine-3.18.0&upstream=openssl";
  const component = { type: "library", name: "libcrypto3", version: "3.1.0-r4", purl };
  writeFileSync(
    path,
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.4", components: [component] }),
  );
  const result = await scanWith(`sbom:${path}`, { db: sampleDatabase });
  expect(result.findings.map(({ rule }) => rule)).toContain("CVE-2023-5363");
  expect(result.image).toMatchObject({ names: [], platform: { os: "unknown", architecture: "unknown" } });
  expect(result.image.layers.map(({ diffId }) => diffId)).toEqual([result.image.digest]);
});

test("an SBOM that is not there, or none", async () => {
  await expect(scanWith("sbom:nowhere.json", { db: sampleDatabase })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const path = join(folder, "none.json");
  writeFileSync(path, "{}");
  await expect(scanWith(`sbom:${path}`, { db: sampleDatabase })).rejects.toMatchObject({
    code: "IMAGE_INVALID",
  });
});

describeCorpus("real images and their SBOMs", () => {
  test.each([
    ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", {}],
    ["almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar", { platform: "linux/arm64" }],
    ["debian-11-status", "debian-11-status.oci-gzip.tar", {}],
    ["debian-12-python", "debian-12-python.oci-gzip.tar", {}],
    ["ubuntu-18.04-status", "ubuntu-18.04-status.docker-archive.tar.gz", {}],
  ])("%s", async (image, file, raw) => {
    const result = await scanWith(corpus.image(image, file), { db: corpus.database, ...raw });
    for (const format of ["cyclonedx", "spdx"] as const) {
      const again = await scanWith(stored(result, format), { db: corpus.database });
      expect(essence(again)).toEqual(essence(result));
    }
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildSample, SAMPLE_FOLDER } from "../../scripts/build-sample-db.ts";
import { type AdvisoryStore, openStore } from "../../src/advisories/index.ts";
import { quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";

const warnings: string[] = [];
const host = quietHost("/nonexistent", { log: { ...silent, warn: (text) => warnings.push(text) } });
let store: AdvisoryStore | undefined;
afterAll(() => store?.close());

test("the committed sample is what its YAML says", () => {
  const { database, metadata } = buildSample();
  expect(readFileSync(join(SAMPLE_FOLDER, "metadata.json"), "utf8")).toBe(metadata);
  expect(readFileSync(join(SAMPLE_FOLDER, "trivy.db")).equals(database)).toBe(true);
});

test("it opens as a sample, however old it is, and needs no cache", async () => {
  store = await openStore({ db: SAMPLE_FOLDER, offline: true, insecure: false, maxAge: 1 }, host);
  expect(store.info).toEqual({
    kind: "trivy-db",
    schema: 2,
    origin: SAMPLE_FOLDER,
    updatedAt: "2025-06-01T00:00:00Z",
    nextUpdate: "2025-06-01T00:00:00Z",
    sample: true,
  });
  expect(warnings).toEqual([]);
});

test("a fixed row, an unfixed row, an ecosystem row, details", () => {
  expect(store?.distribution("alpine", "3.18")?.lookup("busybox")).toEqual([
    {
      id: "CVE-2022-48174",
      aliases: [],
      fixedVersion: "1.36.1-r1",
      status: "fixed",
      source: { id: "alpine", name: "Alpine Secdb", url: "https://secdb.alpinelinux.org/" },
    },
  ]);
  expect(store?.distribution("debian", "12")?.lookup("zlib")).toMatchObject([
    { id: "CVE-2023-45853", status: "will-not-fix" },
  ]);
  expect(store?.ecosystem("maven")?.lookup("org.apache.logging.log4j:log4j-core")).toMatchObject([
    { id: "CVE-2021-44228", patchedVersions: ["2.15.0", "2.12.2", "2.3.1"] },
  ]);
  expect(store?.details("CVE-2021-44228")).toMatchObject({
    severity: "critical",
    vendorSeverity: { nvd: "critical" },
    cvss: { nvd: { v3Score: 10 } },
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bolt, openBolt } from "../../../src/advisories/bolt/index.ts";
import { type AdvisoryStore, openStore } from "../../../src/advisories/index.ts";
import { quietHost } from "../../../src/host.ts";
import { corpus, describeCorpus } from "../../support/corpus.ts";

describeCorpus("a real trivy-db of 92 MB", () => {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-corpus-db-"));
  let store: AdvisoryStore;
  let bolt: Bolt;
  beforeAll(async () => {
    store = await openStore({ db: corpus.database, offline: true, insecure: false }, quietHost(cacheDir));
    const content = "34360f110dbf10781be00a2b332b0e8205c28a2d5f5377a13eea19ce27200a29";
    bolt = openBolt(join(cacheDir, "db/content", content, "trivy.db"));
  });
  afterAll(() => {
    bolt.close();
    store.close();
    rmSync(cacheDir, { recursive: true });
  });

  // Packages and advisories as the corpus' README counts them.
  test.each([
    ["alma 9", 3254, 102174],
    ["alma 8", 4405, 94664],
    ["alpine 3.10", 239, 1859],
    ["debian 11", 191, 2001],
    ["Red Hat", 4, 5],
    ["CBL-Mariner 1.0", 224, 2156],
    ["go::The Go Vulnerability Database", 1366, 6009],
    ["npm::Node.js Ecosystem Security Working Group", 407, 477],
    ["ubuntu 22.04", 1, 1],
    ["wolfi", 1207, 15977],
  ])("%s: %d packages, %d advisories", (name, packages, advisories) => {
    const found = [...(bolt.bucket(name)?.entries() ?? [])];
    const keys = found.map(({ bucket }) => [...(bucket?.keys() ?? [])].length);
    expect([found.length, keys.reduce((sum, count) => sum + count, 0)]).toEqual([packages, advisories]);
  });

  test("every vulnerability decodes, and those with a severity are as many as counted", () => {
    let [all, known] = [0, 0];
    for (const id of bolt.bucket("vulnerability")?.keys() ?? []) {
      const details = store.details(id);
      expect(details).toBeDefined();
      all += 1;
      if (details?.severity !== "unknown") known += 1;
    }
    expect([all, known]).toEqual([28523, 10099]);
  });

  test("every row of every bucket decodes", () => {
    const families: [string, string][] = [
      ...["3.3", "3.10", "3.11", "edge"].map((release): [string, string] => ["alpine", release]),
      ...["7", "10", "11"].map((release): [string, string] => ["debian", release]),
      ["redhat", ""],
      ["oracle", "8"],
      ["rocky", "8"],
      ["amazon", "2"],
      ["photon", "3.0"],
      ["suse", "15-SP3"],
      ["slem", "5.3"],
      ["opensuse-leap", "15.1"],
      ["opensuse-tumbleweed", ""],
      ["ubuntu", "18.04"],
      ["azurelinux", "3.0"],
      ["mariner", "1.0"],
      ["wolfi", ""],
    ];
    for (const [family, release] of families) {
      const set = store.distribution(family, release);
      const names = [...(bolt.bucket(set?.name ?? "")?.keys() ?? [])];
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const rows = set?.lookup(name) ?? [];
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.filter(({ source }) => source === undefined)).toEqual([]);
      }
    }
  });

  test("an ecosystem merges its sources", () => {
    expect(
      store
        .ecosystem("npm")
        ?.lookup("lodash")
        .map(({ id, source }) => `${id} ${source?.id}`),
    ).toEqual([
      "CVE-2019-10744 ghsa",
      "CVE-2020-8203 ghsa",
      "CVE-2021-23337 ghsa",
      "CVE-2018-16487 nodejs-security-wg",
      "CVE-2018-3721 nodejs-security-wg",
      "NSWG-ECO-516 nodejs-security-wg",
    ]);
  });
});

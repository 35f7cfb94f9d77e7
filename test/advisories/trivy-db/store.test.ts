import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AdvisoryStore } from "../../../src/advisories/store.ts";
import { openTrivyDb } from "../../../src/advisories/trivy-db/index.ts";
import { type BoltTree, goJson, writeBolt } from "../../support/bolt-writer.ts";

const INFO = { kind: "trivy-db", schema: 2, origin: "test", sample: false };
const ALPINE = { id: "alpine", name: "Alpine Secdb", url: "https://secdb.alpinelinux.org/" };

let folder: string;
const stores: AdvisoryStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-store-"));
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

function open(tree: BoltTree): AdvisoryStore {
  const path = join(folder, "trivy.db");
  writeFileSync(path, writeBolt({ "data-source": {}, ...tree }));
  const store = openTrivyDb(path, INFO);
  stores.push(store);
  return store;
}

describe("distributions", () => {
  test("plain rows carry key, fields, status and data source", () => {
    const store = open({
      "data-source": { "alpine 3.18": goJson({ ID: ALPINE.id, Name: ALPINE.name, URL: ALPINE.url }) },
      "alpine 3.18": {
        openssl: {
          "CVE-1": goJson({ FixedVersion: "3.1.1-r0" }),
          "CVE-2": goJson({
            AffectedVersion: "3.0.0",
            FixedVersion: "3.1.2-r0",
            Severity: 3,
            VendorIDs: ["X-1"],
          }),
          "CVE-3": goJson({ Status: 7, Severity: 0 }),
          "CVE-4": "",
        },
      },
    });
    expect(store.info).toBe(INFO);
    const set = store.distribution("alpine", "3.18");
    expect(set?.name).toBe("alpine 3.18");
    expect(set?.lookup("openssl")).toEqual([
      { id: "CVE-1", aliases: [], fixedVersion: "3.1.1-r0", status: "fixed", source: ALPINE },
      {
        id: "CVE-2",
        aliases: ["X-1"],
        fixedVersion: "3.1.2-r0",
        affectedVersion: "3.0.0",
        status: "fixed",
        severity: "high",
        source: ALPINE,
      },
      { id: "CVE-3", aliases: [], status: "end-of-life", source: ALPINE },
    ]);
    expect(set?.lookup("busybox")).toEqual([]);
    expect(set?.lookup("__proto__")).toEqual([]);
  });

  test("no bucket is undefined, an empty bucket is a set", () => {
    const store = open({ "alpine 3.18": {}, "debian 12": "not a bucket" });
    expect(store.distribution("alpine", "3.18")?.lookup("musl")).toEqual([]);
    expect(store.distribution("alpine", "3.19")).toBeUndefined();
    expect(store.distribution("debian", "12")).toBeUndefined();
    expect(store.distribution("arch", "")).toBeUndefined();
  });

  test("numbers may be floats, null lists are empty, unknown numbers are unknown", () => {
    const store = open({
      "debian 12": {
        a: {
          "CVE-1": '{"Status":5.0,"Severity":2.0,"VendorIDs":null}',
          "CVE-2": '{"Status":99,"Severity":99,"FixedVersion":null}',
        },
      },
    });
    expect(store.distribution("debian", "12")?.lookup("a")).toEqual([
      { id: "CVE-1", aliases: [], status: "will-not-fix", severity: "medium" },
      { id: "CVE-2", aliases: [], status: "unknown" },
    ]);
  });

  test("Oracle and Rocky: a row for each entry, the outer version only without entries", () => {
    const store = open({
      "rocky 8": {
        bind: {
          "CVE-1": goJson({
            FixedVersion: "0.0.0",
            Entries: [
              { FixedVersion: "32:9.11-1.el8", Arches: ["x86_64", "noarch"], VendorIDs: ["RLSA-1"] },
              { FixedVersion: "32:9.12-1.el8", Arches: ["aarch64"] },
            ],
            VendorIDs: ["RLSA-0"],
          }),
          "CVE-2": goJson({ FixedVersion: "1-1", Entries: [] }),
        },
      },
    });
    expect(store.distribution("rocky", "8")?.lookup("bind")).toEqual([
      {
        id: "CVE-1",
        aliases: ["RLSA-1"],
        fixedVersion: "32:9.11-1.el8",
        architectures: ["x86_64", "noarch"],
        status: "fixed",
      },
      {
        id: "CVE-1",
        aliases: ["RLSA-0"],
        fixedVersion: "32:9.12-1.el8",
        architectures: ["aarch64"],
        status: "fixed",
      },
      { id: "CVE-2", aliases: [], fixedVersion: "1-1", status: "fixed" },
    ]);
  });

  test("Red Hat: entries times CVEs, for CentOS too", () => {
    const store = open({
      "Red Hat": {
        bash: {
          "CVE-2019-18276": goJson({
            Entries: [{ Affected: [1, 2], Arches: ["x86_64"], Cves: [{ Severity: 1 }], Status: 5 }],
          }),
          "RHSA-2024:1": goJson({
            Entries: [
              {
                FixedVersion: "0:4.4-2",
                Affected: [3.0],
                Cves: [{ ID: "CVE-1", Severity: 3 }, { ID: "CVE-2" }],
              },
            ],
          }),
        },
      },
    });
    const rows = [
      {
        id: "CVE-2019-18276",
        aliases: [],
        architectures: ["x86_64"],
        cpes: [1, 2],
        status: "will-not-fix",
        severity: "low",
      },
      {
        id: "CVE-1",
        aliases: ["RHSA-2024:1"],
        fixedVersion: "0:4.4-2",
        cpes: [3],
        status: "fixed",
        severity: "high",
      },
      {
        id: "CVE-2",
        aliases: ["RHSA-2024:1"],
        fixedVersion: "0:4.4-2",
        cpes: [3],
        status: "fixed",
        severity: "unknown",
      },
    ];
    expect(store.distribution("redhat", "")?.lookup("bash")).toEqual(rows);
    expect(store.distribution("centos", "7")?.lookup("bash")).toEqual(rows);
  });

  test("Red Hat CPE indices of repositories and builds", () => {
    const store = open({
      "Red Hat CPE": {
        repository: { "rhel-8-baseos": "[4,5]", "rhel-8-appstream": "[5,6]" },
        nvr: { "ubi8-container-8.0-x86_64": "[7]" },
        cpe: { "4": '"cpe:/o:redhat:enterprise_linux:8"' },
      },
    });
    const names = {
      repositories: ["rhel-8-baseos", "rhel-8-appstream", "none"],
      nvrs: ["ubi8-container-8.0-x86_64"],
    };
    expect(store.redHatCpes(names)).toEqual(new Set([4, 5, 6, 7]));
    expect(store.redHatCpes({ repositories: ["ubi8-container-8.0-x86_64"] })).toEqual(new Set());
    expect(open({}).redHatCpes(names)).toEqual(new Set());
  });
});

test("ecosystems: all buckets of the prefix, a later one replaces an id whole", () => {
  const store = open({
    "data-source": { "npm::B": goJson({ ID: "b", Name: "B", URL: "https://b", BaseID: "base" }) },
    "npm::A": {
      lodash: {
        "CVE-1": goJson({ VulnerableVersions: ["<4.17.12"], PatchedVersions: ["4.17.12"] }),
        "CVE-2": goJson({ VulnerableVersions: [""] }),
      },
      express: { "CVE-3": goJson({ VulnerableVersions: ["<1"] }) },
    },
    "npm::B": { lodash: { "CVE-1": goJson({ UnaffectedVersions: [">=5"] }) } },
    "npmx::C": { lodash: { "CVE-9": "{}" } },
  });
  const set = store.ecosystem("npm");
  expect(set?.name).toBe("npm::");
  expect(set?.lookup("lodash")).toEqual([
    {
      id: "CVE-1",
      aliases: [],
      unaffectedVersions: [">=5"],
      status: "unknown",
      source: { id: "b", name: "B", url: "https://b", baseId: "base" },
    },
    { id: "CVE-2", aliases: [], vulnerableVersions: [""], status: "unknown" },
  ]);
  expect([...(set?.names() ?? [])]).toEqual(["express", "lodash", "lodash"]);
  expect(store.ecosystem("pip")).toBeUndefined();
});

test("details", () => {
  const store = open({
    vulnerability: {
      "CVE-1": goJson({
        Title: "<b>",
        Description: "long",
        Severity: "HIGH",
        CweIDs: ["CWE-1"],
        VendorSeverity: { nvd: 4, debian: 0 },
        CVSS: {
          nvd: { V3Vector: "CVSS:3.1/…", V3Score: 9.8, V2Score: 0 },
          ghsa: { V40Vector: "CVSS:4.0/…", V40Score: 9 },
        },
        References: ["https://a"],
        PublishedDate: "2020-01-01T00:00:00Z",
        LastModifiedDate: "2021-01-01T00:00:00Z",
      }),
      "CVE-2": "{}",
    },
  });
  expect(store.details("CVE-1")).toEqual({
    title: "<b>",
    description: "long",
    severity: "high",
    vendorSeverity: { nvd: "critical", debian: "unknown" },
    cvss: { nvd: { v3Vector: "CVSS:3.1/…", v3Score: 9.8 }, ghsa: { v4Vector: "CVSS:4.0/…", v4Score: 9 } },
    cwes: ["CWE-1"],
    references: ["https://a"],
    published: "2020-01-01T00:00:00Z",
    modified: "2021-01-01T00:00:00Z",
  });
  expect(store.details("CVE-2")).toEqual({
    severity: "unknown",
    vendorSeverity: {},
    cvss: {},
    cwes: [],
    references: [],
  });
  expect(store.details("CVE-3")).toBeUndefined();
});

test("source names that are also names of every object do no harm", () => {
  const store = open({ vulnerability: { "CVE-1": '{"VendorSeverity":{"__proto__":4}}' } });
  const found = store.details("CVE-1")?.vendorSeverity ?? {};
  expect(Object.keys(found)).toEqual(["__proto__"]);
  expect("constructor" in found).toBe(false);
});

describe("what cannot be understood is an error, never an empty answer", () => {
  test.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["a number as version", '{"FixedVersion":1}'],
    ["a text as list", '{"PatchedVersions":"1"}'],
    ["a text as status", '{"Status":"fixed"}'],
    ["numbers in a list of texts", '{"VulnerableVersions":[1]}'],
    ["entries that are no objects", '{"Entries":[1]}'],
  ])("%s", (_, value) => {
    const store = open({ "debian 12": { a: { "CVE-1": value } } });
    expect(() => store.distribution("debian", "12")?.lookup("a")).toThrow(
      expect.objectContaining({
        code: "DATABASE_INVALID",
        message: expect.stringContaining("debian 12, a, CVE-1"),
      }),
    );
  });

  test("a BoltDB file of something else", () => {
    const path = join(folder, "other.db");
    writeFileSync(path, writeBolt({ images: { a: "b" } }));
    expect(() => openTrivyDb(path, INFO)).toThrow(
      expect.objectContaining({
        code: "DATABASE_INVALID",
        message: `The database cannot be understood: ${path} has neither a "vulnerability" nor a "data-source" bucket.`,
      }),
    );
  });
});

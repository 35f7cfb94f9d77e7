import { expect, it } from "vitest";
import type { Package } from "../../../../src/model/index.ts";
import { aPackage, found, look } from "../scene.ts";
import { library } from "./library.ts";

const program = (text: string, more: Partial<Package> = {}) =>
  library("generic", text, { by: "software", ...more });
const rows = [{ id: "CVE-1", vulnerableVersions: ["<2.0.0"] }];

it("is matched with Bitnami's advisories, by Bitnami's names", async () => {
  const tables = { "bitnami::": { nginx: rows, apache: rows, postgresql: rows, golang: rows, node: rows } };
  const packages = ["nginx 1.0.0", "httpd 1.0.0", "postgres 1.0.0", "go 1.0.0", "node 2.0.0"].map((text) =>
    program(text),
  );
  expect(await found({ os: undefined, tables, packages })).toEqual([
    "go CVE-1 2.0.0",
    "httpd CVE-1 2.0.0",
    "nginx CVE-1 2.0.0",
    "postgres CVE-1 2.0.0",
  ]);
});

it.each([
  ["has nothing on it", { "bitnami::": {} }],
  ["does not have Bitnami's", {}],
])("is named in the report where the database %s", async (_, tables) => {
  expect(await look({ os: undefined, tables, packages: [program("nginx 1.25.3")] })).toEqual({
    findings: [],
    gaps: [
      {
        kind: "no-source",
        where: "srv/app/file",
        by: "vulnerabilities",
        reason: "nginx 1.25.3 was found, but the database has no advisories on it as a program of its own.",
      },
    ],
  });
});

it("is its package's where it has one that the distribution's advisories speak of", async () => {
  const ownedBy = { name: "nginx", by: "dpkg" };
  const packages = [aPackage("nginx 1.0-1", "dpkg"), program("nginx 1.0.0", { ownedBy })];
  const tables = { "debian 11": {}, "bitnami::": { nginx: rows } };
  expect(await found({ os: "debian 11", tables, packages })).toEqual([]);
});

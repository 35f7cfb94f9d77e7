import { expect, test } from "vitest";
import { found, type Tables } from "../scene.ts";
import { library } from "./library.ts";

const ranges = { vulnerableVersions: ["<9"] };
const normal = { id: "CVE-normal", ...ranges };
const sealed = { id: "CVE-sealed", ...ranges };

async function ids(ecosystem: string, text: string, tables: Tables): Promise<string[]> {
  const lines = await found({ os: undefined, tables, packages: [library(ecosystem, text)] });
  return lines.map((line) => line.split(" ")[1] ?? "");
}

test.each([
  ["Maven", "maven", "seal.sp1.org.x:y 1.0"],
  ["Maven", "maven", "org.x:y 1.0+sp1"],
  ["PyPI", "pip", "seal-requests 1.0"],
  ["PyPI", "pip", "requests 1.0+sp2p1"],
  ["RubyGems", "rubygems", "seal-rack 1.0"],
  ["npm", "npm", "@seal-security/lodash 1.0.0"],
  ["Go", "go", "sealsecurity.io/x v1.0.0"],
])("%s (%s): only Seal's table counts for %s", async (ecosystem, table, text) => {
  const [name = ""] = text.split(" ");
  const tables = { [`${table}::`]: { [name]: [normal] }, [`seal ${table}::`]: { [name]: [sealed] } };
  expect(await ids(ecosystem, text, tables)).toEqual(["CVE-sealed"]);
  expect(await ids(ecosystem, text, { ...tables, [`seal ${table}::`]: {} })).toEqual([]);
  await expect(ids(ecosystem, text, { [`${table}::`]: {} })).rejects.toThrow("has nothing on");
});

test.each([
  ["npm", "npm", "lodash 1.0.0-sp1"],
  ["Go", "go", "example.org/x v1.0.0-sp1p2"],
  ["RubyGems", "rubygems", "rack 1.0.0.1.sp1"],
])("%s (%s): Seal's table first for %s", async (ecosystem, table, text) => {
  const [name = ""] = text.split(" ");
  const base = { [`${table}::`]: { [name]: [normal] } };
  expect(await ids(ecosystem, text, { ...base, [`seal ${table}::`]: { [name]: [sealed] } })).toEqual([
    "CVE-sealed",
  ]);
  expect(await ids(ecosystem, text, { ...base, [`seal ${table}::`]: {} })).toEqual(["CVE-normal"]);
  expect(await ids(ecosystem, text, base)).toEqual(["CVE-normal"]);
});

test("no others", async () => {
  const tables = { "npm::": { sealed: [normal] }, "seal npm::": { sealed: [sealed] } };
  expect(await ids("npm", "sealed 1.0.0", tables)).toEqual(["CVE-normal"]);
  const crates = { "cargo::": { "seal-x": [normal] }, "seal cargo::": { "seal-x": [sealed] } };
  expect(await ids("crates.io", "seal-x 1.0.0", crates)).toEqual(["CVE-normal"]);
});

import { expect, test } from "vitest";
import { conda } from "../../src/inventory/conda.ts";
import { catalog } from "../../src/inventory/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(conda.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [conda]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

/** The fields that conda writes for every package, cut. Source: conda's documentation of `conda-meta`. */
const record = {
  build: "h7f8727e_2",
  build_number: 2,
  depends: ["ca-certificates", "libgcc-ng >=7.5.0"],
  files: ["bin/openssl"],
  license: "OpenSSL",
  name: "openssl",
  subdir: "linux-64",
  version: "1.1.1q",
};

test("packages of the base and of another environment", async () => {
  const file = "conda-meta/openssl-1.1.1q-h7f8727e_2.json";
  const content = JSON.stringify(record);
  const files = {
    [`opt/conda/${file}`]: content,
    [`opt/conda/envs/web/${file}`]: content,
    "opt/conda/conda-meta/history": "==> 2024 <==",
    "opt/conda/conda-meta/state.json": "{}",
    "opt/conda/pkgs/openssl-1.1.1q-h7f8727e_2/info/index.json": content,
  };
  const { packages, gaps } = await catalogOf({ files });
  expect(packages).toEqual(
    ["opt/conda", "opt/conda/envs/web"].map((prefix) => ({
      name: "openssl",
      version: "1.1.1q",
      ecosystem: "conda",
      purl: "pkg:conda/openssl@1.1.1q?build=h7f8727e_2&subdir=linux-64",
      by: "conda",
      licenses: ["OpenSSL"],
      locations: [{ path: `${prefix}/${file}`, layer: 0, diffId: diffId(0) }],
    })),
  );
  expect(gaps).toEqual([]);
});

test("a record that tells too little is a gap", async () => {
  const files = {
    "c/conda-meta/a-1-0.json": '{"name":"a"}',
    "c/conda-meta/b-1-0.json": '{"version":"1"}',
    "c/conda-meta/c-1-0.json": "[]",
  };
  const { packages, gaps } = await catalogOf({ files });
  expect(packages).toEqual([]);
  expect(gaps.map(({ where, reason }) => [where, reason])).toEqual([
    ["c/conda-meta/a-1-0.json", "it has no name or no version"],
    ["c/conda-meta/b-1-0.json", "it has no name or no version"],
    ["c/conda-meta/c-1-0.json", "it is not a JSON object"],
  ]);
});

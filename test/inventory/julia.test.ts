import { expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { julia } from "../../src/inventory/julia.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const PATH = "root/.julia/environments/v1.9/Manifest.toml";
const DATES = "ade2ca70-3891-5945-98fb-dc099432e06a";
const JSON_UUID = "682c06a0-de6a-54ab-a142-c8b1cf79cde6";

async function catalogOf(content: string) {
  const layers: TestLayer[] = [{ files: { [PATH]: content } }];
  const view = await viewOf(julia.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [julia]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

const FORM_2 = `# This file is machine-generated - editing it directly is not advised

julia_version = "1.9.0"
manifest_format = "2.0"
project_hash = "f65b9de676a27ce78ee011db2d477b3d44d1b7c0"

[[deps.Dates]]
deps = ["Printf"]
uuid = "${DATES}"

[[deps.JSON]]
deps = ["Dates", "Absent"]
git-tree-sha1 = "31e996f0a15c7b280ba9f76636b3ff9e2ae58c9a"
uuid = "${JSON_UUID}"
version = "0.21.4"
`;

const FORM_1 = `
[[Dates]]
uuid = "${DATES}"

[[JSON]]
deps = ["Dates"]
uuid = "${JSON_UUID}"
version = "0.21.4"
    [JSON.weakdeps]
    X = "0"
`;

const common = {
  ecosystem: "Julia",
  by: "julia",
  locked: true,
  locations: [{ path: PATH, layer: 0, diffId: diffId(0) }],
};
const json = { name: "JSON", version: "0.21.4", purl: `pkg:julia/JSON@0.21.4?uuid=${JSON_UUID}`, ...common };

test("form 2: what belongs to Julia has its version", async () => {
  const purl = `pkg:julia/Dates@1.9.0?uuid=${DATES}`;
  expect(await catalogOf(FORM_2)).toEqual({
    packages: [
      { name: "Dates", version: "1.9.0", purl, ...common },
      { ...json, dependencies: [purl] },
    ],
    gaps: [],
  });
});

test("form 1 does not tell Julia's version", async () => {
  expect(await catalogOf(FORM_1)).toEqual({ packages: [json], gaps: [] });
});

test("a Manifest.toml of other software says nothing; what is no TOML is a gap", async () => {
  expect(await catalogOf('[package]\nname = "x"\n[[bin]]\nname = "y"\n')).toEqual({ packages: [], gaps: [] });
  const { packages, gaps } = await catalogOf("{{ template }}");
  expect(packages).toEqual([]);
  expect(gaps.map(({ kind, where }) => [kind, where])).toEqual([["unreadable", PATH]]);
});

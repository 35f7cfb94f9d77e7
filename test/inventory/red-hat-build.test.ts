import { describe, expect, test } from "vitest";
import { redHatBuild, redHatBuilds } from "../../src/inventory/red-hat-build.ts";
import { type TestLayer, viewOf } from "./layers.ts";

const SETS = "root/buildinfo/content_manifests/ubi8-container-8.5-226.json";
const DOCKERFILE = "root/buildinfo/Dockerfile-ubi8-8.5-226";

function content(...names: unknown[]): string {
  return JSON.stringify({ metadata: { icm_version: 1 }, content_sets: names });
}

/** What each layer is held to. */
async function builds(...layers: TestLayer[]) {
  const lookup = redHatBuilds(await viewOf([redHatBuild], layers));
  return lookup === undefined ? undefined : layers.map((_, index) => lookup(index));
}

test("content sets and labels of one layer belong together", async () => {
  const dockerfile =
    'FROM sha256:1\nLABEL "com.redhat.component"="ubi8-container" "version"="8.5"\nLABEL "release"="226"\n';
  expect(
    await builds({
      files: { [SETS]: content("baseos-rpms", 7, "appstream-rpms", "baseos-rpms"), [DOCKERFILE]: dockerfile },
    }),
  ).toEqual([{ contentSets: ["baseos-rpms", "appstream-rpms"], nvr: "ubi8-container-8.5-226" }]);
});

test("the newer form: everything in usr/share/buildinfo", async () => {
  const labels = {
    "com.redhat.component": "ubi9-container",
    version: "9.5",
    release: "1734495538",
    architecture: "x86_64",
  };
  expect(
    await builds({
      files: {
        "usr/share/buildinfo/content-sets.json": content("baseos-rpms"),
        "usr/share/buildinfo/labels.json": JSON.stringify(labels),
      },
    }),
  ).toEqual([{ contentSets: ["baseos-rpms"], nvr: "ubi9-container-9.5-1734495538" }]);
});

describe("layers without a build of their own", () => {
  const one = { files: { [SETS]: content("one") } };
  const two = { files: { "root/buildinfo/content_manifests/two.json": content("two") } };
  const sets = async (...layers: TestLayer[]) =>
    (await builds(...layers))?.map((build) => build?.contentSets.join());

  test("the base borrows from the second layer, all others from below", async () => {
    expect(await sets({}, one, {}, two, {})).toEqual(["one", "one", "one", "two", "two"]);
  });

  test("the base borrows from no other layer", async () => {
    expect(await sets({}, {}, one)).toEqual([undefined, undefined, "one"]);
  });

  test("a build keeps its layer though a later layer removed the file", async () => {
    expect(await sets(one, { removed: ["root/buildinfo"] })).toEqual(["one", "one"]);
  });

  test("no build at all", async () => {
    expect(await builds({ files: { "root/buildinfo/readme.txt": "" } }, {})).toBeUndefined();
  });
});

test("what cannot be read is a gap", async () => {
  const view = await viewOf(
    [redHatBuild],
    [{ files: { [SETS]: "{", "usr/share/buildinfo/x.json": "null" } }],
  );
  expect(view.gaps.map(({ where, reason }) => [where, reason])).toEqual([
    [SETS, "It is not JSON."],
    ["usr/share/buildinfo/x.json", "It is not a JSON object."],
  ]);
});

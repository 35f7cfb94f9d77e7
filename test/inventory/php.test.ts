import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { php } from "../../src/inventory/php.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const PATH = "srv/vendor/composer/installed.json";

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(php.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [php]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

/** As `composer show` printed them: name, version, what of the others it requires, whether only for development. */
const SHOWN = [
  ["composer/pcre", "3.1.0", [], false],
  [
    "composer/xdebug-handler",
    "3.0.3",
    ["pkg:composer/composer/pcre@3.1.0", "pkg:composer/psr/log@v3.0.0"],
    false,
  ],
  ["psr/log", "v3.0.0", [], false],
  ["seld/jsonlint", "dev-main", [], true],
  ["symfony/process", "v5.4.23", [], false],
] as const;

test.each([1, 2])("what composer %d has written", async (form) => {
  const content = readFileSync(join(import.meta.dirname, `fixtures/php/installed-${form}.json`));
  const other = { "srv/installed.json": content, "srv/vendor/composer/installed.php": content };
  const { packages, gaps } = await catalogOf({}, { files: { [PATH]: content, ...other } });
  expect(packages).toEqual(
    SHOWN.map(([name, version, dependencies, development]) => ({
      name,
      version,
      ecosystem: "Packagist",
      purl: `pkg:composer/${name}@${version}`,
      by: "php",
      licenses: ["MIT"],
      ...(dependencies.length === 0 ? {} : { dependencies }),
      // Composer 1 did not say so.
      ...(development && form === 2 ? { development } : {}),
      locations: [{ path: PATH, layer: 1, diffId: diffId(1) }],
    })),
  );
  expect(gaps).toEqual([]);
});

test("two projects with the same package, one of them in an upper layer", async () => {
  const content = '[{"name":"A/B","version":"1"}]';
  const { packages } = await catalogOf(
    { files: { "a/vendor/composer/installed.json": content } },
    { files: { "b/vendor/composer/installed.json": content } },
  );
  expect(packages.map(({ name, purl, locations: [at] }) => [name, purl, at?.path, at?.layer])).toEqual([
    ["A/B", "pkg:composer/a/b@1", "a/vendor/composer/installed.json", 0],
    ["A/B", "pkg:composer/a/b@1", "b/vendor/composer/installed.json", 1],
  ]);
});

test.each([
  ["", "it is not JSON"],
  ["{}", "it is not a list of composer's packages"],
  ['{"packages":{}}', "it is not a list of composer's packages"],
  ["[null]", "it lists a package without a name"],
  ['[{"name":"a/b"}]', "it lists a/b without a version"],
  [`[${'{"name":"a/b","version":"1"},'.repeat(20_000)}1]`, "it lists more than 20000 packages"],
])("a gap: %.40s", async (content, reason) => {
  const { packages, gaps } = await catalogOf({ files: { [PATH]: content } });
  expect(packages).toEqual([]);
  expect(gaps.map((gap) => gap.reason)).toEqual([reason]);
});

test("an empty list is no trouble", async () => {
  for (const content of ["[]", '{"packages":[],"dev":true}'])
    expect(await catalogOf({ files: { [PATH]: content } })).toEqual({ packages: [], gaps: [] });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { npm } from "../../src/inventory/npm.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { catalogOfImage } from "./images.ts";

interface Expected {
  readonly npm: { readonly packages: readonly { name: string; version: string; path: string }[] };
}

describeCorpus("the npm trees of real images", () => {
  test.each([
    ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", "docker"],
    ["debian-12-python", "debian-12-python.oci-gzip.tar", "oci"],
  ] as const)("%s", { timeout: 60_000 }, async (folder, file, layout) => {
    const text = readFileSync(corpus.image(folder, "expected-language.json"), "utf8");
    const expected = JSON.parse(text) as Expected;
    const { packages, gaps, view } = await catalogOfImage(corpus.image(folder, file), layout, [npm]);
    const rows = packages.map(({ name, version, locations }) => ({
      name,
      version,
      path: `/${locations[0]?.path}`,
    }));
    expect(rows.filter(({ path }) => path.includes("/node_modules/"))).toEqual(expected.npm.packages);
    expect([...gaps, ...view.gaps]).toEqual([]);
  });
});

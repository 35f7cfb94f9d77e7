import { describe, expect, test } from "vitest";
import { merged } from "../../src/inventory/merge.ts";
import type { Package } from "../../src/model/index.ts";
import { diffId } from "./layers.ts";

function found(purl: string, path: string, more: Partial<Package> = {}): Package {
  const [, by = "", name = "", version = ""] = /^pkg:(\w+)\/(.+)@([^?]+)/.exec(purl) ?? [];
  return { name, version, ecosystem: by, purl, by, locations: [at(path)], ...more };
}

function at(path: string, layer = 0) {
  return { path, layer, diffId: diffId(layer) };
}

/** `purl at path, path` of every package. */
function lines(packages: readonly Package[]): string[] {
  return packages.map(({ purl, locations }) => `${purl} at ${locations.map(({ path }) => path).join(", ")}`);
}

const sbom = { by: "sbom" };
const lock = { locked: true };

describe("one package", () => {
  test("an SBOM about what lies in its folder and below, wherever it is found", () => {
    const gem = found("pkg:gem/rack@2.2.4", "opt/ruby/lib/specifications/rack-2.2.4.gemspec");
    const other = found("pkg:gem/rack@2.2.4", "opt/ruby/vendor/specifications/rack-2.2.4.gemspec");
    const listed = found("pkg:gem/rack@2.2.4", "opt/ruby/sbom.cdx.json", sbom);
    expect(lines(merged([listed, gem, other]))).toEqual([
      "pkg:gem/rack@2.2.4 at opt/ruby/lib/specifications/rack-2.2.4.gemspec, opt/ruby/sbom.cdx.json",
      "pkg:gem/rack@2.2.4 at opt/ruby/vendor/specifications/rack-2.2.4.gemspec, opt/ruby/sbom.cdx.json",
    ]);
  });

  test("an SBOM in the root of the image, and one in an archive", () => {
    const jar = found("pkg:maven/org.x/y@1", "app/y.jar");
    expect(lines(merged([jar, found("pkg:maven/org.x/y@1", "bom.json", sbom)]))).toEqual([
      "pkg:maven/org.x/y@1 at app/y.jar, bom.json",
    ]);
    expect(lines(merged([jar, found("pkg:maven/org.x/y@1", "app/y.jar/META-INF/bom.json", sbom)]))).toEqual([
      "pkg:maven/org.x/y@1 at app/y.jar, app/y.jar/META-INF/bom.json",
    ]);
  });

  test("an SBOM that names the file it means", () => {
    const [x, y] = [found("pkg:golang/m@v1", "usr/bin/x"), found("pkg:golang/m@v1", "usr/bin/y")];
    const listed = found("pkg:golang/m@v1", "usr/bin/x", {
      ...sbom,
      locations: [at("usr/bin/x"), at("usr/share/bom.json")],
    });
    expect(lines(merged([x, y, listed]))).toEqual([
      "pkg:golang/m@v1 at usr/bin/x, usr/share/bom.json",
      "pkg:golang/m@v1 at usr/bin/y",
    ]);
  });

  test("a lock file beside the program that was built from it", () => {
    const locked = found("pkg:cargo/serde@1.0.1", "app/Cargo.lock", lock);
    expect(merged([locked, found("pkg:cargo/serde@1.0.1", "app/bin/tool")])).toEqual([
      {
        ...found("pkg:cargo/serde@1.0.1", "app/bin/tool"),
        locations: [at("app/bin/tool"), at("app/Cargo.lock")],
      },
    ]);
  });

  test("two lock files, or a lock file and an SBOM, in one folder; for development only if both say so", () => {
    const dev = found("pkg:npm/a@1.0.0", "app/yarn.lock", { ...lock, development: true });
    const both = merged([dev, found("pkg:npm/a@1.0.0", "app/bom.json", { ...sbom, development: true })]);
    expect(both).toEqual([{ ...dev, locations: [at("app/yarn.lock"), at("app/bom.json")] }]);
    const [one] = merged([dev, found("pkg:npm/a@1.0.0", "app/bom.json", sbom)]);
    expect(one).not.toHaveProperty("development");
  });

  test("what only the second evidence knows is kept", () => {
    const own = found("pkg:gem/rack@2.2.4", "a/specifications/rack.gemspec", { licenses: ["MIT"] });
    const listed = found("pkg:gem/rack@2.2.4?platform=ruby", "a/bom.json", {
      ...sbom,
      licenses: ["Apache-2.0"],
      dependencies: ["pkg:gem/x@1"],
    });
    expect(merged([own, listed])).toEqual([
      {
        ...own,
        dependencies: ["pkg:gem/x@1"],
        locations: [at("a/specifications/rack.gemspec"), at("a/bom.json")],
      },
    ]);
  });

  test("the system package of a database and of an SBOM", () => {
    const source = { name: "zlib", version: "1-1" };
    const system = { by: "dpkg", source, architecture: "amd64" };
    const known = found(
      "pkg:deb/debian/zlib1g@1-1?arch=amd64&distro=debian-12",
      "var/lib/dpkg/status",
      system,
    );
    const listed = found("pkg:deb/debian/zlib1g@1-1?arch=amd64", "srv/bom.json", system);
    expect(merged([known, listed])).toEqual([
      { ...known, locations: [at("var/lib/dpkg/status"), at("srv/bom.json")] },
    ]);
  });

  test("belongs to a system package if every file of its own does; an SBOM is not asked", () => {
    const ownedBy = { name: "ruby-rack", by: "dpkg" };
    const own = found("pkg:gem/rack@2.2.4", "a/specifications/rack.gemspec", { ownedBy });
    const [listed] = merged([own, found("pkg:gem/rack@2.2.4", "a/bom.json", sbom)]);
    expect(listed?.ownedBy).toEqual(ownedBy);
    const [twice] = merged([own, found("pkg:gem/rack@2.2.4", "a/specifications/rack.gemspec")]);
    expect(twice).not.toHaveProperty("ownedBy");
  });
});

describe("several packages", () => {
  test.each([
    [
      "in two folders",
      found("pkg:npm/a@1.0.0", "x/a/package.json"),
      found("pkg:npm/a@1.0.0", "y/a/package.json"),
    ],
    [
      "two programs in one folder",
      found("pkg:golang/m@v1", "usr/bin/a"),
      found("pkg:golang/m@v1", "usr/bin/b"),
    ],
    [
      "two versions in one file",
      found("pkg:npm/a@1.0.0", "x/yarn.lock", lock),
      found("pkg:npm/a@2.0.0", "x/yarn.lock", lock),
    ],
    [
      "lock files in two folders",
      found("pkg:npm/a@1.0.0", "x/yarn.lock", lock),
      found("pkg:npm/a@1.0.0", "y/yarn.lock", lock),
    ],
    [
      "a lock file of another program",
      found("pkg:cargo/a@1.0.0", "usr/bin/x"),
      found("pkg:cargo/a@1.0.0", "src/Cargo.lock", lock),
    ],
    [
      "an SBOM of a folder whose name only begins alike",
      found("pkg:npm/a@1.0.0", "app/a/package.json"),
      found("pkg:npm/a@1.0.0", "ap/bom.json", sbom),
    ],
    [
      "of two ecosystems",
      found("pkg:conda/requests@2.31.0", "x/a"),
      found("pkg:pypi/requests@2.31.0", "x/a"),
    ],
    [
      "system packages that differ in case",
      found("pkg:deb/b@1", "s", { name: "B", source: { name: "b", version: "1" } }),
      found("pkg:deb/b@1", "s", { source: { name: "b", version: "1" } }),
    ],
    [
      "system packages of two architectures",
      found("pkg:deb/b@1", "s", { architecture: "i386", source: { name: "b", version: "1" } }),
      found("pkg:deb/b@1", "s", { architecture: "amd64", source: { name: "b", version: "1" } }),
    ],
  ])("%s", (_, one, other) => {
    expect(merged([one, other])).toEqual([one, other]);
  });
});

test("a hundred SBOMs do not fill the row of a package", () => {
  const many = Array.from({ length: 100 }, (_, index) => found("pkg:npm/a@1.0.0", `${index}.cdx.json`, sbom));
  const [one, ...others] = merged([...many, found("pkg:npm/a@1.0.0", "x/a/package.json")]);
  expect(others).toEqual([]);
  expect(one?.locations).toHaveLength(50);
  expect(one?.locations[0]).toEqual(at("x/a/package.json"));
});

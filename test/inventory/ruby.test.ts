import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { ruby } from "../../src/inventory/ruby.ts";
import { describeWith } from "../support/tools.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const FOLDER = "usr/lib/ruby/gems/3.1.0/specifications";

async function catalogOf(...layers: TestLayer[]) {
  const view = await viewOf(ruby.analyzers, layers);
  const { packages, gaps } = catalog(view, undefined, [ruby]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

interface Spec {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
  readonly licenses: readonly string[];
  readonly dependencies: readonly string[];
  readonly file: string;
}

describeWith(["ruby"], "the gems of this machine", () => {
  test("are what RubyGems says they are", async () => {
    const script = `require "json"; puts JSON.generate(Gem::Specification.map { |s| {
      name: s.name, version: s.version.to_s, platform: s.platform.to_s, licenses: s.licenses,
      dependencies: s.runtime_dependencies.map(&:name), file: s.loaded_from } })`;
    const specs = JSON.parse(execFileSync("ruby", ["-e", script], { encoding: "utf8" })) as Spec[];
    const files = Object.fromEntries(specs.map(({ file }) => [file.slice(1), readFileSync(file)]));
    const { packages, gaps } = await catalogOf({ files });
    const names = new Set(specs.map(({ name }) => name));
    const theirs = specs.map(({ name, version, platform, licenses, dependencies, file }) => ({
      id: `${name}@${version}${platform === "ruby" ? "" : `?platform=${platform}`}`,
      licenses: licenses.length === 0 ? undefined : licenses,
      dependencies: dependencies.filter((one) => names.has(one)).sort(),
      file: file.slice(1),
    }));
    const ours = packages.map(({ purl, licenses, dependencies = [], locations }) => ({
      id: purl.slice("pkg:gem/".length),
      licenses,
      dependencies: dependencies.map((one) => one.slice("pkg:gem/".length).split("@")[0]).sort(),
      file: locations[0]?.path,
    }));
    const byFile = (a: { file?: string | undefined }, b: { file?: string | undefined }) =>
      (a.file ?? "") < (b.file ?? "") ? -1 : 1;
    expect(ours.sort(byFile)).toEqual(theirs.sort(byFile));
    expect(theirs.length).toBeGreaterThan(0);
    expect(gaps).toEqual([]);
  });
});

test("a real specification", async () => {
  const fixture = readFileSync(join(import.meta.dirname, "fixtures/ruby/nokogiri-1.13.10.gemspec"));
  const path = `${FOLDER}/nokogiri-1.13.10.gemspec`;
  const racc = 'Gem::Specification.new do |s|\n  s.name = "racc"\n  s.version = "1.6.2"\nend\n';
  const other = "opt/gems/specifications/racc-1.8.0.gemspec";
  const files = {
    [path]: fixture,
    [`${FOLDER}/default/racc-1.6.2.gemspec`]: racc,
    [other]: racc.replace("1.6.2", "1.8.0"),
    // Nokogiri wants it for development only; old RubyGems were told otherwise.
    [`${FOLDER}/minitest-5.15.0.gemspec`]: racc.replace("racc", "minitest").replace("1.6.2", "5.15.0"),
    "opt/nokogiri/nokogiri.gemspec": fixture,
    [`${FOLDER}/other.rb`]: fixture,
  };
  const { packages, gaps } = await catalogOf({}, { files });
  const common = { ecosystem: "RubyGems", by: "ruby" };
  const locations = (place: string) => [{ path: place, layer: 1, diffId: diffId(1) }];
  expect(packages).toEqual([
    {
      name: "minitest",
      version: "5.15.0",
      purl: "pkg:gem/minitest@5.15.0",
      locations: locations(`${FOLDER}/minitest-5.15.0.gemspec`),
      ...common,
    },
    {
      name: "nokogiri",
      version: "1.13.10",
      purl: "pkg:gem/nokogiri@1.13.10",
      licenses: ["MIT"],
      dependencies: ["pkg:gem/racc@1.6.2"],
      locations: locations(path),
      ...common,
    },
    {
      name: "racc",
      version: "1.6.2",
      purl: "pkg:gem/racc@1.6.2",
      locations: locations(`${FOLDER}/default/racc-1.6.2.gemspec`),
      ...common,
    },
    { name: "racc", version: "1.8.0", purl: "pkg:gem/racc@1.8.0", locations: locations(other), ...common },
  ]);
  expect(gaps).toEqual([]);
});

test.each([
  ["a.gemspec", "# stub: a 1.0.0.pre1 java lib\n", "pkg:gem/a@1.0.0.pre1?platform=java"],
  ["a.gemspec", "s.name = 'a'\ns.version = Gem::Version.new('1.0')\n", "pkg:gem/a@1.0"],
  ["a.gemspec", 'spec.name=%q<a>\nspec.version     = "1".freeze\n', "pkg:gem/a@1"],
  ["a-b-1.2.gemspec", 's.name = "a-b"\ns.version = A::VERSION\n', "pkg:gem/a-b@1.2"],
  [
    "a-1.2-x86_64-linux.gemspec",
    's.name = "a"\ns.version = A::VERSION\ns.platform = "x86_64-linux"\n',
    "pkg:gem/a@1.2?platform=x86_64-linux",
  ],
])("other forms: %s %j", async (name, text, purl) => {
  const { packages, gaps } = await catalogOf({ files: { [`${FOLDER}/${name}`]: text } });
  expect(packages.map((one) => one.purl)).toEqual([purl]);
  expect(gaps).toEqual([]);
});

test.each([
  ["a.gemspec", "", "it does not tell the name of a gem"],
  ["a.gemspec", Buffer.alloc(1_000_000), "it does not tell the name of a gem"],
  ["a.gemspec", 's.name = "#{x}"\n', "it does not tell the name of a gem"],
  ["a.gemspec", 's.name = "a"\ns.version = A::VERSION\n', "it does not tell the version of a"],
  ["a-x.gemspec", 's.name = "a"\n', "it does not tell the version of a"],
])("a gap: %s %j", async (name, text, reason) => {
  const { packages, gaps } = await catalogOf({ files: { [`${FOLDER}/${name}`]: text } });
  expect(packages).toEqual([]);
  expect(gaps.map((gap) => gap.reason)).toEqual([reason]);
});

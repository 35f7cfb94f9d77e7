import { expect, test } from "vitest";
import { dotnet } from "../../src/inventory/dotnet.ts";
import { catalog } from "../../src/inventory/index.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

async function catalogOf(files: NonNullable<TestLayer["files"]>) {
  const view = await viewOf(dotnet.analyzers, [{ files }]);
  const { packages, gaps } = catalog(view, undefined, [dotnet]);
  return { packages, gaps: [...view.gaps, ...gaps] };
}

async function names(files: NonNullable<TestLayer["files"]>) {
  const { packages, gaps } = await catalogOf(files);
  expect(gaps).toEqual([]);
  return packages.map(({ name, version }) => `${name} ${version}`);
}

/** In the form that `dotnet publish` writes for a program with a runtime of its own. */
const DEPS = {
  runtimeTarget: { name: ".NETCoreApp,Version=v8.0/linux-x64", signature: "" },
  compilationOptions: {},
  targets: {
    ".NETCoreApp,Version=v8.0": {},
    ".NETCoreApp,Version=v8.0/linux-x64": {
      "Shop/1.2.0": {
        dependencies: { "Newtonsoft.Json": "13.0.1", "StyleCop.Analyzers": "1.1.118", absent: "1" },
        runtime: { "Shop.dll": {} },
      },
      "Newtonsoft.Json/13.0.1": { runtime: { "lib/netstandard2.0/Newtonsoft.Json.dll": {} } },
      "SQLitePCLRaw.lib.e_sqlite3/2.1.4": { native: { "runtimes/linux-x64/native/libe_sqlite3.so": {} } },
      "Portable/1.0.0": { runtimeTargets: { "runtimes/unix/lib/Portable.dll": {} } },
      "StyleCop.Analyzers/1.1.118": {},
      "Microsoft.NETCore.Platforms/1.1.0": { dependencies: {}, runtime: {} },
      "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": { runtime: { "System.Runtime.dll": {} } },
    },
  },
  libraries: {
    "Shop/1.2.0": { type: "project", serviceable: false, sha512: "" },
    "Newtonsoft.Json/13.0.1": { type: "package", serviceable: true, sha512: "sha512-0" },
    "SQLitePCLRaw.lib.e_sqlite3/2.1.4": { type: "package" },
    "Portable/1.0.0": { type: "Package" },
    "StyleCop.Analyzers/1.1.118": { type: "package" },
    "Microsoft.NETCore.Platforms/1.1.0": { type: "package" },
    "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": { type: "runtimepack" },
    "Reference/1.0.0": { type: "reference" },
  },
};

test("what a built program loads, and not what only the compiler wanted", async () => {
  const path = "app/Shop.deps.json";
  const { packages, gaps } = await catalogOf({ [path]: JSON.stringify(DEPS) });
  const common = { ecosystem: "NuGet", by: "dotnet", locations: [{ path, layer: 0, diffId: diffId(0) }] };
  const row = (name: string, version: string) => ({
    name,
    version,
    purl: `pkg:nuget/${name}@${version}`,
    ...common,
  });
  expect(packages).toEqual([
    row("Microsoft.NETCore.App.Runtime.linux-x64", "8.0.1"),
    row("Newtonsoft.Json", "13.0.1"),
    row("Portable", "1.0.0"),
    row("SQLitePCLRaw.lib.e_sqlite3", "2.1.4"),
    { ...row("Shop", "1.2.0"), root: true, dependencies: ["pkg:nuget/Newtonsoft.Json@13.0.1"] },
  ]);
  expect(gaps).toEqual([]);
});

test("a target that is not there leaves nothing out; other JSON of that name says nothing", async () => {
  const other = { ...DEPS, runtimeTarget: { name: "net9" } };
  expect(await names({ "a.deps.json": JSON.stringify(other) })).toHaveLength(7);
  expect(await names({ "a.deps.json": '{"libraries":[]}', "b.deps.json": "{}" })).toEqual([]);
});

test("packages.lock.json: every framework's, without the solution's own projects", async () => {
  const lock = {
    version: 1,
    dependencies: {
      "net6.0": {
        A: { type: "Direct", requested: "[1.0.0, )", resolved: "1.0.0", dependencies: { b: "2.0.0" } },
        B: { type: "Transitive", resolved: "2.0.0" },
        own: { type: "Project", dependencies: { A: "1.0.0" } },
      },
      "net8.0": { A: { type: "Direct", resolved: "1.1.0" }, B: { type: "Transitive", resolved: "2.0.0" } },
    },
  };
  const { packages, gaps } = await catalogOf({ "srv/packages.lock.json": JSON.stringify(lock) });
  expect(packages.map(({ purl, dependencies, locked }) => [purl, dependencies, locked])).toEqual([
    ["pkg:nuget/A@1.0.0", ["pkg:nuget/B@2.0.0"], true],
    ["pkg:nuget/A@1.1.0", undefined, true],
    ["pkg:nuget/B@2.0.0", undefined, true],
  ]);
  expect(gaps).toEqual([]);
});

test("packages.config, also in UTF-16, and *.packages.props", async () => {
  const config = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<packages>
  <!-- <package id="Old" version="0.1" /> -->
  <package id="A.B" version = '1.0' targetFramework="net48" />
  <package
     version="2.0" id="Tool &amp; Co" developmentDependency="true"></package>
  <package id="NoVersion"/>
</packages>`;
  const { packages, gaps } = await catalogOf({
    "a/packages.config": config,
    "b/Packages.config": Buffer.from(config.replace("<?xml", "<?xml"), "utf16le"),
    "c/Directory.Packages.props": `<Project><ItemGroup>
      <PackageVersion Include="C" Version="[3.0]" /><PackageReference Update="D" Version="4.*" />
      <PackageVersion Include="E" Version="$(EVersion)" /></ItemGroup></Project>`,
  });
  expect(packages.map((one) => [one.name, one.version, one.development, one.locations[0]?.path[0]])).toEqual([
    ["A.B", "1.0", undefined, "a"],
    ["A.B", "1.0", undefined, "b"],
    ["C", "3.0", undefined, "c"],
    ["D", "4.*", undefined, "c"],
    ["Tool & Co", "2.0", true, "a"],
    ["Tool & Co", "2.0", true, "b"],
  ]);
  expect(gaps).toEqual([]);
});

test("what cannot be read is a gap", async () => {
  const many = Array.from({ length: 20_001 }, (_, index) => `<package id="a${index}" version="1"/>`).join("");
  const { packages, gaps } = await catalogOf({
    "a.deps.json": "{",
    "b.deps.json": '{"targets":{},"libraries":{"A":{"type":"package"}}}',
    "c/packages.config": "text",
    "d/packages.config": `<packages>${many}</packages>`,
    "e/packages.config": `<${" a".repeat(1_000_000)}`,
    "f/packages.lock.json": "[]",
  });
  expect(packages).toEqual([]);
  expect(gaps.map(({ kind, where }) => [kind, where])).toEqual([
    ["unreadable", "a.deps.json"],
    ["unreadable", "b.deps.json"],
    ["unreadable", "c/packages.config"],
    ["limit", "d/packages.config"],
    ["unreadable", "f/packages.lock.json"],
  ]);
});

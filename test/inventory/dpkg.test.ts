import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dpkg } from "../../src/inventory/dpkg.ts";
import { foldersOf } from "../../src/inventory/file-names.ts";
import { catalog } from "../../src/inventory/index.ts";
import type { OsRelease } from "../../src/model/index.ts";
import { describeWith } from "../support/tools.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";

const STATUS = "var/lib/dpkg/status";
const OS: OsRelease = { family: "debian", version: "12" };

async function catalogOf(...layers: TestLayer[]) {
  return catalog(await viewOf(dpkg.analyzers, layers), OS, [dpkg]);
}

function paragraph(name: string, version = "1", more = ""): string {
  return `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n${more}\n`;
}

async function gapsOf(...layers: TestLayer[]) {
  const { packages, gaps } = await catalogOf(...layers);
  return { packages: packages.map(({ name }) => name), gaps };
}

function gap(where: string, layer: number, reason: string) {
  return { kind: "unreadable", where, by: "dpkg", reason, layer: diffId(layer) };
}

test("a package with everything", async () => {
  const more = "Architecture: amd64\nSource: util-linux (2.36.1-8)\nMaintainer: packagers <a@b.org>\n";
  expect(await catalogOf({ files: { [STATUS]: paragraph("bsdutils", "1:2.36.1-8", more) } })).toEqual({
    packages: [
      {
        name: "bsdutils",
        version: "1:2.36.1-8",
        ecosystem: "Debian:12",
        purl: "pkg:deb/debian/bsdutils@2.36.1-8?arch=amd64&distro=debian-12&epoch=1",
        by: "dpkg",
        source: { name: "util-linux", version: "2.36.1-8" },
        architecture: "amd64",
        vendor: "packagers <a@b.org>",
        locations: [{ path: STATUS, layer: 0, diffId: diffId(0) }],
      },
    ],
    gaps: [],
  });
});

test("distroless: a file per package, lists beside them", async () => {
  const folder = "var/lib/dpkg/status.d";
  const files = {
    [`${folder}/base`]: "Package: base-files\nVersion: 12.4\n",
    [`${folder}/base.md5sums`]: "0  etc/debian_version\n",
    [`${folder}/libc6`]: "Package: libc6\nVersion: 2.36-9\n",
    [`${folder}/deeper/x`]: "Package: not-here\nVersion: 1\n",
  };
  const { packages, gaps } = await catalogOf({ files });
  expect(packages.map(({ name, locations }) => [name, locations[0]?.path])).toEqual([
    ["base-files", `${folder}/base`],
    ["libc6", `${folder}/libc6`],
  ]);
  expect(gaps).toEqual([]);
});

test("two architectures of a package are two packages; the same one twice is one", async () => {
  const both = ["amd64", "i386", "amd64"].map((arch) =>
    paragraph("libc6", "2.36", `Architecture: ${arch}\n`),
  );
  const { packages } = await catalogOf({ files: { [STATUS]: both.join("") } });
  expect(packages.map(({ purl }) => purl)).toEqual([
    "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12",
    "pkg:deb/debian/libc6@2.36?arch=i386&distro=debian-12",
  ]);
});

describe("what becomes a gap", () => {
  test("versions that dpkg does not allow", async () => {
    const text = paragraph("a", "latest") + paragraph("b", "1", "Source: b (1/2)\n");
    const { packages, gaps } = await gapsOf({ files: { [STATUS]: text } });
    expect(packages).toEqual(["a", "b"]);
    expect(gaps.map(({ kind, reason }) => [kind, reason])).toEqual([
      ["version", 'The version of a, "latest", is not one that dpkg allows, so it cannot be compared.'],
      ["version", 'The version of b, "1/2", is not one that dpkg allows, so it cannot be compared.'],
    ]);
  });

  test("a damaged paragraph", async () => {
    const { packages, gaps } = await gapsOf({ files: { [STATUS]: `${paragraph("a")}Package: b\n\n` } });
    expect(packages).toEqual(["a"]);
    expect(gaps).toEqual([gap(STATUS, 0, "The package b before line 6 has no version.")]);
  });

  test("a database that is none", async () => {
    const view = await viewOf(dpkg.analyzers, [{ files: { [STATUS]: Buffer.alloc(9999, "\x7fELF\x00\n") } }]);
    expect(catalog(view, OS, [dpkg])).toEqual({ packages: [], gaps: [] });
    expect(view.gaps).toEqual([{ ...gap(STATUS, 0, "this is not a dpkg database"), by: "dpkg-status" }]);
  });

  const removed = "A later layer removed the package database, so the installed packages cannot be told.";

  test("a database that a later layer removed", async () => {
    expect(await gapsOf({ files: { [STATUS]: paragraph("a") } }, { removed: [STATUS] })).toEqual({
      packages: [],
      gaps: [gap(STATUS, 0, removed)],
    });
  });

  test("one of many, removed by a later layer", async () => {
    const folder = "var/lib/dpkg/status.d";
    const files = { [`${folder}/a`]: paragraph("a"), [`${folder}/b`]: paragraph("b") };
    expect(await gapsOf({ files }, { removed: [`${folder}/a`] })).toEqual({
      packages: ["b"],
      gaps: [gap(`${folder}/a`, 0, removed)],
    });
  });

  test("but not a database that a later layer wrote anew", async () => {
    const layers = [paragraph("a"), paragraph("a") + paragraph("b")].map((text) => ({
      files: { [STATUS]: text },
    }));
    expect(await gapsOf(...layers, { removed: [STATUS] }, layers[0] ?? {})).toEqual({
      packages: ["a"],
      gaps: [],
    });
  });

  test("file lists without a database", async () => {
    const names = ["a", "b:amd64", "c", "d", "e", "f"];
    const files = Object.fromEntries(names.map((name) => [`var/lib/dpkg/info/${name}.list`, "/.\n"]));
    expect(await gapsOf({ files })).toEqual({
      packages: [],
      gaps: [
        gap(
          "var/lib/dpkg/info/a.list",
          0,
          "The package database was removed: the file lists of a, b, c, d, e and others are there, but which packages are installed cannot be told.",
        ),
      ],
    });
  });

  test("file lists of packages that the database does not know", async () => {
    const files = {
      [STATUS]: `${paragraph("a")}Package: gone\nStatus: deinstall ok config-files\n\n`,
      "var/lib/dpkg/info/a.list": "/.\n",
      "var/lib/dpkg/info/gone.list": "/.\n",
      "var/lib/dpkg/info/openssl.list": "/.\n",
      "var/lib/dpkg/info/format": "1\n",
    };
    const reason = "The package database is not whole: it does not list openssl, whose file lists are there.";
    expect(await gapsOf({ files })).toEqual({
      packages: ["a"],
      gaps: [gap("var/lib/dpkg/info/openssl.list", 0, reason)],
    });
  });

  test("a list beside no package, in distroless", async () => {
    const { gaps } = await gapsOf({ files: { "var/lib/dpkg/status.d/a.md5sums": "0  a\n" } });
    expect(gaps.map(({ where }) => where)).toEqual(["var/lib/dpkg/status.d/a.md5sums"]);
  });

  test.each(["var/lib/dpkg", STATUS])("a link at %s", async (path) => {
    const reason = "The package database is behind a symbolic link, which is not followed.";
    expect(await gapsOf({ links: { [path]: "/opt/x" } })).toEqual({
      packages: [],
      gaps: [gap(path, 0, reason)],
    });
  });
});

/** dpkg sets owners, so it wants root even for a root folder of its own. */
const tools = ["dpkg", "dpkg-deb", "dpkg-query"];
const asRoot: typeof describeWith =
  process.getuid?.() === 0
    ? describeWith
    : (_, name, body) => describe.skip(`${name} (skipped: not root)`, body);

asRoot(tools, "a database that dpkg itself wrote", () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "drydock-dpkg-"));
    for (const folder of ["info", "updates", "triggers"])
      mkdirSync(join(root, "system/var/lib/dpkg", folder), { recursive: true });
    for (const file of ["status", "available"]) writeFileSync(join(root, "system/var/lib/dpkg", file), "");
    run("--add-architecture", "i386");
    run(
      "--install",
      deb("plain", "1.0-1", { Architecture: "all" }),
      deb("epoch", "2:1.0~rc1-1+b1", { Source: "other (1:1.0~rc1-1)", Section: "libs" }),
      deb("twin", "3.1", { "Multi-Arch": "same" }),
      deb("twin", "3.1", { Architecture: "i386", "Multi-Arch": "same" }),
      deb("removed", "1.0", {}),
      deb("purged", "1.0", {}),
      deb("held", "1.0", {}),
    );
    run("--unpack", deb("unpacked", "1.0", { Source: "plain" }));
    run("--remove", "removed");
    run("--purge", "purged");
    execFileSync("dpkg", [`--root=${join(root, "system")}`, "--set-selections"], { input: "held hold\n" });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test("is read as dpkg-query reads it", async () => {
    const fields = [
      "binary:Package",
      "Version",
      "Architecture",
      "source:Package",
      "source:Version",
      "Maintainer",
    ];
    const format = `\${db:Status-Status}\\t${fields.map((field) => `\${${field}}`).join("\\t")}\\n`;
    const output = execFileSync("dpkg-query", [`--root=${join(root, "system")}`, "-W", "-f", format], {
      encoding: "utf8",
    });
    const rows = output
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows.map(([state, name]) => `${name} ${state}`)).toContain("removed config-files");
    const installed = rows.filter(([state]) => state !== "config-files").map(([, ...row]) => row);
    expect(installed).toHaveLength(6);

    const { packages, gaps } = await catalogOf({ files: databaseFiles() });
    const ours = packages.map(({ name, version, architecture, source, vendor }) =>
      [name, version, architecture, source?.name, source?.version, vendor].map(String),
    );
    const theirs = installed.map(([name = "", ...row]) => [name.replace(/:.*$/, ""), ...row]);
    expect(ours.sort()).toEqual(theirs.sort());
    expect(gaps).toEqual([]);
  });

  test("files belong to whom dpkg-query says", async () => {
    const view = await viewOf(dpkg.analyzers, [{ files: databaseFiles() }]);
    const { packages } = catalog(view, OS, [dpkg]);
    const lists = [...(dpkg.owns?.(view, packages) ?? [])].map(({ owner, files }) => {
      const paths = [...foldersOf(files)].flatMap(({ folder, names }) =>
        names.split("\n").flatMap((name) => (name === "" ? [] : `/${folder}/${name}`)),
      );
      return { name: `${owner.name}:${owner.architecture}`, paths: paths.sort() };
    });
    expect(lists.map(({ name }) => name).sort()).toEqual([
      "epoch:amd64",
      "held:amd64",
      "plain:all",
      "twin:amd64",
      "twin:i386",
      "unpacked:amd64",
    ]);
    for (const { name, paths } of lists) {
      const listed = execFileSync("dpkg-query", [`--root=${join(root, "system")}`, "-L", name], {
        encoding: "utf8",
      });
      const files = listed.split("\n").filter((path) => /\.conf$|\/file$/.test(path));
      expect(paths).toEqual(files.sort());
    }
  });

  /** A package of one file and one configuration file. Answers where the archive is. */
  function deb(name: string, version: string, control: Readonly<Record<string, string>>): string {
    const fields = {
      Package: name,
      Version: version,
      Architecture: "amd64",
      Maintainer: `Those of ${name} <a@b.org>`,
    };
    const all = { ...fields, Description: "a test\n With a second line.\n .\n And more.", ...control };
    const tree = join(root, `${name}-${all.Architecture}`);
    const files = {
      "DEBIAN/control": Object.entries(all)
        .map(([field, value]) => `${field}: ${value}\n`)
        .join(""),
      "DEBIAN/conffiles": `/etc/${name}.conf\n`,
      [`etc/${name}.conf`]: "x\n",
      [`usr/share/${name}/file`]: "x\n",
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), content);
    }
    execFileSync("dpkg-deb", ["--build", "--root-owner-group", tree, `${tree}.deb`], { stdio: "pipe" });
    return `${tree}.deb`;
  }

  function run(...args: string[]): void {
    const force = ["--force-not-root", "--force-bad-path", "--force-architecture"];
    execFileSync("dpkg", [`--root=${join(root, "system")}`, ...force, ...args], { stdio: "pipe" });
  }

  function databaseFiles(): Record<string, Buffer> {
    const info = readdirSync(join(root, "system/var/lib/dpkg/info")).map(
      (file) => `var/lib/dpkg/info/${file}`,
    );
    expect(info.filter((file) => file.endsWith(".list"))).toHaveLength(7);
    return Object.fromEntries(
      [STATUS, ...info].map((path) => [path, readFileSync(join(root, "system", path))]),
    );
  }
});

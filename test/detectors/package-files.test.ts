import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ComparedFile, comparedFiles, unchangedFiles } from "../../src/detectors/package-files.ts";
import { checksOf } from "../../src/policy/checks.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { inputFor, type MadeImage } from "../support/read-image.ts";
import type { TarEntry } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";

const NOTHING = { analyzers: () => [] };
const ELF = Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01", "latin1"), Buffer.alloc(500, 7)]);
/** One byte of it is another. */
const ALTERED = Buffer.from(ELF).fill(8, 300, 301);
const SCRIPT = "#!/bin/sh\necho hello\n";

async function readOf(image: MadeImage) {
  const { read } = await inputFor(NOTHING, image, checksOf({ scope: scopeOf() }));
  return read!;
}

async function compare(layers: MadeImage["layers"], ...paths: string[]) {
  const found = await comparedFiles(await readOf({ layers }), paths);
  const short = ({ state, isProgram, isUndigested }: ComparedFile) =>
    `${state}${isProgram ? ", program" : ""}${isUndigested ? ", undigested" : ""}`;
  return Object.fromEntries([...found].map(([path, file]) => [path, short(file)]));
}

const md5 = (content: string | Buffer) => createHash("md5").update(content).digest("hex");
const sha1 = (content: string | Buffer) => createHash("sha1").update(content).digest("base64");

/** A dpkg database of one package. */
function dpkg(files: Readonly<Record<string, string | Buffer>>, version = "1", listed = files): TarEntry[] {
  const paths = Object.keys(files);
  const folders = [...new Set(paths.flatMap((path) => parents(path)))];
  const sums = Object.entries(listed).map(([path, content]) => `${md5(content)}  ${path}\n`);
  return [
    {
      path: "var/lib/dpkg/status",
      content: `Package: tool\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`,
    },
    {
      path: "var/lib/dpkg/info/tool.list",
      content: ["/.", ...[...folders, ...paths].sort().map((path) => `/${path}`), ""].join("\n"),
    },
    { path: "var/lib/dpkg/info/tool.md5sums", content: sums.join("") },
    ...paths.map((path) => ({ path, content: files[path]!, mode: 0o755 })),
  ];
}

function parents(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

describe("dpkg", () => {
  const base = dpkg({ "usr/bin/tool": ELF, "usr/bin/script": SCRIPT });

  test("what was only touched is unchanged, one altered byte is seen", async () => {
    const later = [
      { path: "usr/bin/script", content: SCRIPT, uid: 1000 },
      { path: "usr/bin/tool", content: ALTERED },
    ];
    expect(await compare([base, later], "usr/bin/tool", "usr/bin/script")).toEqual({
      "usr/bin/tool": "altered, program",
      "usr/bin/script": "unchanged",
    });
  });

  test("a program that a script took the place of was one", async () => {
    const later = [{ path: "usr/bin/tool", content: SCRIPT }];
    expect(await compare([base, later], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
  });

  test("within the package's own layer too", async () => {
    expect(await compare([[...base, { path: "usr/bin/tool", content: ALTERED }]], "usr/bin/tool")).toEqual({
      "usr/bin/tool": "altered, program",
    });
  });

  test("an upgraded package has new digests", async () => {
    const upgrade = dpkg({ "usr/bin/tool": ALTERED, "usr/bin/script": SCRIPT }, "2");
    expect(await compare([base, upgrade], "usr/bin/tool")).toEqual({ "usr/bin/tool": "unchanged, program" });
  });

  test("what no package owns, is a folder or is not there is unknown", async () => {
    const later = [{ path: "usr/bin/own", content: ELF }];
    expect(await compare([base, later], "usr/bin/own", "usr/bin", "nowhere")).toEqual({
      "usr/bin/own": "unknown",
      "usr/bin": "unknown",
      nowhere: "unknown",
    });
  });

  test("where /usr is merged, lists say /bin", async () => {
    const files = { "bin/tool": ELF };
    const merged: TarEntry[] = [
      { path: "bin", type: "symlink", target: "usr/bin" },
      ...dpkg(files).filter(({ path }) => path !== "bin/tool"),
      { path: "usr/bin/tool", content: ELF },
    ];
    const later = [{ path: "usr/bin/tool", content: ALTERED }];
    expect(await compare([merged], "usr/bin/tool")).toEqual({ "usr/bin/tool": "unchanged, program" });
    expect(await compare([merged, later], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
  });

  test("hard links have the bytes of what they lead to", async () => {
    const files = { "usr/bin/perl": ELF, "usr/bin/perl5": ELF };
    const linked: TarEntry[] = [
      ...dpkg(files).filter(({ path }) => path !== "usr/bin/perl5"),
      { path: "usr/bin/perl5", type: "hardlink", target: "usr/bin/perl" },
    ];
    expect(await compare([linked], "usr/bin/perl5")).toEqual({ "usr/bin/perl5": "unchanged, program" });
    const later: TarEntry[] = [
      { path: "opt/evil", content: ALTERED },
      { path: "usr/bin/perl5", type: "hardlink", target: "opt/evil" },
    ];
    expect(await compare([linked, later], "usr/bin/perl5")).toEqual({ "usr/bin/perl5": "altered, program" });
  });

  test("a link in place of a file is another file", async () => {
    const later: TarEntry[] = [{ path: "usr/bin/tool", type: "symlink", target: "/opt/evil" }];
    expect(await compare([base, later], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
  });

  test("diverted files and conffiles are expected to be otherwise", async () => {
    const diverted = [
      { path: "var/lib/dpkg/diversions", content: "/usr/bin/tool\n/usr/bin/tool.distrib\nother\n" },
      { path: "usr/bin/tool", content: ALTERED },
    ];
    expect(await compare([base, diverted], "usr/bin/tool")).toEqual({ "usr/bin/tool": "unknown, program" });
    const files = { "usr/bin/tool": ELF, "etc/tool.conf": "a" };
    const conffile = dpkg(files, "1", { "usr/bin/tool": ELF });
    const later = [{ path: "etc/tool.conf", content: "b" }];
    expect(await compare([conffile, later], "etc/tool.conf")).toEqual({ "etc/tool.conf": "unknown" });
  });

  test("a package without digests says so", async () => {
    const bare = base.filter(({ path }) => !String(path).endsWith(".md5sums"));
    expect(await compare([bare], "usr/bin/tool")).toEqual({ "usr/bin/tool": "unknown, program, undigested" });
  });

  test("distroless: digests beside the package's own file", async () => {
    const image: TarEntry[] = [
      { path: "var/lib/dpkg/status.d/tool", content: "Package: tool\nVersion: 1\n" },
      { path: "var/lib/dpkg/status.d/tool.md5sums", content: `${md5(ELF)}  ./usr/bin/tool\n` },
      { path: "usr/bin/tool", content: ELF },
    ];
    const later = [{ path: "usr/bin/tool", content: ALTERED }];
    expect(await unchangedFiles(await readOf({ layers: [image] }), ["usr/bin/tool"])).toEqual(
      new Map([["usr/bin/tool", "unchanged"]]),
    );
    expect(await compare([image, later], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
  });

  test("a list of endless digests of one path is cut", async () => {
    const sums = `${"0".repeat(32)}  usr/bin/tool\n`.repeat(100_000);
    const hostile = [...base, { path: "var/lib/dpkg/info/tool.md5sums", content: sums }];
    expect(await compare([hostile], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
  });
});

describe.each(["lib/apk/db/installed", "usr/lib/apk/db/installed"])("apk, %s", (database) => {
  const base: TarEntry[] = [
    {
      path: database,
      // As apk of Alpine 3.20 writes it.
      content: [
        "C:Q17mim+wL35iMEtCiwQEovweL8NT0=",
        "P:tool",
        "V:1.0-r0",
        "A:x86_64",
        "F:usr",
        "F:usr/bin",
        "R:tool",
        "a:0:0:755",
        `Z:Q1${sha1(ELF)}`,
        "R:alias",
        "a:0:0:777",
        `Z:Q1${sha1("tool")}`,
        "R:bare",
        "",
        "",
      ].join("\n"),
    },
    { path: "usr/bin/tool", content: ELF },
    { path: "usr/bin/alias", type: "symlink", target: "tool" },
    { path: "usr/bin/bare", content: "x" },
  ];

  test("files and links", async () => {
    expect(await compare([base], "usr/bin/tool", "usr/bin/alias", "usr/bin/bare")).toEqual({
      "usr/bin/tool": "unchanged, program",
      "usr/bin/alias": "unchanged",
      "usr/bin/bare": "unknown, undigested",
    });
    const later: TarEntry[] = [
      { path: "usr/bin/tool", content: ALTERED },
      { path: "usr/bin/alias", type: "symlink", target: "/opt/evil" },
    ];
    expect(await compare([base, later], "usr/bin/tool", "usr/bin/alias")).toEqual({
      "usr/bin/tool": "altered, program",
      "usr/bin/alias": "altered",
    });
  });
});

describeWith(["rpm", "rpmbuild"], "rpm, a database that rpm itself wrote", () => {
  const root = mkdtempSync(join(tmpdir(), "drydock-rpm-"));

  test("programs, configuration files and links", async () => {
    try {
      const layer = await rpmLayer(root);
      const later = [
        { path: "usr/bin/tool", content: ALTERED },
        { path: "usr/lib/tool.conf", content: "other" },
      ];
      expect(await compare([layer], "usr/bin/tool", "usr/lib/tool.conf")).toEqual({
        "usr/bin/tool": "unchanged, program",
        "usr/lib/tool.conf": "unknown",
      });
      expect(await compare([layer, later], "usr/bin/tool", "usr/lib/tool.conf")).toEqual({
        "usr/bin/tool": "altered, program",
        "usr/lib/tool.conf": "unknown",
      });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

async function rpmLayer(root: string): Promise<TarEntry[]> {
  const files = { "usr/bin/tool": ELF, "usr/lib/tool.conf": Buffer.from("a = b\n") };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "tree", path)), { recursive: true });
    writeFileSync(join(root, "tree", path), content);
    chmodSync(join(root, "tree", path), 0o755);
  }
  const spec = `Name: tool
Version: 1
Release: 1
Summary: Made for a test
License: MIT
BuildArch: noarch
%description
Made for a test.
%install
cp -a ${root}/tree/. %{buildroot}
%files
/usr/bin/tool
%config /usr/lib/tool.conf
`;
  writeFileSync(join(root, "tool.spec"), spec);
  const quiet = { stdio: "pipe" } as const;
  const defines = [
    `_topdir ${root}/build`,
    `_rpmdir ${root}`,
    "_build_id_links none",
    "debug_package %{nil}",
    "__os_install_post %{nil}",
    "_binaries_in_noarch_packages_terminate_build 0",
  ];
  execFileSync(
    "rpmbuild",
    [...defines.flatMap((one) => ["--define", one]), "-bb", join(root, "tool.spec")],
    quiet,
  );
  const database = ["--dbpath", join(root, "db"), "--define", "_db_backend sqlite"];
  execFileSync(
    "rpm",
    [...database, "-i", "--justdb", "--nodeps", "--nosignature", join(root, "noarch/tool-1-1.noarch.rpm")],
    quiet,
  );
  return [
    { path: "var/lib/rpm/rpmdb.sqlite", content: readFileSync(join(root, "db/rpmdb.sqlite")) },
    ...Object.entries(files).map(([path, content]) => ({ path, content })),
  ];
}

const asRoot: typeof describeWith =
  process.getuid?.() === 0
    ? describeWith
    : (_, name, body) => describe.skip(`${name} (skipped: not root)`, body);

asRoot(["dpkg", "dpkg-deb"], "dpkg, a database that dpkg itself wrote", () => {
  test("a program in a later layer", async () => {
    const root = mkdtempSync(join(tmpdir(), "drydock-dpkg-"));
    try {
      const tree = join(root, "tree");
      mkdirSync(join(tree, "DEBIAN"), { recursive: true });
      mkdirSync(join(tree, "usr/bin"), { recursive: true });
      writeFileSync(join(tree, "usr/bin/tool"), ELF);
      const control = {
        Package: "tool",
        Version: "1",
        Architecture: "all",
        Maintainer: "A <a@b.org>",
        Description: "x",
      };
      writeFileSync(
        join(tree, "DEBIAN/control"),
        Object.entries(control)
          .map(([name, value]) => `${name}: ${value}\n`)
          .join(""),
      );
      writeFileSync(join(tree, "DEBIAN/md5sums"), `${md5(ELF)}  usr/bin/tool\n`);
      execFileSync("dpkg-deb", ["--build", "--root-owner-group", tree, `${tree}.deb`], { stdio: "pipe" });
      const system = join(root, "system");
      for (const folder of ["info", "updates", "triggers"])
        mkdirSync(join(system, "var/lib/dpkg", folder), { recursive: true });
      for (const file of ["status", "available"]) writeFileSync(join(system, "var/lib/dpkg", file), "");
      execFileSync("dpkg", [`--root=${system}`, "--force-all", "--install", `${tree}.deb`], {
        stdio: "pipe",
      });
      const files = ["status", "info/tool.list", "info/tool.md5sums"].map((name) => `var/lib/dpkg/${name}`);
      const layer = [...files, "usr/bin/tool"].map((path) => ({
        path,
        content: readFileSync(join(system, path)),
      }));
      const later = [{ path: "usr/bin/tool", content: ALTERED }];
      expect(await compare([layer], "usr/bin/tool")).toEqual({ "usr/bin/tool": "unchanged, program" });
      expect(await compare([layer, later], "usr/bin/tool")).toEqual({ "usr/bin/tool": "altered, program" });
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

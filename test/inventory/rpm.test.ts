import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { osRelease } from "../../src/inventory/os-release.ts";
import { rpm } from "../../src/inventory/rpm.ts";
import type { OsRelease, Package } from "../../src/model/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { diffId, type TestLayer, viewOf } from "./layers.ts";
import { fixture } from "./rpm/fixtures.ts";

const ALMA: OsRelease = { family: "alma", version: "9.1" };
const NDB = "usr/lib/sysimage/rpm/Packages.db";
const BDB = "var/lib/rpm/Packages";

async function cataloged(layers: readonly TestLayer[], os: OsRelease | undefined = ALMA) {
  return rpm.packages(await viewOf(rpm.analyzers, layers), os);
}

function names(packages: readonly Package[]): string[] {
  return packages.map(({ name }) => name).sort();
}

const ALL = ["epoch", "many", "many-libs", "modular", "plain"];

test("every field of every package", async () => {
  const { packages, gaps } = await cataloged([{ files: { [NDB]: fixture("Packages.db") } }]);
  const common = {
    ecosystem: "AlmaLinux:9",
    by: "rpm",
    locations: [{ path: NDB, layer: 0, diffId: diffId(0) }],
  };
  const vendor = "Ünïcode <https://example.org>";
  expect(gaps).toEqual([]);
  expect([...packages].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    {
      ...common,
      name: "epoch",
      version: "3:2.4~rc1-7.el9",
      purl: "pkg:rpm/alma/epoch@2.4~rc1-7.el9?arch=x86_64&distro=alma-9.1&epoch=3",
      source: { name: "epoch", version: "3:2.4~rc1-7.el9" },
      architecture: "x86_64",
      licenses: ["GPLv2+ and (MIT or BSD)"],
      vendor: "Example Vendor, Inc.",
    },
    {
      ...common,
      name: "many",
      version: "1.0-1",
      purl: "pkg:rpm/alma/many@1.0-1?arch=noarch&distro=alma-9.1",
      source: { name: "many", version: "1.0-1" },
      architecture: "noarch",
      licenses: ["MIT"],
      vendor,
    },
    {
      ...common,
      name: "many-libs",
      version: "1.0-1",
      purl: "pkg:rpm/alma/many-libs@1.0-1?arch=noarch&distro=alma-9.1",
      source: { name: "many", version: "1.0-1" },
      architecture: "noarch",
      licenses: ["MIT"],
      vendor,
    },
    {
      ...common,
      name: "modular",
      version: "12.22.3-1.module_el9+1+abc",
      purl: "pkg:rpm/alma/modular@12.22.3-1.module_el9%2B1%2Babc?arch=noarch&distro=alma-9.1&modularitylabel=nodejs:12:8040020210708131418:522a0ee4",
      source: { name: "modular", version: "12.22.3-1.module_el9+1+abc" },
      architecture: "noarch",
      licenses: ["MIT"],
      vendor: "AlmaLinux",
      module: "nodejs:12:8040020210708131418:522a0ee4",
    },
    {
      ...common,
      name: "plain",
      version: "1.0-1",
      purl: "pkg:rpm/alma/plain@1.0-1?arch=noarch&distro=alma-9.1",
      source: { name: "plain", version: "1.0-1" },
      architecture: "noarch",
      licenses: ["MIT"],
    },
  ]);
});

test.each<[os: OsRelease | undefined, purl: string]>([
  [undefined, "pkg:rpm/plain@1.0-1?arch=noarch"],
  [{ family: "redhat", version: "9.1" }, "pkg:rpm/redhat/plain@1.0-1?arch=noarch&distro=redhat-9.1"],
  [{ family: "suse", version: "15.5" }, "pkg:rpm/suse/plain@1.0-1?arch=noarch&distro=suse-15.5"],
  [{ family: "slem", version: "5.5" }, "pkg:rpm/suse/plain@1.0-1?arch=noarch&distro=slem-5.5"],
  [
    { family: "opensuse-tumbleweed", version: "" },
    "pkg:rpm/opensuse/plain@1.0-1?arch=noarch&distro=opensuse-tumbleweed",
  ],
  [{ family: "mariner", version: "2.0" }, "pkg:rpm/cbl-mariner/plain@1.0-1?arch=noarch&distro=mariner-2.0"],
])("the purl's namespace for %j", async (os, purl) => {
  const { packages } = rpm.packages(
    await viewOf(rpm.analyzers, [{ files: { [BDB]: fixture("Packages") } }]),
    os,
  );
  expect(packages.find(({ name }) => name === "plain")?.purl).toBe(purl);
});

test("one database under two paths is one list", async () => {
  const { packages } = await cataloged([
    { files: { [NDB]: fixture("Packages.db"), [BDB]: fixture("Packages") } },
  ]);
  expect(names(packages)).toEqual(ALL);
  expect(packages.map(({ locations }) => locations.map(({ path }) => path))).toEqual(
    ALL.map(() => [NDB, BDB]),
  );
});

describe("gaps", () => {
  const about = (path: string, reason: string, layer?: number) => ({
    kind: "unreadable",
    where: path,
    by: "rpm",
    reason,
    ...(layer === undefined ? {} : { layer: diffId(layer) }),
  });

  test("a damaged database: what could be read stands beside the gap", async () => {
    const bytes = fixture("Packages.db");
    bytes.writeUInt32BE(0xffffff, bytes.lastIndexOf("BlbS", bytes.indexOf("plain\0")) + 16);
    const { packages, gaps } = await cataloged([{}, { files: { [NDB]: bytes } }]);
    expect(names(packages)).toEqual(ALL.filter((name) => name !== "plain"));
    expect(gaps).toEqual([
      about(
        NDB,
        "The package database cannot be read, or not all of it: 1 of its packages: a package header claims more than it holds.",
        1,
      ),
    ]);
  });

  test("a database that a later layer removed", async () => {
    const { packages, gaps } = await cataloged([
      { files: { [BDB]: fixture("Packages") } },
      { removed: ["var/lib/rpm"] },
    ]);
    expect(packages).toEqual([]);
    const reason = "The package database was removed in a later layer, so what is installed is not known.";
    expect(gaps).toEqual([about(BDB, reason)]);
  });

  test("a database that only moved is no gap", async () => {
    const { packages, gaps } = await cataloged([
      { files: { [BDB]: fixture("Packages") } },
      {
        removed: ["var/lib/rpm"],
        files: { [NDB]: fixture("Packages.db") },
        links: { "var/lib/rpm": "../../usr/lib/sysimage/rpm" },
      },
    ]);
    expect(names(packages)).toEqual(ALL);
    expect(gaps).toEqual([]);
  });

  describe("a write-ahead log in another layer than its database", () => {
    const database = { "var/lib/rpm/rpmdb.sqlite": fixture("Packages.db") };
    const log = { "var/lib/rpm/rpmdb.sqlite-wal": committedLog() };
    const reason =
      "The layer changed the package database's write-ahead log but not the database, so these changes are not known.";

    test("a later one is a gap", async () => {
      const { packages, gaps } = await cataloged([{ files: database }, { files: log }]);
      expect(names(packages)).toEqual(ALL);
      expect(gaps).toEqual([about("var/lib/rpm/rpmdb.sqlite-wal", reason, 1)]);
    });

    test("one without any database is a gap", async () => {
      const { gaps } = await cataloged([{ files: log }]);
      expect(gaps).toEqual([about("var/lib/rpm/rpmdb.sqlite-wal", reason, 0)]);
    });

    test("an earlier one is none", async () => {
      const { gaps } = await cataloged([{ files: log }, { files: database }]);
      expect(gaps).toEqual([]);
    });
  });

  test("a database behind a link that leads elsewhere", async () => {
    const { gaps } = await cataloged([{ links: { "var/lib/rpm": "/opt/rpm" } }]);
    const reason = "The package database is behind a symbolic link, which is not followed.";
    expect(gaps).toEqual([about("var/lib/rpm", reason, 0)]);
  });

  test("an image without rpm has none", async () => {
    expect(await cataloged([{ files: { "etc/passwd": "" } }])).toEqual({ packages: [], gaps: [] });
  });
});

describe("Red Hat builds", () => {
  const manifest = (...names: string[]) => JSON.stringify({ metadata: {}, content_sets: names });
  const MANIFEST = "root/buildinfo/content_manifests/ubi9-container-9.1-1.json";

  test("a package carries what the build of its first layer says", async () => {
    const before = fixture("Packages.db");
    const { packages } = await cataloged([
      { files: { [NDB]: withoutPlain(before), [MANIFEST]: manifest("base-rpms") } },
      { files: { "etc/motd": "" } },
      {
        files: {
          [NDB]: before,
          "root/buildinfo/content_manifests/app.json": manifest("app-rpms"),
          "root/buildinfo/Dockerfile-app-1-2": 'LABEL com.redhat.component="app" version="1" release=2',
        },
      },
    ]);
    const redHat = new Map(packages.map((found) => [found.name, found.redHat]));
    expect(redHat.get("epoch")).toEqual({ contentSets: ["base-rpms"] });
    expect(redHat.get("plain")).toEqual({ contentSets: ["app-rpms"], nvr: "app-1-2" });
  });

  test("without one the package says nothing", async () => {
    const { packages } = await cataloged([{ files: { [NDB]: fixture("Packages.db") } }]);
    expect(packages.filter((found) => "redHat" in found)).toEqual([]);
  });
});

/** The `-wal` file of an SQLite database with one transaction that nobody has moved to the database yet. */
function committedLog(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "drydock-rpm-"));
  const writer = new DatabaseSync(join(folder, "x"));
  try {
    writer.exec("PRAGMA journal_mode = wal; CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)");
    return readFileSync(join(folder, "x-wal"));
  } finally {
    writer.close();
    rmSync(folder, { recursive: true });
  }
}

/** The same NDB database with the slot of package `plain` emptied. */
function withoutPlain(original: Buffer): Buffer {
  const bytes = Buffer.from(original);
  const block = bytes.lastIndexOf("BlbS", bytes.indexOf("plain\0"));
  for (let slot = 32; slot < 4096; slot += 16)
    if (bytes.readUInt32LE(slot + 8) * 16 === block) bytes.fill(0, slot + 4, slot + 16);
  return bytes;
}

describeCorpus("AlmaLinux 9 micro", () => {
  interface Expected {
    readonly os: Record<string, string>;
    readonly packages: readonly Record<string, unknown>[];
  }

  test("every package as rpm lists them, and the distribution", async () => {
    const expected = JSON.parse(
      readFileSync(corpus.image("almalinux-9-micro", "expected-packages.json"), "utf8"),
    ) as Expected;
    const layers = almaLayers("arm64");
    const view = await viewOf([...rpm.analyzers, ...osRelease.analyzers], layers);
    const { os } = osRelease.identify(view);
    const { packages, gaps } = rpm.packages(view, os);
    expect(gaps).toEqual([]);
    expect(os).toMatchObject({ family: "alma", version: "9.1", prettyName: expected.os.PRETTY_NAME });

    const rows = packages.map(({ name, version, architecture, licenses, source }) =>
      [name, version, architecture ?? "(none)", licenses?.join(), source?.name].join(" "),
    );
    const wanted = expected.packages.map((row) => {
      const epoch = row.epoch === 0 ? "" : `${row.epoch}:`;
      // Keys that rpm trusts are listed like packages, but have no source.
      const sourceRpm = String(row.sourceRpm);
      const source = sourceRpm === "(none)" ? row.name : sourceRpm.replace(/-[^-]+-[^-]+$/, "");
      return [
        row.name,
        `${epoch}${row.version}-${row.release}`,
        row.arch ?? "(none)",
        row.license,
        source,
      ].join(" ");
    });
    expect(rows.sort()).toEqual(wanted.sort());
  });
});

/** The layers of one platform of the corpus image, only the files that matter, unpacked by tar. */
function almaLayers(architecture: string): TestLayer[] {
  const folder = mkdtempSync(join(tmpdir(), "drydock-alma-"));
  try {
    execFileSync("tar", [
      "-xf",
      corpus.image("almalinux-9-micro", "almalinux-9-micro.oci-index-gzip.tar"),
      "-C",
      folder,
    ]);
    const blob = (digest: string) => join(folder, "blobs/sha256", digest.replace("sha256:", ""));
    interface Index {
      manifests: { digest: string; platform: { architecture: string } }[];
    }
    const json = <T>(path: string) => JSON.parse(readFileSync(path, "utf8")) as T;
    const outer = json<Index>(join(folder, "index.json"));
    const inner = json<Index>(blob(outer.manifests[0]?.digest ?? ""));
    const chosen = inner.manifests.find(({ platform }) => platform.architecture === architecture);
    const { layers } = json<{ layers: { digest: string }[] }>(blob(chosen?.digest ?? ""));
    return layers.map(({ digest }) => {
      const names = execFileSync("tar", ["-tzf", blob(digest)], { encoding: "utf8" }).split("\n");
      const wanted = names.filter((name) => /^(var\/lib\/rpm\/rpmdb.*|usr\/lib\/os-release)$/.test(name));
      const read = (name: string) =>
        execFileSync("tar", ["-xzOf", blob(digest), name], { maxBuffer: 64 * 1024 * 1024 });
      return {
        files: Object.fromEntries(wanted.map((name) => [name, read(name)])),
        links: names.includes("etc/os-release") ? { "etc/os-release": "../usr/lib/os-release" } : {},
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

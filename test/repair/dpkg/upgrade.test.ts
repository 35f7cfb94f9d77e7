import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quietHost } from "../../../src/host.ts";
import type { Package } from "../../../src/model/index.ts";
import { dpkgGrafter } from "../../../src/repair/dpkg/index.ts";
import type { GraftPlan } from "../../../src/repair/model.ts";
import { describeWith, programPath } from "../../support/tools.ts";
import {
  buildDeb,
  makeKey,
  makeSuite,
  type PackageToBuild,
  type Served,
  type Shipped,
  type SigningKey,
  serve,
  workFolder,
} from "../archive/repository.ts";
import { applyLayer, describeTree, differences, folderRoot } from "./trees.ts";

const ARCHITECTURE = "amd64";
const EXCLUDED = [
  "--path-exclude=/usr/share/doc/*",
  "--path-include=/usr/share/doc/*/copyright",
  "--path-exclude=/usr/share/locale/*",
];

const text = (content: string): Shipped => ({ content });

/** Two versions of three packages, which between them change everything a package may change. */
const OLD: readonly PackageToBuild[] = [
  {
    fields: {
      Package: "alpha",
      Version: "1.0-1",
      Architecture: ARCHITECTURE,
      Section: "utils",
      Priority: "optional",
      Depends: "libgamma (>= 1)",
    },
    conffiles: ["untouched", "same", "edited", "edited-same", "deleted", "deleted-same", "dropped"].map(
      (name) => `/etc/alpha/${name}`,
    ),
    files: {
      "/etc/alpha/untouched": text("old"),
      "/etc/alpha/same": text("same"),
      "/etc/alpha/edited": text("old"),
      "/etc/alpha/edited-same": text("same"),
      "/etc/alpha/deleted": text("old"),
      "/etc/alpha/deleted-same": text("same"),
      "/etc/alpha/dropped": text("old"),
      "/usr/bin/alpha": { content: "old alpha", mode: 0o4755 },
      "/usr/bin/alpha-other-name": { hardLink: "/usr/bin/alpha" },
      "/usr/bin/linked": text("never changes"),
      "/usr/bin/linked-again": { hardLink: "/usr/bin/linked" },
      "/usr/bin/diverted": text("old diverted"),
      "/usr/bin/overridden": text("old overridden"),
      "/lib/alpha/moved.conf": text("moves to /usr"),
      "/usr/share/alpha/stays": text("stays"),
      "/usr/share/alpha/gone/one": text("goes"),
      "/usr/share/alpha/gone/two": text("goes"),
      "/usr/share/alpha/link": { link: "stays" },
      "/usr/share/common/alpha": text("beside beta's"),
      "/usr/share/private/alpha": text("old secret"),
      "/usr/share/doc/alpha/changelog": text("old"),
      "/usr/share/doc/alpha/copyright": text("old"),
      "/usr/share/locale/xx/alpha.mo": text("old"),
      [`/usr/share/alpha/${"long/".repeat(30)}name`]: text("old"),
    },
  },
  {
    fields: { Package: "beta", Version: "1.0", Architecture: "all", Source: "beta-source (3.0)" },
    files: {
      "/usr/share/common/beta": text("beta"),
      "/usr/share/taken/by-alpha": text("beta's"),
      "/usr/share/beta/only/file": text("goes with its folder"),
    },
    compression: "gzip",
  },
  {
    fields: {
      Package: "libgamma",
      Version: "1.0",
      Architecture: ARCHITECTURE,
      "Multi-Arch": "same",
      Source: "gamma",
    },
    files: {
      "/usr/lib/libgamma.so.1.0": text("old gamma"),
      "/usr/lib/libgamma.so.1": { link: "libgamma.so.1.0" },
    },
    control: {
      postinst: '#!/bin/sh\nset -e\ncase "$1" in\nconfigure) ;;\nesac\n',
      shlibs: "libgamma 1 libgamma\n",
    },
    compression: "zstd",
  },
];

const NEW: readonly PackageToBuild[] = [
  {
    fields: {
      Package: "alpha",
      Version: "1.0-1+fix1",
      Architecture: ARCHITECTURE,
      Depends: "libgamma (>=1.1) | nothing",
      Replaces: "beta (<< 2.0)",
      Breaks: "beta (<<2.0)",
      Homepage: "https://example.org/",
      "Installed-Size": "12",
      "Multi-Arch": "no",
    },
    conffiles: [
      "untouched",
      "same",
      "edited",
      "edited-same",
      "deleted",
      "deleted-same",
      "fresh",
      "fresh-there",
    ].map((name) => `/etc/alpha/${name}`),
    files: {
      "/etc/alpha/untouched": text("new"),
      "/etc/alpha/same": text("same"),
      "/etc/alpha/edited": text("new"),
      "/etc/alpha/edited-same": text("same"),
      "/etc/alpha/deleted": text("new"),
      "/etc/alpha/deleted-same": text("same"),
      "/etc/alpha/fresh": text("new"),
      "/etc/alpha/fresh-there": text("new"),
      "/usr/bin/alpha": { content: "new alpha", mode: 0o4755 },
      "/usr/bin/alpha-other-name": { hardLink: "/usr/bin/alpha" },
      "/usr/bin/linked": text("never changes"),
      "/usr/bin/linked-again": { hardLink: "/usr/bin/linked" },
      "/usr/bin/diverted": text("new diverted"),
      "/usr/bin/overridden": text("new overridden"),
      "/usr/bin/tool": { content: "new tool", mode: 0o755 },
      "/usr/lib/alpha/moved.conf": text("moves to /usr"),
      "/usr/share/alpha/stays": text("stays"),
      "/usr/share/alpha/link": { link: "../alpha/stays" },
      "/usr/share/alpha/empty/": { mode: 0o750 },
      "/usr/share/common/alpha": text("beside beta's"),
      "/usr/share/private/alpha": text("new secret"),
      "/usr/share/taken/by-alpha": text("alpha's"),
      "/usr/share/doc/alpha/changelog": text("new"),
      "/usr/share/doc/alpha/copyright": text("new"),
      "/usr/share/locale/xx/alpha.mo": text("new"),
      [`/usr/share/alpha/${"long/".repeat(30)}name`]: text("new"),
    },
    control: {
      postinst: '#!/bin/sh\nset -e\nif [ "$1" = configure ]; then\n  chmod 2755 /usr/bin/tool\nfi\n',
    },
  },
  {
    fields: {
      Package: "beta",
      Version: "2.0",
      Architecture: "all",
      Source: "beta-source (4.0)",
      "Original-Maintainer": "Somebody",
    },
    files: { "/usr/share/common/beta": text("beta") },
    control: { md5sums: "00000000000000000000000000000000  usr/share/common/beta\n" },
    compression: "none",
  },
  {
    fields: {
      Package: "libgamma",
      Version: "1.1",
      Architecture: ARCHITECTURE,
      "Multi-Arch": "same",
      Source: "gamma",
    },
    files: {
      "/usr/lib/libgamma.so.1.1": text("new gamma"),
      "/usr/lib/libgamma.so.1": { link: "libgamma.so.1.1" },
    },
    control: { postinst: '#!/bin/sh\nset -e\ncase "$1" in\nconfigure) ;;\nesac\n' },
  },
];

const isRoot = process.getuid?.() === 0;

describeWith(
  isRoot ? ["dpkg", "dpkg-deb", "gpg", "busybox"] : ["root's rights"],
  "an upgrade by graft and by dpkg",
  () => {
    const work = workFolder();
    const image = join(work.path, "image");
    let key: SigningKey;
    let server: Served;
    let fresh: readonly string[];

    const dpkg = (root: string, ...args: string[]) =>
      execFileSync(
        "dpkg",
        [`--root=${root}`, "--force-confdef", "--force-confold", "--force-unsafe-io", ...EXCLUDED, ...args],
        {
          stdio: ["ignore", "pipe", "pipe"],
          encoding: "utf8",
          env: { PATH: process.env.PATH, DEBIAN_FRONTEND: "noninteractive" },
        },
      );

    beforeAll(async () => {
      key = makeKey();
      server = await serve();
      for (const folder of ["old", "new"]) mkdirSync(join(work.path, folder));
      const old = OLD.map((one) => buildDeb(join(work.path, "old"), one));
      fresh = NEW.map((one) => buildDeb(join(work.path, "new"), one));
      for (const folder of [
        "usr/bin",
        "usr/lib",
        "usr/share/private",
        "etc/apt/keyrings",
        "etc/dpkg/dpkg.cfg.d",
        "etc/alpha",
        "var/lib/dpkg/info",
        "var/lib/dpkg/updates",
        "var/log",
      ])
        mkdirSync(join(image, folder), { recursive: true });
      for (const folder of ["bin", "lib"]) symlinkSync(`usr/${folder}`, join(image, folder));
      cpSync(programPath("busybox")!, join(image, "usr/bin/busybox"));
      for (const applet of ["sh", "chmod"]) symlinkSync("busybox", join(image, "usr/bin", applet));
      writeFileSync(join(image, "var/lib/dpkg/status"), "");
      writeFileSync(join(image, "etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
      writeFileSync(join(image, "etc/group"), "root:x:0:\nmail:x:8:\n");
      writeFileSync(
        join(image, "etc/dpkg/dpkg.cfg.d/small"),
        EXCLUDED.map((one) => `${one.slice(2).replace("=", " ")}\n`).join(""),
      );
      writeFileSync(join(image, "etc/apt/keyrings/tests.asc"), key.publicKey);
      writeFileSync(
        join(image, "etc/apt/sources.list"),
        `deb [signed-by=/etc/apt/keyrings/tests.asc] ${server.address}/repository tests main\n`,
      );
      dpkg(image, "--install", ...old);
      execFileSync(
        "dpkg-divert",
        [
          "--root",
          image,
          "--package",
          "beta",
          "--add",
          "--rename",
          "--divert",
          "/usr/bin/diverted.distrib",
          "/usr/bin/diverted",
        ],
        { stdio: "pipe" },
      );
      execFileSync(
        "dpkg-statoverride",
        ["--root", image, "--add", "--update", "root", "mail", "2711", "/usr/bin/overridden"],
        { stdio: "pipe" },
      );
      chmodSync(join(image, "usr/share/private"), 0o700);
      chmodSync(join(image, "etc/alpha/untouched"), 0o600);
      for (const name of ["edited", "edited-same", "fresh-there"])
        writeFileSync(join(image, "etc/alpha", name), "by the image's author");
      for (const name of ["deleted", "deleted-same"]) rmSync(join(image, "etc/alpha", name));
      writeFileSync(join(image, "etc/alpha/edited.dpkg-old"), "of an earlier upgrade");
      for (const [path, bytes] of makeSuite(fresh, key, { suite: "tests" }))
        server.files.set(`repository/${path}`, bytes);
    }, 60_000);

    afterAll(async () => {
      key.remove();
      await server.close();
      work.remove();
    });

    const plan = (wanted: Readonly<Record<string, string>>): Promise<GraftPlan> =>
      dpkgGrafter(quietHost(join(work.path, "cache"))).plan({
        root: folderRoot(image),
        os: { family: "tests", version: "1" },
        platform: { os: "linux", architecture: "amd64" },
        packages: [],
        targets: Object.entries(wanted).map(([name, fixedVersion]) => ({
          package: installed(name),
          fixedVersion,
          findings: [],
        })),
        settings: { mirrors: {}, allowArchived: false, offline: false },
      });

    test("leave the same files behind, with the same owners, modes, links and database", async () => {
      const made = await plan({ alpha: "1.0-1+fix1", beta: "2.0", libgamma: "1.1" });
      expect(made.plan).toEqual({
        packages: [
          {
            name: "alpha",
            architecture: "amd64",
            from: "1.0-1",
            to: "1.0-1+fix1",
            source: "alpha",
            because: "target",
          },
          {
            name: "beta",
            architecture: "all",
            from: "1.0",
            to: "2.0",
            source: "beta-source",
            because: "target",
          },
          {
            name: "libgamma",
            architecture: "amd64",
            from: "1.0",
            to: "1.1",
            source: "gamma",
            because: "target",
          },
        ],
        left: [],
        commands: [
          "apt-get update",
          "apt-get install -y --only-upgrade --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold alpha:amd64=1.0-1+fix1 beta=2.0 libgamma:amd64=1.1",
        ],
      });
      const [ours, theirs] = [join(work.path, "ours"), join(work.path, "theirs")];
      for (const copy of [ours, theirs]) execFileSync("cp", ["-a", image, copy]);
      await applyLayer(ours, await made.graft());
      await made.close();
      dpkg(theirs, "--auto-deconfigure", "--install", ...fresh);
      expect(differences(describeTree(ours), describeTree(theirs), isLeftover)).toEqual([]);
      expect(
        existsSync(join(work.path, "cache/tmp")) && describeTree(join(work.path, "cache/tmp")).size,
      ).toBe(0);
      expect(readFileSync(join(ours, "usr/bin/diverted.distrib"), "utf8")).toBe("new diverted");
      const configuration = readdirSync(join(ours, "etc/alpha")).map(
        (name) => `${name}: ${readFileSync(join(ours, "etc/alpha", name), "utf8")}`,
      );
      expect(configuration.sort()).toEqual([
        "deleted.dpkg-dist: new",
        "dropped: old",
        "edited-same: by the image's author",
        "edited.dpkg-dist: new",
        "edited: by the image's author",
        "fresh-there.dpkg-dist: new",
        "fresh-there: by the image's author",
        "fresh: new",
        "same: same",
        "untouched: new",
      ]);
      expect([dpkg(ours, "--audit"), dpkg(ours, "--verify", "alpha", "libgamma")]).toEqual([
        "",
        dpkg(theirs, "--verify", "alpha", "libgamma"),
      ]);
    });

    test("what need not change is not in the layer, and parents keep the image's metadata", async () => {
      const made = await plan({ libgamma: "1.1" });
      const entries = (await made.graft()).map((entry) =>
        `${entry.type} ${entry.path} ${"mode" in entry ? entry.mode.toString(8) : ""}`.trim(),
      );
      await made.close();
      expect(entries.sort()).toEqual([
        "directory usr 755",
        "directory usr/lib 755",
        "directory var 755",
        "directory var/lib 755",
        "directory var/lib/dpkg 755",
        "directory var/lib/dpkg/info 755",
        "file usr/lib/libgamma.so.1.1 644",
        "file var/lib/dpkg/info/libgamma:amd64.list 644",
        "file var/lib/dpkg/info/libgamma:amd64.md5sums 644",
        "file var/lib/dpkg/status 644",
        "symlink usr/lib/libgamma.so.1 777",
        "whiteout usr/lib/libgamma.so.1.0",
        "whiteout var/lib/dpkg/info/libgamma:amd64.shlibs",
      ]);
    });

    test("a package that depends on a newer one takes it along", async () => {
      const made = await plan({ alpha: "1.0-1+fix1" });
      await made.close();
      expect(made.plan.packages.map(({ name, because }) => `${name} ${because}`)).toEqual([
        "alpha target",
        "beta dependency",
        "libgamma dependency",
      ]);
    });
  },
);

function installed(name: string): Package {
  const { fields } = OLD.find((one) => one.fields.Package === name)!;
  return {
    name,
    version: fields.Version!,
    architecture: fields.Architecture!,
    ecosystem: "Tests",
    purl: `pkg:deb/tests/${name}`,
    by: "dpkg",
    locations: [],
  };
}

/** Backups, locks and what only dpkg itself looks at. */
function isLeftover(path: string): boolean {
  return /^var\/(?:log\/.*|lib\/dpkg\/(?:status-old|lock|lock-frontend|diversions-old|statoverride-old|available|triggers\/.*|triggers))$/.test(
    path,
  );
}

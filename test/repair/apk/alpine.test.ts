import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bytesOf, listTar } from "../../../src/repair/apk/tar.ts";
import { corpus } from "../../support/corpus.ts";
import type { TarEntry } from "../../support/tar.ts";
import { describeWith } from "../../support/tools.ts";
import { ALPINES, copyRoot, inRoot, planFor, setRepositories, trust, unpackBase } from "./support/alpine.ts";
import { applyLayer, listTree } from "./support/disk-root.ts";
import { repackAll } from "./support/repack.ts";
import { type ApkRecipe, signingKey } from "./support/repository.ts";
import { type ApkServer, repositoryFiles, startServer } from "./support/server.ts";

const d = (path: string, mode = 0o755, more: Partial<TarEntry> = {}): TarEntry => ({
  path,
  type: "directory",
  mode,
  ...more,
});
const f = (path: string, content: string, more: Partial<TarEntry> = {}): TarEntry => ({
  path,
  content,
  ...more,
});
const l = (path: string, target: string): TarEntry => ({ path, type: "symlink", mode: 0o777, target });

const silent = "#!/bin/sh\n\n# nothing to do\nexit 0\n";

/** Before: what the image has. */
const BEFORE: readonly ApkRecipe[] = [
  {
    name: "watcher",
    version: "1-r0",
    triggers: ["/usr/share/one", "/usr/share/*"],
    scripts: { trigger: silent },
    files: [d("usr"), d("usr/share"), d("usr/share/watcher"), f("usr/share/watcher/a", "a")],
  },
  {
    name: "one",
    version: "1.0-r0",
    provides: ["so:libone.so.1=1.0", "cmd:one=1.0-r0"],
    scripts: { "post-install": silent },
    files: [
      d("etc"),
      f("etc/plain.conf", "1"),
      f("etc/edited.conf", "1"),
      f("etc/same.conf", "1"),
      f("etc/deleted.conf", "1"),
      l("etc/link.conf", "plain.conf"),
      l("etc/moved-link.conf", "plain.conf"),
      f("etc/dropped.conf", "1"),
      f("etc/dropped-edited.conf", "1"),
      d("usr"),
      d("usr/bin"),
      f("usr/bin/one", "#!/bin/sh\n", { mode: 0o755 }),
      f("usr/bin/one-su", "1", { mode: 0o4755 }),
      d("usr/share"),
      d("usr/share/one", 0o750),
      f("usr/share/one/b", "b"),
      { path: "usr/share/one/b-link", type: "hardlink", target: "usr/share/one/b" },
      f("usr/share/one/changed", "1"),
      f("usr/share/one/gone", "1"),
      d("usr/share/one/tightened"),
      d("usr/share/one/touched", 0o700),
      d("usr/share/one/empties"),
      f("usr/share/one/empties/last", "1"),
      d("usr/share/one/filled"),
      f("usr/share/one/filled/last", "1"),
      f("usr/share/one/to-libs", "1"),
    ],
  },
  {
    name: "one-libs",
    version: "1.0-r0",
    origin: "one",
    depend: ["one=1.0-r0"],
    files: [d("usr"), d("usr/share"), d("usr/share/one"), f("usr/share/one/from-libs", "1")],
  },
  {
    name: "two",
    version: "2-r0",
    depend: ["so:libone.so.1"],
    files: [
      d("usr"),
      d("usr/share"),
      d("usr/share/two"),
      f("usr/share/two/a", "1"),
      f("usr/share/two/taken", "1"),
    ],
  },
  {
    name: "three",
    version: "3-r0",
    files: [d("usr"), d("usr/share"), d("usr/share/three"), f("usr/share/three/a", "1")],
  },
];

/** After: what its repository offers. */
const AFTER: readonly ApkRecipe[] = [
  {
    name: "one",
    version: "1.1-r0",
    provides: ["so:libone.so.2=1.1", "cmd:one=1.1-r0"],
    replaces: ["three"],
    replacesPriority: 2,
    scripts: { "pre-upgrade": silent, "post-upgrade": silent, "post-install": silent },
    files: [
      d("etc"),
      f("etc/plain.conf", "2"),
      f("etc/edited.conf", "2"),
      f("etc/same.conf", "2"),
      f("etc/deleted.conf", "2"),
      l("etc/link.conf", "edited.conf"),
      l("etc/moved-link.conf", "same.conf"),
      f("etc/unowned.conf", "2"),
      d("usr"),
      d("usr/bin"),
      f("usr/bin/one", "#!/bin/sh\n# 2\n", { mode: 0o755 }),
      f("usr/bin/one-su", "1", { mode: 0o4750, uname: "root", gname: "wheel" }),
      d("usr/share"),
      d("usr/share/zz-first"),
      f("usr/share/zz-first/z", "z", { uname: "nobody", gname: "nobody" }),
      f("usr/share/zz-first/a", "a", { uname: "nosuchuser", uid: 1234, gname: "nosuchgroup", gid: 2345 }),
      d("usr/share/one", 0o755),
      f("usr/share/one/b", "b2"),
      { path: "usr/share/one/a-link", type: "hardlink", target: "usr/share/one/b" },
      f("usr/share/one/changed", "2"),
      l("usr/share/one/was-file", "changed"),
      f("usr/share/one/from-libs", "2"),
      d("usr/share/one/tightened", 0o700),
      d("usr/share/one/touched", 0o755),
      f("usr/share/one/.keep_this", ""),
      d("usr/share/one/private", 0o700, { uname: "daemon", gname: "daemon" }),
      d("usr/share/three"),
      f("usr/share/three/a", "2"),
    ],
  },
  {
    name: "one-libs",
    version: "1.1-r0",
    origin: "one",
    depend: ["one=1.1-r0"],
    files: [d("usr"), d("usr/share"), d("usr/share/one"), f("usr/share/one/to-libs", "2")],
  },
  {
    name: "two",
    version: "2-r1",
    depend: ["so:libone.so.2"],
    files: [d("usr"), d("usr/share"), d("usr/share/two"), f("usr/share/two/a", "2")],
  },
  {
    name: "watcher",
    version: "1-r1",
    triggers: ["/usr/share/one", "/usr/share/zz*"],
    scripts: { trigger: silent, "post-upgrade": silent },
    files: [d("usr"), d("usr/share"), d("usr/share/watcher"), f("usr/share/watcher/a", "2")],
  },
];

/** What people do to images. */
function live(root: string): void {
  writeFileSync(join(root, "etc/edited.conf"), "mine");
  writeFileSync(join(root, "etc/same.conf"), "2");
  writeFileSync(join(root, "etc/unowned.conf"), "mine");
  writeFileSync(join(root, "etc/dropped-edited.conf"), "mine");
  unlinkSync(join(root, "etc/deleted.conf"));
  unlinkSync(join(root, "etc/moved-link.conf"));
  symlinkSync("mine.conf", join(root, "etc/moved-link.conf"));
  writeFileSync(join(root, "usr/share/one/filled/mine"), "mine");
  chmodSync(join(root, "usr/share/one/touched"), 0o711);
  // apk's trigger of busybox makes such links anew.
  unlinkSync(join(root, "usr/bin/wget"));
}

if (!corpus.present || process.getuid?.() !== 0)
  test.skip("real Alpine roots (skipped: no corpus beside the checkout, or not root)", () => {});
else
  describeWith(["chroot", "tar"], "the graft equals the image's own apk upgrade", () => {
    const folder = mkdtempSync(join(tmpdir(), "drydock-alpine-"));
    const key = signingKey();
    let server: ApkServer;
    beforeAll(async () => {
      server = await startServer(
        new Map([...repositoryFiles("/before", BEFORE, key), ...repositoryFiles("/after", AFTER, key)]),
      );
    });
    afterAll(async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(ALPINES)("%s", { timeout: 120_000 }, async (name, file, layout) => {
      const base = join(folder, name);
      await unpackBase(corpus.image(name, file), layout, base);
      trust(base, key);
      setRepositories(base, `${server.url}/before`);
      await inRoot(base, `apk add --no-cache ${BEFORE.map(({ name }) => name).join(" ")}`);
      live(base);
      setRepositories(base, `${server.url}/after`);
      const [native, grafted] = [`${base}-native`, `${base}-grafted`];
      copyRoot(base, native);
      copyRoot(base, grafted);

      const { plan, graft, close } = await planFor(grafted, [
        ["one", "1.1-r0"],
        ["watcher", "1-r1"],
      ]);
      await applyLayer(grafted, await graft());
      await close();
      await inRoot(native, "apk upgrade --no-cache");

      expect(plan).toEqual({
        packages: [
          {
            name: "one",
            architecture: "x86_64",
            from: "1.0-r0",
            to: "1.1-r0",
            source: "one",
            because: "target",
          },
          {
            name: "one-libs",
            architecture: "x86_64",
            from: "1.0-r0",
            to: "1.1-r0",
            source: "one",
            because: "source",
          },
          {
            name: "two",
            architecture: "x86_64",
            from: "2-r0",
            to: "2-r1",
            source: "two",
            because: "dependency",
          },
          {
            name: "watcher",
            architecture: "x86_64",
            from: "1-r0",
            to: "1-r1",
            source: "watcher",
            because: "target",
          },
        ],
        left: [],
        commands: ["apk upgrade --no-cache one one-libs two watcher"],
      });
      expect(comparable(grafted)).toEqual(comparable(native));
      expect(
        await inRoot(grafted, "apk version -l '<'; apk audit --system --no-network; apk fix -s"),
      ).toEqual(await inRoot(native, "apk version -l '<'; apk audit --system --no-network; apk fix -s"));
    });

    test.each(ALPINES)("%s raised as a whole", { timeout: 120_000 }, async (name, file, layout) => {
      const base = join(folder, `${name}-whole`);
      await unpackBase(corpus.image(name, file), layout, base);
      trust(base, key);
      // Before 3.20 its script makes /var/run anew, which is refused. The second is passed over by apk 2.10.3, not by us.
      const spared = name === "alpine-3.20" ? [] : ["alpine-baselayout", "ca-certificates-cacert"];
      const recipes = repackAll(base).filter((recipe) => !spared.includes(recipe.name));
      for (const [path, bytes] of repositoryFiles(`/${name}`, recipes, key)) server.files.set(path, bytes);
      setRepositories(base, `${server.url}/${name}`);
      unlinkSync(join(base, "usr/bin/wget"));
      symlinkSync("/bin/busybox", join(base, "usr/bin/no-such-applet"));
      const [native, grafted] = [`${base}-native`, `${base}-grafted`];
      copyRoot(base, native);
      copyRoot(base, grafted);

      const wanted = recipes.map((recipe) => [recipe.name, recipe.version] as const);
      const { plan, graft, close } = await planFor(grafted, wanted);
      await applyLayer(grafted, await graft());
      await close();
      await inRoot(native, "apk upgrade --no-cache");

      expect(plan.packages.map((one) => [one.name, one.to])).toEqual(wanted.toSorted());
      expect(plan.left).toEqual([]);
      for (const root of [native, grafted]) forgetDay(root);
      expect(comparable(grafted)).toEqual(comparable(native));
    });
  });

/** On which a password was set: busybox takes the day it runs on. */
function forgetDay(root: string): void {
  const path = join(root, "etc/shadow");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^(klogd:!:)\d+/m, "$10"));
}

/** Left out: the lock, caches; times in scripts.tar; the order of paragraphs where apk keeps that of its work. */
function comparable(root: string): unknown {
  const database = join(root, "lib/apk/db");
  const {
    "lib/apk/db/installed": _i,
    "lib/apk/db/scripts.tar": _s,
    "lib/apk/db/triggers": _t,
    ...tree
  } = listTree(root);
  const scripts = readFileSync(join(database, "scripts.tar"));
  const installed = readFileSync(join(database, "installed"), "utf8").split("\n\n");
  const isSorted = readFileSync(join(root, "etc/alpine-release"), "utf8").startsWith("3.20");
  return {
    tree,
    installed: isSorted ? installed : installed.toSorted(),
    triggers: readFileSync(join(database, "triggers"), "utf8"),
    scripts: listTar(bytesOf(scripts))
      .map(({ path, mode, uid, gid, offset, size }) => [
        path,
        mode,
        uid,
        gid,
        scripts.toString("utf8", offset, offset + size),
      ])
      .toSorted(),
  };
}

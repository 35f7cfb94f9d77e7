import { chmodSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TarEntry } from "../../../support/tar.ts";
import type { ApkRecipe } from "./repository.ts";

/** A folder. */
export const d = (path: string, mode = 0o755, more: Partial<TarEntry> = {}): TarEntry => ({
  path,
  type: "directory",
  mode,
  ...more,
});
/** A file. */
export const f = (path: string, content: string, more: Partial<TarEntry> = {}): TarEntry => ({
  path,
  content,
  ...more,
});
/** A symbolic link. */
export const l = (path: string, target: string): TarEntry => ({ path, type: "symlink", mode: 0o777, target });

const silent = "#!/bin/sh\n\n# nothing to do\nexit 0\n";

/** Before: what the image has. */
export const BEFORE: readonly ApkRecipe[] = [
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
export const AFTER: readonly ApkRecipe[] = [
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
export function live(root: string): void {
  writeFileSync(join(root, "etc/edited.conf"), "mine");
  writeFileSync(join(root, "etc/same.conf"), "2");
  writeFileSync(join(root, "etc/unowned.conf"), "mine");
  writeFileSync(join(root, "etc/dropped-edited.conf"), "mine");
  unlinkSync(join(root, "etc/deleted.conf"));
  unlinkSync(join(root, "etc/moved-link.conf"));
  symlinkSync("mine.conf", join(root, "etc/moved-link.conf"));
  writeFileSync(join(root, "usr/share/one/filled/mine"), "mine");
  chmodSync(join(root, "usr/share/one/touched"), 0o711);
}

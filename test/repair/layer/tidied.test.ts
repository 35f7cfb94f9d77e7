import { expect, test } from "vitest";
import { tidied } from "../../../src/repair/layer/tidied.ts";
import type { RootEntry, WrittenEntry } from "../../../src/repair/model.ts";

const EPOCH = 1000;
const node = { mode: 0o755, uid: 0, gid: 0, mtime: 5000 };
const folder = (path: string, mode = 0o755): WrittenEntry => ({ ...node, type: "directory", path, mode });
const file = (path: string, mtime = 5000): WrittenEntry => ({
  ...node,
  ...{ type: "file", path, mtime, size: 0 },
  async *content() {},
});
const link = (path: string): WrittenEntry => ({ ...node, type: "symlink", path, target: "x" });

function rootWith(folders: Readonly<Record<string, number>>) {
  return {
    entry: (path: string): RootEntry | undefined => {
      const mode = folders[path];
      return mode === undefined ? undefined : { path, type: "directory", size: 0, mode, uid: 0, gid: 0 };
    },
  };
}

const root = rootWith({
  usr: 0o755,
  "usr/lib": 0o700,
  var: 0o755,
  "var/lib": 0o755,
  "var/log": 0o755,
  etc: 0o755,
});

test("caches, lists, logs, backups and what the builder mounts stay out; so do folders that are as they were", () => {
  const entries = [
    ...[
      "var/lib/apt/lists/x",
      "var/cache/apt/pkgcache.bin",
      "var/log/dpkg.log",
      "var/log/apt/history.log",
    ].map((path) => file(path)),
    ...[
      "tmp/x",
      "run/x",
      "etc/resolv.conf",
      "etc/hosts",
      "var/lib/dpkg/status-old",
      "var/cache/ldconfig/aux-cache",
    ].map((path) => file(path)),
    { type: "whiteout", path: "var/lib/apt/lists/old" } as const,
    ...["var", "var/lib", "var/log", "tmp", "etc"].map((path) => folder(path)),
  ];
  expect(tidied(entries, root, EPOCH)).toEqual([]);
});

test("a package's own folder among the logs stays, and a folder that has changed", () => {
  const kept = tidied([folder("var/log/own"), folder("usr", 0o700)], root, EPOCH);
  expect(kept.map(({ path }) => path).sort()).toEqual(["usr", "var", "var/log", "var/log/own"]);
});

test("parents are repeated as the image has them; no time is later than the epoch, earlier ones stay", () => {
  expect(tidied([link("usr/lib/x"), file("usr/lib/old", 7)], root, EPOCH)).toEqual([
    { ...link("usr/lib/x"), mtime: EPOCH },
    { ...file("usr/lib/old", 7), content: expect.any(Function) },
    { type: "directory", path: "usr/lib", mode: 0o700, uid: 0, gid: 0, mtime: EPOCH },
    { type: "directory", path: "usr", mode: 0o755, uid: 0, gid: 0, mtime: EPOCH },
  ]);
});

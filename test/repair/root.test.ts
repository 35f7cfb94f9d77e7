import { expect, test } from "vitest";
import { EntryList } from "../../src/analysis/entry-list.ts";
import { type FileEntry, squash } from "../../src/analysis/index.ts";
import { applyEffects } from "../../src/repair/dpkg/effects.ts";
import { Overlay } from "../../src/repair/dpkg/overlay.ts";
import { rootOf } from "../../src/repair/root.ts";

const plain = { size: 4, mode: 0o755, uid: 0, gid: 0 };
const entries: readonly FileEntry[] = [
  { ...plain, path: "bin/tool", type: "file" },
  { ...plain, path: "bin/alone", type: "file" },
  { ...plain, path: "bin/also", type: "hardlink", size: 0, target: "bin/tool" },
];
const view = squash([
  {
    diffId: `sha256:${"1".repeat(64)}`,
    entries: EntryList.from(entries),
    whiteouts: [],
    opaques: [],
    records: {},
    gaps: [],
  },
]);
const root = () => rootOf(view, async () => new Map());

test("lists the same each time", () => {
  const one = root();
  const listed = () => [...one.entries()].map(({ path, type, target }) => [path, type, target]);
  expect(listed()).toEqual(entries.map(({ path, type, target }) => [path, type, target]));
  expect(listed()).toEqual(listed());
});

test("a file with hard links in the image is not changed by a script, one without is", () => {
  const chmod = (path: string, overlay: Overlay) =>
    applyEffects([{ kind: "chmod", path, mode: 0o4755 }], overlay, 7);
  expect(() => chmod("bin/tool", new Overlay(root()))).toThrow(
    expect.objectContaining({
      code: "FIX_CONTENT",
      message: "A script changes who may use /bin/tool, which is linked or no plain file.",
    }),
  );
  const overlay = new Overlay(root());
  chmod("bin/alone", overlay);
  expect(overlay.entry("bin/alone")).toMatchObject({ type: "file", mode: 0o4755, mtime: 7 });
  // What has taken the link's place shares nothing.
  overlay.remove("bin/also");
  chmod("bin/tool", overlay);
  expect(overlay.entry("bin/tool")).toMatchObject({ mode: 0o4755 });
});

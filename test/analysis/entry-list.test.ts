import fc from "fast-check";
import { expect, it } from "vitest";
import type { FileEntry } from "../../src/analysis/analyzer.ts";
import { EntryList } from "../../src/analysis/entry-list.ts";

const segment = fc.oneof(
  fc.constantFrom("usr", "lib", "a", "ä", "☃", "x".repeat(300)),
  fc
    .string({ minLength: 1, maxLength: 8, unit: "binary" })
    .map((text) => text.replaceAll(/[/\0\ud800-\udfff]/g, "_")),
);
const number = fc.oneof(fc.nat(4000), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const entry: fc.Arbitrary<FileEntry> = fc
  .record({
    path: fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join("/")),
    type: fc.constantFrom<FileEntry["type"]>("file", "directory", "symlink", "hardlink", "other"),
    size: number,
    mode: fc.constantFrom(0, 0o644, 0o755, 0o4755, 0o7777),
    uid: number,
    gid: fc.constantFrom(0, 1000),
    target: segment,
    capabilities: fc.array(fc.constantFrom("setuid", "net_raw", "sys_admin"), { maxLength: 2 }),
    device: fc.record({ kind: fc.constantFrom("block", "char", "fifo"), major: number, minor: fc.nat(9) }),
  })
  .map(({ target, size, capabilities, device, ...rest }) => ({
    ...rest,
    size: rest.type === "file" ? size : 0,
    ...(rest.type === "file" && capabilities.length > 0 && { capabilities }),
    ...(rest.type === "other" && device.minor > 2 && { device }),
    ...(rest.type === "symlink" || rest.type === "hardlink" ? { target } : undefined),
  }));

it("gives back what was put in, in order, one by one and by path", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 80 }), (entries) => {
      const list = EntryList.from(entries);
      expect([...list]).toEqual(entries);
      expect(list.length).toBe(entries.length);
      for (const [index, one] of entries.entries()) {
        expect(list.at(index)).toEqual(one);
        const last = entries.findLastIndex(({ path }) => path === one.path);
        expect(list.find(one.path)).toEqual({ entry: entries[last], index: last });
      }
      expect(list.find("not/there")).toBeUndefined();
      const lasts = new Map([...entries.entries()].map(([index, { path }]) => [path, index]));
      const isLast = entries.map(({ path }, index) => lasts.get(path) === index);
      expect([...list.last()]).toEqual(isLast.map(Number));
      expect([...list.chosen(list.last())]).toEqual(entries.filter((_, index) => isLast[index]));
    }),
  );
});

it("shows an owner below zero as the kernel would", () => {
  const one: FileEntry = { path: "f", type: "file", size: 1, mode: 0o644, uid: -2, gid: -1 };
  expect([...EntryList.from([one])]).toEqual([{ ...one, uid: 4_294_967_294, gid: 4_294_967_295 }]);
});

it("takes no byte more for entries without capabilities because others have some", () => {
  const plain: FileEntry = { path: "b", type: "file", size: 1, mode: 0o755, uid: 0, gid: 0 };
  const capable: FileEntry = { ...plain, path: "a", capabilities: ["net_raw"] };
  const size = (...entries: FileEntry[]) => EntryList.from(entries).packed.bytes.length;
  expect(size(capable, plain) - size(capable)).toBe(
    size({ ...plain, path: "a" }, plain) - size({ ...plain, path: "a" }),
  );
});

it("takes a fraction of the memory of objects", () => {
  const paths = Array.from(
    { length: 20_000 },
    (_, index) => `usr/lib/python3/dist-packages/module/file_${index}.py`,
  );
  const list = EntryList.from(
    paths.map((path): FileEntry => ({ path, type: "file", size: 1000, mode: 0o644, uid: 0, gid: 0 })),
  );
  expect(list.size / paths.length).toBeLessThan(20);
  expect(list.some(({ path }) => path === paths[12_345])).toBe(true);
  expect(list.some(({ type }) => type === "symlink")).toBe(false);
});

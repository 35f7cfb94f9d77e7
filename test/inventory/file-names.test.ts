import fc from "fast-check";
import { expect, test } from "vitest";
import { fileNames, foldersOf } from "../../src/inventory/file-names.ts";

function packed(...paths: string[]): string {
  const files = fileNames();
  for (const path of paths) files.add(path);
  return files.text();
}

function unpacked(text: string): string[] {
  return [...foldersOf(text)].flatMap(({ folder, names }) =>
    names
      .split("\n")
      .filter((name) => name !== "")
      .map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
}

test("a folder stands once for the names behind it", () => {
  expect(packed("/usr/bin/a", "/usr/bin/b", "etc/c", "/d", "usr/bin/e")).toBe(
    "usr/bin/\na\nb\netc/\nc\n/\nd\nusr/bin/\ne\n",
  );
  expect(packed()).toBe("");
  expect([...foldersOf("")]).toEqual([]);
});

test("what is no path of a file is left out", () => {
  expect(packed("/usr/", "", "/", "a\nb", "x\n/y", "/ok")).toBe("/\nok\n");
});

test("any paths come back", () => {
  const name = fc.string({ minLength: 1, unit: "binary" }).filter((text) => !/[/\n]/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(fc.array(path), (paths) => {
      expect(unpacked(packed(...paths))).toEqual(paths);
    }),
  );
});

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";
import { newFiles } from "../../../src/repair/proof/files.ts";
import { inputFor } from "../../support/read-image.ts";
import type { TarEntry } from "../../support/tar.ts";
import { programPath } from "../../support/tools.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const STATUS =
  "Package: thing\nStatus: install ok installed\nArchitecture: amd64\nMaintainer: x\nVersion: 2\nDescription: x\n";

async function readOf(layer: readonly TarEntry[], base: readonly TarEntry[] = []) {
  const { read } = await inputFor(
    { analyzers: () => [] },
    { layers: [base, layer] },
    checksOf(defaultPolicy()),
  );
  return read!;
}

function installed(files: Readonly<Record<string, string>>): readonly TarEntry[] {
  const paths = Object.keys(files);
  return [
    { path: "var/lib/dpkg/status", content: STATUS },
    { path: "var/lib/dpkg/info/thing.list", content: paths.map((path) => `/${path}\n`).join("") },
    {
      path: "var/lib/dpkg/info/thing.md5sums",
      content: Object.entries(files)
        .map(([path, content]) => `${md5(content)}  ${path}\n`)
        .join(""),
    },
  ];
}

test("files as their package lists them, also as a hard link and below a merged folder; others are named", async () => {
  const listed = installed({ "lib/good": "good", "usr/bin/bad": "listed", "usr/bin/hard": "good" });
  const read = await readOf(
    [
      ...listed,
      { path: "usr/lib/good", content: "good" },
      { path: "usr/bin/hard", type: "hardlink", target: "usr/lib/good" },
      { path: "usr/bin/bad", content: "something else" },
      { path: "usr/bin/nobodys", content: "x" },
    ],
    [
      { path: "lib", type: "symlink", target: "usr/lib" },
      { path: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' },
    ],
  );
  expect(await newFiles(read)).toEqual({ altered: ["usr/bin/bad"], missing: [], unread: [] });
});

test("libraries that a new program asks for and that are nowhere are named; one below is found", async () => {
  const bash = readFileSync(programPath("bash") ?? "/bin/bash");
  const program = { path: "usr/bin/bash", content: bash, mode: 0o755 };
  const lacking = await newFiles(await readOf([program]));
  const names = lacking.missing.map(({ library }) => library);
  expect([names.includes("libc.so.6"), lacking.unread]).toEqual([true, []]);
  const base = names.map((name) => ({ path: `usr/lib/x86_64-linux-gnu/${name}`, content: "" }));
  expect(await newFiles(await readOf([program], base))).toEqual({ altered: [], missing: [], unread: [] });
});

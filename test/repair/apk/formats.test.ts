import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseAtoms } from "../../../src/repair/apk/atoms.ts";
import { parseInstalled, writeInstalled } from "../../../src/repair/apk/database.ts";
import { matchesGlob } from "../../../src/repair/apk/glob.ts";
import { gzipMember } from "../../../src/repair/apk/gzip-members.ts";
import { readProtection } from "../../../src/repair/apk/protected.ts";
import { readRepositories } from "../../../src/repair/apk/repositories.ts";
import { memoryRoot, memoryTree } from "./support/memory-root.ts";
import { readRecording } from "./support/recorded.ts";

test("gzip members are split to the byte", () => {
  const contents = [Buffer.alloc(0), randomBytes(70_000), Buffer.from("x".repeat(100_000))];
  const bytes = Buffer.concat(contents.map((content) => gzipSync(content)));
  let at = 0;
  for (const content of contents) {
    const member = gzipMember(bytes, at, 200_000);
    expect(member.content.equals(content)).toBe(true);
    expect(member.raw.equals(gzipSync(content))).toBe(true);
    at += member.raw.length;
  }
  expect(at).toBe(bytes.length);
});

test.each([
  ["one that unpacks into too much", gzipSync(Buffer.alloc(1_000_000)), /damaged, cut off or too large/],
  ["one cut off in its data", gzipSync(randomBytes(1000)).subarray(0, 500), /damaged, cut off or too large/],
  ["one cut off in its trailer", gzipSync("x").subarray(0, -1), /is cut off/],
  ["none", Buffer.from("something else"), /there is no gzip member/],
])("gzip: %s", (_, bytes, message) => {
  expect(() => gzipMember(bytes, 0, 100_000)).toThrow(message);
});

test("a database is written as it was read", () => {
  const { before, after } = readRecording();
  for (const tree of [before, after]) {
    const bytes = tree.get("lib/apk/db/installed")?.content ?? Buffer.alloc(0);
    expect(writeInstalled(parseInstalled(bytes)).toString("utf8")).toBe(bytes.toString("utf8"));
  }
});

test.each([
  ["not UTF-8", Buffer.from([0x50, 0x3a, 0xff]), "is not UTF-8"],
  ["text", Buffer.from("hello\n"), "has a line that is none"],
  ["no version", Buffer.from("P:a\n"), "has a package without name or version"],
  ["a file in no folder", Buffer.from("P:a\nV:1\nR:x\n"), "has a file outside of a folder"],
  ["a checksum of nothing", Buffer.from("P:a\nV:1\nF:x\nZ:Q1\n"), "has a line about a file without a file"],
  ["an odd mode", Buffer.from("P:a\nV:1\nF:x\nM:0:0:rwx\n"), "has an owner or mode that is none"],
  ["twins", Buffer.from("P:a\nV:1\n\nP:a\nV:2\n"), "has two packages of one name"],
])("a database that cannot be written again: %s", (_, bytes, what) => {
  expect(() => parseInstalled(bytes)).toThrow(`The package database ${what}, so it cannot be written anew.`);
});

test.each([
  ["so:libc.musl-x86_64.so.1", { name: "so:libc.musl-x86_64.so.1", conflict: false }],
  ["!a<2-r1", { name: "a", conflict: true, operator: "<", version: "2-r1" }],
  ["a~=1.2@edge", { name: "a", conflict: false, operator: "~=", version: "1.2", tag: "edge" }],
  ["cmd:[=1.36.1-r29", { name: "cmd:[", conflict: false, operator: "=", version: "1.36.1-r29" }],
  ["/bin/sh", { name: "/bin/sh", conflict: false }],
])("atom %s", (text, expected) => {
  expect(parseAtoms(text)).toEqual([{ text, ...expected }]);
});

describe("globs", () => {
  test.each([
    ["/usr/*", "/usr/bin", true],
    ["/usr/*", "/usr/bin/x", false],
    ["/us?", "/usr", true],
    ["/u?r", "/u/r", false],
    ["/lib/modules/*", "/lib/modules/6.1-lts", true],
    ["a*b*c", "aXbXbXc", true],
    ["[ab]", "a", undefined],
  ])("%s on %s", (pattern, path, expected) => expect(matchesGlob(pattern, path)).toBe(expected));

  test("a hostile one takes no time", () => {
    expect(matchesGlob("*a".repeat(20_000), "a".repeat(19_999))).toBe(false);
  });
});

test("protected folders", async () => {
  const root = memoryRoot(
    memoryTree({ "etc/apk/protected_paths.d/mine.list": "# mine\n-etc/open\n+opt/*/conf\n/srv/\n" }),
  );
  const isProtected = await readProtection(root);
  const folders = ["etc", "etc/x/y", "etc/open", "etc/open/x", "opt/a/conf", "opt/a", "srv/x", "usr", ""];
  expect(folders.filter(isProtected)).toEqual(["etc", "etc/x/y", "opt/a/conf", "srv/x"]);
});

test("repositories", async () => {
  const root = memoryRoot(
    memoryTree({
      "etc/apk/repositories": [
        "# a comment",
        "https://dl-cdn.example.org/alpine/v3.20/main/",
        "@edge http://user:secret@other.example.org/alpine/edge/testing",
        "/media/cdrom/apks",
        "ftp://user:secret@example.org/x",
      ].join("\n"),
      "etc/apk/repositories.d/own.list": "https://packages.example.org/os\n",
      "etc/apk/repositories.d/other.txt": "https://no.example.org/os\n",
    }),
  );
  const { list, notes } = await readRepositories(root, { family: "alpine" }, {});
  expect(list.map(({ url, tag }) => [url.href, tag])).toEqual([
    ["https://dl-cdn.example.org/alpine/v3.20/main", undefined],
    ["http://user:secret@other.example.org/alpine/edge/testing", "edge"],
    ["https://packages.example.org/os", undefined],
  ]);
  expect(notes).toEqual([
    "The package repository /media/cdrom/apks is no HTTP address and was not asked.",
    "The package repository ftp://example.org/x is no HTTP address and was not asked.",
  ]);
});

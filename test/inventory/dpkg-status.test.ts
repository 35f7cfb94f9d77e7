import { describe, expect, test } from "vitest";
import { Unreadable } from "../../src/errors.ts";
import { parseStatus } from "../../src/inventory/dpkg-status.ts";

function parse(text: string) {
  return parseStatus(Buffer.from(text));
}

const plain = (name: string, version: string) => ({ name, version, source: { name, version } });

test("a paragraph with everything", () => {
  const text = [
    "Package: bsdutils",
    "Essential: yes",
    "Status: install ok installed",
    "Maintainer: util-linux packagers <util-linux@packages.debian.org>",
    "Architecture: amd64",
    "Source: util-linux (2.36.1-8)",
    "Version: 1:2.36.1-8",
    "Description: basic utilities",
    " Package: this is text",
    " .",
    "\tVersion: so is this",
    "",
  ].join("\n");
  expect(parse(text)).toEqual({
    installed: [
      {
        name: "bsdutils",
        version: "1:2.36.1-8",
        architecture: "amd64",
        source: { name: "util-linux", version: "2.36.1-8" },
        maintainer: "util-linux packagers <util-linux@packages.debian.org>",
      },
    ],
    removed: [],
    problems: [],
  });
});

test.each([
  ["install ok installed", true],
  ["hold ok installed", true],
  ["deinstall ok installed", true],
  ["install ok unpacked", true],
  ["install ok half-configured", true],
  ["install reinstreq half-installed", true],
  ["install ok triggers-pending", true],
  ["deinstall ok config-files", false],
  ["install ok config-files", false],
  ["purge ok not-installed", false],
  ["unknown ok not-installed", false],
  ["deinstall", false],
  ["purge", false],
  ["", true],
])("status %j: its files are there: %s", (status, there) => {
  const { installed, removed } = parse(`Package: a\nStatus: ${status}\nVersion: 1\n`);
  expect([installed, removed]).toEqual(there ? [[plain("a", "1")], []] : [[], ["a"]]);
});

test.each([
  ["", { name: "a", version: "2" }],
  ["Source: b", { name: "b", version: "2" }],
  ["Source: b (1)", { name: "b", version: "1" }],
  ["Source: b(1:1-1) ", { name: "b", version: "1:1-1" }],
  ["Source: b ()", { name: "b", version: "2" }],
  ["Source: b (1", { name: "b", version: "1" }],
])("%j", (line, source) => {
  expect(parse(`Package: a\n${line === "" ? "" : `${line}\n`}Version: 2\n`).installed).toEqual([
    { name: "a", version: "2", source },
  ]);
});

test("line ends of any kind, no last line end, several empty lines, a lost one, names in any case", () => {
  const text = "\n\nPACKAGE: a\r\nversion:1\r\n\r\n\r\nPackage : b\nVersion:\t2\nPackage: c\nVersion: 3";
  expect(parse(text)).toEqual({
    installed: [plain("a", "1"), plain("b", "2"), plain("c", "3")],
    removed: [],
    problems: [],
  });
});

test("a removed package needs no version", () => {
  expect(parse("Package: a\nStatus: purge ok not-installed\n")).toEqual({
    installed: [],
    removed: ["a"],
    problems: [],
  });
});

test("an empty database", () => {
  expect(parse("\n")).toEqual({ installed: [], removed: [], problems: [] });
});

describe("problems", () => {
  test("paragraphs without a name or version", () => {
    const text = "Package: a\nVersion: 1\n\nVersion: 2\n\nPackage: c\n\nDescription: nothing\n";
    expect(parse(text)).toEqual({
      installed: [plain("a", "1")],
      removed: [],
      problems: [
        { kind: "unreadable", reason: "The package before line 5 has no name." },
        { kind: "unreadable", reason: "The package c before line 7 has no version." },
        { kind: "unreadable", reason: "The package before line 9 has no name." },
      ],
    });
  });

  test("lines that are no field", () => {
    expect(parse("Package: a\nVersion: 1\n\x00\x01\x02\n: x\nno field\nDepends: é\n")).toEqual({
      installed: [plain("a", "1")],
      removed: [],
      problems: [3, 4, 5].map((line) => ({
        kind: "unreadable",
        reason: `Line ${line} is not part of a package database.`,
      })),
    });
  });

  test("a value without end, where it matters and where it does not", () => {
    const long = "x".repeat(1_000_000);
    expect(parse(`Package: a\nDepends: ${long}\nVersion: 1\nMaintainer: ${long}\n ${long}\n`)).toEqual({
      installed: [plain("a", "1")],
      removed: [],
      problems: [{ kind: "limit", reason: "Line 4 is over 4096 bytes long." }],
    });
  });

  test("more packages than any system has", () => {
    expect(parse("Package: a\nVersion: 1\n\n".repeat(100_000)).problems).toEqual([]);
    const { installed, problems } = parse("Package: a\nVersion: 1\n\n".repeat(100_001));
    expect(installed).toHaveLength(100_000);
    expect(problems).toEqual([
      { kind: "limit", reason: "There are more than 100000 packages; the rest was not read." },
    ]);
  });

  test.each(["garbage", "\x7fELF\x02\x01\n\x00\n", "Version: 1\n", `Package: ${"x".repeat(5000)}\n`])(
    "nothing at all: %j",
    (text) => expect(() => parse(text)).toThrow(Unreadable),
  );
});

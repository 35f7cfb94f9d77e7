import { expect, test } from "vitest";
import type { Suite } from "../../../src/repair/archive/index.ts";
import { parseStanzas } from "../../../src/repair/archive/index.ts";
import { Candidates } from "../../../src/repair/dpkg/candidates.ts";
import { keyOf, parseDatabase } from "../../../src/repair/dpkg/database.ts";
import { type Ban, planRaises } from "../../../src/repair/dpkg/planner.ts";
import { parsePreferences } from "../../../src/repair/dpkg/preferences.ts";

/** `name version field: value; …` a line, as installed and as offered. Architecture `amd64` where none is told. */
function plan(
  installed: string,
  offered: string,
  wanted: Readonly<Record<string, string>>,
  settings: { preferences?: string; bans?: Record<string, Ban> } = {},
) {
  const database = parseDatabase(
    new Map([["var/lib/dpkg/status", Buffer.from(paragraphs(installed, "Status: install ok installed\n"))]]),
    "amd64\n",
  );
  const suite = {
    base: "http://archive.example/debian",
    source: { suite: "tests" },
    release: { stanza: parseStanzas("Suite: stable\nCodename: tests\nOrigin: Tests")[0]! },
  } as unknown as Suite;
  const offers = parseStanzas(
    paragraphs(offered, `Filename: pool/main/x.deb\nSHA256: ${"a".repeat(64)}\n`),
  ).map((stanza) => ({ stanza, suite }));
  const preferences = parsePreferences(settings.preferences === undefined ? [] : [settings.preferences]);
  const targets = Object.entries(wanted).map(([name, fixedVersion]) => ({
    installed: [...database.packages.values()].find((one) =>
      name.includes(":") ? keyOf(one) === name : one.name === name,
    )!,
    fixedVersion,
  }));
  const bans = new Map(Object.entries(settings.bans ?? {}));
  const { raises, left } = planRaises(
    database,
    targets,
    new Candidates(offers, database, preferences),
    preferences,
    bans,
  );
  return [
    ...raises.map(
      ({ installed: { name, architecture }, candidate, because }) =>
        `${architecture === "amd64" ? name : `${name}:${architecture}`} → ${candidate.described.version} (${because})`,
    ),
    ...left.map(({ name, code, reason }) => `${name} left: ${code} ${reason}`),
  ];
}

function paragraphs(lines: string, more: string): string {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [, name, version, rest = ""] = /^\s*(\S+)\s+(\S+)\s*(.*)$/.exec(line)!;
      const fields = rest
        .split(";")
        .map((field) => field.trim())
        .filter(Boolean);
      const all = fields.some((field) => field.startsWith("Architecture:"))
        ? fields
        : [...fields, "Architecture: amd64"];
      const status = fields.some((field) => field.startsWith("Status:"))
        ? more.replace(/^Status:.*\n/m, "")
        : more;
      return `Package: ${name}\nVersion: ${version}\n${all.map((field) => `${field}\n`).join("")}${status}`;
    })
    .join("\n");
}

test("the newest version that is offered is taken, and nothing that was not asked for", () => {
  expect(plan("a 1\nb 1", "a 2\na 3\nb 2", { a: "2" })).toEqual(["a → 3 (target)"]);
});

test("packages of one source go together, to the same version of it", () => {
  const installed = "lib 1 Source: s\nbin 1 Source: s\nelse 1 Source: t";
  expect(
    plan(installed, "lib 2 Source: s\nbin 2 Source: s\nbin 3 Source: s\nelse 2 Source: t", { lib: "2" }),
  ).toEqual(["bin → 2 (source)", "lib → 2 (target)"]);
});

test("dependencies are raised along, through exact and least versions, alternatives and provided names", () => {
  expect(
    plan(
      "a 1 Depends: b (= 1)\nb 1\nc 1 Depends: b (= 1)",
      "a 2 Depends: b (= 2)\nb 2\nc 2 Depends: b (= 2)",
      { a: "2" },
    ),
  ).toEqual(["a → 2 (target)", "b → 2 (dependency)", "c → 2 (dependency)"]);
  expect(plan("a 1\nb 1 Provides: v (= 5)", "a 2 Depends: nothing | v (>= 4)", { a: "2" })).toEqual([
    "a → 2 (target)",
  ]);
  expect(plan("a 1\nb 1 Provides: v", "a 2 Depends: v (>= 4)", { a: "2" })).toEqual([
    "a left: FIX_DEPENDENCY a 2 needs v (>= 4).",
  ]);
});

test("a package that would have to be installed or removed is left alone", () => {
  expect(plan("a 1", "a 2 Depends: new (>= 1)", { a: "2" })).toEqual([
    "a left: FIX_DEPENDENCY a 2 needs new (>= 1).",
  ]);
  expect(plan("a 1\nb 1", "a 2 Conflicts: b", { a: "2" })).toEqual([
    "a left: FIX_DEPENDENCY a 2 cannot be beside b.",
  ]);
  expect(plan("a 1\nb 1", "a 2 Breaks: b (<< 2)\nb 2", { a: "2" })).toEqual([
    "a → 2 (target)",
    "b → 2 (dependency)",
  ]);
  expect(plan("a 1\nb 1 Depends: a (<< 2)", "a 2", { a: "2" })).toEqual([
    "a left: FIX_DEPENDENCY b 1 needs a (<< 2).",
  ]);
});

test("one that cannot be raised does not keep the others back", () => {
  expect(plan("a 1\nb 1", "a 2 Depends: new\nb 2", { a: "2", b: "2" })).toEqual([
    "b → 2 (target)",
    "a left: FIX_DEPENDENCY a 2 needs new.",
  ]);
});

test("what was unmet before may stay so", () => {
  expect(plan("a 1 Depends: perl", "a 2 Depends: perl (>= 5)", { a: "2" })).toEqual(["a → 2 (target)"]);
});

test("holds, whether of the target or of what it needs", () => {
  const held = "b 1 Status: hold ok installed";
  expect(plan("a 1 Status: hold ok installed", "a 2", { a: "2" })).toEqual([
    'a left: FIX_HELD a is held by the image (dpkg status "hold").',
  ]);
  expect(plan(`a 1\n${held}`, "a 2 Depends: b (>= 2)\nb 2", { a: "2" })).toEqual([
    'a left: FIX_HELD a 2 needs b (>= 2): b is held by the image (dpkg status "hold").',
  ]);
});

test("pins", () => {
  const pin = (text: string) => plan("a 1", "a 2\na 3", { a: "3" }, { preferences: text });
  expect(pin("Package: *\nPin: release n=tests\nPin-Priority: 900")).toEqual(["a → 3 (target)"]);
  expect(pin("Package: b\nPin: version 1\nPin-Priority: 1001")).toEqual(["a → 3 (target)"]);
  expect(pin("Package: a\nPin: version 2*\nPin-Priority: 900")).toEqual([
    "a left: FIX_HELD The image's apt preferences want a 2, and 3 is needed.",
  ]);
  expect(pin("Package: a\nPin: release o=Tests\nPin-Priority: -1")).toEqual([
    "a left: FIX_HELD The image's apt preferences forbid a 3.",
  ]);
  expect(pin("Package: /^a/\nPin: version 2\nPin-Priority: 900")).toEqual([
    "a left: FIX_HELD The image's apt preferences say something of a that cannot be read: Package: /^a/; Pin: version 2; Pin-Priority: 900; ",
  ]);
});

test("what is not published in a version that would do", () => {
  expect(plan("a 1", "a 2", { a: "3" })).toEqual([
    "a left: FIX_NOT_PUBLISHED a needs at least 3; the archive offers 2.",
  ]);
  expect(plan("a 1", "b 2", { a: "3" })).toEqual([
    "a left: FIX_NOT_PUBLISHED a needs at least 3; the archive offers nothing newer.",
  ]);
});

test("all architectures of a package go in step", () => {
  const both = "a 1 Multi-Arch: same\na 1 Multi-Arch: same; Architecture: i386";
  const offer = "a 2 Multi-Arch: same\na 2 Multi-Arch: same; Architecture: i386";
  expect(plan(both, offer, { "a:amd64": "2" })).toEqual(["a → 2 (target)", "a:i386 → 2 (source)"]);
  expect(plan(both, "a 2 Multi-Arch: same", { "a:amd64": "2" })).toEqual([
    "a left: FIX_DEPENDENCY a must have one version in all architectures, and 2 is not to be had for i386.",
  ]);
});

test("a source that is banned is left out with its reason, and what needs it, too", () => {
  const bans = { s: { code: "FIX_SCRIPT", reason: "The postinst of lib does something." } } as const;
  expect(
    plan(
      "lib 1 Source: s\na 1\nb 1",
      "lib 2 Source: s\na 2 Depends: lib (>= 2)\nb 2",
      { lib: "2", a: "2", b: "2" },
      { bans },
    ),
  ).toEqual([
    "b → 2 (target)",
    "lib left: FIX_SCRIPT The postinst of lib does something.",
    "a left: FIX_DEPENDENCY a 2 needs lib (>= 2): The postinst of lib does something.",
  ]);
});

test("a database in the midst of a change is not touched", () => {
  expect(() => plan("a 1 Status: install ok half-configured", "a 2", { a: "2" })).toThrow(
    "a is half-configured (ok): the image was left in the midst of a change.",
  );
});

test("a database that cannot be read is not written either", () => {
  const files = new Map([["var/lib/dpkg/status", Buffer.from("Package: a\nno field\n")]]);
  expect(() => parseDatabase(files, "amd64")).toThrow(
    expect.objectContaining({
      code: "FIX_UNSUPPORTED_OS",
      message: 'The package database cannot be read: the line "no field" is no field.',
    }),
  );
});

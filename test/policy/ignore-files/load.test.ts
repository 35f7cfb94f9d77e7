import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadIgnoreFiles } from "../../../src/policy/index.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "drydock-ignore-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const put = (name: string, text: string | Buffer) => writeFileSync(join(cwd, name), text);
const TEXTS = {
  ".trivyignore": "CVE-1\n",
  ".trivyignore.yaml": "vulnerabilities: [{ id: CVE-2 }]",
  ".grype.yaml": "ignore: [{ vulnerability: CVE-3 }]",
  "vulnerability-allowlist.yml": "generalallowlist: { CVE-4: }",
} as const;

/** What was read, in short. */
async function loaded(...named: readonly string[]) {
  const { files, vex } = await loadIgnoreFiles(named, { cwd });
  const short = files.map(({ name, tool, isFound, entries }) =>
    [name, tool, isFound ? "found" : "named", ...entries.map(({ what }) => what)].join(" "),
  );
  return { files: short, vex };
}

describe("which files are read", () => {
  test("none where there is none", async () => {
    expect(await loaded()).toEqual({ files: [], vex: [] });
  });

  test("those that lie here by the tools' names", async () => {
    for (const [name, text] of Object.entries(TEXTS)) put(name, text);
    put("ignore.yaml", "ignore: [{ vulnerability: CVE-9 }]");
    expect(await loaded()).toEqual({
      files: [
        ".trivyignore Trivy found CVE-1",
        ".trivyignore.yaml Trivy found CVE-2",
        ".grype.yaml Grype found CVE-3",
        "vulnerability-allowlist.yml GitLab found CVE-4",
      ],
      vex: [],
    });
  });

  test("instead of them those that are named, in their order", async () => {
    for (const [name, text] of Object.entries(TEXTS)) put(name, text);
    mkdirSync(join(cwd, "security"));
    put("security/ids", "CVE-5");
    expect(await loaded(".grype.yaml", "security/ids")).toEqual({
      files: [".grype.yaml Grype named CVE-3", "security/ids Trivy named CVE-5"],
      vex: [],
    });
  });

  test("none at all", async () => {
    put(".trivyignore", "CVE-1");
    expect(await loaded("none")).toEqual({ files: [], vex: [] });
    await expect(loaded("none", ".trivyignore")).rejects.toMatchObject({ code: "USAGE" });
  });

  test("VEX documents are for others to read", async () => {
    expect(await loaded("a.openvex.json")).toEqual({ files: [], vex: ["a.openvex.json"] });
  });
});

test.each<[string, string, string]>([
  ["x.yml", "secrets: [{ id: a }]", "x.yml Trivy named a"],
  ["x.yaml", "ignore: [{ vulnerability: a }]", "x.yaml Grype named a"],
  ["x.YAML", "images: { a: { b: } }", "x.YAML GitLab named b in a"],
  ["ci.trivyignore.yaml", "ignore: []\nvulnerabilities: [{ id: a }]", "ci.trivyignore.yaml Trivy named a"],
  ["grype-prod.yaml", "log: { level: info }", "grype-prod.yaml Grype named"],
  ["ids.txt", "a # why\nb", "ids.txt Trivy named a b"],
])("%s is told by its name, else by its keys: %s", async (name, text, expected) => {
  put(name, text);
  expect((await loaded(name)).files).toEqual([expected]);
});

describe("what cannot be read is an error", () => {
  test.each<[string, string | Buffer, RegExp]>([
    ["x.yaml", "a: b", /^x\.yaml is no ignore file of a form that drydock knows\.$/],
    ["x.yaml", "", /is no ignore file/],
    [".grype.yaml", "\tignore: []", /^\.grype\.yaml:1:1: /],
    [
      ".grype.yaml",
      "ignore: []\n---\nignore: []",
      /^\.grype\.yaml:2:1: a second document; an ignore file is one$/,
    ],
    [".grype.yaml", "a: &a [x]\nignore: *a", /^\.grype\.yaml:2:9: anchors and aliases are not allowed/],
    [".trivyignore", Buffer.from([0x43, 0xff]), /^The ignore file \.trivyignore cannot be read: /],
  ])("%s", async (name, text, message) => {
    put(name, text);
    await expect(loaded(name)).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("not there, a folder, too large", async () => {
    await expect(loaded("no.yaml")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "There is no ignore file no.yaml.",
    });
    mkdirSync(join(cwd, ".trivyignore"));
    await expect(loaded()).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: "The ignore file .trivyignore cannot be read: it is no file.",
    });
    put("big", "");
    truncateSync(join(cwd, "big"), 10 * 1024 * 1024);
    await expect(loaded("big")).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringContaining("10485760 bytes, more than the 1048576 allowed"),
      hint: expect.stringContaining("--ignore-file none"),
    });
  });
});

describe("hostile files end in bounded time", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    .concat(
      Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? "a" : `b${i - 1}`},`.repeat(9)}]`),
    )
    .concat("ignore: *b19")
    .join("\n");
  const rows = (row: string) => row.repeat(Math.floor((1024 * 1024 - 100) / row.length));

  test.each<[string, string, RegExp]>([
    ["an anchor bomb", bomb, /anchors and aliases/],
    ["nesting", `ignore: ${rows("[")}`, /nested too deeply/],
    ["keys", Array.from({ length: 60_000 }, (_, i) => `k${i}: x`).join("\n"), /more than 20000 entries/],
    ["entries", `ignore:\n${rows("- reason: x\n")}`, /"ignore" has more than 20000 entries/],
    ["entries without an id", `ignore:\n${"- fix-state: fixed\n".repeat(501)}`, /501 entries name no id/],
  ])("%s", async (_, text, message) => {
    put(".grype.yaml", text);
    await expect(loaded()).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("a list of ids as long as it may be", async () => {
    put(".trivyignore", rows("a\n"));
    const { files } = await loadIgnoreFiles([], { cwd });
    expect(files[0]?.entries.length).toBe(524_238);
  });
});

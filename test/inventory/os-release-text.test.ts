import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAssignments } from "../../src/inventory/os-release-text.ts";

const FILE = [
  "# a comment",
  "ID=first",
  "",
  'NAME="Alma \\"Lime\\" Linux"',
  "PRETTY_NAME='Single $quotes \\n stay'",
  "VERSION_ID=9.1",
  'DOLLAR="a \\$HOME and a \\\\ and \\n and \\`"',
  "BARE=a\\ b",
  "JOINED=one'two'\"three\"",
  "EMPTY=",
  "QUOTED_EMPTY=''",
  "ID=last",
].join("\n");

test("reads values as a shell does", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-os-"));
  try {
    const path = join(folder, "os-release");
    writeFileSync(path, `${FILE}\n`);
    const ours = parseAssignments(FILE);
    for (const [name, value] of ours) {
      const shell = execFileSync("sh", ["-c", `. "$1"; printf %s "$${name}"`, "sh", path], {
        encoding: "utf8",
      });
      expect(value, name).toBe(shell);
    }
    expect([...ours.keys()]).toHaveLength(9);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("takes lines with CR and leaves out what is no assignment", () => {
  const text = 'ID=x\r\nno assignment\r\n 1A=b\r\nVERSION_ID="1"\r\n__proto__=y\r\n';
  expect([...parseAssignments(text)]).toEqual([
    ["ID", "x"],
    ["VERSION_ID", "1"],
    ["__proto__", "y"],
  ]);
});

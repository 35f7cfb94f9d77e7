import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CATEGORIES } from "../../src/model/index.ts";
import { FORMATS } from "../../src/options.ts";
import { dockerArchive } from "../support/image.ts";
import { importedBy, loadedBy, madeOf } from "../support/loaded.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";

let folder: string;
let archive: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-loaded-"));
  archive = join(folder, "app.tar");
  writeFileSync(archive, dockerArchive(sampleImage()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Folders of `src/` that have a part in what was loaded. */
function rooms(files: readonly string[]): readonly string[] {
  const sources = files.flatMap(madeOf);
  return [...new Set(sources.flatMap((source) => /^src\/([^/]+)\//.exec(source)?.[1] ?? []))].sort();
}

describe.each([["--version"], ["--help"], ["scan", "--help"]])("%s %s", (...words) => {
  // How long it takes is measured by `npm run bench`; this is what makes it short.
  test("loads the door and none of the rooms behind it", () => {
    const { status, stderr, files, bytes } = loadedBy("cli", words);
    expect([status, stderr]).toEqual([0, ""]);
    expect(bytes).toBeLessThan(160_000);
    expect(rooms(files)).toEqual(["model", "report"]);
    expect(files.flatMap(madeOf).filter((source) => source.startsWith("src/report/"))).toEqual([
      "src/report/escape.ts",
    ]);
  });
});

describe("a scan", () => {
  test("of everything, in all formats, loads less than 3 MB of JavaScript, and so does a thread", () => {
    writeFileSync(join(folder, "policy.yml"), "version: 1\nblock:\n  - severity: critical\n");
    const { status, stderr, files, bytes } = loadedBy(
      "cli",
      [
        ...["scan", archive, "--db", sampleDatabase, "--no-cache", "--checks", CATEGORIES.join(",")],
        ...["--policy", join(folder, "policy.yml")],
        ...["--format", FORMATS.join(","), "--output", join(folder, "reports")],
      ],
      // Nothing is made of text on the way.
      { NODE_OPTIONS: "--disallow-code-generation-from-strings" },
    );
    expect([status, stderr.includes("bug in drydock")]).toEqual([1, false]);
    expect(bytes).toBeLessThan(3_000_000);
    // A thread is only started for layers that are larger than a test wants.
    const ofThread = importedBy("parts/layer-worker.js");
    expect(ofThread.filter((file) => !files.includes(file))).toEqual(["parts/layer-worker.js"]);
  });

  test("loads nothing of the other commands", () => {
    const { files } = loadedBy("cli", ["scan", archive, "--db", sampleDatabase, "--no-cache"]);
    const loaded = new Set(files.flatMap(madeOf));
    const others = ["verify", "status", "waive", "policy-import", "policy-test", "policy-explain"];
    expect(loaded.has("src/run-scan.ts")).toBe(true);
    expect(others.filter((name) => loaded.has(`src/${name}.ts`))).toEqual([]);
  });
});

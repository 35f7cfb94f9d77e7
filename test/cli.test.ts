import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildImage, dockerArchive } from "./support/image.ts";
import { alpineFiles, sampleDatabase, sampleImage } from "./support/sample.ts";

const root = join(import.meta.dirname, "..");
const drydock = join(root, "dist/cli/index.js");

let folder: string;
let archive: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-cli-"));
  archive = join(folder, "app.tar");
  writeFileSync(archive, dockerArchive(sampleImage()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The built command line, as users run it. */
function run(words: readonly string[], { node = process.execPath, cwd = folder, env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(node, [drydock, ...words], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache"), DRYDOCK_REGISTRY: "", ...env },
  });
  return { status, stdout, stderr };
}

const scan = (...words: string[]) => run(["scan", archive, "--db", sampleDatabase, ...words]);

describe("exit codes", () => {
  test("1: blocked, and the last line says why", () => {
    const { status, stdout } = scan();
    expect(status).toBe(1);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "BLOCKED: 3 critical and 4 high vulnerabilities (policy: high or worse)",
    );
  });

  test("0: pass", () => {
    writeFileSync(join(folder, "lenient.yml"), "version: 1\nblock: []\n");
    expect(scan("--policy", "lenient.yml").status).toBe(0);
  });

  test("3: unproven", () => {
    const unknown = join(folder, "unknown.tar");
    const files = alpineFiles().map((file) =>
      file.path === "etc/os-release" ? { ...file, content: "ID=moonix\nVERSION_ID=1\n" } : file,
    );
    writeFileSync(unknown, dockerArchive(buildImage({ layers: [files] })));
    const { status, stdout } = run(["scan", unknown, "--db", sampleDatabase]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^UNPROVEN: .*moonix/im);
  });

  test.each([
    ["no command", [], /Usage/],
    ["an unknown option", ["scan", "x", "--fail-no", "high"], /--fail-no.*\n.*--fail-on/],
    ["a severity that there is not", ["scan", "x", "--fail-on", "severe"], /USAGE: --fail-on.*critical/s],
    ["no image", ["scan"], /image/],
    ["a path that is not there", ["scan", "./nothing.tar"], /NOT_FOUND: .*nothing\.tar/],
    [
      "a Dockerfile that is not there",
      ["scan", "app.tar", "--dockerfile", "no/Dockerfile"],
      /NOT_FOUND: There is no Dockerfile no\/Dockerfile/,
    ],
    ["a stage of no Dockerfile", ["scan", "app.tar", "--target", "web"], /USAGE: --target.*\n.*--dockerfile/],
    ["a reference nobody can read", ["scan", "docker:UPPER CASE"], /REFERENCE/],
    ["a database that is not there", ["scan", "app.tar", "--db", "./no-db"], /DATABASE_MISSING/],
    [
      "offline without a database",
      ["scan", "app.tar", "--offline"],
      /DATABASE_MISSING.*\n.*drydock db update/,
    ],
    [
      "two reports for standard output",
      ["scan", "app.tar", "--format", "json,sarif"],
      /USAGE: Only one report/,
    ],
    ["info without a database", ["db", "info"], /DATABASE_MISSING/],
  ])("2: %s", (_, words, message) => {
    const { status, stdout, stderr } = run(words);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /); // no stack
  });

  test("2: a policy with a mistake, named by its line", () => {
    writeFileSync(join(folder, "wrong.yml"), "version: 1\nblock:\n  - severty: high\n");
    const { status, stderr } = scan("--policy", "wrong.yml");
    expect(status).toBe(2);
    expect(stderr).toMatch(/wrong\.yml:3:5: .*severty.*severity/);
  });

  test("2: a report that cannot be written, and nothing half-written", () => {
    writeFileSync(join(folder, "in-the-way"), "");
    const { status, stderr } = scan("--output", "json=in-the-way/result.json");
    expect(status).toBe(2);
    expect(stderr).toMatch(/DISK: .*in-the-way/);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

describe("reports", () => {
  test("several in one run, all written although the verdict is bad", () => {
    const { status, stdout } = scan("--format", "table,json,sarif", "--output", "reports");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^BLOCKED/m);
    const reports = readdirSync(join(folder, "reports")).sort();
    expect(reports).toEqual(["drydock-result.json", "drydock.sarif", "drydock.txt"]);
  });

  test("JSON on standard output is nothing but JSON, and quiet is quiet", () => {
    const { stdout, stderr } = scan("--format", "json", "--quiet");
    const { outcome, image, findings, packages, gaps } = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect({ outcome, os: image.os.id, platform: image.platform, gaps }).toEqual({
      outcome: "blocked",
      os: "alpine",
      platform: "linux/amd64",
      gaps: [],
    });
    expect([packages.length, findings.length]).toEqual([9, 19]);
  });

  test("an escape sequence in an image never reaches the terminal", () => {
    const nasty = join(folder, "nasty.tar");
    const files = alpineFiles().map((file) =>
      file.path === "etc/os-release"
        ? { ...file, content: 'ID=alpine\nVERSION_ID=3.18\nPRETTY_NAME="\u001b]0;x\u0007::error::y"\n' }
        : file,
    );
    writeFileSync(nasty, dockerArchive(buildImage({ layers: [files] })));
    const { stdout, stderr } = run(["scan", nasty, "--db", sampleDatabase]);
    expect(stdout + stderr).not.toMatch(/[\u001b\u0007]/);
    expect(stdout + stderr).not.toMatch(/^::error/m);
  });
});

test("db info says what is there", () => {
  const { status, stdout } = run(["db", "info", "--db", sampleDatabase]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^kind\s+trivy-db$/m);
  expect(stdout).toMatch(/^sample\s+true$/m);
});

test("the cache folder is the only place written to", () => {
  const home = join(folder, "home");
  const work = join(folder, "work");
  mkdirSync(home);
  mkdirSync(work);
  const env = { HOME: home, XDG_CACHE_HOME: "", TMPDIR: join(folder, "no-such-tmp") };
  expect(run(["scan", archive, "--db", sampleDatabase], { cwd: work, env }).status).toBe(1);
  expect([readdirSync(home), readdirSync(work)]).toEqual([[".cache"], []]);
  expect(readdirSync(join(home, ".cache"))).toEqual(["drydock"]);
});

/** Whatever `node` there is outside the project: the demo must run before `npm ci`. */
const otherNode = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((part) => !part.includes("node_modules"))
  .map((part) => join(part, "node"))
  .find((candidate) => existsSync(candidate));

test.skipIf(otherNode === undefined)("the bundled example runs on the machine's own Node", () => {
  const { status, stdout, stderr } = spawnSync(otherNode ?? "", [join(root, "examples/demo/run.js")], {
    encoding: "utf8",
    cwd: root,
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^BLOCKED: /m);
  expect(stdout).toMatch(/^curl, libcurl .* examples\/demo\/Dockerfile:4 \(own\)/m);
  expect(stderr).toMatch(/Exit code 1/);
});

test("the example image is what its script builds", async () => {
  const { DEMO_IMAGE, demoImage } = await import("../scripts/build-demo-image.ts");
  expect(readFileSync(DEMO_IMAGE).equals(demoImage())).toBe(true);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { reporter } from "../../src/report/index.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase, sampleImage } from "../support/sample.ts";
import { scanWith } from "../support/scan.ts";
import type { TarEntry } from "../support/tar.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-baseline-"));
  mkdirSync(join(folder, "cache"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ALL = "system,application,instruction,baseline,sensitive,malware";

function stored(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function scanned(image: string, baseline?: string, more: Readonly<Record<string, string>> = {}) {
  const raw = { db: sampleDatabase, checks: ALL, ...more };
  return scanWith(image, baseline === undefined ? raw : { ...raw, baseline }, {
    cacheDir: join(folder, "cache"),
  });
}

/** As `--format json` writes it. */
function reported(name: string, result: ScanResult): string {
  return stored(name, reporter("json").render(result, { color: false, width: 100 }));
}

function told({ verdict, fixed = [], gaps }: ScanResult) {
  const of = (wanted: string | undefined) =>
    verdict.judged
      .filter(({ since }) => since === wanted)
      .map(({ finding }) => (finding.kind === "risk" ? finding.subject : finding.package.name));
  return {
    new: [...new Set(of("new"))],
    known: of("known").length,
    untold: of(undefined).length,
    fixed: fixed.length,
    gaps: gaps.length,
  };
}

const TOKEN = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
const KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n";

/** What each category finds something in. */
const RISKY: readonly TarEntry[] = [
  { path: "usr/bin/own", content: "x", mode: 0o4755 },
  { path: "srv/world", type: "directory", mode: 0o777 },
  { path: "root/.ssh/id_ed25519", content: KEY, mode: 0o600 },
  { path: "srv/.env", content: `GITHUB_TOKEN=${TOKEN}\n` },
  { path: "tmp/gone.pem", content: KEY },
];
const GONE: readonly TarEntry[] = [{ path: "tmp/.wh.gone.pem", content: "" }];

const config = { Env: ["DB_PASSWORD=correct-horse-7"], ExposedPorts: { "22/tcp": {} } };
const ADD = { created_by: "/bin/sh -c #(nop) ADD file:0 in / " };
const RUNS = [
  { created_by: `RUN /bin/sh -c curl -H "Authorization: token ${TOKEN}" https://x.example # buildkit` },
  { created_by: "RUN /bin/sh -c rm /tmp/gone.pem # buildkit" },
];
const PORT = { created_by: "EXPOSE 22", empty_layer: true };

describe("two builds of one image", () => {
  test("only the findings of the package that was added are new", async () => {
    const base = stored("base.tar", dockerArchive(buildImage({ layers: [alpineFiles()] })));
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const result = await scanned(app, base, { checks: "system,application,baseline,sensitive,malware" });
    expect(told(result)).toEqual({
      new: ["curl", "libcurl", "nghttp2-libs"],
      known: 10,
      untold: 0,
      fixed: 0,
      gaps: 0,
    });
    expect(result.baseline).toEqual({
      reference: base,
      digest: expect.stringMatching(/^sha256:/),
      scannedAt: result.scannedAt,
    });
    // The other way round the same ones are fixed, and nothing is new; a stored report says what a scan says.
    const json = reported("app.json", result);
    const back = await scanned(base, json, { checks: "system,application,baseline,sensitive,malware" });
    expect(told(back)).toEqual({ new: [], known: 10, untold: 0, fixed: 5, gaps: 0 });
    const alive = result.verdict.judged.filter(({ since }) => since === "new").map((row) => row.finding);
    expect(back.fixed).toEqual(alive);
  });

  test("a rebuilt base with the same content adds none", async () => {
    const before = buildImage({
      layers: [alpineFiles(), RISKY, GONE],
      config: { config, history: [ADD, ...RUNS, PORT] },
    });
    // A layer and a step of the history more below, files in another order, another date.
    const after = buildImage({
      layers: [
        [{ path: "srv", type: "directory" }],
        alpineFiles().toReversed(),
        [...RISKY].toReversed(),
        GONE,
      ],
      config: {
        config,
        created: "2025-01-01T00:00:00Z",
        history: [{ created_by: "RUN /bin/sh -c mkdir /srv # buildkit" }, ADD, ...RUNS, PORT],
      },
    });
    const one = stored("one.tar", dockerArchive(before, ["team/app:1"]));
    const two = stored("two.tar", dockerArchive(after, ["team/app:2"]));
    const result = await scanned(two, one);
    const { known, ...rest } = told(result);
    expect(rest).toEqual({ new: [], untold: 0, fixed: 0, gaps: result.gaps.length });
    expect(known).toBe(result.findings.length);
    // It would be no test if nothing had been found.
    const rules = new Set(result.findings.flatMap((found) => (found.kind === "risk" ? found.rule : [])));
    const expected =
      "DD-BL-004 DD-BL-009 DD-BL-040 DD-BL-042 DD-BL-052 DD-DF-002 DD-DF-004 DD-DF-009 DD-DF-043 DD-SF-015 DD-SF-186";
    expect([...rules].toSorted().join(" ")).toBe(expected);
    expect(
      result.findings.some((found) => found.kind === "risk" && found.subject === "history, step 3"),
    ).toBe(true);
  });

  test("moved lines add none, and a line that is added adds its own", async () => {
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const lines = ["FROM alpine:3.18", "RUN apk add --no-cache curl", 'CMD ["curl", "--version"]'];
    const dockerfile = (name: string, text: readonly string[]) => stored(name, `${text.join("\n")}\n`);
    const first = await scanned(app, undefined, { dockerfile: dockerfile("Dockerfile.1", lines) });
    const baseline = reported("first.json", first);
    const moved = dockerfile("Dockerfile.2", ["# A comment", "", ...lines.flatMap((line) => [line, ""])]);
    const again = await scanned(app, baseline, { dockerfile: moved });
    expect(told(again)).toMatchObject({ new: [], known: first.findings.length, untold: 0, fixed: 0 });
    const added = dockerfile("Dockerfile.3", [...lines.slice(0, 2), `ENV TOKEN=${TOKEN}`, lines[2]!]);
    const third = await scanned(app, baseline, { dockerfile: added });
    expect(told(third)).toMatchObject({ new: ["ENV TOKEN"], known: first.findings.length });
  });

  test("today's Dockerfile is not the baseline's: what it brings is not known", async () => {
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const lines = ["FROM alpine:3.18", "RUN apk add --no-cache curl", `ENV TOKEN=${TOKEN}`, "CMD curl"];
    const result = await scanned(app, app, { dockerfile: stored("Dockerfile.4", lines.join("\n")) });
    expect(told(result).new).toContain("ENV TOKEN");
    expect(result.notices.at(-1)).toMatch(/^The baseline was looked at without a Dockerfile/);
  });

  test("of what the baseline did not look for nothing is called new", async () => {
    const image = buildImage({ layers: [alpineFiles(), RISKY], config: { config } });
    const path = stored("risky.tar", dockerArchive(image));
    const narrow = reported("narrow.json", await scanned(path, undefined, { checks: "system" }));
    const result = await scanned(path, narrow, { checks: "system,sensitive" });
    expect(told(result)).toMatchObject({ new: [], known: 10, untold: result.findings.length - 10, fixed: 0 });
    expect(result.notices.slice(1)).toEqual([
      `The baseline did not look for sensitive, so nobody can tell what of it is new; rules about new findings count all ${result.findings.length - 10}.`,
    ]);
  });
});

describe("a baseline that cannot be had ends the work", () => {
  test.each([
    ["a report that is not there", () => "no.json", "There is no report no.json.", "NOT_FOUND"],
    ["an image that is not there", () => "./no.tar", /^The baseline \.\/no\.tar: /, "NOT_FOUND"],
    [
      "JSON of another program",
      () => stored("other.json", '{"a":1}'),
      /other\.json is no JSON report of drydock/,
      "USAGE",
    ],
    [
      "a report cut off",
      () => stored("cut.json", '{"schemaVersion":1,'),
      /cut\.json is no JSON report/,
      "USAGE",
    ],
    ["a file that is no image", () => stored("x.bin", "hello"), /^The baseline .*x\.bin: /, "IMAGE_INVALID"],
  ])("%s", async (_, make, message, code) => {
    const app = stored("app.tar", dockerArchive(sampleImage()));
    const scanning = scanned(app, make(), { checks: "system" });
    await expect(scanning).rejects.toThrow(message);
    await expect(scanning).rejects.toMatchObject({ code });
  });
});

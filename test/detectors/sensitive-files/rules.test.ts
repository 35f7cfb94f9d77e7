import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { RULES } from "../../../src/detectors/sensitive-files/analyzers.ts";
import type { RiskFinding, ScanResult } from "../../../src/model/index.ts";
import { buildImage, dockerArchive } from "../../support/image.ts";
import { scanWith } from "../../support/scan.ts";
import type { Case } from "./cases/case.ts";
import { clouds } from "./cases/clouds.ts";
import { data } from "./cases/data.ts";
import { keyStores } from "./cases/key-stores.ts";
import { keys } from "./cases/keys.ts";
import { logins } from "./cases/logins.ts";
import { settings } from "./cases/settings.ts";
import { CHECKS } from "./look.ts";

/** What content rules add is tested in content.test.ts. */
vi.mock("../../../src/secrets/index.ts", async (original) => ({
  ...(await original<typeof import("../../../src/secrets/index.ts")>()),
  findSecrets: () => [],
}));

const CASES: readonly Case[] = [...keys, ...keyStores, ...clouds, ...logins, ...settings, ...data];
/** Needs more than one file; its cases are in versions.test.ts. */
const ELSEWHERE = new Set(["DD-SF-026"]);

let folder: string;
let result: ScanResult;
let findings: readonly RiskFinding[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drydock-sensitive-"));
  const layer = CASES.map(({ path, content }, index) => ({ path: `c${index}/${path}`, content }));
  writeFileSync(join(folder, "image.tar"), dockerArchive(buildImage({ layers: [layer] })));
  result = await scanWith(join(folder, "image.tar"), { checks: CHECKS }, { cacheDir: join(folder, "cache") });
  findings = result.findings.filter((finding) => finding.kind === "risk");
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(RULES.map(({ id, title }) => ({ id, title })))("$id $title", ({ id }) => {
  const own = CASES.map((one, index) => ({ ...one, subject: `c${index}/${one.path}` })).filter(
    ({ rule }) => rule === id,
  );
  const caught = own.filter(({ severity }) => severity !== undefined);
  const left = own.filter(({ severity }) => severity === undefined);

  test.runIf(caught.length > 0).each(caught)("catches $path", ({ subject, severity, line }) => {
    const found = findings.filter((finding) => finding.rule === id && finding.subject === subject);
    expect(found.map(({ severity, line }) => ({ severity, line }))).toEqual([{ severity, line }]);
  });

  test.runIf(left.length > 0).each(left)("leaves $path", ({ subject }) => {
    expect(findings.filter((finding) => finding.rule === id && finding.subject === subject)).toEqual([]);
  });

  test.skipIf(ELSEWHERE.has(id))("has a case that it catches and three that it leaves", () => {
    expect(caught.length).toBeGreaterThanOrEqual(1);
    expect(left.length).toBeGreaterThanOrEqual(3);
  });
});

test("every case has a rule", () => {
  expect(CASES.filter(({ rule }) => !RULES.some(({ id }) => id === rule))).toEqual([]);
});

test("no secret is in the findings, the gaps or the cache", () => {
  const kept = readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, "cache", name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name));
  expect(kept.length).toBeGreaterThan(0);
  const shown = JSON.stringify([result.findings, result.gaps]);
  for (const { secret } of CASES) {
    if (secret === undefined) continue;
    expect(shown).not.toContain(secret.slice(5, 20));
    for (const bytes of kept) expect(bytes.includes(secret.slice(5, 20))).toBe(false);
  }
});

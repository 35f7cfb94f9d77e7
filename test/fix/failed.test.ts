import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT } from "../../src/gate.ts";
import { quietHost } from "../../src/host.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { runScan } from "../../src/run-scan.ts";
import { dockerArchive } from "../support/image.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-failed-"));
  writeFileSync(join(folder, "app.tar"), dockerArchive(sampleImage()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The exit code, what is said of the repair, and the outcome that the written report has. */
async function scanWith(raw: RawOptions) {
  const host = quietHost(join(folder, "cache"), { cwd: folder });
  const all = {
    db: sampleDatabase,
    checks: "system",
    output: [join(folder, "result")],
    format: ["json"],
    ...raw,
  };
  const door = { paper: process.stdout, explain: () => {} };
  const { result, gate } = await runScan("./app.tar", all, host, door);
  const report = JSON.parse(readFileSync(join(folder, "result/drydock-result.json"), "utf8"));
  return [EXIT[gate.outcome], result.fix?.refusal, report.outcome, report.fix.refusal.code];
}

const NOWHERE = {
  code: "FIX_FAILED",
  reason:
    "./app.tar is in no registry: where is the repaired image to go? Name --repository and --tag, or write it with --output.",
};

test("a repair that fails takes neither the verdict nor the reports with it", async () => {
  expect(await scanWith({ fix: "push" })).toEqual([1, NOWHERE, "blocked", "FIX_FAILED"]);
});

test("where the image passes it is a failure", async () => {
  writeFileSync(join(folder, "lenient.yml"), "version: 1\nblock: []\n");
  const policy = [join(folder, "lenient.yml")];
  expect(await scanWith({ fix: "push", policy })).toEqual([2, NOWHERE, "pass", "FIX_FAILED"]);
});

test("a registry that does not answer is no other matter", async () => {
  const to = { "fix-repository": "127.0.0.1:1/app", "fix-tag": "1" };
  const [code, refusal] = await scanWith({ fix: "push", ...to });
  expect([code, refusal]).toEqual([
    1,
    {
      code: "FIX_FAILED",
      reason: expect.stringMatching(/^127\.0\.0\.1:1: no connection \(ECONNREFUSED\)\./),
    },
  ]);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { analyzeLayers } from "../src/analysis/index.ts";
import type { WorkerEntry } from "../src/analysis/workers/thread.ts";
import { layerAnalyzers, workerEntry } from "../src/layer-analyzers.ts";
import { silent } from "../src/log.ts";
import { checksOf, defaultPolicy, limitedTo } from "../src/policy/index.ts";
import { made } from "./secrets/vectors.ts";
import { memoryLayer } from "./support/layers.ts";

const files = [
  { path: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' },
  {
    path: "var/lib/dpkg/status",
    content: "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n",
  },
  { path: "srv/.env", content: `TOKEN=${made("pul-{h40}")}\n` },
  { path: "etc/shadow", content: "root::19000:0:99999:7:::\n" },
  { path: "srv/page.php", content: "<?php mine(); ?>\n" },
];

const yaraRules = [{ path: "mine.yar", text: 'rule Mine { strings: $a = "mine()" condition: $a }' }] as const;

/** Two large layers, it says. */
const layers = [files.slice(0, 3), files.slice(3)].map((content, index) => ({
  ...memoryLayer(content, { index }),
  size: 50_000_000,
}));

async function read(words: readonly string[], isShared: boolean) {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  onTestFinished(() => rmSync(cacheDir, { recursive: true }));
  const policy = defaultPolicy();
  const every = checksOf(policy, words, yaraRules);
  const checks = limitedTo(every, ["system", "application", "baseline", "sensitive", "malware"], "This");
  const workers: WorkerEntry | undefined = isShared
    ? { ...workerEntry(policy, words, checks), processors: 4 }
    : undefined;
  const host = { cacheDir, log: silent };
  const results = await analyzeLayers({ layers }, layerAnalyzers(checks), {
    cache: undefined,
    host,
    workers,
  });
  return results.map(({ entries, ...rest }) => ({ ...rest, entries: [...entries] }));
}

test.for([
  ["all", []],
  ["some", ["sensitive", "DD-BL-020"]],
] as const)("another thread finds the same: %s", async ([, words]) => {
  const shared = await read(words, true);
  expect(shared).toEqual(await read(words, false));
  expect(Object.keys(shared[0]!.records)).toContain("content");
});

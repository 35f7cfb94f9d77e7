import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandsIn, step } from "../support/action.ts";
import { type CacheService, startCacheService } from "../support/actions-cache.ts";
import { sampleDatabase } from "../support/sample.ts";

const root = join(import.meta.dirname, "../..");

let service: CacheService;
beforeAll(async () => {
  service = await startCacheService();
});
afterAll(() => service.stop());

/** In a workspace of its own: what is cached lies in it by a relative path. */
async function run() {
  const one = step(
    {
      archive: join(root, "examples/demo/image.tar"),
      db: sampleDatabase,
      sarif: "false",
      check: "off",
      verbose: "true",
    },
    {
      more: {
        ACTIONS_CACHE_SERVICE_V2: "true",
        ACTIONS_RESULTS_URL: service.url,
        ACTIONS_RUNTIME_TOKEN: "e30.eyJhYyI6IltdIn0.x",
      },
    },
  );
  const child = spawn(process.execPath, [join(root, "dist/action/index.js")], {
    env: one.env,
    cwd: one.folder,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
  const [code] = await once(child, "close");
  rmSync(one.folder, { recursive: true });
  const said = commandsIn(log).filter(({ name }) => ["notice", "warning", "error"].includes(name));
  return { code, log, said: said.map(({ name, data }) => `${name}: ${data}`) };
}

test("results of layers are kept, found again, and kept only once; a broken cache is no error", async () => {
  const first = await run();
  expect(first.log).not.toContain("Restored");
  const keys = [...service.entries.keys()];
  expect([first.code, keys]).toEqual([
    1,
    [expect.stringMatching(/^drydock-layers-1-[\d.]+-[0-9a-f]{16}-[0-9a-f]{16}$/)],
  ]);
  const second = await run();
  expect(second.log).toContain(`Restored ${keys[0]} from the Actions cache.`);
  expect([second.code, [...service.entries.keys()]]).toEqual([1, keys]);
  service.broken = 403;
  const third = await run();
  expect([third.code, third.said.filter((line) => !line.startsWith("notice"))]).toEqual([
    1,
    ["error: BLOCKED: 3 critical and 4 high vulnerabilities (policy: high or worse)"],
  ]);
});

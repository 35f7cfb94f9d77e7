import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../src/advisories/lock.ts";
import { quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";

let folder: string;
let warnings: string[];
const host = quietHost("/nonexistent", { log: { ...silent, warn: (text) => warnings.push(text) } });
const lock = () => join(folder, "lock");
const here = `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-lock-"));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test("one at a time, in a folder that is made when needed", async () => {
  const nested = join(folder, "a/b");
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(30);
    inside -= 1;
  };
  await Promise.all([
    withLock(nested, "advisory database", host, work),
    withLock(nested, "advisory database", host, work),
    withLock(nested, "advisory database", host, work),
  ]);
  expect(most).toBe(1);
  expect(existsSync(join(nested, "lock"))).toBe(false);
  expect(new Set(warnings)).toEqual(
    new Set([`Another drydock (process ${process.pid}) works on the advisory database; waiting for it.`]),
  );
});

test("a lock that its holder has not written into yet is told of when it is known whose it is", async () => {
  writeFileSync(lock(), "");
  const waiting = withLock(folder, "advisory database", host, async () => "done");
  await sleep(50);
  expect(warnings).toEqual([]);
  writeFileSync(lock(), `${process.pid} ${here}`);
  await sleep(50);
  rmSync(lock());
  expect(await waiting).toBe("done");
  expect(warnings).toEqual([
    `Another drydock (process ${process.pid}) works on the advisory database; waiting for it.`,
  ]);
});

test("is given back when the work fails", async () => {
  await expect(
    withLock(folder, "advisory database", host, () => Promise.reject(new Error("no"))),
  ).rejects.toThrow("no");
  expect(existsSync(lock())).toBe(false);
});

test("of a dead process of this machine: taken over at once", async () => {
  const { pid } = spawnSync("true");
  writeFileSync(lock(), `${pid} ${here}`);
  expect(await withLock(folder, "advisory database", host, async () => readFileSync(lock(), "utf8"))).toBe(
    `${process.pid} ${here}`,
  );
  expect(warnings).toEqual([]);
});

test("of another machine: waited for while it shows life, taken over when silent", async () => {
  writeFileSync(lock(), "1 elsewhere pid:[1]");
  let done = false;
  const waiting = withLock(folder, "advisory database", host, async () => {
    done = true;
  });
  await sleep(300);
  expect(done).toBe(false);
  expect(warnings).toEqual(["Another drydock (process 1) works on the advisory database; waiting for it."]);
  const past = new Date(Date.now() - 61_000);
  utimesSync(lock(), past, past);
  await waiting;
  expect(done).toBe(true);
});

test("that is somebody else's by now is left alone", async () => {
  await withLock(folder, "advisory database", host, async () => writeFileSync(lock(), "1 elsewhere pid:[1]"));
  expect(readFileSync(lock(), "utf8")).toBe("1 elsewhere pid:[1]");
});

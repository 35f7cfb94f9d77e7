import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { readPlace, readPlaceAhead } from "../../src/image/file-range.ts";

const CHUNK = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "drydock-range-"));
afterAll(() => rmSync(folder, { recursive: true }));
const content = Buffer.alloc(5 * CHUNK + 77);
for (let at = 0; at < content.length; at += 4) content.writeUInt32LE(at, Math.min(at, content.length - 4));
const path = join(folder, "file");
writeFileSync(path, content);

describe.each([
  ["in calls that wait", readPlace],
  ["ahead", readPlaceAhead],
])("%s", (_, read) => {
  test.each([
    [0, content.length],
    [3, 2 * CHUNK],
    [7, 100],
    [0, 0],
  ])(
    "the bytes from %i on, %i of them; a chunk is good until the second after it is asked for",
    async (start, size) => {
      const found: Buffer[] = [];
      let before: Buffer | undefined;
      for await (const chunk of read({ file: path, start, size }, "x")) {
        if (before !== undefined) found.push(Buffer.from(before));
        before = chunk;
      }
      if (before !== undefined) found.push(Buffer.from(before));
      expect(Buffer.concat(found).equals(content.subarray(start, start + size))).toBe(true);
    },
  );

  test("a file that ends early, one that is not there, and a reader that leaves", async () => {
    const all = async (place: Parameters<typeof read>[0]) => {
      for await (const _ of read(place, "Layer 1"));
    };
    await expect(all({ file: path, start: 10, size: content.length })).rejects.toMatchObject({
      code: "IMAGE_INVALID",
      message: "Layer 1 is cut off: 10 bytes are missing.",
    });
    await expect(all({ file: join(folder, "none"), start: 0, size: 1 })).rejects.toMatchObject({
      code: "ENOENT",
    });
    for await (const _ of read({ file: path, start: 0, size: content.length }, "x")) break;
  });

  test("trouble while the last chunk is still in use is told when the next is asked for", async () => {
    const descriptor = openSync(path, "r");
    const chunks = read({ file: descriptor, start: 0, size: content.length }, "x");
    await chunks.next();
    closeSync(descriptor);
    await sleep(20); // what was begun before may have been read
    const rest = async () => {
      for await (const _ of chunks) await sleep(20);
    };
    await expect(rest()).rejects.toMatchObject({ code: "EBADF" });
  });
});

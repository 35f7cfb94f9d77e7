import { expect, test } from "vitest";
import { layOver, listMemory, type MemoryTree, memoryRoot } from "./support/memory-root.ts";
import { graftOnto } from "./support/plan.ts";
import { readRecording } from "./support/recorded.ts";
import { startServer } from "./support/server.ts";

const recording = readRecording();

function withRepository(tree: MemoryTree, url: string): MemoryTree {
  const content = Buffer.from(`${url}\n`);
  return new Map([...tree, ["etc/apk/repositories", { type: "file", mode: 0o644, uid: 0, gid: 0, content }]]);
}

test("the graft equals what apk 2.14 made of the same root", async () => {
  const server = await startServer(recording.archive);
  try {
    const before = withRepository(recording.before, `${server.url}/after`);
    const { plan, notes, layer } = await graftOnto(memoryRoot(before), [
      ["one", "1.1-r0"],
      ["watcher", "1-r1"],
    ]);
    const after = withRepository(recording.after, `${server.url}/after`);
    const made = await layOver(before, layer);
    expect(listMemory(made)).toEqual(listMemory(after));
    const database = "lib/apk/db/installed";
    expect(made.get(database)?.content?.toString("utf8")).toBe(
      after.get(database)?.content?.toString("utf8"),
    );
    expect(plan.left).toEqual([]);
    expect(notes).toEqual([
      `Packages were verified by keys in the image's own etc/apk/keys: ${recording.keyName}.`,
    ]);
    expect(server.asked.toSorted()).toEqual([
      "/after/x86_64/APKINDEX.tar.gz",
      "/after/x86_64/one-1.1-r0.apk",
      "/after/x86_64/one-libs-1.1-r0.apk",
      "/after/x86_64/two-2-r1.apk",
      "/after/x86_64/watcher-1-r1.apk",
    ]);
  } finally {
    await server.close();
  }
});

test("what is as it was is not in the layer; folders above are, as they are in the image", async () => {
  const server = await startServer(recording.archive);
  try {
    const before = withRepository(recording.before, `${server.url}/after`);
    const { layer } = await graftOnto(memoryRoot(before), [["watcher", "1-r1"]]);
    const inside = layer.map(({ path, type }) => `${type} ${path}`).toSorted();
    expect(inside).toEqual([
      "directory lib",
      "directory lib/apk",
      "directory lib/apk/db",
      "directory usr",
      "directory usr/share",
      "directory usr/share/watcher",
      "file lib/apk/db/installed",
      "file usr/share/watcher/a",
    ]);
  } finally {
    await server.close();
  }
});

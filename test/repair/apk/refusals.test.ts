import { afterAll, beforeAll, expect, test } from "vitest";
import { type TarEntry, tar } from "../../support/tar.ts";
import { type MemoryNode, memoryRoot } from "./support/memory-root.ts";
import { graftOnto } from "./support/plan.ts";
import { d, f, l } from "./support/recipes.ts";
import { type ApkRecipe, buildApk, signingKey } from "./support/repository.ts";
import { type ApkServer, repositoryFiles, startServer } from "./support/server.ts";
import { smallImage } from "./support/small-image.ts";

const key = signingKey();
let server: ApkServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type More = Readonly<Record<string, string | Buffer | Partial<MemoryNode>>>;

/** An image with `before`, and an archive with `after`. */
async function raise(before: readonly ApkRecipe[], after: readonly ApkRecipe[], more: More = {}) {
  server.files.clear();
  for (const [path, bytes] of repositoryFiles("/main", after, key)) server.files.set(path, bytes);
  const root = memoryRoot(smallImage(`${server.url}/main`, key, before, more));
  return graftOnto(root, [["tool", "1-r1"]]);
}

const tool = (version: string, files: readonly TarEntry[], more: Partial<ApkRecipe> = {}): ApkRecipe => ({
  name: "tool",
  version,
  files: [d("usr"), ...files],
  ...more,
});
const old = tool("1-r0", [f("usr/tool", "1")]);
const fresh = f("usr/tool", "2");

const CASES: readonly (readonly [string, readonly TarEntry[], Partial<ApkRecipe>, More, string, string])[] = [
  [
    "a device",
    [fresh, { path: "usr/dev", type: "character" }],
    {},
    {},
    "FIX_CONTENT",
    "tool-1-r1 has a device: /usr/dev.",
  ],
  [
    "capabilities in the package",
    [{ ...fresh, pax: { "SCHILY.xattr.security.capability": "x" } }],
    {},
    {},
    "FIX_CONTENT",
    "tool-1-r1 gives /usr/tool extended attributes, such as capabilities.",
  ],
  [
    "capabilities in the image",
    [fresh],
    {},
    { "usr/tool": { content: Buffer.from("1"), capabilities: ["net_raw"] } },
    "FIX_CONTENT",
    "/usr/tool has capabilities in the image, which the new file would not have.",
  ],
  [
    "a path that climbs",
    [fresh, f("usr/../etc/passwd", "x")],
    {},
    {},
    "FIX_CONTENT",
    "tool-1-r1 has a path that may not be: usr/../etc/passwd.",
  ],
  [
    "a file without its folder",
    [fresh, f("opt/x", "x")],
    {},
    {},
    "FIX_CONTENT",
    "tool-1-r1 has /opt/x, but not the folder that it lies in.",
  ],
  [
    "a hard link to nothing",
    [fresh, { path: "usr/x", type: "hardlink", target: "etc/shadow" }],
    {},
    {},
    "FIX_CONTENT",
    "tool-1-r1 links /usr/x to /etc/shadow, which it does not have.",
  ],
  [
    "a file where the image has a folder",
    [fresh, f("usr/place", "x")],
    {},
    { "usr/place/in": "x" },
    "FIX_CONTENT",
    "/usr/place is a directory in the image and a file in the package.",
  ],
  [
    "a folder where the image has a file",
    [fresh, d("usr/place")],
    {},
    { "usr/place": "x" },
    "FIX_CONTENT",
    "/usr/place is a file in the image and a directory in the package.",
  ],
  [
    "a link that is no way through",
    [fresh, d("usr/loop"), f("usr/loop/x", "x")],
    {},
    { "usr/loop": { type: "symlink", target: "loop" } },
    "FIX_CONTENT",
    "/usr/loop/x would lie where the image has no folder.",
  ],
  [
    "another package's file",
    [fresh, f("usr/other", "x")],
    {},
    {},
    "FIX_CONTENT",
    "tool has /usr/other, which belongs to other and is not replaced by right.",
  ],
  [
    "a script that does something",
    [fresh],
    { scripts: { "post-upgrade": "#!/bin/sh\n# a\nexit_code=0\nrm -rf /var/cache/tool\nexit 0\n" } },
    {},
    "FIX_SCRIPT",
    "tool post-upgrade runs: exit_code=0.",
  ],
  [
    "a script before",
    [fresh],
    { scripts: { "pre-upgrade": "#!/bin/sh\nkillall tool\n" } },
    {},
    "FIX_SCRIPT",
    "tool pre-upgrade runs: killall tool.",
  ],
  [
    "a script that is none of a shell",
    [fresh],
    { scripts: { "post-upgrade": "#!/usr/bin/python3\nexit 0\n" } },
    {},
    "FIX_SCRIPT",
    "tool post-upgrade is no shell script that can be read: #!/usr/bin/python3.",
  ],
  [
    "its own trigger",
    [fresh],
    { triggers: ["/usr"], scripts: { trigger: "#!/bin/sh\nupdate-things\n" } },
    {},
    "FIX_SCRIPT",
    "tool trigger runs: update-things.",
  ],
];

const other: ApkRecipe = { name: "other", version: "1-r0", files: [d("usr"), f("usr/other", "1")] };

test.each(CASES)("%s", async (_, files, more, image, code, reason) => {
  const { plan, layer } = await raise([old, other], [tool("1-r1", files, more)], image);
  expect(plan).toEqual({
    packages: [],
    left: [{ name: "tool", architecture: "x86_64", version: "1-r0", fixedVersion: "1-r1", code, reason }],
    commands: ["apk upgrade --no-cache tool"],
  });
  expect(layer).toEqual([]);
});

test("the trigger of another package", async () => {
  const watcher: ApkRecipe = { name: "watcher", version: "1-r0", files: [] };
  const sum = /^C:(.*)$/m.exec(buildApk(watcher, key).indexEntry)?.[1] ?? "";
  const scripts = tar([{ path: `watcher-1-r0.${sum}.trigger`, content: "#!/bin/sh\nupdate-things\n" }]);
  const { plan } = await raise([old, watcher], [tool("1-r1", [fresh])], {
    "lib/apk/db/triggers": `${sum} /etc/things /us?\n`,
    "lib/apk/db/scripts.tar": scripts,
  });
  expect(plan.left.map(({ code, reason }) => [code, reason])).toEqual([
    ["FIX_SCRIPT", "watcher trigger runs: update-things."],
  ]);
});

test("one that is refused takes nothing else with it", async () => {
  const rest: ApkRecipe = { name: "other", version: "1-r1", files: [d("usr"), f("usr/other", "2")] };
  server.files.clear();
  const bad = tool("1-r1", [fresh], { scripts: { "post-upgrade": "#!/bin/sh\nkillall tool\n" } });
  for (const [path, bytes] of repositoryFiles("/main", [bad, rest], key)) server.files.set(path, bytes);
  const root = memoryRoot(smallImage(`${server.url}/main`, key, [old, other]));
  const { plan, layer } = await graftOnto(root, [
    ["tool", "1-r1"],
    ["other", "1-r1"],
  ]);
  expect(plan.packages.map(({ name }) => name)).toEqual(["other"]);
  expect(plan.left.map(({ name, code }) => [name, code])).toEqual([["tool", "FIX_SCRIPT"]]);
  expect(plan.commands).toEqual(["apk upgrade --no-cache other tool"]);
  expect(layer.map(({ path }) => path)).toContain("usr/other");
});

test("merged folders: files go where the link leads to, and the link stays", async () => {
  const after = tool("1-r1", [
    fresh,
    d("lib"),
    f("lib/libtool.so", "x"),
    l("lib/libtool.so.1", "libtool.so"),
  ]);
  server.files.clear();
  for (const [path, bytes] of repositoryFiles("/main", [after], key)) server.files.set(path, bytes);
  const tree = smallImage(`${server.url}/main`, key, [old]);
  const merged = new Map<string, MemoryNode>([
    ...[...tree].map(([path, node]): [string, MemoryNode] => [path.replace(/^lib(?=\/|$)/, "usr/lib"), node]),
    ["lib", { type: "symlink", mode: 0o777, uid: 0, gid: 0, target: "usr/lib" }],
  ]);
  const { plan, layer } = await graftOnto(memoryRoot(merged), [["tool", "1-r1"]]);
  expect(plan.left).toEqual([]);
  expect(layer.map(({ path, type }) => `${type} ${path}`).toSorted()).toEqual([
    "directory usr",
    "directory usr/lib",
    "directory usr/lib/apk",
    "directory usr/lib/apk/db",
    "file usr/lib/apk/db/installed",
    "file usr/lib/apk/db/scripts.tar",
    "file usr/lib/libtool.so",
    "file usr/tool",
    "symlink usr/lib/libtool.so.1",
  ]);
});

import { describe, expect, test } from "vitest";
import { Overlay } from "../../../src/repair/apk/overlay.ts";
import { play } from "../../../src/repair/apk/scripts.ts";
import { elf } from "../../support/programs.ts";
import { layOver, listMemory, type MemoryNode, memoryRoot, memoryTree } from "./support/memory-root.ts";

type Files = Readonly<Record<string, string | Buffer | Partial<MemoryNode>>>;

const link = (target: string) => ({ type: "symlink", mode: 0o777, target }) as const;

/** What is different after a script, or why it is refused. */
async function outcome(lines: readonly string[], files: Files = {}, args: readonly string[] = []) {
  const tree = memoryTree(files);
  const root = memoryRoot(tree);
  const overlay = new Overlay(root);
  const read = async (path: string) => {
    const placed = overlay.placed(path);
    if (placed?.type !== "file") return (await root.read([path])).get(path);
    const chunks: Uint8Array[] = [];
    for await (const chunk of placed.content()) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const text = `#!/bin/sh\n${lines.join("\n")}\n`;
  try {
    await play({ name: "a post-upgrade", text, arguments: args }, { overlay, mtime: 1_700_000_000, read });
  } catch (error) {
    return (error as Error).message;
  }
  const [before, laid] = [listMemory(tree), await layOver(tree, await overlay.layer(0))];
  const after = listMemory(laid);
  const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
  return changed
    .map((path) => {
      const node = laid.get(path);
      return node === undefined
        ? `${path} gone`
        : `${path}: ${node.target ?? node.content?.toString("utf8")}`;
    })
    .toSorted();
}

const ACCOUNTS: Files = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nsvc:x:100:100::/:/bin/false\n",
  "etc/group": "root:x:0:\nusers:x:100:games\n",
  "etc/shadow": { content: Buffer.from("root:*::0:::::\n"), mode: 0o640 },
};

describe("scripts that change nothing", () => {
  test.each([
    [["exit 0"]],
    [["", "# only words", "exit 0", "rm -rf /"]],
    [["set -e", ":", "true"]],
    [
      [
        "addgroup -S users 2>/dev/null",
        "adduser -S -D -H -h / -s /bin/false -G users -g svc svc 2>/dev/null",
      ],
    ],
    [["addgroup -S users >/dev/null 2>&1 || true", "exit 0"]],
  ])("%j", async (lines) => {
    expect(await outcome(lines, ACCOUNTS)).toEqual([]);
  });
});

describe("scripts that are refused", () => {
  test.each([
    ["rm -f /etc/x", "rm -f /etc/x"],
    ["exit 0; rm /x", "exit 0; rm /x"],
    ["true && rm /x", "true && rm /x"],
    ["addgroup -S users $(rm /x)", "addgroup -S users $(rm /x)"],
    ["addgroup -S users 2>/etc/passwd", "addgroup -S users 2>/etc/passwd"],
    ["addgroup svc users", "addgroup svc users"],
    [
      "adduser -S -D -h /home/x -s /bin/sh -G users -g x x",
      "adduser -S -D -h /home/x -s /bin/sh -G users -g x x",
    ],
    ["addgroup -g 42 -S shadow", "addgroup -g 42 -S shadow"],
    ["addgroup -S users; rm /x", "addgroup -S users; rm /x"],
    [
      "[ -e etc/shadow- ] && chown root:shadow etc/passwd",
      "[ -e etc/shadow- ] && chown root:shadow etc/passwd",
    ],
  ])("%s", async (line, told) => {
    expect(await outcome([line], ACCOUNTS)).toBe(`a post-upgrade runs: ${told}.`);
  });
});

test("a system account is made as busybox makes it", async () => {
  const lines = [
    "addgroup -S klogd 2>/dev/null",
    "adduser -S -D -H -h /dev/null -s /sbin/nologin -G klogd -g klogd klogd 2>/dev/null",
  ];
  expect(await outcome(lines, ACCOUNTS)).toEqual(
    [
      "etc/group-: root:x:0:\nusers:x:100:games\nklogd:x:101:\n",
      "etc/group: root:x:0:\nusers:x:100:games\nklogd:x:101:klogd\n",
      `etc/passwd-: ${ACCOUNTS["etc/passwd"] as string}`,
      `etc/passwd: ${ACCOUNTS["etc/passwd"] as string}klogd:x:101:101:klogd:/dev/null:/sbin/nologin\n`,
      "etc/shadow-: root:*::0:::::\n",
      "etc/shadow: root:*::0:::::\nklogd:!:19675:0:99999:7:::\n",
    ].toSorted(),
  );
});

describe("busybox", () => {
  // Two names to a byte: folders 1 to 4 in turn.
  const names = [
    "[",
    "[[",
    ...Array.from({ length: 60 }, (_, index) => `ap${String(index).padStart(2, "0")}`),
  ];
  const folders = ["bin", "sbin", "usr/bin", "usr/sbin"];
  const table = Buffer.alloc(names.length / 2);
  for (const [index] of names.entries()) table[index >> 1]! |= ((index % 4) + 1) << (index % 2 === 0 ? 0 : 4);
  const binary = Buffer.concat([
    elf(),
    table,
    Buffer.from("\xff\xff"),
    Buffer.from(`${names.join("\0")}\0\0`),
  ]);
  const place = (index: number) => `${folders[index % 4]}/${names[index]}`;
  const links = Object.fromEntries(names.map((_, index) => [place(index), link("/bin/busybox")]));
  const without = (...indexes: number[]) =>
    Object.fromEntries(
      Object.entries(links).filter(([path]) => !indexes.some((index) => place(index) === path)),
    );
  const trigger = [
    "do_bb_install=",
    'for i in "$@"; do',
    '\tcase "$i" in',
    "\t\t/lib/modules/*)",
    '\t\t\tif [ -d "$i" ]; then',
    "\t\t\t\t/bin/busybox depmod ${i#/lib/modules/}",
    "\t\t\tfi",
    "\t\t\t;;",
    "\t\t*) do_bb_install=yes;;",
    "\tesac",
    "done",
    'if [ -n "$do_bb_install" ]; then',
    "\t[ -e /bin/bbsuid ] && /bin/bbsuid --install",
    "\t[ -e /bin/busybox-extras ] && /bin/busybox-extras --install -s",
    "\t/bin/busybox --install -s",
    "fi",
  ];

  test("its trigger makes the links that are missing", async () => {
    const files = { "bin/busybox": binary, ...without(5, 30) };
    expect(await outcome(trigger, files, ["/usr/bin"])).toEqual(
      [`${place(5)}: /bin/busybox`, `${place(30)}: /bin/busybox`].toSorted(),
    );
    expect(await outcome(trigger, { "bin/busybox": binary, ...links }, ["/usr/bin"])).toEqual([]);
  });

  test("a file in a link's place stays", async () => {
    expect(await outcome(trigger, { "bin/busybox": binary, ...links, [place(7)]: "mine" }, ["/bin"])).toEqual(
      [],
    );
  });

  test("kernel modules and bbsuid are refused", async () => {
    const files = { "bin/busybox": binary, ...links };
    expect(await outcome(trigger, files, ["/lib/modules/6.1"])).toBe(
      "a post-upgrade would run depmod for /lib/modules/6.1.",
    );
    expect(await outcome(trigger, { ...files, "bin/bbsuid": "x" }, ["/bin"])).toBe(
      "a post-upgrade runs /bin/bbsuid --install.",
    );
  });

  test("what cannot be told is refused", async () => {
    const untold = "It cannot be told which links /bin/busybox --install would make.";
    expect(await outcome(trigger, { "bin/busybox": elf(), ...links }, ["/bin"])).toBe(untold);
    const few = Object.fromEntries(Object.entries(links).slice(0, 20));
    expect(await outcome(trigger, { "bin/busybox": binary, ...few }, ["/bin"])).toBe(untold);
    const double = Buffer.concat([table, binary]);
    expect(await outcome(trigger, { "bin/busybox": double, ...links }, ["/bin"])).toBe(untold);
    expect(await outcome(trigger, links, ["/bin"])).toBe(
      "/bin/busybox --install cannot be followed: there is no such file.",
    );
  });

  test("a trigger with another line in it is refused", async () => {
    for (const [at] of trigger.entries()) {
      const changed = trigger.toSpliced(at, 0, "touch /x");
      const files = { "bin/busybox": binary, ...without(5) };
      // In the branch for kernel modules it would not be run: refused where that is.
      const told = await outcome(changed, files, ["/bin"]);
      const isUnrun = at >= 4 && at <= 7;
      expect([at, typeof told]).toEqual([at, isUnrun ? "object" : "string"]);
    }
  });
});

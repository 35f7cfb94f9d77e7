import { describe, expect, test } from "vitest";
import { whiteout } from "../../support/tar.ts";
import { PKCS8, pem, random } from "./cases/case.ts";
import { byKind, lines, look } from "./look.ts";

const KEY = pem(PKCS8);
const OTHER = pem(PKCS8, { body: random("other", 640) });
const path = "srv/web.key";

describe("what later layers do to a file", () => {
  test("a deleted file is found in the layer that has it", async () => {
    const result = await look([{ path, content: KEY }], [whiteout(path)]);
    expect(lines(result)).toEqual([`DD-SF-002 critical ${path} 0 deleted`]);
    expect(byKind(result.findings)[0]?.evidence[0]).toMatch(/whoever pulls the image has it/);
  });

  test("a deleted folder takes its files with it, and they are found", async () => {
    const result = await look([{ path: "srv/tls/web.key", content: KEY }], [whiteout("srv/tls")]);
    expect(lines(result)).toEqual(["DD-SF-002 critical srv/tls/web.key 0 deleted"]);
  });

  test("a file that is written again as it was is one finding", async () => {
    const result = await look([{ path, content: KEY }], [{ path, content: KEY, mode: 0o600 }]);
    expect(lines(result)).toEqual([`DD-SF-002 critical ${path} 1`]);
  });

  test("a moved file is found where it is, and where it was", async () => {
    const result = await look(
      [{ path, content: KEY }],
      [whiteout(path), { path: "etc/web.key", content: KEY }],
    );
    expect(lines(result).toSorted()).toEqual([
      "DD-SF-002 critical etc/web.key 1",
      `DD-SF-002 critical ${path} 0 deleted`,
    ]);
  });

  test("a replaced key is found beside the new one, with a fingerprint of its own", async () => {
    const result = await look([{ path, content: KEY }], [{ path, content: OTHER }]);
    expect(lines(result).toSorted()).toEqual([
      `DD-SF-002 critical ${path} 0 deleted`,
      `DD-SF-002 critical ${path} 1`,
    ]);
    expect(new Set(byKind(result.findings).map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  test("a history that grows from layer to layer is one finding", async () => {
    const history = { path: "root/.bash_history", content: "ls\n" };
    const result = await look([history], [{ ...history, content: "ls\ncd\n" }]);
    expect(lines(result)).toEqual(["DD-SF-022 medium root/.bash_history 1"]);
  });

  test("the fingerprint is that of rule and path, in whatever layer and line", async () => {
    const first = await look([{ path, content: KEY }]);
    const second = await look([], [{ path, content: `a line\n${KEY}` }]);
    expect(byKind(second.findings)[0]?.fingerprint).toBe(byKind(first.findings)[0]?.fingerprint);
  });
});

describe("a Git repository", () => {
  const head = { path: "srv/.git/HEAD", content: "ref: refs/heads/main\n" };
  const object = { path: "srv/.git/objects/ab/cdef", content: "x" };

  test("with objects is found, loose or packed, in whatever order they come", async () => {
    expect(lines(await look([head, object]))).toEqual(["DD-SF-026 medium srv/.git/HEAD 0"]);
    const pack = { path: "srv/.git/objects/pack/pack-1.pack", content: "PACK" };
    expect(lines(await look([pack], [head]))).toEqual(["DD-SF-026 medium srv/.git/HEAD 1"]);
  });

  test("that was deleted is found", async () => {
    expect(lines(await look([head, object], [whiteout("srv/.git")]))).toEqual([
      "DD-SF-026 medium srv/.git/HEAD 0 deleted",
    ]);
  });

  test.each([
    ["without objects", [head, { path: "srv/.git/objects/info/packs", content: "x" }]],
    ["of a submodule, which is a pointer", [{ path: "srv/.git", content: "gitdir: ../.git/modules/x\n" }]],
    ["that is none", [{ ...head, content: "hello" }, object]],
    ["with another name", [{ path: "srv/git/HEAD", content: head.content }, object]],
  ])("%s is left", async (_, layer) => {
    expect(lines(await look(layer))).toEqual([]);
  });
});

describe("files that a package brought", () => {
  const status = "Package: testsuite\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n";
  const database = [
    { path: "etc/os-release", content: 'ID=debian\nVERSION_ID="12"\n' },
    { path: "var/lib/dpkg/status", content: status },
    {
      path: "var/lib/dpkg/info/testsuite.list",
      content:
        "/.\n/usr\n/usr/lib\n/usr/lib/x\n/usr/lib/x/test\n/usr/lib/x/test/key.pem\n/usr/lib/x/web.key\n/usr/lib/x/seed.sql\n",
    },
  ];
  const owned = [
    { path: "usr/lib/x/test/key.pem", content: KEY },
    { path: "usr/lib/x/web.key", content: KEY },
  ];

  test("are hardly worth a word in its test folder, and low elsewhere", async () => {
    const result = await look([...database, ...owned]);
    expect(lines(result)).toEqual([
      "DD-SF-002 negligible usr/lib/x/test/key.pem 0",
      "DD-SF-002 low usr/lib/x/web.key 0",
    ]);
  });

  test("are no finding where they are data", async () => {
    const content = "INSERT INTO zones VALUES ('Etc/UTC');\n".repeat(400);
    const seed = { path: "usr/lib/x/seed.sql", content };
    expect(lines(await look([...database, seed]))).toEqual([]);
    expect(lines(await look([...database], [seed]))).toEqual(["DD-SF-018 medium usr/lib/x/seed.sql 1"]);
  });

  test("are no package's any more once a later layer has written them", async () => {
    const result = await look([...database, ...owned], [{ path: "usr/lib/x/web.key", content: OTHER }]);
    expect(lines(result)).toContain("DD-SF-002 critical usr/lib/x/web.key 1");
  });

  test("are no package's where its digest says otherwise, although one layer has both", async () => {
    const md5sums = `${"0".repeat(32)}  usr/lib/x/web.key\n`;
    const result = await look([
      ...database,
      ...owned,
      { path: "var/lib/dpkg/info/testsuite.md5sums", content: md5sums },
    ]);
    expect(lines(result)).toContain("DD-SF-002 critical usr/lib/x/web.key 0");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FixCode } from "../../../src/repair/model.ts";
import { memoryRoot } from "./support/memory-root.ts";
import { graftOnto } from "./support/plan.ts";
import { d, f } from "./support/recipes.ts";
import { type ApkRecipe, buildApk, buildIndex, signatureOf, signingKey } from "./support/repository.ts";
import { type ApkServer, repositoryFiles, startServer } from "./support/server.ts";
import { smallImage } from "./support/small-image.ts";

const key = signingKey();
const stranger = signingKey("stranger@example.org-1.rsa.pub");
/** Another key under a name that the image knows. */
const impostor = { ...signingKey(), name: key.name };

const recipe = (version: string, content: string): ApkRecipe => ({
  name: "tool",
  version,
  files: [d("usr"), f("usr/tool", content)],
});
const old = recipe("1-r0", "1");
const built = buildApk(recipe("1-r1", "2"), key);
const INDEX = "/main/x86_64/APKINDEX.tar.gz";
const PACKAGE = "/main/x86_64/tool-1-r1.apk";

let server: ApkServer;
beforeAll(async () => {
  server = await startServer();
});
beforeEach(() => {
  server.files.clear();
  server.asked.length = 0;
  for (const [path, bytes] of repositoryFiles("/main", [built], key)) server.files.set(path, bytes);
});
afterAll(() => server.close());

const graft = () => graftOnto(memoryRoot(smallImage(`${server.url}/main`, key, [old])), [["tool", "1-r1"]]);

/** One bit of a byte that decompressors do not look at: the time in a gzip header. */
function touched(bytes: Buffer, member: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(member + 4) ^ 1, member + 4);
  return changed;
}

const index = () => server.files.get(INDEX)!;
const { signature, control, data } = built.parts;

const TAMPERINGS: readonly (readonly [string, () => readonly [string, Buffer], FixCode, RegExp])[] = [
  [
    "an index with a bit changed",
    () => [INDEX, touched(index(), indexBody())],
    "FIX_SIGNATURE",
    /does not fit its signature/,
  ],
  [
    "an index that a stranger signed",
    () => [INDEX, buildIndex([built], stranger)],
    "FIX_SIGNATURE",
    /does not have/,
  ],
  [
    "an index that an impostor signed",
    () => [INDEX, buildIndex([built], impostor)],
    "FIX_SIGNATURE",
    /does not fit/,
  ],
  [
    "an index without a signature",
    () => [INDEX, index().subarray(indexBody())],
    "FIX_SIGNATURE",
    /not signed/,
  ],
  ["an index cut off", () => [INDEX, index().subarray(0, -9)], "FIX_SIGNATURE", /does not fit/],
  ["an index that is none", () => [INDEX, Buffer.from("<html>")], "FIX_SIGNATURE", /not signed/],
  [
    "a control segment with a bit changed",
    () => [PACKAGE, touched(built.bytes, signature.length)],
    "FIX_HASH",
    /control segment/,
  ],
  [
    "a data segment with a bit changed",
    () => [PACKAGE, touched(built.bytes, signature.length + control.length)],
    "FIX_HASH",
    /data segment/,
  ],
  ["a package cut off", () => [PACKAGE, built.bytes.subarray(0, -100)], "FIX_HASH", /bytes, its index says/],
  [
    "another package under its name",
    () => [PACKAGE, buildApk(recipe("1-r1", "evil"), key).bytes],
    "FIX_HASH",
    /index says/,
  ],
  [
    "a package that a stranger signed",
    () => [PACKAGE, Buffer.concat([signatureOf(control, stranger), control, data])],
    "FIX_SIGNATURE",
    /stranger@example.org-1.rsa.pub, which the image/,
  ],
  [
    "a package that an impostor signed",
    () => [PACKAGE, Buffer.concat([signatureOf(control, impostor), control, data])],
    "FIX_SIGNATURE",
    /does not fit/,
  ],
];

/** Where the signed part of the index starts. */
function indexBody(): number {
  const body = index().indexOf(Buffer.from([0x1f, 0x8b, 8]), 1);
  return body;
}

describe("tampering", () => {
  test.each(TAMPERINGS)("%s is refused", async (_, tamper, code, reason) => {
    const [path, bytes] = tamper();
    server.files.set(path, bytes);
    // So that the signature is what is looked at.
    if (path === PACKAGE && code === "FIX_SIGNATURE") {
      const entry = built.indexEntry.replace(/^S:\d+$/m, `S:${bytes.length}`);
      server.files.set(INDEX, buildIndex([{ indexEntry: entry }], key));
    }
    const { plan, layer } = await graft();
    expect(plan).toEqual({
      packages: [],
      left: [
        {
          name: "tool",
          architecture: "x86_64",
          version: "1-r0",
          fixedVersion: "1-r1",
          code,
          reason: expect.stringMatching(reason),
        },
      ],
      commands: [],
    });
    expect(layer).toEqual([]);
    // A tampered index never gets as far as a package.
    expect(server.asked.includes(PACKAGE)).toBe(path === PACKAGE);
  });

  test.each(["RSA", "RSA256"] as const)("what was not tampered with is taken: %s", async (kind) => {
    const signed = buildApk(recipe("1-r1", "2"), key, kind);
    server.files.set(PACKAGE, signed.bytes);
    server.files.set(INDEX, buildIndex([signed], key, kind));
    const { plan, layer } = await graft();
    expect(plan.left).toEqual([]);
    expect(layer.map(({ path }) => path).toSorted()).toEqual([
      "lib",
      "lib/apk",
      "lib/apk/db",
      "lib/apk/db/installed",
      "lib/apk/db/scripts.tar",
      "usr",
      "usr/tool",
    ]);
  });

  test("a package that is not there", async () => {
    server.files.delete(PACKAGE);
    const { plan } = await graft();
    expect(plan.left.map(({ code, reason }) => [code, reason])).toEqual([
      [
        "FIX_NOT_PUBLISHED",
        expect.stringMatching(/^tool-1-r1.apk stands in the index of 127.0.0.1:\d+, but is not there.$/),
      ],
    ]);
  });

  test("a repository without an index is passed over, and said so", async () => {
    server.files.delete(INDEX);
    const { plan, notes } = await graft();
    expect(plan.left.map(({ code }) => code)).toEqual(["FIX_NOT_PUBLISHED"]);
    expect(notes[0]).toMatch(/\/main\/x86_64\/APKINDEX.tar.gz does not exist/);
  });

  test("nothing is asked when offline", async () => {
    const root = memoryRoot(smallImage(`${server.url}/main`, key, [old]));
    await expect(graftOnto(root, [["tool", "1-r1"]], { offline: true })).rejects.toMatchObject({
      code: "NETWORK",
    });
    expect(server.asked).toEqual([]);
  });

  test("a mirror takes the place of what is in front of the release", async () => {
    for (const [path, bytes] of repositoryFiles("/mirror/v3.20/main", [built], key))
      server.files.set(path, bytes);
    const root = memoryRoot(smallImage("https://dl-cdn.example.org/alpine/v3.20/main", key, [old]));
    const { plan } = await graftOnto(root, [["tool", "1-r1"]], {
      mirrors: { alpine: `${server.url}/mirror/` },
    });
    expect(plan.packages.map(({ to }) => to)).toEqual(["1-r1"]);
  });
});

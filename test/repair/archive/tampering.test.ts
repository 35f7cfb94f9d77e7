import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { quietHost } from "../../../src/host.ts";
import {
  ArchiveClient,
  openSuite,
  readSuite,
  type Source,
  type SuiteOptions,
} from "../../../src/repair/archive/index.ts";
import { describeWith } from "../../support/tools.ts";
import {
  buildDeb,
  makeKey,
  makeSuite,
  type Served,
  type SigningKey,
  serve,
  workFolder,
} from "./repository.ts";

describeWith(["dpkg-deb", "gpg"], "an archive that was tampered with", () => {
  const work = workFolder();
  let key: SigningKey;
  let other: SigningKey;
  let server: Served;
  let deb: string;
  let good: Map<string, Buffer>;
  const INDEX = "dists/tests/main/binary-amd64/Packages.gz";

  beforeAll(async () => {
    [key, other, server] = [makeKey(), makeKey("ed25519", "Somebody else"), await serve()];
    mkdirSync(join(work.path, "debs"));
    deb = buildDeb(join(work.path, "debs"), {
      fields: { Package: "one", Version: "2", Architecture: "amd64" },
      files: {},
    });
    good = makeSuite([deb], key, { suite: "tests", validUntil: new Date(Date.now() + 86_400_000) });
  });
  afterEach(() => server.files.clear());
  afterAll(async () => {
    for (const one of [key, other]) one.remove();
    await server.close();
    work.remove();
  });

  const source = (suite = "tests"): Source => ({
    uri: server.address,
    suite,
    components: ["main"],
    architectures: [],
    keys: { from: "image", name: "/k.asc", keyring: Buffer.from(key.publicKey) },
    ignoresExpiry: false,
  });
  const options = (): SuiteOptions => {
    const host = quietHost(join(work.path, "cache"), { wait: async () => {} });
    return {
      client: new ArchiveClient(host),
      folder: work.path,
      now: new Date(),
      mirrors: {},
      allowArchived: false,
      note: () => {},
    };
  };

  /** What is refused, with its code; or the packages found. */
  async function read(
    files: ReadonlyMap<string, Buffer>,
    suite = "tests",
    changes: Partial<SuiteOptions> = {},
  ): Promise<string> {
    for (const [path, bytes] of files) server.files.set(path, bytes);
    const all = { ...options(), ...changes };
    try {
      const found = await readSuite(await openSuite(source(suite), all), ["amd64"], new Set(["one"]), all);
      return found.map(({ stanza }) => `${stanza.get("Package")} ${stanza.get("Version")}`).join();
    } catch (error) {
      const { code, message } = error as Error & { code: string };
      return `${code}: ${message.replaceAll(server.address, "http://archive")}`;
    }
  }

  const changed = (path: string, change: (bytes: Buffer) => Buffer) =>
    new Map(
      [...good].map(([name, bytes]) => [
        name,
        name === path || (path === INDEX && /by-hash/.test(name)) ? change(bytes) : bytes,
      ]),
    );

  test("the true one is read, by hash", async () => {
    server.asked.length = 0;
    expect(await read(good)).toBe("one 2");
    expect(server.asked.map((path) => path.replace(/[0-9a-f]{64}/, "…"))).toEqual([
      "dists/tests/InRelease",
      "dists/tests/main/binary-amd64/by-hash/SHA256/…",
    ]);
  });

  test("an index with another content or length never reaches the reader", async () => {
    const evil = (bytes: Buffer) =>
      gzipSync(gunzipSync(bytes).toString().replace("Version: 2", "Version: 9"));
    expect(await read(changed(INDEX, evil))).toMatch(
      /^FIX_HASH: tests main\/binary-amd64\/Packages.gz: wrong (SHA-256|size) \(expected \w+.*, got /,
    );
    const flipped = (bytes: Buffer) =>
      Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]);
    expect(await read(changed(INDEX, flipped))).toMatch(
      /^FIX_HASH: .*: wrong SHA-256 \(expected [0-9a-f]{64}, got [0-9a-f]{64}\)\.$/,
    );
    expect(await read(changed(INDEX, (bytes) => bytes.subarray(0, 20)))).toMatch(
      /^FIX_HASH: .*: wrong size \(expected \d+ bytes, got 20\)\.$/,
    );
  });

  test("a release file that was changed, has no signature, or another's", async () => {
    const path = "dists/tests/InRelease";
    expect(
      await read(
        changed(path, (bytes) => Buffer.from(bytes.toString().replace("Origin: Tests", "Origin: Evil"))),
      ),
    ).toMatch(
      /^FIX_SIGNATURE: tests InRelease of http:\/\/archive: the signature does not hold \(expected one by \/k.asc; got: the signature of [0-9A-F]{40} is wrong\)\.$/,
    );
    const plain = /\n\n([\s\S]*)\n-----BEGIN PGP SIGNATURE/;
    expect(await read(changed(path, (bytes) => Buffer.from(plain.exec(bytes.toString())![1]!)))).toMatch(
      /^FIX_SIGNATURE: .*got: there is no signature/,
    );
    expect(await read(makeSuite([deb], other, { suite: "tests" }))).toMatch(
      /^FIX_SIGNATURE: .*got: it is signed by [0-9A-F]{40}, which is not among the keys/,
    );
  });

  test("a release file of another suite, an expired one, one without a date, and none at all", async () => {
    const renamed = new Map(
      [...makeSuite([deb], key, { suite: "other" })].map(([path, bytes]) => [
        path.replace("/other/", "/tests/"),
        bytes,
      ]),
    );
    expect(await read(renamed)).toBe(
      "FIX_SIGNATURE: tests InRelease: it is of another suite (expected tests, got other, other).",
    );
    const expired = makeSuite([deb], key, { suite: "tests", validUntil: new Date(Date.now() - 1000) });
    expect(await read(expired)).toMatch(
      /^FIX_EXPIRED: tests InRelease: it has expired \(expected a date after .*, got .* UTC\)\.$/,
    );
    expect(await read(expired, "tests", { allowArchived: true })).toBe("one 2");
    expect(await read(makeSuite([deb], key, { suite: "tests", date: new Date("2096-01-01") }))).toMatch(
      /^FIX_EXPIRED: .*from the future/,
    );
    expect(await read(good, "unknown")).toBe(
      "FIX_SIGNATURE: http://archive: there is no InRelease of unknown, so nothing there can be verified.",
    );
  });

  test("a package that is not what the index says is not unpacked", async () => {
    const { client } = options();
    const bytes = readFileSync(deb);
    const expected = { sha256: "0".repeat(64), size: bytes.length };
    server.files.set("one.deb", bytes);
    await expect(
      client.file(`${server.address}/one.deb`, join(work.path, "x.deb"), expected, "one"),
    ).rejects.toMatchObject({
      code: "FIX_HASH",
      message: expect.stringMatching(/^one: wrong SHA-256 \(expected 0{64}, got [0-9a-f]{64}\)\.$/),
    });
  });

  test("suites that have moved to the archive are refused", async () => {
    const gone: Source = { ...source("buster"), uri: "http://archive.debian.org/debian" };
    await expect(openSuite(gone, options())).rejects.toMatchObject({
      code: "FIX_EOL",
      message: "buster no longer receives fixes: its archive was moved away. Change the base image.",
    });
  });
});

import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type DatabaseOptions,
  databaseInfos,
  openStore,
  updateDatabases,
} from "../../src/advisories/index.ts";
import { DrydockError } from "../../src/errors.ts";
import { type Host, quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";
import { corpus } from "../support/corpus.ts";
import { archiveOf, DB_LAYER, testDatabase } from "../support/database.ts";
import { pushArtifact, startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";

const HOUR = 3_600_000;
const built = { updatedAt: "2026-03-10T00:00:00Z", nextUpdate: "2026-03-11T00:00:00Z" };
const one = testDatabase({ fixed: "1", ...built });

/** A mirror in front of the registry that can fall ill; notes what was asked for. */
interface Mirror {
  readonly server: Server;
  readonly asked: string[];
  /** The status to answer a path with; `undefined` = what the registry says. */
  refuse: (path: string) => number | undefined;
  /** Changes a blob. */
  change: (blob: Buffer) => Buffer;
}

async function mirrorOf(upstream: string): Promise<Mirror> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    if (path !== "/v2/")
      mirror.asked.push(path.replace(/.*\/(manifests|blobs)\//, "$1 ").replace(/sha256:.*/, "…"));
    const refused = mirror.refuse(path);
    if (refused !== undefined) return response.writeHead(refused).end();
    const answer = await fetch(`http://${upstream}${path}`, {
      method: request.method ?? "GET",
      headers: { accept: request.headers.accept ?? "*/*" },
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== "content-length"));
    response.writeHead(answer.status, headers);
    response.end(path.includes("/blobs/") ? mirror.change(body) : body);
  });
  const mirror: Mirror = { server, asked: [], refuse: () => undefined, change: (blob) => blob };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return mirror;
}

describeWith(["docker-registry"], "databases from a real registry", () => {
  let registry: TestRegistry;
  let mirror: Mirror;
  let root: string;
  let warnings: string[];
  let now: Date;
  let host: Host;
  beforeAll(async () => {
    registry = await startRegistry();
    mirror = await mirrorOf(registry.host);
  });
  afterAll(async () => {
    mirror.server.closeAllConnections();
    mirror.server.close();
    await registry.stop();
  });
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "drydock-fetched-"));
    warnings = [];
    now = new Date("2026-03-10T12:00:00Z");
    const log = { ...silent, warn: (text: string) => warnings.push(text) };
    host = quietHost(join(root, "cache"), { log, now: () => now, wait: async () => {} });
    mirror.asked.splice(0);
    mirror.refuse = () => undefined;
    mirror.change = (blob) => blob;
    await push(one.archive);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const push = (bytes: Buffer, mediaType = DB_LAYER) =>
    pushArtifact(registry, "db", "2", { layers: [{ bytes, mediaType }] });
  const direct = () => `${registry.host}/db:2`;
  const viaMirror = () => `127.0.0.1:${(mirror.server.address() as AddressInfo).port}/db:2`;
  const options = (db: string, more: Partial<DatabaseOptions> = {}): DatabaseOptions => ({
    db,
    offline: false,
    insecure: false,
    ...more,
  });

  async function answer(db: string, more: Partial<DatabaseOptions> = {}): Promise<string | undefined> {
    const store = await openStore(options(db, more), host);
    try {
      return store.distribution("alpine", "3.18")?.lookup("musl")[0]?.fixedVersion;
    } finally {
      store.close();
    }
  }

  async function failure(work: Promise<unknown>): Promise<DrydockError> {
    const error: unknown = await work.then(
      () => new Error("no error"),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof DrydockError)) throw error;
    return error;
  }

  /** Files in the cache. */
  function cached(folder = host.cacheDir): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(join(folder, name)).isFile(),
    );
  }

  describe("fetched and cached", () => {
    test("once; a fresh one is not asked for again, offline neither", async () => {
      expect(await answer(`registry:${viaMirror()}`)).toBe("1");
      expect(mirror.asked).toEqual(["manifests 2", "blobs …"]);
      expect(await answer(viaMirror())).toBe("1");
      expect(await answer(viaMirror(), { offline: true })).toBe("1");
      expect(mirror.asked.length).toBe(2);
      expect(warnings).toEqual([]);
      expect(await databaseInfos(options(viaMirror()), host)).toEqual([
        {
          kind: "trivy-db",
          schema: 2,
          origin: viaMirror(),
          ...built,
          downloadedAt: now.toISOString(),
          sample: false,
        },
      ]);
    });

    test("without a tag the schema's is taken", async () => {
      expect(await answer(direct().replace(":2", ""))).toBe("1");
    });

    test("once for several that run at the same time", async () => {
      expect(await Promise.all([1, 2, 3].map(() => answer(viaMirror())))).toEqual(["1", "1", "1"]);
      expect(mirror.asked).toEqual(["manifests 2", "blobs …"]);
    });

    test("when due: the manifest alone while nothing has changed, then the new blob", async () => {
      await answer(viaMirror());
      now = new Date("2026-03-11T00:00:00Z");
      expect(await answer(viaMirror())).toBe("1");
      expect(mirror.asked).toEqual(["manifests 2", "blobs …", "manifests 2"]);
      now = new Date(now.getTime() + HOUR - 1);
      expect(await answer(viaMirror())).toBe("1");
      expect(mirror.asked.length).toBe(3);
      await push(testDatabase({ fixed: "2", ...built }).archive);
      now = new Date(now.getTime() + 1);
      expect(await answer(viaMirror())).toBe("2");
      expect(mirror.asked.slice(3)).toEqual(["manifests 2", "blobs …"]);
      expect(readdirSync(join(host.cacheDir, "db/content")).length).toBe(1);
    });

    test("db update asks at once, and mends a damaged copy", async () => {
      await answer(viaMirror());
      const [name = ""] = cached().filter((file) => file.endsWith("trivy.db"));
      const path = join(host.cacheDir, name);
      const whole = readFileSync(path);
      await updateDatabases(options(viaMirror()), host);
      expect(mirror.asked).toEqual(["manifests 2", "blobs …", "manifests 2"]);
      truncateSync(path, 5000);
      expect((await failure(answer(viaMirror()))).code).toBe("DATABASE_INVALID");
      await updateDatabases(options(viaMirror()), host);
      expect(readFileSync(path).equals(whole)).toBe(true);
    });
  });

  describe("several repositories", () => {
    test("the first answers 429: the second is used", async () => {
      mirror.refuse = () => 429;
      expect(await answer(`${viaMirror()},${direct()}`)).toBe("1");
      expect(warnings.length).toBe(1);
      expect(warnings[0]).toMatch(new RegExp(`429.* Trying ${direct()} for the advisory database\\.$`));
      expect((await databaseInfos(options(`${viaMirror()},${direct()}`), host))[0]?.origin).toBe(direct());
    });

    test("the first is broken, or lacks the blob: the second is used", async () => {
      mirror.refuse = () => 503;
      expect(await answer(`${viaMirror()},${direct()}`)).toBe("1");
      rmSync(host.cacheDir, { recursive: true });
      mirror.refuse = (path) => (path.includes("/blobs/") ? 404 : undefined);
      expect(await answer(`${viaMirror()},${direct()}`)).toBe("1");
      expect(warnings[1]).toContain("has a manifest, but not the database it names");
    });

    test("nobody listens at the first: the second is used", async () => {
      expect(await answer(`127.0.0.1:1/db:2,${direct()}`)).toBe("1");
    });

    test("all answer 429: that is the error", async () => {
      mirror.refuse = () => 429;
      expect((await failure(answer(viaMirror()))).code).toBe("RATE_LIMITED");
      expect(cached()).toEqual([]);
    });

    test.each([
      ["no such tag", 404, "NOT_FOUND"],
      ["no permission", 403, "DENIED"],
    ])("%s ends it: the second is not asked", async (_, status, code) => {
      mirror.refuse = () => status;
      expect((await failure(answer(`${viaMirror()},${direct()}`))).code).toBe(code);
      expect(warnings).toEqual([]);
    });
  });

  describe("wrong content: a clear error, nothing left in the cache", () => {
    test("a flipped byte", async () => {
      mirror.change = (blob) => {
        const changed = Buffer.from(blob);
        changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
        return changed;
      };
      expect((await failure(answer(`${viaMirror()},${direct()}`))).code).toBe("DIGEST_MISMATCH");
      expect(cached()).toEqual([]);
    });

    test("a trivy.db that is cut off", async () => {
      await push(archiveOf(one.database.subarray(0, -4096), one.metadata));
      const { code, message } = await failure(answer(direct()));
      expect(`${code}: ${message}`).toMatch(/^DATABASE_INVALID: .* it is cut off: /);
      expect(cached()).toEqual([]);
    });

    test("another kind of artifact", async () => {
      await push(one.archive, "application/vnd.oci.image.layer.v1.tar+gzip");
      expect((await failure(answer(direct()))).message).toBe(
        `${direct()} is no advisory database: it has one layer of type application/vnd.oci.image.layer.v1.tar+gzip, not one of type ${DB_LAYER}.`,
      );
      await pushArtifact(registry, "db", "2", {
        layers: [one.archive, one.archive].map((bytes) => ({ bytes, mediaType: DB_LAYER })),
      });
      expect((await failure(answer(direct()))).message).toContain("it has 2 layers, not one of type");
      expect(cached()).toEqual([]);
    });

    test("a newer schema, and the cached one stays as it was", async () => {
      await answer(direct());
      await push(archiveOf(one.database, '{"Version":3}'));
      now = new Date("2026-03-11T00:00:00Z");
      expect((await failure(answer(direct()))).message).toContain("has schema 3; drydock reads schema 2.");
      expect(await answer(direct(), { offline: true })).toBe("1");
    });
  });

  describe("a refresh that fails for a while", () => {
    beforeEach(async () => {
      await answer(viaMirror());
      mirror.refuse = () => 503;
    });

    test("goes on with the cached one, loudly", async () => {
      now = new Date("2026-03-16T00:00:00Z");
      expect(await answer(viaMirror())).toBe("1");
      expect(warnings.length).toBe(1);
      expect(warnings[0]).toMatch(
        new RegExp(
          `503.* Going on with the cached one: ${viaMirror()} is 6 days old \\(${built.updatedAt}\\)\\.$`,
        ),
      );
    });

    test("but not with one of more than seven days, or than the user allows", async () => {
      now = new Date("2026-03-17T00:00:01Z");
      const { code, message } = await failure(answer(viaMirror()));
      expect(`${code}: ${message}`).toMatch(
        /^DATABASE_STALE: .* is 7 days old .*, and fetching a newer one failed \(/,
      );
      now = new Date("2026-03-12T00:00:00Z");
      expect((await failure(answer(viaMirror(), { maxAge: 24 * HOUR }))).code).toBe("DATABASE_STALE");
    });

    test("and db update says so", async () => {
      expect((await failure(updateDatabases(options(viaMirror()), host))).code).toBe("NETWORK");
    });
  });

  test("a full disk: a clear error, nothing left", async ({ skip }) => {
    const disk = join(root, "small");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      skip("needs the right to mount");
    }
    try {
      host = { ...host, cacheDir: join(disk, "cache") };
      for (const padding of [700_000, 3_000_000]) {
        // The first is fetched and does not unpack; the second cannot even be fetched.
        await push(testDatabase({ fixed: "1", ...built, padding }).archive);
        const { code, message } = await failure(answer(direct()));
        expect(`${code}: ${message}`).toMatch(/^DISK: .*: the disk is full\.$/);
        expect(cached()).toEqual([]);
      }
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test.skipIf(!corpus.present)("the real database of 92 MB", async () => {
    await push(readFileSync(corpus.database));
    const store = await openStore(options(viaMirror()), host);
    expect(store.distribution("alpine", "3.10")?.lookup("openssl").length).toBe(7);
    store.close();
    await openStore(options(viaMirror()), host).then((again) => again.close());
    // The real one's NextUpdate lies ahead of `now`.
    expect(mirror.asked).toEqual(["manifests 2", "blobs …"]);
  });
});

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type DatabaseOptions,
  databaseInfos,
  openStore,
  updateDatabases,
} from "../../src/advisories/index.ts";
import type { DrydockError } from "../../src/errors.ts";
import { type Host, quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";
import { archiveOf, testDatabase } from "../support/database.ts";

const DAY = 24 * 3_600_000;
const now = new Date("2026-03-10T12:00:00Z");
const fresh = { updatedAt: "2026-03-10T00:00:00Z", nextUpdate: "2026-03-11T00:00:00Z" };
const one = testDatabase({ fixed: "1", ...fresh });
const two = testDatabase({ fixed: "2", ...fresh });

let root: string;
let warnings: string[];
let debug: string[];
let host: Host;
const at = (path: string) => join(root, path);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-advisories-"));
  warnings = [];
  debug = [];
  const log = {
    ...silent,
    warn: (text: string) => warnings.push(text),
    debug: (text: string) => debug.push(text),
  };
  host = quietHost(at("cache"), { log, now: () => now });
});
afterEach(() => rmSync(root, { recursive: true }));

const options = (db: string, more: Partial<DatabaseOptions> = {}): DatabaseOptions => ({
  db,
  offline: false,
  insecure: false,
  ...more,
});

/** The fixed version that tells which database answered. */
async function answer(wanted: DatabaseOptions): Promise<string | undefined> {
  const store = await openStore(wanted, host);
  try {
    return store.distribution("alpine", "3.18")?.lookup("musl")[0]?.fixedVersion;
  } finally {
    store.close();
  }
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (error: DrydockError) => `${error.code}: ${error.message.replaceAll(root, "ROOT")}`,
  );
}

/** All files in the cache, half-written ones too. */
function cached(): string[] {
  if (!existsSync(at("cache"))) return [];
  return readdirSync(at("cache"), { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(at("cache"), name)).isFile())
    .toSorted();
}

const contents = () => readdirSync(at("cache/db/content"));
const unpackings = () => debug.filter((text) => text.startsWith("Unpacking")).length;

describe("a local archive", () => {
  const db = () => at("db.tar.gz");
  beforeEach(() => writeFileSync(db(), one.archive));

  test("is unpacked once, into the cache", async () => {
    expect(await answer(options(db()))).toBe("1");
    expect(await answer(options(db(), { offline: true }))).toBe("1");
    expect(unpackings()).toBe(1);
    expect(warnings).toEqual([]);
    expect(cached().map((name) => name.replace(/[0-9a-f]{32,64}/, "HEX"))).toEqual([
      "db/content/HEX/metadata.json",
      "db/content/HEX/trivy.db",
      "db/content/HEX/trivy.db.sha256",
      "db/origins/HEX.json",
    ]);
  });

  test("says what it is", async () => {
    expect(await databaseInfos(options(db()), host)).toEqual([
      {
        kind: "trivy-db",
        schema: 2,
        origin: db(),
        ...fresh,
        downloadedAt: now.toISOString(),
        sample: false,
      },
    ]);
  });

  test("that changes is unpacked again, and the old one goes", async () => {
    await answer(options(db()));
    const before = contents();
    const { atime, mtime } = statSync(db());
    writeFileSync(db(), two.archive);
    utimesSync(db(), atime, mtime); // neither size nor time tell
    expect(await answer(options(db()))).toBe("2");
    expect(contents()).not.toEqual(before);
    expect(contents().length).toBe(1);
  });

  test("under two names is kept once", async () => {
    writeFileSync(at("copy.tar.gz"), one.archive);
    await answer(options(db()));
    await answer(options(at("copy.tar.gz")));
    expect(contents().length).toBe(1);
    rmSync(db());
    writeFileSync(at("copy.tar.gz"), two.archive);
    await answer(options(at("copy.tar.gz")));
    expect(contents().length).toBe(1);
    expect(readdirSync(at("cache/db/origins")).length).toBe(1);
  });

  test("asked for by several at once is unpacked once", async () => {
    expect(await Promise.all([1, 2, 3].map(() => answer(options(db()))))).toEqual(["1", "1", "1"]);
    expect(unpackings()).toBe(1);
  });

  test("whose database is cut off leaves nothing in the cache", async () => {
    writeFileSync(db(), archiveOf(one.database.subarray(0, -4096), one.metadata));
    expect(await failure(answer(options(db())))).toMatch(/^DATABASE_INVALID: .* is damaged: it is cut off: /);
    expect(cached()).toEqual([]);
  });

  test("of another schema, of no tar, cut off: refused, nothing left", async () => {
    writeFileSync(db(), archiveOf(one.database, '{"Version":3}'));
    expect(await failure(answer(options(db())))).toBe(
      "DATABASE_INVALID: metadata.json of ROOT/db.tar.gz has schema 3; drydock reads schema 2.",
    );
    writeFileSync(db(), one.archive.subarray(0, 500));
    expect(await failure(answer(options(db())))).toMatch(/^DATABASE_INVALID: .* cannot be decompressed/);
    expect(cached()).toEqual([]);
  });

  test("a cached copy that was damaged is an error; an update repairs it", async () => {
    await answer(options(db()));
    truncateSync(at(`cache/db/content/${contents()[0]}/trivy.db`), 5000);
    expect(await failure(answer(options(db())))).toMatch(
      /^DATABASE_INVALID: .* is damaged: it is cut off: 5000 bytes/,
    );
    await updateDatabases(options(db()), host);
    expect(await answer(options(db()))).toBe("1");
  });

  test("a note in the cache that cannot be read is written anew", async () => {
    await answer(options(db()));
    const [note = ""] = readdirSync(at("cache/db/origins"));
    for (const text of ["", "{", "[]", '{"origin":"x","downloadedAt":"y","archive":"sha256:../../x"}']) {
      writeFileSync(at(`cache/db/origins/${note}`), text);
      expect(await answer(options(db()))).toBe("1");
    }
    expect(unpackings()).toBe(5);
  });

  test("a cache folder that cannot be one", async () => {
    writeFileSync(at("cache"), "a file");
    expect(await failure(answer(options(db())))).toMatch(/^DISK: .*ROOT\/cache/);
  });
});

describe("files as they are", () => {
  beforeEach(() => {
    mkdirSync(at("db"));
    writeFileSync(at("db/trivy.db"), one.database);
    writeFileSync(at("db/metadata.json"), one.metadata);
  });

  test("a folder, its parent, or the file: read in place", async () => {
    for (const path of ["db", "", "db/trivy.db"]) expect(await answer(options(at(path)))).toBe("1");
    expect(cached()).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("without metadata: the age is unknown, and a wish for it cannot be met", async () => {
    rmSync(at("db/metadata.json"));
    expect(await answer(options(at("db/trivy.db")))).toBe("1");
    expect(warnings).toEqual([`Nothing tells how old the advisory database ${at("db/trivy.db")} is.`]);
    expect(await failure(answer(options(at("db"), { maxAge: 30 * DAY })))).toMatch(
      /^DATABASE_STALE: The advisory database ROOT\/db is of unknown age/,
    );
  });

  test("too old for the user", async () => {
    expect(await answer(options(at("db"), { maxAge: DAY }))).toBe("1");
    expect(await failure(answer(options(at("db"), { maxAge: 3_600_000 })))).toBe(
      "DATABASE_STALE: The advisory database ROOT/db is 12 hours old (2026-03-10T00:00:00Z), over the limit of 1 hour.",
    );
  });

  test("cut off, something else, metadata of nobody", async () => {
    truncateSync(at("db/trivy.db"), one.database.length - 1);
    expect(await failure(answer(options(at("db"))))).toMatch(/^DATABASE_INVALID: .* it is cut off/);
    writeFileSync(at("db/trivy.db"), "hello");
    expect(await failure(answer(options(at("db"))))).toMatch(
      /^DATABASE_INVALID: .* ends inside its first pages/,
    );
    writeFileSync(at("db/metadata.json"), "hello");
    expect(await failure(answer(options(at("db"))))).toMatch(
      /^DATABASE_INVALID: .*metadata\.json is not JSON/,
    );
  });
});

test("nothing cached and no network wanted", async () => {
  const wanted = options("example.com/db:2,example.org/db:2", { offline: true });
  const missing = "DATABASE_MISSING: No advisory database of example.com/db:2,example.org/db:2 is cached.";
  expect(await failure(openStore(wanted, host))).toBe(missing);
  expect(await failure(databaseInfos({ ...wanted, offline: false }, host))).toBe(missing);
  expect(await failure(updateDatabases(wanted, host))).toBe(
    "USAGE: A database cannot be updated with --offline.",
  );
});

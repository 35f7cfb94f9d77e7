import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RpmDatabase, readDatabase } from "../../../src/inventory/rpm/database.ts";
import { bufferSource } from "../../../src/inventory/rpm/source.ts";
import { describeWith } from "../../support/tools.ts";
import {
  expectedLines,
  fixture,
  installPackages,
  paths,
  printed,
  queryAll,
  type RealDatabase,
} from "./fixtures.ts";

function read(bytes: Buffer, log?: Buffer): RpmDatabase {
  return readDatabase(bufferSource(bytes), log === undefined ? undefined : bufferSource(log));
}

describe.each(["Packages", "Packages-big-endian", "Packages.db"] as const)("%s", (name) => {
  test("has every package with every field", () => {
    const { packages, damage } = read(fixture(name));
    expect(damage).toBeUndefined();
    expect(printed(packages)).toEqual(expectedLines());
    expect(packages.map((one) => `${one.name} ${paths(one).length}`).sort()).toEqual([
      "epoch 0",
      "many 61",
      "many-libs 0",
      "modular 0",
      "plain 0",
    ]);
  });

  test("says so when its end is cut off", () => {
    const bytes = fixture(name);
    const { damage } = read(bytes.subarray(0, bytes.length - 5000));
    expect(damage).toEqual(expect.any(String));
  });
});

describeWith(["rpm"], "Berkeley DB against rpm's own reader", () => {
  test.each(["Packages", "Packages-big-endian"] as const)("%s", (name) => {
    const folder = mkdtempSync(join(tmpdir(), "drydock-rpm-"));
    try {
      writeFileSync(join(folder, "Packages"), fixture(name));
      expect(printed(read(fixture(name)).packages)).toEqual(queryAll(folder, "bdb_ro"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describeWith(["rpm", "rpmbuild"], "SQLite as rpm writes it", () => {
  let real: RealDatabase;
  beforeAll(() => {
    real = installPackages();
  });
  afterAll(() => real.remove());

  const file = (name: string) => readFileSync(join(real.folder, name));

  test("has every package with every field", () => {
    const { packages, damage } = read(file("rpmdb.sqlite"), file("rpmdb.sqlite-wal"));
    expect(damage).toBeUndefined();
    expect(packages).toHaveLength(5);
    expect(printed(packages)).toEqual(real.query());
    const lists = Object.fromEntries(packages.map((one) => [one.name, paths(one)]));
    expect(lists).toEqual(Object.fromEntries(packages.map(({ name }) => [name, real.list(name)])));
    expect(lists.many).toHaveLength(401);
  });

  test("sees what stands only in the write-ahead log, up to its last commit", () => {
    const copy = join(real.folder, "copy.sqlite");
    copyFileSync(join(real.folder, "rpmdb.sqlite"), copy);
    const writer = new DatabaseSync(copy);
    try {
      writer.exec("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = off");
      writer.exec("DELETE FROM Packages WHERE hnum = 1");
      writer.exec("INSERT INTO Packages (hnum, blob) SELECT hnum + 100, blob FROM Packages");
      const [database, log] = [readFileSync(copy), readFileSync(`${copy}-wal`)];
      const names = (found: RpmDatabase) => found.packages.map(({ name }) => name);
      const before = names(read(database));
      const afterDelete = before.slice(1);

      expect(before).toHaveLength(5);
      expect(names(read(database, log))).toEqual([...afterDelete, ...afterDelete]);
      // The insertion's commit is gone with the last frame; the deletion before it stays.
      expect(names(read(database, log.subarray(0, log.length - 1)))).toEqual(afterDelete);
      const flipped = Buffer.from(log);
      flipped[flipped.length - 100]! ^= 1;
      expect(names(read(database, flipped))).toEqual(afterDelete);
      expect(names(read(database, log.subarray(0, 31)))).toEqual(before);
    } finally {
      writer.close();
    }
  });

  test.each([512, 1024, 8192, 65536])("reads pages of %i bytes and trees of several levels", (pageSize) => {
    const headers = new DatabaseSync(join(real.folder, "rpmdb.sqlite"), { readOnly: true });
    const path = join(real.folder, `${pageSize}.sqlite`);
    const writer = new DatabaseSync(path);
    try {
      const rows = headers.prepare("SELECT blob FROM Packages").all();
      writer.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0`);
      writer.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
      const insert = writer.prepare("INSERT INTO Packages (blob) VALUES (?)");
      writer.exec("BEGIN");
      for (let round = 0; round < 200; round++) for (const { blob } of rows) insert.run(blob as Uint8Array);
      writer.exec("COMMIT");
      const expected = Array.from({ length: 200 }, () => read(file("rpmdb.sqlite")).packages).flat();

      const allInLog = read(readFileSync(path), readFileSync(`${path}-wal`));
      expect(allInLog.damage).toBeUndefined();
      expect(allInLog.packages).toEqual(expected);
      writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      expect(read(readFileSync(path))).toEqual({ packages: expected });
    } finally {
      writer.close();
      headers.close();
    }
  });

  test("a table that leads to itself", () => {
    const database = new DatabaseSync(join(real.folder, "rpmdb.sqlite"), { readOnly: true });
    const { rootpage } = database
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'Packages'")
      .get() as { rootpage: number };
    database.close();
    const bytes = file("rpmdb.sqlite");
    const at = (rootpage - 1) * bytes.readUInt16BE(16);

    const looped = Buffer.from(bytes);
    looped.writeUInt8(5, at);
    looped.writeUInt16BE(0, at + 3);
    looped.writeUInt32BE(rootpage, at + 8);
    expect(read(looped)).toEqual({ packages: [], damage: `page ${rootpage} is used twice` });
  });

  test("never throws, whatever is flipped", () => {
    expectNoThrow(file("rpmdb.sqlite"));
  });

  test("a log never makes it throw, whatever is flipped", () => {
    const copy = join(real.folder, "fuzz.sqlite");
    copyFileSync(join(real.folder, "rpmdb.sqlite"), copy);
    const writer = new DatabaseSync(copy);
    try {
      writer.exec(
        "PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = off; DELETE FROM Packages WHERE hnum = 2",
      );
      const database = readFileSync(copy);
      expectNoThrow(readFileSync(`${copy}-wal`), (log) => read(database, log));
    } finally {
      writer.close();
    }
  });
});

describe("damage", () => {
  test("is told of what is no database", () => {
    expect(read(Buffer.alloc(0))).toEqual({ packages: [], damage: "it is empty" });
    const other = { packages: [], damage: "it is none of the kinds that rpm writes" };
    expect(read(Buffer.alloc(4096))).toEqual(other);
    expect(read(Buffer.from("short"))).toEqual(other);
  });

  test("one bad header costs one package", () => {
    const bytes = fixture("Packages.db");
    const header = bytes.indexOf("plain\0");
    const blob = bytes.lastIndexOf("BlbS", header) + 16;
    bytes.writeUInt32BE(0xffffff, blob);
    const { packages, damage } = read(bytes);
    expect(packages.map(({ name }) => name).sort()).toEqual(["epoch", "many", "many-libs", "modular"]);
    expect(damage).toBe("1 of its packages: a package header claims more than it holds");
  });

  test("slots that all name one large blob", () => {
    const bytes = fixture("Packages.db");
    const used = bytes.subarray(32, 4096);
    const first = Buffer.from(used.subarray(0, 16));
    for (let at = 0; at < used.length; at += 16) first.copy(used, at);
    expect(read(bytes).damage).toBe("its packages overlap");
  });

  test("a chain of Berkeley pages that leads back to its start", () => {
    const bytes = fixture("Packages");
    const overflow = [...pagesOf(bytes)].filter((at) => bytes.readUInt8(at + 25) === 7);
    const [first = 0] = overflow;
    for (const at of overflow) bytes.writeUInt32LE(first / 4096, at + 16);
    expect(read(bytes).damage).toMatch(/is used twice|has \d+$/);
  });

  test("a chain of Berkeley pages with nothing on them", () => {
    const bytes = fixture("Packages");
    for (const at of pagesOf(bytes)) if (bytes.readUInt8(at + 25) === 7) bytes.writeUInt16LE(0, at + 22);
    expect(read(bytes).damage).toMatch(/should continue a package and does not$/);
  });

  test("lengths of gigabytes", () => {
    const berkeley = fixture("Packages");
    for (const at of pagesOf(berkeley)) {
      if (![2, 13].includes(berkeley.readUInt8(at + 25))) continue;
      for (let item = 0; item < berkeley.readUInt16LE(at + 20); item++) {
        const start = at + berkeley.readUInt16LE(at + 26 + item * 2);
        if (berkeley.readUInt8(start) === 3) berkeley.writeUInt32LE(0x7fffffff, start + 8);
      }
    }
    expect(read(berkeley).damage).toBe("a package header claims 2147483647 bytes");

    const pages = fixture("Packages");
    pages.writeUInt32LE(0x7fffffff, 32);
    expect(read(pages).damage).toBe("it is cut off");

    const ndb = fixture("Packages.db");
    ndb.writeUInt32LE(0x7fffffff, ndb.indexOf("BlbS") + 12);
    expect(read(ndb).damage).toMatch(/is longer than its room$/);

    const path = join(mkdtempSync(join(tmpdir(), "drydock-rpm-")), "rpmdb.sqlite");
    const writer = new DatabaseSync(path);
    writer.exec(
      "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB); INSERT INTO Packages VALUES (1, x'00')",
    );
    writer.close();
    const sqlite = readFileSync(path);
    rmSync(dirname(path), { recursive: true });
    // The table is one page, the second; its only cell begins with the row's length.
    sqlite.set([0x87, 0xff, 0xff, 0xff, 0x7f], 4096 + sqlite.readUInt16BE(4096 + 8));
    expect(read(sqlite).damage).toBe("a package header claims 2147483647 bytes");

    const slots = fixture("Packages.db");
    slots.writeUInt32LE(0x7fffffff, 12);
    expect(read(slots).damage).toBe("its slot table is longer than the file");
  });

  test.each(["Packages", "Packages-big-endian", "Packages.db"] as const)(
    "%s never makes it throw, whatever is flipped",
    (name) => expectNoThrow(fixture(name)),
  );
});

function* pagesOf(bytes: Buffer): Generator<number> {
  for (let at = 4096; at < bytes.length; at += 4096) yield at;
}

/** Bytes, words and whole runs changed, ends cut off. Anything but an answer is thrown on by `readDatabase`. */
function expectNoThrow(original: Buffer, readOne: (bytes: Buffer) => RpmDatabase = read): void {
  const change = fc.record({
    at: fc.nat(original.length - 1),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      fc.constantFrom(
        new Uint8Array(4),
        new Uint8Array([255, 255, 255, 255]),
        new Uint8Array([127, 255, 255, 255]),
      ),
    ),
  });
  // The numbers that steer a reader lie near the start of pages.
  const steering = fc
    .record({
      page: fc.nat(Math.floor(original.length / 512)),
      within: fc.nat(63),
      bytes: fc.uint8Array({ maxLength: 4 }),
    })
    .map(({ page, within, bytes }) => ({ at: Math.min(page * 512 + within, original.length - 1), bytes }));
  const cut = fc.option(fc.nat(original.length), { freq: 5, nil: original.length });
  fc.assert(
    fc.property(
      fc.array(fc.oneof(change, steering), { minLength: 1, maxLength: 20 }),
      cut,
      (changes, length) => {
        const bytes = Buffer.from(original);
        for (const { at, bytes: patch } of changes) bytes.set(patch.subarray(0, bytes.length - at), at);
        const { packages } = readOne(bytes.subarray(0, length));
        expect(packages.length).toBeLessThan(1000);
      },
    ),
    { numRuns: 300 },
  );
}

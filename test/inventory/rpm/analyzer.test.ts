import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { type RpmRecord, rpmDatabases } from "../../../src/inventory/rpm/analyzer.ts";
import { viewOf } from "../layers.ts";
import { expectedLines, fixture, printed } from "./fixtures.ts";

/** An SQLite package table with the NDB fixture's headers, all of them only in its log. */
function inLogOnly(): { database: Buffer; log: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "drydock-rpm-"));
  const path = join(folder, "rpmdb.sqlite");
  const writer = new DatabaseSync(path);
  try {
    writer.exec("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0");
    writer.exec("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
    writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const bytes = fixture("Packages.db");
    for (let at = bytes.indexOf("BlbS"); at !== -1; at = bytes.indexOf("BlbS", at + 4)) {
      const blob = bytes.subarray(at + 16, at + 16 + bytes.readUInt32LE(at + 12));
      // Also finds the block of a deleted package, which rpm wipes.
      writer.prepare("INSERT INTO Packages (blob) VALUES (?)").run(blob);
    }
    return { database: readFileSync(path), log: readFileSync(`${path}-wal`) };
  } finally {
    writer.close();
    rmSync(folder, { recursive: true });
  }
}

async function recordsOf(files: Record<string, Buffer | string>): Promise<Map<string, RpmRecord>> {
  const view = await viewOf([rpmDatabases], [{ files }]);
  return new Map(view.records<RpmRecord>(rpmDatabases).map(({ path, record }) => [path, record]));
}

test("wants the databases at every place where distributions keep them, and nothing else", () => {
  const wants = (path: string) =>
    rpmDatabases.wants({ path, type: "file", size: 1, mode: 0o644, uid: 0, gid: 0 });
  for (const folder of ["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"])
    for (const name of ["Packages", "Packages.db", "rpmdb.sqlite", "rpmdb.sqlite-wal"])
      expect(wants(`${folder}/${name}`), `${folder}/${name}`).toBe(true);
  for (const path of [
    "var/lib/rpm/rpmdb.sqlite-shm",
    "var/lib/rpm/Name",
    "srv/var/lib/rpm/Packages",
    "var/lib/rpm",
  ])
    expect(wants(path), path).toBe(false);
});

test("a damaged database does not cost the others of its layer", async () => {
  const records = await recordsOf({
    "var/lib/rpm/Packages": "garbage",
    "usr/lib/sysimage/rpm/Packages.db": fixture("Packages.db"),
  });
  expect(records.get("var/lib/rpm/Packages")).toEqual({
    kind: "database",
    packages: [],
    damage: "it is none of the kinds that rpm writes",
  });
  const good = records.get("usr/lib/sysimage/rpm/Packages.db");
  expect(good?.kind === "database" && printed(good.packages)).toEqual(expectedLines());
});

test("the kind is told by the content, not by the name", async () => {
  const records = await recordsOf({ "var/lib/rpm/Packages": fixture("Packages.db") });
  const record = records.get("var/lib/rpm/Packages");
  expect(record?.kind === "database" && printed(record.packages)).toEqual(expectedLines());
});

test("a database is read together with its log", async () => {
  const { database, log } = inLogOnly();
  const records = await recordsOf({
    "usr/share/rpm/rpmdb.sqlite": database,
    "usr/share/rpm/rpmdb.sqlite-wal": log,
    "usr/share/rpm/rpmdb.sqlite-shm": "stale",
  });
  expect([...records.keys()]).toEqual(["usr/share/rpm/rpmdb.sqlite"]);
  const record = records.get("usr/share/rpm/rpmdb.sqlite");
  expect(record?.kind === "database" && printed(record.packages)).toEqual(expectedLines());
});

test("a log alone in its layer is a record only if something was committed to it", async () => {
  const { log } = inLogOnly();
  const path = "var/lib/rpm/rpmdb.sqlite-wal";
  expect(await recordsOf({ [path]: log })).toEqual(new Map([[path, { kind: "log" }]]));
  expect(await recordsOf({ [path]: log.subarray(0, 32) })).toEqual(new Map());
  expect(await recordsOf({ [path]: "" })).toEqual(new Map());
});

import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openJavaDbFile } from "../../../src/advisories/java-db/index.ts";
import { type JavaRow, javaDatabase } from "../../support/java-db.ts";

const info = { kind: "trivy-java-db", schema: 1, origin: "here", sample: false };
const sha1 = (digit: string) => digit.repeat(40);
const rows: JavaRow[] = [
  { group: "org.example", artifact: "thing", version: "1.0", sha1: sha1("a") },
  { group: "org.example", artifact: "thing", version: "1.1", sha1: sha1("b") },
  { group: "com.copycat", artifact: "thing", version: "1.0", sha1: sha1("c") },
  { group: "com.latecomer", artifact: "thing", version: "2.0", sha1: sha1("d") },
  { group: "com.latecomer", artifact: "thing", version: "2.1", sha1: sha1("e") },
  { group: "com.latecomer", artifact: "thing", version: "2.2", sha1: sha1("f") },
  { group: "org.archive", artifact: "web", version: "1.0", sha1: sha1("1"), type: "aar" },
  { group: "b.twin", artifact: "twin", version: "1", sha1: sha1("2") },
  { group: "a.twin", artifact: "twin", version: "1", sha1: sha1("3") },
];

let root: string;
const path = () => join(root, "a b%?#.db");
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-java-"));
  writeFileSync(path(), javaDatabase(rows));
});
afterEach(() => rmSync(root, { recursive: true }));

function asked<T>(question: (db: ReturnType<typeof openJavaDbFile>) => T): T {
  const db = openJavaDbFile(path(), info);
  try {
    return question(db);
  } finally {
    db.close();
  }
}

test("by the hash of an archive", () => {
  const answers = asked((db) => [sha1("b"), sha1("B"), sha1("9"), "", "no hex"].map((hex) => db.bySha1(hex)));
  const thing = { group: "org.example", artifact: "thing", version: "1.1" };
  expect(answers).toEqual([thing, thing, undefined, undefined, undefined]);
});

test("by the name alone", () => {
  const has = asked((db) => [
    db.has("org.example", "thing"),
    db.has("thing", "org.example"),
    db.has("Org.Example", "thing"),
    db.has("' OR 1=1 --", "thing"),
  ]);
  expect(has).toEqual([true, false, false, false]);
});

test.each([
  ["thing", "1.0", "org.example"], // two groups have it; this one has more versions
  ["thing", "2.1", "com.latecomer"], // the only one that has this version
  ["thing", "3.0", undefined],
  ["web", "1.0", undefined], // no jar
  ["twin", "1", "a.twin"], // the same answer every time
  ["no", "1.0", undefined],
])("the group of %s %s", (artifact, version, group) => {
  expect(asked((db) => db.groupOf(artifact, version))).toBe(group);
});

test("leaves the folder as it was, also of a database that was not closed", () => {
  const database = new DatabaseSync(path());
  database.exec("PRAGMA journal_mode=WAL");
  database.close();
  asked((db) => db.bySha1(sha1("a")));
  expect(readdirSync(root)).toEqual(["a b%?#.db"]);
});

test("every question goes by an index", () => {
  const database = new DatabaseSync(path(), { readOnly: true });
  const { prepare } = DatabaseSync.prototype;
  const questions: string[] = [];
  const spy = vi.spyOn(DatabaseSync.prototype, "prepare").mockImplementation(function (
    this: DatabaseSync,
    sql: string,
  ) {
    questions.push(sql);
    return prepare.call(this, sql);
  });
  openJavaDbFile(path(), info).close();
  spy.mockRestore();
  const plans = questions.flatMap((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  database.close();
  const steps = plans.map(({ detail }) => String(detail));
  expect(steps.filter((step) => step.startsWith("SEARCH")).length).toBeGreaterThanOrEqual(5);
  expect(steps.filter((step) => step.startsWith("SCAN"))).toEqual([]);
});

describe("damaged", () => {
  const dropIndices = () => {
    const database = new DatabaseSync(path());
    database.exec("DROP TABLE indices");
    database.close();
  };
  const size = javaDatabase(rows).length;
  test.each<[string, () => void, RegExp]>([
    ["cut off in the middle", () => truncateSync(path(), size / 2), /malformed/],
    ["cut off by a page", () => truncateSync(path(), size - 4096), /malformed/],
    ["empty", () => truncateSync(path(), 0), /no such table/],
    ["something else", () => writeFileSync(path(), "x".repeat(5000)), /not a database/],
    ["other tables", dropIndices, /no such table: indices/],
  ])("%s: an error at once", (_, damage, why) => {
    damage();
    expect(() => openJavaDbFile(path(), info)).toThrow(
      expect.objectContaining({ code: "DATABASE_INVALID", message: expect.stringMatching(why) }),
    );
  });

  test("in its pages: an error, not an empty answer", () => {
    const bytes = javaDatabase(rows);
    bytes.fill(0xff, 2 * 4096);
    writeFileSync(path(), bytes);
    const failure = expect.objectContaining({ code: "DATABASE_INVALID" });
    expect(() => asked((db) => db.bySha1(sha1("a")))).toThrow(failure);
  });

  test("a row without a name", () => {
    const database = new DatabaseSync(path());
    database.exec("UPDATE artifacts SET group_id = NULL WHERE artifact_id = 'web'");
    database.close();
    expect(() => asked((db) => db.bySha1(sha1("1")))).toThrow(/a row has no group/);
  });
});

describe("a Node without SQLite", () => {
  afterEach(() => vi.restoreAllMocks());

  test("says so", () => {
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    expect(() => openJavaDbFile(path(), info)).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED", message: expect.stringContaining("has no SQLite") }),
    );
  });

  test("and before 20.16, which cannot even be asked", () => {
    const own = process.getBuiltinModule;
    Reflect.set(process, "getBuiltinModule", undefined);
    try {
      expect(() => openJavaDbFile(path(), info)).toThrow(expect.objectContaining({ code: "UNSUPPORTED" }));
    } finally {
      process.getBuiltinModule = own;
    }
  });
});

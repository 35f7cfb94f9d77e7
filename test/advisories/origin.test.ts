import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JAVA_DB } from "../../src/advisories/java-db/index.ts";
import { parseOrigin } from "../../src/advisories/origin.ts";
import { TRIVY_DB } from "../../src/advisories/trivy-db/index.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-origin-"));
const at = (path: string) => join(folder, path);
beforeAll(() => {
  for (const name of ["flat", "trivy/db", "packed", "empty"]) mkdirSync(at(name), { recursive: true });
  for (const name of ["flat/trivy.db", "trivy/db/trivy.db", "plain", "a,b"])
    writeFileSync(at(name), "no gzip");
  for (const name of ["packed/db.tar.gz", "anything"]) writeFileSync(at(name), gzipSync("x"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("paths win, and content tells what they are", async () => {
  expect(await parseOrigin(at("flat"), TRIVY_DB)).toEqual({ kind: "file", path: at("flat/trivy.db") });
  expect(await parseOrigin(at("trivy"), TRIVY_DB)).toEqual({ kind: "file", path: at("trivy/db/trivy.db") });
  expect(await parseOrigin(at("packed"), TRIVY_DB)).toEqual({
    kind: "archive",
    path: at("packed/db.tar.gz"),
  });
  expect(await parseOrigin(at("anything"), TRIVY_DB)).toEqual({ kind: "archive", path: at("anything") });
  expect(await parseOrigin(at("plain"), TRIVY_DB)).toEqual({ kind: "file", path: at("plain") });
  expect(await parseOrigin(at("a,b"), TRIVY_DB)).toEqual({ kind: "file", path: at("a,b") });
});

test("without --db: the public repositories in order", async () => {
  expect(await parseOrigin(undefined, TRIVY_DB)).toEqual({
    kind: "repositories",
    list: [
      {
        text: "mirror.gcr.io/aquasec/trivy-db:2",
        name: { registry: "mirror.gcr.io", repository: "aquasec/trivy-db", tag: "2" },
      },
      {
        text: "ghcr.io/aquasecurity/trivy-db:2",
        name: { registry: "ghcr.io", repository: "aquasecurity/trivy-db", tag: "2" },
      },
    ],
  });
});

test("the Java database has names of its own", async () => {
  mkdirSync(at("trivy/java-db"));
  writeFileSync(at("trivy/java-db/trivy-java.db"), "no gzip");
  expect(await parseOrigin(at("trivy"), JAVA_DB)).toEqual({
    kind: "file",
    path: at("trivy/java-db/trivy-java.db"),
  });
  expect(await parseOrigin(undefined, JAVA_DB)).toMatchObject({
    list: [
      { text: "mirror.gcr.io/aquasec/trivy-java-db:1" },
      { text: "ghcr.io/aquasecurity/trivy-java-db:1" },
    ],
  });
  await expect(parseOrigin(at("flat"), JAVA_DB)).rejects.toMatchObject({
    message: `The folder ${at("flat")} holds neither a trivy-java.db nor a javadb.tar.gz.`,
    hint: "Give --java-db a folder with trivy-java.db, a javadb.tar.gz, a trivy-java.db, or an OCI reference.",
  });
});

test("several references, with and without the prefix", async () => {
  const origin = await parseOrigin("registry:localhost:5000/db, example.com/a/b:3", TRIVY_DB);
  expect(origin).toMatchObject({
    kind: "repositories",
    list: [
      { text: "localhost:5000/db", name: { registry: "localhost:5000", repository: "db" } },
      { text: "example.com/a/b:3", name: { registry: "example.com", repository: "a/b", tag: "3" } },
    ],
  });
});

test.each([
  ["a missing path", "./none/trivy.db", "DATABASE_MISSING"],
  ["a missing file", "none.tar.gz", "DATABASE_MISSING"],
  ["a folder without a database", join(folder, "empty"), "DATABASE_MISSING"],
  ["a device", "/dev/null", "DATABASE_MISSING"],
  ["nothing", " ", "USAGE"],
  ["no reference", "UPPER CASE", "REFERENCE"],
  ["an empty place in a list", "example.com/a,", "REFERENCE"],
])("%s", async (_, text, code) => {
  await expect(parseOrigin(text, TRIVY_DB)).rejects.toThrow(
    expect.objectContaining({ name: "DrydockError", code }),
  );
});

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { databaseInfos, updateDatabases } from "../../src/advisories/index.ts";
import { quietHost } from "../../src/host.ts";
import { isVulnerability, type ScanResult } from "../../src/model/index.ts";
import { databaseOptions } from "../../src/read-options.ts";
import { reporter } from "../../src/report/index.ts";
import { goJson, writeBolt } from "../support/bolt-writer.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { JAVA_DB_LAYER, javaArchive, javaDatabase } from "../support/java-db.ts";
import { pushArtifact, startRegistry, type TestRegistry } from "../support/registry.ts";
import { alpineFiles } from "../support/sample.ts";
import { essence, scanWith } from "../support/scan.ts";
import type { TarEntry } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";
import { zip } from "../support/zip.ts";

const times = { updatedAt: "2100-01-01T00:00:00Z", nextUpdate: "2100-01-04T00:00:00Z" };
const known = zip([{ name: "org/example/Thing.class", content: "thing" }]);
const unknown = zip([{ name: "Main.class", content: "mine" }]);
const sha1 = createHash("sha1").update(known).digest("hex");
const javaDb = javaDatabase([{ group: "org.example", artifact: "thing", version: "1.0", sha1 }]);
const GAP = "The Maven group of";

let folder: string;
let cacheDir: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-java-scan-"));
  const advisory = { VulnerableVersions: ["<1.1"], PatchedVersions: ["1.1"] };
  const rows = { "org.example:thing": { "CVE-1": goJson(advisory) } };
  const database = { "alpine 3.18": {}, "maven::GHSA": rows, vulnerability: {}, "data-source": {} };
  writeFileSync(at("trivy.db"), writeBolt(database));
  writeFileSync(at("trivy-java.db"), javaDb);
  const archives = [
    { path: "app/lib.jar", content: known },
    { path: "app/main-2.jar", content: unknown },
  ];
  image("app.tar", archives);
  image("empty.tar", []);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  cacheDir = mkdtempSync(join(folder, "cache-"));
});
const at = (name: string) => join(folder, name);

function image(name: string, entries: readonly TarEntry[]): void {
  writeFileSync(at(name), dockerArchive(buildImage({ layers: [alpineFiles(), entries] })));
}

const scan = (reference: string, javaDbAt?: string, offline = false) =>
  scanWith(
    reference,
    { db: at("trivy.db"), offline, ...(javaDbAt === undefined ? {} : { "java-db": javaDbAt }) },
    { cacheDir },
  );

function summary({ packages, findings, gaps, notices }: ScanResult) {
  return {
    java: packages.filter(({ by }) => by === "java").map(({ purl }) => purl),
    findings: findings
      .filter(isVulnerability)
      .map(({ package: { name }, advisory: { id } }) => `${name} ${id}`),
    gaps: gaps
      .filter(({ by }) => by === "java-db")
      .map(({ reason }) => reason.slice(0, reason.indexOf(" is "))),
    notices: notices
      .filter((text) => text.includes("Java"))
      .map((text) => text.replace(/ in .*?;/, " in …;")),
  };
}

const identified = {
  java: ["pkg:maven/main@2", "pkg:maven/org.example/thing@1.0"],
  findings: ["org.example:thing CVE-1"],
  gaps: [`${GAP} 1 Java archive (main)`],
};

test("without --java-db: listed by the file's name, counted in one gap", async () => {
  expect(summary(await scan(at("app.tar")))).toEqual({
    java: ["pkg:maven/lib", "pkg:maven/main@2"],
    findings: [],
    gaps: [`${GAP} 2 Java archives (lib, main)`],
    notices: [],
  });
});

test("with a file: found by its hash, and its advisory with it", async () => {
  for (const place of ["trivy-java.db", ""]) {
    const notices = ["Java archives were looked up in …; it is of unknown."];
    expect(summary(await scan(at("app.tar"), at(place)))).toEqual({ ...identified, notices });
  }
});

test("an SBOM of either scan gives what the image gives", async () => {
  for (const [before, after] of [
    [undefined, at("trivy-java.db")],
    [at("trivy-java.db"), undefined],
    [at("trivy-java.db"), at("trivy-java.db")],
    [undefined, undefined],
  ]) {
    const first = await scan(at("app.tar"), before);
    const text = reporter("cyclonedx").render(first, { color: false, width: 80 });
    writeFileSync(at("sbom.json"), text);
    const again = summary(await scan(`sbom:${at("sbom.json")}`, after));
    const expected = summary(await scan(at("app.tar"), before ?? after));
    expect({ ...again, notices: [] }).toEqual({ ...expected, notices: [] });
  }
});

test("a damaged database is an error, for an image without Java archives nobody looks", async () => {
  writeFileSync(at("cut.db"), javaDb);
  truncateSync(at("cut.db"), javaDb.length / 2);
  await expect(scan(at("app.tar"), at("cut.db"))).rejects.toMatchObject({ code: "DATABASE_INVALID" });
  await expect(scan(at("app.tar"), at("none.db"))).rejects.toMatchObject({ code: "DATABASE_MISSING" });
  expect(summary(await scan(at("empty.tar"), at("cut.db")))).toMatchObject({ java: [], gaps: [] });
});

describeWith(["docker-registry"], "from a real registry", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const push = (tag: string, bytes: Buffer, mediaType = JAVA_DB_LAYER) =>
    pushArtifact(registry, "java-db", tag, { layers: [{ bytes, mediaType }] });

  test("fetched once, then cached; the tag of the schema is taken where none is named", async () => {
    await push("1", javaArchive(javaDb, times));
    const notices = [`Java archives were looked up in …; it is of ${times.updatedAt}.`];
    const first = await scan(at("app.tar"), `${registry.host}/java-db`);
    expect(summary(first)).toEqual({ ...identified, notices });
    await push("1", Buffer.from("something else"));
    const second = await scan(at("app.tar"), `${registry.host}/java-db`);
    const offline = await scan(at("app.tar"), `${registry.host}/java-db`, true);
    expect([second, offline].map(essence)).toEqual([essence(first), essence(first)]);
    expect(readdirSync(join(cacheDir, "java-db/content")).length).toBe(1);
  });

  test("an advisory database is none, a cut-off one neither: nothing is left in the cache", async () => {
    await push("other", javaArchive(javaDb, times), "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip");
    await push("cut", javaArchive(javaDb.subarray(0, -4096), times));
    for (const tag of ["other", "cut"])
      await expect(scan(at("app.tar"), `${registry.host}/java-db:${tag}`)).rejects.toMatchObject({
        code: "DATABASE_INVALID",
        message: expect.stringMatching(
          /is no Java database: it has one layer|The Java database .* malformed/,
        ),
      });
    expect(existsSync(join(cacheDir, "java-db/content"))).toBe(false);
  });

  test("db update fetches it ahead of time, db info tells of it", async () => {
    await push("2", javaArchive(javaDb, times));
    const host = quietHost(cacheDir);
    const options = databaseOptions({ db: at("trivy.db"), "java-db": `${registry.host}/java-db:2` });
    await expect(databaseInfos(options, host)).rejects.toMatchObject({ code: "DATABASE_MISSING" });
    const infos = await updateDatabases(options, host);
    expect(infos).toMatchObject([
      { kind: "trivy-db", schema: 2, origin: at("trivy.db") },
      { kind: "trivy-java-db", schema: 1, origin: `${registry.host}/java-db:2`, ...times },
    ]);
    expect(await databaseInfos(options, host)).toEqual(infos);
    const result = await scan(at("app.tar"), `${registry.host}/java-db:2`, true);
    expect(summary(result)).toMatchObject(identified);
  });

  test("offline with nothing cached", async () => {
    await expect(scan(at("app.tar"), `${registry.host}/java-db:1`, true)).rejects.toMatchObject({
      code: "DATABASE_MISSING",
      message: `No Java database of ${registry.host}/java-db:1 is cached.`,
    });
  });

  test("is not fetched for an image without Java archives", async () => {
    await scan(at("empty.tar"), "127.0.0.1:1/nobody");
    expect(existsSync(join(cacheDir, "java-db"))).toBe(false);
  });
});

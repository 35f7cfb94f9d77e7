import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBolt } from "../../src/advisories/bolt/index.ts";
import { Unreadable } from "../../src/errors.ts";
import { type EcosystemVersions, versionsOf } from "../../src/versions/index.ts";
import { corpus, describeCorpus } from "../support/corpus.ts";
import { itAgreesWith, itIsAnOrder } from "./check.ts";
import { boundShapes, ecosystemShapes, expressions, orderlyShapes, readRanges } from "./ecosystem-samples.ts";

const NAMES = [
  ...["bitnami", "cargo", "cocoapods", "composer", "conan", "erlang", "go", "julia", "k8s", "maven", "npm"],
  ...["nuget", "pip", "pub", "rubygems", "swift"],
];

describe.each([
  ["npm", ""],
  ["pip", ""],
  ["rubygems", ""],
  ["maven", ""],
  ["composer", ""],
  ["go", ""],
  ["nuget", ""],
  ["nuget", "-semver2"],
  ["bitnami", ""],
])("%s beside its own tool%s", (name, suffix) => {
  itAgreesWith(versionsOf(name), `${name}/order${suffix}.txt`, 500);
  itAnswersLike(versionsOf(name), name, `ranges${suffix}.txt`);
});

describe("conan and Go's toolchains beside their own tools", () => {
  itAgreesWith(versionsOf("conan"), "conan/order.txt", 500);
  itAgreesWith(versionsOf("go"), "go/order-toolchain.txt", 90);
});

describe.each(NAMES)("versions of %s", (name) => {
  const versions = versionsOf(name);
  const shape = ecosystemShapes[name] ?? ecosystemShapes.cargo ?? fc.string();
  itIsAnOrder(versions, orderlyShapes[name] ?? shape);

  it("answers any question or says that it cannot read it", () => {
    const range = fc.oneof(
      expressions(name, fc.oneof(shape, boundShapes[name] ?? shape)),
      fc.string(),
      fc.string({ unit: fc.constantFrom(..."01.-+*x|,= <>!~^()[]a"), maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.oneof(shape, fc.string()), range, (version, expression) => {
        expect(["in", "out", "unreadable"]).toContain(ask(versions, version, expression));
      }),
      { numRuns: 2000 },
    );
  });

  // A pattern that tries again and again would run into the time limit of the test.
  it.each([
    "1",
    "1.",
    "1-",
    ".1",
    "-a",
    "1a",
    " ",
    ", ",
    "<",
    "<1 ",
    "|| ",
    "[1,",
    "x.",
    "0",
    "!1",
    "+a",
    "\t,",
  ])("comes to an end with 60,000 characters of %j", (piece) => {
    const long = piece.repeat(60_000 / piece.length);
    for (const expression of [
      long,
      `${long}|`,
      `>${long}`,
      `1${long}`,
      `1.0-${long}\u0000`,
      `<1 ${long}|1`,
    ]) {
      expect(["in", "out", "unreadable"]).toContain(ask(versions, "1.0.0", expression));
    }
    expect(versions.valid(long)).toBe(false);
    expect(ask(versions, long, ">1")).toBe("unreadable");
  });

  it("reads what every ecosystem reads", () => {
    for (const [version, answer, expression] of COMMON) {
      expect([version, expression, ask(versions, version, expression)]).toEqual([
        version,
        expression,
        answer,
      ]);
    }
  });
});

/** Versions and ranges that mean the same everywhere. */
const COMMON: readonly (readonly [string, "in" | "out" | "unreadable", string])[] = [
  ["1.2.3", "in", "1.2.3"],
  ["1.2.3", "in", "= 1.2.3"],
  ["1.2.3", "in", "==1.2.3"],
  ["1.2.4", "out", "1.2.3"],
  ["1.2.3", "in", "*"],
  ["1.2.3", "in", ">=1.2.3, <2.0.0"],
  ["1.2.3", "in", ">=1.2.3 <2.0.0"],
  ["1.2.3", "in", ">=1.2.3,<2.0.0"],
  ["1.2.3", "in", " >= 1.2.3 , < 2.0.0, "],
  ["2.0.0", "out", ">=1.2.3, <2.0.0"],
  ["2.0.0", "in", "<1.0.0 || >=1.2.3, <=2.0.0"],
  ["1.1.0", "out", "<1.0.0||>=1.2.3"],
  ["1.10.0", "in", ">1.9.0"],
  ["1.2.3", "unreadable", "<1.0.0 || >="],
  ["1.2.3", "unreadable", ">=1.2.3 |"],
  ["1.2.3", "unreadable", "><1.2.3"],
  ["1.2.3", "unreadable", "<1.0.0 | >2.0.0"],
];

describe("ecosystems without vectors of their own", () => {
  it.each([
    // Where a series ends: before any pre-release of the next.
    ["cargo", "1.9.0", "in", "^1.2.3"],
    ["cargo", "2.0.0-alpha", "out", "^1.2.3"],
    ["cargo", "2.0.0-alpha", "in", "<2.0.0"],
    ["cargo", "0.2.9", "in", "^0.2.3"],
    ["cargo", "0.3.0", "out", "^0.2.3"],
    ["cargo", "0.0.4", "out", "^0.0.3"],
    ["cargo", "0.0.9", "in", "^0.0"],
    ["cargo", "0.9.0", "in", "^0"],
    ["cargo", "1.9.0", "in", "~1"],
    ["cargo", "1.3.0", "out", "~1.2"],
    ["cargo", "1.2.9", "in", "~1.2.3"],
    ["cargo", "1.9.0", "in", "~>1.2"],
    ["cargo", "1.3.0", "out", "~>1.2.3"],
    ["cargo", "1.2.2", "out", "~>1.2.3"],
    ["cargo", "1.0.0+2", "in", "=1.0.0+1"],
    ["cargo", "1.0.0", "unreadable", "~=1.0"],
    // Releases of Go, as the toolchain names them and as its vulnerability database does.
    ["go", "1.21rc2", "in", "=1.21.0-rc.2"],
    ["go", "go1.21rc2", "in", "<1.21.0-rc.3"],
    ["go", "v0.0.0-20200101000000-0123456789ab", "in", "<0.0.0-20211202192323-5770296d904e"],
    ["go", "v2.0.0+incompatible", "in", "<=2.0.0"],
    ["go", "(devel)", "unreadable", ">0"],
    // Rebuilds count, unless the range does not speak of them.
    ["julia", "3.0.15+0", "in", "<3.0.15+1"],
    ["julia", "3.0.15+1", "out", "<3.0.15+1"],
    ["julia", "3.0.15+1", "in", "<=3.0.15"],
    ["julia", "3.0.15+1", "in", "3.0.15"],
    ["pub", "1.0.0+2", "in", ">1.0.0+1"],
    ["pub", "1.0.0+2", "out", ">1.0.0"],
    ["swift", "v1.2.3", "in", "<=1.2.3"],
    ["erlang", "1.2.3-rc.1", "in", "<1.2.3"],
    ["cocoapods", "1.2.b1", "in", "~> 1.1"],
    ["cocoapods", "2.0.b1", "out", "~> 1.1"],
    ["conan", "1.1.1w", "out", "<=1.1.1"],
    ["conan", "1.1.1n", "in", "<1.1.1w"],
    ["conan", "cci.20200101", "in", ">cci.20190101"],
    ["conan", "1.3", "in", "~>1.2.0 || ^1.1"],
    ["conan", "1.3.0", "out", "~>1.2.0"],
    ["composer", "2.4.3", "in", "<2.4.3-p1"],
    ["composer", "2.4.3-p1", "out", "<=2.4.3"],
    ["composer", "1.9.9", "in", "^1.2"],
    ["composer", "dev-main", "unreadable", "<2"],
    // Old texts that are no Python versions equal nothing but themselves.
    ["pip", "1.0", "out", "=2013-01-23T17:11:52+0100"],
    ["pip", "1.0", "unreadable", "<2013-01-23T17:11:52"],
    ["pip", "2.0rc1", "in", "<2.0"],
    ["pip", "1.7.post1", "out", ">1.7"],
    ["pip", "1.7.post2", "in", ">1.7.post1"],
    ["pip", "1.7", "in", ">1.7rc1"],
    ["pip", "1.7.post1", "in", ">1.7rc1"],
    ["pip", "1.7rc1.post1", "out", ">1.7rc1"],
    ["pip", "1.7.post1.dev1", "out", ">1.7"],
    ["pip", "1.7.post2+local", "in", ">1.7.post1"],
    ["pip", "1.0+cu118", "in", "==1.0"],
    ["pip", "1.0+cu118", "in", "<1.0+cu119"],
    ["pip", "1.0+cu119", "out", "<1.0+cu119"],
    ["pip", "1.0", "in", "===1.0"],
    ["pip", "1.0", "out", "===1.0.0"],
    ["npm", "v1.2.3", "in", "<2"],
    ["npm", "2.0.0-rc", "out", "<2"],
    ["npm", "2.0.0-rc", "out", "^1.0.0"],
    ["npm", "1.2.3", "unreadable", "!=1.2.4"],
    ["npm", "1.2", "unreadable", "<2"],
    ["npm", "1.2.3", "in", ""],
    ["npm", "1.2.3-rc", "in", "1.2.3 - 2"],
    ["npm", "1.2.3-rc", "out", "1.2.3-rc.1 - 2"],
    ["npm", "2.9.0", "in", "1.2.3 - 2"],
    ["npm", "2.9.0", "out", "1.2.3 - 2.8.9"],
    ["npm", "2.9.0", "unreadable", "1.2.3 - 2.8.9 - 3"],
    ["bitnami", "1.2.3-1", "in", ">1.2.3"],
    ["bitnami", "1.2.3-1", "in", "=1.2"],
    ["maven", "1.5", "in", "[1.0,1.2),(1.4,]"],
    ["maven", "1.2", "out", "[1.0,1.2),(1.4,]"],
    ["maven", "1.2", "in", "(,1.2]"],
    ["maven", "1.2", "in", "[ 1.2.0 ]"],
    ["maven", "1.2", "unreadable", "(1.2)"],
    ["maven", "1.2", "unreadable", "[1.0,1.2"],
    ["maven", "1.2", "unreadable", "[1,2,3]"],
    ["nuget", "1.0.0.0", "in", "1.0"],
    ["nuget", "1.0.0-BETA", "in", "1.0.0-beta"],
    ["nuget", "1.0.0-Beta", "in", ">1.0.0-alpha"],
    ["nuget", "1.0.0-BETA.2", "in", "<1.0.0-beta.10"],
  ] as const)("%s: %s is %s %s", (name, version, answer, expression) => {
    expect(ask(versionsOf(name), version, expression)).toBe(answer);
  });

  it("knows no other names", () => {
    expect(() => versionsOf("conda")).toThrow("no version scheme for the ecosystem conda");
    expect(() => versionsOf("__proto__")).toThrow("no version scheme");
  });
});

describeCorpus("the ranges of a real advisory database", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-ranges-"));
  beforeAll(() => void execFileSync("tar", ["-xzf", corpus.database, "-C", folder]));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are read, all but two", { timeout: 60_000 }, () => {
    const bolt = openBolt(join(folder, "trivy.db"));
    const unread = new Set<string>();
    let count = 0;
    for (const { key, bucket } of bolt.root.entries()) {
      if (!key.includes("::") || bucket === undefined) continue;
      const name = key.slice(0, key.indexOf("::"));
      for (const range of rangesOf(bucket)) {
        count++;
        if (ask(versionsOf(name), "1.2.3", range) === "unreadable") unread.add(`${name} ${range}`);
      }
    }
    bolt.close();
    expect(count).toBe(31_949);
    // No versions of PEP 440. (As `=`, such texts are read.)
    expect([...unread]).toEqual(["pip <0.2.0-n653", "pip <2019-09-12"]);
  });
});

type Bucket = ReturnType<typeof openBolt>["root"];

function* rangesOf(bucket: Bucket): Generator<string> {
  for (const advisories of bucket.entries()) {
    for (const { value } of advisories.bucket?.entries() ?? []) {
      const row = JSON.parse(Buffer.from(value ?? []).toString()) as Record<
        string,
        readonly string[] | undefined
      >;
      for (const field of ["VulnerableVersions", "PatchedVersions", "UnaffectedVersions"]) {
        yield* row[field] ?? [];
      }
    }
  }
}

function itAnswersLike(versions: EcosystemVersions, name: string, file: string): void {
  it(`answers like every line of ${name}/${file}`, () => {
    const rows = readRanges(name, file);
    expect(rows.length).toBeGreaterThanOrEqual(500);
    const ours = rows.map(([version, , range]) => `${version} ${ask(versions, version, range)} ${range}`);
    expect(ours).toEqual(rows.map((row) => row.join(" ")));
  });
}

function ask(versions: EcosystemVersions, version: string, expression: string): "in" | "out" | "unreadable" {
  try {
    return versions.satisfies(version, expression) ? "in" : "out";
  } catch (error) {
    if (error instanceof Unreadable) return "unreadable";
    throw error;
  }
}

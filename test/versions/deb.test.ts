import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deb } from "../../src/versions/index.ts";
import { describeWith } from "../support/tools.ts";
import { expectSame, itAgreesWith, itIsAnOrder, itKnows } from "./check.ts";
import { dpkgSigns, dpkgValid } from "./native.ts";
import { realVersions, samplePairs, shapes } from "./samples.ts";

const ENDLESS = `1${".1".repeat(5000)}`;

describe("deb", () => {
  itAgreesWith(deb, "deb.txt", 2500);
  itIsAnOrder(deb, shapes.deb);
  itKnows(
    deb,
    ["0", "1.0", "1.0-1", "1:1.0-1", "1.0-1-1", "1:1:1", "2147483647:1", "1.0~rc1+dfsg", "1.0_2-3_4", "1.0 "],
    [
      "",
      " ",
      "a",
      "v1.0",
      "1.0-",
      "-1",
      ":1.0",
      "1:",
      "a:1",
      "-1:1",
      "2147483648:1",
      "1.0 2",
      "1.0é",
      "1.0/2",
      ENDLESS,
    ],
  );

  it("takes a missing revision for 0, and ~ for less than nothing", () => {
    expect(deb.compare("1.0", "1.0-0")).toBe(0);
    expect(deb.compare("1.0~~", "1.0~")).toBe(-1);
    expect(deb.compare("1.0~", "1.0")).toBe(-1);
    expect(deb.compare("1:0.1", "9.9")).toBe(1);
  });
});

describeWith(["dpkg"], "deb beside dpkg", () => {
  it("orders 2500 pairs as dpkg --compare-versions does", { timeout: 120_000 }, () => {
    const pairs = samplePairs(shapes.deb, [...realVersions("deb"), ...installed()], deb.valid, 2500);
    expectSame(deb, pairs, dpkgSigns(pairs));
  });

  it("takes what dpkg --validate-version takes", { timeout: 60_000 }, () => {
    const versions = fc.sample(shapes.deb, { seed: 7, numRuns: 400 });
    expect(versions.map((version) => [version, deb.valid(version)])).toEqual(
      dpkgValid(versions).map((answer, index) => [versions[index], answer]),
    );
  });
});

/** Versions of the packages of the machine that runs the test. */
function installed(): readonly string[] {
  const file = "/var/lib/dpkg/status";
  if (!existsSync(file)) return [];
  return [...readFileSync(file, "utf8").matchAll(/^Version: (.*)$/gm)].map(([, version = ""]) => version);
}

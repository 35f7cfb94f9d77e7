import { describe, expect, test } from "vitest";
import { compare, type Earlier, type Present } from "../../src/comparison/index.ts";
import {
  CATEGORIES,
  type DatabaseInfo,
  type Finding,
  type Gap,
  type Package,
  type RiskFinding,
  type Severity,
  type Status,
  type VulnerabilityFinding,
} from "../../src/model/index.ts";
import { someRisk } from "../support/risks.ts";
import { digestOf, someFinding, somePackage } from "../support/scan-result.ts";

interface Vulnerable {
  readonly id?: string;
  readonly aliases?: readonly string[];
  readonly version?: string;
  readonly path?: string;
  readonly layer?: number;
  readonly status?: Status;
  readonly severity?: Severity;
  readonly ecosystem?: string;
}

/** As the detector makes its fingerprints: of id, kind of package, name and path. */
function vulnerable(name: string, given: Vulnerable = {}): VulnerabilityFinding {
  const { id = "CVE-2024-1", version = "1.0.0", path = "lib/apk/db/installed", layer = 0 } = given;
  const { ecosystem = "Alpine:v3.19", severity = "high", status } = given;
  const locations: Package["locations"] = [{ path, layer, diffId: digestOf(`${layer}`) }];
  return {
    ...someFinding({
      id,
      severity,
      package: somePackage(name, version, { ecosystem, locations }),
      advisory: { aliases: given.aliases ?? [] },
      ...(status === undefined ? {} : { status }),
    }),
    fingerprint: digestOf(`${id} ${ecosystem.split(":")[0]} ${name} ${path}`).slice("sha256:".length),
  };
}

function risk(rule: string, subject: string, given: Partial<RiskFinding> = {}): RiskFinding {
  return someRisk({ rule, subject, fingerprint: digestOf(`${rule} ${subject}`).slice(7), ...given });
}

const DATABASE: DatabaseInfo = {
  kind: "trivy-db",
  schema: 2,
  origin: "x",
  updatedAt: "2026-03-01T00:00:00Z",
  sample: false,
};

function present(findings: readonly Finding[], more: Partial<Present> = {}): Present {
  const categories = new Set(CATEGORIES);
  return { findings, gaps: [], database: DATABASE, categories, isLookedFor: () => true, ...more };
}

function earlier(findings: readonly Finding[], more: Partial<Earlier> = {}): Earlier {
  return {
    image: { reference: "app:1.0", digest: "sha256:1" },
    scannedAt: "2026-03-01T10:20:30Z",
    checked: { categories: CATEGORIES, profile: "default" },
    database: DATABASE,
    findings,
    gaps: [],
    ...more,
  };
}

/** What is told of each finding, in order, and how many are fixed. */
function told(now: Present, before: Earlier) {
  const { sinceOf, isNew, fixed } = compare(now, before);
  for (const finding of now.findings) expect(isNew(finding)).toBe(sinceOf(finding) !== "known");
  return [...now.findings.map(sinceOf), fixed.length];
}

const between = (before: readonly Finding[], now: readonly Finding[]) => told(present(now), earlier(before));

describe("known is what was there before", () => {
  const jar = (version: string) => ({ version, path: `app/log4j-core-${version}.jar`, ecosystem: "Maven" });
  const user = risk("DD-DF-002", "USER", { also: ["DD-BL-001"] });
  const ghsa = vulnerable("lodash", { id: "GHSA-1", aliases: ["CVE-2024-1"] });
  test.each<[string, readonly Finding[], readonly Finding[], readonly unknown[]]>([
    ["as it was", [vulnerable("a")], [vulnerable("a")], ["known", 0]],
    ["in another layer", [vulnerable("a")], [vulnerable("a", { layer: 3 })], ["known", 0]],
    [
      "after an update that did not help",
      [vulnerable("a")],
      [vulnerable("a", { version: "2" })],
      ["known", 0],
    ],
    [
      "with the version in its path",
      [vulnerable("log4j-core", jar("2.14.0"))],
      [vulnerable("log4j-core", jar("2.14.1"))],
      ["known", 0],
    ],
    [
      "in a folder of another interpreter",
      [vulnerable("six", { path: "usr/lib/python3.11/site-packages/six-1.0.dist-info/METADATA" })],
      [vulnerable("six", { path: "usr/lib/python3.12/site-packages/six-1.1.dist-info/METADATA" })],
      ["known", 0],
    ],
    ["under another id", [ghsa], [vulnerable("lodash", { aliases: ["GHSA-1"] })], ["known", 0]],
    ["rated worse by the database", [vulnerable("a", { severity: "low" })], [vulnerable("a")], ["known", 0]],
    [
      "a risk at another line",
      [risk("DD-DF-1", "RUN x", { line: 3 })],
      [risk("DD-DF-1", "RUN x")],
      ["known", 0],
    ],
    ["a fact without its Dockerfile", [risk("DD-BL-001", "user")], [user], ["known", 0]],
    ["a fact with its Dockerfile", [user], [risk("DD-BL-001", "user")], ["known", 0]],
    [
      "a risk rated better",
      [risk("DD-DF-1", "x", { severity: "high" })],
      [risk("DD-DF-1", "x")],
      ["known", 0],
    ],
  ])("%s", (_, before, now, expected) => expect(between(before, now)).toEqual(expected));
});

describe("new is what was not", () => {
  const denied = vulnerable("a", { status: "not-affected" });
  const rhsa = { id: "CVE-2024-1", aliases: ["RHSA-2024:1"] };
  test.each<[string, readonly Finding[], readonly Finding[], readonly unknown[]]>([
    ["all against nothing", [], [vulnerable("a"), risk("DD-DF-1", "x")], ["new", "new", 0]],
    ["another package", [vulnerable("a")], [vulnerable("a"), vulnerable("b")], ["known", "new", 0]],
    [
      "a second version beside the first in one file",
      [vulnerable("a", { version: "1" })],
      [vulnerable("a", { version: "2" }), vulnerable("a", { version: "1" })],
      ["new", "known", 0],
    ],
    [
      "the same package elsewhere",
      [vulnerable("a", { path: "usr/lib/npm/a/package.json" })],
      [vulnerable("a", { path: "srv/app/a/package.json" })],
      ["new", 1],
    ],
    [
      "the same name in another ecosystem",
      [vulnerable("a", { ecosystem: "npm" })],
      [vulnerable("a", { ecosystem: "PyPI" })],
      ["new", 1],
    ],
    [
      "another vulnerability of one vendor's notice",
      [vulnerable("a", rhsa)],
      [vulnerable("a", { ...rhsa, id: "CVE-2024-2" })],
      ["new", 1],
    ],
    ["what the vendor does not deny any more", [denied], [vulnerable("a")], ["new", 0]],
    [
      "a second instruction like the first",
      [risk("DD-DF-1", "x")],
      [risk("DD-DF-1", "x"), risk("DD-DF-1", "x")],
      ["known", "new", 0],
    ],
    [
      "a placeholder that became a password",
      [risk("DD-BL-004", "ENV TOKEN", { severity: "low" })],
      [risk("DD-BL-004", "ENV TOKEN", { severity: "critical" })],
      ["new", 0],
    ],
    [
      "a command that only ends like another",
      [risk("DD-DF-21", "RUN curl a | sh")],
      [risk("DD-DF-21", "RUN wget b | sh")],
      ["new", 1],
    ],
    [
      "another port of the same two rules",
      [risk("DD-BL-5", "port 22")],
      [risk("DD-DF-5", "port 23", { also: ["DD-BL-5"] })],
      ["new", 1],
    ],
  ])("%s", (_, before, now, expected) => expect(between(before, now)).toEqual(expected));

  test("what the vendor denies now is known, and nothing is fixed", () => {
    expect(between([vulnerable("a")], [denied])).toEqual(["known", 0]);
    expect(between([denied], [])).toEqual([0]);
  });
});

describe("nobody can tell", () => {
  const secret = risk("DD-SF-1", "srv/key", { category: "sensitive" });

  test("of a category that the baseline did not look at; it counts as new", () => {
    const before = earlier([], { checked: { categories: ["system"], profile: "default" } });
    const { sinceOf, isNew, remarks } = compare(present([secret, vulnerable("a")]), before);
    expect([sinceOf(secret), isNew(secret)]).toEqual([undefined, true]);
    expect(remarks.slice(0, 4)).toEqual([
      "Compared with app:1.0 (sha256:1, scanned on 2026-03-01 10:20 UTC): 1 new, 0 known, 0 fixed.",
      "The baseline did not look for application, so nobody can tell what of it is new; rules about new findings count all 0.",
      "The baseline did not look for instruction, so nobody can tell what of it is new; rules about new findings count all 0.",
      "The baseline did not look for baseline, so nobody can tell what of it is new; rules about new findings count all 0.",
    ]);
    expect(remarks[4]).toBe(
      "The baseline did not look for sensitive, so nobody can tell what of it is new; rules about new findings count all 1.",
    );
  });

  test("what is not looked for today is not fixed", () => {
    const before = earlier([secret, vulnerable("a")]);
    expect(told(present([], { categories: new Set(["baseline"]) }), before)).toEqual([0]);
    expect(told(present([], { isLookedFor: (finding) => finding.kind === "risk" }), before)).toEqual([1]);
  });

  const gap = (more: Partial<Gap>): Gap => ({
    kind: "unreadable",
    where: "x",
    by: "y",
    reason: "Why.",
    ...more,
  });
  const instruction = risk("DD-DF-001", "RUN x");
  const ofRule = (id: string) => ({ id, category: "instruction", severity: "high" }) as const;
  test.each<[string, Gap, readonly Finding[]]>([
    ["a database that cannot be read", gap({ where: "lib/apk/db/installed" }), []],
    ["a system that nobody knows", gap({ kind: "no-os" }), [secret, instruction]],
    [
      "content that was not searched",
      gap({ kind: "limit", category: "sensitive" }),
      [vulnerable("a"), instruction],
    ],
    [
      "one rule that could not be told",
      gap({ kind: "unproven", rule: ofRule("DD-DF-001") }),
      [vulnerable("a"), secret],
    ],
    [
      "another rule",
      gap({ kind: "unproven", rule: ofRule("DD-DF-002") }),
      [vulnerable("a"), secret, instruction],
    ],
    ["a whole detector", gap({ kind: "unproven", rule: ofRule("DD-DF") }), [vulnerable("a"), secret]],
    ["the version of that package", gap({ kind: "version", where: "a 1..2" }), [secret, instruction]],
    [
      "the version of another",
      gap({ kind: "version", where: "b 1..2" }),
      [vulnerable("a"), secret, instruction],
    ],
    [
      "packages that are only counted",
      gap({ kind: "third-party", reason: "2 packages (b and 1 more)." }),
      [secret, instruction],
    ],
  ])("what a new gap hides is not fixed: %s", (_, hiding, expected) => {
    const before = earlier([vulnerable("a"), secret, instruction]);
    const { fixed, remarks } = compare(present([], { gaps: [hiding] }), before);
    expect(fixed).toEqual(expected);
    const hidden = 3 - expected.length;
    expect(remarks.slice(1)).toEqual(
      hidden === 0
        ? []
        : [
            hidden === 1
              ? "1 finding of the baseline is not found any more, but something could not be read this time, so it is not called fixed."
              : `${hidden} findings of the baseline are not found any more, but something could not be read this time, so they are not called fixed.`,
          ],
    );
    // The baseline had the same gap in another layer: both looks were equally good.
    const same = { ...before, gaps: [{ ...hiding, layer: digestOf("other") }] };
    expect(compare(present([], { gaps: [hiding] }), same).fixed).toHaveLength(3);
  });
});

test("where the two looks differ is said", () => {
  const database = { ...DATABASE, updatedAt: "2026-03-09T00:00:00Z" };
  const checked = { categories: CATEGORIES, profile: "default", partial: ["baseline"] } as const;
  const { remarks } = compare(present([], { database }), earlier([], { checked, note: "It was dark." }));
  expect(remarks).toEqual([
    "Compared with app:1.0 (sha256:1, scanned on 2026-03-01 10:20 UTC): 0 new, 0 known, 0 fixed.",
    "The baseline looked for baseline with rules switched off: findings may be called new only because nobody looked.",
    "The baseline was matched with a database of 2026-03-01T00:00:00Z, this image with one of 2026-03-09T00:00:00Z: vulnerabilities published in between are called new.",
    "It was dark.",
  ]);
});

test("a hundred thousand findings against as many, all alike", () => {
  const many = (version: string) => {
    const one = vulnerable("a", { version });
    return Array.from({ length: 100_000 }, () => ({ ...one }));
  };
  expect(compare(present(many("1")), earlier(many("2"))).fixed).toEqual([]);
});

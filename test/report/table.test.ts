import { describe, expect, test } from "vitest";
import type { LayerOrigin, ScanResult } from "../../src/model/index.ts";
import { table } from "../../src/report/table.ts";
import { widthOf } from "../../src/report/text.ts";
import {
  digestOf,
  hostile,
  hostileResult,
  manyFindings,
  ordinaryFindings,
  plainPolicy,
  scanResult,
  someFinding,
  somePackage,
  traced,
} from "../support/scan-result.ts";

function render(result: ScanResult, width = 80, color = false): string {
  return table.render(result, { color, width });
}

function linesOf(result: ScanResult, width = 80): readonly string[] {
  return render(result, width).split("\n");
}

/** As far as they are shown. */
const prints = ordinaryFindings.map(({ fingerprint }) => fingerprint.slice(0, 12));

const nothing = {
  findings: [],
  gaps: [],
  notices: [],
  policy: plainPolicy,
};

test("a rich result in 80 columns", () => {
  expect(render(scanResult())).toBe(
    `\
Image    registry.example:5000/team/app:1.2
Digest   sha256:05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f
Platform linux/arm64/v8
System   Alpine Linux v3.19
         out of support since 2025-11-01: fixes and advisories have ended
Content  4 packages in 2 layers
Checked  vulnerabilities
Database trivy-db from ghcr.io/aquasecurity/trivy-db:2
         2 days old (of 2026-03-08)

libcrypto3, libssl3 3.1.4-r5  layer 1
  x critical   CVE-2024-0001  3.1.4-r6     a buffer overflow in the certificate…
    medium     CVE-2024-0002  3.1.5-r0     something about CVE-2024-0002

curl 8.5.0-r0 → 8.6.0-r0  layer 2
    low        CVE-2023-8888  8.6.0-r0     something about CVE-2023-8888

busybox 1.36.1-r15  layer 1
    negligible CVE-2022-7777  end of life  something about CVE-2022-7777
    unknown    CVE-2022-6666  no fix yet   something about CVE-2022-6666

Waived (1)
  - CVE-2023-9999 in curl. Waived until 2026-03-20: the code is not reached
    (web)

Could not be told (2)
  - var/lib/rpm/Packages: The database is cut off after 4096 bytes. (unreadable)
  - strange 1..2: The version 1..2 of strange cannot be parsed as an apk
    version. (version)

Notes
  - The index has 3 platforms; linux/arm64/v8 was chosen because it is this
    machine's.
  - The waiver for CVE-2023-9999 in curl expires in 10 days, on 2026-03-20
    (owner: web).
  - The waiver for CVE-2020-1111 matched nothing; remove it if the image no
    longer needs it.

                critical high medium low negligible unknown  x blocking waived
vulnerabilities        2    1      2   1          1       1           2      1
  with a fix           2    -      2   1          -       -           2      -

What blocks
  high or worse: 2 findings
    critical   CVE-2024-0001 in libcrypto3 3.1.4-r5                 PRINT1
    critical   CVE-2024-0001 in libssl3 3.1.4-r5                    PRINT2

What would unblock it
  - Upgrade libcrypto3, libssl3 from 3.1.4-r5 to 3.1.4-r6 (2 findings).
  - To accept a finding for a time:
    drydock waive PRINT1 --reason "why" --expires 30d

BLOCKED: 2 critical vulnerabilities (policy: high or worse)
`
      .replaceAll("PRINT1", prints[0]!)
      .replaceAll("PRINT2", prints[1]!),
  );
});

describe("the last line is the verdict", () => {
  test.each<[string, ScanResult, readonly string[]]>([
    [
      "pass",
      scanResult({ ...nothing, packages: [somePackage("a", "1"), somePackage("b", "1")] }),
      ["No vulnerabilities found in 2 packages.", "", "PASS: nothing found (policy: high or worse)", ""],
    ],
    [
      "unproven",
      scanResult({ ...nothing, gaps: scanResult().gaps.slice(0, 1) }),
      [
        "No vulnerabilities found in what could be checked of 0 packages.",
        "",
        "UNPROVEN: var/lib/rpm/Packages: The database is cut off after 4096 bytes",
        "",
      ],
    ],
    [
      "blocked",
      scanResult({ findings: manyFindings(500) }),
      ["BLOCKED: 83 critical and 83 high vulnerabilities (policy: high or worse)", ""],
    ],
  ])("%s", (_, result, end) => {
    expect(linesOf(result).slice(-end.length)).toEqual(end);
  });
});

describe("colour", () => {
  test("is there when the context says so, and is all that it adds", () => {
    const [plain, coloured] = [render(scanResult()), render(scanResult(), 80, true)];
    expect(coloured).toContain("\u001b[1;31mBLOCKED\u001b[0m: 2 critical");
    expect(coloured).toContain("\u001b[1;31mcritical  \u001b[0m CVE-2024-0001");
    const stripped = coloured.replace(/\u001b\[[\d;]*m/g, "").split("\n");
    expect(stripped.map((line) => line.trimEnd()).join("\n")).toBe(plain);
  });

  test("is nowhere else", () => {
    expect(render(hostileResult()).includes("\u001b")).toBe(false);
  });
});

describe("width", () => {
  test.each([60, 80, 100, 200])("%d columns hold everything but the verdict", (width) => {
    for (const result of [scanResult(), hostileResult(), scanResult({ findings: manyFindings(300) })]) {
      const body = linesOf(result, width).slice(0, -2);
      expect(body.filter((line) => widthOf(line) > width)).toEqual([]);
    }
  });

  test("without a limit nothing is cut", () => {
    const lines = linesOf(scanResult(), Number.POSITIVE_INFINITY);
    expect(lines.filter((line) => line.includes("…"))).toEqual([]);
  });

  test("a terminal without columns is taken for a narrow one", () => {
    expect(render(scanResult(), 0)).toBe(render(scanResult(), 60));
  });
});

test("hostile text gives no control characters, no commands and no lines of its own", () => {
  const lines = linesOf(hostileResult());
  expect(lines.filter((line) => /[\u0000-\u001f\u007f-\u009f\u200b\u202e\u2066\ud800]/u.test(line))).toEqual(
    [],
  );
  expect(lines.filter((line) => /^\s*::|##(vso)?\[/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith("PASS"))).toEqual([]);
  expect(lines.length).toBeLessThan(150);
});

test("500 findings: worst packages first, long lists cut, and a word on where to begin", () => {
  const lines = linesOf(scanResult({ findings: manyFindings(500), gaps: [] }), 100);
  const heads = lines.filter((line) => line.startsWith("library")).map((line) => line.split(" ")[0]);
  expect(heads.slice(0, 3)).toEqual(["library21", "library19", "library20"]);
  expect(lines).toContain("    and 18 more: 4 low, 7 negligible, 7 unknown (all in the JSON report)");
  const begin = lines.indexOf("What would unblock it");
  expect(lines.slice(begin + 1, begin + 8)).toEqual([
    "  - Upgrade library19 from 1.0.0-r1 to 1.4.9-r0 (7 findings).",
    "  - Upgrade library20 from 1.0.0-r1 to 1.4.9-r0 (7 findings).",
    "  - Upgrade library21 from 1.0.0-r1 to 1.4.9-r0 (7 findings).",
    "  - Upgrade library17 from 1.0.0-r1 to 1.4.9-r0 (6 findings).",
    "  - And 18 more upgrades (all in the JSON report).",
    "  - 83 vulnerabilities cannot be fixed yet. To accept a finding for a time:",
    expect.stringMatching(/^ {4}drydock waive [0-9a-f]{12} --reason "why" --expires 30d$/),
  ]);
});

test("packages of one source are told once, others and other layers are not", () => {
  const source = { name: "openssl", version: "1" };
  const layer = { path: "lib/apk/db/installed", layer: 3, diffId: ordinaryFindings[0]!.location.diffId };
  const packages = [
    somePackage("libssl", "1", { source }),
    somePackage("libcrypto", "1", { source }),
    somePackage("openssl-late", "1", { source, locations: [layer] }),
    somePackage("other", "1"),
  ];
  const findings = packages.map((affected) =>
    someFinding({ id: "CVE-1", severity: "low", package: affected, fixedIn: "2", title: "t" }),
  );
  const lines = linesOf(scanResult({ ...nothing, findings }));
  const heads = lines.filter((line) => line.includes(" → "));
  expect(heads.toSorted()).toEqual([
    "libssl, libcrypto 1 → 2  layer 1",
    "openssl-late 1 → 2  layer 4",
    "other 1 → 2  layer 1",
  ]);
  expect(lines).toContain("vulnerabilities    4           -");
});

describe("the header", () => {
  const header = (result: ScanResult): readonly string[] => {
    const lines = linesOf(result);
    return lines.slice(3, lines.indexOf(""));
  };
  const { os: _, ...image } = scanResult().image;

  test("no system, a sample database", () => {
    const sample = scanResult({ ...nothing, database: { sample: true, origin: "sample" } });
    expect(header({ ...sample, image })).toEqual([
      "System   not recognised",
      "Content  0 packages in 2 layers",
      "Checked  vulnerabilities",
      "Database trivy-db from sample",
      "         SAMPLE of a few advisories: fine for a try, never for a gate",
    ]);
  });

  test("a supported system, an old database", () => {
    const os = { family: "debian", version: "12", endOfSupport: "2028-06-30", supported: true };
    const result = scanResult({ ...nothing, image: { os }, database: { updatedAt: "2026-03-01T00:00:00Z" } });
    expect(header(result)).toEqual([
      "System   debian 12",
      "         supported until 2028-06-30",
      "Content  0 packages in 2 layers",
      "Checked  vulnerabilities",
      "Database trivy-db from ghcr.io/aquasecurity/trivy-db:2",
      "         9 days old (of 2026-03-01)",
    ]);
  });

  test.each([
    ["2026-03-10T09:00:00Z", "less than a day old (of 2026-03-10)"],
    ["2026-03-09T09:00:00Z", "1 day old (of 2026-03-09)"],
    ["nonsense", "of unknown age"],
  ])("a database of %s", (updatedAt, text) => {
    expect(header(scanResult({ ...nothing, database: { updatedAt } })).at(-1)).toBe(`         ${text}`);
  });
});

describe("where findings come from", () => {
  const some = { ...nothing, findings: ordinaryFindings.slice(0, 6), image: traced };
  const { layers = [] } = traced;
  const withOrigins = (...origins: readonly Partial<LayerOrigin>[]) => ({
    ...traced,
    layers: layers.map(({ origin, ...layer }, i) => ({ ...layer, origin: { ...origin!, ...origins[i] } })),
  });

  test("in 80 columns", () => {
    const lines = linesOf(scanResult(some));
    expect(lines.filter((line) => /^(Base|Content) /.test(line) || line.includes("sha256:"))).toEqual([
      expect.stringMatching(/^Digest /),
      "Base     alpine:3.19",
      `         ${digestOf("base")}`,
      "Content  3 packages in 2 layers",
    ]);
    expect(lines.filter((line) => line.includes("layer "))).toEqual([
      "libcrypto3, libssl3 3.1.4-r5  layer 1, docker/Dockerfile:3 (base image)",
      "curl 8.5.0-r0 → 8.6.0-r0  layer 2, docker/Dockerfile:7 (own)",
    ]);
    expect(lines.slice(lines.findIndex((line) => line.includes("x blocking")))).toEqual([
      "                 critical  high  medium  low  found  x blocking",
      "vulnerabilities         2     1       2    1      6           3",
      "  with a fix            2     -       2    1      5           2",
      "  base image            2     -       2    -      4           2",
      "  own                   -     1       -    1      2           1",
      "",
      "What blocks",
      "  high or worse: 3 findings",
      `    critical   CVE-2024-0001 in libcrypto3 3.1.4-r5                 ${prints[0]}`,
      `    critical   CVE-2024-0001 in libssl3 3.1.4-r5                    ${prints[1]}`,
      `    high       CVE-2023-9999 in curl 8.5.0-r0                       ${prints[4]}`,
      "",
      "What would unblock it",
      "  - Upgrade libcrypto3, libssl3 from 3.1.4-r5 to 3.1.4-r6 in docker/Dockerfile:3",
      "    (2 findings).",
      "  - Rebase: 2 of 3 blocking findings come from the base image alpine:3.19: look",
      "    for a newer one.",
      "  - 1 vulnerability cannot be fixed yet. To accept a finding for a time:",
      `    drydock waive ${prints[4]} --reason "why" --expires 30d`,
      "",
      "BLOCKED: 2 critical and 1 high vulnerabilities (policy: high or worse)",
      "",
    ]);
  });

  test("with room for it, what the author wrote", () => {
    const lines = linesOf(scanResult(some), 120);
    expect(lines.filter((line) => line.includes("layer "))).toEqual([
      "libcrypto3, libssl3 3.1.4-r5  layer 1, docker/Dockerfile:3 (base image)",
      "curl 8.5.0-r0 → 8.6.0-r0  layer 2, docker/Dockerfile:7 (own)  RUN apk add --no-cache curl",
    ]);
  });

  test("an instruction takes no more than the line has left", () => {
    const image = withOrigins({}, { instruction: `RUN ${"a ".repeat(200)}` });
    for (const width of [100, 105, 110, 150])
      expect(linesOf(scanResult({ ...some, image }), width).filter((line) => widthOf(line) > width)).toEqual(
        [],
      );
  });

  test("what is not proved, and what is not known", () => {
    const path = `${"folder/".repeat(8)}Containerfile`;
    const dockerfile = { path, startLine: 20, endLine: 30 };
    const image = withOrigins(
      { owner: "unknown", certainty: "unknown" },
      { certainty: "likely", dockerfile },
    );
    const lines = linesOf(scanResult({ ...some, image }));
    expect(lines.filter((line) => line.includes("layer "))).toEqual([
      "libcrypto3, libssl3 3.1.4-r5  layer 1",
      "curl 8.5.0-r0 → 8.6.0-r0  layer 2, …/Containerfile:20 (likely own)",
    ]);
    expect(lines).toContain("  own                   -     1       -    1      2           1");
    expect(lines.filter((line) => line.includes("blocking findings"))).toEqual([]);
  });

  test.each([
    [100, "layer 2, services/shop/docker/Dockerfile:20 (likely own)"],
    [80, "layer 2, …/Dockerfile:20 (likely own)"],
    [60, "layer 2 (likely own)"],
  ])("in %d columns the path takes no more than it may", (width, end) => {
    const dockerfile = { path: "services/shop/docker/Dockerfile", startLine: 20, endLine: 20 };
    const image = withOrigins({ dockerfile }, { dockerfile, certainty: "likely" });
    const lines = linesOf(scanResult({ ...some, image }), width);
    expect(lines.slice(0, -2).filter((line) => widthOf(line) > width)).toEqual([]);
    expect(lines.find((line) => line.startsWith("curl "))).toContain(`  ${end}`);
  });

  test("nothing is said of owners that nobody knows", () => {
    const unknown = { owner: "unknown", certainty: "unknown" } as const;
    const lines = linesOf(scanResult({ ...some, image: withOrigins(unknown, unknown) }));
    expect(lines.filter((line) => /^ {2}(base image|own) /.test(line))).toEqual([]);
  });

  test("an image that is all its own has no base image worth naming", () => {
    const lines = linesOf(scanResult({ ...some, image: withOrigins({ owner: "own" }) }));
    expect(lines.filter((line) => line.startsWith("Base"))).toEqual([]);
  });

  test("hostile instructions and names stay text", () => {
    const text = Object.values(hostile).join(" ");
    const image = {
      ...withOrigins({}, { instruction: text }),
      baseImage: { name: text.slice(0, 60), digest: text, from: "label" },
    } as const;
    for (const width of [60, 100, 1_000]) {
      const lines = linesOf(scanResult({ ...some, image }), width);
      expect(
        lines.filter((line) => /[\u0000-\u001f\u200b\u202e\ud800]|^\s*::|##(vso)?\[/.test(line)),
      ).toEqual([]);
      expect(lines.join(" ").replace(/\s+/g, " ")).toContain("come from the base image :\\x3aerror");
    }
  });

  const [critical] = ordinaryFindings;
  test.each<[string, number, Partial<LayerOrigin>, object, string | undefined]>([
    ["all", 2, {}, {}, "All 2 blocking findings come from the base image alpine:3.19: look for a newer one."],
    ["one", 1, {}, {}, "The blocking finding comes from the base image alpine:3.19: look for a newer one."],
    [
      "not sure, no name",
      2,
      { certainty: "likely" },
      { baseImage: { digest: digestOf("base"), from: "label" } },
      "All 2 blocking findings most likely come from the base image: look for a newer one.",
    ],
    ["none", 0, {}, {}, undefined],
    ["own", 2, { owner: "own" }, {}, undefined],
  ])("the base image's share of what blocks: %s", (_, number, origin, more, hint) => {
    const findings = [critical!, ...ordinaryFindings.slice(1, 2)].slice(0, number);
    const lines = linesOf(scanResult({ ...some, findings, image: { ...withOrigins(origin), ...more } }), 120);
    const rebase = hint === undefined ? undefined : `  - Rebase: ${hint}`;
    expect(lines.find((line) => line.includes("blocking finding"))).toBe(rebase);
  });
});

test("gaps with one reason and waivers with one text are told once", () => {
  const gap = {
    kind: "third-party",
    by: "vulnerabilities",
    reason: "No advisories for packages of Docker.",
  } as const;
  const waiver = { id: "CVE-1", reason: "fine", expires: "2027-01-01" };
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const result = scanResult({
    ...nothing,
    findings: names.map((name) =>
      someFinding({ id: "CVE-1", severity: "high", package: somePackage(name, "1") }),
    ),
    gaps: names.map((where) => ({ ...gap, where })),
    policy: { ...nothing.policy, waivers: [waiver] },
  });
  const lines = linesOf(result, 120);
  expect(lines).toContain("  - CVE-1 in a, b, c, d, e and 2 more. Waived until 2027-01-01: fine");
  expect(lines).toContain(
    "  - a, b, c, d, e and 2 more: No advisories for packages of Docker. (third-party)",
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RiskFinding, ScanResult } from "../../src/model/index.ts";
import { table } from "../../src/report/table.ts";
import { widthOf } from "../../src/report/text.ts";
import {
  atLine,
  hostileRisks,
  inLayer,
  ordinaryRisks,
  riskOf,
  riskResult,
  unprovenGap,
} from "../support/risk-result.ts";
import { hostile, ordinaryFindings, plainPolicy } from "../support/scan-result.ts";

const quiet = { gaps: [], notices: [], policy: plainPolicy };

function linesOf(result: ScanResult, width = 80, color = false): readonly string[] {
  return table.render(result, { color, width }).split("\n");
}

/** The part on risks. */
function risksIn(findings: readonly RiskFinding[], width = 80): readonly string[] {
  const lines = linesOf(riskResult({ ...quiet, findings }), width);
  const start = lines.findIndex((line) => /^(Malicious|Sensitive|Baseline|Build) ?.*\(/.test(line));
  return lines.slice(start, lines.findIndex((line) => line.includes("x blocking")) - 1);
}

test("a section for each category, what blocks first, in 80 columns", () => {
  expect(risksIn(ordinaryRisks).join("\n")).toBe(`\
Malicious samples (1)
  x critical   DD-MW-002  Coin miner
               tmp/.x/kworkerd  layer 2, docker/Dockerfile:7 (own)
               donate-level, randomx and stratum+tcp in one program
               → Remove it, and change every credential that the build could
                 read.

Sensitive files (1)
  x critical   DD-SF-001  SSH private key
               root/.ssh/id_ed25519:1  layer 2 (own), deleted in a later layer
               OpenSSH private key, not encrypted, 411 bytes
               → Revoke the key; use \`RUN --mount=type=ssh\`.

Baseline (6)
  x critical   DD-BL-020  Account without password
               etc/shadow:21  layer 2, docker/Dockerfile:7 (own)
               guest::19000:0:99999:7:::
               → Lock the account with \`passwd -l\`.
    medium     DD-BL-020  Account without password
               etc/shadow:22  layer 2, docker/Dockerfile:7 (own)
               games::19000:0:99999:7:::
    medium     DD-BL-040  Unexpected setuid file (3)
               usr/bin/one  layer 1, docker/Dockerfile:3 (base image)
               usr/bin/two  layer 2, docker/Dockerfile:7 (own)
               opt/three  layer 1, docker/Dockerfile:3 (base image)
    low        DD-BL-047  Left-over files  HEALTHCHECK of the base image

Build instructions (4)
  x high       DD-DF-002  No user set  docker/Dockerfile:3, also DD-BL-001
               no USER in 7 instructions; alpine:3.19 runs as root
               → Create a user with a fixed numeric id and end with \`USER\`.
    low        DD-DF-004  \`ADD\` where \`COPY\` does (2)
               docker/Dockerfile:5  ADD conf5.d /etc/
               docker/Dockerfile:6  ADD conf6.d /etc/
    info       DD-DF-041  Base not pinned by digest
               docker/Dockerfile:3 (base image)  alpine:3.19`);
});

test("numbers of each category that was looked at, and of base image and own", () => {
  const lines = linesOf(riskResult({ ...quiet, gaps: [] }));
  expect(
    lines.slice(
      lines.findIndex((line) => line.includes("x blocking")),
      lines.indexOf("What blocks") - 1,
    ),
  ).toEqual([
    "                    critical  high  medium  low  info  unknown  x blocking",
    "vulnerabilities            2     1       2    1     1        1           3",
    "  with a fix               2     -       2    1     -        -           2",
    "malicious samples          1     -       -    -     -        -           1",
    "sensitive files            1     -       -    -     -        -           1",
    "baseline                   1     -       4    1     -        -           1",
    "build instructions         -     1       -    2     1        -           1",
    "all                        5     2       6    4     2        1           7",
    "  base image               2     -       4    1     2        1           2",
    "  own                      3     2       2    3     -        -           5",
  ]);
});

test("a category without findings has a row, one that was not looked at has none", () => {
  const checked = { categories: ["sensitive", "malware"], profile: "default" } as const;
  const [key] = ordinaryRisks.filter(({ rule }) => rule === "DD-SF-001");
  const lines = linesOf(riskResult({ ...quiet, findings: [key!], checked }));
  expect(
    lines.slice(
      lines.findIndex((line) => line.includes("x blocking")),
      lines.indexOf("What blocks") - 1,
    ),
  ).toEqual([
    "                   critical  x blocking",
    "malicious samples         -           -",
    "sensitive files           1           1",
    "all                       1           1",
    "  own                     1           1",
  ]);
});

describe("where nothing was found", () => {
  const { database: _, ...result } = riskResult({ ...quiet, findings: [] });
  const gap = { kind: "limit", where: "a", by: "b", reason: "c." } as const;
  const gaps = [{ gap, action: "note", because: "The policy ignores it." }] as const;

  test.each<[ScanResult["checked"], ScanResult["verdict"]["gaps"], string]>([
    [
      result.checked,
      [],
      "No vulnerabilities, malicious samples, sensitive files, baseline risks or risky build instructions found in 0 packages and 2 layers.",
    ],
    [
      { categories: ["application"], profile: "default" },
      [],
      "No application vulnerabilities found in 0 packages.",
    ],
    [
      { categories: ["system", "sensitive"], profile: "default" },
      gaps,
      "No system vulnerabilities or sensitive files found in what could be checked of 0 packages and 2 layers.",
    ],
    [
      { categories: ["baseline", "malware"], profile: "default", partial: ["baseline"] },
      [],
      "No malicious samples or baseline risks found in 2 layers. Some of the rules for baseline were off.",
    ],
    [{ categories: [], profile: "default" }, [], "Nothing was looked for."],
  ])("%j, gaps %j", (checked, gaps, text) => {
    const lines = linesOf({ ...result, checked, verdict: { ...result.verdict, gaps } });
    expect(lines.slice(lines.lastIndexOf("", -4) + 1, -3).join(" ")).toBe(text);
  });
});

describe("the header says what was looked for", () => {
  const header = (result: ScanResult): readonly string[] => {
    const lines = linesOf(result, 100);
    return lines.slice(
      lines.findIndex((line) => line.startsWith("Checked")),
      lines.indexOf(""),
    );
  };
  const { database: _, ...result } = riskResult(quiet);

  test("everything, with a database", () => {
    expect(header(riskResult(quiet))).toEqual([
      "Checked  vulnerabilities, malicious samples, sensitive files, baseline, build instructions",
      "Database trivy-db from ghcr.io/aquasecurity/trivy-db:2",
      "         2 days old (of 2026-03-08)",
    ]);
  });

  test("some of it, by a profile, without one", () => {
    const checked = { categories: ["instruction"], profile: "acr", partial: ["instruction"] } as const;
    expect(header({ ...result, checked })).toEqual([
      "Checked  build instructions (in part) (profile acr)",
      "Database none: packages were not matched with advisories",
    ]);
  });
});

describe("a group of one rule", () => {
  const keys = (number: number) =>
    Array.from({ length: number }, (_, i) => {
      const path = `home/user${i}/.ssh/id_rsa`;
      return riskOf("DD-SF-001", { subject: path, location: inLayer(path, 1) });
    });

  test("names some places and counts the others", () => {
    const lines = risksIn(keys(200), 100);
    expect(lines).toHaveLength(9);
    expect(lines.slice(0, 3)).toEqual([
      "Sensitive files (200)",
      "  x critical   DD-SF-001  SSH private key (200)",
      "               home/user0/.ssh/id_rsa  layer 2, docker/Dockerfile:7 (own)",
    ]);
    expect(lines.at(-2)).toBe("               and 195 more (all in the JSON report)");
  });

  test("has the rule's title above different ones", () => {
    const findings = ["of root", "of guest"].map((title, i) =>
      riskOf("DD-BL-020", { subject: "x", title, location: inLayer("etc/shadow", 1), line: i + 1 }),
    );
    expect(risksIn(findings, 100).slice(1, 4)).toEqual([
      "  x critical   DD-BL-020  Account without password (2)",
      "               etc/shadow:1  layer 2, docker/Dockerfile:7 (own)  x: of root",
      "               etc/shadow:2  layer 2, docker/Dockerfile:7 (own)  x: of guest",
    ]);
  });

  test("of many rules the last ones are counted", () => {
    const findings = Array.from({ length: 60 }, (_, i) => {
      const rule = `DD-DF-${100 + i}`;
      const severity = i < 20 ? "low" : "negligible";
      return { ...riskOf("DD-DF-004", { subject: "ADD a b", severity }), rule, dockerfile: atLine(i + 1) };
    });
    expect(risksIn(findings).at(-1)).toBe("    and 35 more: 35 info (all in the JSON report)");
  });
});

test.each([60, 80])("in %d columns the end of a path stays, and whose it is", (width) => {
  const path = "usr/local/lib/python3.11/site-packages/some_vendor/certs/server.key";
  const findings = [riskOf("DD-SF-001", { subject: path, location: inLayer(path, 0), line: 1 })];
  const place = risksIn(findings, width)[2]!;
  expect(place).toMatch(/^ {15}….*server\.key:1 {2}layer 1 \(base image\)$/);
  expect(widthOf(place)).toBeLessThanOrEqual(width);
});

test("a gap says what might be there", () => {
  const gap = { kind: "limit", where: "opt/model.bin", by: "x", reason: "Over 1 GiB." } as const;
  const gaps = [{ ...gap, category: "malware" }, { ...gap, category: "sensitive" }, unprovenGap] as const;
  const lines = linesOf(riskResult({ ...quiet, gaps }), 100);
  expect(lines.slice(lines.indexOf("Could not be told (3)")).slice(1, 4)).toEqual([
    "  - opt/model.bin: Over 1 GiB. (limit: malicious samples and sensitive files)",
    "  - alpine:3.19: DD-DF-003: The base image's user is not known; give the image itself, not only its",
    "    Dockerfile. (unproven)",
  ]);
});

test("what is waived is told apart", () => {
  const exception = { reason: "needs root", until: "2026-04-01", by: "drydock" } as const;
  const finding = riskOf("DD-DF-002", { subject: "USER root", dockerfile: atLine(3), exception });
  const lines = linesOf(riskResult({ ...quiet, findings: [finding] }));
  expect(lines).toContain("Waived (1)");
  expect(lines.join(" ")).toContain(
    "- DD-DF-002 for USER root. Excepted in the Dockerfile until 2026-04-01: needs",
  );
  expect(lines.filter((line) => line.startsWith("Build instructions"))).toEqual([]);
});

test("the base image's share of what blocks counts risks, too", () => {
  const findings = [
    ordinaryFindings[0]!,
    riskOf("DD-BL-020", { subject: "a", owner: "base" }),
    ordinaryRisks[0]!,
  ];
  expect(linesOf(riskResult({ ...quiet, findings }), 120)).toContain(
    "  - Rebase: 2 of 3 blocking findings come from the base image alpine:3.19: look for a newer one.",
  );
});

describe("width", () => {
  const results = [
    riskResult(),
    riskResult({ findings: hostileRisks() }),
    riskResult({ findings: hostileRisks([hostile.long, "字".repeat(300), "a/".repeat(200)]) }),
  ];

  test.each([60, 80, 100, 140, 200])("%d columns hold everything but the verdict", (width) => {
    for (const result of results)
      expect(
        linesOf(result, width)
          .slice(0, -2)
          .filter((line) => widthOf(line) > width),
      ).toEqual([]);
  });

  test("colour adds nothing else", () => {
    const stripped = linesOf(riskResult(), 80, true).map((line) =>
      line.replace(/\u001b\[[\d;]*m/g, "").trimEnd(),
    );
    expect(stripped).toEqual(linesOf(riskResult()));
  });
});

describe("hostile text stays text", () => {
  const bad =
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800]|^\s*::|\s::|##(vso)?\[/u;

  test.each([60, 80, 1_000])("in %d columns", (width) => {
    const lines = linesOf(riskResult({ findings: hostileRisks(), gaps: [], notices: [] }), width);
    expect(lines.filter((line) => bad.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("PASS"))).toEqual([]);
  });

  test("whatever it is", () => {
    const piece = fc.oneof(
      fc.constantFrom(...Object.values(hostile), "##[group]", " ::", "\u001b[31m"),
      fc.string(),
    );
    const text = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join("").slice(0, 400));
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 160 }), (text, width) => {
        const lines = linesOf(riskResult({ ...quiet, findings: hostileRisks([text]) }), width);
        return (
          lines.every((line) => !bad.test(line)) && lines.slice(0, -2).every((line) => widthOf(line) <= width)
        );
      }),
      { numRuns: 300 },
    );
  });
});

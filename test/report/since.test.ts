import { expect, test } from "vitest";
import { CATEGORIES, type JudgedFinding, type ScanResult, type Since } from "../../src/model/index.ts";
import { sarif } from "../../src/report/sarif.ts";
import { table } from "../../src/report/table.ts";
import { ordinaryRisks, riskResult } from "../support/risk-result.ts";
import { digestOf, ordinaryFindings, scanResult } from "../support/scan-result.ts";

const baseline = { reference: "app:1.0", digest: digestOf("1.0"), scannedAt: "2026-03-01T08:00:00Z" };

/** Every second row is new, the others known; the last one nobody can tell. */
function compared(result: ScanResult, fixed: ScanResult["fixed"] = []): ScanResult {
  const { verdict } = result;
  const judged = verdict.judged.map((row, index): JudgedFinding => {
    const since: Since = index % 2 === 0 ? "new" : "known";
    return index === verdict.judged.length - 1 ? row : { ...row, since };
  });
  return { ...result, verdict: { ...verdict, judged }, baseline, fixed };
}

const findings = [
  ...ordinaryFindings.slice(0, 1),
  ...ordinaryFindings.slice(5),
  ...ordinaryRisks.slice(0, 3),
];

test("the table marks and counts what is new, and tells what is gone", () => {
  const fixed = [...ordinaryFindings.slice(0, 4), ...ordinaryRisks.slice(4, 6)];
  const checked = { categories: CATEGORIES, profile: "default" } as const;
  const result = compared(riskResult({ findings, checked, gaps: [] }), fixed);
  const lines = table.render(result, { color: false, width: 80 }).split("\n");
  expect(lines.find((line) => line.startsWith("Baseline"))).toBe("Baseline app:1.0, scanned on 2026-03-01");
  expect(lines.filter((line) => / (CVE-\d{4}-\d{4} {2}\S|DD-DF-\d{3} {2})/.test(line))).toEqual([
    "  x critical   CVE-2024-0001  3.1.4-r6     NEW a buffer overflow in the certifi…",
    "    low        CVE-2023-8888  8.6.0-r0     something about CVE-2023-8888",
    "    negligible CVE-2022-7777  end of life  NEW something about CVE-2022-7777",
    "    unknown    CVE-2022-6666  no fix yet   something about CVE-2022-6666",
    "  x high       DD-DF-002  NEW No user set  docker/Dockerfile:3, also DD-BL-001",
    "    low        DD-DF-004  `ADD` where `COPY` does  docker/Dockerfile:5",
    "    low        DD-DF-004  `ADD` where `COPY` does  docker/Dockerfile:6",
  ]);
  const start = lines.indexOf("Fixed since the baseline (6)");
  expect(lines.slice(start + 1, lines.indexOf("", start))).toEqual([
    "  - libcrypto3 3.1.4-r5: CVE-2024-0001, CVE-2024-0002",
    "  - libssl3 3.1.4-r5: CVE-2024-0001, CVE-2024-0002",
    "  - DD-BL-020 Account without password: guest, games",
  ]);
  expect(lines.find((line) => line.startsWith("  new "))).toMatch(/^ {2}new +1 +1 +- +1 +- +3 +2$/);
  // Narrow logs have no room for titles, but for that.
  const narrow = table.render(result, { color: false, width: 60 }).split("\n");
  expect(narrow.filter((line) => line.includes(" NEW"))).toHaveLength(3);
});

test("without a baseline nothing of it", () => {
  const text = table.render(scanResult(), { color: false, width: 80 });
  expect(text).not.toMatch(/NEW|Baseline|Fixed since|^ {2}new /m);
});

test("SARIF has the state of each result, and leaves out what is gone", () => {
  const results = (result: ScanResult) =>
    JSON.parse(sarif.render(result, { color: false, width: 80 })).runs[0].results.map(
      (row: Record<string, unknown>) => row.baselineState,
    );
  const known = compared(scanResult({ findings: ordinaryFindings.slice(0, 4) }), ordinaryFindings.slice(5));
  // By severity: both critical ones first.
  expect(results(known)).toEqual(["new", "unchanged", "new", undefined]);
  expect(results(scanResult({ findings: ordinaryFindings.slice(0, 1) }))).toEqual([undefined]);
});

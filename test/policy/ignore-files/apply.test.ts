import { expect, test } from "vitest";
import { rules } from "../../../src/detectors/index.ts";
import { applyIgnoreFiles, type IgnoreFile } from "../../../src/policy/index.ts";
import { manyFindings, NOW, someFinding } from "../../support/scan-result.ts";

const about = { now: NOW, images: [], rules };
const one = someFinding({ id: "CVE-1", severity: "high" });

function file(parts: Partial<IgnoreFile>): IgnoreFile {
  return { name: "a", tool: "Trivy", isFound: true, entries: [], leftOut: [], ...parts };
}

const entry = (line: number, rest: Partial<IgnoreFile["entries"][number]> = {}) => ({
  line,
  what: "CVE-1",
  ids: { vulnerability: "CVE-1" },
  covers: () => true,
  ...rest,
});

test("the first entry of the first file that still holds says why", () => {
  const first = file({ entries: [entry(1, { expires: "2026-01-01" }), entry(2), entry(3)] });
  const second = file({ name: "b", entries: [entry(1)] });
  expect(applyIgnoreFiles([first, second], [one], about)).toEqual({
    suppressed: new Map([[one, { because: "Ignored by a:2, which gives no reason" }]]),
    remarks: [
      "The ignore file a (Trivy's, found here): 3 entries, 1 finding ignored; 1 expired (line 1, CVE-1, on 2026-01-01, 1 finding).",
      "The ignore file b (Trivy's, found here): 1 entry, 1 finding ignored.",
    ],
  });
});

test("an empty file is told of where somebody named it", () => {
  const files = [file({}), file({ name: "b", isFound: false })];
  expect(applyIgnoreFiles(files, [one], about)).toEqual({
    suppressed: new Map(),
    remarks: ["The ignore file b (Trivy's): 0 entries, 0 findings ignored."],
  });
});

test("no files, no remarks", () => {
  expect(applyIgnoreFiles([], [one], about)).toEqual({ suppressed: new Map(), remarks: [] });
});

test("ids are looked up: a long list against many findings takes no time", () => {
  const entries = Array.from({ length: 200_000 }, (_, i) =>
    entry(i + 1, { ids: { vulnerability: `CVE-2021-${10_000 + i}` } }),
  );
  const findings = manyFindings(50_000);
  const { suppressed, remarks } = applyIgnoreFiles([file({ entries })], findings, about);
  expect(suppressed.size).toBe(50_000);
  expect(remarks).toEqual([
    "The ignore file a (Trivy's, found here): 200000 entries, 50000 findings ignored; 150000 matched nothing.",
  ]);
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cli } from "../../support/cli.ts";
import { dockerArchive } from "../../support/image.ts";
import { sampleDatabase, sampleImage } from "../../support/sample.ts";

let folder: string;
let cwd: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-ignore-"));
  writeFileSync(join(folder, "app.tar"), dockerArchive(sampleImage()));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  cwd = join(folder, "work");
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd);
});

const put = (name: string, text: string) => writeFileSync(join(cwd, name), text);

/** A scan for vulnerabilities, from the folder with the files. */
function scan(...words: readonly string[]) {
  const args = [cli(), "scan", "../app.tar", "--db", sampleDatabase];
  const options = ["--checks", "system", "--format", "json", "--cache-dir", join(folder, "cache")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...options, ...words], {
    cwd,
    encoding: "utf8",
  });
  if (stdout === "") return { status, stderr };
  const { findings, remarks } = JSON.parse(stdout);
  const waived: { rule: string; decision: { action: string; because: string } }[] = findings.filter(
    ({ decision }: { decision: { action: string } }) => decision.action === "waive",
  );
  const because = waived.map(({ rule, decision }) => `${rule}: ${decision.because}`);
  return { status, waived: [...new Set(because)].sort(), remarks };
}

/** All that block. */
const BLOCKING = ["CVE-2022-48174", "CVE-2023-38545", "CVE-2023-44487", "CVE-2023-5363", "CVE-2025-26519"];

test("what lies here is used, and told of", () => {
  put(".trivyignore", BLOCKING.slice(0, 3).join("\n"));
  put(
    ".grype.yaml",
    "ignore:\n  - vulnerability: CVE-2023-5363\n    reason: not reached\n  - package: { name: musl }\n",
  );
  expect(scan()).toEqual({
    status: 0,
    waived: [
      "CVE-2022-48174: Ignored by .trivyignore:1, which gives no reason",
      "CVE-2023-38545: Ignored by .trivyignore:2, which gives no reason",
      "CVE-2023-44487: Ignored by .trivyignore:3, which gives no reason",
      "CVE-2023-5363: Ignored by .grype.yaml:2: not reached",
      "CVE-2025-26519: Ignored by .grype.yaml:4, which gives no reason",
    ],
    remarks: [
      "The ignore file .trivyignore (Trivy's, found here): 3 entries, 4 findings ignored.",
      "The ignore file .grype.yaml (Grype's, found here): 2 entries, 3 findings ignored.",
    ],
  });
});

test("none leaves it out", () => {
  put(".trivyignore", BLOCKING.join("\n"));
  expect(scan("--ignore-file", "none")).toEqual({ status: 1, waived: [], remarks: [] });
});

test("what is named stands in for it", () => {
  put(".trivyignore", BLOCKING.join("\n"));
  put("allowed.yml", "images:\n  app:\n    CVE-2022-48174:\ngeneralallowlist:\n  CVE-2023-5363: later\n");
  expect(scan("--ignore-file", "allowed.yml")).toEqual({
    status: 1,
    waived: ["CVE-2023-5363: Ignored by allowed.yml:5: later"],
    remarks: ["The ignore file allowed.yml (GitLab's): 2 entries, 2 findings ignored; 1 matched nothing."],
  });
});

test("VEX comes by the same option, and wins where both speak", () => {
  put(".trivyignore", "CVE-2023-5363");
  const statement = {
    vulnerability: { name: "CVE-2023-5363" },
    products: [{ "@id": "pkg:apk/alpine/libssl3" }],
    status: "not_affected",
    justification: "vulnerable_code_not_present",
  };
  put(
    "app.json",
    JSON.stringify({
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "urn:a",
      author: "us",
      timestamp: "2024-01-01T00:00:00Z",
      statements: [statement],
    }),
  );
  expect(scan("--ignore-file", ".trivyignore,app.json")).toEqual({
    status: 1,
    waived: [
      "CVE-2023-5363: Ignored by .trivyignore:1, which gives no reason",
      "CVE-2023-5363: Not affected, says us in urn:a: vulnerable code not present",
    ],
    remarks: ["The ignore file .trivyignore (Trivy's): 1 entry, 2 findings ignored."],
  });
});

test("the policy's own waivers come first", () => {
  put("drydock.yml", "version: 1\nwaivers: [{ id: CVE-2023-5363, reason: known, expires: 2999-01-01 }]");
  put(".trivyignore", "CVE-2023-5363");
  expect(scan()).toMatchObject({ waived: ["CVE-2023-5363: Waived until 2999-01-01: known"] });
});

test("a file that cannot be taken is an error that names its line, and says how to leave it out", () => {
  put(".grype.yaml", "ignore:\n  - vulnerability: [CVE-1]\n");
  expect(scan()).toEqual({
    status: 2,
    stderr: expect.stringMatching(
      /POLICY_INVALID: \.grype\.yaml:2:5: "vulnerability": .*\n.*--ignore-file none/,
    ),
  });
});

test("a policy that locks waivers has none of them read", () => {
  put("drydock.yml", "version: 1\nlocked: [waivers]\n");
  put(".trivyignore", "CVE-2023-5363");
  expect(scan()).toEqual({ status: 1, waived: [], remarks: [] });
  expect(scan("--ignore-file", ".trivyignore")).toEqual({
    status: 2,
    stderr: expect.stringContaining(
      "USAGE: --ignore-file: waivers are locked by drydock.yml; none may be added.",
    ),
  });
});

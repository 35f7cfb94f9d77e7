import { expect, test } from "vitest";
import { asked, debian, secretAt, someFinding, someRisk } from "./made.ts";

const findings = {
  vulnerability: someFinding({ id: "CVE-2018-14618", severity: "high", package: debian("curl", "curl") }),
  "in another package": someFinding({
    id: "CVE-2018-14618",
    severity: "high",
    package: debian("libcurl4", "curl"),
  }),
  aliased: someFinding({
    id: "CVE-2019-1",
    severity: "high",
    advisory: { aliases: ["DSA-1-1", "GHSA-aaaa-bbbb-cccc"] },
  }),
  advisory: someFinding({ id: "GHSA-dddd-eeee-ffff", severity: "high" }),
  "runs as root": someRisk({ rule: "DD-DF-002", category: "instruction" }),
  "root in the image": someRisk({ rule: "DD-BL-001", category: "baseline", also: ["DD-DF-002"] }),
  "AWS key": secretAt("app/.env", "DD-SF-110"),
};
const all = Object.keys(findings);
const of = async (text: string, now?: string) =>
  (await asked(".trivyignore", text, findings, now === undefined ? {} : { now: new Date(now) })).ignored;

/** https://trivy.dev/latest/docs/configuration/filtering/#trivyignore */
test.each<[string, string, readonly string[]]>([
  ["an id, in all packages", "CVE-2018-14618", ["vulnerability", "in another package"]],
  [
    "several, with comments and empty lines",
    "# why\nCVE-2019-1\n\n   GHSA-dddd-eeee-ffff  \r\n",
    ["aliased", "advisory"],
  ],
  ["an alias is another id to Trivy", "DSA-1-1\nGHSA-aaaa-bbbb-cccc", []],
  ["another case is another id to Trivy", "cve-2018-14618", []],
  ["part of an id", "CVE-2018-1461", []],
  ["a pattern", "CVE-*\n*", []],
  ["a misconfiguration", "AVD-DS-0002", ["runs as root", "root in the image"]],
  ["by its short id", "DS002", ["runs as root", "root in the image"]],
  ["by its newer id", "DS-0002", ["runs as root", "root in the image"]],
  ["another one", "AVD-DS-0026", []],
  ["a secret", "aws-access-key-id", ["AWS key"]],
  ["another secret", "github-pat", []],
  ["our own ids are none of Trivy's", "DD-DF-002\nDD-SF-110", []],
  ["a comment", "# CVE-2018-14618", []],
  ["nothing", "", []],
])("%s", async (_, text, ignored) => {
  expect(await of(text)).toEqual(ignored);
});

test.each<[string, string, readonly string[]]>([
  ["until a day", "CVE-2019-1 exp:2026-03-11", ["aliased"]],
  ["not on that day", "CVE-2019-1 exp:2026-03-10", []],
  ["nor after", "CVE-2019-1 exp:2023-01-01", []],
  ["something else after the id", "CVE-2019-1 because exp:2026-03-11 of it", ["aliased"]],
  ["a day that is none", "CVE-2019-1 exp:2026-02-30", []],
  ["a day in another form", "CVE-2019-1 exp:2026-3-11", []],
])("expiry: %s", async (_, text, ignored) => {
  expect(await of(text, "2026-03-10T09:00:00Z")).toEqual(ignored);
});

test("every finding says which line ignores it, and its comment why", async () => {
  const text =
    "# A list.\n\n# Accept\n#  the risk\nCVE-2018-14618\nCVE-2019-1 exp:2026-12-31 # later\nGHSA-dddd-eeee-ffff\n";
  expect((await asked(".trivyignore", text, findings)).because).toEqual([
    "Ignored by .trivyignore:5: Accept the risk",
    "Ignored by .trivyignore:5: Accept the risk",
    "Ignored by .trivyignore:6 until 2026-12-31: later",
    "Ignored by .trivyignore:7, which gives no reason",
  ]);
});

test("one remark tells of the file, however long it is", async () => {
  const text = [
    "CVE-2018-14618",
    "CVE-2019-1 exp:2026-01-01",
    "CVE-1 exp:2026-01-01",
    "GHSA-dddd-eeee-ffff exp:2026-03-20",
    "CVE-2 exp:soon",
    "AVD-AWS-0001",
    "generic-unwanted-rule",
    "slack-access-token", // its rule finds webhooks too, and nobody could tell them apart
    ...Array.from({ length: 200 }, (_, i) => `CVE-2000-${1000 + i}`),
  ].join("\n");
  expect((await asked(".trivyignore", text, findings)).remarks).toEqual([
    "The ignore file .trivyignore (Trivy's): 208 entries, 3 findings ignored; " +
      "2 expired (line 2, CVE-2019-1, on 2026-01-01, 1 finding; line 3, CVE-1, on 2026-01-01, matching nothing); " +
      "1 will expire within 14 days (line 4, GHSA-dddd-eeee-ffff, on 2026-03-20); " +
      "200 matched nothing; " +
      '4 cannot be applied (line 5: "soon" is no day, written YYYY-MM-DD; line 6: drydock has no rule like AVD-AWS-0001; ' +
      "line 7: drydock has no rule like generic-unwanted-rule; …).",
  ]);
});

test("all of them at once", async () => {
  const text = "CVE-2018-14618\nCVE-2019-1\nGHSA-dddd-eeee-ffff\nAVD-DS-0002\naws-access-key-id";
  expect(await of(text)).toEqual(all);
});

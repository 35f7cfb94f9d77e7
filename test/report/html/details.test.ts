import { expect, test } from "vitest";
import { detailsOf, webAddress } from "../../../src/report/html/details.ts";
import { catalogue, inLayer, riskOf } from "../../support/risk-result.ts";
import { scanResult, someFinding, traced } from "../../support/scan-result.ts";

const { image } = scanResult({ image: traced });
const rules = new Map(catalogue.map((rule) => [rule.id, rule]));

test.each([
  ["https://advisories.example/1", "https://advisories.example/1"],
  ["HTTP://Advisories.example", "http://advisories.example/"],
  ["https://аpple.example/", "https://xn--pple-43d.example/"],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["//advisories.example/1", undefined],
  ["ftp://advisories.example/1", undefined],
  ["https://", undefined],
  ["https://user:word@advisories.example/", undefined],
  [`https://advisories.example/${"x".repeat(2000)}`, undefined],
])("%s is an address to follow as %s", (address, expected) => {
  expect(webAddress(address)).toBe(expected);
});

test("everything that is said of a risk", () => {
  const finding = riskOf("DD-SF-001", {
    subject: "root/.ssh/id_ed25519",
    evidence: ["OpenSSH private key, not encrypted, 411 bytes"],
    location: inLayer("root/.ssh/id_ed25519", 1),
    line: 1,
    isDeleted: true,
    also: ["DD-DF-012"],
    peers: ["CIS-DI-0010"],
    exception: { reason: "a test key", until: "2027-01-31", by: "drydock" },
  });
  expect(detailsOf({ finding, action: "waive", because: "Excepted." }, image, rules)).toEqual([
    { label: "What to do", texts: ["Revoke the key; use `RUN --mount=type=ssh`."], form: "text" },
    { label: "Verdict", texts: ["Excepted."], form: "text" },
    { label: "What it is about", texts: ["root/.ssh/id_ed25519"], form: "code" },
    { label: "What was seen", texts: ["OpenSSH private key, not encrypted, 411 bytes"], form: "code" },
    {
      label: "Deleted",
      texts: ["A later layer deletes it; whoever pulls the image still has it."],
      form: "text",
    },
    { label: "Excepted", texts: ["a test key (until 2027-01-31)"], form: "text" },
    {
      label: "The rule fires when",
      texts: ["A file is an SSH private key by name or content."],
      form: "text",
    },
    { label: "It does not when", texts: ["It is a public key."], form: "text" },
    { label: "Other rules that fired", texts: ["DD-DF-012"], form: "text" },
    { label: "The same check elsewhere", texts: ["dockle CIS-DI-0010"], form: "text" },
    {
      label: "More on the rule",
      texts: ["drydock rules DD-SF-001", "docs/rules/sensitive.md#dd-sf-001"],
      form: "code",
    },
    { label: "Path", texts: ["root/.ssh/id_ed25519:1"], form: "code" },
    { label: "Layer", texts: ["2 of 2"], form: "text" },
    { label: "Brought by", texts: ["RUN apk add --no-cache curl"], form: "code" },
    { label: "Dockerfile", texts: ["docker/Dockerfile:7-8"], form: "code" },
    { label: "Whose", texts: ["own"], form: "text" },
    { label: "Fingerprint", texts: [finding.fingerprint], form: "code" },
  ]);
});

test("what to do about what the base image brought, and what has no fix", () => {
  const advice = (finding: ReturnType<typeof someFinding>): string | undefined =>
    detailsOf({ finding, action: "note", because: "" }, image, rules)[0]?.texts[0];
  expect(advice(someFinding({ id: "CVE-1", severity: "low", fixedIn: "2.0" }))).toBe(
    "Upgrade busybox to 2.0 or newer. It comes from the base image: a newer one may bring it.",
  );
  expect(advice(someFinding({ id: "CVE-1", severity: "low", status: "will-not-fix" }))).toBe(
    "There is no version to upgrade to (will not be fixed). Remove the package if nothing needs it, or waive the finding with a reason.",
  );
  expect(advice(someFinding({ id: "CVE-1", severity: "low", status: "not-affected" }))).toBe(
    "Nothing: the vendor says that this package is not affected.",
  );
});

test("long texts are cut and say so, and so are long lists", () => {
  const finding = someFinding({
    id: "CVE-1",
    severity: "low",
    advisory: {
      description: "d".repeat(5000),
      cwes: Array.from({ length: 23 }, (_, i) => `CWE-${i}`),
      references: Array.from({ length: 50 }, (_, i) => `https://advisories.example/${i}`),
    },
  });
  const details = detailsOf({ finding, action: "note", because: "" }, image, rules);
  const textsOf = (label: string) => details.find((detail) => detail.label === label)?.texts;
  expect(textsOf("Description")).toEqual([`${"d".repeat(4000)}… (1000 more characters)`]);
  expect(textsOf("Weaknesses")).toEqual([
    `${Array.from({ length: 20 }, (_, i) => `CWE-${i}`).join(", ")} and 3 more`,
  ]);
  expect(textsOf("References")).toHaveLength(20);
});

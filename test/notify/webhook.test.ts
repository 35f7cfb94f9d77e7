import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { isVulnerability } from "../../src/model/index.ts";
import { noticeOf } from "../../src/notify/notice.ts";
import { webhook } from "../../src/notify/webhook.ts";
import { manyFindings, scanResult, someFinding, somePackage } from "../support/scan-result.ts";
import { describeWith } from "../support/tools.ts";
import { delivery, NOW, nasty, result } from "./made.ts";

const url = new URL("https://hooks.example/drydock");
const secret = "It's a Secret to Everybody";
const bodyOf = (notice = noticeOf(result, {})): string =>
  webhook.letter(delivery(notice), { url, env: {} }, NOW).body;

test("the whole payload", () => {
  const isNew = ({ rule }: { readonly rule: string }) => rule === "DD-SF-001";
  const env = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "a/b", GITHUB_RUN_ID: "5" };
  const none = { found: 0, fixable: 0, blocking: 0, warning: 0, waived: 0 };
  const empty = { critical: none, high: none, medium: none, low: none, negligible: none, unknown: none };
  const system = {
    ...empty,
    critical: { found: 2, fixable: 2, blocking: 2, warning: 0, waived: 0 },
    high: { found: 2, fixable: 0, blocking: 0, warning: 0, waived: 1 },
    negligible: { ...none, found: 1 },
  };
  const [first, second, third, , , risk] = result.findings;
  const common = {
    severity: "critical",
    decision: { action: "block", because: "Blocked by: high or worse." },
  };
  const vulnerability = (finding = first) => {
    if (finding === undefined || !isVulnerability(finding)) throw new Error("not a vulnerability");
    const { package: affected, fixedIn, status, rule, title, fingerprint, location } = finding;
    const { name, version, purl } = affected;
    const named = { package: name, version, purl, fixedIn: fixedIn ?? null, status };
    return { rule, category: "system", title, ...named, path: location.path, fingerprint, new: false };
  };
  expect(JSON.parse(bodyOf(noticeOf(result, env, isNew)))).toEqual({
    schemaVersion: 1,
    event: "scan.completed",
    delivery: "7b6f1c9e-0000-4000-8000-000000000001",
    drydock: { version: "0.1.0" },
    scannedAt: "2026-03-10T09:30:00.000Z",
    link: "https://github.com/a/b/actions/runs/5",
    outcome: "blocked",
    reason: "2 critical vulnerabilities, 1 critical sensitive file (policy: high or worse)",
    image: {
      reference: "registry.example:5000/team/app:1.2",
      digest: result.image.digest,
      names: ["registry.example:5000/team/app:1.2"],
      platform: "linux/arm64/v8",
      os: { id: "alpine", version: "3.19.1" },
    },
    summary: { ...system, critical: { found: 3, fixable: 2, blocking: 3, warning: 0, waived: 0 } },
    summaryByCategory: {
      system,
      application: empty,
      sensitive: { ...empty, critical: { ...none, found: 1, blocking: 1 } },
    },
    gaps: { found: 0, blocking: 0 },
    findings: {
      counting: 4,
      new: 1,
      worst: [
        {
          rule: "DD-SF-001",
          category: "sensitive",
          title: "SSH private key",
          subject: "root/.ssh/id_rsa",
          path: null,
          fingerprint: risk?.fingerprint,
          new: true,
          ...common,
        },
        { ...vulnerability(first), ...common },
        { ...vulnerability(second), ...common },
        {
          ...vulnerability(third),
          severity: "negligible",
          decision: { action: "note", because: "No rule of the policy asks for it." },
        },
      ],
    },
  });
});

test("without a baseline and a job nothing is said of either", () => {
  const { link, findings } = JSON.parse(bodyOf());
  expect([link, findings.new, findings.worst[0].new]).toEqual([null, null, null]);
});

test("without a secret there is no signature", () => {
  expect(webhook.letter(delivery(), { url, env: {} }, NOW)).toEqual({
    url,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "X-Drydock-Event": "scan.completed",
      "X-Drydock-Delivery": "7b6f1c9e-0000-4000-8000-000000000001",
      "X-Drydock-Timestamp": "1773135015",
    },
    body: bodyOf(),
  });
});

describeWith(["openssl"], "the signature", () => {
  test("is the one that openssl makes of the timestamp and the body", () => {
    const { headers, body } = webhook.letter(delivery(), { url, secret, env: {} }, NOW);
    const answer = execFileSync("openssl", ["dgst", "-sha256", "-hmac", secret], {
      input: `1773135015.${body}`,
      encoding: "utf8",
    });
    const [, hex] = /= ([0-9a-f]{64})$/.exec(answer.trim()) ?? [];
    expect(headers["X-Drydock-Signature-256"]).toBe(`sha256=${hex}`);
  });
});

test("10,000 findings: a hundred are named, all are counted, within 64 KiB", () => {
  const body = bodyOf(noticeOf(scanResult({ findings: manyFindings(10_000) }), {}));
  const { findings } = JSON.parse(body);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
  expect([findings.counting, findings.worst.length]).toEqual([10_000, 100]);
});

test("the longest and worst of texts everywhere are within 64 KiB, too, and JSON", () => {
  const findings = Array.from({ length: 10_000 }, (_, i) =>
    someFinding({
      id: `${i}${nasty}`,
      severity: "critical",
      title: nasty,
      package: somePackage(nasty, nasty, {
        locations: [{ path: nasty, layer: 0, diffId: result.image.layers[0]!.diffId }],
      }),
    }),
  );
  const image = { reference: nasty, names: Array.from({ length: 99 }, () => nasty) };
  const made = scanResult({ findings, image });
  const body = bodyOf(noticeOf({ ...made, verdict: { ...made.verdict, reason: nasty } }, {}));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
  expect(JSON.parse(body).findings.counting).toBe(10_000);
  expect(JSON.parse(body).findings.worst.length).toBeGreaterThan(10);
});

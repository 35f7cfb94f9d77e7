import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { gitlabSecretDetection } from "../../src/report/gitlab-secret-detection.ts";
import { gitlabResults, gitlabSchema, largeResult } from "../support/gitlab.ts";
import { inLayer, riskOf, riskResult } from "../support/risk-result.ts";
import { violations } from "../support/schemas.ts";

const context = { color: false, width: 80 };
const validate = gitlabSchema("secret_detection");
const render = (result: ScanResult) => gitlabSecretDetection.render(result, context);
const rows = (result: ScanResult) => JSON.parse(render(result)).vulnerabilities;

test.each(gitlabResults)("GitLab takes %s", (_, result) => {
  expect(violations(validate, render(result))).toEqual([]);
});

test("a secret, by its path in the image, with its redacted evidence and no source text", () => {
  const finding = riskOf("DD-SF-001", {
    subject: "srv/.env",
    evidence: ["KEY=****"],
    location: inLayer("srv/.env", 1),
    line: 7,
    isDeleted: true,
  });
  const lines = { file: "srv/.env", start_line: 7, end_line: 7 };
  const value = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(rows(riskResult({ findings: [finding] }))).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: "SSH private key",
      description: "A file is an SSH private key by name or content.",
      severity: "Critical",
      solution: "Revoke the key; use `RUN --mount=type=ssh`.",
      identifiers: [{ type: "drydock_rule_id", name: "DD-SF-001", value: "DD-SF-001" }],
      details: {
        subject: { name: "Subject", type: "text", value: "srv/.env" },
        evidence: { name: "Seen", type: "list", items: [{ type: "text", value: "KEY=****" }] },
        path: { name: "Path in the image", type: "text", value: "srv/.env" },
        origin: {
          name: "Origin",
          type: "text",
          value:
            "Found in layer 2 of 2 in registry.example:5000/team/app:1.2 (linux/arm64/v8), made by RUN apk add --no-cache curl.",
        },
        dockerfile: {
          name: "Dockerfile",
          type: "file-location",
          file_name: "docker/Dockerfile",
          line_start: 7,
          line_end: 8,
        },
      },
      location: { commit: { sha: "0000000" }, ...lines },
      tracking: {
        type: "source",
        items: [{ ...lines, signatures: [{ algorithm: "hash", value }] }],
      },
    },
  ]);
});

test("what lies in no file stands under the image's name", () => {
  const [row] = rows(riskResult({ findings: [riskOf("DD-SF-001", { subject: "ENV KEY" })] }));
  expect(row.location).toEqual({
    commit: { sha: "0000000" },
    file: "registry.example:5000/team/app",
    start_line: 1,
    end_line: 1,
  });
});

test("an empty report of a scan for something else says so", () => {
  const checked = { categories: ["system"], profile: "default" } as const;
  const { scan } = JSON.parse(render(riskResult({ findings: [], gaps: [], notices: [], checked })));
  expect(scan.messages).toContainEqual({
    level: "warn",
    value: "Nothing of category sensitive was looked for.",
  });
});

test("hundreds of secrets", () => {
  const text = render(largeResult(8_000));
  expect(violations(validate, text)).toEqual([]);
  expect(JSON.parse(text).vulnerabilities.length).toBeGreaterThan(200);
});

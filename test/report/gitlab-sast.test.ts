import { expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { gitlabContainerScanning } from "../../src/report/gitlab-container-scanning.ts";
import { gitlabSast } from "../../src/report/gitlab-sast.ts";
import { gitlabSecretDetection } from "../../src/report/gitlab-secret-detection.ts";
import { gitlabResults, gitlabSchema, largeResult } from "../support/gitlab.ts";
import { atLine, inLayer, riskOf, riskResult } from "../support/risk-result.ts";
import { violations } from "../support/schemas.ts";

const context = { color: false, width: 80 };
const validate = gitlabSchema("sast");
const render = (result: ScanResult) => gitlabSast.render(result, context);
const rows = (result: ScanResult) => JSON.parse(render(result)).vulnerabilities;

test.each(gitlabResults)("GitLab takes %s", (_, result) => {
  expect(violations(validate, render(result))).toEqual([]);
});

test("an instruction and a file that one brought, at their lines", () => {
  const findings = [
    riskOf("DD-DF-004", {
      subject: "ADD conf.d /etc/",
      evidence: ["ADD conf.d /etc/"],
      dockerfile: atLine(5),
      owner: "own",
    }),
    riskOf("DD-BL-040", { subject: "usr/bin/two", location: inLayer("usr/bin/two", 1) }),
  ];
  const result = riskResult({ findings });
  const [setuid, add] = rows(result);
  const key = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(add).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "`ADD` where `COPY` does",
    description: "`ADD` has a local source that is no archive.",
    severity: "Low",
    solution: "Use `COPY`.",
    identifiers: [{ type: "drydock_rule_id", name: "DD-DF-004", value: "DD-DF-004" }],
    details: {
      subject: { name: "Subject", type: "text", value: "ADD conf.d /etc/" },
      evidence: { name: "Seen", type: "list", items: [{ type: "text", value: "ADD conf.d /etc/" }] },
      origin: {
        name: "Origin",
        type: "text",
        value: "Found in registry.example:5000/team/app:1.2 (linux/arm64/v8), which is the image's own.",
      },
      dockerfile: {
        name: "Dockerfile",
        type: "file-location",
        file_name: "docker/Dockerfile",
        line_start: 5,
        line_end: 5,
      },
    },
    location: { file: "docker/Dockerfile", start_line: 5, end_line: 5 },
    tracking: {
      type: "source",
      items: [
        {
          file: "docker/Dockerfile",
          start_line: 5,
          end_line: 5,
          signatures: [{ algorithm: "hash", value: key }],
        },
      ],
    },
  });
  expect(setuid.location).toEqual({ file: "docker/Dockerfile", start_line: 7, end_line: 8 });
});

test("a moved line keeps id and signature, another Dockerfile has its own", () => {
  const track = (line: number, path?: string) => {
    const dockerfile = atLine(line, path);
    const [row] = rows(riskResult({ findings: [riskOf("DD-DF-002", { subject: "USER", dockerfile })] }));
    return [row.id, row.tracking.items[0].signatures];
  };
  expect(track(9)).toEqual(track(3));
  expect(track(3, "other/Dockerfile")).not.toEqual(track(3));
});

test("every finding is in exactly one of the three reports", () => {
  const reports = [gitlabContainerScanning, gitlabSecretDetection, gitlabSast];
  for (const [, result] of gitlabResults) {
    const found = reports.map((report) => JSON.parse(report.render(result, context)).vulnerabilities.length);
    const open = result.verdict.judged.filter(({ action }) => action !== "waive");
    expect(found.reduce((sum, number) => sum + number)).toBe(open.length);
  }
});

test("an exception in the Dockerfile leaves its risk out", () => {
  const exception = { reason: "needs root", by: "hadolint" } as const;
  const findings = [riskOf("DD-DF-002", { subject: "USER", dockerfile: atLine(2), exception })];
  expect(rows(riskResult({ findings }))).toEqual([]);
});

test("hundreds of findings", () => {
  expect(violations(validate, render(largeResult(8_000)))).toEqual([]);
});

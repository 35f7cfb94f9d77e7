import { expect, test } from "vitest";
import { hiddenFindings } from "../../../src/detectors/baseline/index.ts";
import type { LayerOrigin, Owner, RiskFinding } from "../../../src/model/index.ts";

const origins = (...owners: Owner[]) => owners.map((owner): LayerOrigin => ({ owner, certainty: "proved" }));

function finding(path: string, more: Partial<RiskFinding> = {}): RiskFinding {
  return {
    kind: "risk",
    rule: "DD-SF-001",
    category: "sensitive",
    severity: "critical",
    title: "SSH private key",
    subject: path,
    evidence: [],
    advice: "",
    documentation: "",
    peers: [],
    fingerprint: path,
    isDeleted: true,
    location: { path, layer: 1, diffId: `sha256:${"1".repeat(64)}` },
    ...more,
  };
}

const said = (findings: readonly RiskFinding[], ...owners: Owner[]) =>
  hiddenFindings(findings, origins(...owners)).map(
    ({ rule, severity, subject, evidence }) => `${rule} ${severity} ${subject}: ${evidence.join("; ")}`,
  );

test("one for each path, with all that was found there", () => {
  const findings = [
    finding("root/.ssh/id_rsa"),
    finding("root/.ssh/id_rsa", { rule: "DD-SF-002", title: "PEM private key" }),
    finding("tmp/miner", { category: "malware", rule: "DD-MW-001", title: "Miner" }),
  ];
  expect(said(findings, "base", "own")).toEqual([
    "DD-BL-052 medium root/.ssh/id_rsa: SSH private key (DD-SF-001); PEM private key (DD-SF-002)",
    "DD-BL-052 medium tmp/miner: Miner (DD-MW-001)",
  ]);
});

test("in a layer of the base image it is low", () => {
  expect(said([finding("x")], "base", "base")).toEqual(["DD-BL-052 low x: SSH private key (DD-SF-001)"]);
});

test.each<[string, Partial<RiskFinding>]>([
  ["what is still there", { isDeleted: false }],
  ["what neither is sensitive nor malicious", { category: "baseline" }],
  ["an instruction", { category: "instruction" }],
])("keeps quiet: %s", (_, more) => {
  expect(said([finding("x", more)], "own", "own")).toEqual([]);
});

test("keeps quiet: what has no place", () => {
  const { location: _, ...placeless } = finding("x");
  expect(said([placeless], "own", "own")).toEqual([]);
});

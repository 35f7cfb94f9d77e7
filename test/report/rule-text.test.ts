import { describe, expect, test } from "vitest";
import { peersText } from "../../src/report/peers.ts";
import { rulesText, ruleText } from "../../src/report/rule-text.ts";
import { widthOf } from "../../src/report/text.ts";
import { catalogue } from "../support/risk-result.ts";

const plain = { color: false, width: 80 };
const byId = (id: string) => catalogue.find((rule) => rule.id === id)!;

describe("the list", () => {
  test("has a line for each rule, in columns", () => {
    expect(rulesText(catalogue, plain)).toBe(`\
DD-BL-020  critical  baseline     Account without password
DD-BL-040  medium    baseline     Unexpected setuid file
DD-BL-047  low       baseline     Left-over files
DD-DF-002  high      instruction  No user set
DD-DF-004  low       instruction  \`ADD\` where \`COPY\` does
DD-DF-041  info      instruction  Base not pinned by digest (strict)
DD-DF-108  info      instruction  Labels missing (off)
DD-MW-002  critical  malware      Coin miner
DD-SF-001  critical  sensitive    SSH private key

9 rules
`);
  });

  test("cuts long titles, and keeps what stands after them", () => {
    const rule = { ...byId("DD-DF-108"), title: "Labels ".repeat(20) };
    const [line = ""] = rulesText([rule], { color: false, width: 70 }).split("\n");
    expect(widthOf(line)).toBe(70);
    expect(line.endsWith("… (off)")).toBe(true);
  });

  test("of nothing", () => {
    expect(rulesText([], plain)).toBe("\n0 rules\n");
  });
});

describe("one rule", () => {
  test("with all that is said of it", () => {
    expect(ruleText(byId("DD-DF-002"), { color: false, width: 50 })).toBe(`\
DD-DF-002: No user set
high, build instructions

It fires when
  No stage of the final chain has a \`USER\`, and
  the base image runs as root.

It does not fire when
  The base image sets another user; the target is
  an artefact stage.

What to do
  Create a user with a fixed numeric id and end
  with \`USER\`.

The same check elsewhere
  Trivy DS-0002; dockle CIS-DI-0001; CIS Docker
  Benchmark 4.1

More
  docs/rules/instruction.md#dd-df-002
`);
  });

  test("says when it is on, and leaves out what there is not", () => {
    expect(ruleText(byId("DD-DF-041"), plain)).toContain(
      "info, build instructions, only in profile strict or where asked for\n",
    );
    expect(ruleText(byId("DD-DF-108"), plain)).toContain("info, build instructions, off unless asked for\n");
    expect(ruleText(byId("DD-SF-001"), plain)).not.toContain("elsewhere");
  });
});

test.each([
  ["list", rulesText(catalogue, { color: true, width: 80 })],
  ["rule", ruleText(byId("DD-DF-041"), { color: true, width: 80 })],
])("colour is all that it adds to a %s", (kind, text) => {
  const without = kind === "list" ? rulesText(catalogue, plain) : ruleText(byId("DD-DF-041"), plain);
  expect(text).not.toBe(without);
  expect(text.replace(/\u001b\[[\d;]*m/g, "")).toBe(without);
});

test("peers are named with their tools", () => {
  const peers = [
    "DL3002",
    "DL3004",
    "DS-0002",
    "CIS-DI-0001",
    "DKL-DI-0001",
    "CKV_DOCKER_8",
    "CKV2_DOCKER_1",
  ];
  expect(
    peersText([...peers, "BK SecretsUsedInArgOrEnv", "GL curl-auth-*", "SAS ak_leak", "CIS 4.1", "other"]),
  ).toBe(
    "hadolint DL3002, DL3004; Trivy DS-0002; dockle CIS-DI-0001, DKL-DI-0001; Checkov CKV_DOCKER_8, CKV2_DOCKER_1; BuildKit SecretsUsedInArgOrEnv; gitleaks curl-auth-*; Security Center ak_leak; CIS Docker Benchmark 4.1; other",
  );
  expect(peersText([])).toBe("");
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DrydockError } from "../../../src/errors.ts";
import { importChain } from "../../../src/policy/index.ts";
import { parsePolicy } from "../../../src/policy/parse.ts";

const denyPolicy = { IssueLevel: "HIGH", IssueCount: "10", Logic: "AND", Action: "BLOCK" };
const config = (policy: object, enable = true) => ({
  Routers: [{ From: { NodeName: "DOCKER_IMAGE_PUSH" }, To: { NodeName: "VULNERABILITY_SCANNING" } }],
  Nodes: [
    { NodeName: "DOCKER_IMAGE_BUILD", Enable: true, NodeConfig: {} },
    {
      NodeName: "VULNERABILITY_SCANNING",
      Enable: enable,
      NodeConfig: { Timeout: 900, Retry: 3, ScanEngine: "ACR_SCAN_SERVICE", DenyPolicy: policy },
    },
  ],
});
const reply = (policy: object, rest: object = {}) => ({
  RequestId: "1",
  Code: "success",
  IsSuccess: true,
  IsActive: true,
  ChainConfigId: "chi-1",
  Version: 3,
  ...rest,
  ChainConfig: config(policy),
});
const terraform = {
  resource: {
    alicloud_cr_chain: {
      default: {
        chain_name: "x",
        chain_config: [
          {
            nodes: [
              {
                enable: true,
                node_name: "VULNERABILITY_SCANNING",
                node_config: [
                  { deny_policy: [{ issue_level: "HIGH", issue_count: 10, logic: "AND", action: "BLOCK" }] },
                ],
              },
            ],
          },
        ],
      },
    },
  },
};

const NATIVE = `# IssueLevel HIGH is read as high or worse: ACR has no critical, which counts as HIGH.
# Logic AND is read as: 10 or more vulnerabilities of HIGH.
version: 1
block:
  - name: "chain: IssueLevel and IssueCount"
    count: 10
    category:
      - system
      - application
    severity: high
`;

describe("a chain in every form in which people have it", () => {
  test.each<[string, unknown]>([
    ["the reply of GetChain", reply(denyPolicy)],
    [
      "the same with ChainConfig as a text",
      { ...reply({}), ChainConfig: JSON.stringify(config(denyPolicy)) },
    ],
    ["the ChainConfig", config(denyPolicy)],
    ["the ChainConfig as a text", JSON.stringify(config(denyPolicy))],
    ["Terraform's JSON", terraform],
    ["a node's configuration", { DenyPolicy: denyPolicy }],
    ["the deny policy alone", denyPolicy],
    ["in camelCase", { issueLevel: "HIGH", issueCount: 10, logic: "AND", action: "BLOCK" }],
    ["in snake_case", { issue_level: "HIGH", issue_count: "10", logic: "AND", action: "BLOCK" }],
    ["with what is not set", { ...denyPolicy, IssueList: "", MaliciousList: null, BaselineList: "" }],
  ])("%s", (_, value) => {
    const yaml = importChain(JSON.stringify(value, null, 2), "chain.json");
    expect(yaml).toBe(`# Read from "chain.json".\n${NATIVE}`);
  });

  test("lists, actions and switches are read, and said", () => {
    const chain = reply(
      {
        IssueLevel: "UNKNOWN",
        IssueCount: "0",
        Logic: "OR",
        Action: "BLOCK_RETAG",
        IssueList: "CVE-2021-44228, CVE-2022-*",
        MaliciousList: "mutate_cockhorse,<script>",
        BaselineList: "identification",
      },
      { IsActive: false },
    );
    const yaml = importChain(
      JSON.stringify({ ...chain, ChainConfig: { ...chain.ChainConfig, Enable: false } }),
      "c",
    );
    expect(yaml.split("\n").filter((line) => line.startsWith("# "))).toEqual([
      '# Read from "c".',
      "# IssueLevel UNKNOWN is read as any severity, unrated too, but not negligible.",
      "# IssueCount 0 is read as 1: nothing found blocks nothing.",
      "# Logic OR is read as: one vulnerability of UNKNOWN, or 1 of any severity but negligible.",
      "# MaliciousList (mutate_cockhorse, \"<script>\") is read as any malicious sample: drydock's families are not ACR's types, and of two readings the one that blocks more is taken.",
      "# BaselineList (identification) is read as the rules on accounts (DD-BL-02?).",
      "# IssueList, MaliciousList and BaselineList are read as further triggers: what stands in one of them blocks by itself, whatever Logic says.",
      '# Action BLOCK_RETAG ("block overwriting push of the tag") is read as: block, and give the image a quarantine tag.',
      "# The chain is not active (IsActive: false); here it is.",
      "# In the chain the scan is switched off (Enable: false), so that nothing blocks; here it is on.",
    ]);
    const level = ["unknown", "low", "medium", "high", "critical"];
    expect(parsePolicy(yaml, "drydock.yml")).toEqual({
      version: 1,
      block: [
        {
          name: "chain: IssueLevel",
          action: "retag",
          count: 1,
          category: ["system", "application"],
          severity: level,
        },
        {
          name: "chain: IssueCount",
          action: "retag",
          count: 1,
          category: ["system", "application"],
          severity: level,
        },
        { name: "chain: IssueList", action: "retag", count: 1, rule: ["CVE-2021-44228", "CVE-2022-\\*"] },
        { name: "chain: MaliciousList", action: "retag", count: 1, category: "malware", severity: level },
        {
          name: "chain: BaselineList",
          action: "retag",
          count: 1,
          category: "baseline",
          severity: level,
          rule: ["DD-BL-02?"],
        },
      ],
    });
  });
});

describe("what cannot be taken is told with line and column", () => {
  test.each<[string, string, string]>([
    [
      "nothing",
      "",
      "c.json:1:1: there is no deny policy (DenyPolicy, deny_policy) of a delivery chain in it",
    ],
    [
      "no chain",
      '{"a": [1, "{"]}',
      "c.json:1:1: there is no deny policy (DenyPolicy, deny_policy) of a delivery chain in it",
    ],
    [
      "two of them",
      '[{"DenyPolicy": {"IssueLevel": "LOW"}}, {"DenyPolicy": {"IssueLevel": "HIGH"}}]',
      "c.json:1:1: there are 2 deny policies in it; give one chain at a time",
    ],
    [
      "a key that there is not",
      '{"NodeConfig": {\n  "DenyPolicy": {\n    "IssueLevl": "HIGH"}}}',
      'c.json:3:5: unknown key "IssueLevl" (did you mean "IssueLevel"?)',
    ],
    [
      "a level that there is not",
      '{"deny_policy": [{"issue_level": "CRITICAL", "issue_count": "many"}]}',
      'c.json:1:34: "issue_level" must be LOW, MEDIUM, HIGH, UNKNOWN\nc.json:1:61: "issue_count": must be a number',
    ],
    [
      "in a text",
      JSON.stringify({ ChainConfig: '{\n"DenyPolicy": {"Logic": "XOR"}}' }),
      'c.json (ChainConfig):2:25: "Logic" must be AND, OR (did you mean "OR"?)',
    ],
    [
      "nothing that blocks",
      '{"DenyPolicy": {"Action": "BLOCK", "IssueList": ""}}',
      'c.json:1:16: "DenyPolicy": names nothing that blocks: a level, a count, or something in one of the lists',
    ],
    [
      "a field in two spellings",
      '{"IssueLevel": "LOW", "issue_level": "HIGH"}',
      "c.json:1:1: the file: IssueLevel is said in two spellings",
    ],
    ["broken JSON", '{"DenyPolicy"', "c.json:1:14: flow map must end with a }"],
    ["brackets", "[".repeat(200), "c.json:1:101: nested too deeply"],
  ])("%s", (_, text, message) => {
    const error = (() => {
      try {
        return importChain(text, "c.json");
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(DrydockError);
    expect((error as DrydockError).message).toBe(message);
  });
});

test("the classes that are read are those that the catalogue has", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/rules/baseline.md"), "utf8");
  expect(page).toMatch(/## DD-BL-02\d/);
  expect(page).toMatch(/## DD-BL-07\d/);
  expect(readdirSync(join(import.meta.dirname, "../../../docs/rules"))).toContain("baseline.md");
});

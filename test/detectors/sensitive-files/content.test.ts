import { describe, expect, test, vi } from "vitest";
import type { SecretHit } from "../../../src/secrets/index.ts";
import { random } from "./cases/case.ts";
import { byKind, look } from "./look.ts";

const TOKEN = `npm_${random("npm", 36)}`;

/** The content rules, reduced to the one that this file is about. */
vi.mock("../../../src/secrets/index.ts", async (original) => ({
  ...(await original<typeof import("../../../src/secrets/index.ts")>()),
  findSecrets: (bytes: Buffer | string): SecretHit[] => {
    const offset = Buffer.from(bytes).indexOf(TOKEN);
    if (offset < 0) return [];
    const redacted = `npm token, npm_… (${TOKEN.length} characters)`;
    const hit = { ruleId: "DD-SF-134", title: "npm token", hash: "abcdef", redacted } as const;
    return [{ ...hit, severity: "critical", offset, length: TOKEN.length }];
  },
}));

test("what a content rule knows of the same value is told, and the worse severity counts", async () => {
  const result = await look([
    { path: "root/.npmrc", content: `//registry.example.com/:_authToken=${TOKEN}\n` },
  ]);
  expect(byKind(result.findings)).toMatchObject([
    {
      rule: "DD-SF-012",
      severity: "critical",
      evidence: [`npm token, line 1: npm token, npm_… (${TOKEN.length} characters)`],
    },
  ]);
});

test("a history with a known kind of secret is worse than one without", async () => {
  const result = await look([{ path: "root/.bash_history", content: `ls\nnpm login ${TOKEN}\n` }]);
  expect(byKind(result.findings)).toMatchObject([{ rule: "DD-SF-022", severity: "critical", line: 2 }]);
});

test("a dotenv file with a known kind of secret under a harmless name is high at least", async () => {
  const result = await look([{ path: "srv/.env", content: `PORT=80\nGREETING=${TOKEN}\n` }]);
  expect(byKind(result.findings)).toMatchObject([{ rule: "DD-SF-015", severity: "critical" }]);
  expect(JSON.stringify(result)).not.toContain(TOKEN);
});

describe("values of one kind on one line", () => {
  const path = "root/.terraform.d/credentials.tfrc.json";
  const other = random("other", 40);
  const content = (first: string, second: string) =>
    JSON.stringify({
      credentials: { "a.example.com": { token: first }, "b.example.com": { token: second } },
    });
  const what = "token of Terraform Cloud or Enterprise, line 1";

  test.each([
    ["the known one first", TOKEN, other],
    ["the known one last", other, TOKEN],
  ])("each is told, and the worst of them counts: %s", async (_, first, second) => {
    const result = await look([{ path, content: content(first, second) }]);
    expect(byKind(result.findings)).toMatchObject([
      {
        rule: "DD-SF-019",
        severity: "critical",
        evidence: [`${what}: npm token, npm_… (${TOKEN.length} characters)`, what],
      },
    ]);
  });

  test("what cannot be told apart is told once", async () => {
    const result = await look([{ path, content: content(other, random("another", 40)) }]);
    expect(byKind(result.findings)).toMatchObject([{ severity: "high", evidence: [what] }]);
  });
});

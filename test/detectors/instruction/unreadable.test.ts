import { expect, test } from "vitest";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

/** Rules that fired, and the gaps with the severity of what might be there. */
async function told(text: string, target?: string) {
  const { findings, gaps } = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text }, ...(target === undefined ? {} : { target }) },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T12:00:00Z"),
    checks: checksOf(defaultPolicy(), []),
  });
  return {
    fired: findings.map(({ rule, severity }) => `${rule} ${severity}`),
    gaps: gaps.map(({ kind, where, rule }) => `${kind} ${where} ${rule?.severity}`),
  };
}

test.each<[string, string, string | undefined]>([
  ["no FROM", "RUN x\n", undefined],
  ["a heredoc without an end", "FROM a\nRUN <<EOF\nx\n", undefined],
  ["a stage that there is not: never the last one in its place", "FROM a AS one\nUSER 1\n", "two"],
])("%s: one finding, and nothing is known of the rest", async (_, text, target) => {
  expect(await told(text, target)).toEqual({
    fired: ["DD-DF-090 high"],
    gaps: ["unproven Dockerfile critical"],
  });
});

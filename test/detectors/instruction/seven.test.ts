import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

const SEVEN = ["001", "002", "003", "004", "005", "006", "007"].map((number) => `DD-DF-${number}`);
const PASSWORD = `${"hunter"}${"Q9xz7"}`;

async function found(file: string, ...words: readonly string[]): Promise<readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, "fixtures", `${file}.Dockerfile`), "utf8");
  return await foundIn(text.replaceAll("MARK", PASSWORD), ...words);
}

async function foundIn(text: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { findings, gaps } = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text } },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: checksOf(defaultPolicy(), words),
  });
  expect(JSON.stringify([findings, gaps])).not.toContain(PASSWORD);
  const shown = findings.flatMap((one) =>
    one.kind === "risk" ? [`${one.rule} ${one.dockerfile?.startLine} ${one.severity}`] : [],
  );
  return shown.filter((one) => SEVEN.includes(one.slice(0, 9))).toSorted();
}

test("each of the seven on its own line", async () => {
  // A USER that is root is a user, so the second of them wants a file of its own.
  expect(await found("seven")).toEqual([
    "DD-DF-001 3 low",
    "DD-DF-003 9 high",
    "DD-DF-004 6 low",
    "DD-DF-005 8 high",
    "DD-DF-006 7 high",
    "DD-DF-007 4 low",
  ]);
  expect(await foundIn('FROM scratch\nCOPY app /\nCMD ["/app"]\n')).toEqual(["DD-DF-002 1 high"]);
});

test("the guarded twin has none", async () => {
  expect(await found("guarded")).toEqual([]);
});

test("profile acr reads them literally", async () => {
  expect(await found("guarded", "profile:acr")).toEqual(["DD-DF-004 15 low"]);
  const literal = 'FROM base\nRUN apt list\nENV API_TOKEN=$X\nENTRYPOINT ["gosu", "app", "/x"]\n';
  expect(await foundIn(literal)).toEqual([]);
  expect(await foundIn(literal, "profile:acr")).toEqual([
    "DD-DF-002 1 high",
    "DD-DF-005 3 high",
    "DD-DF-007 2 low",
  ]);
});

import { describe, expect, test } from "vitest";
import { baseline } from "../../../src/detectors/baseline/index.ts";
import type { Detection } from "../../../src/detectors/detector.ts";
import { isRisk } from "../../../src/model/index.ts";
import { checksOf } from "../../../src/policy/checks.ts";
import { scopeOf } from "../../../src/policy/scope.ts";
import { inputFor } from "../../support/read-image.ts";
import { accountCases } from "./cases/accounts.ts";
import type { Cases, Situation } from "./cases/case.ts";
import { configCases } from "./cases/config.ts";
import { fileCases } from "./cases/files.ts";
import { trustCases } from "./cases/trust.ts";

const CASES: Cases = { ...configCases, ...accountCases, ...fileCases, ...trustCases };
/** Made of other detectors' findings: hidden.test.ts. */
const ELSEWHERE = ["DD-BL-052"];

async function detectionOf({ layers, files, settings, ...image }: Situation): Promise<Detection> {
  const scope = scopeOf();
  const checks = checksOf({ scope: { ...scope, settings: { ...scope.settings, ...settings } } }, [
    "profile:strict",
  ]);
  const made = { ...image, layers: layers ?? [files ?? []] };
  return await baseline.detect(await inputFor(baseline, made, checks));
}

/** What one rule says. */
async function said(rule: string, situation: Situation): Promise<string[]> {
  const { findings, gaps } = await detectionOf(situation);
  const found = findings.filter(isRisk).filter((finding) => finding.rule === rule);
  return [
    ...found.map(
      ({ severity, subject, line }) => `${severity} ${subject}${line === undefined ? "" : `:${line}`}`,
    ),
    ...gaps.filter((gap) => gap.rule?.id === rule).map(({ kind, where }) => `${kind} ${where}`),
  ];
}

describe.each(Object.entries(CASES))("%s", (rule, { catches, guards }) => {
  for (const [name, situation, ...expected] of catches)
    test(`catches ${name}`, async () => expect(await said(rule, situation)).toEqual(expected));

  for (const [name, situation, ...expected] of guards)
    test(`keeps quiet: ${name}`, async () => expect(await said(rule, situation)).toEqual(expected));
});

test("every rule has a catch and three guards", () => {
  const few = baseline.rules.filter(({ id }) => {
    const { catches = [], guards = [] } = CASES[id] ?? {};
    return !ELSEWHERE.includes(id) && (catches.length < 1 || guards.length < 3);
  });
  expect(few.map(({ id }) => id)).toEqual([]);
});

test("every rule tells people what it is about", () => {
  for (const { id, title, fires, guards, advice, category } of baseline.rules) {
    expect(category, id).toBe("baseline");
    for (const text of [fires, guards, advice]) expect(text, id).toMatch(/^[A-Z].{15,}[^.]\.$/s);
    expect(title, id).not.toMatch(/\.$/);
  }
});

test("evidence of a secret says what it is, and does not say it twice", async () => {
  const token = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
  const { findings } = await detectionOf({
    config: { Env: [`X=${token}`, "DB_PASSWORD=password", "SECRET=changeme", "DB=amqp://a:b1c2@host/"] },
    image: { history: [`RUN login ${token}`] },
  });
  const found = findings.filter(isRisk).filter(({ rule }) => rule === "DD-BL-004");
  expect(found.map(({ subject, evidence }) => [subject, ...evidence])).toEqual([
    ["ENV X", "It holds a GitHub token: ghp_… (40 characters)."],
    ["ENV DB_PASSWORD", "DB_PASSWORD has a literal value of 8 characters."],
    ["ENV SECRET", "The value of SECRET is a placeholder."],
    ["ENV DB", "It holds an address with a password."],
    ["history, step 1", "It holds a GitHub token: ghp_… (40 characters)."],
  ]);
});

test("an image of odd values is no trouble", async () => {
  const odd = {
    User: 7,
    Env: "x",
    Volumes: [1],
    ExposedPorts: "80",
    Entrypoint: {},
    Labels: null,
    Healthcheck: [],
  };
  const { findings, gaps } = await detectionOf({ config: odd });
  expect({ findings, gaps: gaps.map(({ rule }) => rule?.id) }).toEqual({ findings: [], gaps: ["DD-BL-003"] });
});

import { expect, test } from "vitest";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";
import { cases as commandCredentials } from "./rules/command-credentials.ts";
import { cases as secretVariables } from "./rules/secret-variables.ts";
import { cases as setPasswords } from "./rules/set-passwords.ts";

/** The secrets of the cases. Those that are words of every Dockerfile, such as `root`, cannot be told from the rest. */
const SECRETS = /hunterQ9xz7|gh[po]_\w{30,}/g;

const TEXTS = [...commandCredentials, ...secretVariables, ...setPasswords]
  .flatMap(({ catches }) => catches.map(([given]) => (typeof given === "string" ? given : given.text)))
  .filter((text) => text.search(SECRETS) >= 0 && text.startsWith("FROM"));

test.each(TEXTS)("no finding shows what it is about: %s", async (text) => {
  const detection = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text } },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T00:00:00Z"),
    checks: checksOf(defaultPolicy(), ["profile:strict"]),
  });
  expect(detection.findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(detection)).not.toMatch(SECRETS);
});

test("there are enough of them", () => expect(TEXTS.length).toBeGreaterThan(25));

import { expect, test } from "vitest";
import { defaultPolicy, type Policy, purposeOf, requireData } from "../../src/policy/index.ts";

test.each<[string, Parameters<typeof purposeOf>[0], Record<string, string>, ReturnType<typeof purposeOf>]>([
  ["nobody tells", {}, { CI: "true", GITHUB_HEAD_REF: "" }, {}],
  [
    "the user wins",
    { branch: "x", environment: "none" },
    { GITHUB_REF_NAME: "main", CI_ENVIRONMENT_NAME: "production" },
    { branch: "x", environment: "none" },
  ],
  [
    "a pull request on GitHub: its source",
    {},
    { GITHUB_HEAD_REF: "fix/it", GITHUB_REF_NAME: "12/merge", GITHUB_BASE_REF: "main" },
    { branch: "fix/it" },
  ],
  ["a push on GitHub", {}, { GITHUB_HEAD_REF: "", GITHUB_REF_NAME: "main" }, { branch: "main" }],
  [
    "GitLab",
    {},
    { CI_COMMIT_REF_NAME: "v1.0", CI_ENVIRONMENT_NAME: "review/x" },
    { branch: "v1.0", environment: "review/x" },
  ],
  ["Azure Pipelines", {}, { BUILD_SOURCEBRANCH: "refs/heads/main" }, { branch: "main" }],
])("%s", (_, said, env, expected) => {
  expect(purposeOf(said, env)).toEqual(expected);
});

const policy = (rest: Partial<Policy>): Policy => ({ ...defaultPolicy(), origin: "drydock.yml", ...rest });

test.each<[string, Partial<Policy>, string]>([
  [
    "EPSS",
    { block: [{ count: 1, name: "likely", epss: { min: 0.1 } }] },
    'the rule "likely" asks for EPSS scores',
  ],
  [
    "KEV, nested",
    { block: [{ count: 1, any: [{ not: { kev: true } }] }] },
    "block rule 1 asks for known exploited vulnerabilities",
  ],
  ["a baseline", { warn: [{ count: 1 }, { count: 1, new: true }] }, "warn rule 2 asks for what is new"],
])("a rule that asks for what was not given: %s", (_, rest, message) => {
  expect(() => requireData(policy(rest), {})).toThrow(
    `drydock.yml: ${message}, and nothing was given that tells.`,
  );
});

test("what was given is enough", () => {
  const block = [{ count: 1, epss: { min: 0.1 }, kev: true, new: true }];
  expect(requireData(policy({ block }), { epss: {}, kev: {}, baseline: {} })).toBeUndefined();
});

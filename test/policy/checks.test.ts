import { describe, expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { CATEGORIES, type Rule } from "../../src/model/index.ts";
import { checksOf, policyFrom } from "../../src/policy/index.ts";

const root: Pick<Rule, "id" | "category"> = { id: "DD-DF-002", category: "instruction" };
const token: Pick<Rule, "id" | "category"> = { id: "DD-SF-130", category: "sensitive" };
const labels = { id: "DD-DF-108", category: "instruction", isOptional: true } as const;
const taste = { id: "DD-DF-030", category: "instruction", isStrict: true } as const;

function checks(words: readonly string[], file = "") {
  return checksOf(policyFrom(`version: 1\n${file}`, "drydock.yml"), words);
}

/** The categories, and which of the four rules are on. */
function looked(words: readonly string[], file?: string) {
  const made = checks(words, file);
  return [
    [...made.categories],
    [root, token, labels, taste].filter((rule) => made.isOn(rule)).map(({ id }) => id),
  ];
}

describe("what is looked for", () => {
  test.each<[string, readonly string[], string, readonly string[], readonly string[]]>([
    ["everything, but what is optional", [], "", CATEGORIES, ["DD-DF-002", "DD-SF-130"]],
    ["a category", ["sensitive"], "", ["sensitive"], ["DD-DF-002", "DD-SF-130"]],
    ["all but a category", ["-system", "-application"], "", CATEGORIES.slice(2), ["DD-DF-002", "DD-SF-130"]],
    ["a rule alone", ["DD-DF-108"], "", ["instruction"], ["DD-SF-130", "DD-DF-108"]],
    [
      "a category and one more of its rules",
      ["Instruction", "dd-df-108"],
      "",
      ["instruction"],
      ["DD-DF-002", "DD-SF-130", "DD-DF-108"],
    ],
    ["all but a rule", ["-DD-DF-002"], "", CATEGORIES, ["DD-SF-130"]],
    ["a profile", ["profile:strict"], "", CATEGORIES, ["DD-DF-002", "DD-SF-130", "DD-DF-030"]],
    [
      "as the file says",
      [],
      "scope: {categories: [malware, sensitive]}",
      ["malware", "sensitive"],
      ["DD-DF-002", "DD-SF-130"],
    ],
    [
      "the command line wins over the file",
      ["DD-DF-002"],
      "scope: {categories: [malware], rules: {DD-DF-002: off}}",
      ["instruction"],
      ["DD-DF-002", "DD-SF-130"],
    ],
    [
      "a rule alone, whatever the file switches on",
      ["DD-DF-108"],
      "scope: {rules: {DD-DF-002: medium, DD-DF-030: on}}",
      ["instruction"],
      ["DD-SF-130", "DD-DF-108"],
    ],
    [
      "rules of the file",
      [],
      "scope: {rules: {DD-DF-002: off, DD-DF-108: on, DD-DF-030: true, DD-SF-130: false}}",
      CATEGORIES,
      ["DD-DF-108", "DD-DF-030"],
    ],
    [
      "a severity switches on",
      [],
      "scope: {rules: {DD-DF-108: medium}}",
      CATEGORIES,
      ["DD-DF-002", "DD-SF-130", "DD-DF-108"],
    ],
  ])("%s", (_, words, file, categories, on) => {
    expect(looked(words, file)).toEqual([categories, on]);
  });

  test.each(["secrets", "DD-XX-001", "profile:mine", "-profile:acr", "--system", "DD-DF-1"])(
    "%j is refused",
    (word) => {
      expect(() => checks([word])).toThrow(DrydockError);
    },
  );

  test("a rule that is asked for keeps the severity that the file gives it", () => {
    expect(checks(["DD-DF-002"], "scope: {rules: {DD-DF-002: low}}").severityOf("DD-DF-002")).toBe("low");
  });

  test.each(["opt/a", "/opt/a/", "opt/a/**", "/opt/*/**"])("a product declared at %s", (path) => {
    const made = checks([], `settings: {products: [{path: "${path}", reason: ours, expires: 2027-01-31}]}`);
    const declared = (file: string, now: string) => made.isDeclared(file, new Date(now));
    expect([
      declared("opt/a", "2027-01-01"),
      declared("opt/a/b/c", "2027-01-31T23:59:59Z"),
      declared("opt/a/b", "2027-02-01"),
      declared("opt2/a/b", "2027-01-01"),
    ]).toEqual([true, true, false, false]);
  });

  test("the rest of the scope", () => {
    const made = checks(
      ["profile:acr"],
      `scope:
  rules: { DD-DF-002: low }
  exclude: ["usr/share/doc/**", "/srv/**"]
  limits: { file-size: 64MB, time: 10m }
settings:
  allowed-bases: ["registry.example.com/*"]
  max-age: 90d
  trusted-roots: ["${"AB".repeat(32)}"]
  products: [{ path: opt/scanner/**, reason: it is one, expires: 2027-01-31 }]
`,
    );
    expect([made.profile, made.severityOf("DD-DF-002"), made.severityOf("DD-DF-003")]).toEqual([
      "acr",
      "low",
      undefined,
    ]);
    expect(["usr/share/doc/a/b", "usr/share/x", "srv/a"].map((path) => made.isExcluded(path))).toEqual([
      true,
      false,
      true,
    ]);
    expect(made.limits).toEqual({ fileBytes: 64_000_000, time: 600_000 });
    expect(made.settings).toEqual({
      allowedBases: ["registry.example.com/*"],
      extendedSupport: [],
      noHealthCheck: false,
      requiredLabels: {},
      maxAgeDays: 90,
      allowedPorts: [],
      trustedHosts: [],
      trustedRoots: ["ab".repeat(32)],
      allowedTools: [],
      products: [{ path: "opt/scanner/**", reason: "it is one", expires: "2027-01-31" }],
    });
  });
});

import { describe, expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { parsePolicy } from "../../src/policy/parse.ts";

function mistakes(text: string): readonly string[] {
  try {
    parsePolicy(text, "drydock.yml");
  } catch (error) {
    if (error instanceof DrydockError && error.code === "POLICY_INVALID") return error.message.split("\n");
    throw error;
  }
  throw new Error("The policy was taken.");
}

test("a whole file", () => {
  const text = `
version: 1
block:
  - name: nothing critical
    severity: critical
    message: Talk to the platform team.
  - {severity: medium, count: 10, fixable: true}
  - {}
gaps:
  third-party: ignore
  no-os: block
waivers:
  - id: CVE-2024-0001
    package: openssl
    reason: the parser is not reached
    expires: 2026-12-31
    owner: platform
  - {id: GHSA-aaaa-bbbb-cccc, reason: "  accepted  ", expires: "2028-02-29"}
`;
  expect(parsePolicy(text, "drydock.yml")).toEqual({
    version: 1,
    block: [
      { name: "nothing critical", severity: "critical", count: 1, message: "Talk to the platform team." },
      { severity: "medium", count: 10, fixable: true },
      { count: 1 },
    ],
    gaps: { "third-party": "ignore", "no-os": "block" },
    waivers: [
      {
        id: "CVE-2024-0001",
        package: "openssl",
        reason: "the parser is not reached",
        expires: "2026-12-31",
        owner: "platform",
      },
      { id: "GHSA-aaaa-bbbb-cccc", reason: "accepted", expires: "2028-02-29" },
    ],
  });
});

test("JSON with tabs and a byte order mark", () => {
  expect(parsePolicy('\ufeff{\n\t"version": 1\n}', "drydock.json")).toEqual({ version: 1 });
});

describe("mistakes are told with line and column", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "unknown key with a suggestion",
      "version: 1\nblock:\n  - sevrity: high\n    count: 1\n",
      ['drydock.yml:3:5: unknown key "sevrity" (did you mean "severity"?)'],
    ],
    [
      "unknown key without one",
      "version: 1\nnotifications: {}\n",
      ['drydock.yml:2:1: unknown key "notifications"'],
    ],
    [
      "unknown key at the top",
      "version: 1\nwaviers: []\n",
      ['drydock.yml:2:1: unknown key "waviers" (did you mean "waivers"?)'],
    ],
    [
      "unknown kind of gap",
      "version: 1\ngaps:\n  unreadible: block\n",
      ['drydock.yml:3:3: unknown key "unreadible" (did you mean "unreadable"?)'],
    ],
    [
      "keys of every object's prototype",
      "version: 1\n__proto__: {}\n",
      ['drydock.yml:2:1: unknown key "__proto__"'],
    ],
    [
      "wrong word",
      "version: 1\nblock:\n  - severity: hihg\n",
      [
        'drydock.yml:3:15: "severity" must be unknown, negligible, low, medium, high, critical (did you mean "high"?)',
      ],
    ],
    [
      "wrong types",
      "version: 1\nblock:\n  - {count: many, fixable: 1}\n  - 7\n",
      [
        'drydock.yml:3:13: "count": expected number, received string',
        'drydock.yml:3:28: "fixable": expected boolean, received number',
        'drydock.yml:4:5: "block": expected object, received number',
      ],
    ],
    [
      "count of none",
      "version: 1\nblock: [{count: 0}]\n",
      ['drydock.yml:2:17: "count": too small: expected number to be >=1'],
    ],
    ["another version", "version: 2\n", ['drydock.yml:1:10: "version" must be 1']],
    ["no version", "block: []\n", ['drydock.yml:1:1: "version" is missing']],
    [
      "waiver without reason and end",
      "version: 1\nwaivers:\n  - id: CVE-2024-1\n",
      ['drydock.yml:3:5: "reason" is missing', 'drydock.yml:3:5: "expires" is missing'],
    ],
    [
      "a day that is not in the calendar",
      "version: 1\nwaivers:\n  - {id: a, reason: b, expires: 2026-02-30}\n",
      ['drydock.yml:3:33: "expires": must be a date of the calendar, written YYYY-MM-DD'],
    ],
    [
      "gaps that are neither",
      "version: 1\ngaps: perhaps\n",
      ['drydock.yml:2:7: "gaps" must be block, ignore, or one of the two for each kind of gap'],
    ],
    [
      "a waiver of nothing",
      "version: 1\nwaivers:\n  - reason: x\n    expires: 2027-01-31\n    instruction: RUN *\n",
      [
        'drydock.yml:3:5: "waivers": must name what it waives: an id, a rule, a fingerprint, a package, a purl or a path',
        'drydock.yml:3:5: "waivers": instruction goes with rule',
      ],
    ],
    [
      "a category that there is not",
      "version: 1\nblock:\n  - category: [secrets]\n",
      ['drydock.yml:3:16: "category" must be system, application, instruction, baseline, sensitive, malware'],
    ],
    [
      "unknown key in a nested condition",
      "version: 1\nblock:\n  - all:\n      - any: [{sevrity: high}]\n      - not: {purls: x}\n",
      [
        'drydock.yml:4:16: unknown key "sevrity" (did you mean "severity"?)',
        'drydock.yml:5:15: unknown key "purls" (did you mean "purl"?)',
      ],
    ],
    [
      "wrong values in nested conditions",
      "version: 1\nwarn:\n  - any:\n      - {layer: [1, 0]}\n      - {cvss: {min: 11}}\n      - {epss: 0.5}\n      - {age: month}\n",
      [
        'drydock.yml:4:21: "layer": too small: expected number to be >=1',
        'drydock.yml:5:22: "min": too big: expected number to be <=10',
        'drydock.yml:6:16: "epss": expected object, received number',
        'drydock.yml:7:15: "age": must be days, such as 30d',
      ],
    ],
    [
      "an action of a rule that only warns",
      "version: 1\nwarn:\n  - action: retag\n",
      ['drydock.yml:3:5: unknown key "action"'],
    ],
    [
      "a score of nothing",
      "version: 1\nblock:\n  - cvss: {}\n",
      ['drydock.yml:3:11: "cvss": must have min, vector or both'],
    ],
    [
      "conditions that nobody can read",
      `version: 1\nblock:\n  - ${"not: {".repeat(9)}severity: low${"}".repeat(9)}\n`,
      ['drydock.yml:3:5: "block": conditions are nested in more than 8 levels'],
    ],
    [
      "more conditions than a rule may have",
      `version: 1\nblock:\n  - any: [${"{kev: true},".repeat(1000)}{}]\n`,
      ['drydock.yml:3:5: "block": has more than 1000 nested conditions'],
    ],
    [
      "a rule that there is not",
      "version: 1\nscope:\n  rules: {DF-1: off}\n",
      ['drydock.yml:3:17: "DF-1": must be the id of a rule, such as DD-DF-002'],
    ],
    ["tab", "version: 1\nblock:\n\t- {}\n", ["drydock.yml:3:1: tabs are not allowed as indentation"]],
    [
      "two documents",
      "version: 1\n---\nversion: 1\n",
      ["drydock.yml:2:1: a second document; a policy is one"],
    ],
    ["key said twice", "version: 1\nversion: 1\n", ['drydock.yml:2:1: "version" is said twice']],
    [
      "tag",
      "version: !!js/function 1\n",
      ["drydock.yml:1:10: unresolved tag: tag:yaml.org,2002:js/function"],
    ],
    [
      "alias",
      "version: 1\nblock:\n  - &a {}\n  - *a\n",
      ["drydock.yml:4:5: anchors and aliases are not allowed; write the value out"],
    ],
    ["nothing", "# empty\n", ['drydock.yml:1:1: the file is empty; it needs at least "version: 1"']],
    ["a list", "- version\n", ["drydock.yml:1:1: the file: expected object, received array"]],
  ])("%s", (_, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test("the first ten of many", () => {
    const text = `version: 1\n${Array.from({ length: 30 }, (_, i) => `x${i}: 1`).join("\n")}`;
    const told = mistakes(text);
    expect(told).toHaveLength(11);
    expect(told[0]).toBe('drydock.yml:2:1: unknown key "x0"');
    expect(told[10]).toBe("… and 20 more");
  });
});

/** Each a megabyte, as far as the cap allows; the suite's time limit is the bound. */
describe("hostile files end in bounded time", () => {
  const MEGABYTE = 1024 * 1024;
  test.each<[string, string]>([
    ["brackets", "[".repeat(MEGABYTE)],
    ["balanced brackets", `${"[".repeat(MEGABYTE / 2)}${"]".repeat(MEGABYTE / 2)}`],
    ["brackets hidden by closing ones", `${"]".repeat(1000)}${"[".repeat(MEGABYTE - 1000)}`],
    ["maps in maps", "{a: ".repeat(MEGABYTE / 4)],
    ["dashes", "- ".repeat(MEGABYTE / 2)],
    ["question marks", "? ".repeat(MEGABYTE / 2)],
    ["indentation", Array.from({ length: 1400 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["keys", Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["rules with unknown keys", `block:\n${"  - {x: 1}\n".repeat(MEGABYTE / 12)}`],
    ["broken lines", "a: b: c\n".repeat(MEGABYTE / 8)],
    ["documents", "---\na\n".repeat(MEGABYTE / 6)],
    ["anchors", `a: &a [x]\n${Array.from({ length: 50_000 }, () => "- *a").join("\n")}`],
    ["anchor bomb", bomb()],
    ["one long word", "x".repeat(MEGABYTE)],
    ["one long quoted key", `"${"\\n".repeat(MEGABYTE / 2)}": 1`],
  ])("%s", (_, text) => {
    const told = mistakes(text);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told[0]).toMatch(/^drydock\.yml:\d+:\d+: /);
    expect(told.join("\n").length).toBeLessThan(5_000);
  });
});

/** Nine levels of nine aliases each. */
function bomb(): string {
  const rows = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
  );
  return `version: 1\na0: &a0 [x]\n${rows.join("\n")}\n`;
}

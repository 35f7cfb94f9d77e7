import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge, policyFrom } from "../../src/policy/index.ts";
import { cli } from "../support/cli.ts";
import { dockerArchive } from "../support/image.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { NOW, someFinding, somePackage } from "../support/scan-result.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-hostile-"));
  writeFileSync(join(folder, "app.tar"), dockerArchive(sampleImage()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A scan by a policy, as users run it; the suite's time limit is the bound. */
function scanBy(policy: string) {
  writeFileSync(join(folder, "p.yml"), policy);
  const words = ["scan", "./app.tar", "--db", sampleDatabase, "--offline", "--policy", "p.yml", "--quiet"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli(), ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") },
  });
  return { status, stdout, stderr };
}

/** Nine levels of nine aliases each. */
const bomb = `version: 1\na0: &a0 [x]\n${Array.from(
  { length: 9 },
  (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
).join("\n")}\n`;

describe("a bad policy is exit code 2, with the line", () => {
  test.each<[string, string, string]>([
    ["an unknown key", "version: 1\nblok: []\n", 'p.yml:2:1: unknown key "blok" (did you mean "block"?)'],
    [
      "a wrong type",
      "version: 1\nblock:\n  - count: many\n",
      'p.yml:3:12: "count": expected number, received string',
    ],
    ["a tab", "version: 1\nblock:\n\t- {}\n", "p.yml:3:1: tabs are not allowed as indentation"],
    ["two documents", "version: 1\n---\nversion: 1\n", "p.yml:2:1: a second document; a policy is one"],
    [
      "an end that is no day",
      "version: 1\nwaivers: [{id: a, reason: b, expires: 2026-02-30}]\n",
      "p.yml:2:39: ",
    ],
    ["an anchor bomb", bomb, "p.yml:3:10: anchors and aliases are not allowed; write the value out"],
    [
      "ten megabytes",
      `version: 1\n#${"x".repeat(10_000_000)}`,
      "p.yml: 10000012 bytes, more than the 1048576 allowed.",
    ],
    ["brackets", "[".repeat(1_000_000), "p.yml:1:101: nested too deeply"],
    [
      "a chain of nothing",
      "version: 1\nchain: {Action: BLOCK}\n",
      'p.yml:2:8: "chain": names nothing that blocks',
    ],
    [
      "a rule that asks for what was not given",
      "version: 1\nblock: [{name: exploited, kev: true}]\n",
      'p.yml: the rule "exploited" asks for known exploited vulnerabilities, and nothing was given that tells.',
    ],
  ])("%s", (_, policy, message) => {
    const { status, stdout, stderr } = scanBy(policy);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.length).toBeLessThan(3_000);
    expect(stderr).not.toMatch(/\n\s+at /); // no stack
  });
});

test("a waiver that has ended no longer holds, and is named with its line", () => {
  const { status, stdout } = scanBy(
    "version: 1\nwaivers:\n  - {id: CVE-2023-5363, reason: r, expires: 2020-01-01}\n",
  );
  expect(status).toBe(1);
  expect(stdout.replace(/\s+/g, " ")).toContain("(p.yml:3:5) expired on 2020-01-01");
});

test("patterns that would explode as expressions take their two lengths in steps", () => {
  const stars = "*a".repeat(900);
  const name = "a".repeat(2_000);
  const policy = policyFrom(
    `version: 1
block:
  - {package: "${stars}b"}
  - {path: "${"**/".repeat(600)}b"}
  - {purl: "${stars}b"}
  - {rule: "${"?*".repeat(900)}b"}
waivers: [{path: "${"**/a".repeat(400)}b", reason: r, expires: 2027-01-01}]
`,
    "p.yml",
  );
  const location = { path: "a/".repeat(1_000), layer: 0, diffId: `sha256:${"0".repeat(64)}` } as const;
  const finding = someFinding({
    id: name,
    severity: "high",
    package: somePackage(name, "1", { locations: [location] }),
  });
  expect(judge([finding], [], policy, NOW).outcome).toBe("pass");
});

test("as many rules, conditions and waivers as fit a file are judged", () => {
  const conditions = `{any: [${"{severity: critical},".repeat(999)}]}`;
  const rules = Array.from({ length: 30 }, () => `  - ${conditions}\n`).join("");
  const waivers = Array.from(
    { length: 5_000 },
    (_, i) => `  - {path: "${i}**", reason: r, expires: 2027-01-01}\n`,
  );
  const policy = policyFrom(`version: 1\nblock:\n${rules}waivers:\n${waivers.join("")}`, "p.yml");
  const findings = Array.from({ length: 2_000 }, (_, i) =>
    someFinding({
      id: `CVE-${i}`,
      severity: "high",
      package: somePackage(`p${i}`, "1", {
        locations: [{ path: `usr/${i}`, layer: 0, diffId: `sha256:${"0".repeat(64)}` }],
      }),
    }),
  );
  expect(judge(findings, [], policy, NOW).outcome).toBe("pass");
});

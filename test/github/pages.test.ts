import { describe, expect, test } from "vitest";
import { annotationsOf } from "../../src/github/annotations.ts";
import { GitHubClient } from "../../src/github/client.ts";
import { markOf } from "../../src/github/comment.ts";
import { shortPage, summaryPage } from "../../src/github/markdown/pages.ts";
import { harmless, resultOutputs } from "../../src/github/outputs.ts";
import { publishResult } from "../../src/github/publish.ts";
import { quietHost } from "../../src/host.ts";
import { Secrets } from "../../src/image/secrets.ts";
import type { JudgedFinding, ScanResult } from "../../src/model/index.ts";
import { commandsIn } from "../support/action.ts";
import { fixResult } from "../support/fix-result.ts";
import { startGitHub, TOKEN } from "../support/github-api.ts";
import { hostileRisks, riskResult } from "../support/risk-result.ts";
import {
  digestOf,
  hostileResult,
  plainPolicy,
  scanResult,
  someFinding,
  somePackage,
  traced,
} from "../support/scan-result.ts";

const RUN = "https://github.com/octo/app/actions/runs/4711";

/** Nothing that a reader's eye, a browser or a runner would obey. */
function dangersIn(markdown: string): string[] {
  const own = markdown
    .replace(/<\/?(?:details|summary|sub)>/g, "")
    .replaceAll("&nbsp;", "")
    .replace(/\]\(<https:\/\/[^<>\s]*>\)/g, "]")
    .replace(/^> /gm, "");
  return [
    ...(own.match(/<[a-z/!]/gi) ?? []),
    ...(own.match(/[\u202a-\u202e\u2066-\u2069\u001b\u0007\r]/g) ?? []),
    ...(own.match(/(?<![\\\w`])@(?!\u200b)\w+/g) ?? []),
    ...(own.match(/(?<!\\)\]\(/g) ?? []),
    ...commandsIn(markdown).map(({ name }) => name),
    ...(own.match(/https?:\/\/(?!\u200b)\S+/g) ?? []),
  ];
}

describe("hostile names", () => {
  test.each([
    ["packages", hostileResult()],
    ["risks", { ...hostileResult(), ...riskResult({ findings: hostileRisks(), image: traced }) }],
  ])("%s: shown harmlessly in summary, comment and annotations", (_, result) => {
    for (const page of [summaryPage(result), shortPage(result, undefined)]) {
      expect(dangersIn(page)).toEqual([]);
      // Rows of a table have as many cells as its head, whatever stands in them.
      for (const table of page.match(/(?:^\|.*\n?)+/gm) ?? []) {
        const bars = table
          .trimEnd()
          .split("\n")
          .map((row) => row.match(/(?<!\\)\|/g)?.length);
        expect(new Set(bars).size).toBe(1);
      }
    }
    for (const { path, title, message } of annotationsOf({
      ...result,
      image: { ...result.image, ...traced },
    })) {
      expect(title.length).toBeLessThan(256);
      expect(Buffer.byteLength(message)).toBeLessThan(64 * 1024);
      expect(commandsIn(`${path}\n${title}\n${message}`)).toEqual([]);
      expect(`${path}${title}${message}`).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b\r]/);
    }
    for (const value of resultOutputs(result).values()) expect(value).toMatch(/^[\w .,:/@+=()%-]*$/);
  });

  test("a reason is nothing to a shell", () => {
    expect(harmless('a $(rm -rf /) `b` "c" \n;d|e&f')).toBe("a _(rm -rf /) _b_ _c_ _d_e_f");
  });

  test("a mark cannot be broken out of", () => {
    expect(markOf("a --> <b>")).toBe("<!-- drydock-result: a -_ _b_ -->");
  });
});

/** 30,000 findings: 6,000 vulnerabilities in five packages each, which lie in 20 places each. */
function enormous(): ScanResult {
  const base = scanResult({ image: traced, policy: plainPolicy });
  const layers = base.image.layers;
  const severities = ["critical", "high", "medium", "low"] as const;
  const findings = Array.from({ length: 30_000 }, (_, i) => {
    const vulnerability = Math.floor(i / 5);
    const name = `library-${vulnerability % 300}-${i % 5}`;
    return someFinding({
      id: `CVE-2025-${10_000 + vulnerability}`,
      severity: severities[vulnerability % 4]!,
      fixedIn: "2.0",
      title: `Something about ${name} that is told in a sentence of usual length`,
      package: somePackage(name, "1.0", {
        locations: Array.from({ length: 20 }, (_, at) => ({
          path: `opt/app/${at}/node_modules/${name}/package.json`,
          layer: at % 2,
          diffId: layers[at % 2]!.diffId,
        })),
      }),
    });
  });
  const judged = findings.map((finding): JudgedFinding => {
    const blocks = finding.severity === "critical" || finding.severity === "high";
    return { finding, action: blocks ? "block" : "note", because: "Blocked by: high or worse." };
  });
  return {
    ...base,
    findings,
    verdict: { ...base.verdict, outcome: "blocked", judged, reason: "15000 block" },
  };
}

describe("limits", () => {
  const result = enormous();

  test("a summary under 1 MiB that says what is left out", () => {
    const page = summaryPage(result);
    expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(page)).toBeGreaterThan(900_000);
    expect(page).toMatch(/[\d,]+ less severe findings are left out here; the JSON report has all of them\./);
  });

  test("a comment of fewer than 60,000 characters that says what is left out", () => {
    const page = shortPage(result, RUN);
    expect(page.length).toBeLessThan(60_000);
    expect(page).toMatch(/less severe findings are left out here/);
  });

  test("names that are nothing but characters to be escaped", () => {
    const nasty = { ...hostileResult() };
    const name = "\u202e".repeat(10_000);
    const findings = Array.from({ length: 200 }, (_, i) =>
      someFinding({
        id: `${name}${i}`,
        severity: "high",
        fixedIn: `${name}${i}`,
        package: somePackage(`${i}${name}`, name),
      }),
    );
    const judged = findings.map((finding): JudgedFinding => ({ finding, action: "block", because: name }));
    const whole = {
      ...nasty,
      findings,
      verdict: { ...nasty.verdict, outcome: "blocked", judged },
    } as ScanResult;
    expect(shortPage(whole, RUN).length).toBeLessThan(60_000);
    expect(Buffer.byteLength(summaryPage(whole))).toBeLessThan(1024 * 1024);
  });

  test("uploaded: an accepted SARIF, annotations in batches of fifty, each saying what is left out", async () => {
    const github = await startGitHub();
    const host = quietHost(undefined, { wait: async () => undefined, env: {} });
    const options = { apiUrl: new URL(github.url), token: TOKEN, timeoutMs: 60_000, secrets: new Secrets() };
    const troubles = await publishResult(result, result.verdict, {
      settings: {
        image: "app",
        mode: "gate",
        token: TOKEN,
        sarif: true,
        check: "run",
        checkName: "drydock",
        comment: true,
        summary: true,
        snapshot: true,
        cache: false,
        strict: false,
      },
      occasion: {
        repository: "octo/app",
        headSha: "a".repeat(40),
        analysis: { ref: "refs/pull/7/merge", sha: "b".repeat(40) },
        pullRequest: 7,
        isReadOnly: false,
      },
      client: new GitHubClient(options, host),
      host,
    });
    await github.stop();
    expect([troubles, github.violations]).toEqual([[], []]);
    const [run] = github.sarifs[0]!.log.runs;
    expect(run?.results?.length).toBe(5_000);
    expect(JSON.stringify(run?.invocations)).toContain("25000 of the least severe results are left out");
    const sizes = [...github.of("checks/create"), ...github.of("checks/update")].map(
      ({ body }) => (body.output as { annotations: readonly unknown[] }).annotations.length,
    );
    expect(sizes).toEqual(Array.from({ length: 20 }, () => 50));
    const { output } = github.of("checks/create")[0]!.body as { output: { summary: string } };
    expect(output.summary).toMatch(/^\d+ less severe annotations are left out\.\n/);
  });
});

test("the whole of a summary, as GitHub gets it", async () => {
  await expect(summaryPage(riskResult({ image: traced }))).toMatchFileSnapshot("fixtures/summary.md");
});

test("a repair: where it is, what was raised, what stays", () => {
  const fix = { ...fixResult(), notes: ["a|b <script> @all"] };
  const part = [
    "#### Repair",
    `**registry.example:5000/team/app:1.2\\_fixd is there already \\(1 package, build\\): ${digestOf("fixed")}**`,
    "- Findings of system packages before and after: high 2 → 1\n- a\\|b &lt;script\\> @\u200ball",
    "<details><summary>Raised (1)</summary>\n\n- libssl3 \\(amd64\\): 3.0.1 → 3.0.2 \\(target\\)\n\n</details>",
    "<details><summary>As they were (1)</summary>\n\n- held 1 stays: It is on hold in the image. \\(FIX\\_HELD\\)\n\n</details>",
  ].join("\n\n");
  const result = { ...scanResult(), fix };
  expect(summaryPage(result)).toContain(part);
  expect(shortPage(result, RUN)).toContain(part);
  expect([...resultOutputs(result)].filter(([name]) => name.startsWith("fix"))).toEqual([
    ["fixed", "true"],
    ["fixed-image", "registry.example:5000/team/app:1.2_fixd"],
    ["fixed-digest", digestOf("fixed")],
    ["fix-before", "2"],
    ["fix-after", "1"],
  ]);
});

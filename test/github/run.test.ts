import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runAction } from "../../src/github/index.ts";
import { commandsIn, events, HEAD, MERGE, type Step, step } from "../support/action.ts";
import { type Fault, type GitHub, NOT_ACCESSIBLE, startGitHub, TOKEN } from "../support/github-api.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase } from "../support/sample.ts";

const demo = join(import.meta.dirname, "../../examples/demo");
const LENIENT = "version: 1\nblock: []\n";

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.stop());

const steps: Step[] = [];
afterEach(() => {
  for (const { folder } of steps.splice(0)) rmSync(folder, { recursive: true });
  github.reset();
});

type Around = NonNullable<Parameters<typeof step>[1]>;

/** A step that scans the example image. */
function demoStep(inputs: Readonly<Record<string, string>> = {}, around: Around = {}): Step {
  const usual = {
    archive: join(demo, "image.tar"),
    dockerfile: join(demo, "Dockerfile"),
    db: sampleDatabase,
    cache: "false",
  };
  const one = step({ ...usual, ...inputs }, { api: github.url, ...around });
  writeFileSync(join(one.folder, "lenient.yml"), LENIENT);
  steps.push(one);
  return one;
}

async function run({ env }: Step) {
  let log = "";
  const code = await runAction({
    env,
    log: {
      write(text: string) {
        log += text;
      },
    },
    wait: async () => undefined,
  });
  const said = commandsIn(log).filter(({ name }) => ["notice", "warning", "error"].includes(name));
  return { code, log, said: said.map(({ name, data }) => `${name}: ${data}`) };
}

const BLOCKED = "BLOCKED: 3 critical and 4 high vulnerabilities (policy: high or worse)";

describe("a pull request with everything switched on", () => {
  test("outputs, log, summary, uploads and exit code", async () => {
    const one = demoStep({ comment: "true", snapshot: "true", output: "" });
    const { code, said, log } = await run(one);
    expect([code, said, github.violations]).toEqual([1, [`error: ${BLOCKED}`], []]);
    const outputs = one.outputs();
    const folder = outputs.reports ?? "";
    expect(outputs).toEqual({
      outcome: "blocked",
      reason: "3 critical and 4 high vulnerabilities (policy: high or worse)",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      blocking: "7",
      waived: "0",
      gaps: "0",
      "count-critical": "3",
      "count-high": "6",
      "count-medium": expect.stringMatching(/^\d+$/),
      "count-low": expect.stringMatching(/^\d+$/),
      "count-negligible": expect.stringMatching(/^\d+$/),
      "count-unknown": "0",
      "count-system": "15",
      "count-application": "0",
      "count-instruction": expect.stringMatching(/^\d+$/),
      "count-baseline": expect.stringMatching(/^\d+$/),
      "count-sensitive": "0",
      "count-malware": "0",
      reports: folder,
      "report-table": join(folder, "drydock.txt"),
      "report-json": join(folder, "drydock-result.json"),
      "report-html": join(folder, "drydock.html"),
      "report-sarif": join(folder, "drydock.sarif"),
      "report-cyclonedx": join(folder, "drydock.cdx.json"),
    });
    for (const [name, value] of Object.entries(outputs))
      if (name.startsWith("report")) expect(existsSync(value)).toBe(true);
    const names = commandsIn(log).map(({ name, data }) => (name === "group" ? `group ${data}` : name));
    expect(names).toEqual([
      "add-mask",
      `group Scanning ${one.env.INPUT_ARCHIVE}`,
      "endgroup",
      "group Report",
      "endgroup",
      "group Telling GitHub",
      "endgroup",
      "error",
    ]);
    expect(one.summary()).toMatch(/^## ❌ drydock: BLOCKED\n/);
    expect(github.requests.map(({ id }) => id).sort()).toEqual([
      "checks/create",
      "code-scanning/get-sarif",
      "code-scanning/upload-sarif",
      "dependency-graph/create-repository-snapshot",
      "issues/create-comment",
      "issues/list-comments",
    ]);
    const [check] = github.of("checks/create");
    expect(check?.body).toMatchObject({
      name: "drydock",
      head_sha: HEAD,
      conclusion: "failure",
      details_url: "https://github.com/octo/app/actions/runs/4711",
      output: { title: BLOCKED },
    });
    const { ref, sha, log: sarif } = github.sarifs[0]!;
    expect([ref, sha, sarif.runs[0]?.automationDetails?.id]).toEqual([
      "refs/pull/7/merge",
      MERGE,
      "drydock/drydock-demo/",
    ]);
    const [snapshot] = github.of("dependency-graph/create-repository-snapshot");
    expect(snapshot?.body).toMatchObject({ sha: HEAD, ref: "refs/pull/7/merge", version: 0 });
    expect(github.comments.map(({ body }) => body.split("\n").slice(0, 2))).toEqual([
      ["<!-- drydock-result: drydock -->", "### ❌ drydock: BLOCKED"],
    ]);
  });

  test("the comment is kept up to date, and somebody else's with our mark is left alone", async () => {
    const mark = "<!-- drydock-result: drydock -->";
    const mallory = {
      id: 3,
      body: `${mark}\nall is well`,
      user: { login: "mallory", type: "User" as const },
    };
    const talk = Array.from({ length: 120 }, (_, id) => ({ ...mallory, id: id + 10, body: "talk" }));
    github.comments.push(mallory, ...talk);
    const others = { sarif: "false", check: "off", comment: "true" };
    github.fault = ({ path }) => (path.endsWith("/comments/3") ? { status: 403, message: "no" } : undefined);
    await run(demoStep(others));
    const { code } = await run(demoStep(others));
    expect([code, github.violations, github.comments.length]).toEqual([1, [], 122]);
    expect(github.of("issues/update-comment").map(({ path }) => path.split("/").at(-1))).toEqual([
      "3",
      "1121",
    ]);
    expect(github.comments[0]?.body).toBe(`${mark}\nall is well`);
  });

  test("a pass", async () => {
    const one = demoStep({});
    one.env.INPUT_POLICY = join(one.folder, "lenient.yml");
    const { code, said } = await run(one);
    expect([code, said.map((line) => line.slice(0, 12)), one.outputs().outcome]).toEqual([
      0,
      ["notice: PASS"],
      "pass",
    ]);
    expect(github.of("checks/create")[0]?.body.conclusion).toBe("success");
  });

  test("only reporting: never a failure, and no success either", async () => {
    const { code, said } = await run(demoStep({ mode: "report" }));
    expect([code, said]).toEqual([0, [`warning: ${BLOCKED}`]]);
    expect(github.of("checks/create")[0]?.body.conclusion).toBe("neutral");
    await run(demoStep({ mode: "report", check: "status" }));
    expect(github.of("repos/create-commit-status")[0]?.body).toEqual({
      state: "success",
      context: "drydock",
      description: BLOCKED,
      target_url: "https://github.com/octo/app/actions/runs/4711",
    });
  });

  test("a commit status in the place of the check run", async () => {
    await run(demoStep({ check: "status", "check-name": "image gate" }));
    expect(github.requests.map(({ id }) => id)).not.toContain("checks/create");
    expect(github.of("repos/create-commit-status").map(({ path, body }) => [path, body])).toEqual([
      [
        `/repos/octo/app/statuses/${HEAD}`,
        expect.objectContaining({ state: "failure", context: "image gate", description: BLOCKED }),
      ],
    ]);
    expect(github.violations).toEqual([]);
  });
});

describe("what is filed under which commit", () => {
  const filed = async (name: string, event: object, more: Record<string, string> = {}) => {
    const { code } = await run(demoStep({}, { name, event, more }));
    const [sarif] = github.sarifs;
    const head = github.of("checks/create")[0]?.body.head_sha;
    return [code, sarif && [sarif.ref, sarif.sha], head, github.violations];
  };

  test("a push", async () => {
    expect(await filed("push", events.push)).toEqual([1, ["refs/heads/main", HEAD], HEAD, []]);
  });

  test("a schedule, which has next to no payload", async () => {
    expect(await filed("schedule", { schedule: "0 3 * * *" })).toEqual([
      1,
      ["refs/heads/main", HEAD],
      HEAD,
      [],
    ]);
  });

  test("a merge queue", async () => {
    const more = { GITHUB_REF: events.group.merge_group.head_ref, GITHUB_SHA: HEAD };
    expect(await filed("merge_group", events.group, more)).toEqual([1, [more.GITHUB_REF, HEAD], HEAD, []]);
  });

  test("pull_request_target: not the base branch, on which it runs", async () => {
    const more = { GITHUB_REF: "refs/heads/main", GITHUB_SHA: MERGE };
    expect(await filed("pull_request_target", events.fork, more)).toEqual([
      1,
      ["refs/pull/7/head", HEAD],
      HEAD,
      [],
    ]);
  });

  test("a run that follows one of a fork's pull request: its number is asked for", async () => {
    github.pulls = [
      { number: 12, head: { sha: MERGE } },
      { number: 13, head: { sha: HEAD } },
    ];
    const more = { GITHUB_SHA: MERGE };
    expect(await filed("workflow_run", events.follower, more)).toEqual([
      1,
      ["refs/pull/13/head", HEAD],
      HEAD,
      [],
    ]);
  });

  test("the same where the pull request has moved on: nothing is filed under another commit", async () => {
    github.pulls = [{ number: 13, head: { sha: MERGE } }];
    const more = { GITHUB_SHA: MERGE };
    expect(await filed("workflow_run", events.follower, more)).toEqual([1, undefined, HEAD, []]);
  });

  test("no payload that could be read", async () => {
    const more = { GITHUB_EVENT_PATH: "/nowhere", GITHUB_REF: "", GITHUB_SHA: "" };
    expect(await filed("repository_dispatch", {}, more)).toEqual([1, undefined, undefined, []]);
  });
});

describe("trouble of GitHub's never changes the verdict", () => {
  const UPLOADS = [
    ["code-scanning/upload-sarif", {}],
    ["code-scanning/get-sarif", {}],
    ["checks/create", {}],
    ["repos/create-commit-status", { check: "status" }],
    ["issues/list-comments", { comment: "true" }],
    ["issues/create-comment", { comment: "true" }],
    ["dependency-graph/create-repository-snapshot", { snapshot: "true" }],
  ] as const;
  const FAULTS: readonly (readonly [string, Fault])[] = [
    ["403, the permission is missing", NOT_ACCESSIBLE],
    ["403, code scanning is not to be had", { status: 403, message: "Advanced Security must be enabled" }],
    ["404", { status: 404, message: "Not Found" }],
    ["413", { status: 413 }],
    ["422", { status: 422, message: "Validation Failed" }],
    ["429 with Retry-After", { status: 429, headers: { "Retry-After": "1" } }],
    ["429 that asks for an hour", { status: 429, headers: { "Retry-After": "3600" } }],
    [
      "403 of a spent limit",
      { status: 403, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0" } },
    ],
    ["500", { status: 500 }],
    ["503", { status: 503 }],
    ["a redirect", { status: 307, headers: { Location: "http://elsewhere.example/" } }],
    ["a broken connection", "cut"],
    ["an answer that is cut off", "late"],
    ["silence", "silent"],
  ];

  describe.each(UPLOADS)("%s", (id, own) => {
    // A comment whose answer is cut off is there all the same.
    const faults = FAULTS.filter(([, fault]) => id !== "issues/create-comment" || fault !== "late");
    test.each(faults)("%s", async (_, fault) => {
      const inputs = { ...own, sarif: String(id.startsWith("code-scanning")) };
      github.fault = (request) => (request.id === id ? fault : undefined);
      const more = { DRYDOCK_GITHUB_TIMEOUT: fault === "silent" ? "0.6" : "20" };
      const blocked = await run(demoStep(inputs, { more }));
      const passing = demoStep(inputs, { more });
      passing.env.INPUT_POLICY = join(passing.folder, "lenient.yml");
      const passed = await run(passing);
      passing.env.INPUT_STRICT = "true";
      const strict = await run(passing);
      expect([blocked.code, passed.code, strict.code]).toEqual([1, 0, 2]);
      expect(passing.outputs().outcome).toBe("pass");
      expect(blocked.said.at(-1)).toBe(`error: ${BLOCKED}`);
      expect(blocked.said.length).toBe(2);
      expect(blocked.log.replaceAll(`::add-mask::${TOKEN}`, "")).not.toContain(TOKEN);
    });
  });

  test("what passes is tried again", async () => {
    github.fault = ({ count, id }) => {
      if (id === "issues/create-comment") return undefined;
      if (count === 1) return "cut";
      return count === 2 ? { status: 502 } : undefined;
    };
    const { code, said } = await run(demoStep({ comment: "true" }));
    expect([code, said, github.violations]).toEqual([1, [`error: ${BLOCKED}`], []]);
    expect([github.sarifs.length, github.comments.length]).toEqual([1, 1]);
  });

  test("a comment whose answer is cut off is not made twice", async () => {
    github.fault = ({ id, count }) => (id === "issues/create-comment" && count === 1 ? "late" : undefined);
    const { said } = await run(demoStep({ comment: "true" }));
    expect([said, github.comments.length]).toEqual([[`error: ${BLOCKED}`], 1]);
  });

  test("findings that GitHub cannot process, and such that it never does", async () => {
    github.processing = () => ({ processing_status: "failed", errors: ["rule without id"] });
    const failed = await run(demoStep());
    expect([failed.code, failed.said[0]]).toEqual([
      1,
      "warning: The upload to code scanning failed: GitHub could not process the findings: rule without id. The verdict stands.",
    ]);
    github.processing = () => ({ processing_status: "pending" });
    const pending = await run(demoStep({}, { more: { DRYDOCK_GITHUB_TIMEOUT: "5" } }));
    expect([pending.code, pending.said[0]]).toEqual([
      1,
      "warning: The upload to code scanning failed: GitHub has taken the findings, but not processed them in time. The verdict stands.",
    ]);
  });

  test("a strict job says in its check that it fails", async () => {
    github.fault = ({ id }) => (id === "code-scanning/upload-sarif" ? { status: 422 } : undefined);
    const one = demoStep({ strict: "true" });
    one.env.INPUT_POLICY = join(one.folder, "lenient.yml");
    expect((await run(one)).code).toBe(2);
    expect(github.of("checks/create")[0]?.body.conclusion).toBe("failure");
  });

  test("the server gives the token to nobody, and what it repeats is hidden", async () => {
    github.fault = () => ({ status: 422, message: `bad token ${TOKEN}` });
    const { log } = await run(demoStep());
    expect(log).toContain("bad token ***");
    expect(log.replaceAll(`::add-mask::${TOKEN}`, "")).not.toContain(TOKEN);
  });
});

describe("permissions", () => {
  test("a missing one is named as it has to be written", async () => {
    github.fault = ({ id }) => (id === "checks/create" ? NOT_ACCESSIBLE : undefined);
    const one = demoStep({ comment: "true" });
    const { said } = await run(one);
    expect(said).toEqual([
      [
        "warning: The job's token may not do everything that is asked for: there is no check. The verdict stands. Add to the job, or switch off what it does not need:",
        "permissions:",
        "  contents: read",
        "  checks: write",
        "  pull-requests: write",
        "  security-events: write",
      ].join("\n"),
      `error: ${BLOCKED}`,
    ]);
    expect(one.summary()).toContain("```yaml\npermissions:\n  contents: read\n  checks: write\n");
  });

  test("a fork's token can only read: one notice, and the exit code", async () => {
    github.fault = () => NOT_ACCESSIBLE;
    const one = demoStep({ comment: "true", snapshot: "true" }, { event: events.fork });
    const { code, said } = await run(one);
    expect([code, said]).toEqual([
      1,
      [
        "notice: GitHub gives pull requests from forks and of Dependabot a token that can only read, so there is no upload to code scanning, dependency snapshot, comment and check. The verdict is told by the exit code of this step and by the summary of the job. The verdict stands.",
        `error: ${BLOCKED}`,
      ],
    ]);
    expect(one.summary()).toMatch(/^## ❌ drydock: BLOCKED\n/);
  });

  test("no token at all", async () => {
    const { code, said } = await run(demoStep({ token: "${{ github.token }}" }));
    expect([code, said.at(-1), github.requests]).toEqual([1, `error: ${BLOCKED}`, []]);
  });
});

describe("no verdict", () => {
  test.each([
    ["nothing to scan", { archive: "", dockerfile: "" }, /USAGE: There is nothing to scan/],
    ["two things to scan", { image: "alpine" }, /USAGE: image, archive and input/],
    ["a word that is no mode", { mode: "warn" }, /USAGE: mode: "warn" is not one of gate, report/],
    ["neither true nor false", { strict: "yes" }, /USAGE: strict: "yes" is neither true nor false/],
  ])("%s: 2, before anybody is asked", async (_, inputs, message) => {
    const one = demoStep(inputs);
    const { code, said } = await run(one);
    expect([code, one.outputs().outcome, github.requests]).toEqual([2, "failed", []]);
    expect(said.join("\n")).toMatch(message);
  });

  test("an archive that is not there: the check and the comment say so, so that no earlier verdict is believed", async () => {
    github.comments.push({
      id: 1,
      body: "<!-- drydock-result: drydock -->\n### ✅ drydock: PASS",
      user: { login: "github-actions[bot]", type: "Bot" },
    });
    const one = demoStep({ archive: "/nowhere/image.tar", comment: "true", mode: "report" });
    const { code, said } = await run(one);
    expect([code, one.outputs().outcome, github.violations]).toEqual([2, "failed", []]);
    expect(said.join()).toMatch(/^error: drydock: NOT_FOUND: /);
    expect(github.of("checks/create")[0]?.body).toMatchObject({
      conclusion: "failure",
      output: { title: "drydock could not do its work" },
    });
    expect(github.comments[0]?.body).toMatch(/drydock could not do its work/);
    expect(one.summary()).toMatch(/could not do its work/);
  });

  test("a report that cannot be written, with GitHub down as well", async () => {
    github.fault = () => ({ status: 500 });
    const one = demoStep({});
    writeFileSync(join(one.folder, "in-the-way"), "");
    one.env.INPUT_OUTPUT = join(one.folder, "in-the-way/reports");
    const { code, said } = await run(one);
    expect([code, said[0]?.slice(0, 20)]).toEqual([2, "error: drydock: DISK"]);
  });
});

test("names in an image that are commands, markup or endless are shown and not obeyed", async () => {
  const names = [
    "::error::owned",
    "##[error]owned",
    "a|b<script>`x`",
    "%0A::error::owned",
    "\u202egnp",
    "n".repeat(10_240),
  ];
  const stanzas = names.map((name) => `P:${name}\nV:3.1.0-r4\nA:x86_64\no:openssl\nL:MIT\n`);
  const files = alpineFiles().map((file) =>
    file.path === "lib/apk/db/installed" ? { ...file, content: `${stanzas.join("\n")}\n` } : file,
  );
  const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n";
  files.push({ path: "root/%0A::error::owned|<script>.pem", content: key });
  const one = demoStep({ comment: "true", dockerfile: "" });
  one.env.INPUT_ARCHIVE = join(one.folder, "%0A::error::nasty.tar");
  writeFileSync(one.env.INPUT_ARCHIVE, dockerArchive(buildImage({ layers: [files] })));
  const { code, log, said } = await run(one);
  expect([code, github.violations]).toEqual([1, []]);
  expect(said.map((line) => line.slice(0, 15))).toEqual(["error: BLOCKED:"]);
  expect(new Set(commandsIn(log).map(({ name }) => name))).toEqual(
    new Set(["add-mask", "group", "endgroup", "error"]),
  );
  // Not even where the runner heeds nothing.
  const report = log.replace(/^::stop-commands::.*$/m, "");
  expect(commandsIn(report).map(({ name }) => name)).not.toContain("warning");
  expect(log).not.toMatch(/[\u202a-\u202e]/);
  for (const page of [one.summary(), github.comments[0]?.body ?? ""]) {
    expect(page).toContain("owned");
    expect(page).not.toMatch(/<script|[\u202a-\u202e]|n{300}/);
  }
  const shown = github.sarifs[0]!.log.runs.flatMap(({ results = [] }) =>
    results.map(({ message }) => message.text ?? ""),
  );
  expect(
    shown.filter((text) => /[\u202a-\u202e\n]|n{300}/.test(text) || commandsIn(text).length > 0),
  ).toEqual([]);
});

test("only what the workflow asks for is written", async () => {
  const one = demoStep({ sarif: "false", check: "off", summary: "false" });
  one.env.INPUT_OUTPUT = `json=${join(one.folder, "out/result.json")}`;
  await run(one);
  expect([github.requests, one.summary(), readdirSync(join(one.folder, "out"))]).toEqual([
    [],
    "",
    ["result.json"],
  ]);
  expect(readdirSync(one.env.RUNNER_TEMP!).map((name) => basename(name))).toEqual(["drydock-cache"]);
});

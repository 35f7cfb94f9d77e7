import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { commandsIn, events, type Step, step } from "../support/action.ts";
import { type Fault, type GitHub, NOT_ACCESSIBLE, startGitHub, TOKEN } from "../support/github-api.ts";
import { sampleDatabase } from "../support/sample.ts";

const root = join(import.meta.dirname, "../..");
const demo = join(root, "examples/demo");
const bundle = join(root, "dist/action/index.js");

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

function demoStep(inputs: Readonly<Record<string, string>>, around: Parameters<typeof step>[1] = {}): Step {
  const usual = {
    archive: join(demo, "image.tar"),
    dockerfile: join(demo, "Dockerfile"),
    db: sampleDatabase,
  };
  const one = step({ ...usual, ...inputs }, { api: github.url, ...around });
  writeFileSync(join(one.folder, "lenient.yml"), "version: 1\nblock: []\n");
  steps.push(one);
  return one;
}

/** As the runner starts an action: its bundle, in the workspace, with both streams in one log. */
async function run({ env, folder }: Step) {
  const child = spawn(process.execPath, [bundle], { env, cwd: folder });
  let log = "";
  let written = "";
  child.stdout.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    written += chunk.toString();
  });
  const [code] = await once(child, "close");
  const said = commandsIn(log).filter(({ name }) => ["notice", "warning", "error"].includes(name));
  return { code, log, written, said: said.map(({ name, data }) => `${name}: ${data}`) };
}

const BLOCKED = "error: BLOCKED: 3 critical and 4 high vulnerabilities (policy: high or worse)";
const everything = { comment: "true", snapshot: "true" };

test("the bundle, as the runner runs it: log, outputs, summary, uploads and exit code", async () => {
  const one = demoStep(everything);
  const { code, log, said, written } = await run(one);
  expect([code, said, written, github.violations]).toEqual([1, [BLOCKED], "", []]);
  expect(log).toMatch(/^drydock \d+\.\d+\.\d+\n::add-mask::/);
  expect(one.outputs()).toMatchObject({ outcome: "blocked", blocking: "7", "count-critical": "3" });
  expect(one.summary()).toMatch(/^## ❌ drydock: BLOCKED\n/);
  expect(github.requests.map(({ id }) => id).sort()).toEqual([
    "checks/create",
    "code-scanning/get-sarif",
    "code-scanning/upload-sarif",
    "dependency-graph/create-repository-snapshot",
    "issues/create-comment",
    "issues/list-comments",
  ]);
});

const FAULTS: readonly (readonly [string, Fault])[] = [
  ["403", NOT_ACCESSIBLE],
  ["422", { status: 422, message: "Validation Failed" }],
  ["429", { status: 429, headers: { "Retry-After": "1" } }],
  ["503", { status: 503 }],
  ["silent", "silent"],
  ["cut off", "cut"],
];

test.each(FAULTS)("GitHub answers every request with %s: the verdict is the exit code", async (_, fault) => {
  github.fault = () => fault;
  const around = { event: events.fork, more: { DRYDOCK_GITHUB_TIMEOUT: "1" } };
  const blocked = demoStep(everything, around);
  const passing = demoStep(everything, around);
  const policy = join(passing.folder, "lenient.yml");
  passing.env.INPUT_POLICY = policy;
  const strict = demoStep({ ...everything, strict: "true", policy }, around);
  const runs = await Promise.all([blocked, passing, strict].map(run));
  expect(runs.map(({ code }) => code)).toEqual([1, 0, 2]);
  expect([blocked, passing].map((one) => one.outputs().outcome)).toEqual(["blocked", "pass"]);
  expect(github.violations).toEqual([]);
  for (const { log } of runs) expect(log.replaceAll(`::add-mask::${TOKEN}`, "")).not.toContain(TOKEN);
});

test("a registry's password is masked, and the tool cache of a self-hosted runner is the cache", async () => {
  const more = { RUNNER_ENVIRONMENT: "self-hosted", DRYDOCK_WEBHOOK_SECRET: "whisper" };
  const one = demoStep({ sarif: "false", check: "off" }, { more });
  mkdirSync(join(one.folder, "home/.docker"));
  const auth = Buffer.from("robot:s3cr3t-word").toString("base64");
  writeFileSync(
    join(one.folder, "home/.docker/config.json"),
    JSON.stringify({ auths: { "registry.example": { auth } } }),
  );
  const { code, log } = await run(one);
  const masked = commandsIn(log).filter(({ name }) => name === "add-mask");
  expect(masked.map(({ data }) => data)).toEqual([TOKEN, "whisper", "s3cr3t-word", auth]);
  expect([code, github.requests]).toEqual([1, []]);
  expect(readdirSync(join(one.folder, "tools/drydock"))).toContain("layers");
});

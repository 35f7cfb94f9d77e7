/** The environment of a step as GitHub's runner makes it, and what the runner would understand of what comes out. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOKEN } from "./github-api.ts";

export const HEAD = "a".repeat(40);
export const MERGE = "b".repeat(40);
export const REPOSITORY = "octo/app";

/** Payloads as GitHub sends them, cut to what matters and something more. */
export const events = {
  pull: { number: 7, pull_request: { number: 7, head: { sha: HEAD, repo: repository(REPOSITORY) } } },
  fork: { number: 7, pull_request: { number: 7, head: { sha: HEAD, repo: repository("mallory/app") } } },
  push: { ref: "refs/heads/main", after: HEAD },
  group: { merge_group: { head_sha: HEAD, head_ref: "refs/heads/gh-readonly-queue/main/pr-7" } },
  follower: {
    workflow_run: {
      event: "pull_request",
      head_sha: HEAD,
      head_branch: "feature",
      head_repository: repository("mallory/app"),
      pull_requests: [],
    },
  },
} as const;

function repository(name: string) {
  return { full_name: name, owner: { login: name.split("/")[0]! } };
}

export interface Step {
  readonly folder: string;
  readonly env: Record<string, string>;
  /** What the step has said in the runner's files, so far. */
  outputs(): Record<string, string>;
  summary(): string;
}

/** A step of a job on `event`, with these inputs; `more` is laid over the environment. */
export function step(
  inputs: Readonly<Record<string, string>>,
  {
    name = "pull_request",
    event = events.pull as object,
    api = "http://127.0.0.1:9",
    more = {},
  }: { name?: string; event?: object; api?: string; more?: Readonly<Record<string, string>> } = {},
): Step {
  const folder = mkdtempSync(join(tmpdir(), "drydock-action-"));
  const at = (file: string) => join(folder, file);
  mkdirSync(at("temp"));
  mkdirSync(at("home"));
  for (const file of ["output", "summary", "state"]) writeFileSync(at(file), "");
  writeFileSync(at("event.json"), JSON.stringify(event));
  const isPull = name.startsWith("pull_request");
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: at("home"),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "scan",
    GITHUB_ACTOR: "octocat",
    GITHUB_API_URL: api,
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: at("event.json"),
    GITHUB_JOB: "image",
    GITHUB_OUTPUT: at("output"),
    GITHUB_REF: isPull ? "refs/pull/7/merge" : "refs/heads/main",
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ID: "4711",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_SHA: isPull ? MERGE : HEAD,
    GITHUB_STATE: at("state"),
    GITHUB_STEP_SUMMARY: at("summary"),
    GITHUB_WORKFLOW: "Build",
    GITHUB_WORKSPACE: folder,
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_TEMP: at("temp"),
    RUNNER_TOOL_CACHE: at("tools"),
    INPUT_TOKEN: TOKEN,
    ...Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
    ),
    ...more,
  };
  return {
    folder,
    env,
    outputs: () => outputsIn(readFileSync(at("output"), "utf8")),
    summary: () => readFileSync(at("summary"), "utf8"),
  };
}

/** Source: actions/runner, `FileCommandManager.cs`. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length - 1; at++) {
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(lines[at]!) ?? [];
    if (name === undefined || end === undefined) throw new Error(`not an output: ${lines[at]}`);
    const value: string[] = [];
    for (at++; lines[at] !== end; at++) value.push(lines[at]!);
    outputs[name] = value.join("\n");
  }
  return outputs;
}

export interface Command {
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/** The commands that the runner would obey. Source: actions/runner, `ActionCommand.cs` and `ActionCommandManager.cs`. */
export function commandsIn(log: string): Command[] {
  const found: Command[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const [, name = "", properties = "", data = ""] = /^\s*::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
    } else if (name === "stop-commands") stopped = data;
    else if (name !== "") found.push({ name, properties, data: unescaped(data) });
    const old = /##\[([a-z-]+)/.exec(line)?.[1];
    if (stopped === undefined && old !== undefined)
      found.push({ name: `old ${old}`, properties: "", data: line });
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/%0A/g, "\n").replace(/%0D/g, "\r").replace(/%25/g, "%");
}

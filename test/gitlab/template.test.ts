/** The component: what it says of itself, what it makes of its inputs, and README's block run as a new user would run it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { COMMAND_LINE_OPTIONS, SCAN_OPTIONS } from "../../src/options.ts";
import { serve } from "../image/ill-registry.ts";
import { gitlabSchema } from "../support/gitlab.ts";
import { pipelineSchema, root, startProject, templateFile, version } from "../support/gitlab-ci.ts";
import { pushImage, startRegistry } from "../support/registry.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { cyclonedxSchema, violations } from "../support/schemas.ts";
import { tar } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";
import { startGitLab, TOKEN } from "./api-server.ts";

const text = readFileSync(templateFile, "utf8");
const [header, body] = parseAllDocuments(text).map((document) => document.toJS());
const template = { "ci/drydock.yml": text };

describe("what it says of itself", () => {
  const { inputs } = header.spec;

  test("is what GitLab's schema wants, and no keyword of it is for all jobs of a pipeline", () => {
    const valid = pipelineSchema();
    expect(valid(header) ? [] : valid.errors).toEqual([]);
    expect(Object.keys(body)).toEqual(["$[[ inputs.job-name ]]"]);
  });

  test("every input is described and used, and every use is of an input", () => {
    const used = [...text.matchAll(/\$\[\[ inputs\.([a-z-]+) \]\]/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort());
    for (const [name, input] of Object.entries<{ description?: string; default?: unknown }>(inputs))
      expect([name, input]).toEqual([
        name,
        expect.objectContaining({ description: expect.stringMatching(/\.$/), default: expect.anything() }),
      ]);
  });

  test("every option of a scan is an input, but for those that the job itself decides", () => {
    const decided = ["format", "cache-dir", "no-cache", "quiet", "report-to"];
    const options = [...SCAN_OPTIONS, ...COMMAND_LINE_OPTIONS].map(({ name }) => name);
    expect(options.filter((name) => !(name in inputs))).toEqual(decided);
  });
});

/** A drydock that only says how it was called; `exit-3` as the image is its exit code. */
const PARROT = `#!/usr/bin/env node
const { readFileSync } = require("node:fs");
const words = process.argv.slice(2);
if (words[0] === "--version") return;
const { NODE_EXTRA_CA_CERTS: file } = process.env;
console.log("CALLED " + JSON.stringify(words));
console.log("TRUSTS " + (file ? readFileSync(file, "utf8").trim() : "-"));
process.exitCode = Number(/^exit-(\\d)$/.exec(words[1])?.[1] ?? 0);
`;

const EVERYTHING = {
  image: "registry.example/team/app:1",
  platform: "linux/arm64/v8",
  dockerfile: "a b/Dockerfile",
  target: "final",
  "build-arg": "A=1 B=*",
  context: ".",
  policy: "a.yml https://policies.example/b.yml",
  "fail-on": "high,malware=low",
  "ignore-unfixed": true,
  checks: "-baseline,-DD-DF-081",
  "malware-rules": "rules",
  baseline: "registry.example/team/app:0",
  vex: "referrer",
  "ignore-file": "none",
  branch: "main",
  environment: "production",
  epss: "epss.csv.gz",
  kev: "kev.json",
  db: "db",
  "db-max-age": "7d",
  "java-db": "public",
  offline: true,
  insecure: true,
  attach: true,
  key: "key.pem",
  "allow-registry-actions": true,
  fix: "push",
  "fix-mode": "graft",
  "fix-scope": "blocking",
  "fix-tag": "fixed",
  "fix-repository": "registry.example/team/fixed",
  "fix-overwrite": "never",
  "fix-partial": "no",
  "fix-required": true,
  "fix-output": "oci:a oci:b",
  "fix-mirror": "debian=https://mirror.example/debian alpine=https://mirror.example/alpine",
  "fix-allow-archived": true,
  "fix-network": "host",
  "gate-on": "fixed",
  notify: "webhook,acr",
  "notify-on": "blocked",
  status: true,
  verbose: true,
  output: "reports/app",
};
const FIXED = [
  ...["--format", "table,html,json,junit,cyclonedx,dotenv", "--format"],
  "gitlab-container-scanning,gitlab-secret-detection,gitlab-sast,codequality,gitlab-annotations",
];

describeWith(["git", "rsync"], "in jobs", () => {
  test("inputs become options; what stands in the way of the scan is a 2, and its own exit code is the job's", async () => {
    const package_ = gzipSync(
      tar([
        {
          path: "package/package.json",
          content: JSON.stringify({ name: "drydock", version: "9.9.9", bin: { drydock: "index.js" } }),
        },
        { path: "package/index.js", content: PARROT, mode: 0o755 },
      ]),
    );
    const gitlab = await serve((_, response) => void response.end(package_));
    const jobs: Readonly<Record<string, object>> = {
      everything: { ...EVERYTHING, source: "parrot" },
      defaults: { source: "./parrot" },
      nothing: {},
      missing: { source: "./missing.tgz" },
      wrong: { source: "wrong" },
      unproven: { source: "parrot", image: "exit-3" },
      allowed: { source: "parrot", image: "exit-3", "allow-failure-exit-codes": [3] },
      fetched: { source: "$CI_API_V4_URL/projects/drydock/packages/generic/drydock/9.9.9/drydock.tgz" },
    };
    const include = Object.entries(jobs).map(([name, inputs]) => ({
      local: "ci/drydock.yml",
      inputs: { "job-name": name, ...inputs },
    }));
    const project = startProject({
      ...template,
      "parrot/dist/cli/index.js": PARROT,
      "wrong/dist/cli/index.js": "process.exitCode = 1;",
      ".gitlab-ci.yml": JSON.stringify({ include }),
    });
    try {
      const lines = await project.run(
        ...variables({
          CI_API_V4_URL: `http://${gitlab.host}/api/v4`,
          CI_JOB_TOKEN: "job-token",
          DRYDOCK_GITLAB_TOKEN: TOKEN,
          ADDITIONAL_CA_CERT_BUNDLE: "an authority",
        }),
      );
      const said = (job: string, word: string) =>
        lines.flatMap((line) => new RegExp(`^${job} +> ${word} (.*)$`).exec(line)?.[1] ?? []);
      const calls = (job: string) => said(job, "CALLED").map((call) => JSON.parse(call));
      const ends = (job: string) =>
        lines.flatMap(
          (line) =>
            new RegExp(`^${job} +finished in .*?(?:(FAIL|WARN) (\\d+))?\\s*$`)
              .exec(line)
              ?.slice(1)
              .join(" ")
              .trim() ?? [],
        );

      expect(lines.join("\n")).toMatch(/json schema validated/);
      expect(Object.fromEntries(Object.keys(jobs).map((job) => [job, ends(job)]))).toEqual({
        everything: [""],
        defaults: [""],
        nothing: ["FAIL 2"],
        missing: ["FAIL 2"],
        wrong: ["FAIL 2"],
        unproven: ["FAIL 3"],
        allowed: ["WARN 3"],
        fetched: [""],
      });
      expect(calls("everything")).toEqual([
        [
          ...["scan", EVERYTHING.image, "--platform", "linux/arm64/v8", "--dockerfile", "a b/Dockerfile"],
          ...["--target", "final", "--context", ".", "--fail-on", "high,malware=low"],
          ...["--checks=-baseline,-DD-DF-081", "--malware-rules", "rules", "--baseline", EVERYTHING.baseline],
          ...[
            "--vex",
            "referrer",
            "--ignore-file",
            "none",
            "--branch",
            "main",
            "--environment",
            "production",
          ],
          ...["--epss", "epss.csv.gz", "--kev", "kev.json", "--db", "db", "--db-max-age", "7d"],
          ...["--java-db", "public", "--key", "key.pem", "--notify", "webhook,acr", "--notify-on", "blocked"],
          ...["--ignore-unfixed", "--offline", "--insecure", "--attach", "--allow-registry-actions"],
          ...["--verbose", "--fix", "push", "--fix-mode", "graft", "--fix-scope", "blocking"],
          ...[
            "--fix-overwrite",
            "never",
            "--fix-partial",
            "no",
            "--fix-network",
            "host",
            "--gate-on",
            "fixed",
          ],
          ...["--fix-tag", "fixed", "--fix-repository", "registry.example/team/fixed"],
          ...["--fix-required", "--fix-allow-archived", "--fix-output", "oci:a", "--fix-output", "oci:b"],
          ...["--fix-mirror", "debian=https://mirror.example/debian"],
          ...["--fix-mirror", "alpine=https://mirror.example/alpine"],
          ...["--build-arg", "A=1", "--build-arg", "B=*"],
          ...["--policy", "a.yml", "--policy", "https://policies.example/b.yml"],
          ...["--report-to", "gitlab-note", "--report-to", "gitlab-status"],
          ...["--cache-dir", ".drydock/cache", "--output", "reports/app", ...FIXED],
        ],
      ]);
      const plain = ["--cache-dir", ".drydock/cache", "--output", "drydock-reports", ...FIXED];
      expect(calls("defaults")).toEqual([["scan", "--report-to", "gitlab-note", ...plain]]);
      expect(calls("fetched")).toEqual(calls("defaults"));
      expect(said("defaults", "TRUSTS")).toEqual(["an authority"]);
      expect(said("nothing", "drydock:")).toEqual([
        "set the input source, or the CI/CD variable DRYDOCK_SOURCE, to where drydock comes from.",
      ]);
      expect(said("missing", "drydock:")).toEqual(["drydock could not be fetched from the input source."]);
      expect(said("wrong", "drydock:")).toEqual(["what was fetched from the input source is no drydock."]);
      // The package registry of the instance is shown the job's token, as a password, each time that npm asks.
      const asked = gitlab.seen.map(({ path, headers }) => `${headers.authorization} ${path}`);
      expect([...new Set(asked)]).toEqual([
        `Basic ${Buffer.from("gitlab-ci-token:job-token").toString("base64")} /api/v4/projects/drydock/packages/generic/drydock/9.9.9/drydock.tgz`,
      ]);
      expect(lines.filter((line) => line.includes("job-token") || line.includes(TOKEN))).toEqual([]);
    } finally {
      await gitlab.stop();
      project.remove();
    }
  });

  test.each([
    [
      { "notify-on": "sometimes" },
      /`notify-on` input: `sometimes` cannot be used because it is not in the list/,
    ],
    [{ "db-max-age": "soon" }, /`db-max-age` input: `soon` does not match required regex/],
    [{ offline: "yes" }, /`offline` input: provided value is not a boolean/],
  ])("an input that cannot be taken is told when the pipeline is made: %o", async (inputs, why) => {
    const include = [{ local: "ci/drydock.yml", inputs }];
    const project = startProject({ ...template, ".gitlab-ci.yml": JSON.stringify({ include }) });
    try {
      expect((await project.run("--list")).join("\n")).toMatch(why);
    } finally {
      project.remove();
    }
  });
});

const CONTENTS: readonly string[] = ["trivy.db", "metadata.json"];

describeWith(["git", "rsync", "docker-registry"], "README's block, as a new user would", () => {
  let packed: string;
  beforeAll(() => {
    packed = mkdtempSync(join(tmpdir(), "drydock-packed-"));
    execFileSync("npm", ["pack", "--silent", "--pack-destination", packed], { cwd: root, stdio: "ignore" });
  });
  afterAll(() => rmSync(packed, { recursive: true }));

  test("blocks the image in the project's own registry, shows it on the merge request, and leaves all reports", async () => {
    const [, block = ""] =
      /```yaml\n(# \.gitlab-ci\.yml\n[\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    const registry = await startRegistry({ htpasswd: { user: "gitlab-ci-token", password: "job-password" } });
    const gitlab = await startGitLab();
    const project = startProject({
      ".gitlab-ci.yml": block,
      Dockerfile: readFileSync(join(root, "examples/demo/Dockerfile")),
      "drydock.tgz": readFileSync(join(packed, `drydock-${version}.tgz`)),
      ...Object.fromEntries(CONTENTS.map((name) => [`db/${name}`, readFileSync(join(sampleDatabase, name))])),
    });
    try {
      await pushImage(registry, "team/app", "c0ffee", sampleImage());
      const lines = await project.run(
        "drydock",
        ...["--input", "db=db"], // the public ones are out of reach for a test
        ...variables({
          ...gitlab.env,
          DRYDOCK_SOURCE: "./drydock.tgz",
          CI_PIPELINE_SOURCE: "merge_request_event",
          CI_REGISTRY: registry.host,
          CI_REGISTRY_IMAGE: `${registry.host}/team/app`,
          CI_REGISTRY_USER: "gitlab-ci-token",
          CI_REGISTRY_PASSWORD: "job-password",
          CI_PROJECT_DIR: project.jobFolder("drydock"),
        }),
      );
      const said = lines.join("\n");
      expect(said).toMatch(
        /^drydock > BLOCKED: 3 critical and 4 high vulnerabilities \(policy: high or worse\)$/m,
      );
      expect(said).toMatch(/^drydock finished in .* FAIL 1\s*$/m);
      expect(said).not.toContain(TOKEN);
      expect(said).not.toContain("job-password");
      expect(gitlab.notes.map(({ body: note }) => note.split("\n")[2])).toEqual(["### drydock: blocked"]);

      const job = parse(
        readFileSync(join(project.folder, ".gitlab-ci-local/expanded-gitlab-ci.yml"), "utf8"),
      ).drydock;
      const { reports, paths } = job.artifacts;
      expect(paths).toEqual(["drydock-reports/"]);
      const left = (path: string) =>
        readFileSync(join(project.folder, ".gitlab-ci-local/artifacts/drydock", path), "utf8");
      const { junit, cyclonedx, dotenv, ...own } = reports as Readonly<Record<string, string>>;
      for (const [kind, path] of Object.entries(own))
        expect([
          kind,
          violations(gitlabSchema(kind as Parameters<typeof gitlabSchema>[0]), left(path)),
        ]).toEqual([kind, []]);
      expect(Object.keys(own).sort()).toEqual([
        "annotations",
        "codequality",
        "container_scanning",
        "sast",
        "secret_detection",
      ]);
      expect(violations(cyclonedxSchema(), left(cyclonedx ?? ""))).toEqual([]);
      expect(XMLValidator.validate(left(junit ?? ""))).toBe(true);
      expect(left(dotenv ?? "")).toMatch(/^DRYDOCK_OUTCOME=blocked\n/);
      expect(JSON.parse(left(own.annotations ?? "")).drydock[0].external_link.url).toBe(
        "https://gitlab.example/team/app/-/jobs/7/artifacts/file/drydock-reports/drydock.html",
      );
      expect(left("drydock-reports/drydock.html")).toMatch(/^<!doctype html>/i);
    } finally {
      project.remove();
      await gitlab.stop();
      await registry.stop();
    }
  });
});

function variables(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
}

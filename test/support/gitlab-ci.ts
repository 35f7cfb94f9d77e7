/** Real jobs of GitLab without GitLab: gitlab-ci-local in a project of the test's own. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";

export const root = join(import.meta.dirname, "../..");
export const templateFile = join(root, "gitlab/templates/drydock/template.yml");

/** Where the examples have the component from. */
export const MIRROR = "your-group/drydock";
const HOST = "gitlab.example";

export interface Project {
  readonly folder: string;
  /** Where the job of that name runs. */
  jobFolder(job: string): string;
  write(path: string, content: string): void;
  /** All that is said, in lines without colours. `words` go to gitlab-ci-local. */
  run(...words: readonly string[]): Promise<readonly string[]>;
  remove(): void;
}

/**
 * A repository with these files, and the component as if it had been fetched from `MIRROR` at the versions. Jobs run in
 * the shell, each in a folder of its own with what is tracked; the image of a job is not looked at.
 */
export function startProject(files: Readonly<Record<string, string | Buffer>>): Project {
  const folder = mkdtempSync(join(tmpdir(), "drydock-gitlab-"));
  const home = mkdtempSync(join(tmpdir(), "drydock-gitlab-home-"));
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const fetched = join(folder, `.gitlab-ci-local/includes/${HOST}/${MIRROR}/${version}`);
  mkdirSync(fetched, { recursive: true });
  cpSync(join(root, "gitlab/templates"), join(fetched, "templates"), { recursive: true });
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...words], {
      cwd: folder,
      stdio: "ignore",
    });
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", `https://${HOST}/team/app.git`);
  writeFileSync(join(folder, ".gitignore"), ".gitlab-ci-local/\n");
  git("add", "--all");
  git("commit", "--quiet", "--message=a test");
  return {
    folder,
    write,
    jobFolder: (job) => join(folder, ".gitlab-ci-local/builds", job),
    run: async (...words) => {
      const program = join(root, "node_modules/gitlab-ci-local/dist/index.js");
      const env = { ...process.env, HOME: home, NO_COLOR: "1", FORCE_COLOR: "0", GITLAB_CI: "" };
      const flags = ["--force-shell-executor", "--shell-isolation", "--no-color"];
      const child = spawn(process.execPath, [program, ...flags, ...words], { cwd: folder, env });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          said += chunk.toString();
        });
      await once(child, "close");
      // Colours would stand between the words of a line.
      return said.replace(/\u001b\[[0-9;]*m/g, "").split("\n");
    },
    remove: () => {
      for (const path of [folder, home]) rmSync(path, { recursive: true, force: true });
    },
  };
}

export const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly version: string;
};

/** GitLab's own schema; see the README beside it. */
export function pipelineSchema(): ValidateFunction {
  const path = join(root, "test/gitlab/fixtures/gitlab-ci.schema.json");
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(readFileSync(path, "utf8")),
  );
}

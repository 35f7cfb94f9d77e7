import { expect, test } from "vitest";
import { gitlabAnnotations } from "../../src/report/gitlab-annotations.ts";
import { gitlabJob } from "../../src/report/index.ts";
import { gitlabSchema } from "../support/gitlab.ts";
import { hostile, scanResult } from "../support/scan-result.ts";
import { violations } from "../support/schemas.ts";

const validate = gitlabSchema("annotations");
const job = { CI_JOB_URL: "https://gitlab.example/team/app/-/jobs/7", CI_PROJECT_DIR: "/builds/app" };
const render = (files: readonly string[], env: NodeJS.ProcessEnv = job) =>
  gitlabAnnotations.render(scanResult(), {
    color: false,
    width: 80,
    gitlab: gitlabJob(env, "/builds/app/sub", files),
  });

test("links to the reports that are among the job's artefacts, pages for people first", () => {
  const text = render(["out/drydock.sarif", "/builds/app/page.html", "/tmp/elsewhere.json", "../../x.json"]);
  expect(violations(validate, text)).toEqual([]);
  const page = "https://gitlab.example/team/app/-/jobs/7/artifacts/file";
  expect(JSON.parse(text)).toEqual({
    drydock: [
      { external_link: { label: "drydock: page.html", url: `${page}/page.html` } },
      { external_link: { label: "drydock: drydock.sarif", url: `${page}/sub/out/drydock.sarif` } },
    ],
  });
});

test.each([[{}], [{ CI_JOB_URL: "javascript:alert(1)" }], [{ CI_JOB_URL: "no url" }]])(
  "no links outside a job: %j",
  (env) => {
    expect(JSON.parse(render(["drydock.sarif"], env))).toEqual({ drydock: [] });
    expect(violations(validate, render(["drydock.sarif"], env))).toEqual([]);
  },
);

test("names of files do nothing", () => {
  const text = render(Object.values(hostile).map((name) => `out/${name.toWellFormed()}`));
  expect(violations(validate, text)).toEqual([]);
  const links: { external_link: { label: string; url: string } }[] = JSON.parse(text).drydock;
  expect(links.filter(({ external_link: { label } }) => /[\u0000-\u001f\u202e]/.test(label))).toEqual([]);
  expect(links.filter(({ external_link: { url } }) => !/^[\w%:/.!~*'()-]+$/.test(url))).toEqual([]);
});

test("a context without a job", () => {
  const text = gitlabAnnotations.render(scanResult(), { color: false, width: 80 });
  expect(JSON.parse(text)).toEqual({ drydock: [] });
});

test.each([
  [" team/app:main ", { defaultBranchImage: "team/app:main", links: [] }],
  ["", { links: [] }],
  ["x".repeat(256), { links: [] }],
])("the image on the default branch: %s", (CS_DEFAULT_BRANCH_IMAGE, expected) => {
  expect(gitlabJob({ CS_DEFAULT_BRANCH_IMAGE }, "/", [])).toEqual(expected);
});

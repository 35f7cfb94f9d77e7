import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { reportTargets } from "../src/read-options.ts";
import { writeReports } from "../src/write-reports.ts";
import { riskResult } from "./support/risk-result.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-reports-"));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("what GitLab reads, under the names it is used to, with links between them", async () => {
  vi.stubEnv("CI_JOB_URL", "https://gitlab.example/team/app/-/jobs/7");
  vi.stubEnv("CI_PROJECT_DIR", folder);
  vi.stubEnv("CS_DEFAULT_BRANCH_IMAGE", "team/app:main");
  const formats =
    "junit,gitlab-container-scanning,gitlab-secret-detection,gitlab-sast,codequality,dotenv,gitlab-annotations";
  const output = [join(folder, "out"), `junit=${join(folder, "tests.xml")}`];
  await writeReports(riskResult(), reportTargets({ format: [formats], output }), {
    write: (text) => expect(text).toBe(undefined),
  });
  expect(readdirSync(folder).toSorted()).toEqual(["out", "tests.xml"]);
  expect(readdirSync(join(folder, "out")).toSorted()).toEqual([
    "drydock.env",
    "gl-annotations.json",
    "gl-code-quality-report.json",
    "gl-container-scanning-report.json",
    "gl-sast-report.json",
    "gl-secret-detection-report.json",
  ]);
  const { drydock } = JSON.parse(readFileSync(join(folder, "out/gl-annotations.json"), "utf8"));
  const page = "https://gitlab.example/team/app/-/jobs/7/artifacts/file";
  expect(drydock.map(({ external_link }: { external_link: { url: string } }) => external_link.url)).toEqual([
    `${page}/tests.xml`,
    `${page}/out/gl-container-scanning-report.json`,
    `${page}/out/gl-secret-detection-report.json`,
    `${page}/out/gl-sast-report.json`,
    `${page}/out/gl-code-quality-report.json`,
    `${page}/out/drydock.env`,
  ]);
  const scanning = JSON.parse(readFileSync(join(folder, "out/gl-container-scanning-report.json"), "utf8"));
  expect(scanning.vulnerabilities[0].location.default_branch_image).toBe("team/app:main");
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { reportTargets } from "../src/read-options.ts";
import { targetsFor, writeReports } from "../src/write-reports.ts";
import { riskResult } from "./support/risk-result.ts";

const folder = mkdtempSync(join(tmpdir(), "drydock-reports-"));
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

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

test("each platform has its own folder and its own paths; a path that would be written twice is refused", () => {
  const result = riskResult();
  const arm = { image: { ...result.image, platform: { os: "linux", architecture: "arm", variant: "v7" } } };
  const targets = reportTargets({ format: ["table,sarif"], output: ["out", "json=a/{platform}.json"] });
  expect(targetsFor(targets)(arm)).toEqual([
    { format: "table", folder: "out/linux-arm-v7" },
    { format: "sarif", folder: "out/linux-arm-v7" },
    { format: "json", path: "a/linux-arm-v7.json" },
    { format: "table" },
  ]);
  expect(() => targetsFor(reportTargets({ output: ["json=a.json"] }))).toThrow(
    "a.json: each platform has a report of its own.",
  );
});

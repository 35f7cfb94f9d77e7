import { describe, expect, test } from "vitest";
import { gitlabInputs } from "../../src/gitlab/index.ts";
import type { RawOptions } from "../../src/raw-options.ts";
import { testHost } from "../image/ill-registry.ts";

/** What a scan is asked for in such a job, without the environment, and what is said. */
function inputs(env: Readonly<Record<string, string>>, image?: string, raw: RawOptions = {}) {
  const host = testHost();
  const { image: chosen, raw: options } = gitlabInputs(image, raw, { GITLAB_CI: "true", ...env }, host.log);
  return { image: chosen, options, said: host.warnings };
}

const project = {
  CI_REGISTRY_IMAGE: "registry.example/team/app",
  CI_COMMIT_REF_SLUG: "main",
  CI_COMMIT_SHA: "c0ffee",
};

describe("the image", () => {
  test.each([
    [{ ...project, CS_IMAGE: "a:1" }, "b:2", "b:2"],
    [{ ...project, CS_IMAGE: "a:1" }, undefined, "a:1"],
    [{ ...project, CS_IMAGE: "a:1" }, "", "a:1"],
    [project, undefined, "registry.example/team/app/main:c0ffee"],
    [
      { ...project, CI_APPLICATION_REPOSITORY: "r.example/x", CI_APPLICATION_TAG: "t" },
      undefined,
      "r.example/x:t",
    ],
  ])("%o and %s: %s", (env, named, image) => {
    expect(inputs(env, named).image).toBe(image);
  });

  test("is named by nobody: an error, also outside of GitLab", () => {
    const wrong = expect.objectContaining({ code: "USAGE", message: "No image is named." });
    expect(() => inputs({})).toThrow(wrong);
    expect(() => gitlabInputs(undefined, {}, { ...project, CS_IMAGE: "a:1" }, testHost().log)).toThrow(wrong);
  });
});

const everything = {
  CS_DOCKERFILE_PATH: "docker/Dockerfile",
  CS_SEVERITY_THRESHOLD: "High",
  CS_IGNORE_UNFIXED: "true",
  CS_DISABLE_LANGUAGE_VULNERABILITY_SCAN: "1",
  CS_REGISTRY_INSECURE: "true",
  CS_QUIET: "true",
  SECURE_LOG_LEVEL: "debug",
};

describe("variables of GitLab's own template", () => {
  test("stand in for options; what changes the verdict is told", () => {
    expect(inputs(everything, "a:1")).toEqual({
      image: "a:1",
      options: {
        dockerfile: "docker/Dockerfile",
        "fail-on": ["system=high", "application=high"],
        "ignore-unfixed": true,
        checks: ["-application"],
        insecure: true,
        quiet: true,
        verbose: true,
      },
      said: [
        "CS_SEVERITY_THRESHOLD is read as --fail-on system=high,application=high, CS_IGNORE_UNFIXED is read as --ignore-unfixed, CS_DISABLE_LANGUAGE_VULNERABILITY_SCAN is read as --checks -application.",
      ],
    });
  });

  test("options that were given win, and a policy has rules of its own", () => {
    const given = { dockerfile: "D", "fail-on": ["low"], checks: ["malware"] };
    expect(inputs(everything, "a:1", given).options).toMatchObject(given);
    expect(inputs({ CS_SEVERITY_THRESHOLD: "LOW" }, "a:1", { policy: ["p.yml"] })).toEqual({
      image: "a:1",
      options: { policy: ["p.yml"] },
      said: [],
    });
  });

  test("say nothing with their defaults, and outside of GitLab", () => {
    const defaults = {
      CS_SEVERITY_THRESHOLD: "UNKNOWN",
      CS_IGNORE_UNFIXED: "false",
      CS_DISABLE_LANGUAGE_VULNERABILITY_SCAN: "false",
      CS_REGISTRY_INSECURE: "",
      SECURE_LOG_LEVEL: "info",
    };
    expect(inputs(defaults, "a:1")).toEqual({ image: "a:1", options: {}, said: [] });
    expect(gitlabInputs("a:1", {}, everything, testHost().log)).toEqual({
      image: "a:1",
      raw: {},
      env: everything,
    });
  });

  test("a threshold that is none is an error; what is not read is told", () => {
    expect(() => inputs({ CS_SEVERITY_THRESHOLD: "severe" }, "a:1")).toThrow(
      expect.objectContaining({
        code: "USAGE",
        message: 'CS_SEVERITY_THRESHOLD: "severe" is not a severity.',
      }),
    );
    expect(inputs({ CS_IGNORE_STATUSES: "will_not_fix", CS_TRIVY_JAVA_DB: "x" }, "a:1").said).toEqual([
      "Not read by drydock: CS_IGNORE_STATUSES, CS_TRIVY_JAVA_DB.",
    ]);
  });
});

describe("CS_REGISTRY_USER and CS_REGISTRY_PASSWORD", () => {
  const login = { GITLAB_CI: "true", CS_REGISTRY_USER: "u", CS_REGISTRY_PASSWORD: "p" };
  const boundTo = (image: string, env: Readonly<Record<string, string>> = login) =>
    gitlabInputs(image, {}, env, testHost().log).env;

  test.each([
    ["registry.example:5000/team/app:1", "registry.example:5000"],
    ["registry:registry.example/app", "registry.example"],
    ["team/app", "docker.io"],
  ])("are for the registry of %s only: %s", (image, DRYDOCK_REGISTRY) => {
    expect(boundTo(image)).toEqual({
      ...login,
      DRYDOCK_REGISTRY,
      DRYDOCK_REGISTRY_USER: "u",
      DRYDOCK_REGISTRY_PASSWORD: "p",
    });
  });

  test("are for nobody where the image lies in no registry, and give way to drydock's own", () => {
    for (const image of ["docker-archive:app.tar", "UPPER CASE", "docker:app"])
      expect(boundTo(image)).toEqual(login);
    const own = {
      ...login,
      DRYDOCK_REGISTRY: "r",
      DRYDOCK_REGISTRY_USER: "a",
      DRYDOCK_REGISTRY_PASSWORD: "b",
    };
    expect(boundTo("registry.example/app", own)).toEqual(own);
  });
});

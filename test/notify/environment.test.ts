import { describe, expect, test } from "vitest";
import { Secrets } from "../../src/image/secrets.ts";
import { jobLink } from "../../src/notify/ci-link.ts";
import { dingtalk } from "../../src/notify/dingtalk.ts";
import { targetOf } from "../../src/notify/environment.ts";
import { webhook } from "../../src/notify/webhook.ts";

const robot = "https://oapi.dingtalk.com/robot/send?access_token=";

describe("targets", () => {
  test.each([
    [{ DRYDOCK_DINGTALK_URL: `${robot}abc`, DRYDOCK_DINGTALK_TOKEN: "other" }, `${robot}abc`],
    [{ DRYDOCK_DINGTALK_URL: "", DRYDOCK_DINGTALK_TOKEN: " a&b \n" }, `${robot}a%26b`],
  ])("case %#", (env, href) => {
    const { target, warning } = targetOf(dingtalk, env, new Secrets());
    expect([target?.url.href, target?.secret, warning]).toEqual([href, undefined, undefined]);
  });

  test("with a secret", () => {
    const env = { DRYDOCK_WEBHOOK_URL: "https://hooks.example/x", DRYDOCK_WEBHOOK_SECRET: "s3cret\n" };
    expect(targetOf(webhook, env, new Secrets())).toEqual({
      target: { url: new URL("https://hooks.example/x"), secret: "s3cret", env },
    });
  });

  test.each([
    [dingtalk, {}, "DRYDOCK_DINGTALK_URL or DRYDOCK_DINGTALK_TOKEN is not set."],
    [webhook, {}, "DRYDOCK_WEBHOOK_URL is not set."],
    [
      webhook,
      { DRYDOCK_WEBHOOK_URL: "hooks.example/t0ken" },
      "DRYDOCK_WEBHOOK_URL is not an address that starts with https://.",
    ],
    [
      webhook,
      { DRYDOCK_WEBHOOK_URL: "file:///etc/passwd" },
      "DRYDOCK_WEBHOOK_URL is not an address that starts with https://.",
    ],
  ])("none, case %#", (channel, env, warning) => {
    expect(targetOf(channel, env, new Secrets())).toEqual({ warning });
  });

  test("plain HTTP is warned of, but not on this machine", () => {
    const warningFor = (url: string) =>
      targetOf(webhook, { DRYDOCK_WEBHOOK_URL: url }, new Secrets()).warning;
    expect(
      ["http://hooks.example/", "http://localhost:1/", "http://[::1]/", "http://127.0.0.1/"].map(warningFor),
    ).toEqual([
      "DRYDOCK_WEBHOOK_URL is plain HTTP: whoever is on the way can read and change what is sent.",
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("whatever of it could be a secret is struck out of texts", () => {
    const secrets = new Secrets();
    const DRYDOCK_WEBHOOK_URL = "https://robot:p%40ss@hooks.example/services/T0123456789AB?key=k1k2k3";
    targetOf(webhook, { DRYDOCK_WEBHOOK_URL, DRYDOCK_WEBHOOK_SECRET: "s3cret" }, secrets);
    expect(
      secrets.hide(
        `${DRYDOCK_WEBHOOK_URL} T0123456789AB robot p%40ss p@ss k1k2k3 s3cret hooks.example services`,
      ),
    ).toBe("*** *** *** *** *** *** *** hooks.example services");
  });
});

describe("the page of the job", () => {
  const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "a/b", GITHUB_RUN_ID: "5" };
  test.each([
    [github, "https://github.com/a/b/actions/runs/5"],
    [{ ...github, GITHUB_RUN_ID: "" }, undefined],
    [{ CI_JOB_URL: "https://gitlab.example/a/b/-/jobs/7" }, "https://gitlab.example/a/b/-/jobs/7"],
    [
      { BUILD_URL: "http://jenkins.example/job/a%20b/7/?x=(1)" },
      "http://jenkins.example/job/a%20b/7/?x=%281%29",
    ],
    [{ CI_JOB_URL: "https://me:secret@gitlab.example/1" }, "https://gitlab.example/1"],
    [{ BUILD_URL: "javascript:alert(1)" }, undefined],
    [{ BUILD_URL: "not an address" }, undefined],
    [{ BUILD_URL: `https://ci.example/${"x".repeat(500)}` }, undefined],
    [{}, undefined],
  ])("case %#", (env, link) => {
    expect(jobLink(env)).toBe(link);
  });
});

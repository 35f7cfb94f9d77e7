import { afterEach, describe, expect, test } from "vitest";
import { gitlabPlaces } from "../../src/gitlab/index.ts";
import { PLACES } from "../../src/options.ts";
import { serve, type TestHost, type TestServer, testHost } from "../image/ill-registry.ts";
import { result as blocked } from "../notify/made.ts";
import { scanResult } from "../support/scan-result.ts";
import { startGitLab, type TestGitLab, TOKEN, type Trouble } from "./api-server.ts";

const pass = scanResult({ findings: [], gaps: [] });
const unproven = scanResult({ findings: [] });

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function gitlab(trouble?: Trouble): Promise<TestGitLab> {
  const server = await startGitLab(trouble);
  running.push(server);
  return server;
}

/** Pages that were asked for, with their query left out. */
const asked = (at: TestServer) =>
  at.seen.map(({ method, path }) => `${method} ${path.replace("/api/v4/", "")}`);

const NOTES = "projects/5/merge_requests/12/notes";

describe("the note", () => {
  test("is written once and then in its place, whatever others write", async () => {
    const at = await gitlab();
    const host = testHost(at.env);
    await gitlabPlaces(["gitlab-note"], host)(blocked, blocked.verdict);
    const [first] = at.notes;
    expect(first?.body).toMatch(/^<!-- drydock note [0-9a-f]{16} -->\n\n### drydock: blocked\n/);
    at.notes.unshift({ id: 1, body: first?.body ?? "", author: { id: 666 } });
    for (let id = 1000; id < 1110; id++) at.notes.unshift({ id, body: "hello", author: { id: 666 } });
    await gitlabPlaces(["gitlab-note"], host)(pass, pass.verdict);
    expect(at.notes.filter(({ author }) => author.id !== 666).map(({ body }) => body.split("\n")[2])).toEqual(
      ["### drydock: pass"],
    );
    expect(at.notes.find(({ id }) => id === 1)?.body).toContain("blocked");
    expect(asked(at)).toEqual([
      ...["GET user", `GET ${NOTES}`, `POST ${NOTES}`],
      ...["GET user", `GET ${NOTES}`, `GET ${NOTES}`, `PUT ${NOTES}/100`],
    ]);
    expect(host.warnings).toEqual([]);
  });

  test("is another one for another job", async () => {
    const at = await gitlab();
    await gitlabPlaces(["gitlab-note"], testHost(at.env))(blocked, blocked.verdict);
    await gitlabPlaces(["gitlab-note"], testHost({ ...at.env, CI_JOB_NAME: "drydock: [base]" }))(
      pass,
      pass.verdict,
    );
    expect(at.notes.map(({ body }) => body.split("\n")[2])).toEqual([
      "### drydock: blocked",
      "### drydock: pass",
    ]);
  });

  test("that somebody deletes at the same moment is written anew", async () => {
    const at = await gitlab(({ method }) => {
      if (method === "PUT") at.notes.splice(0);
      return undefined;
    });
    await gitlabPlaces(["gitlab-note"], testHost(at.env))(blocked, blocked.verdict);
    await gitlabPlaces(["gitlab-note"], testHost(at.env))(pass, pass.verdict);
    expect(at.notes.map(({ body }) => body.split("\n")[2])).toEqual(["### drydock: pass"]);
  });

  test("in a branch's pipeline goes to the merge request that is open for it, and nowhere without one", async () => {
    const at = await gitlab();
    const { CI_MERGE_REQUEST_IID: _, CI_MERGE_REQUEST_PROJECT_ID: __, ...branch } = at.env;
    const host = testHost({ ...branch, CI_OPEN_MERGE_REQUESTS: "team/app!12,team/app!13" });
    await gitlabPlaces(["gitlab-note"], host)(blocked, blocked.verdict);
    expect(asked(at).at(-1)).toBe("POST projects/team%2Fapp/merge_requests/12/notes");
    const none = testHost(branch);
    await gitlabPlaces(["gitlab-note"], none)(blocked, blocked.verdict);
    expect([at.notes.length, none.warnings]).toEqual([1, []]);
  });
});

test("the status: failed where the image does not pass", async () => {
  const at = await gitlab();
  const host = testHost(at.env);
  const show = gitlabPlaces(["gitlab-status"], host);
  for (const result of [pass, blocked, unproven]) await show(result, result.verdict);
  const shared = {
    name: "drydock/drydock: [app]",
    ref: "feature",
    pipeline_id: 31,
    target_url: "https://gitlab.example/team/app/-/jobs/7",
  };
  expect(at.seen.map(({ body }) => JSON.parse(body))).toEqual([
    { ...shared, state: "success", description: expect.stringMatching(/^pass: nothing found/) },
    {
      ...shared,
      state: "failed",
      description: "blocked: 2 critical vulnerabilities, 1 critical sensitive file (policy: high or worse)",
    },
    { ...shared, state: "failed", description: expect.stringMatching(/^unproven: /) },
  ]);
  expect(host.warnings).toEqual([]);
});

describe("what is missing is told before the scan, and nothing is sent", () => {
  const job = { GITLAB_CI: "true", CI_API_V4_URL: "https://gitlab.example/api/v4", CI_PROJECT_ID: "9" };
  test.each([
    [{}, "this is no job of GitLab."],
    [job, "DRYDOCK_GITLAB_TOKEN is not set."],
    [{ ...job, DRYDOCK_GITLAB_TOKEN: "two words" }, "DRYDOCK_GITLAB_TOKEN is not a token."],
    [
      { ...job, DRYDOCK_GITLAB_TOKEN: TOKEN, CI_API_V4_URL: "ftp://x" },
      "CI_API_V4_URL is not a web address.",
    ],
    [{ ...job, DRYDOCK_GITLAB_TOKEN: TOKEN, CI_PROJECT_ID: "" }, "CI_PROJECT_ID is not set."],
  ])("%o", async (env, why) => {
    const host = testHost(env);
    await gitlabPlaces(PLACES, host)(pass, pass.verdict);
    expect(host.warnings).toEqual([`Nothing will be told to GitLab: ${why}`]);
  });

  test("nobody who was not asked for says anything", async () => {
    const host = testHost();
    await gitlabPlaces([], host)(pass, pass.verdict);
    expect(host.warnings).toEqual([]);
  });

  test("plain HTTP to another machine is told", () => {
    const host = testHost({
      ...job,
      DRYDOCK_GITLAB_TOKEN: TOKEN,
      CI_API_V4_URL: "http://gitlab.example/api/v4",
    });
    gitlabPlaces(PLACES, host);
    expect(host.warnings).toEqual(["CI_API_V4_URL is plain HTTP: whoever is on the way can read the token."]);
  });
});

const RIGHTS = "It has to be of a project or group access token with the scope api and the role Developer.";

describe("trouble is a warning for each place, and no more", () => {
  const status =
    (code: number, headers = {}, body = ""): Trouble =>
    (_, response) => {
      response.writeHead(code, headers).end(body);
      return true;
    };
  const patience: Readonly<Record<string, number>> = { once: 1, thrice: 3 };
  test.each<[string, Trouble, string, string]>([
    ["401", status(401), "once", `@ does not know the token (401). ${RIGHTS}`],
    ["403", status(403), "once", `@ does not let the token do that (403). ${RIGHTS}`],
    ["404", status(404), "once", `@ finds nothing there that the token may see (404). ${RIGHTS}`],
    [
      "400 with words, one of them secret",
      status(400, {}, JSON.stringify({ message: { base: [`no ${TOKEN}`] } })),
      "once",
      '@ answered 400. It says: {"base":["no ***"]}',
    ],
    ["400 with no words", status(400, {}, "<html>"), "once", "@ answered 400."],
    [
      "a redirect",
      status(302, { Location: "http://evil.example/" }),
      "once",
      "@ answered with a redirect (302), which is not followed.",
    ],
    ["429", status(429), "thrice", "@ answered 429. It was tried 3 times."],
    [
      "429 for an hour",
      status(429, { "Retry-After": "3600" }),
      "once",
      "@ answered 429 and asks to wait 3600 s.",
    ],
    ["500", status(500), "thrice", "@ answered 500. It was tried 3 times."],
    ["502", status(502), "thrice", "@ answered 502. It was tried 3 times."],
    ["no JSON", status(200, {}, "welcome"), "once", "@ answered 200, but not as GitLab does."],
    [
      "cut off",
      (_, response) => {
        response.writeHead(200, { "Content-Length": "100" }).write("{");
        setImmediate(() => response.destroy());
        return true;
      },
      "thrice",
      "@: the connection broke (ECONNRESET). It was tried 3 times.",
    ],
    ["silent", () => true, "thrice", "@: no answer within 0.3 s. It was tried 3 times."],
  ])("%s", async (_, trouble, tries, why) => {
    const at = await gitlab(trouble);
    const host = testHost(at.env);
    await gitlabPlaces(PLACES, host, 300)(blocked, blocked.verdict);
    expect(host.warnings.map((text) => text.replaceAll(at.host, "@"))).toEqual([
      `The note could not be written in GitLab: ${why}`,
      `The status could not be written in GitLab: ${why}`,
    ]);
    expect(at.seen.map(({ path }) => path.replace("/api/v4/", ""))).toEqual([
      ...Array.from({ length: patience[tries] ?? 0 }, () => "user"),
      ...Array.from({ length: patience[tries] ?? 0 }, () => "projects/9/statuses/c0ffee"),
    ]);
    expectNoToken(host);
  });

  test("that passes is passed over", async () => {
    const at = await gitlab((_, response, count) => {
      if (count > 1) return undefined;
      response.writeHead(503).end();
      return true;
    });
    const host = testHost(at.env);
    await gitlabPlaces(PLACES, host)(blocked, blocked.verdict);
    expect([at.notes.length, host.warnings]).toEqual([1, []]);
  });

  test("nobody is there", async () => {
    const gone = await serve(() => undefined);
    await gone.stop();
    const host = testHost({ ...(await gitlab()).env, CI_API_V4_URL: `http://${gone.host}/api/v4` });
    await gitlabPlaces(["gitlab-status"], host)(pass, pass.verdict);
    expect(host.warnings).toEqual([
      `The status could not be written in GitLab: ${gone.host}: no connection (ECONNREFUSED). It was tried 3 times.`,
    ]);
  });
});

test("only the API's host is shown the token", async () => {
  const at = await gitlab();
  await gitlabPlaces(PLACES, testHost({ ...at.env, CI_JOB_URL: "http://other.example/x" }))(
    blocked,
    blocked.verdict,
  );
  expect(new Set(at.seen.map(({ headers }) => headers.host))).toEqual(new Set([at.host]));
  expect(at.seen.map(({ headers }) => headers["private-token"])).toEqual(at.seen.map(() => TOKEN));
});

function expectNoToken({ warnings }: TestHost): void {
  expect(warnings.filter((text) => text.includes(TOKEN))).toEqual([]);
}

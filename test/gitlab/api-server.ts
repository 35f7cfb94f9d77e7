/** A GitLab as far as notes and statuses go: it keeps what it is given, and misbehaves as a test wants. */
import type { ServerResponse } from "node:http";
import { type Seen, serve, type TestServer } from "../image/ill-registry.ts";

export const TOKEN = "glpat-0f1e2d3c4b5a69788796";

export interface Note {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
}

export interface TestGitLab extends TestServer {
  readonly notes: Note[];
  /** The environment of a job for a merge request there. */
  readonly env: Readonly<Record<string, string>>;
}

/** What happens in the place of an answer; `undefined` = it is answered as GitLab does. */
export type Trouble = (request: Seen, response: ServerResponse, count: number) => true | undefined;

const BOT = 77;

export async function startGitLab(trouble: Trouble = () => undefined): Promise<TestGitLab> {
  const notes: Note[] = [];
  const server = await serve((request, response, count) => {
    if (trouble(request, response, count) === true) return;
    const { method, path, headers, body, query } = request;
    const answer = (status: number, value: unknown) =>
      void response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    if (headers["private-token"] !== TOKEN) return answer(401, { message: "401 Unauthorized" });
    if (path === "/api/v4/user") return answer(200, { id: BOT });
    if (path === "/api/v4/projects/9/statuses/c0ffee" && method === "POST")
      return answer(201, { id: 1, ...JSON.parse(body) });
    const [, number] =
      /^\/api\/v4\/projects\/(?:5|team%2Fapp)\/merge_requests\/12\/notes(?:\/(\d+))?$/.exec(path) ?? [];
    const isNotes = path.includes("/merge_requests/12/notes");
    if (isNotes && method === "GET") {
      const [page, size] = [Number(query.get("page")), Number(query.get("per_page"))];
      return answer(200, notes.slice((page - 1) * size, page * size));
    }
    if (isNotes && method === "POST") {
      const note = { id: 100 + notes.length, body: JSON.parse(body).body, author: { id: BOT } };
      notes.push(note);
      return answer(201, note);
    }
    const note = notes.find(({ id }) => String(id) === number);
    if (method !== "PUT" || note === undefined) return answer(404, { message: "404 Not found" });
    note.body = JSON.parse(body).body;
    return answer(200, note);
  });
  const env = {
    GITLAB_CI: "true",
    CI_API_V4_URL: `http://${server.host}/api/v4`,
    CI_PROJECT_ID: "9",
    CI_MERGE_REQUEST_PROJECT_ID: "5",
    CI_MERGE_REQUEST_IID: "12",
    CI_COMMIT_SHA: "c0ffee",
    CI_COMMIT_REF_NAME: "feature",
    CI_PIPELINE_ID: "31",
    CI_JOB_NAME: "drydock: [app]",
    CI_JOB_URL: "https://gitlab.example/team/app/-/jobs/7",
    DRYDOCK_GITLAB_TOKEN: TOKEN,
  };
  return { ...server, notes, env };
}

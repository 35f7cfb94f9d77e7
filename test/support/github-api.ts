/**
 * A small GitHub: it checks each request against GitHub's own description, keeps what it is told as GitHub would, and has
 * the faults that a test wants.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Log } from "sarif";

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly statuses: readonly number[];
  readonly body?: { readonly properties?: object };
}

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: "Bot" | "User" };
}

export interface Request {
  readonly id: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  /** 1 for the first of its operation. */
  readonly count: number;
}

/** What comes in the place of an answer; `late` = the request is done, and its answer cut off. */
export type Fault =
  | { readonly status: number; readonly message?: string; readonly headers?: Record<string, string> }
  | "silent"
  | "cut"
  | "late";

export interface GitHub {
  readonly url: string;
  readonly requests: readonly Request[];
  /** What GitHub's description, or a limit of GitHub's, forbids. */
  readonly violations: readonly string[];
  readonly comments: Comment[];
  readonly sarifs: readonly { readonly ref: string; readonly sha: string; readonly log: Log }[];
  /** To be set by a test. */
  fault: (request: Request) => Fault | undefined;
  pulls: readonly { readonly number: number; readonly head: { readonly sha: string } }[];
  /** Of an upload, by the question's number. */
  processing: (count: number) => { readonly processing_status: string; readonly errors?: readonly string[] };
  reset(): void;
  of(id: string): readonly Request[];
  stop(): Promise<void>;
}

export const TOKEN = "ghs_aTokenThatIsForTestsOnly0123456789";
export const NOT_ACCESSIBLE = { status: 403, message: "Resource not accessible by integration" } as const;

const { operations } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../github/fixtures/github-api.json"), "utf8"),
) as { operations: readonly Operation[] };

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
formats.default(ajv);
const query = new Ajv({ strict: false, coerceTypes: true });
formats.default(query);
const bodies = new Map<Operation, ValidateFunction>(
  operations.flatMap((one) => (one.body === undefined ? [] : [[one, ajv.compile(one.body)] as const])),
);

/** GitHub's limits that its description does not have. */
const MAX_COMMENT = 65_536;
const MAX_SARIF = 10 * 1024 * 1024;
const MAX_RESULTS = 25_000;

export async function startGitHub(): Promise<GitHub> {
  const requests: Request[] = [];
  const violations: string[] = [];
  const sarifs: GitHub["sarifs"][number][] = [];
  const comments: Comment[] = [];
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const github: GitHub = {
    url: `http://127.0.0.1:${address.port}/api/v3`,
    requests,
    violations,
    comments,
    sarifs,
    fault: () => undefined,
    pulls: [],
    processing: () => ({ processing_status: "complete" }),
    reset() {
      for (const list of [requests, violations, comments, sarifs]) list.length = 0;
      github.fault = () => undefined;
      github.pulls = [];
      github.processing = () => ({ processing_status: "complete" });
    },
    of: (id) => requests.filter((one) => one.id === id),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "", "http://x");
    const path = url.pathname.replace(/^\/api\/v3/, "");
    const operation = operations.find((one) => one.method === request.method && matches(one.path, path));
    if (operation === undefined) {
      violations.push(`there is no ${request.method} ${path}`);
      return send(response, 404, { message: "Not Found" });
    }
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? {} : JSON.parse(text)) as Request["body"];
    const one = { id: operation.id, path, body, count: github.of(operation.id).length + 1 };
    requests.push(one);
    check(operation, one, request, url);
    const fault = github.fault(one);
    if (fault === "silent") return;
    if (fault === "cut") return void response.destroy();
    if (typeof fault === "object") {
      const { status, message = `fault ${status}`, headers = {} } = fault;
      return send(response, status, { message, documentation_url: "https://docs.github.com/rest" }, headers);
    }
    const [status, reply] = done(one, url);
    if (!operation.statuses.includes(status)) violations.push(`${operation.id} never answers ${status}`);
    if (fault === "late") {
      response.writeHead(status, { "Content-Length": "1000" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
      return;
    }
    send(response, status, reply);
  }

  function check(operation: Operation, { body }: Request, request: IncomingMessage, url: URL): void {
    const say = (what: string) => violations.push(`${operation.id}: ${what}`);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) say("a wrong token");
    if (request.headers.accept !== "application/vnd.github+json") say("a wrong Accept");
    if (request.headers["user-agent"] === undefined) say("no User-Agent");
    const validate = bodies.get(operation);
    if (validate !== undefined && !validate(body))
      for (const { instancePath, message } of validate.errors ?? []) say(`${instancePath} ${message}`);
    const known = Object.keys(operation.body?.properties ?? {});
    for (const key of Object.keys(body)) if (!known.includes(key)) say(`no property ${key}`);
    const given = new Map([...pathParameters(operation.path, url.pathname), ...url.searchParams]);
    for (const [name, value] of given) {
      const parameter = operation.parameters.find((one) => one.name === name);
      if (parameter === undefined) say(`no parameter ${name}`);
      else if (!query.compile({ type: "object", properties: { value: parameter.schema } })({ value }))
        say(`parameter ${name} is ${value}`);
    }
    for (const { name, required } of operation.parameters)
      if (required && !given.has(name)) say(`parameter ${name} is missing`);
  }

  function done({ id, path, body, count }: Request, url: URL): readonly [number, unknown] {
    switch (id) {
      case "code-scanning/upload-sarif": {
        const zipped = Buffer.from(String(body.sarif), "base64");
        if (zipped.length > MAX_SARIF) violations.push("SARIF over 10 MB");
        const log = JSON.parse(gunzipSync(zipped).toString()) as Log;
        for (const { results = [] } of log.runs)
          if (results.length > MAX_RESULTS) violations.push("too many results");
        sarifs.push({ ref: String(body.ref), sha: String(body.commit_sha), log });
        return [202, { id: `sarif-${sarifs.length}`, url: "https://api.github.com/x" }];
      }
      case "code-scanning/get-sarif":
        return [200, github.processing(count)];
      case "checks/create":
        return [201, { id: 77, name: body.name }];
      case "checks/update":
        return [200, { id: 77 }];
      case "repos/create-commit-status":
        return [201, { id: 5, state: body.state }];
      case "issues/list-comments": {
        const size = Number(url.searchParams.get("per_page") ?? 30);
        const start = (Number(url.searchParams.get("page") ?? 1) - 1) * size;
        return [200, comments.slice(start, start + size)];
      }
      case "issues/create-comment": {
        limited(body);
        const user = { login: "github-actions[bot]", type: "Bot" } as const;
        const comment: Comment = { id: 1_000 + comments.length, body: String(body.body), user };
        comments.push(comment);
        return [201, comment];
      }
      case "issues/update-comment": {
        limited(body);
        const comment = comments.find((one) => path.endsWith(`/${one.id}`));
        if (comment === undefined) return [200, violations.push("no such comment")];
        comment.body = String(body.body);
        return [200, comment];
      }
      case "dependency-graph/create-repository-snapshot":
        return [201, { id: 9, created_at: "2026-01-01T00:00:00Z", result: "SUCCESS", message: "fine" }];
      case "pulls/list":
        return [200, github.pulls];
      default:
        throw new Error(`nobody does ${id}`);
    }
  }

  function limited({ body }: Request["body"]): void {
    if (String(body).length > MAX_COMMENT) violations.push("a comment that is too long");
  }

  return github;
}

function send(
  response: ServerResponse,
  status: number,
  reply: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(reply));
}

function matches(template: string, path: string): boolean {
  const [wanted, parts] = [template.split("/"), path.split("/")];
  return (
    wanted.length === parts.length && wanted.every((part, i) => part.startsWith("{") || part === parts[i])
  );
}

function pathParameters(template: string, pathname: string): readonly (readonly [string, string])[] {
  const parts = pathname.replace(/^\/api\/v3/, "").split("/");
  return template
    .split("/")
    .flatMap((part, i) => (part.startsWith("{") ? [[part.slice(1, -1), parts[i] ?? ""] as const] : []));
}

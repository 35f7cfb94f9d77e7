/** A small HTTP server that misbehaves as a test wants, and a host that remembers what it was told. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type Host, quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestServer {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** The probe of the API's root left out. */
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

export type Answer = (request: Seen, response: ServerResponse, count: number) => void | Promise<void>;

/** `count` is 1 for the first request to that path. */
export async function serve(answer: Answer, tls?: { key: Buffer; cert: Buffer }): Promise<TestServer> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const server = (tls === undefined ? createServer() : createTlsServer(tls)).on(
    "request",
    async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = "", url = "", headers } = request;
      const { pathname, searchParams } = new URL(url, "http://x");
      if (pathname === "/v2/") return response.end("{}");
      const one = {
        method,
        path: pathname,
        query: searchParams,
        headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      counts.set(pathname, (counts.get(pathname) ?? 0) + 1);
      await answer(one, response, counts.get(pathname) ?? 0);
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { host: `127.0.0.1:${address.port}`, seen, stop };
}

export interface TestHost extends Host {
  readonly waits: number[];
  readonly warnings: string[];
}

/** No homes, no sockets of this machine; pauses are only noted down. */
export function testHost(env: Readonly<Record<string, string>> = {}, now = () => new Date(0)): TestHost {
  const waits: number[] = [];
  const warnings: string[] = [];
  const empty = { HOME: "/nonexistent", XDG_RUNTIME_DIR: "/nonexistent" };
  const host = quietHost("/nonexistent", {
    env: { ...empty, ...env },
    now,
    log: { ...silent, warn: (message) => void warnings.push(message) },
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { ...host, waits, warnings };
}

/** Everything that could be printed of an error, its causes included. */
export function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [String(error), ...own, ...(error.cause === undefined ? [] : [everythingOf(error.cause)])].join(
    "\n",
  );
}

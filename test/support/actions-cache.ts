/**
 * A small service of the Actions cache, as its client speaks to it: entries are reserved, uploaded to a storage, finished,
 * and found by the beginning of their key. Source: actions/toolkit, `packages/cache`.
 */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

export interface CacheService {
  /** For `ACTIONS_RESULTS_URL`. */
  readonly url: string;
  /** By key. */
  readonly entries: ReadonlyMap<string, Buffer>;
  /** To be set by a test: what every request is answered with. */
  broken: number | undefined;
  stop(): Promise<void>;
}

export async function startCacheService(): Promise<CacheService> {
  const entries = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { pathname } = new URL(request.url ?? "", service.url);
    const json = (value: object) =>
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    if (service.broken !== undefined) return void refuse(response, service.broken);
    const key = decodeURIComponent(pathname.split("/").at(-1) ?? "");
    if (pathname.startsWith("/blobs/")) {
      if (request.method === "PUT") {
        uploads.set(key, body);
        return void response.writeHead(201, { etag: '"1"', "x-ms-request-id": "1" }).end();
      }
      const content = entries.get(key) ?? Buffer.alloc(0);
      const headers = { "Content-Length": String(content.length) };
      return void response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : content);
    }
    const asked = JSON.parse(body.toString()) as { key: string; version: string; restore_keys?: string[] };
    const blob = (name: string) => `${service.url}/blobs/container/${encodeURIComponent(name)}`;
    if (key === "CreateCacheEntry") return void json({ ok: true, signed_upload_url: blob(asked.key) });
    if (key === "FinalizeCacheEntryUpload") {
      entries.set(asked.key, uploads.get(asked.key) ?? Buffer.alloc(0));
      return void json({ ok: true, entry_id: "1" });
    }
    const prefixes = [asked.key, ...(asked.restore_keys ?? [])];
    const found = [...entries.keys()].reverse().find((name) => prefixes.some((one) => name.startsWith(one)));
    json(
      found === undefined
        ? { ok: false }
        : { ok: true, signed_download_url: blob(found), matched_key: found },
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const service: CacheService = {
    url: `http://127.0.0.1:${address.port}`,
    entries,
    broken: undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return service;
}

/** Without a body of its form the client tries for half a minute. */
function refuse(response: ServerResponse, status: number): void {
  const headers = { "Content-Type": "application/json" };
  response.writeHead(status, headers).end(JSON.stringify({ code: "permission_denied", msg: "no" }));
}

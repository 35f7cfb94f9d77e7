/** A registry with the referrers API, as a proxy before one without it: what is pushed with a subject is listed. */
import { once } from "node:events";
import { createServer } from "node:http";
import { sha256 } from "./image.ts";
import type { TestRegistry } from "./registry.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

export interface ReferrersProxy extends TestRegistry {
  /** Asked of it so far, as `PUT /v2/…`. */
  readonly asked: readonly string[];
}

/** `alter` may change what readers are sent; a mirror can only be read. */
export async function startReferrersProxy(
  registry: TestRegistry,
  {
    alter = (_, body) => body,
    isMirror = false,
  }: { readonly alter?: (path: string, body: Buffer) => Buffer; readonly isMirror?: boolean } = {},
): Promise<ReferrersProxy> {
  const lists = new Map<string, object[]>();
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = "GET", url = "", headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    asked.push(`${method} ${url}`);
    if (isMirror && method !== "GET" && method !== "HEAD") return response.writeHead(405).end();
    const [, repository = ""] = /^\/v2\/(.*)\/(?:manifests|blobs|referrers)\//.exec(url) ?? [];
    const keyOf = (digest: string) => `${repository}@${digest}`;
    const [, subjectAsked] = /\/referrers\/(sha256:[0-9a-f]{64})/.exec(url) ?? [];
    if (subjectAsked !== undefined) {
      const manifests = lists.get(keyOf(subjectAsked)) ?? [];
      response.writeHead(200, { "content-type": INDEX });
      const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
      return response.end(alter(url, index));
    }
    const sent = Object.entries(headers).filter(([name]) => FORWARDED.includes(name)) as [string, string][];
    const answer = await fetch(`http://${registry.host}${url}`, {
      method,
      headers: { ...Object.fromEntries(sent), host: headers.host ?? "" },
      ...(method === "PUT" || method === "POST" ? { body: new Uint8Array(body) } : {}),
      redirect: "manual",
    });
    const received = Buffer.from(await answer.arrayBuffer());
    const shown = method === "GET" ? alter(url, received) : received;
    for (const name of RETURNED) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value.replaceAll(registry.host, headers.host ?? ""));
    }
    if (method === "PUT" && url.includes("/manifests/") && answer.ok) list(body);
    if (method === "DELETE" && answer.ok)
      for (const [key, entries] of lists)
        lists.set(
          key,
          entries.filter((one) => !url.endsWith((one as { digest: string }).digest)),
        );
    return response.writeHead(answer.status).end(shown);

    function list(bytes: Buffer): void {
      const { subject, artifactType, annotations, mediaType } = JSON.parse(bytes.toString());
      if (subject === undefined) return;
      response.setHeader("oci-subject", subject.digest);
      const entry = { mediaType, digest: sha256(bytes), size: bytes.length, artifactType, annotations };
      const others = (lists.get(keyOf(subject.digest)) ?? []).filter(
        (one) => (one as { digest: string }).digest !== entry.digest,
      );
      lists.set(keyOf(subject.digest), [...others, entry]);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { host: `127.0.0.1:${address.port}`, asked, stop };
}

const FORWARDED = ["accept", "authorization", "content-type", "range"];
const RETURNED = ["content-type", "docker-content-digest", "location", "www-authenticate", "content-range"];

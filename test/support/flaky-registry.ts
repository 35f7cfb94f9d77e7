/** A proxy in front of a registry that stops answering, or does not let anybody write. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { TestRegistry } from "./registry.ts";

export interface FlakyRegistry extends TestRegistry {
  /** Asked of it so far, as `PUT /v2/…`, without the probe of the root. */
  readonly asked: readonly string[];
}

/** `lives`: requests that are answered, of those beside the probe; `readOnly`: writing is answered with 403. */
export async function startFlakyRegistry(
  registry: TestRegistry,
  { lives = Number.POSITIVE_INFINITY, readOnly = false } = {},
): Promise<FlakyRegistry> {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    const { method = "GET", url = "", headers } = incoming;
    if (url !== "/v2/") asked.push(`${method} ${url}`);
    if (asked.length > lives) return void incoming.socket.destroy();
    if (readOnly && method !== "GET" && method !== "HEAD") {
      incoming.resume();
      return void answer.writeHead(403).end('{"errors":[{"code":"DENIED","message":"read only"}]}');
    }
    const [hostname, port] = registry.host.split(":");
    // The host stays as it was asked for: the registry then names the proxy as the place to go on.
    const outgoing = request({ hostname, port, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
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

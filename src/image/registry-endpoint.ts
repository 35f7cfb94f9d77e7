import { exchange, type HttpResponse, type Limits, PassingTrouble, readCapped } from "./http.ts";
import { type Agents, isLoopback } from "./http-agents.ts";

/** Docker Hub's name is not its API's. */
const API_HOSTS = new Map([["docker.io", "registry-1.docker.io"]]);

/**
 * Where a registry is spoken to. TLS with a trusted certificate, apart from this machine's own registries (`localhost`,
 * 127.0.0.0/8, `[::1]`), which may speak plain HTTP and are asked for that first. `insecure`: any certificate is taken,
 * and where nothing speaks TLS, plain HTTP is.
 */
export async function findEndpoint(
  registry: string,
  options: { readonly insecure: boolean; readonly agents: Agents; readonly limits: Limits },
): Promise<URL> {
  const candidates = candidatesOf(registry, options.insecure);
  const [first] = candidates;
  if (candidates.length === 1) return first;
  for (const candidate of candidates) if (await speaks(candidate, options)) return candidate;
  // Let the request itself tell what is wrong, and try again.
  return first;
}

function candidatesOf(registry: string, insecure: boolean): readonly [URL, ...URL[]] {
  const host = API_HOSTS.get(registry) ?? registry;
  const tls = new URL(`https://${host}`);
  const plain = new URL(`http://${host}`);
  if (isLoopback(tls.hostname)) return /:443$/.test(host) ? [tls, plain] : [plain, tls];
  return insecure ? [tls, plain] : [tls];
}

/** Whether this scheme is the right one; what the answer says does not matter. */
async function speaks(
  endpoint: URL,
  { agents, limits }: { readonly agents: Agents; readonly limits: Limits },
): Promise<boolean> {
  try {
    const url = new URL("/v2/", endpoint);
    const response = await exchange({ url, agent: agents.for(url), limits });
    if (response.status !== 400 || endpoint.protocol === "https:") {
      response.discard();
      return true;
    }
    return !(await complainsOfPlainHttp(response));
  } catch (error) {
    if (error instanceof PassingTrouble) return false;
    throw error;
  }
}

/** Go's and nginx's servers answer plain HTTP on a TLS port with 400 and a sentence. */
async function complainsOfPlainHttp(response: HttpResponse): Promise<boolean> {
  const text = (await readCapped(response, 4096, "the answer").catch(() => Buffer.alloc(0))).toString(
    "latin1",
  );
  return /to an? HTTPS (?:server|port)/i.test(text);
}

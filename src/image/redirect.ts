import { DrydockError } from "../errors.ts";
import { exchange, type HttpRequest, type HttpResponse, printUrl } from "./http.ts";
import type { Agents } from "./http-agents.ts";

const MAX_REDIRECTS = 8;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** The others turn what is to be written into a question for a page, whose answer would look like success. */
const KEEPING_THE_METHOD: readonly number[] = [307, 308];

export interface Route {
  readonly agents: Agents;
  /** Whether a redirect may lead from TLS to plain HTTP. */
  readonly plainAllowed: boolean;
}

/**
 * An exchange, redirects followed. Blobs often lie with a storage service; what proves us to the registry does not go
 * there: another scheme, host or port gets no `Authorization`, nor does anything after it.
 * Throws `PassingTrouble`, and `DrydockError` NETWORK for a redirect that cannot be followed.
 */
export async function follow(request: Omit<HttpRequest, "agent">, route: Route): Promise<HttpResponse> {
  let { url } = request;
  let headers = request.headers ?? {};
  const followed = isReading(request) ? REDIRECTS : KEEPING_THE_METHOD;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await exchange({ ...request, url, headers, agent: route.agents.for(url) });
    const { location } = response.headers;
    if (!followed.includes(response.status) || location === undefined) return response;
    response.discard();
    const next = redirectTarget(location, url, route);
    if (next.origin !== url.origin) headers = withoutAuthorization(headers);
    url = next;
  }
  throw refused(request.url, "leads in circles");
}

/** Where a `Location` leads to. Throws `DrydockError` NETWORK for an address that may not or cannot be used. */
export function redirectTarget(
  location: string,
  from: URL,
  { plainAllowed }: Pick<Route, "plainAllowed">,
): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (next === undefined || !/^https?:$/.test(next.protocol) || next.username !== "" || next.password !== "")
    throw refused(from, "leads to an address that cannot be used");
  if (from.protocol === "https:" && next.protocol === "http:" && !plainAllowed)
    throw refused(from, "leads from TLS to plain HTTP", "--insecure allows that.");
  return next;
}

function isReading({ method = "GET" }: Pick<HttpRequest, "method">): boolean {
  return method === "GET" || method === "HEAD";
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"),
  );
}

function refused(url: URL, why: string, hint = "Check the registry's settings."): DrydockError {
  return new DrydockError("NETWORK", `The redirect from ${printUrl(url)} ${why}.`, { hint });
}

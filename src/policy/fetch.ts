import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type HttpResponse, type Limits, printUrl } from "../image/http.ts";
import { createAgents } from "../image/http-agents.ts";
import { persist } from "../image/patience.ts";
import { follow } from "../image/redirect.ts";
import { MAX_BYTES } from "./file.ts";
import type { RemoteOptions } from "./source.ts";

const LIMITS: Limits = { connect: 10_000, headers: 20_000, body: 20_000 };

/** Milliseconds for the whole of it: a server that sends a byte now and then must not keep a build for hours. */
const LONGEST = 60_000;

/**
 * The bytes at an address. Nothing that proves us to anybody is sent, there or where it redirects to; a redirect from TLS
 * to plain HTTP is only followed with `insecure`. Throws `DrydockError`: NOT_FOUND, DENIED, NETWORK, POLICY_INVALID.
 */
export async function fetchPolicy(url: URL, host: Host, { insecure }: RemoteOptions): Promise<Buffer> {
  const route = { agents: createAgents(host, insecure), plainAllowed: insecure };
  const headers = { Accept: "application/yaml, application/json, text/plain, */*" };
  return await persist(host, async () => {
    const response = await follow({ url, headers, limits: LIMITS }, route);
    if (response.status === 200) return await bodyOf(response, printUrl(url));
    response.discard();
    throw refusal(response.status, printUrl(url));
  });
}

async function bodyOf(response: HttpResponse, name: string): Promise<Buffer> {
  const start = performance.now();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES)
      throw new DrydockError("POLICY_INVALID", `${name}: more than the ${MAX_BYTES} bytes allowed.`);
    if (performance.now() - start > LONGEST)
      throw new DrydockError("NETWORK", `${name}: the policy did not come within ${LONGEST / 1000} s.`);
  }
  return Buffer.concat(chunks, size);
}

function refusal(status: number, name: string): DrydockError {
  if (status === 404 || status === 410)
    return new DrydockError("NOT_FOUND", `There is no policy at ${name} (${status}).`);
  if (status === 401 || status === 403)
    return new DrydockError("DENIED", `${name}: the policy may not be read (${status}).`, {
      hint: "Put it where it can be read, or into a registry (oci:REFERENCE) with its credentials.",
    });
  return new DrydockError("NETWORK", `${name}: the server answered ${status} in place of a policy.`);
}

import { readFileSync } from "node:fs";
import { type AgentOptions, Agent as PlainAgent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import * as tls from "node:tls"; // older Node lacks one of the names, and importing it by name would fail
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";

/** Which way a request goes out: directly or through a proxy, and which certificates are believed. */
export interface Agents {
  for(url: URL): PlainAgent;
}

const KEEP = { keepAlive: true, maxFreeSockets: 8 };
const PROXY_VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/**
 * `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` (upper and lower case) and `SSL_CERT_FILE` are taken from the host's
 * environment, `NODE_EXTRA_CA_CERTS` by Node itself. `insecure` takes any certificate.
 * Throws `DrydockError` USAGE for a proxy that cannot be used.
 */
export function createAgents(host: Host, insecure: boolean): Agents {
  const direct = new Way(KEEP, insecure, host);
  const proxied = wantsProxy(host) ? new Way(viaProxy(host), insecure, host) : direct;
  return {
    for(url) {
      // A registry on this machine is not there for the proxy.
      const way = isLoopback(url.hostname) ? direct : proxied;
      return url.protocol === "https:" ? way.tls : way.plain;
    },
  };
}

class Way {
  readonly plain: PlainAgent;
  readonly #options: AgentOptions;
  readonly #insecure: boolean;
  readonly #host: Host;
  #tls: TlsAgent | undefined;

  constructor(options: AgentOptions, insecure: boolean, host: Host) {
    this.plain = new PlainAgent(options);
    this.#options = options;
    this.#insecure = insecure;
    this.#host = host;
  }

  /** Made when it is needed: to read all the certificates takes longer than many a request. */
  get tls(): TlsAgent {
    const trust = () => (this.#insecure ? { rejectUnauthorized: false } : extraTrust(this.#host));
    this.#tls ??= new TlsAgent({ ...this.#options, ...trust() });
    return this.#tls;
  }
}

/** `hostname` as `URL` gives it: lower case, IPv4 in full, IPv6 in brackets. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
    hostname === "[::1]"
  );
}

function wantsProxy({ env, log }: Host): boolean {
  if (!PROXY_VARIABLES.some((name) => env[name])) return false;
  // The flag came with the agents' own option: Node 24.5 and 22.21.
  if (process.allowedNodeEnvironmentFlags.has("--use-env-proxy")) return true;
  log.warn(`Node ${process.versions.node} cannot use a proxy; HTTPS_PROXY and HTTP_PROXY were passed over.`);
  return false;
}

function viaProxy({ env }: Host): AgentOptions {
  const proxies = PROXY_VARIABLES.flatMap((name) => (env[name] ? [[name, proxyUrl(name, env[name])]] : []));
  return { ...KEEP, proxyEnv: { ...env, ...Object.fromEntries(proxies) } };
}

/** Others take `proxy:3128`, too; Node would pass it over without a word. */
function proxyUrl(name: string, text: string): string {
  const full = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(full) && /^https?:\/\//i.test(full)) return full;
  // The text may hold a password, so it is not told.
  throw new DrydockError("USAGE", `${name} is not the address of an HTTP proxy.`, {
    hint: "Write it as http://proxy.example:3128.",
  });
}

/** As OpenSSL's other users take it, but added to the usual authorities. */
function extraTrust({ env, log }: Host): { readonly secureContext?: tls.SecureContext } {
  const path = env.SSL_CERT_FILE;
  if (!path) return {};
  try {
    const usual =
      typeof tls.getCACertificates === "function" // Node 22.15; includes NODE_EXTRA_CA_CERTS
        ? tls.getCACertificates("default")
        : [
            ...tls.rootCertificates,
            ...(env.NODE_EXTRA_CA_CERTS ? [readFileSync(env.NODE_EXTRA_CA_CERTS)] : []),
          ];
    return { secureContext: tls.createSecureContext({ ca: [...usual, readFileSync(path)] }) };
  } catch (error) {
    log.warn(`SSL_CERT_FILE was passed over: ${messageOf(error)}`);
    return {};
  }
}

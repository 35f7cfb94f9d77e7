import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Access, scopesOf } from "./access.ts";
import { Authorization } from "./authorization.ts";
import { printable } from "./document.ts";
import { type HttpResponse, LIMITS, type Limits, type Method, type RequestBody } from "./http.ts";
import { type Agents, createAgents } from "./http-agents.ts";
import { follow, redirectTarget } from "./redirect.ts";
import { findEndpoint } from "./registry-endpoint.ts";
import { registryFailure } from "./registry-failure.ts";
import { Secrets } from "./secrets.ts";

export interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

export interface SessionOptions {
  readonly insecure: boolean;
  /** What permission a token is asked for; `pull` where nothing is said. */
  readonly access?: Access;
  /** Repositories of the same registry from which blobs may be taken over. */
  readonly mountFrom?: readonly string[];
  /** For tests. */
  readonly limits?: Limits;
}

export interface RegistryRequest {
  readonly method?: Method;
  /** Below the repository, such as `manifests/1.0`; or a whole address that the registry itself has given. */
  readonly path: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Names it in errors. */
  readonly what: string;
  /** Statuses that the caller takes for an answer, beside those of success. */
  readonly also?: readonly number[];
}

/** A registry must not fill the screen. */
const MAX_WARNINGS = 5;

/** Requests about one repository: authorised, redirected, tried again. */
export class RegistrySession {
  readonly #name: RepositoryName;
  readonly #host: Host;
  readonly #options: SessionOptions;
  readonly #limits: Limits;
  readonly #secrets = new Secrets();
  readonly #warned = new Set<string>();
  readonly #authorization: Authorization;
  #agents: Agents | undefined;
  #endpoint: Promise<URL> | undefined;

  constructor(name: RepositoryName, host: Host, options: SessionOptions) {
    this.#name = name;
    this.#host = host;
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    const { access = "pull", mountFrom = [] } = options;
    const scopes = scopesOf(name.repository, access, mountFrom);
    this.#authorization = new Authorization(name, host, this.#secrets, { access, scopes });
  }

  /** An answer of success to `GET /v2/<repository>/<path>`; see `ask`. */
  async get(
    path: string,
    headers: Readonly<Record<string, string>>,
    what: string,
    also: readonly number[] = [],
  ): Promise<HttpResponse> {
    return this.ask({ path, headers, what, also });
  }

  /**
   * An answer of success. Tried once: throws `PassingTrouble` where another try is worth it, else `DrydockError`
   * UNAUTHORIZED, DENIED, NOT_FOUND, NETWORK, UNSUPPORTED, CREDENTIALS. An address on another host is asked without
   * what proves us.
   */
  async ask({ method, path, headers = {}, body, what, also = [] }: RegistryRequest): Promise<HttpResponse> {
    this.#agents ??= createAgents(this.#host, this.#options.insecure);
    const { insecure } = this.#options;
    const route = { agents: this.#agents, plainAllowed: insecure };
    this.#endpoint ??= findEndpoint(this.#name.registry, {
      insecure,
      agents: this.#agents,
      limits: this.#limits,
    });
    const registry = await this.#endpoint;
    const url = typeof path === "string" ? new URL(`/v2/${this.#name.repository}/${path}`, registry) : path;
    const limits = this.#limits;
    const written = { ...(method === undefined ? {} : { method }), ...(body === undefined ? {} : { body }) };
    const send = (authorization: string | undefined) =>
      follow({ url, limits, ...written, headers: withAuthorization(headers, authorization) }, route);

    const isOurs = url.origin === registry.origin;
    const known = isOurs ? this.#authorization.current() : undefined;
    let response = await send(known);
    if (response.status === 401 && isOurs && response.url.origin === registry.origin) {
      response.discard();
      const challenge = response.headers["www-authenticate"];
      const proof = await this.#authorization.answer(challenge, known, { registry, route, limits });
      response = await send(proof);
      if (response.status === 401) throw await this.#authorization.refused(response, what);
    }
    this.#passOn(response.headers.warning);
    if ((response.status >= 200 && response.status < 300) || also.includes(response.status)) return response;
    throw await registryFailure(response, what, this.#secrets, this.#options.access);
  }

  /** Where the registry says to go on: its `Location`. Throws `DrydockError` NETWORK where there is none to be used. */
  nextPlace({ headers: { location }, url }: HttpResponse, what: string): URL {
    if (location !== undefined)
      return redirectTarget(location, url, { plainAllowed: this.#options.insecure });
    throw new DrydockError("NETWORK", `${what}: the registry does not say where to send it.`, {
      hint: "Check that this is a registry of images, and that no proxy takes headers away.",
    });
  }

  /** Source: distribution-spec 1.1, "Warnings": code 299, agent `-`, a quoted text. */
  #passOn(header: string | undefined): void {
    for (const [, text = ""] of (header ?? "").matchAll(/\b299 - "((?:[^"\\]|\\.)*)"/g)) {
      if (this.#warned.has(text) || this.#warned.size >= MAX_WARNINGS) continue;
      this.#warned.add(text);
      const words = printable(this.#secrets.hide(text.replace(/\\(.)/g, "$1")));
      this.#host.log.warn(`${this.#name.registry} says: ${words}`);
    }
  }
}

function withAuthorization(
  headers: Readonly<Record<string, string>>,
  authorization: string | undefined,
): Readonly<Record<string, string>> {
  return authorization === undefined ? headers : { ...headers, Authorization: authorization };
}

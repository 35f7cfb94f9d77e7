import type { Host } from "../host.ts";
import { Authorization } from "./authorization.ts";
import { printable } from "./document.ts";
import { type HttpResponse, LIMITS, type Limits } from "./http.ts";
import { type Agents, createAgents } from "./http-agents.ts";
import { follow } from "./redirect.ts";
import { findEndpoint } from "./registry-endpoint.ts";
import { registryFailure } from "./registry-failure.ts";
import { Secrets } from "./secrets.ts";

export interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

export interface SessionOptions {
  readonly insecure: boolean;
  /** For tests. */
  readonly limits?: Limits;
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
    this.#authorization = new Authorization(name, host, this.#secrets);
  }

  /**
   * An answer of success to `GET /v2/<repository>/<path>`; `what` names it in errors. Tried once: throws
   * `PassingTrouble` where another try is worth it, else `DrydockError` UNAUTHORIZED, DENIED, NOT_FOUND, NETWORK,
   * CREDENTIALS. `also` are statuses that the caller takes for an answer, too.
   */
  async get(
    path: string,
    headers: Readonly<Record<string, string>>,
    what: string,
    also: readonly number[] = [],
  ): Promise<HttpResponse> {
    this.#agents ??= createAgents(this.#host, this.#options.insecure);
    const { insecure } = this.#options;
    const route = { agents: this.#agents, plainAllowed: insecure };
    this.#endpoint ??= findEndpoint(this.#name.registry, {
      insecure,
      agents: this.#agents,
      limits: this.#limits,
    });
    const registry = await this.#endpoint;
    const url = new URL(`/v2/${this.#name.repository}/${path}`, registry);
    const limits = this.#limits;
    const send = (authorization: string | undefined) =>
      follow({ url, limits, headers: withAuthorization(headers, authorization) }, route);

    const known = this.#authorization.current();
    let response = await send(known);
    if (response.status === 401 && response.url.origin === registry.origin) {
      response.discard();
      const challenge = response.headers["www-authenticate"];
      const proof = await this.#authorization.answer(challenge, known, { registry, route, limits });
      response = await send(proof);
      if (response.status === 401) throw await this.#authorization.refused(response, what);
    }
    this.#passOn(response.headers.warning);
    if ((response.status >= 200 && response.status < 300) || also.includes(response.status)) return response;
    throw await registryFailure(response, what, this.#secrets);
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

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { parseDocument } from "../image/document.ts";
import { exchange, type Method, PassingTrouble, readCapped } from "../image/http.ts";
import { type Agents, createAgents } from "../image/http-agents.ts";
import { persist } from "../image/patience.ts";
import type { Secrets } from "../image/secrets.ts";
import { failureOf } from "./answer.ts";

/** A page of a hundred comments, of 65,536 characters each. */
const MAX_ANSWER = 32 * 1024 * 1024;
const CHUNK = 256 * 1024;

export interface Call<T> {
  readonly method: Method;
  /** Below the API's address, beginning with `/`; parts of it that are not ours must be encoded. */
  readonly path: string;
  readonly body?: unknown;
  /** What is needed of the answer. */
  readonly schema: z.ZodType<T>;
  /** What it is for, for messages: `the check run`. */
  readonly what: string;
  /** Trying again might do it twice. */
  readonly once?: boolean;
}

export interface ClientOptions {
  readonly apiUrl: URL;
  readonly token: string;
  /** Of one call with all its tries. */
  readonly timeoutMs: number;
  readonly secrets: Secrets;
}

/**
 * Speaks with GitHub's REST API through the same client as registries: proxies, certificates, silence and broken
 * connections are dealt with there, so that the toolkit's own client need not be bundled. No redirect is followed: the
 * token goes to the API's host alone.
 */
export class GitHubClient {
  readonly host: Host;
  readonly timeoutMs: number;
  readonly #options: ClientOptions;
  readonly #agents: Agents;

  constructor(options: ClientOptions, host: Host) {
    this.host = host;
    this.timeoutMs = options.timeoutMs;
    this.#options = options;
    this.#agents = createAgents(host, false);
  }

  /**
   * One request, tried again where the trouble may pass, within the time of a call. Throws `DrydockError` NETWORK,
   * RATE_LIMITED, UNAUTHORIZED, DENIED (`MissingPermission` among them), NOT_FOUND, UNSUPPORTED.
   */
  async call<T>(call: Call<T>): Promise<T> {
    if (call.once === true) return this.#send(call);
    return this.patiently(() => this.#send(call));
  }

  /** The same for several calls that only make sense together. */
  async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const end = performance.now() + this.timeoutMs;
    let last: unknown;
    const wait = async (pause: number): Promise<void> => {
      if (performance.now() + pause >= end) throw last;
      await (this.host.wait ?? sleep)(pause);
    };
    return persist({ ...this.host, wait }, async () => {
      try {
        return await attempt();
      } catch (error) {
        last = error;
        throw error;
      }
    });
  }

  async #send<T>({ method, path, body, schema, what }: Call<T>): Promise<T> {
    const { apiUrl, token, timeoutMs, secrets } = this.#options;
    if (token === "") {
      const hint = "Leave the input token out, or fill it.";
      throw new DrydockError("UNAUTHORIZED", `There is no token for ${what}.`, { hint });
    }
    const url = new URL(`${apiUrl.pathname.replace(/\/+$/, "")}${path}`, apiUrl);
    const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    // Three silences fit into the time of a call.
    const silence = Math.max(100, timeoutMs / 4);
    const response = await exchange({
      url,
      method,
      headers: {
        Accept: "application/vnd.github+json",
        Authorization: `Bearer ${token}`,
        "X-GitHub-Api-Version": "2022-11-28",
        ...(text === undefined ? {} : { "Content-Type": "application/json; charset=utf-8" }),
      },
      ...(text === undefined ? {} : { body: { size: text.length, open: () => pieces(text) } }),
      agent: this.#agents.for(url),
      limits: { connect: Math.min(20_000, silence), headers: silence, body: silence },
    });
    if (response.status < 200 || response.status > 299) throw await failureOf(response, what, secrets);
    const name = `GitHub's answer about ${what}`;
    try {
      return parseDocument(await readCapped(response, MAX_ANSWER, name), schema, name, MAX_ANSWER);
    } catch (cause) {
      if (!(cause instanceof DrydockError) || cause instanceof PassingTrouble) throw cause;
      throw new DrydockError("NETWORK", cause.message, { cause });
    }
  }
}

/** In chunks, so that a slow line is not taken for a silent one. */
async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type BriefAnswer, briefExchange, lastWord, statusTrouble } from "../image/brief-exchange.ts";
import { PassingTrouble } from "../image/http.ts";
import type { Agents } from "../image/http-agents.ts";
import { persist } from "../image/patience.ts";
import type { Job } from "./job.ts";

const TRIES = 3;
/** Of one try, from the first byte to the last. */
const TRY_MS = 10_000;
/** Nothing is begun after this: many slow answers must not add up to a job's whole time. */
const ALL_MS = 120_000;
/** A page of a hundred notes, some of them long. */
const MAX_ANSWER = 16 * 1024 * 1024;
const MAX_COMPLAINT = 200;

/** How the API is reached; `tryMs` is for tests. */
export interface Way {
  readonly agents: Agents;
  readonly host: Host;
  readonly tryMs?: number;
}

/** GitLab's REST API, version 4, with the job's token, which goes to the host of `job.api` only. */
export class Api {
  readonly #job: Job;
  readonly #way: Way;
  readonly #began = performance.now();

  constructor(job: Job, way: Way) {
    this.#job = job;
    this.#way = way;
  }

  /**
   * `path` without a slash at its start. Trouble that may pass is tried three times. Throws `DrydockError` NETWORK,
   * RATE_LIMITED, UNAUTHORIZED, DENIED, NOT_FOUND; its message may hold the server's words.
   */
  async ask<T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    form: z.ZodType<T>,
    content?: object,
  ): Promise<T> {
    const { host } = this.#way;
    let tries = 0;
    return persist(host, async () => {
      tries++;
      try {
        return read(await this.#once(method, path, content), form, this.#job.api.host);
      } catch (error) {
        throw lastWord(error, tries, TRIES);
      }
    });
  }

  async #once(method: "GET" | "POST" | "PUT", path: string, content: object | undefined) {
    const { api, token } = this.#job;
    const { agents, tryMs = TRY_MS } = this.#way;
    if (performance.now() - this.#began > ALL_MS)
      throw new DrydockError("NETWORK", `${api.host} takes too long with its answers.`);
    const url = new URL(path, api);
    const body = content === undefined ? undefined : JSON.stringify(content);
    const headers = {
      "PRIVATE-TOKEN": token,
      Accept: "application/json",
      ...(body === undefined
        ? {}
        : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
    };
    const request = { url, method, headers, agent: agents.for(url), ...(body === undefined ? {} : { body }) };
    return briefExchange(request, { tryMs, tries: TRIES, maxAnswer: MAX_ANSWER });
  }
}

/** Throws `DrydockError`; `PassingTrouble` where another try may have more luck. */
function read<T>(answer: BriefAnswer, form: z.ZodType<T>, host: string): T {
  const { status, body, isCut } = answer;
  if (status < 200 || status > 299) throw refusal(answer, host);
  const value = isCut ? undefined : form.safeParse(json(body));
  if (value?.success === true) return value.data;
  throw new DrydockError("NETWORK", `${host} answered ${status}, but not as GitLab does.`);
}

const RIGHTS = "It has to be of a project or group access token with the scope api and the role Developer.";

/** Source: GitLab, "REST API troubleshooting", status codes. */
function refusal(answer: BriefAnswer, host: string): DrydockError {
  const trouble = statusTrouble(answer, host, TRIES);
  const said = complaintIn(answer.body);
  if (trouble instanceof PassingTrouble || said === undefined)
    return withRights(answer.status, trouble, host);
  return withRights(answer.status, new DrydockError(trouble.code, `${trouble.message} ${said}`), host);
}

function withRights(status: number, trouble: DrydockError, host: string): DrydockError {
  if (status === 401)
    return new DrydockError("UNAUTHORIZED", `${host} does not know the token (401). ${RIGHTS}`);
  if (status === 403)
    return new DrydockError("DENIED", `${host} does not let the token do that (403). ${RIGHTS}`);
  if (status === 404)
    return new DrydockError(
      "NOT_FOUND",
      `${host} finds nothing there that the token may see (404). ${RIGHTS}`,
    );
  return trouble;
}

const complaintSchema = z.object({ message: z.unknown(), error: z.unknown() }).partial();

/** Its words, where they are some: a text, or lists of them by field. */
function complaintIn(body: string): string | undefined {
  const { message, error } = complaintSchema.safeParse(json(body)).data ?? {};
  const told = message ?? error;
  if (told === undefined || told === null) return undefined;
  const words = typeof told === "string" ? told : JSON.stringify(told);
  return `It says: ${words.slice(0, MAX_COMPLAINT).toWellFormed()}`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

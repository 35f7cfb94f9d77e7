import type { IncomingHttpHeaders } from "node:http";
import { DrydockError } from "../errors.ts";
import { exchange, type HttpRequest, type HttpResponse, type Limits, PassingTrouble } from "./http.ts";
import { retryAfterOf } from "./registry-failure.ts";

/** A job is not kept waiting for a service beside its registries longer than this, in seconds. */
const LONGEST_RETRY_AFTER = 30;

/** How one try goes. */
export interface Brevity {
  /** Of one try in milliseconds, from the first byte to the last. */
  readonly tryMs: number;
  /** How often to try in all, where trouble may pass. */
  readonly tries: number;
  /** Bytes of the answer's body that are read; the rest is left. 0 = nobody wants it. */
  readonly maxAnswer: number;
}

export interface BriefAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** More came than was read. */
  readonly isCut: boolean;
}

/**
 * One try at a small exchange with a service that may be slow, silent or endless: it is over after `tryMs`, whatever
 * happens. Redirects are not followed. Throws `PassingTrouble`.
 */
export async function briefExchange(
  request: Omit<HttpRequest, "limits">,
  { tryMs, tries, maxAnswer }: Brevity,
): Promise<BriefAnswer> {
  const limits: Limits = { connect: tryMs, headers: tryMs, body: tryMs };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), tryMs);
  const over = new Promise<never>((_, reject) => {
    late.signal.onabort = () =>
      reject(
        new PassingTrouble("NETWORK", `${request.url.host}: no answer within ${tryMs / 1000} s.`, { tries }),
      );
  });
  try {
    const response = await Promise.race([exchange({ ...request, limits }), over]);
    const { status, headers } = response;
    if (maxAnswer === 0) {
      response.discard();
      return { status, headers, body: "", isCut: true };
    }
    return { status, headers, ...(await Promise.race([startOf(response, maxAnswer, late.signal), over])) };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What a status beyond 2xx means, without the body's words: `PassingTrouble` where another try, soon, may have more luck.
 */
export function statusTrouble(
  { status, headers }: Pick<BriefAnswer, "status" | "headers">,
  host: string,
  tries: number,
): DrydockError {
  if (status >= 300 && status <= 399)
    return new DrydockError(
      "NETWORK",
      `${host} answered with a redirect (${status}), which is not followed.`,
    );
  const retryAfter = retryAfterOf({ headers });
  const isPassing = status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
  const code = status === 429 ? "RATE_LIMITED" : "NETWORK";
  if (!isPassing) return new DrydockError(code, `${host} answered ${status}.`);
  if (retryAfter !== undefined && retryAfter > LONGEST_RETRY_AFTER)
    return new DrydockError(code, `${host} answered ${status} and asks to wait ${Math.ceil(retryAfter)} s.`);
  return new PassingTrouble(code, `${host} answered ${status}.`, {
    tries,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** The patience for a broken connection is made for images; here it ends with `tries`. */
export function lastWord(error: unknown, tried: number, tries: number): unknown {
  return error instanceof PassingTrouble && tried >= tries
    ? new DrydockError(error.code, `${error.message} It was tried ${tries} times.`)
    : error;
}

/** Ends with the time of the try, although something may still come now and then. */
async function startOf(response: HttpResponse, cap: number, late: AbortSignal) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > cap || late.aborted) break;
  }
  return { body: Buffer.concat(chunks).toString("utf8"), isCut: size > cap };
}

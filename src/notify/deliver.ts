import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { exchange, type HttpResponse, type Limits, PassingTrouble } from "../image/http.ts";
import type { Agents } from "../image/http-agents.ts";
import { persist } from "../image/patience.ts";
import { retryAfterOf } from "../image/registry-failure.ts";
import type { Channel, Letter, Target } from "./channel.ts";
import type { Delivery } from "./notice.ts";

const TRIES = 3;
/** Of one try, from the first byte to the last. */
const TRY_MS = 10_000;
const LIMITS: Limits = { connect: TRY_MS, headers: TRY_MS, body: TRY_MS };
/** A job is not kept waiting for a message longer than this, in seconds. */
const LONGEST_RETRY_AFTER = 30;
/** A robot's answer has some fifty bytes. */
const MAX_ANSWER = 64 * 1024;

/** What a try needs; `tryMs` is for tests. */
export interface Way {
  readonly agents: Agents;
  readonly host: Host;
  readonly tryMs?: number;
}

/**
 * Sends one message, up to three times where trouble may pass. Only an answer 2xx is a delivery, and no redirect is
 * followed: the address is part of what was agreed upon with the receiver. Throws `DrydockError` NETWORK or RATE_LIMITED,
 * whose messages hold no more of the address than its host, but may hold the server's words.
 */
export async function deliver(channel: Channel, delivery: Delivery, target: Target, way: Way): Promise<void> {
  let tries = 0;
  await persist(way.host, async () => {
    tries++;
    try {
      await once(channel, channel.letter(delivery, target, way.host.now()), way);
    } catch (error) {
      // A broken connection would be tried more often: it is worth more where an image is at stake.
      if (error instanceof PassingTrouble && tries >= TRIES)
        throw new DrydockError(error.code, `${error.message} It was tried ${TRIES} times.`);
      throw error;
    }
  });
}

async function once({ refusalIn }: Channel, letter: Letter, { agents, tryMs = TRY_MS }: Way) {
  const { host: name } = letter.url;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), tryMs);
  const over = new Promise<never>((_, reject) => {
    late.signal.onabort = () =>
      reject(new PassingTrouble("NETWORK", `${name}: no answer within ${tryMs / 1000} s.`, { tries: TRIES }));
  });
  try {
    const agent = agents.for(letter.url);
    const sending = exchange({ ...letter, method: "POST", agent, limits: LIMITS });
    const response = await Promise.race([sending, over]);
    if (response.status < 200 || response.status > 299) throw failure(response, name);
    if (refusalIn === undefined) return response.discard();
    const refusal = refusalIn(await Promise.race([startOf(response, late.signal), over]));
    if (refusal === undefined) return;
    const message = `${name} refuses it: ${refusal.why}.`;
    throw refusal.isPassing
      ? new PassingTrouble("NETWORK", message, { tries: TRIES })
      : new DrydockError("NETWORK", message);
  } finally {
    clearTimeout(timer);
  }
}

/** The body is not told: it may repeat the address, and the receiver's pages of errors help nobody here. */
function failure(response: HttpResponse, host: string): DrydockError {
  const { status } = response;
  response.discard();
  if (status >= 300 && status <= 399)
    return new DrydockError(
      "NETWORK",
      `${host} answered with a redirect (${status}), which is not followed.`,
    );
  const retryAfter = retryAfterOf(response);
  const isPassing = status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
  const code = status === 429 ? "RATE_LIMITED" : "NETWORK";
  if (!isPassing) return new DrydockError(code, `${host} answered ${status}.`);
  if (retryAfter !== undefined && retryAfter > LONGEST_RETRY_AFTER)
    return new DrydockError(code, `${host} answered ${status} and asks to wait ${Math.ceil(retryAfter)} s.`);
  return new PassingTrouble(code, `${host} answered ${status}.`, {
    tries: TRIES,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** Ends with the time of the try, although something may still come now and then. */
async function startOf(response: HttpResponse, late: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ANSWER || late.aborted) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { type Brevity, briefExchange, lastWord, statusTrouble } from "../image/brief-exchange.ts";
import { PassingTrouble } from "../image/http.ts";
import type { Agents } from "../image/http-agents.ts";
import { persist } from "../image/patience.ts";
import type { Channel, Letter, Target } from "./channel.ts";
import type { Delivery } from "./notice.ts";

const TRIES = 3;
/** Of one try, from the first byte to the last. */
const TRY_MS = 10_000;
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
      throw lastWord(error, tries, TRIES);
    }
  });
}

/** The body of a refusal is not told: it may repeat the address, and the receiver's pages of errors help nobody here. */
async function once({ refusalIn }: Channel, letter: Letter, { agents, tryMs = TRY_MS }: Way) {
  const { host: name } = letter.url;
  const brevity: Brevity = { tryMs, tries: TRIES, maxAnswer: refusalIn === undefined ? 0 : MAX_ANSWER };
  const request = { ...letter, method: "POST", agent: agents.for(letter.url) } as const;
  const answer = await briefExchange(request, brevity);
  if (answer.status < 200 || answer.status > 299) throw statusTrouble(answer, name, TRIES);
  const refusal = refusalIn?.(answer.body);
  if (refusal === undefined) return;
  const message = `${name} refuses it: ${refusal.why}.`;
  throw refusal.isPassing
    ? new PassingTrouble("NETWORK", message, { tries: TRIES })
    : new DrydockError("NETWORK", message);
}

/**
 * What comes in: a judged `ScanResult`, and an environment that says where to. What goes out: a message on each channel
 * that is listed in `all.ts` and was asked for. The verdict is told as it was judged; a message that does not arrive is
 * a warning and nothing else.
 */
import { randomUUID } from "node:crypto";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import { discreetHost } from "../image/discreet-host.ts";
import { createAgents } from "../image/http-agents.ts";
import { Secrets } from "../image/secrets.ts";
import type { Finding, ScanResult } from "../model/index.ts";
import * as all from "./all.ts";
import type { Channel, Target } from "./channel.ts";
import { deliver, type Way } from "./deliver.ts";
import { targetOf } from "./environment.ts";
import { isWorthTelling, type Notice, noticeOf, type Occasion } from "./notice.ts";

/** By id. */
export const channels: ReadonlyMap<string, Channel> = new Map(
  Object.values(all).map((channel) => [channel.id, channel]),
);

export interface NotifyOptions {
  /** Ids of channels, each once. */
  readonly channels: readonly string[];
  readonly on: Occasion;
}

/** Tells of a result; never throws. `isNew` is given where the result was compared with a baseline. */
type Notify = (result: ScanResult, isNew?: (finding: Finding) => boolean) => Promise<void>;

interface Open {
  readonly channel: Channel;
  readonly target: Target;
}

/**
 * To be asked before the scan: what is wrong with the environment is a warning at once, and a channel without an address
 * is left out. A job for a fork has no secrets, and must be able to pass all the same. `tryMs` = how long one try may
 * take, for tests. Throws `DrydockError` USAGE for an id that there is not.
 */
export function notifier(options: NotifyOptions, host: Host, tryMs?: number): Notify {
  const discreet = discreetly(host);
  const open = options.channels.flatMap((id) => opened(id, discreet));
  return async (result, isNew) => {
    try {
      const notice = noticeOf(result, host.env, isNew);
      if (open.length === 0 || !isWorthTelling(notice, options.on)) return;
      const way = { agents: createAgents(discreet.host, false), host: discreet.host };
      await Promise.all(open.map((one) => tell(one, notice, tryMs === undefined ? way : { ...way, tryMs })));
    } catch (error) {
      // Even a mistake of ours in here must not take the place of the verdict.
      discreet.host.log.warn(`The verdict could not be sent: ${messageOf(error)}`);
    }
  };
}

interface Discreet {
  readonly host: Host;
  readonly secrets: Secrets;
}

function discreetly(host: Host): Discreet {
  const secrets = new Secrets();
  return { host: discreetHost(host, secrets), secrets };
}

function opened(id: string, { host, secrets }: Discreet): readonly Open[] {
  const channel = channels.get(id);
  if (channel === undefined) {
    throw new DrydockError("USAGE", `There is no channel ${JSON.stringify(id)}.`, {
      hint: `The channels are ${[...channels.keys()].join(", ")}.`,
    });
  }
  const { target, warning } = targetOf(channel, host.env, secrets);
  if (target === undefined) {
    host.log.warn(`Nothing will be sent to ${id}: ${warning}`);
    return [];
  }
  if (warning !== undefined) host.log.warn(warning);
  return [{ channel, target }];
}

async function tell({ channel, target }: Open, notice: Notice, way: Way): Promise<void> {
  const { log } = way.host;
  try {
    await deliver(channel, { ...notice, id: randomUUID() }, target, way);
    log.debug(`The verdict was sent to ${channel.id}.`);
  } catch (error) {
    log.warn(`The verdict could not be sent to ${channel.id}: ${messageOf(error)}`);
  }
}

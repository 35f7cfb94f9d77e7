import type { Host } from "../host.ts";
import type { Secrets } from "./secrets.ts";

/** The host with a log that nothing secret passes: a server may repeat what it was sent. */
export function discreetHost(host: Host, secrets: Secrets): Host {
  const { log } = host;
  const hiding: Host["log"] = {
    warn: (message) => log.warn(secrets.hide(message)),
    debug: (message) => log.debug(secrets.hide(message)),
    stage: (name, total) => log.stage(secrets.hide(name), total),
  };
  return { ...host, log: hiding };
}

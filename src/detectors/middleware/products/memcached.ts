import { exposureOf } from "../addresses.ts";
import { linesOf } from "../formats/directives.ts";
import { assignments } from "../formats/shell.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = {
  l: "shown",
  listen: "shown",
  U: "shown",
  "udp-port": "shown",
  S: "shown",
  "enable-sasl": "shown",
  Y: "shown",
  "auth-file": "shown",
  s: "shown",
  "unix-socket": "shown",
  m: "shown",
};

const memcached: Product = {
  id: "memcached",
  title: "memcached",
  programs: ["memcached"],
  packages: ["memcached"],
  places: [["etc/memcached.conf"], ["etc/sysconfig/memcached"], ["etc/conf.d/memcached"]],
  isTold: true,
  read: (text, path) => keeping(path.endsWith(".conf") ? lineOptions(text) : variableOptions(text), KEYS),
  fromArguments: (args) => keeping(optionsOf(args), KEYS),
  *judge(cache) {
    if (cache.last("S", "enable-sasl", "Y", "auth-file", "s", "unix-socket") !== undefined) return;
    const udp = cache.last("U", "udp-port");
    const listen = cache.last("l", "listen");
    if (udp !== undefined && udp.value !== "0" && udp.value !== "")
      yield { at: udp, title: "UDP is on", exposure: addresses(cache) };
    if (listen !== undefined) yield { at: listen, title: "open to all", exposure: addresses(cache) };
    else if (cache.settings[0] !== undefined && !isCommandOnly(cache))
      yield { at: cache.settings[0], title: "open to all: no address to listen on" };
  },
};

function addresses(cache: Instance) {
  return exposureOf(
    cache.all("l", "listen").map(({ value }) => value),
    "all",
  );
}

/** A bare `memcached` says nothing about addresses; a file of settings that names none does. */
function isCommandOnly(cache: Instance): boolean {
  return cache.isStarted || cache.settings.every(({ line }) => line === undefined);
}

/** Debian's: one option a line. */
function lineOptions(text: string): readonly Setting[] {
  return linesOf(text).flatMap(({ text: said, line }) =>
    optionsOf(said.split(/\s+/)).map((one) => ({ ...one, line })),
  );
}

/** Fedora's: all of them in a variable. */
function variableOptions(text: string): readonly Setting[] {
  return assignments(text).flatMap(({ key, value, line }) => {
    const at = line === undefined ? {} : { line };
    return key === "OPTIONS" || key === "MEMCACHED_OPTS"
      ? optionsOf(value.split(/\s+/)).map((one) => ({ ...one, ...at }))
      : [];
  });
}

export const memcachedRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-074",
    title: "memcached open to all",
    severity: "medium",
    fires:
      "memcached is told to listen on more than loopback without SASL or a file of logins, or its UDP port, which amplifies attacks on others, is on.",
    guards: "A command line that names no address leaves that to the network around the container.",
    advice: "Name the address to listen on with -l, and switch UDP off with -U 0.",
  }),
  products: [memcached],
};

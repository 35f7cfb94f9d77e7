import { exposureOf } from "../addresses.ts";
import { directives } from "../formats/directives.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { operandsOf, optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = {
  bind: "shown",
  port: "shown",
  "protected-mode": "shown",
  requirepass: "secret",
  aclfile: "shown",
  include: "shown",
  user: "shown",
  ALLOW_EMPTY_PASSWORD: "shown",
  REDIS_PASSWORD: "secret",
};

const redis: Product = {
  id: "redis",
  title: "Redis",
  programs: ["redis-server", "valkey-server", "keydb-server"],
  packages: ["redis", "redis-server", "valkey", "valkey-server"],
  places: ["redis/redis", "redis", "valkey/valkey", "valkey"].map((name) => [`etc/${name}.conf`]),
  isTold: true,
  read: (text) => keeping(directives(text).map(lowered), KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(lowered), KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        ALLOW_EMPTY_PASSWORD: "ALLOW_EMPTY_PASSWORD",
        REDIS_PASSWORD: "REDIS_PASSWORD",
        VALKEY_PASSWORD: "REDIS_PASSWORD",
      }),
      KEYS,
    ),
  fileOf: (args) => operandsOf(args).find((word) => word.includes("/") || word.endsWith(".conf")),
  *judge(redis) {
    const bitnami = redis.on("ALLOW_EMPTY_PASSWORD");
    if (bitnami && isBitnami(redis) && !redis.hasSecret("REDIS_PASSWORD"))
      yield { at: bitnami, title: "no password, open to all" };
    const open = redis.off("protected-mode");
    if (open === undefined || hasLogin(redis) || redis.last("port")?.value === "0") return;
    const include = redis.last("include");
    const unproven = include && "The file that it includes may set a password.";
    const bind = redis.last("bind");
    const exposure = exposureOf(bind === undefined ? [] : [bind.value], "all");
    yield { at: open, title: "no password, open to all", with: [bind, include], exposure, unproven };
  },
};

/** Names know no case. Of an ACL only its name and whether it asks for anything is kept: it may hold a password. */
function lowered({ key, value, line }: Setting): Setting {
  const name = key.toLowerCase();
  const [user = "", ...rules] = value.split(/\s+/);
  const isOpen = rules.includes("nopass") && rules.includes("on");
  const shown = name === "user" ? `${user} ${isOpen ? "nopass" : "restricted"}` : value;
  return { key: name, value: shown, ...(line === undefined ? {} : { line }) };
}

/** Bitnami's images bind all addresses and switch protected mode off as soon as they are let run without a password. */
function isBitnami({ image }: Instance): boolean {
  const servers = [...image.pathsOf("redis-server"), ...image.pathsOf("valkey-server")];
  return servers.some((path) => path.startsWith("opt/bitnami/"));
}

function hasLogin(redis: Instance): boolean {
  const defaultUser = redis.settings.findLast(
    ({ key, value }) => key === "user" && value.startsWith("default "),
  );
  return (
    redis.hasSecret("requirepass") ||
    redis.last("aclfile") !== undefined ||
    defaultUser?.value === "default restricted" ||
    redis.hasSecret("REDIS_PASSWORD")
  );
}

export const redisRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-070",
    title: "Redis without login, open to all",
    severity: "high",
    fires:
      "Redis or Valkey listens on more than loopback, its protected mode is switched off, and neither a password nor an access list guards it.",
    guards: "A password that is put in when the container starts counts as one.",
    advice:
      "Bind to the addresses that need it, keep protected mode on, and set an access list with a password.",
    peers: ["SAS hc_exploit_redis"],
  }),
  products: [redis],
};

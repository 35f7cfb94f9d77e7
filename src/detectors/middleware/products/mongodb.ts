import { ini } from "../formats/ini.ts";
import { yaml } from "../formats/yaml.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import { isTrue, type Setting } from "../setting.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = {
  "net.bindIp": "shown",
  "net.bindIpAll": "shown",
  "net.tls.mode": "shown",
  "security.authorization": "shown",
  "security.keyFile": "shown",
  "security.clusterAuthMode": "shown",
  MONGO_INITDB_ROOT_USERNAME: "secret",
};

/** Options, and the settings of files before 2.6, under the names of today's. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  bind_ip: "net.bindIp",
  bind_ip_all: "net.bindIpAll",
  auth: "security.authorization",
  noauth: "security.authorization",
  keyFile: "security.keyFile",
};

const mongodb: Product = {
  id: "mongodb",
  title: "MongoDB",
  programs: ["mongod"],
  packages: ["mongodb", "mongodb-server", "mongodb-org-server"],
  places: [["etc/mongod.conf"], ["etc/mongodb.conf"]],
  isTold: true,
  read: (text) => keeping(isYaml(text) ? yaml(text) : ini(text).map(renamed), KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(renamed), KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        MONGO_INITDB_ROOT_USERNAME: "MONGO_INITDB_ROOT_USERNAME",
        MONGO_INITDB_ROOT_USERNAME_FILE: "MONGO_INITDB_ROOT_USERNAME",
      }),
      KEYS,
    ),
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "config" || key === "f")
      ?.value.split(" ")[0],
  *judge(mongod) {
    const all = mongod.on("net.bindIpAll");
    const bind = all ?? mongod.last("net.bindIp");
    if (bind === undefined || isGuarded(mongod)) return;
    const exposure = all === undefined ? mongod.exposure("loopback", "net.bindIp") : "all";
    const authorization = mongod.last("security.authorization");
    yield { at: bind, title: "no authorisation, open to all", with: [authorization], exposure };
  },
};

/** The official image's entrypoint switches authorisation on where it is told a first user. */
function isGuarded(mongod: Instance): boolean {
  return (
    isTrue(mongod.last("security.authorization")?.value) ||
    mongod.last("security.keyFile", "security.clusterAuthMode") !== undefined ||
    mongod.hasSecret("MONGO_INITDB_ROOT_USERNAME")
  );
}

function isYaml(text: string): boolean {
  return /^(?:net|security|storage|systemLog|processManagement|replication)[ \t]*:/m.test(text);
}

function renamed({ key, value, line }: Setting): Setting {
  const said = key === "noauth" ? "disabled" : value === "" ? "true" : value;
  return { key: OLD_NAMES[key] ?? key, value: said, ...(line === undefined ? {} : { line }) };
}

export const mongodbRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-071",
    title: "MongoDB without authorisation, open to all",
    severity: "high",
    fires: "MongoDB is told to listen on more than loopback, and its authorisation is not switched on.",
    guards: "A first user in the official image's variables, or a key file of a cluster, switches it on.",
    advice: "Set security.authorization to enabled, make users, and bind to the addresses that need it.",
  }),
  products: [mongodb],
};

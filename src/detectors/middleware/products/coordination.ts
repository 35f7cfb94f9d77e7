import { type Exposure, exposureOf, listenExposure } from "../addresses.ts";
import { hcl } from "../formats/hcl.ts";
import { json } from "../formats/json.ts";
import { properties } from "../formats/properties.ts";
import { assignments } from "../formats/shell.ts";
import { yaml } from "../formats/yaml.ts";
import { type Kept, keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import { isTrue, type Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const ZOOKEEPER_KEYS: Vocabulary = {
  clientPort: "shown",
  clientPortAddress: "shown",
  requireClientAuthScheme: "shown",
  "enforce.auth.enabled": "shown",
  sessionRequireClientSASLAuth: "shown",
};

const zookeeper: Product = {
  id: "zookeeper",
  title: "ZooKeeper",
  programs: ["zkServer.sh", "zookeeper-server-start.sh", "zookeeper-server-start"],
  packages: ["zookeeper", "zookeeperd"],
  marks: ["bin/zkServer.sh"],
  places: [["etc/zookeeper/conf/zoo.cfg"], ["etc/zookeeper/zoo.cfg"], ["~/conf/zoo.cfg"]],
  targets: ["etc/zookeeper/conf_example/zoo.cfg"],
  read: (text) => keeping(properties(text), ZOOKEEPER_KEYS),
  fileOf: (args) => args.find((word) => /\.(?:cfg|properties)$/.test(word)),
  *judge(server) {
    const port = server.last("clientPort");
    if (port === undefined || port.value === "0") return;
    const isGuarded =
      server.last("requireClientAuthScheme") ??
      server.on("enforce.auth.enabled", "sessionRequireClientSASLAuth");
    if (isGuarded !== undefined) return;
    const address = server.last("clientPortAddress");
    yield {
      at: port,
      title: "clients need no login",
      with: [address],
      exposure: server.exposure("all", "clientPortAddress"),
    };
  },
};

/** As the options are called; the names of variables and of the file are made of those. */
const ETCD_KEYS: Vocabulary = {
  "listen-client-urls": "shown",
  "client-cert-auth": "shown",
  "trusted-ca-file": "shown",
};

const etcd: Product = {
  id: "etcd",
  title: "etcd",
  programs: ["etcd"],
  packages: ["etcd", "etcd-server"],
  places: [
    ["etc/default/etcd"],
    ["etc/etcd/etcd.conf"],
    ["etc/etcd/etcd.conf.yml"],
    ["etc/etcd/etcd.conf.yaml"],
  ],
  isTold: true,
  read: (text) =>
    keeping(
      /^[ \t]*ETCD_/m.test(text) ? assignments(text).map(fromVariable) : yaml(text).map(lastName),
      ETCD_KEYS,
    ),
  fromArguments: (args) => keeping(optionsOf(args), ETCD_KEYS),
  fromVariables: (env) =>
    keeping(
      [...env].map(([key, value]) => fromVariable({ key, value })),
      ETCD_KEYS,
    ),
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config-file")?.value,
  *judge(server) {
    const urls = server.last("listen-client-urls");
    if (urls === undefined || server.on("client-cert-auth") !== undefined) return;
    yield { at: urls, title: "clients need no certificate", exposure: anyOf(urls.value.split(",")) };
  },
};

function fromVariable({ key, value, line }: Setting): Setting {
  const name = key.startsWith("ETCD_") ? key.slice("ETCD_".length).toLowerCase().replaceAll("_", "-") : "";
  return { key: name, value, ...(line === undefined ? {} : { line }) };
}

/** `client-transport-security.client-cert-auth` is the same as the option without its section; a peer's is not. */
function lastName(setting: Setting): Setting {
  return { ...setting, key: setting.key.replace(/^client-transport-security\./, "") };
}

function anyOf(addresses: readonly string[]): Exposure {
  const each = addresses.map((address) => listenExposure(address.trim()));
  return each.includes("all") ? "all" : each.includes("unknown") ? "unknown" : "loopback";
}

const CONSUL_SHOWN: readonly string[] = [
  "client",
  "client_addr",
  "addresses.http",
  "dev",
  "acl.enabled",
  "acl.default_policy",
  "acl_default_policy",
  "verify_incoming",
  "tls.defaults.verify_incoming",
  "tls.https.verify_incoming",
];

function consulKept(key: string): Kept | undefined {
  return CONSUL_SHOWN.includes(key) ? "shown" : undefined;
}

const consul: Product = {
  id: "consul",
  title: "Consul",
  programs: ["consul"],
  packages: ["consul"],
  places: [["etc/consul.d/*.hcl", "etc/consul.d/*.json", "consul/config/*.hcl", "consul/config/*.json"]],
  read: (text, path) => keeping(path.endsWith(".json") ? json(text) : hcl(text), consulKept),
  fromArguments: (args) => keeping(optionsOf(args), consulKept),
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config-file")?.value,
  *judge(agent) {
    const address = agent.last("addresses.http", "client_addr", "client");
    const acl = agent.last("acl.enabled");
    const policy = agent.last("acl.default_policy", "acl_default_policy");
    const isGuarded =
      (isTrue(acl?.value) && policy?.value === "deny") ||
      agent.on("verify_incoming", "tls.defaults.verify_incoming", "tls.https.verify_incoming") !== undefined;
    if (address === undefined || isGuarded) return;
    yield {
      at: address,
      title: "the API needs no token",
      with: [acl, policy],
      exposure: exposureOf([address.value], "loopback"),
    };
  },
};

export const coordinationRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-075",
    title: "ZooKeeper, etcd or Consul without login",
    severity: "high",
    fires:
      "The client port of ZooKeeper, etcd or Consul is open beyond loopback, and clients need neither a certificate nor a login or token.",
    guards:
      "Consul with access lists that deny by default, or with certificates asked of clients, is guarded.",
    advice: "Ask clients for certificates or SASL, and set access lists that deny by default.",
  }),
  products: [zookeeper, etcd, consul],
};

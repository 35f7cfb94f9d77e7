import { yaml } from "../formats/yaml.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Hit, Product, Row } from "../product.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = {
  "xpack.security.enabled": "shown",
  "plugins.security.disabled": "shown",
  "network.host": "shown",
  "network.bind_host": "shown",
  "http.host": "shown",
  "http.bind_host": "shown",
};
const HOSTS = ["http.bind_host", "http.host", "network.bind_host", "network.host"];

/** Dots in names of variables are what the official images take; capitals and underscores what shells can write. */
const VARIABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(KEYS).map((key) => [key, key])),
  ES_SETTING_XPACK_SECURITY_ENABLED: "xpack.security.enabled",
  ELASTICSEARCH_ENABLE_SECURITY: "xpack.security.enabled",
  DISABLE_SECURITY_PLUGIN: "plugins.security.disabled",
  ES_SETTING_NETWORK_HOST: "network.host",
};

/** The first release that is secure unless told otherwise. */
const SECURE_MAJOR = 8;

const elasticsearch: Product = {
  id: "elasticsearch",
  title: "Elasticsearch",
  programs: ["elasticsearch", "elasticsearch.jar"],
  packages: ["elasticsearch", "org.elasticsearch:elasticsearch"],
  marks: ["bin/elasticsearch"],
  places: [["etc/elasticsearch/elasticsearch.yml", "~/config/elasticsearch.yml"]],
  read: (text) => keeping(yaml(text), KEYS),
  fromArguments: (args) => keeping(optionsOf(args), KEYS),
  fromVariables: (env) => keeping(variablesNamed(env, VARIABLES), KEYS),
  *judge(node) {
    const off = node.off("xpack.security.enabled");
    const host = node.last(...HOSTS);
    if (off !== undefined) yield open(node, off);
    else if (host !== undefined && node.last("xpack.security.enabled") === undefined && isOld(node))
      yield open(node, host);
  },
};

const opensearch: Product = {
  id: "opensearch",
  title: "OpenSearch",
  programs: ["opensearch", "opensearch.jar"],
  packages: ["opensearch", "org.opensearch:opensearch"],
  marks: ["bin/opensearch"],
  places: [["etc/opensearch/opensearch.yml", "~/config/opensearch.yml"]],
  read: (text) => keeping(yaml(text), KEYS),
  fromArguments: (args) => keeping(optionsOf(args), KEYS),
  fromVariables: (env) => keeping(variablesNamed(env, VARIABLES), KEYS),
  *judge(node) {
    const off = node.on("plugins.security.disabled");
    if (off !== undefined) yield open(node, off);
  },
};

/** Only loopback unless a host is named: a node of its own. */
function open(node: Instance, at: Hit["at"]): Hit {
  const host = node.last(...HOSTS);
  const exposure = node.exposure("loopback", ...HOSTS);
  return { at, title: "security off, open to all", exposure, with: host === at ? [] : [host] };
}

/** Before, security was off unless switched on. `false` where the release cannot be told. */
function isOld(node: Instance): boolean {
  const [jar = ""] = node.image.pathsOf("elasticsearch.jar");
  const [, inName] = /elasticsearch-(\d{1,3})\./.exec(jar) ?? [];
  const version = inName ?? node.versionOf("elasticsearch", "org.elasticsearch:elasticsearch");
  return version !== undefined && Number.parseInt(version, 10) < SECURE_MAJOR;
}

export const elasticsearchRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-072",
    title: "Elasticsearch without security, open to all",
    severity: "high",
    fires:
      "The security of Elasticsearch or OpenSearch is switched off, or left off in a release before 8, and the node listens on more than loopback.",
    advice: "Switch security on and set passwords and certificates before the node listens for others.",
    peers: ["SAS hc_exploit_es"],
  }),
  products: [elasticsearch, opensearch],
};

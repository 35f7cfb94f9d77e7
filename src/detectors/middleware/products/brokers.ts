import { hostExposure } from "../addresses.ts";
import { directives } from "../formats/directives.ts";
import { ini } from "../formats/ini.ts";
import { properties } from "../formats/properties.ts";
import { xml } from "../formats/xml.ts";
import { yaml } from "../formats/yaml.ts";
import { type Kept, keeping, knownWords, type Vocabulary } from "../keeping.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const GUEST = knownWords("guest");
const RABBIT_KEYS: Vocabulary = {
  "loopback_users.guest": "shown",
  loopback_users: "shown",
  default_user: GUEST,
  default_pass: GUEST,
};

const rabbitmq: Product = {
  id: "rabbitmq",
  title: "RabbitMQ",
  programs: ["rabbitmq-server"],
  packages: ["rabbitmq-server"],
  places: [
    [
      "etc/rabbitmq/rabbitmq.conf",
      "etc/rabbitmq/conf.d/*.conf",
      "etc/rabbitmq/rabbitmq.config",
      "etc/rabbitmq/advanced.config",
    ],
    ["opt/bitnami/rabbitmq/etc/rabbitmq/rabbitmq.conf"],
  ],
  read: (text, path) =>
    keeping(path.endsWith(".config") ? erlangTerms(text) : ini(text, { comments: "#" }), RABBIT_KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, { RABBITMQ_DEFAULT_USER: "default_user", RABBITMQ_DEFAULT_PASS: "default_pass" }),
      RABBIT_KEYS,
    ),
  *judge(broker) {
    const users = broker.last("loopback_users.guest", "loopback_users");
    const isOpen =
      users?.key === "loopback_users" ? /^(?:none|\[\])$/.test(users.value) : users?.value === "false";
    if (users === undefined || !isOpen) return;
    const name = broker.last("default_user");
    const password = broker.last("default_pass");
    if ((name ?? password) !== undefined && name?.value !== "(known)" && password?.value !== "(known)")
      return;
    if (password !== undefined && password.value !== "(known)") return;
    yield { at: users, title: "the account guest is reachable by all", with: [name, password] };
  },
};

/** The one term that matters, in the form before 3.7. */
function erlangTerms(text: string): readonly Setting[] {
  for (const [index, line] of text.split("\n").entries()) {
    if (/^[^%]{0,200}\{\s{0,20}loopback_users\s{0,20},\s{0,20}\[\s{0,20}\]/.test(line))
      return [{ key: "loopback_users", value: "[]", line: index + 1 }];
  }
  return [];
}

const ADMIN = knownWords("admin", "activemq", "artemis");

function activeKept(key: string): Kept | undefined {
  return key === "host" ? "shown" : key.startsWith("user ") ? ADMIN : undefined;
}

const activemq: Product = {
  id: "activemq",
  title: "ActiveMQ",
  programs: ["activemq", "activemq.jar"],
  packages: ["activemq"],
  marks: ["bin/activemq", "bin/activemq.jar"],
  places: [["~/conf/jetty.xml", "~/conf/jetty-realm.properties"]],
  read: (text, path) => keeping(path.endsWith(".xml") ? jettyHost(text) : realm(text), activeKept),
  *judge(broker) {
    const host = broker.last("host");
    for (const at of broker.settings) {
      if (at.key.startsWith("user ") && at.value === "(known)")
        yield {
          at,
          title: "the console has its default account",
          with: [host],
          exposure: host === undefined ? "all" : hostExposure(host.value),
        };
    }
  },
};

/** Where the console listens: `<property name="host" value="…"/>` of the bean of its port. */
function jettyHost(text: string): readonly Setting[] {
  return xml(text).flatMap(({ name, attributes, line }) =>
    name === "property" && attributes.get("name") === "host"
      ? [{ key: "host", value: attributes.get("value") ?? "", line }]
      : [],
  );
}

/** `name: password, role`; only administrators matter. */
function realm(text: string): readonly Setting[] {
  return properties(text).flatMap(({ key, value, line }) => {
    const [password = "", ...roles] = value.split(",").map((word) => word.trim());
    return roles.includes("admin")
      ? [{ key: `user ${key}`, value: password, ...(line === undefined ? {} : { line }) }]
      : [];
  });
}

/** The keys of the file that is delivered. */
const ROCKET_DEFAULTS = knownWords("12345678", "rocketmq2");

function rocketKept(key: string): Kept | undefined {
  return key === "accounts.secretKey" ? ROCKET_DEFAULTS : key === "aclEnable" ? "shown" : undefined;
}

const rocketmq: Product = {
  id: "rocketmq",
  title: "RocketMQ",
  programs: ["mqbroker"],
  marks: ["bin/mqbroker"],
  places: [["~/conf/broker.conf", "~/conf/plain_acl.yml"]],
  read: (text, path) => keeping(path.endsWith(".yml") ? yaml(text) : directives(text), rocketKept),
  *judge(broker) {
    const acl = broker.last("aclEnable");
    if (acl?.value === "false") yield { at: acl, title: "access lists are off" };
    if (acl?.value !== "true") return;
    const known = broker.all("accounts.secretKey").find(({ value }) => value === "(known)");
    if (known !== undefined) yield { at: known, title: "a default account", with: [acl] };
  },
};

export const brokersRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-080",
    title: "Message broker with a default account",
    severity: "high",
    fires:
      "RabbitMQ lets its account guest in from other hosts, the console of ActiveMQ has its default account beyond loopback, or RocketMQ has its access lists off or a default account in them.",
    guards: "RabbitMQ with another first account has no account guest.",
    advice: "Make accounts of your own, and remove or lock the default ones.",
  }),
  products: [rabbitmq, activemq, rocketmq],
};

import { createHash } from "node:crypto";
import { OverLimit } from "../../../errors.ts";
import { hostExposure } from "../addresses.ts";
import { properties } from "../formats/properties.ts";
import { beside, xml } from "../formats/xml.ts";
import type { Instance } from "../instance.ts";
import { keeping, knownWords, secretWord, shownValue, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Hit, Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

/** Passwords of manuals, and those that are tried first. */
const WEAK_PASSWORDS = [
  ..."tomcat s3cret admin password manager role1 both changeit root jboss wildfly weblogic welcome1 weblogic1".split(
    " ",
  ),
  ..."123456 12345678 123456789 admin123 tomcat123 Admin123 admin@123 password1 <must-be-changed>".split(" "),
];
const WEAK = knownWords(...WEAK_PASSWORDS);

const TOMCAT_FILES = ["tomcat-users.xml", "server.xml", "web.xml"];

const tomcat: Product = {
  id: "tomcat",
  title: "Tomcat",
  programs: ["catalina.sh", "catalina.jar", "tomcat-embed-core.jar"],
  packages: ["tomcat", "tomcat8", "tomcat9", "tomcat10"],
  marks: ["lib/catalina.jar", "bin/catalina.sh", "bin/bootstrap.jar"],
  places: [
    TOMCAT_FILES.map((name) => `~/conf/${name}`),
    TOMCAT_FILES.map((name) => `etc/tomcat/${name}`),
    TOMCAT_FILES.map((name) => `etc/tomcat9/${name}`),
    TOMCAT_FILES.map((name) => `etc/tomcat10/${name}`),
  ],
  read: (text) => [...managers(text), ...connectors(text), ...writableServlet(text)],
  *judge(server) {
    for (const at of server.settings) {
      if (at.key.startsWith("user ") && at.value === "(known)" && hasManager(server))
        yield { at, title: "a manager with a well-known password" };
      if (at.key === "readonly") yield { at, title: "files may be put by anybody" };
      if (at.key === "AJP connector") yield* openAjp(server, at);
    }
  },
};

/** Accounts with a role of the manager or host-manager; the password is looked at here and nowhere else. */
function managers(text: string): readonly Setting[] {
  return xml(text).flatMap(({ name, attributes, line }) => {
    const roles = (attributes.get("roles") ?? "").split(",").map((role) => role.trim());
    const isManager = roles.some((role) => /^(?:manager|admin)(?:-(?:gui|script|jmx))?$/.test(role));
    if (name !== "user" || !isManager) return [];
    const user = attributes.get("username") ?? attributes.get("name") ?? "";
    const password = attributes.get("password") ?? "";
    const value = password !== "" && password === user ? "(known)" : secretWord(password, WEAK);
    return [{ key: `user ${user.slice(0, 40)}`, value: value === "(empty)" ? "(known)" : value, line }];
  });
}

function connectors(text: string): readonly Setting[] {
  return xml(text).flatMap(({ name, attributes, line }) => {
    if (name !== "Connector" || !/ajp/i.test(attributes.get("protocol") ?? "")) return [];
    const hasSecret = [attributes.get("secret"), attributes.get("requiredSecret")].some((secret) => secret);
    const isGuarded = hasSecret && attributes.get("secretRequired") !== "false";
    const address = attributes.get("address") ?? "no address";
    return isGuarded ? [] : [{ key: "AJP connector", value: shownValue(address), line }];
  });
}

/** `readonly` of the servlet for static files is what stands between PUT and the disk. */
function writableServlet(text: string): readonly Setting[] {
  const elements = xml(text);
  return elements.flatMap(({ name, text: said, line }, index) => {
    if (name !== "param-name" || said !== "readonly") return [];
    const value = beside(elements, index, "param-value")?.text;
    return value === "false" ? [{ key: "readonly", value, line }] : [];
  });
}

/** The manager is an application of its own: without it its accounts open nothing. */
function hasManager({ home, image }: Instance): boolean {
  const folders = ["usr/share/tomcat9-admin", "usr/share/tomcat10-admin", "usr/share/tomcat/webapps"];
  const all = home === undefined ? [...folders, "var/lib/tomcat/webapps"] : [`${home}/webapps`];
  return all.some((folder) =>
    ["manager/WEB-INF/web.xml", "manager.war"].some((name) => image.has(`${folder}/${name}`)),
  );
}

/** From these releases on a connector without an address listens on loopback. Source: Tomcat's change logs of 2020. */
const LOOPBACK_SINCE: Readonly<Record<string, readonly [number, number]>> = {
  "7": [0, 100],
  "8": [5, 51],
  "9": [0, 31],
};

function* openAjp(server: Instance, at: Hit["at"]): Generator<Hit> {
  const title = "AJP without a secret, open to all";
  if (at.value !== "no address") yield { at, title, exposure: hostExposure(at.value) };
  else if (isOldTomcat(server)) yield { at, title };
}

function isOldTomcat(server: Instance): boolean {
  const version = server.versionOf(
    "org.apache.tomcat:tomcat-catalina",
    "tomcat-catalina",
    "tomcat",
    "tomcat9",
  );
  const [, major = "", minor = "", patch = ""] =
    /^(?:\d+:)?(\d{1,3})\.(\d{1,3})\.(\d{1,4})/.exec(version ?? "") ?? [];
  const since = Object.hasOwn(LOOPBACK_SINCE, major) ? LOOPBACK_SINCE[major] : undefined;
  if (since === undefined) return false;
  return Number(minor) < since[0] || (Number(minor) === since[0] && Number(patch) < since[1]);
}

const WILDFLY_KEYS: Vocabulary = { bmanagement: "shown", "jboss.bind.address.management": "shown" };

const wildfly: Product = {
  id: "wildfly",
  title: "WildFly",
  programs: ["standalone.sh", "jboss-modules.jar"],
  marks: ["bin/standalone.sh", "jboss-modules.jar"],
  places: [["~/standalone/configuration/standalone.xml", "~/standalone/configuration/mgmt-users.properties"]],
  read: (text, path) => (path.endsWith(".properties") ? managementUsers(text) : management(text)),
  fromArguments: (args) => keeping(optionsOf(args), WILDFLY_KEYS),
  *judge(server) {
    const bind = server.last("bmanagement", "jboss.bind.address.management", "management address");
    const exposure = bind === undefined ? "loopback" : hostExposure(bind.value);
    const open = server.last("management interface");
    if (open !== undefined) yield { at: open, title: "management without login", with: [bind], exposure };
    for (const at of server.settings)
      if (at.key.startsWith("user ") && at.value === "(known)")
        yield { at, title: "an administrator with a well-known password", with: [bind], exposure };
  },
};

function management(text: string): readonly Setting[] {
  const elements = xml(text);
  return elements.flatMap(({ name, attributes, within, parent, line }): Setting[] => {
    const above = elements[parent];
    if (name === "http-interface" && within.includes("management-interfaces")) {
      const hasLogin = attributes.has("security-realm") || attributes.has("http-authentication-factory");
      return hasLogin ? [] : [{ key: "management interface", value: "without security realm", line }];
    }
    if (above?.name !== "interface" || above.attributes.get("name") !== "management") return [];
    if (name === "any-address") return [{ key: "management address", value: "0.0.0.0", line }];
    const value = attributes.get("value");
    return name === "inet-address" && value !== undefined
      ? [{ key: "management address", value: shownValue(value), line }]
      : [];
  });
}

/** Stops a file of nothing but users, for each of whom all passwords are hashed. */
const MAX_USERS = 500;

/** `user=MD5 of user:realm:password`: the usual passwords are hashed and compared. */
function managementUsers(text: string): readonly Setting[] {
  const users = properties(text);
  if (users.length > MAX_USERS) throw new OverLimit(`it has more than ${MAX_USERS} users`);
  return users.flatMap(({ key: user, value, line }) => {
    if (user.length > 40) return [];
    const isKnown = [...WEAK_PASSWORDS, user].some((word) => {
      const said = `${user}:ManagementRealm:${word}`;
      return createHash("md5").update(said).digest("hex") === value.toLowerCase();
    });
    return isKnown
      ? [{ key: `user ${user}`, value: "(known)", ...(line === undefined ? {} : { line }) }]
      : [];
  });
}

const weblogic: Product = {
  id: "weblogic",
  title: "WebLogic",
  programs: ["weblogic.jar", "startWebLogic.sh"],
  marks: ["config/config.xml", "bin/startWebLogic.sh"],
  places: [["~/servers/*/security/boot.properties"], ["~/security/boot.properties"]],
  read: (text) => keeping(properties(text), { password: WEAK }),
  *judge(server) {
    const password = server.last("password");
    if (password?.value === "(known)")
      yield { at: password, title: "the administrator has a well-known password" };
  },
};

export const applicationServersRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-082",
    title: "Application server that others can manage",
    severity: "high",
    fires:
      "Tomcat has its manager with a well-known password, lets files be put, or speaks AJP without a secret beyond loopback; WildFly's management needs no login or has a well-known password beyond loopback; WebLogic's administrator has a well-known password.",
    guards: "Accounts of Tomcat's manager count only where the manager is deployed.",
    advice: "Remove the manager and AJP, keep management on loopback, and give passwords at run time.",
  }),
  products: [tomcat, wildfly, weblogic],
};

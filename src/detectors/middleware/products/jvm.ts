import { type Exposure, listenExposure } from "../addresses.ts";
import { linesOf } from "../formats/directives.ts";
import { properties } from "../formats/properties.ts";
import { assignments } from "../formats/shell.ts";
import type { Instance } from "../instance.ts";
import { shownValue } from "../keeping.ts";
import type { Product, Row } from "../product.ts";
import { isFalse, isTrue, type Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const JMX = "com.sun.management.jmxremote";
const SHOWN: readonly string[] = ["port", "authenticate", "local.only", "host"].map(
  (name) => `${JMX}.${name}`,
);

/** Variables whose words are handed to a JVM. */
const OPTIONS =
  /^(?:\w{0,40}_)?(?:JAVA|JVM|JDK_JAVA|CATALINA|TOMCAT|KAFKA|MAVEN|GRADLE|ES_JAVA|JMX|KAFKA_JMX|SPRING)_?(?:TOOL_)?(?:OPTS|OPTIONS|ARGS|FLAGS)$/;

const jvm: Product = {
  id: "jvm",
  title: "Java",
  programs: ["java"],
  packages: [],
  marks: ["bin/catalina.sh", "bin/elasticsearch", "bin/cassandra", "bin/java"],
  places: [
    ["~/bin/setenv.sh"],
    ["~/config/jvm.options", "~/config/jvm.options.d/*.options", "etc/elasticsearch/jvm.options"],
    ["~/conf/management/management.properties", "~/lib/management/management.properties"],
  ],
  read: (text, path) => {
    if (path.endsWith(".properties")) return properties(text).filter(({ key }) => SHOWN.includes(key));
    if (path.endsWith(".options"))
      return linesOf(text).flatMap(({ text: said, line }) =>
        javaOptions([said.replace(/^[\d-]{1,10}:/, "")], line),
      );
    return assignments(text).flatMap(({ key, value, line }) =>
      OPTIONS.test(key) ? javaOptions(value.split(/\s+/), line) : [],
    );
  },
  fromArguments: (args) => javaOptions(args),
  fromVariables: (env) => [
    ...[...env].flatMap(([name, value]) => (OPTIONS.test(name) ? javaOptions(value.split(/\s+/)) : [])),
    ...debugVariables(env),
  ],
  *judge(machine) {
    const isOpen = machine.last(`${JMX}.authenticate`);
    const port = machine.last(`${JMX}.port`);
    const host = machine.last(`${JMX}.host`);
    if (
      isFalse(isOpen?.value) &&
      port !== undefined &&
      isOpen !== undefined &&
      !isTrue(machine.last(`${JMX}.local.only`)?.value)
    )
      yield {
        at: isOpen,
        title: "JMX without login",
        with: [port, host],
        exposure: host === undefined ? "all" : listenExposure(`${host.value}:1`),
      };
    for (const at of machine.all("jdwp address"))
      yield {
        at,
        title: "a debugger's port for all",
        exposure: debugExposure(at.value, machine),
      };
  },
};

/** `-Dcom.sun.management…=…`, `-agentlib:jdwp=…`, `-Xrunjdwp:…`; all else may be secret and is not kept. */
function javaOptions(words: readonly string[], line?: number): readonly Setting[] {
  const at = line === undefined ? {} : { line };
  return words.flatMap((raw): Setting[] => {
    const word = raw.replace(/^["']|["']$/g, "");
    const [, key = "", value = ""] = /^-D([\w.]{1,100})=?(.{0,100})/.exec(word) ?? [];
    if (SHOWN.includes(key)) return [{ key, value, ...at }];
    const [, agent] = /^-(?:agentlib:jdwp=|Xrunjdwp:)(.{1,300})$/.exec(word) ?? [];
    if (agent === undefined || /(?:^|,)server=n(?:,|$)/.test(agent)) return [];
    if (!/(?:^|,)server=y(?:,|$)/.test(agent)) return [];
    return [{ key: "jdwp address", value: /(?:^|,)address=([^,]{1,100})/.exec(agent)?.[1] ?? "", ...at }];
  });
}

/** Tomcat's scripts make the same option of these, when they are told `jpda`. */
function debugVariables(env: ReadonlyMap<string, string>): readonly Setting[] {
  const address = env.get("JPDA_ADDRESS");
  return address === undefined ? [] : [{ key: "jdwp address", value: shownValue(address) }];
}

/** A bare port is loopback from Java 9 on, and all addresses before. */
function debugExposure(address: string, { image }: Instance): Exposure {
  if (address === "") return "loopback"; // a free port that nobody knows
  if (!/^\d{1,5}$/.test(address)) return listenExposure(address);
  const isOld =
    /^(?:jdk-?)?(?:1\.)?[78](?:u|\.|$)/.test(image.env.get("JAVA_VERSION") ?? "") ||
    image.packages.some(({ name }) => /^(?:openjdk-?[78]|java-1\.[78]\.0|temurin-8|zulu-?8)\b/.test(name));
  return isOld ? "all" : "loopback";
}

export const jvmRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-088",
    title: "Java machine that others can control",
    severity: "high",
    fires:
      "A Java machine is told to open JMX without a login, or a debugger's port for all addresses: both run any code.",
    guards: "A debugger's port without an address is loopback from Java 9 on.",
    advice:
      "Take the options out of the image; for a session, set them when the container starts and bind to loopback.",
  }),
  products: [jvm],
};

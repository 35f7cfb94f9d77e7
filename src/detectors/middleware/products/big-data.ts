import { exposureOf, listenExposure } from "../addresses.ts";
import { directives } from "../formats/directives.ts";
import { properties } from "../formats/properties.ts";
import { beside, xml } from "../formats/xml.ts";
import { yaml } from "../formats/yaml.ts";
import { type Kept, keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const HADOOP_FILES = ["core-site.xml", "hdfs-site.xml", "yarn-site.xml", "mapred-site.xml", "hbase-site.xml"];

function hadoopKept(key: string): Kept | undefined {
  const isAddress = /^(?:dfs|yarn|mapreduce)\.[\w.-]{1,100}(?:address|bind-host)$/.test(key);
  return isAddress || key === "hadoop.security.authentication" ? "shown" : undefined;
}

const hadoop: Product = {
  id: "hadoop",
  title: "Hadoop",
  programs: ["hdfs", "yarn", "hadoop-daemon.sh"],
  packages: ["hadoop"],
  marks: ["bin/hdfs", "bin/hadoop", "bin/yarn"],
  places: [
    HADOOP_FILES.map((name) => `~/etc/hadoop/${name}`),
    HADOOP_FILES.map((name) => `etc/hadoop/${name}`),
    HADOOP_FILES.map((name) => `etc/hadoop/conf/${name}`),
  ],
  read: (text) => keeping(hadoopProperties(text), hadoopKept),
  *judge(cluster) {
    const authentication = cluster.last("hadoop.security.authentication");
    if (authentication !== undefined && authentication.value !== "simple") return;
    for (const setting of cluster.settings) {
      if (setting === authentication) continue;
      const isWildcard = /^(?:0\.0\.0\.0|\[?::\]?)(?::\d{1,5})?$/.test(setting.value);
      if (isWildcard) yield { at: setting, title: "a service for all without login", with: [authentication] };
    }
  },
};

/** `<property><name>…</name><value>…</value></property>` */
function hadoopProperties(text: string): readonly Setting[] {
  const elements = xml(text);
  return elements.flatMap(({ name, text: key, parent, line }, index) => {
    if (name !== "name" || elements[parent]?.name !== "property") return [];
    const value = beside(elements, index, "value");
    return value === undefined ? [] : [{ key, value: value.text, line }];
  });
}

const SPARK_KEYS: Vocabulary = {
  "spark.authenticate": "shown",
  "spark.master.rest.enabled": "shown",
  host: "shown",
  SPARK_MASTER_HOST: "shown",
};

const spark: Product = {
  id: "spark",
  title: "Spark",
  programs: [
    "org.apache.spark.deploy.master.Master",
    "org.apache.spark.deploy.worker.Worker",
    "start-master.sh",
  ],
  marks: ["bin/spark-class"],
  places: [["~/conf/spark-defaults.conf"]],
  read: (text) => keeping(directives(text), SPARK_KEYS),
  fromArguments: (args) =>
    keeping(
      optionsOf(args).map(({ key, value }) => ({ key: key === "h" || key === "ip" ? "host" : key, value })),
      SPARK_KEYS,
    ),
  fromVariables: (env) =>
    keeping(variablesNamed(env, { SPARK_MASTER_HOST: "SPARK_MASTER_HOST" }), SPARK_KEYS),
  *judge(cluster) {
    if (cluster.on("spark.authenticate") !== undefined) return;
    const host = cluster.last("host", "SPARK_MASTER_HOST");
    const rest = cluster.on("spark.master.rest.enabled");
    if (host !== undefined)
      yield { at: host, title: "RPC for all without login", exposure: exposureOf([host.value], "all") };
    else if (rest !== undefined) yield { at: rest, title: "REST submission without login" };
  },
};

const FLINK_KEYS: Vocabulary = {
  "rest.bind-address": "shown",
  "security.ssl.rest.authentication-enabled": "shown",
  "web.submit.enable": "shown",
};

const flink: Product = {
  id: "flink",
  title: "Flink",
  programs: ["jobmanager.sh", "standalone-job.sh"],
  marks: ["bin/jobmanager.sh"],
  places: [["~/conf/flink-conf.yaml", "~/conf/config.yaml"]],
  read: (text) => keeping(yaml(text), FLINK_KEYS),
  *judge(cluster) {
    const bind = cluster.last("rest.bind-address");
    const isGuarded =
      cluster.on("security.ssl.rest.authentication-enabled") ?? cluster.off("web.submit.enable");
    if (bind === undefined || isGuarded !== undefined) return;
    yield { at: bind, title: "anybody may submit jobs", exposure: exposureOf([bind.value], "loopback") };
  },
};

const KAFKA_KEYS: Vocabulary = {
  listeners: "shown",
  "listener.security.protocol.map": "shown",
  "ssl.client.auth": "shown",
};

const kafka: Product = {
  id: "kafka",
  title: "Kafka",
  programs: ["kafka-server-start.sh", "kafka-server-start"],
  packages: ["kafka"],
  marks: ["bin/kafka-server-start.sh", "bin/kafka-server-start"],
  places: [["~/config/server.properties", "etc/kafka/server.properties"]],
  read: (text) => keeping(properties(text), KAFKA_KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        KAFKA_LISTENERS: "listeners",
        KAFKA_CFG_LISTENERS: "listeners",
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "listener.security.protocol.map",
        KAFKA_CFG_LISTENER_SECURITY_PROTOCOL_MAP: "listener.security.protocol.map",
        KAFKA_SSL_CLIENT_AUTH: "ssl.client.auth",
      }),
      KAFKA_KEYS,
    ),
  fileOf: (args) => args.find((word) => word.endsWith(".properties")),
  *judge(broker) {
    const listeners = broker.last("listeners");
    if (listeners === undefined) return;
    const protocols = new Map(
      (broker.last("listener.security.protocol.map")?.value ?? "")
        .split(",")
        .map((pair) => pair.trim().split(":"))
        .map(([name = "", protocol = ""]) => [name, protocol]),
    );
    const hasClientCertificates = broker.last("ssl.client.auth")?.value === "required";
    const open = listeners.value.split(",").filter((listener) => {
      const name = listener.trim().replace(/:\/\/.*$/, "");
      const protocol = protocols.get(name) ?? name;
      const isOpen = protocol === "PLAINTEXT" || (protocol === "SSL" && !hasClientCertificates);
      return isOpen && listenExposure(listener.trim()) === "all";
    });
    if (open.length > 0) yield { at: listeners, title: "a listener for all without login" };
  },
};

export const bigDataRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-076",
    title: "Data platform open without login",
    severity: "medium",
    fires:
      "A web page or RPC port of Hadoop, Spark, Flink or Kafka is told to listen for all, and nobody who calls it needs to log in.",
    guards: "Kerberos, a shared secret, SASL and certificates asked of clients are logins.",
    advice:
      "Switch on Kerberos, SASL or client certificates, and bind web pages to the addresses that need them.",
  }),
  products: [hadoop, spark, flink, kafka],
};

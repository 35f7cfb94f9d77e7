import { imageName } from "./image-text.ts";

/** `debian` of `debian:12` and of `docker.io/library/debian`: one of Docker's official images. */
export function officialImage(text: string): string | undefined {
  const name = imageName(text);
  if (name?.registry !== "docker.io" || !name.repository.startsWith("library/")) return undefined;
  const short = name.repository.slice("library/".length);
  // Local images have names of one part too: `FROM base`.
  return OFFICIAL.has(short) ? short : undefined;
}

/** Whether it is an official image that is known to set no WORKDIR. */
export function hasNoWorkdir(text: string): boolean {
  return NO_WORKDIR.has(officialImage(text) ?? "");
}

/** Whether it is an official image that is known to set no variable but PATH. */
export function hasNoEnv(text: string): boolean {
  return NO_ENV.has(officialImage(text) ?? "");
}

const NO_ENV: ReadonlySet<string> = new Set(["alpine", "busybox", "debian", "ubuntu"]);
const NO_WORKDIR: ReadonlySet<string> = new Set([
  ...NO_ENV,
  "almalinux",
  "amazonlinux",
  "centos",
  "fedora",
  "oraclelinux",
  "python",
  "rockylinux",
]);

/** Source: docker-library/official-images, the folder `library`; those in use. */
const OFFICIAL: ReadonlySet<string> = new Set(
  [
    "adminer almalinux alpine alt amazoncorretto amazonlinux arangodb archlinux bash bonita buildpack-deps busybox",
    "caddy cassandra centos chronograf cirros clearlinux clefos clojure composer consul couchbase couchdb dart debian",
    "docker drupal eclipse-mosquitto eclipse-temurin elasticsearch elixir erlang fedora flink fluentd friendica gcc",
    "ghost golang gradle groovy haproxy haskell haxe hello-world httpd hylang ibm-semeru-runtimes influxdb ibmjava",
    "irssi jetty joomla jruby julia kapacitor kibana kong lightstreamer logstash mageia mariadb matomo maven mediawiki",
    "memcached mongo mongo-express monica mono mysql nats neo4j neurodebian nextcloud nginx node notary odoo open-liberty",
    "openjdk opensuse oraclelinux orientdb percona perl photon php phpmyadmin postfixadmin postgres pypy python r-base",
    "rabbitmq rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa scratch",
    "sl solr sonarqube spark spiped storm swift swipl teamspeak telegraf tomcat tomee traefik ubuntu unit varnish vault",
    "websphere-liberty wordpress xwiki yourls znc zookeeper",
  ].flatMap((line) => line.split(" ")),
);

/** Artifacts by their beginning, or whole where it ends in `$`; the folder of classes that must be there; the group. */
const GROUPS: readonly (readonly [artifact: string, folder: string, group: string])[] = [
  ["spring-boot", "org/springframework/boot/", "org.springframework.boot"],
  ["spring-security-", "org/springframework/security/", "org.springframework.security"],
  ["spring-integration-", "org/springframework/integration/", "org.springframework.integration"],
  ["spring-session-", "org/springframework/session/", "org.springframework.session"],
  ["spring-kafka", "org/springframework/kafka/", "org.springframework.kafka"],
  ["spring-rabbit", "org/springframework/amqp/", "org.springframework.amqp"],
  ["spring-amqp", "org/springframework/amqp/", "org.springframework.amqp"],
  ["spring-graphql", "org/springframework/graphql/", "org.springframework.graphql"],
  ...[
    "aop",
    "aspects",
    "beans",
    "context",
    "context-support",
    "core",
    "expression",
    "jcl",
    "jdbc",
    "jms",
    "messaging",
    "orm",
    "oxm",
    "r2dbc",
    "test",
    "tx",
    "web",
    "webflux",
    "webmvc",
    "websocket",
  ].map((name) => [`spring-${name}$`, "org/springframework/", "org.springframework"] as const),
  ["kotlin-", "kotlin/", "org.jetbrains.kotlin"],
  ["kotlinx-coroutines-", "kotlinx/coroutines/", "org.jetbrains.kotlinx"],
  ["okhttp", "okhttp3/", "com.squareup.okhttp3"],
  ["okio", "okio/", "com.squareup.okio"],
  ["retrofit", "retrofit2/", "com.squareup.retrofit2"],
  ["tomcat-embed-", "org/apache/", "org.apache.tomcat.embed"],
  ["tomcat-", "org/apache/", "org.apache.tomcat"],
  ["hibernate-core$", "org/hibernate/", "org.hibernate"],
  ["reactor-netty", "reactor/netty/", "io.projectreactor.netty"],
  ["reactor-", "reactor/", "io.projectreactor"],
  ["micrometer-", "io/micrometer/", "io.micrometer"],
  ["bcprov-", "org/bouncycastle/", "org.bouncycastle"],
  ["bcpkix-", "org/bouncycastle/", "org.bouncycastle"],
  ["bcutil-", "org/bouncycastle/", "org.bouncycastle"],
  ["bcpg-", "org/bouncycastle/", "org.bouncycastle"],
  ["bc-fips", "org/bouncycastle/", "org.bouncycastle"],
  ["elasticsearch", "org/elasticsearch/", "org.elasticsearch"],
  ["lucene-", "org/apache/lucene/", "org.apache.lucene"],
  ["kafka-clients$", "org/apache/kafka/", "org.apache.kafka"],
  ["kafka_", "kafka/", "org.apache.kafka"],
  ["grpc-", "io/grpc/", "io.grpc"],
  ["opentelemetry-", "io/opentelemetry/", "io.opentelemetry"],
  ["rxjava$", "io/reactivex/rxjava3/", "io.reactivex.rxjava3"],
  ["rxjava$", "io/reactivex/", "io.reactivex.rxjava2"],
  ["h2$", "org/h2/", "com.h2database"],
  ["mysql-connector-java$", "com/mysql/", "mysql"],
  ["mysql-connector-j$", "com/mysql/", "com.mysql"],
  ["groovy", "groovy/", "org.codehaus.groovy"],
  ["snakeyaml$", "org/yaml/snakeyaml/", "org.yaml"],
];

/** From this release on the project has another group. */
const MOVED: readonly (readonly [group: string, major: number, group: string])[] = [
  ["org.hibernate", 6, "org.hibernate.orm"],
  ["org.codehaus.groovy", 4, "org.apache.groovy"],
];

/**
 * The group of a common library that is not built by Maven, and so says nowhere which it is of. Its classes must be
 * there: anybody may name an artifact as these are.
 */
export function wellKnownGroup(
  artifact: string,
  version: string,
  holds: (folder: string) => boolean,
): string | undefined {
  const [, , group] =
    GROUPS.find(
      ([name, folder]) =>
        (name.endsWith("$") ? artifact === name.slice(0, -1) : artifact.startsWith(name)) && holds(folder),
    ) ?? [];
  const moved = MOVED.find(([old, major]) => old === group && Number.parseInt(version, 10) >= major);
  return moved?.[2] ?? group;
}

import { beside, type Cases, file, link, running, withEnv } from "./case.ts";

const zoo = (text: string) => beside("zk/bin/zkServer.sh", file("zk/conf/zoo.cfg", text));
const consul = (text: string) => beside("usr/bin/consul", file("etc/consul.d/a.hcl", text));
const property = (name: string, value: string) =>
  `<property>\n<name>${name}</name>\n<value>${value}</value>\n</property>\n`;
const hadoop = (...properties: string[]) =>
  beside(
    "opt/hadoop/bin/hdfs",
    file("opt/hadoop/etc/hadoop/hdfs-site.xml", `<configuration>\n${properties.join("")}</configuration>`),
  );
const ALL_WEB = property("dfs.namenode.http-address", "0.0.0.0:9870");
const flink = (text: string) =>
  beside("opt/flink/bin/jobmanager.sh", file("opt/flink/conf/flink-conf.yaml", text));
const kafka = (text: string) =>
  beside("opt/kafka/bin/kafka-server-start.sh", file("opt/kafka/config/server.properties", text));
const daemon = (document: unknown) =>
  beside("usr/bin/dockerd", file("etc/docker/daemon.json", JSON.stringify(document, null, 1)));
const containerd = (text: string) => beside("usr/bin/containerd", file("etc/containerd/config.toml", text));
const crio = (text: string) => beside("usr/bin/crio", file("etc/crio/crio.conf", text));
const kubelet = (text: string) => beside("usr/bin/kubelet", file("var/lib/kubelet/config.yaml", text));
const manifest = (...options: string[]) =>
  beside(
    "usr/bin/kube-apiserver",
    file(
      "etc/kubernetes/manifests/kube-apiserver.yaml",
      `spec:\n  containers:\n  - command:\n    - kube-apiserver\n${options.map((one) => `    - ${one}\n`).join("")}`,
    ),
  );

export const platformCases: Cases = {
  "DD-BL-075": {
    zookeeper: {
      catches: [
        ["a file", zoo("tickTime=2000\nclientPort=2181\n"), "high ZooKeeper: clientPort 2181:2"],
        [
          "the folder behind a link",
          {
            files: [
              file("usr/share/zookeeper/bin/zkServer.sh"),
              link("etc/zookeeper/conf", "/etc/zookeeper/conf_example"),
              file("etc/zookeeper/conf_example/zoo.cfg", "clientPort=2181\n"),
            ],
          },
          "high ZooKeeper: clientPort 2181:1",
        ],
      ],
      guards: [
        ["a login", zoo("clientPort=2181\nrequireClientAuthScheme=sasl\n")],
        ["loopback", zoo("clientPort=2181\nclientPortAddress=127.0.0.1\n")],
        ["a sample", beside("zk/bin/zkServer.sh", file("zk/conf/zoo_sample.cfg", "clientPort=2181\n"))],
        [
          "Kafka's, which nobody starts",
          beside(
            "opt/kafka/bin/kafka-server-start.sh",
            file("opt/kafka/config/zookeeper.properties", "clientPort=2181\n"),
          ),
        ],
      ],
    },
    etcd: {
      catches: [
        [
          "options",
          running(["etcd", "--listen-client-urls", "http://0.0.0.0:2379"]),
          "high etcd: listen-client-urls http://0.0.0.0:2379",
        ],
        [
          "the environment",
          withEnv(["ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379"], beside("usr/bin/etcd")),
          "high etcd: listen-client-urls http://0.0.0.0:2379",
        ],
        [
          "a file",
          running(
            ["etcd", "--config-file=/x.yml"],
            file("x.yml", "name: a\nlisten-client-urls: http://0.0.0.0:2379\n"),
          ),
          "high etcd: listen-client-urls http://0.0.0.0:2379:2",
        ],
      ],
      guards: [
        [
          "certificates",
          running(["etcd", "--listen-client-urls=https://0.0.0.0:2379", "--client-cert-auth=true"]),
        ],
        ["loopback", running(["etcd", "--listen-client-urls=http://127.0.0.1:2379,http://localhost:4001"])],
        ["nothing said", running(["etcd"])],
        ["no etcd", withEnv(["ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379"], {})],
      ],
    },
    consul: {
      catches: [
        [
          "a file",
          consul('data_dir = "/x"\nclient_addr = "0.0.0.0"\n'),
          "high Consul: client_addr 0.0.0.0:2",
        ],
        [
          "options",
          running(["consul", "agent", "-dev", "-client", "0.0.0.0"]),
          "high Consul: client 0.0.0.0",
        ],
        [
          "JSON",
          beside("usr/bin/consul", file("consul/config/a.json", '{"client_addr": "0.0.0.0"}')),
          "high Consul: client_addr 0.0.0.0:1",
        ],
      ],
      guards: [
        [
          "access lists",
          consul('client_addr = "0.0.0.0"\nacl {\n  enabled = true\n  default_policy = "deny"\n}\n'),
        ],
        ["loopback", consul('client_addr = "127.0.0.1"\n')],
        ["nothing said", running(["consul", "agent"])],
      ],
    },
  },
  "DD-BL-076": {
    hadoop: {
      catches: [["a web page", hadoop(ALL_WEB), "medium Hadoop: dfs.namenode.http-address 0.0.0.0:9870:3"]],
      guards: [
        ["Kerberos", hadoop(ALL_WEB, property("hadoop.security.authentication", "kerberos"))],
        ["a host of its own", hadoop(property("dfs.namenode.http-address", "namenode:9870"))],
        ["no Hadoop", { files: [file("x/etc/hadoop/hdfs-site.xml", ALL_WEB)] }],
      ],
    },
    spark: {
      catches: [
        [
          "a master for all",
          running(["bin/spark-class", "org.apache.spark.deploy.master.Master", "--host", "0.0.0.0"]),
          "medium Spark: host 0.0.0.0",
        ],
        [
          "REST",
          beside(
            "opt/spark/bin/spark-class",
            file("opt/spark/conf/spark-defaults.conf", "spark.master.rest.enabled true\n"),
          ),
          "medium Spark: spark.master.rest.enabled true:1",
        ],
      ],
      guards: [
        [
          "a shared secret",
          {
            files: [
              file("opt/spark/bin/spark-class"),
              file("opt/spark/conf/spark-defaults.conf", "spark.authenticate true\n"),
            ],
            config: { Cmd: ["spark-class", "org.apache.spark.deploy.master.Master", "--host", "0.0.0.0"] },
          },
        ],
        [
          "loopback",
          running(["spark-class", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1"]),
        ],
        ["no Spark", withEnv(["SPARK_MASTER_HOST=0.0.0.0"], {})],
      ],
    },
    flink: {
      catches: [
        ["a file", flink("rest.bind-address: 0.0.0.0\n"), "medium Flink: rest.bind-address 0.0.0.0:1"],
      ],
      guards: [
        ["loopback", flink("rest.bind-address: localhost\n")],
        [
          "certificates",
          flink("rest.bind-address: 0.0.0.0\nsecurity.ssl.rest.authentication-enabled: true\n"),
        ],
        ["no jobs", flink("rest.bind-address: 0.0.0.0\nweb.submit.enable: false\n")],
      ],
    },
    kafka: {
      catches: [
        ["a file", kafka("listeners=PLAINTEXT://:9092\n"), "medium Kafka: listeners PLAINTEXT://:9092:1"],
        [
          "a name that is mapped",
          kafka("listeners=OUT://0.0.0.0:9092\nlistener.security.protocol.map=OUT:PLAINTEXT\n"),
          "medium Kafka: listeners OUT://0.0.0.0:9092:1",
        ],
        [
          "the environment",
          withEnv(["KAFKA_CFG_LISTENERS=PLAINTEXT://:9092"], beside("opt/kafka/bin/kafka-server-start.sh")),
          "medium Kafka: listeners PLAINTEXT://:9092",
        ],
      ],
      guards: [
        ["SASL", kafka("listeners=SASL_SSL://:9092\n")],
        ["loopback", kafka("listeners=PLAINTEXT://127.0.0.1:9092\n")],
        ["a comment", kafka("#listeners=PLAINTEXT://:9092\n")],
        ["no Kafka", { files: [file("x/config/server.properties", "listeners=PLAINTEXT://:9092\n")] }],
      ],
    },
  },
  "DD-BL-077": {
    docker: {
      catches: [
        [
          "a file",
          daemon({ hosts: ["unix:///run/docker.sock", "tcp://0.0.0.0:2375"] }),
          "critical Docker daemon: hosts tcp://0.0.0.0:2375:4",
        ],
        [
          "with comments",
          beside(
            "usr/bin/dockerd",
            file("etc/docker/daemon.json", '{\n\t// all\n\t"hosts": ["tcp://0.0.0.0:2375"]\n}'),
          ),
          "critical Docker daemon: hosts tcp://0.0.0.0:2375:3",
        ],
        [
          "options",
          running(["dockerd", "-H", "tcp://0.0.0.0:2375"]),
          "critical Docker daemon: hosts tcp://0.0.0.0:2375",
        ],
        [
          "in supervisord",
          beside(
            "usr/bin/supervisord",
            file(
              "etc/supervisor/conf.d/d.conf",
              "[program:docker]\ncommand=dockerd --host=tcp://0.0.0.0:2375\n",
            ),
          ),
          "critical Docker daemon: hosts tcp://0.0.0.0:2375",
        ],
        [
          "Docker in Docker without certificates",
          withEnv(["DOCKER_TLS_CERTDIR="], beside("usr/local/bin/dockerd-entrypoint.sh")),
          "critical Docker daemon: DOCKER_TLS_CERTDIR",
        ],
      ],
      guards: [
        ["a socket", daemon({ hosts: ["unix:///run/docker.sock"] })],
        ["certificates", daemon({ hosts: ["tcp://0.0.0.0:2376"], tlsverify: true })],
        ["loopback", running(["dockerd", "-H", "tcp://127.0.0.1:2375"])],
        ["a client", running(["docker", "-H", "tcp://0.0.0.0:2375", "ps"])],
        ["no Docker", { files: [file("etc/docker/daemon.json", '{"hosts":["tcp://0.0.0.0:2375"]}')] }],
      ],
    },
    containerd: {
      catches: [
        [
          "a file",
          containerd('[grpc]\n  tcp_address = "0.0.0.0:1234"\n'),
          "critical containerd: grpc.tcp_address 0.0.0.0:1234:2",
        ],
      ],
      guards: [
        ["none", containerd('[grpc]\n  tcp_address = ""\n')],
        ["certificates", containerd('[grpc]\n  tcp_address = "0.0.0.0:1234"\n  tcp_tls_ca = "/ca.pem"\n')],
        ["loopback", containerd('[grpc]\n  tcp_address = "127.0.0.1:1234"\n')],
      ],
    },
    podman: {
      catches: [
        [
          "a service",
          running(["podman", "system", "service", "--time=0", "tcp:0.0.0.0:8888"]),
          "critical Podman: system service tcp:0.0.0.0:8888",
        ],
      ],
      guards: [
        ["a socket", running(["podman", "system", "service", "unix:///run/podman.sock"])],
        ["loopback", running(["podman", "system", "service", "tcp://localhost:8888"])],
        ["another command", running(["podman", "run", "tcp:0.0.0.0:8888"])],
      ],
    },
    crio: {
      catches: [
        [
          "a file",
          crio('[crio.api]\nstream_address = "0.0.0.0"\nstream_enable_tls = false\n'),
          "critical CRI-O: crio.api.stream_address 0.0.0.0:2",
        ],
      ],
      guards: [
        ["TLS", crio('[crio.api]\nstream_address = "0.0.0.0"\nstream_enable_tls = true\n')],
        ["loopback", crio('[crio.api]\nstream_address = "127.0.0.1"\nstream_enable_tls = false\n')],
        ["nothing said", crio("[crio.api]\nstream_enable_tls = false\n")],
      ],
    },
  },
  "DD-BL-078": {
    kubelet: {
      catches: [
        [
          "a file",
          kubelet("authentication:\n  anonymous:\n    enabled: true\n"),
          "critical kubelet: anonymous-auth true:3",
        ],
        [
          "everything allowed",
          kubelet("authorization:\n  mode: AlwaysAllow\n"),
          "critical kubelet: authorization-mode AlwaysAllow:2",
        ],
        ["options", running(["kubelet", "--anonymous-auth=true"]), "critical kubelet: anonymous-auth true"],
        ["a port for reading", kubelet("readOnlyPort: 10255\n"), "medium kubelet: read-only-port 10255:1"],
      ],
      guards: [
        ["off", kubelet("authentication:\n  anonymous:\n    enabled: false\nreadOnlyPort: 0\n")],
        [
          "the API server is asked",
          kubelet("authentication: {anonymous: {enabled: true}}\nauthorization: {mode: Webhook}\n"),
        ],
        ["no kubelet", { files: [file("var/lib/kubelet/config.yaml", "readOnlyPort: 10255\n")] }],
      ],
    },
    "kube-apiserver": {
      catches: [
        [
          "a manifest",
          manifest("--insecure-bind-address=0.0.0.0", "--insecure-port=8080"),
          "critical kube-apiserver: insecure-port 8080:6",
        ],
        [
          "options",
          running(["kube-apiserver", "--authorization-mode=AlwaysAllow"]),
          "critical kube-apiserver: authorization-mode AlwaysAllow",
        ],
      ],
      guards: [
        ["closed", manifest("--insecure-port=0", "--insecure-bind-address=0.0.0.0")],
        ["loopback", manifest("--insecure-port=8080")],
        ["roles", manifest("--authorization-mode=Node,RBAC")],
      ],
    },
    "kubernetes-dashboard": {
      catches: [
        [
          "an option",
          running(["/dashboard", "--enable-skip-login"]),
          "critical Kubernetes dashboard: enable-skip-login true",
        ],
      ],
      guards: [
        ["off", running(["/dashboard", "--enable-skip-login=false"])],
        ["nothing said", running(["/dashboard", "--auto-generate-certificates"])],
        ["another program", running(["/server", "--enable-skip-login"])],
      ],
    },
  },
};

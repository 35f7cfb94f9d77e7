import { listenExposure } from "../addresses.ts";
import { json } from "../formats/json.ts";
import { assignments } from "../formats/shell.ts";
import { toml } from "../formats/toml.ts";
import type { Instance } from "../instance.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Hit, Product, Row } from "../product.ts";
import { isFalse, type Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const DOCKER_KEYS: Vocabulary = { hosts: "shown", tlsverify: "shown", DOCKER_TLS_CERTDIR: "shown" };

const docker: Product = {
  id: "docker",
  title: "Docker daemon",
  programs: ["dockerd", "dockerd-entrypoint.sh"],
  packages: ["docker-ce", "docker.io", "docker-engine", "moby-engine"],
  places: [["etc/docker/daemon.json", "etc/default/docker", "etc/sysconfig/docker"]],
  read: (text, path) => keeping(path.endsWith(".json") ? json(text) : fromOptions(text), DOCKER_KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(renamed), DOCKER_KEYS),
  // In the official image an empty folder of certificates is how TLS is switched off.
  fromVariables: (env) =>
    env.get("DOCKER_TLS_CERTDIR") === "" ? [{ key: "DOCKER_TLS_CERTDIR", value: "" }] : [],
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config-file")?.value,
  *judge(daemon) {
    if (daemon.on("tlsverify") !== undefined) return;
    yield* tcpListeners(daemon, "hosts");
    const without = daemon.last("DOCKER_TLS_CERTDIR");
    if (without !== undefined && daemon.image.pathsOf("dockerd-entrypoint.sh").length > 0)
      yield { at: without, title: "listens on TCP without TLS" };
  },
};

function* tcpListeners(daemon: Instance, ...keys: readonly string[]): Generator<Hit> {
  for (const at of daemon.all(...keys)) {
    if (!/^tcp:\/\//.test(at.value)) continue;
    yield { at, title: "listens on TCP without client certificates", exposure: listenExposure(at.value) };
  }
}

/** `-H tcp://…`, `--host=tcp://…`, `--tlsverify`. */
function renamed({ key, value, line }: Setting): Setting {
  const at = line === undefined ? {} : { line };
  if (key === "H" || key === "host") return { key: "hosts", value, ...at };
  return { key, value: key === "tlsverify" && value === "" ? "true" : value, ...at };
}

function fromOptions(text: string): readonly Setting[] {
  return assignments(text).flatMap(({ key, value, line }) =>
    key === "DOCKER_OPTS" || key === "OPTIONS"
      ? optionsOf(value.split(/\s+/)).map((one) =>
          renamed({ ...one, ...(line === undefined ? {} : { line }) }),
        )
      : [],
  );
}

const CONTAINERD_KEYS: Vocabulary = {
  "grpc.tcp_address": "shown",
  "grpc.tcp_tls_ca": "shown",
};

const containerd: Product = {
  id: "containerd",
  title: "containerd",
  programs: ["containerd"],
  packages: ["containerd", "containerd.io"],
  places: [["etc/containerd/config.toml"]],
  read: (text) => keeping(toml(text), CONTAINERD_KEYS),
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "config" || key === "c")
      ?.value.split(" ")[0],
  *judge(daemon) {
    const address = daemon.last("grpc.tcp_address");
    if (address === undefined || address.value === "" || daemon.last("grpc.tcp_tls_ca")?.value) return;
    yield {
      at: address,
      title: "listens on TCP without client certificates",
      exposure: listenExposure(address.value),
    };
  },
};

const podman: Product = {
  id: "podman",
  title: "Podman",
  programs: ["podman"],
  packages: ["podman"],
  places: [],
  read: () => [],
  fromArguments: (args) =>
    args[0] === "system" && args[1] === "service"
      ? args.filter((word) => word.startsWith("tcp:")).map((value) => ({ key: "system service", value }))
      : [],
  *judge(service) {
    for (const at of service.all("system service"))
      yield {
        at,
        title: "listens on TCP without client certificates",
        exposure: listenExposure(at.value.replace(/^tcp:(?!\/\/)/, "tcp://")),
      };
  },
};

const crio: Product = {
  id: "crio",
  title: "CRI-O",
  programs: ["crio"],
  packages: ["cri-o"],
  places: [["etc/crio/crio.conf", "etc/crio/crio.conf.d/*.conf"]],
  read: (text) =>
    keeping(toml(text), { "crio.api.stream_address": "shown", "crio.api.stream_enable_tls": "shown" }),
  *judge(daemon) {
    const address = daemon.last("crio.api.stream_address");
    const tls = daemon.last("crio.api.stream_enable_tls");
    if (address === undefined || address.value === "" || !isFalse(tls?.value)) return;
    yield {
      at: address,
      title: "streams over TCP without TLS",
      with: [tls],
      exposure: listenExposure(address.value),
    };
  },
};

export const containerDaemonRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-077",
    title: "Container daemon on TCP without client certificates",
    severity: "critical",
    fires:
      "Docker, containerd, CRI-O or Podman is told to listen on TCP and asks no certificate of its clients: whoever reaches it owns the host.",
    advice: "Use the Unix socket, or tlsverify with certificates of your own.",
  }),
  products: [docker, containerd, podman, crio],
};

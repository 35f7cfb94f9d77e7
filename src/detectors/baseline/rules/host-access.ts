import { followLinks } from "../../../inventory/links.ts";
import type { BaselineRule } from "../rule.ts";

export const deviceNode: BaselineRule = {
  id: "DD-BL-044",
  category: "baseline",
  title: "Device node in a layer",
  severity: "medium",
  fires: "The image has a block or character device: whoever may open it talks to the host's disk or memory.",
  guards:
    "It does not fire for whiteouts (0, 0) nor for the harmless ones in /dev: null, zero, full, random, urandom, tty, console, ptmx.",
  advice: "Remove it; a container gets its devices from the engine.",
  peers: ["CIS 5.18"],
  wants: ({ device }) => device !== undefined && device.kind !== "fifo",
  *check(_, entries) {
    for (const entry of entries) {
      const { kind = "char", major = 0, minor = 0 } = entry.device ?? {};
      const number = `${major},${minor}`;
      if (kind === "char" && (number === "0,0" || HARMLESS.has(number))) continue;
      const evidence = `It is the ${kind === "block" ? "block" : "character"} device ${major}, ${minor}.`;
      yield { subject: entry.path, at: entry, evidence: [evidence] };
    }
  },
};

/** Source: Linux, Documentation/admin-guide/devices.txt. */
const HARMLESS: ReadonlySet<string> = new Set(["1,3", "1,5", "1,7", "1,8", "1,9", "5,0", "5,1", "5,2"]);

export const runtimeSocket: BaselineRule = {
  id: "DD-BL-045",
  category: "baseline",
  title: "Socket of the container engine",
  severity: "high",
  fires:
    "A path of the image or one of its volumes is the socket of docker, containerd, CRI-O or podman: it asks to be given the host.",
  guards:
    "A client program alone (docker, ctr, nerdctl, crictl) is negligible. Other sockets and empty folders do not count.",
  advice: "Remove it; let builds use a daemon of their own, without the host's socket.",
  peers: ["CIS 5.32"],
  *check({ read, config }) {
    for (const path of SOCKETS) {
      const entry = read.view.entry(followLinks(read.view, path) ?? path);
      if (entry === undefined || entry.type === "directory") continue;
      yield { subject: `/${path}`, at: entry, fact: `volume:/${path}`, evidence: ["It is in the image."] };
    }
    for (const volume of new Set(config.volumes)) {
      if (!SOCKETS.includes(volume.replace(/^\/+/, ""))) continue;
      yield { subject: volume, fact: `volume:${volume}`, evidence: ["It is a declared volume."] };
    }
    for (const path of CLIENTS) {
      const entry = read.view.entry(path);
      if (entry?.type !== "file") continue;
      yield { subject: path, at: entry, severity: "negligible", title: "Client of the container engine" };
    }
  },
};

const SOCKETS: readonly string[] = [
  "run/docker.sock",
  "var/run/docker.sock",
  "run/containerd/containerd.sock",
  "var/run/containerd/containerd.sock",
  "run/crio/crio.sock",
  "var/run/crio/crio.sock",
  "run/podman/podman.sock",
  "var/run/podman/podman.sock",
];
const CLIENTS: readonly string[] = ["docker", "ctr", "nerdctl", "crictl"].flatMap((name) => [
  `usr/bin/${name}`,
  `usr/local/bin/${name}`,
]);

import { basename } from "node:path/posix";
import type { BaselineRule, VisibleEntry } from "../rule.ts";

const GROUPS: readonly { readonly what: string; readonly names: readonly string[] }[] = [
  {
    what: "compilers",
    names: ["gcc", "cc", "g++", "c++", "clang", "clang++", "tcc", "as", "ld", "make", "rustc", "javac"],
  },
  { what: "debuggers", names: ["gdb", "lldb", "strace", "ltrace", "perf", "bpftrace", "valgrind"] },
  {
    what: "network probes",
    names: [
      "nmap",
      "ncat",
      "nc",
      "netcat",
      "nc.openbsd",
      "nc.traditional",
      "socat",
      "tcpdump",
      "tshark",
      "telnet",
      "hping3",
      "masscan",
    ],
  },
  {
    what: "package managers",
    names: [
      "apt",
      "apt-get",
      "dpkg",
      "apk",
      "yum",
      "dnf",
      "microdnf",
      "tdnf",
      "rpm",
      "zypper",
      "pacman",
      "pip",
      "pip3",
      "npm",
      "yarn",
      "gem",
    ],
  },
];
const GROUP_OF: ReadonlyMap<string, string> = new Map(
  GROUPS.flatMap(({ what, names }) => names.map((name) => [name, what] as const)),
);
const PROGRAM_FOLDER = /^(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;
/** In a label's value, as builders and kits call themselves. */
const KIT =
  /(?:^|[\s/:_-])(?:builder|buildpack|build|sdk|devel|devkit|toolchain|toolbox|compiler)(?:$|[\s/:_.-])/i;

export const unneededTools: BaselineRule = {
  id: "DD-BL-049",
  category: "baseline",
  title: "Tools that a running image does not need",
  severity: "negligible",
  fires:
    "The image has compilers, debuggers, network probes or package managers. Each of these groups is one finding.",
  guards:
    "It does not fire for tools that the policy's setting allowed-tools names, for links to busybox, nor for an image whose labels call it a builder or a development kit.",
  advice: "Build in one stage and copy the result into another, or start from a distroless base.",
  peers: ["CIS 4.3"],
  wants: ({ path, type }) =>
    type !== "directory" && PROGRAM_FOLDER.test(path) && GROUP_OF.has(path.slice(path.lastIndexOf("/") + 1)),
  *check({ config, settings }, entries) {
    if ([...config.labels.values()].some((value) => value.length < 500 && KIT.test(value))) return;
    const found = new Map<string, VisibleEntry[]>();
    for (const entry of entries) {
      const name = basename(entry.path);
      if (settings.allowedTools.includes(name) || basename(entry.target ?? "") === "busybox") continue;
      const group = GROUP_OF.get(name)!;
      found.set(group, [...(found.get(group) ?? []), entry]);
    }
    for (const [group, tools] of found) {
      const names = [...new Set(tools.map(({ path }) => path))].toSorted();
      yield { subject: group, at: tools[0]!, evidence: [`It has ${names.join(", ")}.`] };
    }
  },
};

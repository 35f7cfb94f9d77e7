import { sensitivityOf } from "../../baseline/sensitive-ports.ts";
import { exposedPorts } from "../exposed-ports.ts";
import { allSteps } from "../lineage.ts";
import { installs } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";

/** A range of all ports would be a thousand findings; nobody reads on after these. */
const MAX_PORTS = 50;

const SSH = 22;

export const remoteLogin: InstructionRule = {
  id: "DD-DF-074",
  category: "instruction",
  title: "Remote-login server",
  severity: "medium",
  fires:
    "The shipped image installs a server for remote login or old-style file transfer (openssh-server, dropbear, telnetd, vsftpd, xinetd, …), or exposes port 22.",
  guards: "Client packages, stages that are not shipped, and a port that the policy allows are fine.",
  advice: "Leave the server out and use the platform's own way in, such as kubectl exec.",
  peers: ["DS-0004", "CKV_DOCKER_1", "CIS 4.3", "CIS 5.7"],
  *check({ shipped, settings }) {
    for (const step of shipped) {
      for (const install of installs(step, "apt", "apk", "rpm", "zypper")) {
        const servers = install.operands
          .map((operand) => operand.split(/[=~<>]/)[0]!)
          .filter((name) => SERVERS.has(name) || WHOLE[install.manager]?.includes(name));
        if (servers.length > 0)
          yield { at: install.command, title: `Remote-login server installed: ${servers.join(", ")}` };
      }
      const isExposed = exposedPorts(step).some(({ range }) => range?.first === SSH && range.last === SSH);
      if (isExposed && !settings.allowedPorts.includes(SSH))
        yield { at: step, title: "Port 22 exposed", subject: "port 22", fact: "port:22" };
    }
  },
};

export const administrativePort: InstructionRule = {
  id: "DD-DF-075",
  category: "instruction",
  title: "Administrative port exposed",
  severity: "low",
  fires:
    "The shipped image exposes a port of an engine, cluster, desktop or debugger (2375, 2376, 2379, 3389, 5005, 5900, 6443, 9229, 10250), or one below 1024 other than 80 and 443.",
  guards: "Ports that the policy allows, and 22, which is DD-DF-074's, are left out.",
  advice: "Expose only what the image is there to serve.",
  peers: ["CIS 5.8", "CIS 5.9"],
  *check({ shipped, settings }) {
    const sensitive = SENSITIVE.filter(({ port }) => !settings.allowedPorts.includes(port));
    const told = new Set<number>();
    for (const step of shipped)
      for (const { range } of exposedPorts(step))
        for (const { port, evidence } of sensitive) {
          if (range === undefined || port < range.first || port > range.last || told.has(port)) continue;
          if (told.size >= MAX_PORTS) return;
          told.add(port);
          const subject = `port ${port}`;
          yield {
            at: step,
            title: `Port ${port} exposed`,
            subject,
            evidence: [evidence],
            fact: `port:${port}`,
          };
        }
  },
};

export const invalidPort: InstructionRule = {
  id: "DD-DF-101",
  category: "instruction",
  title: "Invalid port",
  severity: "medium",
  fires:
    "EXPOSE names a port outside 0 to 65535, a range that runs backwards, a protocol that is neither tcp, udp nor sctp, or no port at all.",
  guards: "A variable without a known value is fine.",
  advice: "Correct the port; an address or a mapping belongs to docker run.",
  peers: ["DL3011", "DS-0008", "BK ExposeInvalidFormat"],
  *check(scene) {
    if (scene.source === "history") return;
    for (const step of allSteps(scene))
      for (const { text, range } of exposedPorts(step)) {
        const isValid =
          range !== undefined &&
          range.first <= range.last &&
          range.last <= 65_535 &&
          /^(?:tcp|udp|sctp)$/.test(range.protocol);
        if (!isValid) yield { at: step, title: `${text} is no port`, subject: `EXPOSE ${text}` };
      }
  },
};

/** Package names, the same in all distributions that have them. */
const SERVERS: ReadonlySet<string> = new Set([
  "openssh-server",
  "dropbear",
  "dropbear-bin",
  "telnetd",
  "telnet-server",
  "inetutils-telnetd",
  "rsh-server",
  "rsh-redone-server",
  "vsftpd",
  "proftpd",
  "proftpd-basic",
  "proftpd-core",
  "pure-ftpd",
  "xinetd",
  "openbsd-inetd",
  "tigervnc-standalone-server",
  "x11vnc",
  "xrdp",
]);

/** Packages that bring client and server both. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  apt: ["ssh"],
  apk: ["openssh"],
  zypper: ["openssh"],
};

const SENSITIVE = [...Array(65_536).keys()].flatMap((port) => {
  const evidence = port === SSH || port === 0 ? undefined : sensitivityOf(port);
  return evidence === undefined ? [] : [{ port, evidence }];
});

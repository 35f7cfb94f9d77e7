import type { Command } from "../command.ts";
import { isWithin } from "../folders.ts";
import { allSteps, heldBy } from "../lineage.ts";
import { installs } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";
import { SECURITY_AGENTS, type SecurityAgent } from "../security-agents.ts";

export const agentRemoved: InstructionRule = {
  id: "DD-DF-082",
  category: "instruction",
  title: "Security agent removed",
  severity: "high",
  fires:
    "A RUN stops, uninstalls or deletes a security or monitoring agent of the host (Alibaba Cloud Security Center, CloudMonitor, agents of other vendors).",
  guards: "An image that installs this very agent, or is built on the vendor's own, is fine.",
  advice: "Remove the step, and find out who added it: malware does this first.",
  peers: [],
  *check(scene) {
    const products = SECURITY_AGENTS.map((agent) => ({
      agent,
      isInstalled: heldBy(scene, installsOf(agent)),
    }));
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      for (const command of step.commands) {
        const removed = products.find(({ agent }) => isRemoval(command, agent));
        if (removed === undefined || isBuiltOn(scene, removed.agent) || removed.isInstalled(step)) continue;
        yield { at: command, title: `Agent of ${removed.agent.vendor} removed` };
      }
    }
  },
};

function isRemoval({ name, args }: Command, agent: SecurityAgent): boolean {
  const { names, folders, uninstallers = [] } = agent;
  if (args.some((arg) => arg.includes("uninstall") && uninstallers.some((part) => arg.includes(part))))
    return true;
  if (DELETERS.has(name)) {
    const isFolder = args.some((arg) =>
      folders.some((folder) => isWithin(arg.replace(/\/\*?$/, ""), folder)),
    );
    return isFolder && (name !== "mv" || args.at(-1) === "/dev/null");
  }
  const isKill = name === "pkill" || name === "killall";
  // `service x stop`, `systemctl disable x`, `chkconfig x off`, `apt-get purge x`, `rpm -e x`
  const isRemover = isKill || REMOVERS[name]?.test(args.join(" ")) === true;
  return isRemover && args.some((arg) => names.includes(serviceOf(arg)));
}

const DELETERS: ReadonlySet<string> = new Set(["rm", "unlink", "shred", "mv"]);
const PACKAGE_REMOVAL = /(?:^|\s)(?:remove|purge|erase|autoremove|del|rm)(?:\s|$)/;

const REMOVERS: Readonly<Partial<Record<string, RegExp>>> = {
  systemctl: /(?:^|\s)(?:stop|disable|mask|kill)(?:\s|$)/,
  service: /\sstop$/,
  chkconfig: /\soff$|--del/,
  "update-rc.d": /\s(?:remove|disable)/,
  "rc-update": /(?:^|\s)del/,
  "apt-get": PACKAGE_REMOVAL,
  apt: PACKAGE_REMOVAL,
  apk: PACKAGE_REMOVAL,
  yum: PACKAGE_REMOVAL,
  dnf: PACKAGE_REMOVAL,
  zypper: PACKAGE_REMOVAL,
  rpm: /(?:^|\s)(?:-e\w*|--erase)(?:\s|$)/,
  dpkg: /(?:^|\s)(?:-r|-P|--remove|--purge)(?:\s|$)/,
};

function serviceOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/\.service$/, "")
    .split("/")
    .at(-1)!;
}

function isBuiltOn({ base = "" }: Scene, { names }: SecurityAgent): boolean {
  return names.some((name) => base.toLowerCase().includes(name));
}

function installsOf({ names }: SecurityAgent): (step: Step) => boolean {
  return (step) =>
    installs(step).some(({ operands }) =>
      operands.some((operand) => names.includes(operand.split(/[=~<>]/)[0]!)),
    );
}

import type { Command } from "../command.ts";
import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";

export const twoFetchers: InstructionRule = {
  id: "DD-DF-105",
  category: "instruction",
  title: "Both curl and wget used",
  severity: "negligible",
  fires: "RUNs of the shipped image use both curl and wget.",
  guards: "Each in a stage of its own, of which only one is shipped, is fine.",
  advice: "Keep one of the two, and leave the other out of the image.",
  peers: ["DL4001", "DS-0014"],
  *check({ shipped }) {
    const used = shipped.filter(({ keyword }) => keyword === "RUN").flatMap(({ commands }) => commands);
    const curl = used.findIndex(({ name }) => name === "curl");
    const wget = used.findIndex(({ name }) => name === "wget");
    if (curl >= 0 && wget >= 0) yield { at: used[Math.max(curl, wget)]!, subject: "curl and wget" };
  },
};

export const idleCommand: InstructionRule = {
  id: "DD-DF-106",
  category: "instruction",
  title: "Command without a meaning in a build",
  severity: "negligible",
  fires: "A RUN starts ssh, an editor, shutdown, service, mount, top, free or ifconfig.",
  guards:
    "A mount in a RUN with --security=insecure, ssh in one with an ssh mount, and service in a stage for tests are fine.",
  advice: "Remove it: there is no terminal, no service manager and no network of its own in a build.",
  peers: ["DL3001"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      const idle = step.commands.find((command) => IDLE.has(command.name) && !hasMeaning(command));
      if (idle !== undefined) yield { at: idle, title: `${idle.name} has no meaning in a build` };
    }
  },
};

const IDLE: ReadonlySet<string> = new Set(
  "emacs free halt htop ifconfig mount nano poweroff reboot service shutdown ssh top umount vi vim".split(
    " ",
  ),
);

function hasMeaning({ name, step }: Command): boolean {
  if (name === "mount" || name === "umount") return step.flag("security") === "insecure";
  if (name === "ssh") return step.mounts.some((mount) => mount.get("type") === "ssh");
  return name === "service" && (step.stage.name?.includes("test") ?? false);
}

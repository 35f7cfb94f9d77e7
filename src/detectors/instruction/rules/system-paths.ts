import { posix } from "node:path";
import { UNKNOWN, words } from "../../../dockerfile/index.ts";
import { isSystemPath } from "../../baseline/volumes.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const systemVolume: InstructionRule = {
  id: "DD-DF-076",
  category: "instruction",
  title: "Volume on a system path",
  severity: "high",
  fires:
    "The shipped image declares a VOLUME on /, /dev, /proc, /sys, /etc, /root, /run or the engine's socket.",
  guards: "Sub-folders meant for data, such as /var/lib/x or /etc/app/conf.d, are fine.",
  advice: "Keep data in a folder of its own, such as /var/lib/app.",
  peers: ["DKL-DI-0002", "CIS 5.6", "CIS 5.32"],
  *check({ shipped }) {
    for (const step of shipped)
      for (const path of volumes(step))
        if (isSystemPath(path))
          yield { at: step, title: `Volume on ${path}`, subject: `VOLUME ${path}`, fact: `volume:${path}` };
  },
};

export const systemWorkdir: InstructionRule = {
  id: "DD-DF-077",
  category: "instruction",
  title: "Work folder on a system path",
  severity: "medium",
  fires:
    "A WORKDIR of the shipped image is /usr, or is or lies below /bin, /boot, /dev, /etc, /lib, /proc, /sbin or /sys.",
  guards:
    "The folders /usr/src, /usr/local, /usr/share and what lies below them are fine, and so are stages that are not shipped.",
  advice: "Work in a folder of the application's own, such as /app or /srv.",
  peers: ["DS-0030"],
  *check({ shipped }) {
    for (const step of shipped) {
      if (step.keyword !== "WORKDIR") continue;
      const path = posix.resolve("/", step.workdir, step.expand(step.instruction.rest));
      if (!path.includes(UNKNOWN) && SYSTEM_WORKDIRS.test(path))
        yield { at: step, title: `Work folder ${path}` };
    }
  },
};

const SYSTEM_WORKDIRS = /^\/(?:usr$|(?:bin|boot|dev|etc|lib(?:32|64|x32|exec)?|proc|sbin|sys)(?:\/|$))/;

function volumes(step: Step): readonly string[] {
  if (step.keyword !== "VOLUME") return [];
  const { json, rest } = step.instruction;
  const paths = (json ?? words(rest, "\\").map(({ raw }) => raw)).map((path) => step.expand(path));
  return paths
    .filter((path) => path.startsWith("/") && !path.includes(UNKNOWN))
    .map((path) => posix.resolve("/", path));
}

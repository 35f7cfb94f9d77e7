import { allSteps } from "../lineage.ts";
import { packageCommands } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";

export const aptUsed: InstructionRule = {
  id: "DD-DF-007",
  category: "instruction",
  title: "apt in RUN",
  severity: "low",
  fires: "A command of a RUN is apt with install, update, upgrade, remove, purge or the like.",
  guards:
    "The programs apt-get, apt-cache, apt-key and apt-mark are others; a path or package of that name, and apt in a string or in the content of a file, are no commands.",
  advice: "Use apt-get: apt is made for people, and its command line may change.",
  peers: ["DL3027", "CKV_DOCKER_9"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      const commands =
        scene.profile === "acr" ? step.commands : packageCommands(step).map(({ command }) => command);
      // One for each instruction, at its first: what it does is one thing.
      const found = commands.find(({ name }) => name === "apt");
      if (found !== undefined) yield { at: found };
    }
  },
};

import { allSteps } from "../lineage.ts";
import { type PackageCommand, packageCommands } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene } from "../scene.ts";

export const systemUpgrade: InstructionRule = {
  id: "DD-DF-056",
  category: "instruction",
  title: "Whole system upgraded",
  severity: "low",
  fires:
    "A RUN moves the whole system on with apt-get dist-upgrade, apt-get full-upgrade or zypper dist-upgrade. A plain upgrade of all packages is rated negligible.",
  guards:
    "Upgrading packages by name, and drydock's own repair layer, are fine. On a base pinned by digest an upgrade is how security fixes come in: negligible.",
  advice: "Move the base image forward instead; what an upgrade brings differs from day to day.",
  peers: ["DL3035", "DS-0024", "DKL-DI-0003"],
  *check(scene) {
    for (const step of allSteps(scene))
      for (const asked of packageCommands(step)) {
        if (asked.action !== "upgrade" || !SYSTEM.has(asked.manager) || asked.operands.length > 0) continue;
        if (step.instruction.text.includes("drydock")) continue; // its repair layer says who made it
        const isRelease = RELEASE_UPGRADES.has(asked.verb) && !isPinned(scene, asked);
        yield isRelease
          ? { at: asked.command }
          : { at: asked.command, severity: "negligible", title: "All packages upgraded" };
      }
  },
};

const SYSTEM: ReadonlySet<string> = new Set(["apt", "apk", "rpm", "zypper"]);
const RELEASE_UPGRADES: ReadonlySet<string> = new Set(["dist-upgrade", "full-upgrade", "dup"]);

function isPinned({ chain }: Scene, { command }: PackageCommand): boolean {
  const { stage } = command.step;
  const lowest = chain.includes(stage) ? chain[0] : stage;
  return lowest?.stage.image.includes("@sha256:") ?? false;
}

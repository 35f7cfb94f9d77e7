import { UNKNOWN } from "../../../dockerfile/index.ts";
import { allSteps, heldBy } from "../lineage.ts";
import { hasNoWorkdir } from "../official-images.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const relativeWorkdir: InstructionRule = {
  id: "DD-DF-093",
  category: "instruction",
  title: "Relative work folder",
  severity: "medium",
  fires: "A WORKDIR is relative, and none before it is absolute.",
  guards:
    "Windows paths, a variable whose value is not known, and a base image that has a work folder of its own are fine.",
  advice: "Give an absolute path.",
  peers: ["DL3000", "DS-0009", "CKV_DOCKER_10", "BK WorkdirRelativePath"],
  *check(scene) {
    const hasAbsolute = heldBy(scene, (step) => step.keyword === "WORKDIR" && !isRelative(pathOf(step)));
    for (const step of allSteps(scene)) {
      if (step.keyword !== "WORKDIR" || !isRelative(pathOf(step)) || hasAbsolute(step)) continue;
      const isInherited = scene.inherited.hasWorkdir === true && step.isShipped;
      if (!isInherited) yield { at: step };
    }
  },
};

export const cdAlone: InstructionRule = {
  id: "DD-DF-094",
  category: "instruction",
  title: "cd where WORKDIR would do",
  severity: "negligible",
  fires: "A RUN is nothing but a cd, or begins with one.",
  guards: "A cd further on in a chain of commands, or within a subshell, is fine.",
  advice: "Use WORKDIR; a cd is forgotten at the end of its RUN.",
  peers: ["DL3003", "DS-0013"],
  *check(scene) {
    for (const step of allSteps(scene))
      if (step.keyword === "RUN" && /^cd\s/.test(step.instruction.rest)) yield { at: step };
  },
};

export const placelessCopy: InstructionRule = {
  id: "DD-DF-095",
  category: "instruction",
  title: "Relative target without a work folder",
  severity: "low",
  fires:
    "COPY or ADD into the shipped image has a relative target, and neither the stages nor the base image set a WORKDIR.",
  guards:
    "A base image with a work folder of its own is fine; one whose configuration is not known is unproven.",
  advice: "Give an absolute target, or a WORKDIR first.",
  peers: ["DL3045"],
  *check(scene) {
    const { source, shipped, inherited, base = "" } = scene;
    if (source === "history") return;
    const hasOwn = heldBy(scene, ({ keyword }) => keyword === "WORKDIR");
    const hasInherited = inherited.hasWorkdir ?? (hasNoWorkdir(base) ? false : undefined);
    for (const step of shipped) {
      if ((step.keyword !== "COPY" && step.keyword !== "ADD") || step.isTrigger) continue;
      if (!isRelative(step.destination) || hasOwn(step)) continue;
      if (hasInherited === false) yield { at: step };
      else if (hasInherited === undefined)
        yield { at: step, unproven: "Whether the base image sets a work folder is not known." };
    }
  },
};

function pathOf(step: Step): string {
  return step.expand(step.instruction.rest);
}

function isRelative(path: string): boolean {
  return path !== "" && !/^(?:[/\\]|[A-Za-z]:)/.test(path) && !path.startsWith(UNKNOWN);
}

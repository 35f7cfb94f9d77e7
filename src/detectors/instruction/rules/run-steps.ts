import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const separateRuns: InstructionRule = {
  id: "DD-DF-107",
  category: "instruction",
  title: "RUN that could be joined with the one before",
  severity: "negligible",
  fires: "Two RUNs follow each other in a stage that is shipped.",
  guards: "RUNs with different mounts, networks or privileges are fine.",
  advice: "Join them where the size matters: what one layer adds, a later one cannot take away.",
  peers: ["DL3059"],
  isOptional: true,
  *check({ shipped }) {
    for (const [index, step] of shipped.entries()) {
      const before = shipped[index - 1];
      if (step.keyword !== "RUN" || before?.keyword !== "RUN" || step.isTrigger || before.isTrigger) continue;
      if (before.stage === step.stage && flagsOf(before) === flagsOf(step)) yield { at: step };
    }
  },
};

function flagsOf({ instruction }: Step): string {
  return JSON.stringify(instruction.flags);
}

import { heldBy, lastShipped } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";

const SINGLE: readonly string[] = ["CMD", "ENTRYPOINT", "HEALTHCHECK"];

export const repeatedInstruction: InstructionRule = {
  id: "DD-DF-091",
  category: "instruction",
  title: "Instruction overridden in the same stage",
  severity: "medium",
  fires: "A stage has more than one CMD, ENTRYPOINT or HEALTHCHECK.",
  guards: "One in each of several stages, and overriding what the base image says, are fine.",
  advice: "Keep the last; the others have no effect, and mislead who reads the file.",
  peers: ["DL4003", "DL4004", "DL3012", "DS-0016", "DS-0007", "DS-0023", "BK MultipleInstructionsDisallowed"],
  *check({ source, stages }) {
    if (source === "history") return; // the base image's are in it too
    for (const { steps } of stages)
      for (const keyword of SINGLE) {
        const same = steps.filter((step) => step.keyword === keyword && !step.isTrigger);
        for (const at of same.slice(0, -1))
          yield { at, title: `${keyword} is overridden later in the same stage` };
      }
  },
};

export const shellFormStart: InstructionRule = {
  id: "DD-DF-092",
  category: "instruction",
  title: "Start command in shell form",
  severity: "low",
  fires: "The CMD or ENTRYPOINT of the shipped image is written in shell form.",
  guards: "A SHELL that was set on purpose, and a command that begins with exec, are fine.",
  advice: 'Write it as JSON, CMD ["program", "argument"]: a shell in between does not hand signals on.',
  peers: ["DL3025", "BK JSONArgsRecommended"],
  *check(scene) {
    if (scene.source === "history") return;
    const hasShell = heldBy(scene, (step) => step.keyword === "SHELL");
    for (const keyword of ["CMD", "ENTRYPOINT"]) {
      const at = lastShipped(scene, keyword);
      const { json, rest } = at?.instruction ?? {};
      if (at === undefined || json !== undefined || rest === "" || /^exec\s/.test(rest ?? "")) continue;
      if (!hasShell(at)) yield { at };
    }
  },
};

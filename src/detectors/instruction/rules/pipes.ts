import type { Command } from "../command.ts";
import { allSteps, wholeText } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const unwatchedPipe: InstructionRule = {
  id: "DD-DF-102",
  category: "instruction",
  title: "Pipe without pipefail",
  severity: "low",
  fires:
    "A RUN under sh or bash has a pipe, and nothing sets pipefail: only the last command's failure is noticed.",
  guards:
    "SHELL or set with pipefail, PowerShell and cmd, and pipes whose left side is only echo, printf, yes, true or cat are fine.",
  advice:
    'Set SHELL ["/bin/bash", "-o", "pipefail", "-c"] before it, or begin with set -o pipefail where the shell has it.',
  peers: ["DL4006"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN" || !isUnixShell(step)) continue;
      if (step.shell.some((word) => word.includes("pipefail")) || wholeText(step).includes("pipefail"))
        continue;
      const piped = step.commands.find(isFragile);
      if (piped !== undefined) yield { at: piped };
    }
  },
};

/** The first of a pipe tells for all of it. */
function isFragile(command: Command): boolean {
  const { pipeline } = command;
  if (pipeline[0] !== command || pipeline.length < 2) return false;
  // In `echo x | sudo tee y` what sudo starts is no further part of the pipe.
  const parts = pipeline.filter(({ via }) => via.length === command.via.length);
  return parts.slice(0, -1).some(({ name }) => !CANNOT_FAIL.has(name));
}

const CANNOT_FAIL: ReadonlySet<string> = new Set(["echo", "printf", "yes", "true", ":", "cat"]);

function isUnixShell({ shell }: Step): boolean {
  return /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(shell[0] ?? "");
}

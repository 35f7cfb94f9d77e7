import type { Command } from "../command.ts";
import { wholeText } from "../lineage.ts";
import { installs, packageCommands } from "../package-command.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const sudoUsed: InstructionRule = {
  id: "DD-DF-070",
  category: "instruction",
  title: "sudo used or installed",
  severity: "high",
  fires:
    "A RUN of the shipped image starts a command with sudo, installs the package sudo, or writes a sudoers rule with NOPASSWD.",
  guards:
    "The word as mere text, sudo in a stage that is not shipped, or removed again in the same RUN, is fine.",
  advice: "Switch with USER while building, and drop root at start with gosu, su-exec or setpriv.",
  peers: ["DL3004", "DS-0010", "DKL-DI-0001", "CKV2_DOCKER_1"],
  *check({ shipped }) {
    for (const step of shipped) if (!isRemoved(step)) yield* hitsIn(step);
  },
};

function* hitsIn(step: Step): Generator<Hit> {
  const used = step.keyword === "RUN" ? step.commands.find(isSudo) : undefined;
  if (used !== undefined) yield { at: used, title: "sudo used while building" };
  const install = installs(step).find(({ operands }) => operands.some(isSudoPackage));
  if (install !== undefined) yield { at: install.command, title: "sudo installed" };
  if (writesRule(step)) yield { at: step, title: "sudo allowed without a password" };
}

function isSudo({ name, via }: Command): boolean {
  return name === "sudo" || via.includes("sudo");
}

function isSudoPackage(operand: string): boolean {
  return /^sudo(?:[=~<>-]\d.*)?$/.test(operand);
}

/** Also as one of the packages of an apk bundle that is deleted by its name. */
function isRemoved(step: Step): boolean {
  const asked = packageCommands(step);
  const bundles = asked
    .filter(({ operands }) => operands.some(isSudoPackage))
    .flatMap(({ values }) => values.filter(([option]) => option === "-t" || option === "--virtual"))
    .map(([, name]) => name);
  return asked.some(
    ({ action, operands }) =>
      action === "remove" && operands.some((one) => isSudoPackage(one) || bundles.includes(one)),
  );
}

function writesRule(step: Step): boolean {
  if (!wholeText(step).includes("NOPASSWD")) return false;
  if (step.keyword === "COPY" || step.keyword === "ADD") return step.destination.includes("sudoers");
  return step.commands.some(
    ({ pipeline, redirects, args, name }) =>
      redirects.some(({ target }) => target.includes("sudoers")) ||
      (WRITERS.has(name) && args.some((arg) => arg.includes("sudoers")) && pipeline.length > 0),
  );
}

const WRITERS: ReadonlySet<string> = new Set(["tee", "sed", "install", "cp", "mv", "dd"]);

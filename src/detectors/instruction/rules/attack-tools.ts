import { ATTACK_TOOLS, type AttackTool } from "../attack-tools.ts";
import type { Command } from "../command.ts";
import { allSteps } from "../lineage.ts";
import { installs } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const attackToolFetched: InstructionRule = {
  id: "DD-DF-083",
  category: "instruction",
  title: "Coin miner or attack tool fetched",
  severity: "critical",
  fires:
    "A RUN or ADD fetches, installs or runs a coin miner, an implant or a container escape kit, or names a mining pool. Tools for attacks on the host alone are rated medium.",
  guards: "A name in a label, a comment, a text that is printed, or a search is fine.",
  advice: "Remove it, then find out who added it and what else was changed.",
  peers: [],
  *check(scene) {
    for (const step of allSteps(scene)) {
      const fetched =
        step.keyword === "ADD" ? step.sources.map(addressedBy).find((tool) => tool !== undefined) : undefined;
      if (fetched !== undefined) yield { at: step, ...said(fetched) };
      for (const [command, tool] of brought(step)) yield { at: command, ...said(tool) };
    }
  },
};

function said({ name, kind, severity }: AttackTool) {
  return { severity, title: name === kind ? `Work for a ${kind}` : `${name}, a ${kind}` };
}

function brought(step: Step): ReadonlyMap<Command, AttackTool> {
  const found = new Map<Command, AttackTool>();
  for (const { command, operands } of installs(step)) {
    const tool = operands
      .map((operand) => named(operand.split(/[=~<>@]/)[0]!))
      .find((one) => one !== undefined);
    if (tool !== undefined) found.set(command, tool);
  }
  for (const command of step.commands) {
    if (READERS.has(command.name)) continue;
    const tool = named(command.name) ?? command.args.map(addressedBy).find((one) => one !== undefined);
    if (tool !== undefined && !found.has(command)) found.set(command, tool);
  }
  return found;
}

/** They print, search or delete what they are given, and bring nothing. */
const READERS: ReadonlySet<string> = new Set([
  "echo",
  "printf",
  "grep",
  "egrep",
  "fgrep",
  "rm",
  "sed",
  "awk",
  "test",
  "[",
]);

function named(program: string): AttackTool | undefined {
  const name = program.toLowerCase();
  return ATTACK_TOOLS.find(({ programs }) => programs?.includes(name));
}

function addressedBy(text: string): AttackTool | undefined {
  if (!text.includes("/")) return undefined;
  const address = text.toLowerCase();
  const isRemote =
    /^(?:[a-z][a-z0-9+.]*:\/\/|git@|github\.com\/)/.test(address) || address.includes("=stratum");
  if (!isRemote) return undefined;
  const file = address.split(/[?#]/)[0]!.split("/").at(-1)!;
  return ATTACK_TOOLS.find(
    ({ addresses, programs }) =>
      addresses?.some((part) => address.includes(part)) ||
      programs?.some((program) => isReleaseOf(file, program)),
  );
}

/** `xmrig`, `xmrig.tar.gz`, `xmrig-6.22.0-linux-x64.tar.gz`; not `xmrig-exporter`. */
function isReleaseOf(file: string, program: string): boolean {
  return (
    file.startsWith(program) && /^(?:$|\.|[-_](?:v?\d|linux|x64|static))/.test(file.slice(program.length))
  );
}

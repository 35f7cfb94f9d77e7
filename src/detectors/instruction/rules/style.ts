import { posix } from "node:path";
import { words } from "../../../dockerfile/index.ts";
import type { Command } from "../command.ts";
import { allSteps } from "../lineage.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const untidy: InstructionRule = {
  id: "DD-DF-109",
  category: "instruction",
  title: "Style",
  severity: "negligible",
  fires:
    "Instructions in mixed case, FROM and AS in different case, a stage name with capitals, the old form ENV name value, an empty line within an instruction, /bin/sh linked to another shell, wget with its progress bar, or an archive that is copied in and unpacked by hand.",
  guards: "The history of an image, which has no style of its own, is not looked at.",
  advice: "Tidy the line; it changes nothing that is built.",
  peers: [
    "BK ConsistentInstructionCasing",
    "BK FromAsCasing",
    "BK StageNameCasing",
    "BK LegacyKeyValueFormat",
    "BK NoEmptyContinuation",
    "DL3010",
    "DL3047",
    "DL4005",
  ],
  isOptional: true,
  *check(scene) {
    if (scene.source === "history") return;
    yield* casing(scene);
    const archives = new Set<string>();
    for (const step of allSteps(scene)) {
      yield* written(step, scene);
      for (const command of step.commands) {
        const title = titleOf(command, archives);
        if (title !== undefined) yield { at: command, title };
      }
      if (step.keyword === "COPY" && step.flag("from") === undefined)
        for (const source of step.sources) if (ARCHIVE.test(source)) archives.add(posix.basename(source));
    }
  },
};

const ARCHIVE = /\.(?:tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz|zst))$/;

/** The first of the file says which case is meant. */
function* casing({ stages }: Scene): Generator<Hit> {
  const isUpper = (step: Step) => /^[A-Z]/.test(step.instruction.text);
  const steps = stages.flatMap(({ from, steps }) => [from, ...steps]);
  const [first] = steps;
  const other = steps.find((step) => {
    const [word = ""] = /^\S+/.exec(step.instruction.text) ?? [];
    return (word !== word.toUpperCase() && word !== word.toLowerCase()) || isUpper(step) !== isUpper(first!);
  });
  if (other !== undefined) yield { at: other, title: "Instructions are written in mixed case" };
  for (const { from } of stages) {
    const [, as, name] = from.instruction.rest.split(/\s+/);
    if (as === undefined || as.toLowerCase() !== "as") continue;
    if (isUpper(from) !== (as === as.toUpperCase())) yield { at: from, title: "FROM and AS differ in case" };
    if (name !== undefined && name !== name.toLowerCase())
      yield { at: from, title: `Stage name ${name} has capitals` };
  }
}

function* written(step: Step, { file }: Scene): Generator<Hit> {
  const { instruction, keyword } = step;
  if (instruction.hasEmptyLine) yield { at: step, title: "An empty line stands within the instruction" };
  const [first] = words(instruction.rest, file.escape);
  if (
    (keyword === "ENV" || keyword === "LABEL") &&
    !step.isTrigger &&
    first !== undefined &&
    !first.raw.includes("=")
  )
    yield { at: step, title: `${keyword} is written in its old form, without =` };
}

function titleOf({ name, args, step }: Command, archives: ReadonlySet<string>): string | undefined {
  if (step.keyword !== "RUN") return undefined;
  if (name === "ln" && args.at(-1) === "/bin/sh") return "The shell is changed by a link; SHELL does that";
  if (name === "wget" && !args.some((arg) => QUIET.test(arg))) return "wget shows its progress";
  const isUnpacked = name === "tar" && args.some((arg) => archives.has(posix.basename(arg)));
  return isUnpacked ? "The archive is unpacked by hand; ADD does that" : undefined;
}

const QUIET =
  /^(?:-[a-zA-Z]*q[a-zA-Z]*|-nv|--quiet|--no-verbose|--progress(?:=.*)?|--show-progress|-[a-zA-Z]*o[a-zA-Z]*|--output-file(?:=.*)?)$/;

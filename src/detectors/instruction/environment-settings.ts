import type { Command } from "./command.ts";
import { allSteps } from "./lineage.ts";
import type { Scene, SceneStage, Step } from "./scene.ts";
import { writtenTexts } from "./written-text.ts";

/** A variable that a build, or the image that comes of it, has set. */
export interface EnvironmentSetting {
  readonly name: string;
  readonly value: string;
  readonly at: Step | Command;
  /** `image` = programs in a container see it; `build` = it is gone with the step, or the stage. */
  readonly reach: "image" | "build";
  readonly isEnv: boolean;
}

/** `export NAME=value` in a file. */
const LINE =
  /(?:^|[\s;"'])(?:export\s{1,8})?([A-Za-z_]\w{0,100})=(?:"([^"\n]{0,500})"|'([^'\n]{0,500})'|([^\s"';]{0,500}))/g;

/**
 * Those of the names asked for, in whichever way they are set. Of `ENV` counts what a stage ends with; one that is set to
 * something else later counts for the build, if one of the programs that act on it has run in between.
 */
export function* environmentSettings(
  scene: Scene,
  isWanted: (name: string) => boolean,
  programs: RegExp,
): Generator<EnvironmentSetting> {
  const ending = endingValues(scene);
  for (const step of allSteps(scene)) {
    const reach = step.isShipped ? "image" : "build";
    if (step.keyword === "ENV" || step.keyword === "ARG") {
      const isEnv = step.keyword === "ENV";
      for (const [name, value] of step.pairs) {
        if (!isWanted(name) || value === undefined) continue;
        const isOver = isEnv && !step.isTrigger && ending.get(step.stage)?.get(name) !== step;
        if (isOver && scene.profile !== "acr" && !isUsed(name, step, scene, programs)) continue;
        yield { name, value, at: step, reach: isEnv && !isOver ? reach : "build", isEnv };
      }
      continue;
    }
    const isStart = step.keyword === "CMD" || step.keyword === "ENTRYPOINT" || step.keyword === "HEALTHCHECK";
    for (const command of step.commands)
      for (const { name, value } of command.assignments)
        if (isWanted(name) && !isTakenBack(name, command))
          yield { name, value, at: command, reach: isStart ? reach : "build", isEnv: false };
    for (const { text, at } of writtenTexts(step))
      for (const [, name = "", double, single, bare = ""] of text.matchAll(LINE))
        if (isWanted(name)) yield { name, value: double ?? single ?? bare, at, reach, isEnv: false };
  }
}

/** Of each stage, and for the shipped ones of the whole chain, the step that sets a variable last. */
function endingValues({ stages, chain }: Scene): ReadonlyMap<SceneStage, ReadonlyMap<string, Step>> {
  const shipped = new Map<string, Step>();
  const ending = new Map<SceneStage, Map<string, Step>>(chain.map((stage) => [stage, shipped]));
  for (const stage of stages) {
    const own = ending.get(stage) ?? new Map<string, Step>();
    ending.set(stage, own);
    for (const step of stage.steps)
      if (step.keyword === "ENV" && !step.isTrigger) for (const [name] of step.pairs) own.set(name, step);
  }
  return ending;
}

/** Whether a `RUN` stands between the step and the next one that sets the variable, with a program that acts on it. */
function isUsed(name: string, step: Step, { shipped }: Scene, programs: RegExp): boolean {
  const steps = step.isShipped ? shipped : step.stage.steps;
  for (let at = steps.indexOf(step) + 1; at < steps.length; at++) {
    const next = steps[at]!;
    if (next.isTrigger) continue;
    if (next.keyword === "ENV" && next.pairs.some(([other]) => other === name)) return false;
    if (next.keyword === "RUN" && next.commands.some((command) => programs.test(command.name))) return true;
  }
  return false;
}

/** Unset, or set to something else, before anything has run. */
function isTakenBack(name: string, command: Command): boolean {
  const { commands } = command.step;
  if (command.name !== "" && command.name !== "export") return false;
  for (let at = commands.indexOf(command) + 1; at < commands.length; at++) {
    const next = commands[at]!;
    if (next.name === "unset" && next.args.includes(name)) return true;
    if (next.name !== "" && next.name !== "export") return false;
    if (next.assignments.some((one) => one.name === name)) return true;
  }
  return false;
}

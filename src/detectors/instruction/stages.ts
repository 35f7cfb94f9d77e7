import {
  type BuildArgs,
  type Dockerfile,
  expand,
  given,
  globalValues,
  type Instruction,
  type Stage,
  UNKNOWN,
} from "../../dockerfile/index.ts";
import type { DockerfileLines } from "../../model/index.ts";
import type { Inherited, SceneStage, Step } from "./scene.ts";
import { after, BuildStep, type State } from "./steps.ts";
import { Variables } from "./variables.ts";

type Making = { -readonly [K in keyof SceneStage]: SceneStage[K] } & { steps: Step[] };

export interface Building {
  readonly file: Dockerfile;
  readonly buildArgs: BuildArgs;
  /** The last one that is shipped; its lineage is shipped with it. */
  readonly target: Stage;
  readonly inherited: Inherited;
  linesOf(instruction: Instruction): DockerfileLines;
}

/** All stages with their steps, in the file's order. */
export function sceneStages({
  file,
  buildArgs,
  target,
  inherited,
  linesOf,
}: Building): readonly SceneStage[] {
  const globals = globalValues(file, buildArgs, (value) => value);
  const lookUp = (name: string) => globals.get(name) ?? UNKNOWN;
  const made: Making[] = [];
  const states: State[] = [];
  const shipped = lineageOf(file, target, lookUp);
  for (const stage of file.stages) {
    const image = expand(stage.image, lookUp, file.escape);
    const parent = below(file.stages, stage, image);
    const own: Making = {
      stage,
      index: stage.index,
      ...(stage.name === undefined ? {} : { name: stage.name }),
      from: undefined as unknown as Step, // set right below: a step knows its stage
      steps: [],
      ...(parent === undefined ? {} : { parent: made[parent.index]! }),
      ...(parent === undefined && !image.includes(UNKNOWN) ? { image } : {}),
      isShipped: shipped.has(stage),
    };
    let state =
      parent === undefined
        ? firstState(image, own.isShipped ? inherited : {})
        : stateAbove(states[parent.index]!);
    const around = { file, stage: own, linesOf };
    own.from = new BuildStep(stage.from, stateOfFrom(globals), { ...around, index: -1 });
    for (const [index, instruction] of stage.instructions.entries()) {
      const step = new BuildStep(instruction, state, { ...around, index });
      own.steps.push(step);
      if (instruction.trigger !== undefined)
        own.steps.push(new BuildStep(instruction.trigger, state, { ...around, index }, true));
      state = after(state, step, (name, value) => {
        const inheritedValue = value === undefined ? globals.get(name) : undefined;
        return given(buildArgs, name) ?? inheritedValue ?? value ?? UNKNOWN;
      });
    }
    made.push(own);
    states.push(state);
  }
  return made;
}

/** The `ARG`s before the first stage. */
export function globalSteps({ file, buildArgs, linesOf }: Building, stage: SceneStage): readonly Step[] {
  const state = stateOfFrom(globalValues(file, buildArgs, (value) => value));
  return file.globalArgs.map(
    (instruction) => new BuildStep(instruction, state, { file, stage, index: -1, linesOf }),
  );
}

/** The target and what it stands on. */
function lineageOf(file: Dockerfile, target: Stage, lookUp: (name: string) => string): ReadonlySet<Stage> {
  const stages = new Set([target]);
  for (let stage: Stage | undefined = target; stage !== undefined; ) {
    stage = below(file.stages, stage, expand(stage.image, lookUp, file.escape));
    if (stage !== undefined) stages.add(stage);
  }
  return stages;
}

/** Only stages before it can be meant. */
function below(stages: readonly Stage[], { index }: Stage, image: string): Stage | undefined {
  return stages.slice(0, index).findLast(({ name }) => name !== undefined && name === image.toLowerCase());
}

/** `FROM` knows the `ARG`s before the first stage, and nothing of any stage. */
function stateOfFrom(globals: ReadonlyMap<string, string>): State {
  const variables = new Variables({ env: globals, unset: () => UNKNOWN });
  return { variables, time: 0, user: "", workdir: "/", shell: [] };
}

function stateAbove(state: State): State {
  const variables = state.variables.above();
  return { ...state, variables, time: variables.time };
}

/** On `scratch` nothing is set but a PATH, which every builder gives. */
function firstState(image: string, { env }: Inherited): State {
  const isScratch = image === "scratch";
  const variables = new Variables({
    env: (isScratch ? undefined : env) ?? new Map(),
    unset: (name) => (isScratch && name !== "PATH" ? undefined : UNKNOWN),
  });
  return { variables, time: 0, user: "", workdir: isScratch ? "/" : UNKNOWN, shell: ["/bin/sh", "-c"] };
}

import type { Scene, SceneStage, Step } from "./scene.ts";

/** The stages that a stage stands on, the lowest first, itself last. */
export function lineage(stage: SceneStage): readonly SceneStage[] {
  const stages = [stage];
  for (let below = stage.parent; below !== undefined; below = below.parent) stages.push(below);
  return stages.reverse();
}

/** Every instruction but `FROM`, in the file's order. */
export function allSteps({ stages }: Scene): readonly Step[] {
  return stages.flatMap(({ steps }) => steps);
}

/**
 * Tells of a step whether the test held for one before it, or for itself: in the stages below, or in its own. Each step is
 * tested once, however many ask.
 */
export function heldBy(scene: Scene, test: (step: Step) => boolean): (step: Step) => boolean {
  const first = new Map<SceneStage, number>();
  for (const stage of scene.stages) {
    // Stages stand behind those that they are `FROM`: what held there holds from the first step on.
    const isHeldBelow = stage.parent !== undefined && first.has(stage.parent);
    const found = isHeldBelow ? stage.from : stage.steps.find((step) => !step.isTrigger && test(step));
    if (found !== undefined) first.set(stage, found.index);
  }
  return ({ stage, index }) => (first.get(stage) ?? Number.POSITIVE_INFINITY) <= index;
}

/** The one that counts, where the last of its kind overrides all before. */
export function lastShipped({ shipped }: Scene, keyword: string): Step | undefined {
  return shipped.findLast((step) => step.keyword === keyword && !step.isTrigger);
}

/** Every word of it: the instruction's own and those of its heredocs. */
export function wholeText({ instruction }: Step): string {
  return [instruction.text, ...instruction.heredocs.map(({ content }) => content)].join("\n");
}

import { UNKNOWN } from "../../../dockerfile/index.ts";
import { imageName } from "../image-text.ts";
import { allSteps } from "../lineage.ts";
import { officialImage } from "../official-images.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, SceneStage, Step } from "../scene.ts";

export const copyFromNowhere: InstructionRule = {
  id: "DD-DF-097",
  category: "instruction",
  title: "Copy from an unknown stage",
  severity: "medium",
  fires:
    "COPY --from or RUN --mount from= names the stage it stands in (high), or something that is neither an earlier stage nor looks like an image.",
  guards:
    "A name with a tag, digest, registry or folder in it, and an official image's bare name, are taken for images.",
  advice: "Correct the name. An image is better named with its tag, so that nobody takes it for a stage.",
  peers: ["DL3022", "DL3023", "DS-0006"],
  *check(scene) {
    if (scene.source === "history") return;
    for (const step of allSteps(scene))
      for (const source of sourcesOf(step)) {
        const trouble = troubleWith(source, step.stage, scene);
        if (trouble === "own")
          yield { at: step, severity: "high", title: `${source} is the stage that it is copied into` };
        else if (trouble !== undefined) yield { at: step, title: `${source} is ${trouble}` };
      }
  },
};

export const ambiguousStageName: InstructionRule = {
  id: "DD-DF-098",
  category: "instruction",
  title: "Stage name that is used twice or reserved",
  severity: "medium",
  fires: "Two stages have the same name, whatever its case, or one is named scratch or context.",
  guards: "Stages with names that differ, and stages without one, are fine.",
  advice: "Give each stage a name of its own.",
  peers: ["DL3024", "DL3063", "DS-0012", "CKV_DOCKER_11", "BK DuplicateStageName", "BK ReservedStageName"],
  *check({ source, stages }) {
    if (source === "history") return;
    for (const [index, { name, from }] of stages.entries()) {
      if (name === undefined) continue;
      if (name === "scratch" || name === "context")
        yield { at: from, title: `Stage name ${name} is reserved` };
      else if (stages.slice(0, index).some((earlier) => earlier.name === name))
        yield { at: from, title: `Stage name ${name} is used twice` };
    }
  },
};

function sourcesOf(step: Step): readonly string[] {
  const flag = step.keyword === "COPY" ? step.flag("from") : undefined;
  const mounts = step.mounts.flatMap((mount) => mount.get("from") ?? []);
  const sources = [...(flag === undefined ? [] : [step.expand(flag)]), ...mounts];
  return sources.filter((source) => source !== "" && !source.includes(UNKNOWN));
}

function troubleWith(source: string, own: SceneStage, { stages }: Scene): string | undefined {
  const name = source.toLowerCase();
  if (/^\d+$/.test(source)) {
    const index = Number(source);
    if (index === own.index) return "own";
    return index > own.index ? "not the number of an earlier stage" : undefined;
  }
  if (stages.some((stage) => stage.index < own.index && stage.name === name)) return undefined;
  if (own.name === name) return "own";
  if (stages.some((stage) => stage.name === name)) return "a later stage";
  if (imageName(source) === undefined) return "neither a stage nor an image";
  return /[/:@.]/.test(source) || officialImage(name) !== undefined ? undefined : "no stage of this file";
}

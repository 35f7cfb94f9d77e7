import { fits, UNKNOWN } from "../../../dockerfile/index.ts";
import { printImageName } from "../../../image/reference.ts";
import { imageName } from "../image-text.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const foreignBase: InstructionRule = {
  id: "DD-DF-042",
  category: "instruction",
  title: "Base image from a registry that is not allowed",
  severity: "high",
  fires:
    "The policy lists allowed base images, and a FROM, COPY --from or RUN --mount from= names an image that fits none of them.",
  guards: "Stages of the same file and scratch are fine. Without a list in the policy nothing is looked at.",
  advice: "Build on an approved image, or have this one added to the policy's list.",
  peers: ["DL3026", "CIS 4.2"],
  *check(scene) {
    const patterns = scene.settings.allowedBases.map(fullPattern);
    if (patterns.length === 0 || scene.source === "history") return;
    for (const { at, text } of externalImages(scene)) {
      if (text.includes(UNKNOWN)) {
        yield { at, unproven: "Which image it names depends on a variable without a known value." };
        continue;
      }
      const name = imageName(text);
      if (name === undefined) continue;
      const { tag: _, digest: __, ...repository } = name;
      const names = [printImageName(repository), printImageName(name)];
      if (!patterns.some((pattern) => names.some((one) => fits(pattern, one))))
        yield { at, subject: text, title: `${text} is no allowed base image` };
    }
  },
};

function* externalImages(scene: Scene): Generator<{ readonly at: Step; readonly text: string }> {
  for (const stage of scene.stages) {
    const text = stage.from.expand(stage.stage.image);
    if (stage.parent === undefined && text !== "scratch" && text !== "") yield { at: stage.from, text };
    for (const at of stage.steps)
      for (const source of copiedFrom(at))
        if (!isStage(scene, source) && source !== "scratch") yield { at, text: source };
  }
}

/** What `COPY --from` and `RUN --mount` take their files from. */
function copiedFrom(step: Step): readonly string[] {
  const flag = step.keyword === "COPY" ? step.flag("from") : undefined;
  const mounts = step.mounts.flatMap((mount) => mount.get("from") ?? []);
  return [...(flag === undefined ? [] : [step.expand(flag)]), ...mounts].filter((source) => source !== "");
}

function isStage({ stages }: Scene, source: string): boolean {
  return /^\d+$/.test(source) || stages.some(({ name }) => name === source.toLowerCase());
}

/** As `printImageName` writes names, with `UNKNOWN` for each `*`: `debian` is `docker.io/library/debian`. */
function fullPattern(pattern: string): string {
  const [first = "", ...rest] = pattern.split("/");
  const isHost = /[.:]/.test(first) || first === "localhost" || first.startsWith("*");
  const parts =
    isHost && (rest.length > 0 || !first.includes(":") || /:\d+$/.test(first)) ? [first, ...rest] : undefined;
  // A registry alone stands for all that it has.
  if (parts?.length === 1) return `${first}${first.endsWith("*") ? "" : "/*"}`.replaceAll("*", UNKNOWN);
  const full = parts ?? ["docker.io", ...(rest.length === 0 ? ["library"] : []), first, ...rest];
  return full.join("/").replaceAll("*", UNKNOWN);
}

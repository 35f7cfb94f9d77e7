import { UNKNOWN } from "../../../dockerfile/index.ts";
import { type ImageText, imageText } from "../image-text.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const unversionedBase: InstructionRule = {
  id: "DD-DF-040",
  category: "instruction",
  title: "Base image without a version",
  severity: "medium",
  fires: "A stage is built FROM an image that has neither a tag nor a digest, or whose tag is latest.",
  guards:
    "An earlier stage, scratch, a name with a digest, and a variable whose default brings a tag are fine. A variable without a default is unproven.",
  advice:
    "Name the version to build on, such as FROM debian:12.5. What latest means changes without notice, and with it what is built.",
  peers: ["DL3006", "DL3007", "DS-0001", "DKL-DI-0006", "CKV_DOCKER_7", "CIS 5.28"],
  *check(scene) {
    for (const { from, image, shown } of externalBases(scene)) {
      if (image.hasDigest) continue;
      if (image.isOpen && (image.tag === undefined || isOnlyUnknown(image.tag)))
        yield {
          at: from,
          unproven: "The base image is a variable without a known value; give it a default.",
        };
      else if (image.tag === undefined || image.tag === "latest" || image.tag === "")
        yield {
          at: from,
          subject: `FROM ${shown}`,
          title: image.tag === "latest" ? "Base image of tag latest" : "Base image without a tag",
        };
    }
  },
};

export const undigestedBase: InstructionRule = {
  id: "DD-DF-041",
  category: "instruction",
  title: "Base image not pinned by digest",
  severity: "negligible",
  fires: "A stage is built FROM an image that is named by a tag only.",
  guards:
    "An earlier stage, scratch and a name with a digest are fine. A variable without a default is unproven. An image without a tag is left to DD-DF-040.",
  advice:
    "Write the digest behind the tag, FROM debian:12.5@sha256:…, and let a bot move it: a tag may name another image tomorrow.",
  peers: ["CIS 4.2"],
  *check(scene) {
    for (const { from, image, shown } of externalBases(scene)) {
      if (image.hasDigest) continue;
      if (image.isOpen)
        yield {
          at: from,
          unproven: "The base image is a variable without a known value; give it a default.",
        };
      else if (image.tag !== undefined && image.tag !== "latest")
        yield { at: from, subject: `FROM ${shown}` };
    }
  },
};

interface ExternalBase {
  readonly from: Step;
  readonly image: ImageText;
  /** For people: variables put in where all of them are known. */
  readonly shown: string;
}

/** What the stages are `FROM`, each name once. A history does not tell it. */
function externalBases({ source, stages }: Scene): readonly ExternalBase[] {
  if (source === "history") return [];
  const found = new Map<string, ExternalBase>();
  for (const { parent, stage, from } of stages) {
    if (parent !== undefined) continue;
    const text = from.expand(stage.image);
    const shown = text.includes(UNKNOWN) ? stage.image : text;
    if (text !== "scratch" && text !== "" && !found.has(text))
      found.set(text, { from, image: imageText(text), shown });
  }
  return [...found.values()];
}

/** `node:$TAG` may be latest, `node:$VERSION-slim` may not. */
function isOnlyUnknown(tag: string): boolean {
  return /^\0+$/.test(tag);
}

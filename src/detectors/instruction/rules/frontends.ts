import type { Severity } from "../../../model/index.ts";
import { imageText } from "../image-text.ts";
import type { InstructionRule } from "../rule.ts";

export const unpinnedFrontend: InstructionRule = {
  id: "DD-DF-030",
  category: "instruction",
  title: "Unpinned frontend",
  severity: "medium",
  fires:
    "The directive # syntax= names an image other than docker/dockerfile without a digest, or a channel of it that is not stable (labs, latest, master).",
  guards:
    "A digest is fine, and so is the stable channel, such as docker/dockerfile:1; in profile strict that is negligible.",
  advice: "Pin it by its digest: the frontend runs your build.",
  peers: [],
  *check({ file, profile }) {
    const severity =
      file.syntax === undefined || file.syntax === "" ? undefined : rate(file.syntax, profile === "strict");
    if (severity !== undefined)
      yield {
        subject: `# syntax=${file.syntax}`,
        evidence: [],
        ...(severity === "medium" ? {} : { severity }),
      };
  },
};

function rate(text: string, isStrict: boolean): Severity | undefined {
  const { tag = "latest", hasDigest } = imageText(text);
  if (hasDigest) return undefined;
  const name = text.replace(/^(?:index\.)?docker\.io\//, "").split(/[:@]/, 1)[0];
  const isStable = name === "docker/dockerfile" && /^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(tag);
  if (!isStable) return "medium";
  return isStrict ? "negligible" : undefined;
}

import type { LayerOrigin, RiskFinding, Rule } from "../../../model/index.ts";
import { type FactFinding, riskFinding } from "../../risk.ts";

/** Made of what other detectors have found, so it has no check of its own. */
export const hiddenByDeletion: Rule = {
  id: "DD-BL-052",
  category: "baseline",
  title: "Data hidden by deletion",
  severity: "medium",
  fires:
    "A later layer has deleted or replaced a file in which something sensitive or malicious was found: whoever pulls the image still has it. In a layer of the base image it is low.",
  guards:
    "It does not fire for files that were made and deleted in one step, for harmless files, nor for files that are still there.",
  advice:
    "Rebuild without the file; squashing helps the image, not those who have pulled it. Change what was in it.",
  peers: ["CIS 4.10"],
};

/** One for each path of findings about files that are gone at the end. */
export function hiddenFindings(
  findings: readonly RiskFinding[],
  origins: readonly LayerOrigin[],
): readonly FactFinding[] {
  const byPath = new Map<string, RiskFinding[]>();
  for (const finding of findings) {
    const { category, isDeleted, location } = finding;
    if (isDeleted !== true || location === undefined) continue;
    if (category !== "sensitive" && category !== "malware") continue;
    byPath.set(location.path, [...(byPath.get(location.path) ?? []), finding]);
  }
  return [...byPath].map(([path, about]) => {
    const isBase = about.every(({ location }) => origins[location?.layer ?? -1]?.owner === "base");
    const titles = [...new Set(about.map(({ rule, title }) => `${title} (${rule})`))];
    return riskFinding({
      rule: hiddenByDeletion,
      subject: path,
      location: about[0]?.location,
      isDeleted: true,
      evidence: titles,
      ...(isBase ? { severity: "low" } : {}),
    });
  });
}

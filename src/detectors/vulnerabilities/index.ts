import type { VulnerabilityFinding } from "../../model/index.ts";
import type { Detection, Detector, DetectorInput } from "../detector.ts";
import { matchApplications } from "./applications/index.ts";
import { findingsOf } from "./finding.ts";
import { DETECTOR_ID, gapLog } from "./gap-log.ts";
import { isMalicious } from "./malicious.ts";
import type { MatchInput } from "./plan.ts";
import { matchSystemPackages } from "./system.ts";

/**
 * Known vulnerabilities of an image's packages: packages and a store of advisories come in; findings go out, and a gap
 * for each thing that could not be looked up or compared. For system packages, which names and versions count, and what
 * a row means, is declared per family of distributions in `families/`, and in `suppliers/` for those who rebuild
 * packages. For all others it goes by the ecosystem, in `applications/`.
 */
export const vulnerabilities: Detector<VulnerabilityFinding> = {
  id: DETECTOR_ID,
  categories: ["system", "application"],
  rules: [],
  analyzers: () => [],
  detect: async (input) => detectVulnerabilities(input),
};

function detectVulnerabilities({
  os,
  packages,
  now,
  store,
  read,
  checks,
}: DetectorInput): Detection<VulnerabilityFinding> {
  if (store === undefined) throw new Error("vulnerabilities are matched with a store of advisories");
  const gaps = gapLog();
  const input: MatchInput = { os, packages, now, store, view: read?.view };
  const system = checks.categories.has("system") ? matchSystemPackages(input, gaps) : [];
  const all = checks.categories.has("application") ? matchApplications(input, gaps) : [];
  // Packages made to do harm are told as malware, where that is looked for.
  const applications = checks.categories.has("malware") ? all.filter((match) => !isMalicious(match)) : all;
  return { findings: findingsOf([...system, ...applications], store), gaps: gaps.gaps() };
}

import type { Detection, Detector, DetectorInput } from "../detector.ts";
import { matchApplications } from "./applications/index.ts";
import { findingsOf } from "./finding.ts";
import { DETECTOR_ID, gapLog } from "./gap-log.ts";
import { matchSystemPackages } from "./system.ts";

/**
 * Known vulnerabilities of an image's packages: packages and a store of advisories come in; findings go out, and a gap
 * for each thing that could not be looked up or compared. For system packages, which names and versions count, and what
 * a row means, is declared per family of distributions in `families/`, and in `suppliers/` for those who rebuild
 * packages. For all others it goes by the ecosystem, in `applications/`.
 */
export const vulnerabilities: Detector = {
  id: DETECTOR_ID,
  detect: async (input) => detectVulnerabilities(input),
};

function detectVulnerabilities(input: DetectorInput): Detection {
  const gaps = gapLog();
  const system = matchSystemPackages(input, gaps);
  const applications = matchApplications(input, gaps);
  return { findings: findingsOf([...system, ...applications], input.store), gaps: gaps.gaps() };
}

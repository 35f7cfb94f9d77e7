import type { Detection, Detector, DetectorInput } from "./detector.ts";
import { vulnerabilities } from "./vulnerabilities/index.ts";

/**
 * What is wrong with an image: view, packages and advisories come in, findings go out, and a gap for everything that
 * could not be told. Whether any of it matters is the policy's business. A new detector is one folder and one line in
 * `DETECTORS`.
 */
export type { Detection, DetectorInput } from "./detector.ts";
export { endOfSupport } from "./vulnerabilities/end-of-support.ts";

const DETECTORS: readonly Detector[] = [vulnerabilities];

/** Runs all detectors, one after the other, in the order of the list. Errors are those of `Detector.detect`. */
export async function detect(input: DetectorInput): Promise<Detection> {
  const all: Detection[] = [];
  for (const detector of DETECTORS) all.push(await detector.detect(input));
  return { findings: all.flatMap((one) => one.findings), gaps: all.flatMap((one) => one.gaps) };
}

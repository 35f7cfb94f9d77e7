import type { FixResult } from "../../src/model/index.ts";
import { digestOf } from "./scan-result.ts";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

/** Every optional field filled, but for those of a repair that was refused or only planned. */
export function fixResult(): FixResult {
  return {
    fixed: true,
    unchanged: true,
    image: "registry.example:5000/team/app:1.2_fixd",
    digest: digestOf("fixed"),
    mode: "build",
    packages: [
      {
        name: "libssl3",
        architecture: "amd64",
        from: "3.0.1",
        to: "3.0.2",
        source: "openssl",
        because: "target",
      },
    ],
    left: [
      {
        name: "held",
        architecture: "amd64",
        version: "1",
        fixedVersion: "2",
        code: "FIX_HELD",
        reason: "It is on hold in the image.",
      },
    ],
    commands: ["apt-get update", "apt-get install -y --only-upgrade libssl3"],
    notes: ["By apt of the image, with buildah."],
    before: { ...NONE, high: 2 },
    after: { ...NONE, high: 1 },
    fixedFindings: 1,
    leftFindings: 1,
    verdict: { outcome: "blocked", reason: "1 finding of high or worse" },
  };
}

import { officialImage } from "../official-images.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene } from "../scene.ts";

export const noHealthCheck: InstructionRule = {
  id: "DD-DF-081",
  category: "instruction",
  title: "No health check",
  severity: "low",
  fires: "Neither the shipped stages nor the base image have a HEALTHCHECK.",
  guards:
    "HEALTHCHECK NONE, a project whose policy says that the image needs none (run-once tools, probes of Kubernetes), and an image that starts nothing are fine. A base whose configuration is not known is unproven.",
  advice: "Add a HEALTHCHECK that asks the service itself, or set no-health-check in the policy.",
  peers: ["DL3057", "DS-0026", "CIS-DI-0006", "CKV_DOCKER_2", "CIS 4.6"],
  *check(scene) {
    const { shipped, inherited, settings, target, base = "" } = scene;
    if (settings.noHealthCheck || isArtefact(scene)) return;
    if (shipped.some(({ keyword, isTrigger }) => keyword === "HEALTHCHECK" && !isTrigger)) return;
    // Docker's official images have none, by their own rules for contributors.
    const isBaseKnown = inherited.hasHealthcheck !== undefined || officialImage(base) !== undefined;
    if (inherited.hasHealthcheck === true) return;
    if (!isBaseKnown)
      yield { at: target.from, unproven: "Whether the base image brings a health check is not known." };
    else
      yield {
        at: target.from,
        subject: "HEALTHCHECK",
        fact: "healthcheck:none",
        evidence: ["No stage that is shipped has a HEALTHCHECK."],
      };
  },
};

/** Files to copy from, nothing to run. */
function isArtefact({ isScratch, shipped, inherited }: Scene): boolean {
  const isStarted = shipped.some(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT");
  return !isStarted && (isScratch || inherited.hasCommand === false);
}

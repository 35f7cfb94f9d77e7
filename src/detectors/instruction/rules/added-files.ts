import { allSteps } from "../lineage.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";
import { gitCommit, isUnpacked, sourceKind } from "../sources.ts";
import { isVerification } from "../verification.ts";

export const addForCopy: InstructionRule = {
  id: "DD-DF-004",
  category: "instruction",
  title: "ADD where COPY does",
  severity: "low",
  fires: "An ADD has a source of the build context that is no archive which the builder unpacks.",
  guards:
    "Tar archives, plain or compressed, and addresses (HTTP, Git) are fine, and so is the ADD with which a base image lays its root file system. Where a variable or a history hides the source it is unproven.",
  advice: "Use COPY, which only copies.",
  peers: ["DL3020", "DS-0005", "CIS-DI-0009", "CKV_DOCKER_4", "CIS 4.9"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "ADD" || step.sources.length === 0) continue;
      const kinds = step.sources.map(sourceKind);
      const isLiteral = scene.profile === "acr";
      if (isLiteral ? kinds.includes("local") : step.sources.some(isForCopy)) yield { at: step };
      else if (kinds.includes("unknown") && !isRootSystem(step, scene))
        yield {
          at: step,
          unproven: "What this ADD takes is not told, so it may be an archive or an address.",
        };
    }
  },
};

function isForCopy(source: string): boolean {
  return sourceKind(source) === "local" && !isUnpacked(source);
}

/** What a base image begins with. */
function isRootSystem(step: Step, { source, shipped }: Scene): boolean {
  const first = shipped.find(({ keyword }) => keyword === "ADD" || keyword === "COPY" || keyword === "RUN");
  return source === "history" && first === step && step.destination === "/";
}

export const unverifiedAdd: InstructionRule = {
  id: "DD-DF-020",
  category: "instruction",
  title: "Remote ADD without checksum",
  severity: "medium",
  fires:
    "An ADD fetches an address without --checksum, or a Git repository without a full commit. Over plain HTTP it is high.",
  guards:
    "It does not fire with --checksum, for a Git source with a commit of 40 digits, nor where the next RUN verifies a hash or a signature.",
  advice: "Add --checksum=sha256:…, or the commit behind the # of the repository.",
  peers: ["CIS-DI-0009", "CIS 4.9", "CIS 4.11"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "ADD" || step.flag("checksum") !== undefined || isVerifiedNext(step)) continue;
      const unsure = step.sources.filter(isMutable);
      if (unsure.length === 0) continue;
      const hit: Hit = { at: step };
      yield unsure.some((source) => /^http:/i.test(source)) ? { ...hit, severity: "high" } : hit;
    }
  },
};

function isMutable(source: string): boolean {
  const kind = sourceKind(source);
  return kind === "http" || (kind === "git" && gitCommit(source) === undefined);
}

function isVerifiedNext({ stage, index }: Step): boolean {
  const next = stage.steps.find((step) => step.index > index && step.keyword === "RUN" && !step.isTrigger);
  return next?.commands.some(isVerification) ?? false;
}

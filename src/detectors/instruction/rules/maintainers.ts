import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";

export const maintainerUsed: InstructionRule = {
  id: "DD-DF-001",
  category: "instruction",
  title: "MAINTAINER used",
  severity: "low",
  fires: "Any stage has the instruction MAINTAINER, which has been deprecated since 2017.",
  guards: "The word in a comment, in the value of a label or in a heredoc is no instruction.",
  advice: "Name the authors in a label: LABEL org.opencontainers.image.authors.",
  peers: ["DL4000", "DS-0022", "BK MaintainerDeprecated", "CKV_DOCKER_6"],
  *check(scene) {
    for (const step of allSteps(scene)) if (step.keyword === "MAINTAINER") yield { at: step };
  },
};

import { redactedText } from "../../../secrets/index.ts";
import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";

/** A file that cannot be parsed at all has no scene: its detector makes the finding of this rule then. */
export const unbuildableFile: InstructionRule = {
  id: "DD-DF-090",
  category: "instruction",
  title: "Dockerfile that cannot be built",
  severity: "high",
  fires:
    "The Dockerfile cannot be parsed, has no FROM, has an instruction that no builder knows, or keeps one for later with ONBUILD that may not be kept.",
  guards: "A flag that drydock does not know may be of a newer syntax: negligible.",
  advice: "Correct the line; until then none of the other rules can tell what is built.",
  peers: ["DL3061", "DL3043"],
  *check(scene) {
    if (scene.source === "history") return;
    for (const step of allSteps(scene)) {
      const { keyword, instruction, isTrigger } = step;
      if (!Object.hasOwn(FLAGS, keyword)) {
        yield { at: step, title: `Unknown instruction ${redactedText(keyword).slice(0, 40)}` };
        continue;
      }
      if (isTrigger && NO_TRIGGERS.has(keyword))
        yield { at: step, title: "ONBUILD with an instruction that it cannot keep" };
      const strange = instruction.flags.find(({ name }) => !FLAGS[keyword]!.includes(name));
      if (strange !== undefined)
        yield {
          at: step,
          severity: "negligible",
          title: `Unknown flag --${strange.name.slice(0, 40)} of ${keyword}`,
        };
    }
  },
};

/** Every instruction and its flags. Source: Docker docs, "Dockerfile reference", labs channel included. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  ADD: ["keep-git-dir", "checksum", "chown", "chmod", "link", "exclude", "unpack"],
  ARG: [],
  CMD: [],
  COPY: ["from", "chown", "chmod", "link", "parents", "exclude"],
  ENTRYPOINT: [],
  ENV: [],
  EXPOSE: [],
  FROM: ["platform"],
  HEALTHCHECK: ["interval", "timeout", "start-period", "start-interval", "retries"],
  LABEL: [],
  MAINTAINER: [],
  ONBUILD: [],
  RUN: ["mount", "network", "security", "device"],
  SHELL: [],
  STOPSIGNAL: [],
  USER: [],
  VOLUME: [],
  WORKDIR: [],
};

const NO_TRIGGERS: ReadonlySet<string> = new Set(["FROM", "MAINTAINER", "ONBUILD"]);

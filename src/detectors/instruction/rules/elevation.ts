import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";

export const elevatedStep: InstructionRule = {
  id: "DD-DF-078",
  category: "instruction",
  title: "Elevated build step",
  severity: "high",
  fires:
    "A RUN has --security=insecure (high), --network=host (medium), or a mount of the engine's socket (high).",
  guards: "The values sandbox, default and none are fine.",
  advice: "Do without: such a step can do to the build machine what it likes.",
  peers: ["CIS 5.32"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      if (step.flag("security") === "insecure") yield { at: step, title: "Build step with all privileges" };
      if (step.flag("network") === "host")
        yield { at: step, severity: "medium", title: "Build step in the build machine's network" };
      const values = step.mounts.flatMap((mount) => [...mount.values()]);
      if (values.some((value) => SOCKET.test(value)))
        yield { at: step, title: "Build step with the engine's socket" };
    }
  },
};

const SOCKET = /(?:docker|podman|containerd|crio)\.sock$/;

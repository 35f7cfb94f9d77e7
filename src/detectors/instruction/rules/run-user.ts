import { UNKNOWN } from "../../../dockerfile/index.ts";
import { lastShipped } from "../lineage.ts";
import { privilegeDropper } from "../privilege-droppers.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene } from "../scene.ts";

/** Every rule that sees it says the same. */
const FACT = "user:root";

export const noUser: InstructionRule = {
  id: "DD-DF-002",
  category: "instruction",
  title: "No user set",
  severity: "high",
  fires:
    "The shipped stages have no USER, and the image that they build on runs as root or names no user, so the container runs as root.",
  guards:
    "It does not fire where the base image sets a user other than root, nor for a scratch stage without CMD and ENTRYPOINT, which holds files only. Where the configuration of the base is not known it is unproven; where the entrypoint drops privileges itself (gosu, su-exec, setpriv, s6) it is low.",
  advice: "Create a user with a fixed numeric id and end the last stage with USER.",
  peers: ["DS-0002", "CIS-DI-0001", "CKV_DOCKER_3", "CIS 4.1"],
  *check(scene) {
    const { inherited, target, profile, isScratch, image } = scene;
    if (lastShipped(scene, "USER") !== undefined || image?.config.platform.os === "windows") return;
    const at = target.from;
    if (profile === "acr") yield { at, subject: "USER", fact: FACT };
    else if (isScratch && !isStarted(scene)) return;
    else if (inherited.user === undefined)
      yield { at, unproven: "Which user the base image sets is not known: hand in the built image." };
    else if (isRoot(inherited.user, scene))
      yield { at, subject: "USER", fact: FACT, ...lowered(scene, "No stage that is shipped has a USER.") };
  },
};

export const rootUser: InstructionRule = {
  id: "DD-DF-003",
  category: "instruction",
  title: "Runs as root",
  severity: "high",
  fires: "The last USER of the shipped stages is root, 0, or a name whose id in the image's passwd is 0.",
  guards:
    "Root for installing, dropped later, is fine, and so is root in a stage that is not shipped. Where the entrypoint drops privileges itself (gosu, su-exec, setpriv, s6) it is low. A USER from a variable without a known value is unproven.",
  advice: "End the last stage with a USER that is a number other than 0.",
  peers: ["DL3002", "DS-0002", "CIS-DI-0001", "CKV_DOCKER_8", "CIS 4.1"],
  *check(scene) {
    const last = lastShipped(scene, "USER");
    if (last === undefined) return;
    const user = last.expand(last.instruction.rest).trim();
    const [name = ""] = user.split(":", 1);
    if (name.includes(UNKNOWN) || name === "")
      yield { at: last, unproven: "The user comes from a variable whose value is not known." };
    else if (isRoot(user, scene))
      yield { at: last, fact: FACT, ...lowered(scene, `The last USER is ${user}.`) };
  },
};

/** `name`, `id`, `name:group`; nothing is root too. */
function isRoot(user: string, { image }: Scene): boolean {
  const [name = ""] = user.split(":", 1);
  return name === "" || name === "root" || /^0{1,10}$/.test(name) || image?.users.get(name) === 0;
}

function lowered(scene: Scene, evidence: string): Partial<Hit> {
  const dropper = scene.profile === "acr" ? undefined : privilegeDropper(scene);
  if (dropper === undefined) return { evidence: [evidence] };
  return { severity: "low", evidence: [evidence, `It starts through ${dropper}, which drops privileges.`] };
}

function isStarted(scene: Scene): boolean {
  return ["CMD", "ENTRYPOINT"].some((keyword) => lastShipped(scene, keyword) !== undefined);
}

import { type Credential, credentialIn, isCredentialName } from "../../../secrets/index.ts";
import { isSecret } from "../credential.ts";
import { allSteps, lineage, wholeText } from "../lineage.ts";
import { rawPairs } from "../raw-pairs.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene, SceneStage, Step } from "../scene.ts";

export const secretInEnv: InstructionRule = {
  id: "DD-DF-005",
  category: "instruction",
  title: "Secret in ENV",
  severity: "high",
  fires:
    "An ENV gives a literal value to a name with a credential word in it (password, secret, token, API key, …), or any value is an address with a password. A value that is a known kind of token is critical.",
  guards:
    "Names that say something about a credential (ending in _FILE, _PATH, _NAME, _TTL, … or with PUBLIC in them), fingerprints of signing keys such as GPG_KEY, empty values, switches and pure variables are fine. A placeholder is low.",
  advice:
    "Give it when the container is started, or to one step as RUN --mount=type=secret. Change it: it is in the image's history.",
  peers: ["DL3064", "DS-0031", "CIS-DI-0010", "BK SecretsUsedInArgOrEnv", "CIS 4.10"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "ENV") continue;
      for (const [name, value = ""] of rawPairs(step, scene)) {
        const shared = {
          at: step,
          subject: `ENV ${name}`,
          ...(step.isShipped ? { fact: `env:${name}` } : {}),
        };
        const credential = credentialIn(name, value);
        if (credential !== undefined)
          yield { ...shared, evidence: [evidenceOf(credential, name, value)], ...rated(credential) };
        else if (scene.profile === "acr" && isCredentialName(name))
          yield { ...shared, evidence: [`${name}=<${value.length} characters>`] };
      }
    }
  },
};

export const secretInArg: InstructionRule = {
  id: "DD-DF-008",
  category: "instruction",
  title: "Secret through ARG",
  severity: "high",
  fires:
    "An ARG whose name has a credential word in it is used by a later instruction, or has a literal default.",
  guards:
    "An ARG that nobody uses, names that only say something about a credential (as for ENV), and an ARG that does no more than choose a secret mount are fine. A placeholder as default is low.",
  advice: "Use RUN --mount=type=secret: build arguments stay in the history and in the provenance.",
  peers: ["DL3064", "DS-0031", "BK SecretsUsedInArgOrEnv", "CIS 4.10"],
  *check(scene) {
    const told = new Set<string>();
    for (const step of [...scene.globals, ...allSteps(scene)]) {
      if (step.keyword !== "ARG") continue;
      for (const [name, preset] of rawPairs(step, scene)) {
        if (told.has(name)) continue;
        const hit = argumentHit(name, preset ?? "", step, scene);
        if (hit === undefined) continue;
        told.add(name);
        yield { at: step, subject: `ARG ${name}`, ...hit };
      }
    }
  },
};

function argumentHit(name: string, preset: string, step: Step, scene: Scene): Partial<Hit> | undefined {
  const credential = credentialIn(name, preset);
  if (credential !== undefined && credential.kind !== "placeholder")
    return { evidence: [evidenceOf(credential, name, preset)] };
  const user = isCredentialName(name) ? userOf(name, step, scene) : undefined;
  if (user !== undefined)
    return { evidence: [`${user.keyword} in line ${user.lines.startLine} uses ${name}.`] };
  return credential && { severity: "low", evidence: [evidenceOf(credential, name, preset)] };
}

/** The first instruction that puts the argument in, in its own stage or in one that stands on it. */
function userOf(name: string, argument: Step, { stages }: Scene): Step | undefined {
  if (argument.index < 0) return undefined; // before the first FROM it reaches no instruction
  for (const stage of stages) {
    const users = usersIn(stage).get(name);
    if (users === undefined || !lineage(stage).includes(argument.stage)) continue;
    const user = users.find(({ index }) => stage !== argument.stage || index > argument.index);
    if (user !== undefined) return user;
  }
  return undefined;
}

/** Variable → the steps that put it in, in their order. */
function usersIn(stage: SceneStage): ReadonlyMap<string, readonly Step[]> {
  const known = USERS_IN.get(stage);
  if (known !== undefined) return known;
  const users = new Map<string, Step[]>();
  for (const step of stage.steps)
    if (USERS.has(step.keyword))
      for (const [, name = ""] of textOf(step).matchAll(/\$\{?([A-Za-z_]\w{0,100})/g)) {
        const steps = users.get(name);
        if (steps === undefined) users.set(name, [step]);
        else if (steps.at(-1) !== step) steps.push(step);
      }
  USERS_IN.set(stage, users);
  return users;
}

/** Thousands of arguments may ask. */
const USERS_IN = new WeakMap<SceneStage, ReadonlyMap<string, readonly Step[]>>();

const USERS: ReadonlySet<string> = new Set(["RUN", "ENV", "LABEL", "ADD", "COPY", "CMD", "ENTRYPOINT"]);

/** What chooses a secret mount is no use of it. */
function textOf(step: Step): string {
  const text = wholeText(step);
  if (!step.mounts.some(isSecret)) return text;
  const flags = step.instruction.flags.filter(({ name, value }) => name === "mount" && value !== undefined);
  const commands = flags.reduce((rest, { value = "" }) => rest.replace(value, ""), text);
  // The variable that a mount sets hides an argument of the same name.
  return step.mounts
    .filter(isSecret)
    .reduce((rest, mount) => without(mount.get("env") ?? "", rest), commands);
}

function without(variable: string, text: string): string {
  return /^\w+$/.test(variable) ? text.replace(new RegExp(`\\$\\{?${variable}(?!\\w)`, "g"), "") : text;
}

function rated({ kind }: Credential): Pick<Hit, "severity"> {
  if (kind === "token") return { severity: "critical" };
  return kind === "placeholder" ? { severity: "low" } : {};
}

/** For people, without the value. */
function evidenceOf(credential: Credential, name: string, value: string): string {
  if (credential.kind === "token") return `${name} holds a ${credential.redacted}.`;
  return credential.kind === "url"
    ? `${name} holds an address with a password.`
    : `${name}=<${value.length} characters>`;
}

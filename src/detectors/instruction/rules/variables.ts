import { words } from "../../../dockerfile/index.ts";
import { allSteps, lineage } from "../lineage.ts";
import { hasNoEnv } from "../official-images.ts";
import type { InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const unsetVariable: InstructionRule = {
  id: "DD-DF-103",
  category: "instruction",
  title: "Variable that is not set yet",
  severity: "low",
  fires:
    "An ENV uses a variable that the same instruction sets, which still has its old value there; or an instruction uses a variable that nobody sets.",
  guards:
    "Variables with a default, those that the base image or the builder sets, and any that a base image whose configuration is not known may set are fine.",
  advice: "Split the ENV in two, or declare the variable before it is used.",
  peers: ["DL3044", "BK UndefinedVar"],
  *check(scene) {
    if (scene.source === "history") return;
    for (const step of allSteps(scene)) {
      if (!EXPANDING.has(step.keyword) || step.isTrigger) continue;
      const self = step.keyword === "ENV" ? selfReference(step, scene) : undefined;
      if (self !== undefined) yield { at: step, title: `${self} is set and used in the same ENV` };
      const missing = undefinedName(step, scene);
      if (missing !== undefined && missing !== self) yield { at: step, title: `${missing} is set nowhere` };
    }
  },
};

/** Instructions in which the builder itself puts variables in. Source: Docker docs, "Environment replacement". */
const EXPANDING: ReadonlySet<string> = new Set([
  "ADD",
  "COPY",
  "ENV",
  "EXPOSE",
  "LABEL",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
]);

/** A builder knows them without an `ARG`. Source: Docker docs, "Predefined ARGs". */
const BUILT_IN =
  /^(?:PATH|(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy|SOURCE_DATE_EPOCH|BUILDKIT_\w+)$/;

function selfReference(step: Step, scene: Scene): string | undefined {
  // With an old value of the base's it is no better: that is hardly the one that is meant.
  const pairs = words(step.instruction.rest, scene.file.escape).map(({ raw }) => raw);
  if (!pairs.every((pair) => pair.includes("="))) return undefined;
  const set = pairs.map((pair) => pair.slice(0, pair.indexOf("=")));
  for (const [index, pair] of pairs.entries()) {
    const used = variablesIn(pair.slice(pair.indexOf("=") + 1)).find(
      ({ name }) => set.slice(0, index).includes(name) && !isSetHere(name, step),
    );
    if (used !== undefined) return used.name;
  }
  return undefined;
}

function undefinedName(step: Step, scene: Scene): string | undefined {
  const { rest, flags } = step.instruction;
  const text = [rest, ...flags.map(({ value = "" }) => value)].join(" ");
  // A heredoc's name holds none, and its content is the shell's.
  const used = variablesIn(text).find(({ name, hasDefault }) => !hasDefault && !isSet(name, step, scene));
  return used?.name;
}

/** Where the base image's environment is not known, any name may be set. */
function isSet(name: string, step: Step, { inherited }: Scene): boolean {
  if (isSetHere(name, step)) return true;
  const base = lineage(step.stage)[0]?.image;
  if (base === "scratch" || (base !== undefined && hasNoEnv(base))) return false;
  return !step.isShipped || inherited.env === undefined;
}

function isSetHere(name: string, step: Step): boolean {
  return BUILT_IN.test(name) || step.valueOf(name) !== undefined;
}

interface Variable {
  readonly name: string;
  readonly hasDefault: boolean;
}

/** Outside single quotes, and not escaped. */
function variablesIn(text: string): readonly Variable[] {
  const visible = text.replace(/'[^']*'/g, "''").replace(/[\\`]\$/g, "");
  return Array.from(
    visible.matchAll(/\$(\{?)([A-Za-z_]\w*)(:?[-+?])?/g),
    ([, brace, name = "", operator]) => ({
      name,
      hasDefault: brace !== "" && operator !== undefined,
    }),
  );
}

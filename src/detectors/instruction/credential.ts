import { credentialValue } from "../../secrets/index.ts";
import { lineage } from "./lineage.ts";
import type { SceneStage, Step } from "./scene.ts";

/** Where a word of a command has its value from. */
export type Origin =
  /** It stands there for everybody to read. */
  | "literal"
  /** From `ARG` or `ENV`, which are kept with the image. */
  | "variable"
  /** From a secret mount, the output of a command, or nobody knows. */
  | "elsewhere"
  /** It is empty, or a word that stands for a secret. */
  | "placeholder";

/** `raw` as it is written. `name` = what it is given to. */
export function originOf(step: Step, raw: string, value: string, name = "password"): Origin {
  if (/\$\(|`/.test(raw)) return "elsewhere";
  const names = Array.from(raw.matchAll(/\$\{?([A-Za-z_]\w{0,100})/g), ([, name = ""]) => name);
  if (names.length > 0 && !/^'[^']*'$/.test(raw)) {
    const mounted = new Set(step.mounts.filter(isSecret).map((mount) => mount.get("env")));
    const isKept = names.some((name) => !mounted.has(name) && isDeclared(step, name));
    return isKept ? "variable" : "elsewhere";
  }
  return credentialValue(name, value) === "literal" ? "literal" : "placeholder";
}

export function isSecret(mount: ReadonlyMap<string, string>): boolean {
  return mount.get("type") === "secret";
}

/** By `ARG` or `ENV`, in its own stage or in one that it stands on. */
function isDeclared({ stage, index }: Step, name: string): boolean {
  return lineage(stage).some((one) => {
    const at = declarationsOf(one).get(name);
    return at !== undefined && (one !== stage || at < index);
  });
}

/** Name → the first step that declares it. */
function declarationsOf(stage: SceneStage): ReadonlyMap<string, number> {
  const known = DECLARATIONS.get(stage);
  if (known !== undefined) return known;
  const names = new Map<string, number>();
  for (const { keyword, pairs, index, isTrigger } of stage.steps)
    if ((keyword === "ARG" || keyword === "ENV") && !isTrigger)
      for (const [name] of pairs) if (!names.has(name)) names.set(name, index);
  DECLARATIONS.set(stage, names);
  return names;
}

/** Thousands of commands may ask. */
const DECLARATIONS = new WeakMap<SceneStage, ReadonlyMap<string, number>>();

import { findSecrets, isPlaceholder, type SecretHit } from "../../secrets/index.ts";
import { credentialValue, hasUrlPassword, isCredentialName } from "../baseline/credentials.ts";
import { lineage } from "./lineage.ts";
import type { SceneStage, Step } from "./scene.ts";

/** What a value that is given to a name is; `undefined` = nothing to speak of. */
export interface Credential {
  readonly kind: "token" | "url" | "literal" | "placeholder";
  /** For people, without the value. */
  readonly evidence: string;
}

/** Longer values are data; a token at their end would be no use to anybody. */
const MAX_VALUE = 64 * 1024;

/** `value` as it is written, with `${NAME}` for variables. */
export function credentialIn(name: string, value: string): Credential | undefined {
  const token = tokenIn(value, name);
  if (token !== undefined) return { kind: "token", evidence: `${name} holds a ${token.redacted}.` };
  if (hasUrlPassword(value)) return { kind: "url", evidence: `${name} holds an address with a password.` };
  if (!isCredentialName(name)) return undefined;
  const kind = literalKind(name, value);
  return kind === undefined ? undefined : { kind, evidence: `${name}=<${value.length} characters>` };
}

/** Rules of content that go by what stands around a value: here that is told with more care. */
const BY_SURROUNDINGS: ReadonlySet<string> = new Set(["DD-SF-187", "DD-SF-188", "DD-SF-189", "DD-SF-190"]);

/** A secret that is known by its own shape. `name` = of the variable whose value the text is. */
export function tokenIn(text: string, name = ""): SecretHit | undefined {
  const hits = findSecrets(text.slice(0, MAX_VALUE), { path: name });
  return hits.find(({ ruleId }) => !BY_SURROUNDINGS.has(ruleId));
}

/** Of the keys that sign releases, as official images have them: public. */
const FINGERPRINTS = /^\s{0,8}[0-9A-F]{40}(?:\s{1,8}[0-9A-F]{40}){0,100}\s{0,8}$/;

/** A number may be the time that a token lasts, but it is never that of a password. */
function literalKind(name: string, value: string): "literal" | "placeholder" | undefined {
  if (/^\d{4,6}$/.test(value) && /pass(?:word|wd|phrase)?$|pwd$/i.test(name)) return "literal";
  const kind = credentialValue(value);
  if (kind === "harmless" || (/KEYS?$/i.test(name) && FINGERPRINTS.test(value))) return undefined;
  return kind === "literal" && isPlaceholder(value) ? "placeholder" : kind;
}

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

/** `raw` as it is written. */
export function originOf(step: Step, raw: string, value: string): Origin {
  if (/\$\(|`/.test(raw)) return "elsewhere";
  const names = Array.from(raw.matchAll(/\$\{?([A-Za-z_]\w{0,100})/g), ([, name = ""]) => name);
  if (names.length > 0 && !/^'[^']*'$/.test(raw)) {
    const mounted = new Set(step.mounts.filter(isSecret).map((mount) => mount.get("env")));
    const isKept = names.some((name) => !mounted.has(name) && isDeclared(step, name));
    return isKept ? "variable" : "elsewhere";
  }
  if (value === "" || isPlaceholder(value)) return "placeholder";
  return credentialValue(value) === "literal" ? "literal" : "placeholder";
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

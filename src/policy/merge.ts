import { readingOf } from "./chain/reading.ts";
import type { ReadDocument } from "./document.ts";
import { type LockKey, lockMistakes } from "./locks.ts";
import { readPolicy } from "./parse.ts";
import { defaultPolicy, gapAnswers, type Policy } from "./policy.ts";
import type { PolicyFile } from "./schema.ts";
import { scopeOf } from "./scope.ts";
import { laxities, type Waiver } from "./waiver-schema.ts";

/** A policy as it stands in one file. */
export interface PolicyPart {
  readonly name: string;
  readonly file: PolicyFile;
  /** Tells where in the file something stands; absent for what stands in none. */
  readonly source?: ReadDocument;
}

/**
 * Several policies as one, of the organisation, the repository and the image, in this order. Rules and waivers add up;
 * what scope, settings, gaps and report say, a later file says anew, key by key. What an earlier file has locked, a later
 * one may only make stricter. Throws `DrydockError` POLICY_INVALID where one tries otherwise.
 */
export function merged(parts: readonly PolicyPart[]): Policy {
  const standard = defaultPolicy();
  const locked = new Map<LockKey, string>();
  const places = new Map<Waiver, string>();
  const remarks: string[] = [];
  const block: Policy["block"][number][] = [];
  let isDefault = true;
  let { gaps } = standard;
  for (const { name, file, source } of parts) {
    const mistakes = lockMistakes(file, { locked, gaps }, source?.document);
    if (mistakes.length > 0 && source !== undefined) source.fail(mistakes);
    gaps = gapAnswers(file.gaps, gaps);
    for (const key of file.locked ?? []) if (!locked.has(key)) locked.set(key, name);
    const chain = file.chain === undefined ? undefined : readingOf(file.chain);
    isDefault &&= file.block === undefined && chain === undefined;
    block.push(...(file.block ?? []), ...(chain?.rules ?? []));
    remarks.push(
      ...(chain?.notes.map((note) => `${name}, chain: ${note}`) ?? []),
      ...laxities(file).map((text) => `${name}: ${text}`),
    );
    for (const [index, waiver] of (file.waivers ?? []).entries())
      if (source !== undefined) places.set(waiver, source.placeOfPath(["waivers", index]));
  }
  const files = parts.map(({ file }) => file);
  const one = <K extends "scope" | "settings" | "report">(key: K) => together(files.map((file) => file[key]));
  return {
    ...standard,
    origin: parts.map(({ name }) => name).join(" + "),
    block: isDefault ? standard.block : block,
    warn: files.flatMap(({ warn = [] }) => warn),
    isDefault,
    gaps,
    waivers: files.flatMap(({ waivers = [] }) => waivers),
    places,
    scope: scopeOf(scopes(files), one("settings")),
    report: one("report"),
    locked: Object.fromEntries(locked),
    remarks,
  };
}

/** What rules and limits say is told one by one; everything else a later file says anew. */
function scopes(files: readonly PolicyFile[]): NonNullable<PolicyFile["scope"]> {
  const said = files.map(({ scope }) => scope);
  const rules = together(said.map((scope) => scope?.rules));
  const limits = together(said.map((scope) => scope?.limits));
  return { ...together(said), rules, limits };
}

function together<T extends object>(parts: readonly (T | undefined)[]): T {
  return Object.assign({}, ...parts) as T;
}

/** The policy that a text says, YAML or JSON; `name` as shown to people. Throws `DrydockError` POLICY_INVALID. */
export function policyFrom(text: string, name: string): Policy {
  return merged([{ name, ...readPolicy(text, name) }]);
}

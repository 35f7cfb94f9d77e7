import { type Finding, isVulnerability, type Rule, type Suppression } from "../../model/index.ts";
import { type Counterparts, counterpartsIn } from "./counterparts.ts";
import type { Around, IgnoreEntry, IgnoreFile } from "./entry.ts";
import { type FileUse, hasExpired, remarkOn } from "./remark.ts";

/** What ignore files say about the findings of one image. */
export interface Ignored {
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  /** One for each file that says anything. */
  readonly remarks: readonly string[];
}

/** What the entries are asked about. */
export interface About extends Around {
  readonly now: Date;
  /** The catalogue, whose peers tell what the ids of other tools stand for. */
  readonly rules: readonly Pick<Rule, "id" | "peers">[];
}

/**
 * Which findings are ignored at `now`, each by the first entry of the first file that covers it. Every file is told of
 * in a remark, with what of it expired, covered nothing, or could not be applied: nothing is ignored silently. Pure.
 */
export function applyIgnoreFiles(
  files: readonly IgnoreFile[],
  findings: readonly Finding[],
  about: About,
): Ignored {
  const suppressed = new Map<Finding, Suppression>();
  if (files.length === 0) return { suppressed, remarks: [] };
  const counterparts = counterpartsIn(about.rules);
  const remarks = files.flatMap((file) => {
    const use = useOf(file, findings, about, counterparts);
    for (const [finding, entry] of use.ignored)
      if (!suppressed.has(finding)) suppressed.set(finding, { because: because(file, entry) });
    return remarkOn(file, use, about.now);
  });
  return { suppressed, remarks };
}

function useOf(
  file: IgnoreFile,
  findings: readonly Finding[],
  about: About,
  counterparts: Counterparts,
): FileUse {
  const byKey = new Map<string, IgnoreEntry[]>();
  const unkeyed: IgnoreEntry[] = [];
  const foreign = new Set<IgnoreEntry>();
  for (const entry of file.entries) {
    const keys = keysOf(entry, counterparts);
    if (keys === undefined) unkeyed.push(entry);
    else if (keys.length === 0) foreign.add(entry);
    else for (const key of keys) group(byKey, key).push(entry);
  }
  const ignored = new Map<Finding, IgnoreEntry>();
  const matches = new Map<IgnoreEntry, number>();
  for (const finding of findings) {
    const asked = new Set([...keysFor(finding).flatMap((key) => byKey.get(key) ?? []), ...unkeyed]);
    for (const entry of asked) {
      if (!entry.covers(finding, about)) continue;
      matches.set(entry, (matches.get(entry) ?? 0) + 1);
      if (!ignored.has(finding) && !hasExpired(entry, about.now)) ignored.set(finding, entry);
    }
  }
  return { ignored, matches, foreign: [...foreign] };
}

/** Under which findings look for it; empty where drydock has nothing of the kind, `undefined` where no id is named. */
function keysOf({ ids }: IgnoreEntry, counterparts: Counterparts): readonly string[] | undefined {
  if (ids === undefined) return undefined;
  const { vulnerability } = ids;
  return [
    ...(vulnerability === undefined ? [] : [`vulnerability ${vulnerability}`]),
    ...counterparts.of(ids).map((rule) => `rule ${rule}`),
  ];
}

function keysFor(finding: Finding): readonly string[] {
  if (!isVulnerability(finding)) return [finding.rule, ...(finding.also ?? [])].map((id) => `rule ${id}`);
  const { rule, advisory } = finding;
  return [...new Set([rule, advisory.id, ...advisory.aliases])].map((id) => `vulnerability ${id}`);
}

function group<K, V>(map: Map<K, V[]>, key: K): V[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: V[] = [];
  map.set(key, made);
  return made;
}

/** As written in a verdict: the place of the entry, its end and its reason. */
function because({ name }: IgnoreFile, { line, expires, reason }: IgnoreEntry): string {
  const until = expires === undefined ? "" : ` until ${expires}`;
  return `Ignored by ${name}:${line}${until}${reason === undefined ? ", which gives no reason" : `: ${reason}`}`;
}

import { parseStanzas } from "../archive/index.ts";
import type { Described } from "./database.ts";
import { globMatcher } from "./glob.ts";

/** A version that an archive offers, and what its release file says of itself. */
export interface PinSubject {
  readonly described: Described;
  /** The release's field by its letter in `Pin: release`. */
  readonly release: Readonly<Record<string, string | undefined>>;
  readonly host: string;
}

/** One record of apt's preferences. Source: apt_preferences(5). */
interface Preference {
  readonly names: readonly NamePattern[];
  readonly matches: (subject: PinSubject) => boolean;
  readonly priority: number;
  /** For any package of any version. */
  readonly general: boolean;
}

type NamePattern = (described: Described) => boolean;

/** Which versions apt would prefer. */
export interface Preferences {
  readonly isEmpty: boolean;
  /** A record that we cannot read, and that may concern the package. */
  unclear(described: Described): string | undefined;
  priority(subject: PinSubject): number;
}

/** What apt gives a version that no record speaks of. */
const DEFAULT_PRIORITY = 500;

/**
 * Reads `etc/apt/preferences` and the files of `preferences.d`. Names, `*` in them, `src:`, and pins by version, release
 * and origin are understood; of anything else (regular expressions, other keys) nobody can tell what it would prefer.
 */
export function parsePreferences(texts: readonly string[]): Preferences {
  const known: Preference[] = [];
  const unknown: { names: readonly NamePattern[]; text: string }[] = [];
  for (const text of texts) {
    let stanzas: ReturnType<typeof parseStanzas>;
    try {
      stanzas = parseStanzas(text, true);
    } catch {
      unknown.push({ names: [() => true], text: text.slice(0, 80) });
      continue;
    }
    for (const stanza of stanzas) {
      // A record may be a comment alone.
      if (stanza.get("Package") === undefined && stanza.get("Pin") === undefined) continue;
      const words = stanza.folded("Package").split(/\s+/).filter(Boolean);
      const names = words.map(namePattern);
      const understood = names.filter((name) => name !== undefined);
      const matches = pinOf(stanza.folded("Pin"));
      const priority = Number(stanza.folded("Pin-Priority"));
      const readable = understood.length === names.length && names.length > 0;
      if (readable && matches !== undefined && Number.isInteger(priority) && priority !== 0)
        known.push({ names: understood, matches, priority, general: words.length === 1 && words[0] === "*" });
      else
        unknown.push({
          names: readable ? understood : [() => true],
          text: stanza.text().replace(/\n/g, "; ").slice(0, 120),
        });
    }
  }
  return {
    isEmpty: known.length === 0 && unknown.length === 0,
    unclear: (described) => unknown.find(({ names }) => names.some((fits) => fits(described)))?.text,
    priority: (subject) => priorityOf(subject, known),
  };
}

/** Records that name the package go before those for all; of each kind the first that fits counts. */
function priorityOf(subject: PinSubject, known: readonly Preference[]): number {
  const fits = ({ names, matches }: Preference) =>
    names.some((name) => name(subject.described)) && matches(subject);
  const specific = known.find((one) => !one.general && fits(one));
  const general = known.find((one) => one.general && fits(one));
  return specific?.priority ?? general?.priority ?? defaultPriority(subject);
}

function defaultPriority({ release }: PinSubject): number {
  if (release.notAutomatic !== "yes") return DEFAULT_PRIORITY;
  return release.butAutomaticUpgrades === "yes" ? 100 : 1;
}

function namePattern(word: string): NamePattern | undefined {
  const [, source, name = "", architecture] = /^(src:)?([a-z0-9.+*?-]+)(?::([a-z0-9-]+))?$/i.exec(word) ?? [];
  if (name === "") return undefined;
  const pattern = globMatcher(name);
  return (described) =>
    pattern(source === undefined ? described.name : described.source.name) &&
    (architecture === undefined || architecture === "any" || architecture === described.architecture);
}

function pinOf(text: string): ((subject: PinSubject) => boolean) | undefined {
  const [, kind = "", rest = ""] = /^(version|release|origin)\s+(.*)$/.exec(text) ?? [];
  if (kind === "version" && /^[A-Za-z0-9.+:~*?-]+$/.test(rest)) {
    const pattern = globMatcher(rest);
    return ({ described }) => pattern(described.version);
  }
  if (kind === "origin" && /^"[^"]*"$|^\S+$/.test(rest)) {
    const host = rest.replaceAll('"', "");
    return (subject) => subject.host === host;
  }
  if (kind !== "release") return undefined;
  const wanted = rest.split(",").map((part) => /^\s*([anvcolb])=(.*?)\s*$/.exec(part));
  if (wanted.some((match) => match === null)) return undefined;
  return ({ release }) =>
    wanted.every((match) => {
      const [, key = "", value = ""] = match ?? [];
      return globMatcher(value.replaceAll('"', ""))(release[key] ?? "");
    });
}

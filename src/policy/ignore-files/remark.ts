import type { Finding } from "../../model/index.ts";
import type { IgnoreEntry, IgnoreFile } from "./entry.ts";

/** What has become of a file's entries. */
export interface FileUse {
  /** Each finding with the first entry that holds for it. */
  readonly ignored: ReadonlyMap<Finding, IgnoreEntry>;
  /** How many findings an entry covers, were it expired or not. */
  readonly matches: ReadonlyMap<IgnoreEntry, number>;
  /** About kinds of things that drydock has no rule for. */
  readonly foreign: readonly IgnoreEntry[];
}

/** As of waivers: what ends so soon is named, so that nobody is surprised by a blocked build. */
const SOON_MS = 14 * 24 * 60 * 60 * 1000;

/** Ignore files are long: a few entries stand for many. */
const MAX_NAMED = 3;

/** What an entry covers may be a megabyte long. */
const MAX_WHAT = 80;

/** From the beginning of its day on, as Trivy has it. */
export function hasExpired({ expires }: IgnoreEntry, now: Date): boolean {
  return expires !== undefined && Date.parse(expires) < now.getTime();
}

/** One line about a file; none about one that says nothing and that nobody named. */
export function remarkOn(file: IgnoreFile, use: FileUse, now: Date): readonly string[] {
  const { entries, leftOut, name, tool, isFound } = file;
  if (isFound && entries.length === 0 && leftOut.length === 0) return [];
  const foreign = new Set(use.foreign);
  const own = entries.filter((entry) => !foreign.has(entry));
  const expired = own.filter((entry) => hasExpired(entry, now));
  const holding = own.filter((entry) => !hasExpired(entry, now));
  const used = holding.filter((entry) => use.matches.has(entry));
  const soon = used.filter(
    ({ expires }) => expires !== undefined && Date.parse(expires) < now.getTime() + SOON_MS,
  );
  const unused = holding.length - used.length;
  const parts = [
    `${count(entries.length + leftOut.length, "entry", "entries")}, ${count(use.ignored.size, "finding", "findings")} ignored`,
    ...told(expired, "expired", expiredText(use)),
    ...told(
      soon,
      "will expire within 14 days",
      ({ line, what, expires }) => `line ${line}, ${cut(what)}, on ${expires}`,
    ),
    ...(unused === 0 ? [] : [`${unused} matched nothing`]),
    ...told(
      [
        ...leftOut,
        ...use.foreign.map(({ line, what }) => ({ line, why: `drydock has no rule like ${cut(what)}` })),
      ].sort((a, b) => a.line - b.line),
      "cannot be applied",
      ({ line, why }) => `line ${line}: ${why}`,
    ),
  ];
  return [`The ignore file ${name} (${tool}'s${isFound ? ", found here" : ""}): ${parts.join("; ")}.`];
}

function expiredText({ matches }: FileUse): (entry: IgnoreEntry) => string {
  return (entry) => {
    const number = matches.get(entry);
    const effect = number === undefined ? "matching nothing" : count(number, "finding", "findings");
    return `line ${entry.line}, ${cut(entry.what)}, on ${entry.expires}, ${effect}`;
  };
}

/** `2 expired (…; …)`. */
function told<T>(rows: readonly T[], what: string, text: (row: T) => string): readonly string[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, MAX_NAMED).map(text);
  const more = rows.length > named.length ? ["…"] : [];
  return [`${rows.length} ${what} (${[...named, ...more].join("; ")})`];
}

function cut(text: string): string {
  return text.length > MAX_WHAT ? `${text.slice(0, MAX_WHAT)}…` : text;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

import type { FileAnalyzer } from "../../analysis/analyzer.ts";
import { lines } from "../../inventory/lines.ts";

const FILES = ["etc/sudoers", "usr/etc/sudoers"];
const FOLDERS = ["etc/sudoers.d/", "usr/etc/sudoers.d/"];
/** Stops a file that would fill the memory; real ones are a few kilobytes. */
const MAX_BYTES = 1024 * 1024;
const MAX_LINE = 16 * 1024;
const MAX_RULES = 1000;

/** `users` may run `commands` as `runAs`. */
export interface SudoRule {
  readonly users: readonly string[];
  /** Empty = root alone. */
  readonly runAs: readonly string[];
  readonly commands: readonly string[];
  readonly noPassword: boolean;
  readonly line: number;
}

/** What a sudoers file says about who may do what. It holds no secrets. Plain JSON. */
export interface Sudoers {
  readonly rules: readonly SudoRule[];
  /** Names of `User_Alias`, `Runas_Alias`, `Cmnd_Alias` → what they stand for. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly includes: readonly { readonly path: string; readonly isFolder: boolean }[];
  /** `Defaults !authenticate`: for these users, `ALL` for everybody. */
  readonly unauthenticated: readonly string[];
}

/** Source: sudoers(5). */
export const sudoersFiles: FileAnalyzer<Sudoers> = {
  id: "baseline-sudoers",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => FILES.includes(path) || FOLDERS.some((folder) => path.startsWith(folder)),
  read: async (body) => parseSudoers(await body.bytes()),
};

export function parseSudoers(bytes: Buffer): Sudoers {
  const rules: SudoRule[] = [];
  const aliases: Record<string, readonly string[]> = Object.create(null);
  const includes: { path: string; isFolder: boolean }[] = [];
  const unauthenticated: string[] = [];
  for (const { text, line } of joinedLines(bytes)) {
    if (rules.length + includes.length >= MAX_RULES) break;
    const [, word, path] = /^[@#](include|includedir)\s+(\S.*)$/.exec(text) ?? [];
    if (word !== undefined) {
      includes.push({ path: (path ?? "").trim().replace(/^"|"$/g, ""), isFolder: word === "includedir" });
      continue;
    }
    const plain = withoutComment(text).trim();
    if (plain === "") continue;
    const [, kind] = /^(User_Alias|Runas_Alias|Cmnd_Alias|Cmd_Alias|Host_Alias|Defaults)\b/.exec(plain) ?? [];
    if (kind === undefined) rules.push(...rulesOf(plain, line));
    else if (kind === "Defaults") unauthenticated.push(...unauthenticatedOf(plain));
    else Object.assign(aliases, aliasesOf(plain.slice(kind.length)));
  }
  return { rules, aliases, includes, unauthenticated };
}

/** A backslash at its end joins a line with the next one. */
function* joinedLines(bytes: Buffer): Generator<{ readonly text: string; readonly line: number }> {
  let pending = "";
  let start = 0;
  let number = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    number++;
    if (pending === "") start = number;
    const isContinued = text.endsWith("\\") && !text.endsWith("\\\\");
    pending = `${pending}${isContinued ? `${text.slice(0, -1)} ` : text}`.slice(0, MAX_LINE);
    if (isContinued) continue;
    yield { text: pending.trim(), line: start };
    pending = "";
  }
  if (pending !== "") yield { text: pending.trim(), line: start };
}

/** `#` before digits is a user by number. */
function withoutComment(text: string): string {
  const hash = text.search(/#(?!\d)/);
  return hash < 0 ? text : text.slice(0, hash);
}

/** `A = x, y : B = z` */
function aliasesOf(text: string): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = Object.create(null);
  for (const definition of text.split(/:(?=\s*[A-Z][A-Z0-9_]*\s*=)/)) {
    const [, name = "", list = ""] = /^\s*([A-Z][A-Z0-9_]*)\s*=(.*)$/.exec(definition) ?? [];
    if (name !== "") found[name] = commaList(list);
  }
  return found;
}

/** `Defaults`, `Defaults:user,%group`; host and command forms change nothing that matters here. */
function unauthenticatedOf(text: string): readonly string[] {
  const [, scope = "", settings = ""] = /^Defaults(\S*)\s+(.*)$/.exec(text) ?? [];
  if (!commaList(settings).includes("!authenticate")) return [];
  if (scope === "") return ["ALL"];
  return scope.startsWith(":") ? commaList(scope.slice(1)) : [];
}

/**
 * `users hosts = (run as) TAGS: command, command : hosts = …`. Tags and the run-as list stay in force for the commands
 * behind them.
 */
function rulesOf(text: string, line: number): SudoRule[] {
  const equals = text.indexOf("=");
  const [, left = ""] = /^(.*\S)\s+\S.*$/.exec(text.slice(0, Math.max(0, equals)).trim()) ?? [];
  if (left === "") return [];
  const users = commaList(left);
  const found: SudoRule[] = [];
  for (const part of text.slice(equals + 1).split(/\s:\s(?=[^=]{0,500}=)/)) {
    let runAs: readonly string[] = [];
    let noPassword = false;
    const right = found.length === 0 ? part : part.slice(part.indexOf("=") + 1);
    for (const specification of commandSpecs(right)) {
      let rest = specification;
      const [whole, list] = /^\(([^)]*)\)\s*/.exec(rest) ?? [];
      if (whole !== undefined) {
        runAs = commaList((list ?? "").split(":", 1)[0] ?? "");
        rest = rest.slice(whole.length);
      }
      for (let tag = TAG.exec(rest); tag !== null; tag = TAG.exec(rest)) {
        if (tag[1] === "NOPASSWD") noPassword = true;
        if (tag[1] === "PASSWD") noPassword = false;
        rest = rest.slice(tag[0].length);
      }
      found.push({ users, runAs, commands: [rest.trim()], noPassword, line });
    }
  }
  return found;
}

const TAG = /^\s*([A-Z_]{4,16})\s*:\s*/;

/** Commas inside the parentheses of a run-as list do not part commands. */
function commandSpecs(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at];
    if (letter === "(") depth++;
    if (letter === ")") depth = Math.max(0, depth - 1);
    if (letter !== undefined && (letter !== "," || depth > 0 || text[at - 1] === "\\")) continue;
    parts.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return parts.filter((part) => part !== "");
}

function commaList(text: string): readonly string[] {
  return text
    .split(",")
    .map((one) => one.trim().replace(/^"|"$/g, ""))
    .filter((one) => one !== "");
}

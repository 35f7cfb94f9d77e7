import { Refusal } from "../refusal.ts";
import { globMatcher } from "./glob.ts";

/** A file of one package that another has put aside. Source: dpkg-divert(1). */
export interface Diversion {
  readonly from: string;
  readonly to: string;
  /** `:` = the machine's owner; that diverts it for every package. */
  readonly by: string;
}

/** `var/lib/dpkg/diversions`: three lines each. Throws `Refusal` FIX_CONTENT where it is malformed. */
export function parseDiversions(text: string): readonly Diversion[] {
  const lines = text.split("\n").filter((line) => line !== "");
  if (lines.length % 3 !== 0) throw new Refusal("FIX_CONTENT", "The list of diversions is malformed.");
  const found: Diversion[] = [];
  for (let at = 0; at < lines.length; at += 3)
    found.push({ from: lines[at]!, to: lines[at + 1]!, by: lines[at + 2]! });
  return found;
}

export interface StatOverride {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** `var/lib/dpkg/statoverride`: owner, group, mode and path a line. Throws `Refusal` FIX_CONTENT. */
export function parseStatOverrides(text: string, accounts: Accounts): ReadonlyMap<string, StatOverride> {
  const found = new Map<string, StatOverride>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, user = "", group = "", mode = "", path] = /^(\S+) (\S+) ([0-7]+) (\/.*)$/.exec(line) ?? [];
    const uid = user.startsWith("#") ? Number(user.slice(1)) : accounts.user(user);
    const gid = group.startsWith("#") ? Number(group.slice(1)) : accounts.group(group);
    if (path === undefined || uid === undefined || gid === undefined)
      throw new Refusal("FIX_CONTENT", `The stat override "${line.slice(0, 120)}" cannot be followed.`);
    found.set(path, { uid, gid, mode: Number.parseInt(mode, 8) });
  }
  return found;
}

/** The image's users and groups by name. */
export interface Accounts {
  user(name: string): number | undefined;
  group(name: string): number | undefined;
}

/** `etc/passwd` and `etc/group`; of a name that stands twice the first counts. */
export function parseAccounts(passwd: string, group: string): Accounts {
  const table = (text: string): ReadonlyMap<string, number> =>
    new Map(
      text
        .split("\n")
        .map((line) => line.split(":"))
        .filter((fields) => /^\d+$/.test(fields[2] ?? ""))
        .map((fields) => [fields[0]!, Number(fields[2])] as const)
        .reverse(),
    );
  const users = table(passwd);
  const groups = table(group);
  return { user: (name) => users.get(name), group: (name) => groups.get(name) };
}

/** A file that is not to be unpacked? Asked with a leading slash. */
export type PathFilter = (path: string, type: string) => boolean;

/**
 * `path-exclude` and `path-include` of dpkg's configuration; the last that fits wins, and a directory stays where an
 * include may bring back something below it. Source: dpkg(1), and the behaviour of dpkg 1.21.
 */
export function parsePathFilter(configurations: readonly string[]): PathFilter {
  const rules = configurations.flatMap((text) =>
    text.split("\n").flatMap((line) => {
      const [, kind, pattern] = /^\s*path-(exclude|include)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
      if (pattern === undefined) return [];
      return [{ include: kind === "include", pattern: pattern.replace(/^(["'])(.*)\1$/, "$2") }];
    }),
  );
  const compiled = rules.map(({ include, pattern }) => ({
    include,
    fits: globMatcher(pattern),
    start: (/^[^*?[\\]*/.exec(pattern)?.[0] ?? "").replace(/\/+$/, ""),
  }));
  return (path, type) => {
    const last = compiled.findLast(({ fits }) => fits(path));
    if (last === undefined || last.include) return false;
    if (type !== "directory" && type !== "symlink") return true;
    return !compiled.some(({ include, start }) => include && path.startsWith(start));
  };
}

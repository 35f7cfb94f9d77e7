import type { Scene } from "./scene.ts";
import { type Sudoers, type SudoRule, sudoersFiles } from "./sudoers-files.ts";

/** Somebody who may do everything, and the line that says so. */
export interface Grant {
  readonly who: string;
  readonly path: string;
  readonly layer: number;
  readonly line: number;
}

const MAIN = ["etc/sudoers", "usr/etc/sudoers"];
const PROGRAMS = ["usr/bin/sudo", "bin/sudo", "usr/local/bin/sudo", "usr/bin/sudo-rs"];
/** As sudo itself. */
const MAX_DEPTH = 128;

interface SudoersFile {
  readonly path: string;
  readonly layer: number;
  readonly record: Sudoers;
}

/** Who of the image's accounts and groups in use may run every command as root without a password. */
export function* grantsOf(scene: Scene): Generator<Grant> {
  if (!PROGRAMS.some((path) => scene.read.view.entry(path) !== undefined)) return;
  const main = MAIN.find((path) => scene.recordAt(sudoersFiles, path) !== undefined);
  if (main === undefined) return;
  const files = included(scene, main);
  const aliases = new Map(files.flatMap(({ record }) => Object.entries(record.aliases)));
  const exempt = new Set(files.flatMap(({ record }) => record.unauthenticated));
  for (const { path, layer, record } of files) {
    for (const rule of record.rules) {
      if (!grantsAll(rule, aliases)) continue;
      for (const who of expanded(rule.users, aliases)) {
        const asksNothing = rule.noPassword || exempt.has("ALL") || exempt.has(who);
        if (asksNothing && isInUse(who, scene)) yield { who, path, layer, line: rule.line };
      }
    }
  }
}

/** Depth first, in the order of reading; names with a dot or a tilde at the end are left out of folders. */
function included(scene: Scene, main: string): readonly SudoersFile[] {
  const files = new Map<string, SudoersFile>();
  const records = scene.read.view.records<Sudoers>(sudoersFiles);
  const waiting = [{ path: main, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth } = next;
    const found = scene.recordAt<Sudoers>(sudoersFiles, path);
    if (found === undefined || files.has(found.path) || depth > MAX_DEPTH) continue;
    files.set(found.path, found);
    const more = found.record.includes.flatMap(({ path: target, isFolder }) => {
      const named = target.startsWith("/") ? target.slice(1) : `etc/${target}`;
      if (!isFolder) return [named];
      const folder = `${named.replace(/\/+$/, "")}/`;
      const names = records.filter((record) => record.path.startsWith(folder)).map((record) => record.path);
      return names.filter((name) => !/[./]|~$/.test(name.slice(folder.length)));
    });
    waiting.push(...more.reverse().map((one) => ({ path: one, depth: depth + 1 })));
  }
  return [...files.values()];
}

function grantsAll(rule: SudoRule, aliases: ReadonlyMap<string, readonly string[]>): boolean {
  const asWhom = expanded(rule.runAs, aliases);
  const isRoot = asWhom.length === 0 || asWhom.some((user) => ["ALL", "root", "#0"].includes(user));
  return isRoot && expanded(rule.commands, aliases).includes("ALL");
}

/** Aliases may stand for aliases; each is only taken once. */
function expanded(
  names: readonly string[],
  aliases: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const members = aliases.get(name);
    if (members === undefined) found.add(name);
    else if (!seen.has(name)) {
      seen.add(name);
      waiting.push(...members);
    }
  }
  return [...found];
}

/** `name`, `#uid`, `%group`, `%#gid`, `ALL`. Root may do everything anyway. */
function isInUse(who: string, { accounts }: Scene): boolean {
  const { all, groups } = accounts;
  if (who === "ALL") return true;
  if (who.startsWith("%")) {
    const name = who.slice(1);
    const group = groups.find((one) => one.name === name || `#${one.gid}` === name);
    const isPrimary = all.some(({ gid, uid }) => uid !== 0 && gid === group?.gid);
    return group !== undefined && (isPrimary || group.members.some((member) => member !== "root"));
  }
  return all.some(({ name, uid }) => uid !== 0 && (name === who || `#${uid}` === who));
}

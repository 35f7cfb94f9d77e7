import {
  type Account,
  type AccountFile,
  accountPaths,
  type Group,
  groupFiles,
  passwdFiles,
  type ShadowLine,
  shadowFiles,
} from "./account-files.ts";
import type { PasswordField } from "./passwords/field.ts";
import type { Found, Scene } from "./scene.ts";

/** The accounts of the finished image; absent files are empty ones. */
export interface Accounts {
  readonly passwd: Found<AccountFile<Account>> | undefined;
  readonly shadow: Found<AccountFile<ShadowLine>> | undefined;
  readonly group: Found<AccountFile<Group>> | undefined;
  readonly all: readonly Account[];
  readonly groups: readonly Group[];
  /** Of each account, from wherever it stands. */
  readonly passwords: readonly AccountPassword[];
}

export interface AccountPassword {
  readonly account: Account;
  readonly password: PasswordField;
  /** The file and line that has it. */
  readonly at: { readonly path: string; readonly layer: number };
  readonly line: number;
}

/** Whom a container runs as. */
export interface RunUser {
  readonly uid: number;
  readonly gids: ReadonlySet<number>;
  /** As the config names it. */
  readonly name: string;
}

export function accountsOf(recordAt: Scene["recordAt"]): Accounts {
  const passwd = first(accountPaths("passwd"), (path) => recordAt<AccountFile<Account>>(passwdFiles, path));
  const shadow = first(accountPaths("shadow"), (path) =>
    recordAt<AccountFile<ShadowLine>>(shadowFiles, path),
  );
  const group = first(accountPaths("group"), (path) => recordAt<AccountFile<Group>>(groupFiles, path));
  const all = passwd?.record.lines ?? [];
  return {
    passwd,
    shadow,
    group,
    all,
    groups: group?.record.lines ?? [],
    passwords: [...passwordsOf(all, passwd, shadow)],
  };
}

/** `name`, `id`, `name:group`, `id:id`. A number is taken as it is, whether or not somebody has it. */
export function runUserOf(user: string, { all, groups }: Accounts): RunUser | undefined {
  const [name = "", group = ""] = user.split(":", 2);
  if (name === "") return { uid: 0, gids: new Set([0]), name: "root" };
  const isNumber = /^\d{1,10}$/.test(name);
  const account = all.find((one) => (isNumber ? one.uid === Number(name) : one.name === name));
  const uid = isNumber ? Number(name) : (account?.uid ?? (name === "root" ? 0 : undefined));
  if (uid === undefined) return undefined;
  const own = group === "" ? (account?.gid ?? 0) : gidOf(group, groups);
  const more = groups.filter(({ members }) => account !== undefined && members.includes(account.name));
  return {
    uid,
    gids: new Set([...(own === undefined ? [] : [own]), ...more.map(({ gid }) => gid)]),
    name: user,
  };
}

const NO_LOGIN = /^\/(?:usr\/)?s?bin\/(?:nologin|false|true|sync|halt|shutdown)$/;

/** An empty field means /bin/sh. */
export function hasLoginShell({ shell }: Account): boolean {
  return !NO_LOGIN.test(shell.trim());
}

function gidOf(group: string, groups: readonly Group[]): number | undefined {
  if (/^\d{1,10}$/.test(group)) return Number(group);
  return groups.find(({ name }) => name === group)?.gid;
}

/** Only the first line of a name counts; a shadow line without an account opens nothing. */
function* passwordsOf(
  all: readonly Account[],
  passwd: Accounts["passwd"],
  shadow: Accounts["shadow"],
): Generator<AccountPassword> {
  const shadowed = new Map<string, ShadowLine>();
  for (const line of shadow?.record.lines ?? []) if (!shadowed.has(line.name)) shadowed.set(line.name, line);
  const seen = new Set<string>();
  for (const account of all) {
    if (seen.has(account.name)) continue;
    seen.add(account.name);
    const { password, line } = account;
    const hidden = shadowed.get(account.name);
    if (password.state !== "shadow") yield { account, password, at: passwd!, line };
    else if (hidden !== undefined && hidden.password.state !== "shadow")
      yield { account, password: hidden.password, at: shadow!, line: hidden.line };
  }
}

function first<R>(
  paths: readonly string[],
  find: (path: string) => Found<R> | undefined,
): Found<R> | undefined {
  for (const path of paths) {
    const found = find(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

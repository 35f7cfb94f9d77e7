import { hasLoginShell } from "../accounts.ts";
import type { BaselineRule, Hit } from "../rule.ts";
import type { Found, Scene } from "../scene.ts";

export const noPassword: BaselineRule = {
  id: "DD-BL-020",
  category: "baseline",
  title: "Account without password",
  severity: "critical",
  fires:
    "The password field of an account, in shadow or passwd, is empty. Without a login shell it is medium.",
  guards:
    "It does not fire for locked accounts (!, *, !!), nor for x with a locked line, or none, in shadow.",
  advice: "Lock the account: passwd -l, or usermod -p '!'.",
  peers: ["DKL-LI-0001", "SAS non_pwd_user"],
  *check(scene) {
    for (const { account, password, at, line } of scene.accounts.passwords) {
      if (password.state !== "empty") continue;
      const canLogIn = hasLoginShell(account);
      yield {
        subject: account.name,
        at,
        line,
        ...(canLogIn ? {} : { severity: "medium" }),
        evidence: [
          `The password field of ${account.name} is empty.`,
          canLogIn
            ? `Its shell is ${account.shell || "/bin/sh"}.`
            : `Its shell, ${account.shell}, lets nobody in.`,
        ],
      };
    }
    yield* cutOff(scene);
  },
};

export const sharedId: BaselineRule = {
  id: "DD-BL-021",
  category: "baseline",
  title: "Two accounts share an id",
  severity: "medium",
  fires:
    "Two lines of passwd have the same user id, or two of group the same group id. Where the user id is 0 it is critical.",
  guards:
    "It does not fire for pairs that the distribution itself ships, nor for a line that is there twice.",
  advice: "Give each account an id of its own; let nobody but root have 0.",
  peers: ["DKL-LI-0002", "SAS duplicate_uid"],
  *check({ accounts, os }) {
    const shipped = SHIPPED_PAIRS.get(os?.family ?? "") ?? [];
    const { passwd, group } = accounts;
    const users = accounts.all.map(({ name, uid, line }) => ({ name, id: uid, line }));
    const groups = accounts.groups.map(({ name, gid, line }) => ({ name, id: gid, line }));
    yield* shared(users, passwd, shipped, "user");
    yield* shared(groups, group, [], "group");
  },
};

export const sharedPassword: BaselineRule = {
  id: "DD-BL-022",
  category: "baseline",
  title: "Two accounts share a password hash",
  severity: "high",
  fires: "Two accounts have the same hash, salt included: one was copied from the other.",
  guards:
    "It does not fire for locked accounts, for empty fields, nor for equal passwords with different salts.",
  advice: "Lock both accounts, or give each its own password at run time.",
  peers: ["SAS duplicate_pwd_hash"],
  *check({ accounts }) {
    const groups = new Map<string, typeof accounts.passwords>();
    for (const one of accounts.passwords) {
      if (one.password.state !== "usable" || one.password.same === undefined) continue;
      const key = `${one.at.path} ${one.password.same}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const same of groups.values()) {
      const [first, second] = same;
      if (first === undefined || second === undefined) continue;
      const names = same.map(({ account }) => account.name).slice(0, 20);
      yield { subject: names.join(", "), at: first.at, line: second.line };
    }
  },
};

/** Systems with two names for root, and of no other id. Source: FreeBSD's and NetBSD's own master.passwd. */
const SHIPPED_PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  ["freebsd", ["root", "toor"]],
  ["netbsd", ["root", "toor"]],
]);

interface Numbered {
  readonly name: string;
  readonly id: number;
  readonly line: number;
}

function* shared(
  lines: readonly Numbered[],
  at: Found<unknown> | undefined,
  shipped: readonly string[],
  what: "user" | "group",
): Generator<Hit> {
  const byId = new Map<number, Numbered[]>();
  for (const one of lines) {
    const known = byId.get(one.id) ?? [];
    if (!known.some(({ name }) => name === one.name)) byId.set(one.id, [...known, one].slice(0, 20));
  }
  for (const [id, same] of byId) {
    const [, second] = same;
    if (second === undefined || at === undefined || same.every(({ name }) => shipped.includes(name)))
      continue;
    const names = same.map(({ name }) => name);
    yield {
      subject: `${what} id ${id}: ${names.join(", ")}`,
      at,
      line: second.line,
      ...(what === "user" && id === 0 ? { severity: "critical", title: "Another account is root" } : {}),
      evidence: [`The ${what} id ${id} belongs to ${names.join(" and ")}.`],
    };
  }
}

function* cutOff({ accounts }: Scene): Generator<Hit> {
  for (const file of [accounts.passwd, accounts.shadow]) {
    if (file?.record.isCut !== true) continue;
    const unproven = "The file has more accounts than are looked at.";
    yield { subject: file.path, at: file, unproven };
  }
}

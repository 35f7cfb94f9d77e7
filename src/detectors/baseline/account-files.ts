import type { FileAnalyzer } from "../../analysis/analyzer.ts";
import { lines } from "../../inventory/lines.ts";
import { type PasswordField, passwordFields } from "./passwords/field.ts";

/** Where systems keep their accounts; those with a read-only /usr have their own ones there. */
const FOLDERS = ["etc/", "usr/etc/"];

/** Stops a file that would fill the memory; the account files of a university are smaller. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_LINE = 64 * 1024;
const MAX_ACCOUNTS = 10_000;
const MAX_MEMBERS = 1000;

/** One line of passwd. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
  readonly password: PasswordField;
  readonly line: number;
}

/** One line of shadow. */
export interface ShadowLine {
  readonly name: string;
  readonly password: PasswordField;
  readonly line: number;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
  readonly line: number;
}

/** `isCut`: there are more lines than are kept. */
export interface AccountFile<T> {
  readonly lines: readonly T[];
  readonly isCut: boolean;
}

/** Source: passwd(5). */
export const passwdFiles: FileAnalyzer<AccountFile<Account>> = {
  id: "baseline-passwd",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => isNamed(path, "passwd"),
  async read(body) {
    const passwords = passwordFields();
    const file = rows(await body.bytes(), ([name = "", password = "", uid, gid, , home = "", shell = ""]) => {
      const [user, group] = [idOf(uid), idOf(gid)];
      if (user === undefined || group === undefined) return undefined;
      return { name, uid: user, gid: group, home, shell, password: passwords.read(name, password) };
    });
    return withFields(file, passwords.all());
  },
};

/** Source: shadow(5). */
export const shadowFiles: FileAnalyzer<AccountFile<ShadowLine>> = {
  id: "baseline-shadow",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => isNamed(path, "shadow"),
  async read(body) {
    const passwords = passwordFields();
    const file = rows(await body.bytes(), ([name = "", password = ""]) => ({
      name,
      password: passwords.read(name, password),
    }));
    return withFields(file, passwords.all());
  },
};

/** Source: group(5). */
export const groupFiles: FileAnalyzer<AccountFile<Group>> = {
  id: "baseline-group",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => isNamed(path, "group"),
  read: async (body) =>
    rows(await body.bytes(), ([name = "", , number, members = ""]) => {
      const gid = idOf(number);
      const all = members.split(",", MAX_MEMBERS).map((member) => member.trim());
      return gid === undefined ? undefined : { name, gid, members: all.filter((member) => member !== "") };
    }),
};

/** The paths at which a file may lie, the one that counts first. */
export function accountPaths(name: "passwd" | "shadow" | "group"): readonly string[] {
  return FOLDERS.map((folder) => folder + name);
}

function isNamed(path: string, name: string): boolean {
  return path.endsWith(name) && FOLDERS.some((folder) => path === folder + name);
}

/** Lines that are no account are passed over, as the C library does; so are those that ask another service (`+`). */
function rows<T>(
  bytes: Buffer,
  parse: (fields: readonly string[]) => T | undefined,
): AccountFile<T & { readonly line: number }> {
  const found: (T & { readonly line: number })[] = [];
  let number = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    number++;
    if (text === "" || /^[#+\-\s]/.test(text) || !text.includes(":")) continue;
    if (found.length >= MAX_ACCOUNTS) return { lines: found, isCut: true };
    const row = parse(text.split(":"));
    if (row !== undefined) found.push({ ...row, line: number });
  }
  return { lines: found, isCut: false };
}

function withFields<T extends { readonly password: PasswordField }>(
  file: AccountFile<T>,
  passwords: readonly PasswordField[],
): AccountFile<T> {
  return { ...file, lines: file.lines.map((line, at) => ({ ...line, password: passwords[at]! })) };
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

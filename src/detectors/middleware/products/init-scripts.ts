import { folderOf } from "../places.ts";
import type { Setting } from "../setting.ts";

const FOLDER = "docker-entrypoint-initdb.d";
/** What the official images of databases run at the first start. */
export const INIT_SCRIPTS = [`${FOLDER}/*.sql`, `${FOLDER}/*.sh`];
/** Key of a password that stands in such a script. */
export const LITERAL = "literal password";

export function isInitScript(path: string): boolean {
  return folderOf(path) === FOLDER;
}

/** Where a statement begins that can give an account a password. */
const STATEMENT = /\b(?:(?:ALTER|CREATE)\s{1,9}(?:USER|ROLE)|SET\s{1,9}PASSWORD\s{1,9}FOR|GRANT)\s/i;
/** Those of dumps are longer, and give nobody a password. */
const MAX_STATEMENT = 1000;

/** Statements that give this account a password which stands in the script itself. */
export function literalPasswords(text: string, account: string): readonly Setting[] {
  const found: Setting[] = [];
  let line = 1;
  for (const statement of text.replace(/^[ \t]*(?:--|#).*$/gm, "").split(";")) {
    const start = statement.search(STATEMENT);
    const said = start < 0 ? "" : statement.slice(start, start + MAX_STATEMENT);
    const password = isOf(account, said) ? passwordIn(said) : undefined;
    if (password !== undefined && !isStandIn(password))
      found.push({ key: LITERAL, value: password, line: line + newlines(statement.slice(0, start)) });
    line += newlines(statement);
  }
  return found;
}

function isOf(account: string, said: string): boolean {
  const words = said
    .replace(/^GRANT\b.*?\sTO\s/is, "GRANT FOR ")
    .replace(/\bIF\s{1,9}(?:NOT\s{1,9})?EXISTS\s/i, "")
    .split(/\s+/);
  // `ALTER USER x`, `SET PASSWORD FOR x`, `GRANT … TO x`
  const name = words[/^SET$/i.test(words[0] ?? "") ? 3 : 2] ?? "";
  return name.split("@")[0]?.replace(/["'`,]/g, "") === account;
}

function passwordIn(said: string): string | undefined {
  return /(?:\sBY|\sPASSWORD|=)\s{0,9}(?:PASSWORD\s{0,9}\(\s{0,9})?'([^']{0,200})'/i.exec(said)?.[1];
}

/** Words that say that a password belongs there. */
function isStandIn(password: string): boolean {
  return /^(?:change[-_]?me|your[-_ ].*|<.*>|x{3,}|\*{3,}|\{\{.*|__\w+__)$/i.test(password);
}

function newlines(text: string): number {
  return text.split("\n").length - 1;
}

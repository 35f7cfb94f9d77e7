import { lines } from "../../../inventory/lines.ts";

const MAX_LINE = 4096;
const MAX_VALUE = 16 * 1024;

export interface IniSection {
  /** Empty for what stands above the first heading. */
  readonly name: string;
  /** Names in lower case; lines of an indented list are joined by blanks. */
  readonly values: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
}

/** `[section]`, `name = value`, as Python's configparser, yum and npm take it. */
export function parseIni(bytes: Buffer): readonly IniSection[] {
  let values = new Map<string, { value: string; line: number }>();
  const sections = [{ name: "", values }];
  let last: { value: string; line: number } | undefined;
  let line = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    line++;
    if (/^\s*[#;]/.test(text) || text.trim() === "") continue;
    const [, heading] = /^\s*\[([^\]]*)\]/.exec(text) ?? [];
    const equals = text.search(/[=:]/);
    if (heading !== undefined) {
      values = new Map();
      sections.push({ name: heading.trim().slice(0, 100), values });
      last = undefined;
    } else if (/^\s/.test(text) && last !== undefined)
      last.value = `${last.value} ${text.trim()}`.slice(0, MAX_VALUE);
    else if (equals > 0) {
      last = { value: text.slice(equals + 1).trim(), line };
      values.set(text.slice(0, equals).trim().toLowerCase(), last);
    }
  }
  return sections;
}

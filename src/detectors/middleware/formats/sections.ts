import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS, unquoted } from "../setting.ts";

/** A directive of Apache with the sections that it lies in. */
export interface SectionDirective {
  /** In lower case: Apache knows no case in names. */
  readonly name: string;
  readonly args: readonly string[];
  /** From 1. */
  readonly line: number;
  /** Index of the section it lies in, -1 at the top. Sections are directives themselves, their name `<…`. */
  readonly parent: number;
}

const MAX_DEPTH = 100;

/** `Name arg …`, `<Section arg …>`, lines joined by a backslash. */
export function sections(text: string): readonly SectionDirective[] {
  const found: SectionDirective[] = [];
  const open: number[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    const joined = [lines[at] ?? ""];
    while (joined.at(-1)?.endsWith("\\") && at + 1 < lines.length) {
      joined[joined.length - 1] = joined.at(-1)?.slice(0, -1) ?? "";
      at++;
      joined.push(lines[at] ?? "");
    }
    const said = joined.join(" ").trim();
    if (said === "" || said.startsWith("#")) continue;
    if (said.startsWith("</")) {
      open.pop();
      continue;
    }
    const isSection = said.startsWith("<");
    const [name = "", ...args] = argumentsOf(isSection ? said.replace(/>\s*$/, "") : said);
    found.push({ name: name.toLowerCase(), args, line, parent: open.at(-1) ?? -1 });
    if (isSection) open.push(found.length - 1);
    if (open.length > MAX_DEPTH) throw new OverLimit(`it has more than ${MAX_DEPTH} levels`);
    if (found.length > MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} directives`);
  }
  return found;
}

function argumentsOf(said: string): string[] {
  return [...said.matchAll(/"[^"]*"|\S+/g)].map(([word]) => unquoted(word));
}

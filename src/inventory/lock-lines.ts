import { OverLimit } from "../errors.ts";
import { lines } from "./lines.ts";

/** One line of a lock file that a tool has written: its keys stand alone on lines, indented by spaces. */
export interface LockLine {
  readonly indent: number;
  /** Without quotes. */
  readonly key: string;
  /** Without quotes; empty where the line opens a block. */
  readonly value: string;
}

/** Stops one endless line. The longest honest ones, keys of pnpm with all their peers, have some 10 kB. */
const MAX_LINE = 64 * 1024;

/**
 * The lines of yarn.lock (both forms) and pnpm-lock.yaml. These are not read as YAML: the files are large, only their
 * tools write them, and in one fixed form.
 */
export function* lockLines(bytes: Buffer): Generator<LockLine> {
  for (const { text, cut } of lines(bytes, MAX_LINE)) {
    if (cut) throw new OverLimit(`a line of it is over ${MAX_LINE} bytes long`);
    const content = text.trim();
    if (content === "" || content.startsWith("#")) continue;
    const indent = text.length - text.trimStart().length;
    // YAML writes very long keys as `? key`, and their values on lines of their own.
    const [key, rest] = splitKey(content.startsWith("? ") ? content.slice(2) : content);
    yield { indent, key, value: unquote(rest) };
  }
}

/** `"a@1", b@2:` → all before the colon; `key: value`, `key "value"` and `"key" "value"` → both. */
function splitKey(content: string): [string, string] {
  if (content.endsWith(":")) return [unquote(content.slice(0, -1)), ""];
  const [quote] = content;
  if (quote === '"' || quote === "'") {
    const end = content.indexOf(quote, 1);
    if (end > 0)
      return [
        content.slice(1, end),
        content
          .slice(end + 1)
          .replace(/^:/, "")
          .trimStart(),
      ];
  }
  const space = content.indexOf(" ");
  if (space < 0) return [content, ""];
  return [content.slice(0, space).replace(/:$/, ""), content.slice(space + 1).trimStart()];
}

function unquote(text: string): string {
  const [quote] = text;
  const isQuoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted && text.indexOf(quote, 1) === text.length - 1 ? text.slice(1, -1) : text;
}

import type { Cursor } from "./cursor.ts";
import type { List, ParameterPart, Part, Word } from "./tree.ts";

/** What words need of the parser of commands: `$(…)` and backquotes hold commands. */
export interface CommandReader {
  /** Commands up to a closing parenthesis, which is taken. */
  commandsUntilParenthesis(cursor: Cursor): List;
  /** The whole of a text that stood in backquotes. */
  commandsOf(text: string, line: number, depth: number): List;
}

const ENDS_WORD = new Set([" ", "\t", "\n", ";", "&", "|", "<", ">", "(", ")", ""]);

/** Parts of one word, adjacent text of one kind joined. */
class Parts {
  readonly list: Part[] = [];
  #text = "";
  #isQuoted = false;

  text(text: string, isQuoted: boolean): void {
    if (this.#isQuoted !== isQuoted) this.#flush();
    this.#isQuoted = isQuoted;
    this.#text += text;
  }

  /** `""` makes a field where nothing else does. */
  quotes(): void {
    this.#flush();
    this.list.push({ kind: "text", text: "", quoted: true });
  }

  add(part: Part): void {
    this.#flush();
    this.list.push(part);
  }

  end(): readonly Part[] {
    this.#flush();
    return this.list;
  }

  #flush(): void {
    if (this.#text !== "") this.list.push({ kind: "text", text: this.#text, quoted: this.#isQuoted });
    this.#text = "";
  }
}

/** The word at the cursor, or none where something else stands. Throws `Refusal` for what POSIX does not have. */
export function readWord(cursor: Cursor, commands: CommandReader): Word | undefined {
  const parts = new Parts();
  const start = cursor.position;
  while (!ENDS_WORD.has(cursor.peek())) readUnquoted(cursor, commands, parts);
  const list = parts.end();
  if (list.length === 0 && cursor.position === start) return undefined;
  if (list.length === 0) return undefined;
  refuseBashOnly(cursor, list);
  return { parts: list };
}

function readUnquoted(cursor: Cursor, commands: CommandReader, parts: Parts): void {
  const next = cursor.take();
  if (next === "'") {
    parts.quotes();
    parts.text(untilSingleQuote(cursor), true);
  } else if (next === '"') {
    parts.quotes();
    readQuoted(cursor, commands, parts, '"');
  } else if (next === "\\") {
    const escaped = cursor.takeRaw();
    if (escaped === "") throw cursor.error("it ends in a backslash");
    parts.text(escaped, true);
  } else if (next === "$") readDollar(cursor, commands, parts, false);
  else if (next === "`") readBackquotes(cursor, commands, parts, false, false);
  else parts.text(next, false);
}

function untilSingleQuote(cursor: Cursor): string {
  const end = cursor.text.indexOf("'", cursor.position);
  if (end < 0) throw cursor.error("a quote is not closed");
  const text = cursor.text.slice(cursor.position, end);
  cursor.position = end + 1;
  return text;
}

/** Up to a double quote, or, in a here-document, up to the end. */
function readQuoted(cursor: Cursor, commands: CommandReader, parts: Parts, end: '"' | ""): void {
  for (;;) {
    const next = cursor.take();
    if (next === end) return;
    if (next === "") throw cursor.error("a quote is not closed");
    if (next === "\\") {
      const isEscape = ["$", "`", "\\", end].includes(cursor.text[cursor.position] ?? "");
      parts.text(isEscape ? cursor.takeRaw() : "\\", true);
    } else if (next === "$") readDollar(cursor, commands, parts, true);
    else if (next === "`") readBackquotes(cursor, commands, parts, true, end === '"');
    else parts.text(next, true);
  }
}

/** The body of a here-document whose delimiter was not quoted. */
export function readHereDocument(cursor: Cursor, commands: CommandReader): Word {
  const parts = new Parts();
  parts.quotes();
  readQuoted(cursor, commands, parts, "");
  return { parts: parts.end() };
}

/** Behind a `$`. */
function readDollar(cursor: Cursor, commands: CommandReader, parts: Parts, quoted: boolean): void {
  const next = cursor.peek();
  if (cursor.skip("((")) {
    parts.add({ kind: "arithmetic", parts: cursor.nested(() => readArithmetic(cursor, commands)), quoted });
  } else if (cursor.skip("(")) {
    const body = cursor.nested(() => commands.commandsUntilParenthesis(cursor));
    parts.add({ kind: "command", body, quoted });
  } else if (cursor.skip("{")) {
    parts.add(cursor.nested(() => readBraces(cursor, commands, quoted)));
  } else if (/[A-Za-z_]/.test(next)) {
    parts.add({ kind: "parameter", name: readName(cursor), quoted });
  } else if (/[0-9@*#?$!-]/.test(next)) {
    parts.add({ kind: "parameter", name: cursor.take(), quoted });
  } else if (!quoted && (next === "'" || next === '"')) {
    throw cursor.error("$'…' and $\"…\" are not POSIX");
  } else if (next === "[") {
    throw cursor.error("$[…] is not POSIX");
  } else parts.text("$", quoted);
}

export function readName(cursor: Cursor): string {
  let name = "";
  while (/[A-Za-z0-9_]/.test(cursor.peek())) name += cursor.take();
  return name;
}

/** Behind `${`. */
function readBraces(cursor: Cursor, commands: CommandReader, quoted: boolean): ParameterPart {
  const isLength = cursor.isNext("#") && !cursor.isNext("#}");
  if (isLength) cursor.take();
  const name = /[A-Za-z_]/.test(cursor.peek()) ? readName(cursor) : readSpecial(cursor);
  if (cursor.skip("}"))
    return { kind: "parameter", name, quoted, ...(isLength && { operator: "length" as const }) };
  if (isLength) throw cursor.error("an expansion of braces");
  const operator = OPERATORS.find((one) => cursor.skip(one));
  if (operator === undefined) throw cursor.error("an expansion that is not POSIX");
  return { kind: "parameter", name, operator, quoted, word: readOperand(cursor, commands, quoted) };
}

const OPERATORS = [":-", ":=", ":?", ":+", "-", "=", "?", "+", "%%", "%", "##", "#"] as const;

function readSpecial(cursor: Cursor): string {
  let name = "";
  while (/[0-9]/.test(cursor.peek())) name += cursor.take();
  if (name !== "") return name;
  if (!/[@*#?$!-]/.test(cursor.peek())) throw cursor.error("an expansion that is not POSIX");
  return cursor.take();
}

/** Up to the closing brace. Within double quotes shells disagree on quotes in it: those are refused. */
function readOperand(cursor: Cursor, commands: CommandReader, quoted: boolean): Word {
  const parts = new Parts();
  while (!cursor.skip("}")) {
    const next = cursor.peek();
    if (next === "") throw cursor.error("a brace is not closed");
    if (!quoted) readUnquoted(cursor, commands, parts);
    else if (next === "$") {
      cursor.take();
      readDollar(cursor, commands, parts, true);
    } else if (next === "\\") {
      cursor.take();
      const escaped = cursor.takeRaw();
      if (!["$", "`", '"', "\\", "}"].includes(escaped)) throw cursor.error("a backslash in quoted braces");
      parts.text(escaped, true);
    } else if (["'", '"', "`"].includes(next)) throw cursor.error("a quote in quoted braces");
    else parts.text(cursor.take(), false);
  }
  return { parts: parts.end() };
}

/** Behind `$((`. */
function readArithmetic(cursor: Cursor, commands: CommandReader): readonly Part[] {
  const parts = new Parts();
  for (let open = 0; ; ) {
    if (open === 0 && cursor.skip("))")) return parts.end();
    const next = cursor.take();
    if (next === "" || (next === ")" && open === 0)) throw cursor.error("arithmetic is not closed");
    if (["'", '"', "\\", "`", "#"].includes(next)) throw cursor.error("a quote in arithmetic");
    if (next === "$") readDollar(cursor, commands, parts, true);
    else {
      if (next === "(") open++;
      if (next === ")") open--;
      parts.text(next, true);
    }
  }
}

/** Behind a backquote: the text is unescaped, then read. */
function readBackquotes(
  cursor: Cursor,
  commands: CommandReader,
  parts: Parts,
  quoted: boolean,
  inDoubleQuotes: boolean,
): void {
  const line = cursor.line;
  let text = "";
  for (;;) {
    const next = cursor.takeRaw();
    if (next === "`") break;
    if (next === "") throw cursor.error("a backquote is not closed");
    const after = cursor.text[cursor.position] ?? "";
    const isEscape = next === "\\" && (["$", "`", "\\"].includes(after) || (inDoubleQuotes && after === '"'));
    text += isEscape ? cursor.takeRaw() : next;
  }
  const body = cursor.nested(() => commands.commandsOf(text, line, cursor.depth));
  parts.add({ kind: "command", body, quoted });
}

/** What bash would expand and dash would not, and home folders, which we know nothing of. */
function refuseBashOnly(cursor: Cursor, parts: readonly Part[]): void {
  const bare = parts.map((part) => (part.kind === "text" && !part.quoted ? part.text : "\0")).join("");
  if (bare.includes("{") && (bare.includes(",") || bare.includes("..")))
    throw cursor.error("braces that only bash expands");
  if (/(^|[:=])~/.test(bare)) throw cursor.error("a tilde");
}

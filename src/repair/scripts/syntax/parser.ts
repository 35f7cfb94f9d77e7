import { MAX_SCRIPT } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { Cursor } from "./cursor.ts";
import type {
  AndOr,
  Assignment,
  CaseArm,
  Command,
  Compound,
  List,
  Part,
  Pipeline,
  Redirect,
  Simple,
  Word,
} from "./tree.ts";
import { type CommandReader, readHereDocument, readName, readWord } from "./words.ts";

const RESERVED = /(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|[{}!])(?=[\s;&|<>()]|$)/y;
/** Words that bash takes for more than a command's name. */
const BASH_ONLY = new Set(["[[", "]]", "function", "select", "time", "coproc"]);
const IS_RESERVED = /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|[{}!])$/;
const REDIRECTS = ["<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"] as const;
/** What is shown of a command. */
const MAX_SHOWN = 120;

/**
 * A script in, its tree out. Source: POSIX.1-2017, Shell Command Language 2.3 to 2.10. Strict: whatever is not of this
 * language, what bash and dash read differently, and background jobs throw `Refusal` with the line.
 */
export function parseScript(text: string): List {
  if (text.length > MAX_SCRIPT) throw new Refusal("it is longer than any known script");
  if (text.includes("\0")) throw new Refusal("it is no text");
  return READER.commandsOf(text, 1, 0);
}

const READER: CommandReader = {
  commandsUntilParenthesis(cursor) {
    const awaited = cursor.awaited;
    const list = readList(cursor, [")"]);
    if (!cursor.skip(")")) throw cursor.error("a parenthesis is not closed");
    if (cursor.awaited !== awaited) throw cursor.error("a here-document without its body");
    return list;
  },
  commandsOf(text, line, depth) {
    const cursor = new Cursor(text, readBody, line, depth);
    const list = readList(cursor, []);
    if (cursor.peek() !== "") throw cursor.error("something that does not belong there");
    if (cursor.awaited > 0) throw cursor.error("a here-document without its body");
    return list;
  },
};

function readBody(body: string, line: number, depth: number): Word {
  return readHereDocument(new Cursor(body, readBody, line, depth), READER);
}

/** The reserved word that comes next, if one does. */
function reserved(cursor: Cursor): string | undefined {
  cursor.skipBlanks();
  RESERVED.lastIndex = cursor.position;
  return RESERVED.exec(cursor.text)?.[0];
}

function takeReserved(cursor: Cursor, word: string): boolean {
  if (reserved(cursor) !== word) return false;
  cursor.position += word.length;
  return true;
}

function expect(cursor: Cursor, word: string): void {
  cursor.skipLines();
  if (!takeReserved(cursor, word)) throw cursor.error(`"${word}" is missing`);
}

/** Commands up to one of `ends` (reserved words or signs), which is left standing, or to the end of the text. */
function readList(cursor: Cursor, ends: readonly string[]): List {
  const items: AndOr[] = [];
  for (;;) {
    cursor.skipLines();
    if (cursor.peek() === "" || isAt(cursor, ends)) return { items };
    items.push(readAndOr(cursor));
    cursor.skipBlanks();
    if (cursor.isNext(";;")) {
      if (isAt(cursor, ends)) return { items };
      throw cursor.error("a double semicolon");
    }
    if (cursor.skip(";") || cursor.peek() === "\n") continue;
    if (cursor.peek() === "&") throw cursor.error("a job in the background");
    if (cursor.peek() !== "" && !isAt(cursor, ends))
      throw cursor.error("something that does not belong there");
  }
}

function isAt(cursor: Cursor, ends: readonly string[]): boolean {
  const word = reserved(cursor);
  return ends.some((end) => (/^[a-z}]/.test(end) ? word === end : cursor.isNext(end)));
}

/** A list that has at least one command, as the grammar asks for. */
function readBlock(cursor: Cursor, ends: readonly string[]): List {
  const list = readList(cursor, ends);
  if (list.items.length === 0) throw cursor.error("a command is missing");
  return list;
}

function readAndOr(cursor: Cursor): AndOr {
  const first = readPipeline(cursor);
  const rest: { operator: "&&" | "||"; pipeline: Pipeline }[] = [];
  for (;;) {
    cursor.skipBlanks();
    const operator = cursor.skip("&&") ? "&&" : cursor.skip("||") ? "||" : undefined;
    if (operator === undefined) return { kind: "and-or", first, rest };
    cursor.skipLines();
    rest.push({ operator, pipeline: readPipeline(cursor) });
  }
}

function readPipeline(cursor: Cursor): Pipeline {
  const negated = takeReserved(cursor, "!");
  const commands = [readCommand(cursor)];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.isNext("||") || !cursor.skip("|")) return { kind: "pipeline", negated, commands };
    if (cursor.peek() === "&") throw cursor.error("|& is not POSIX");
    cursor.skipLines();
    commands.push(readCommand(cursor));
  }
}

function readCommand(cursor: Cursor): Command {
  return cursor.nested(() => {
    const compound = readCompound(cursor);
    return compound ?? readSimple(cursor);
  });
}

type Bare<T> = T extends unknown ? Omit<T, "line" | "source" | "redirects"> : never;

function readCompound(cursor: Cursor): Compound | undefined {
  const word = reserved(cursor);
  const { line, position } = cursor;
  const bare = readBare(cursor, word);
  if (bare === undefined) return undefined;
  const redirects: Redirect[] = [];
  for (;;) {
    cursor.skipBlanks();
    const redirect = readRedirect(cursor);
    if (redirect === undefined) break;
    redirects.push(redirect);
  }
  const source = cursor.text.slice(position, cursor.position).split("\n")[0]?.slice(0, MAX_SHOWN) ?? "";
  return { ...bare, line, source, redirects } as Compound;
}

function readBare(cursor: Cursor, word: string | undefined): Bare<Compound> | undefined {
  if (word === undefined) {
    if (!cursor.skip("(")) return undefined;
    if (cursor.peek() === "(") throw cursor.error("((…)) is not POSIX");
    const body = readBlock(cursor, [")"]);
    if (!cursor.skip(")")) throw cursor.error("a parenthesis is not closed");
    return { kind: "subshell", body };
  }
  if (!["{", "if", "while", "until", "for", "case"].includes(word))
    throw cursor.error(`"${word}" does not belong there`);
  cursor.position += word.length;
  switch (word) {
    case "{": {
      const body = readBlock(cursor, ["}"]);
      expect(cursor, "}");
      return { kind: "group", body };
    }
    case "if":
      return readIf(cursor);
    case "for":
      return readFor(cursor);
    case "case":
      return readCase(cursor);
    default: {
      const condition = readBlock(cursor, ["do"]);
      return { kind: word === "while" ? "while" : "until", condition, body: readDo(cursor) };
    }
  }
}

function readDo(cursor: Cursor): List {
  expect(cursor, "do");
  const body = readBlock(cursor, ["done"]);
  expect(cursor, "done");
  return body;
}

function readIf(cursor: Cursor): Bare<Compound> {
  const arms: { condition: List; body: List }[] = [];
  do {
    const condition = readBlock(cursor, ["then"]);
    expect(cursor, "then");
    arms.push({ condition, body: readBlock(cursor, ["elif", "else", "fi"]) });
  } while (takeReserved(cursor, "elif"));
  const otherwise = takeReserved(cursor, "else") ? readBlock(cursor, ["fi"]) : undefined;
  expect(cursor, "fi");
  return { kind: "if", arms, otherwise };
}

function readFor(cursor: Cursor): Bare<Compound> {
  cursor.skipBlanks();
  const name = readName(cursor);
  if (!/^[A-Za-z_]/.test(name)) throw cursor.error("a loop without a name");
  cursor.skipBlanks();
  if (cursor.peek() === "\n") cursor.skipLines();
  if (!takeReserved(cursor, "in")) {
    cursor.skip(";");
    return { kind: "for", name, words: undefined, body: readDo(cursor) };
  }
  const words: Word[] = [];
  for (;;) {
    cursor.skipBlanks();
    const word = readWord(cursor, READER);
    if (word === undefined) break;
    words.push(word);
  }
  if (!cursor.skip(";") && cursor.peek() !== "\n") throw cursor.error("a loop's list without an end");
  return { kind: "for", name, words, body: readDo(cursor) };
}

function readCase(cursor: Cursor): Bare<Compound> {
  cursor.skipBlanks();
  const subject = readWord(cursor, READER);
  if (subject === undefined) throw cursor.error("case without a word");
  expect(cursor, "in");
  const arms: CaseArm[] = [];
  for (;;) {
    cursor.skipLines();
    if (takeReserved(cursor, "esac")) return { kind: "case", subject, arms };
    cursor.skip("(");
    const patterns: Word[] = [];
    do {
      cursor.skipBlanks();
      const pattern = readWord(cursor, READER);
      if (pattern === undefined) throw cursor.error("a pattern is missing");
      patterns.push(pattern);
      cursor.skipBlanks();
    } while (cursor.skip("|"));
    if (!cursor.skip(")")) throw cursor.error("a pattern without its parenthesis");
    arms.push({ patterns, body: readList(cursor, [";;", "esac"]) });
    cursor.skipLines();
    if (cursor.skip(";;") && cursor.peek() === "&") throw cursor.error(";;& is not POSIX");
  }
}

function readRedirect(cursor: Cursor): Redirect | undefined {
  const digits = /[0-9]+(?=[<>])/y;
  digits.lastIndex = cursor.position;
  const number = digits.exec(cursor.text)?.[0];
  const fd = number === undefined ? undefined : Number(number);
  if (fd !== undefined && fd > 9) throw cursor.error("a file descriptor above 9");
  if (number !== undefined) cursor.position += number.length;
  if (cursor.isNext("&>")) throw cursor.error("&> is not POSIX");
  const operator = REDIRECTS.find((one) => cursor.skip(one));
  if (operator === undefined) return undefined;
  if (["<", "(", "&", ">"].includes(cursor.peek())) throw cursor.error("a redirection that is not POSIX");
  cursor.skipBlanks();
  const target = readWord(cursor, READER);
  if (target === undefined) throw cursor.error("a redirection without its file");
  if (operator !== "<<" && operator !== "<<-") return { fd, operator, target };

  if (target.parts.some((part) => part.kind !== "text")) throw cursor.error("a delimiter that is no text");
  const delimiter = target.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
  const isQuoted = target.parts.some((part) => part.quoted);
  const box = cursor.announce(delimiter, isQuoted, operator === "<<-");
  return {
    fd,
    operator: "<<",
    get target() {
      return box.word;
    },
  };
}

function readSimple(cursor: Cursor): Command {
  const start = cursor.position;
  const line = cursor.line;
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const source = () => cursor.text.slice(start, cursor.position).trim().slice(0, MAX_SHOWN);
  for (;;) {
    cursor.skipBlanks();
    const redirect = readRedirect(cursor);
    if (redirect !== undefined) {
      redirects.push(redirect);
      continue;
    }
    const word = readWord(cursor, READER);
    if (word === undefined) break;
    const assignment = words.length === 0 ? assignmentOf(word) : undefined;
    if (assignment === undefined) words.push(word);
    else assignments.push(assignment);
    if (words.length === 1 && assignments.length + redirects.length === 0) {
      const name = literal(words[0]);
      cursor.skipBlanks();
      if (name !== undefined && cursor.peek() === "(") return readFunction(cursor, name, line, source());
    }
  }
  if (words.length + assignments.length + redirects.length === 0) throw cursor.error("a command is missing");
  const name = literal(words[0]);
  if (name !== undefined && (BASH_ONLY.has(name) || IS_RESERVED.test(name)))
    throw cursor.error(`"${name}" does not belong there`);
  const simple: Simple = { kind: "simple", line, source: source(), assignments, words, redirects };
  return simple;
}

function readFunction(cursor: Cursor, name: string, line: number, source: string): Command {
  cursor.skip("(");
  cursor.skipBlanks();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || !cursor.skip(")"))
    throw cursor.error("a parenthesis that does not belong there");
  cursor.skipLines();
  const body = readCompound(cursor);
  if (body === undefined) throw cursor.error("a function without a body");
  return { kind: "function", name, body, line, source };
}

/** The text of a word that is written without quotes and expansions. */
export function literal(word: Word | undefined): string | undefined {
  const only: Part | undefined = word?.parts[0];
  return word?.parts.length === 1 && only?.kind === "text" && !only.quoted ? only.text : undefined;
}

function assignmentOf(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  if (first?.kind !== "text" || first.quoted) return undefined;
  const name = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first.text)?.[1];
  if (name === undefined) return undefined;
  const text = first.text.slice(name.length + 1);
  return { name, value: { parts: text === "" ? rest : [{ ...first, text }, ...rest] } };
}

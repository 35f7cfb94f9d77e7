import { MAX_NESTING } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import { makeWord, type WordBox } from "./word-box.ts";

/** A here-document that was announced and whose body begins behind the next newline. */
interface Announced {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  readonly box: WordBox;
}

/** A place in a script's text. Outside of single quotes and comments a backslash before a newline is not there at all. */
export class Cursor {
  readonly text: string;
  position = 0;
  readonly #firstLine: number;
  readonly #readBody: (body: string, line: number, depth: number) => WordBox["word"];
  #announced: Announced[] = [];
  depth: number;
  #lineAt = { position: 0, line: 1 };

  constructor(
    text: string,
    readBody: (body: string, line: number, depth: number) => WordBox["word"],
    firstLine = 1,
    depth = 0,
  ) {
    this.text = text;
    this.#readBody = readBody;
    this.#firstLine = firstLine;
    this.depth = depth;
  }

  /** The next character, or "" at the end. */
  peek(): string {
    while (this.text.startsWith("\\\n", this.position)) this.position += 2;
    return this.text[this.position] ?? "";
  }

  take(): string {
    const next = this.peek();
    this.position += next.length;
    return next;
  }

  /** The next character as it stands, continuation or not. */
  takeRaw(): string {
    const next = this.text[this.position] ?? "";
    this.position += next.length;
    return next;
  }

  /** Goes past `sign` if it comes next, continuations within it included. */
  skip(sign: string): boolean {
    const start = this.position;
    for (const one of sign) {
      if (this.take() !== one) {
        this.position = start;
        return false;
      }
    }
    return true;
  }

  isNext(sign: string): boolean {
    const start = this.position;
    const isThere = this.skip(sign);
    this.position = start;
    return isThere;
  }

  /** Blanks and a comment. */
  skipBlanks(): void {
    while (this.peek() === " " || this.peek() === "\t") this.position++;
    if (this.peek() !== "#") return;
    const end = this.text.indexOf("\n", this.position);
    this.position = end < 0 ? this.text.length : end;
  }

  /** Blanks, comments and newlines, with the here-documents behind them. */
  skipLines(): void {
    for (this.skipBlanks(); this.peek() === "\n"; this.skipBlanks()) this.takeNewline();
  }

  takeNewline(): void {
    this.position++;
    const announced = this.#announced;
    this.#announced = [];
    for (const one of announced) one.box.word = this.#hereDocument(one);
  }

  announce(delimiter: string, isQuoted: boolean, stripsTabs: boolean): WordBox {
    const box: WordBox = { word: makeWord("", true) };
    this.#announced.push({ delimiter, isQuoted, stripsTabs, box });
    return box;
  }

  get awaited(): number {
    return this.#announced.length;
  }

  #hereDocument(one: Announced): WordBox["word"] {
    const line = this.line;
    const body: string[] = [];
    for (;;) {
      if (this.position >= this.text.length) throw this.error("a here-document has no end");
      const found = this.text.indexOf("\n", this.position);
      const end = found < 0 ? this.text.length : found;
      const whole = this.text.slice(this.position, end);
      // Shells disagree on a delimiter behind a continued line, so we do not read such a document.
      if (!one.isQuoted && whole.endsWith("\\")) throw this.error("a here-document with a continued line");
      const text = one.stripsTabs ? whole.replace(/^\t+/, "") : whole;
      this.position = Math.min(end + 1, this.text.length);
      if (text === one.delimiter) break;
      body.push(`${text}\n`);
    }
    const text = body.join("");
    return one.isQuoted ? makeWord(text, true) : this.#readBody(text, line, this.depth + 1);
  }

  /** Of the place reached. */
  get line(): number {
    if (this.position < this.#lineAt.position) this.#lineAt = { position: 0, line: 1 };
    let { position, line } = this.#lineAt;
    for (;;) {
      const next = this.text.indexOf("\n", position);
      if (next < 0 || next >= this.position) break;
      position = next + 1;
      line++;
    }
    this.#lineAt = { position, line };
    return line + this.#firstLine - 1;
  }

  nested<T>(read: () => T): T {
    if (++this.depth > MAX_NESTING) throw this.error("it is nested too deep");
    const result = read();
    this.depth--;
    return result;
  }

  error(what: string): Refusal {
    const rest = this.text.slice(this.position, this.position + 40).split("\n")[0] ?? "";
    return new Refusal(`it cannot be read as a POSIX shell script: ${what}`, this.line, rest);
  }
}

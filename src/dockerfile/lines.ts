import { OverLimit, Unreadable } from "../errors.ts";
import type { Comment, Escape, LineBreak } from "./model.ts";

/** Hand-written files have some hundred lines; a generated one of this size is meant to keep us busy. */
const MAX_LENGTH = 1024 * 1024;

/** Continued lines, joined. */
export interface LogicalLine {
  readonly text: string;
  readonly startLine: number;
  /** Where in `text` each further line begins. */
  readonly breaks: readonly LineBreak[];
  /** An empty line stands within. */
  readonly hasEmptyLine: boolean;
  /** Those right above, without an empty line between. */
  readonly comments: readonly Comment[];
}

/** The lines of a Dockerfile, read one after the other. Source: moby/buildkit `frontend/dockerfile/parser/parser.go`. */
export class Lines {
  readonly escape: Escape;
  /** The image that reads the file, as the directive names it. */
  readonly syntax: string | undefined;
  /** Those read so far, but for those within instructions. */
  readonly comments: Comment[] = [];
  readonly #lines: readonly string[];
  /** Lines read so far, which is also the number of the line read last. */
  #read = 0;

  /** Throws `Unreadable` for an escape directive with another sign than the two there are. */
  constructor(text: string) {
    if (text.length > MAX_LENGTH)
      throw new OverLimit(`The Dockerfile is longer than ${MAX_LENGTH} characters.`);
    const lines = text.replace(/^\uFEFF/, "").split("\n");
    if (lines.at(-1) === "") lines.pop();
    this.#lines = lines.map(withoutReturns);
    const { escape: sign, syntax } = directivesOf(this.#lines);
    this.escape = sign;
    this.syntax = syntax;
  }

  get number(): number {
    return this.#read;
  }

  /** One line as it is, or `undefined` at the end. */
  physical(): string | undefined {
    return this.#lines[this.#read++];
  }

  /** The next instruction: continued lines joined, comments and empty lines left out. */
  logical(): LogicalLine | undefined {
    let comments: Comment[] = [];
    for (let line = this.physical(); line !== undefined; line = this.physical()) {
      const text = line.trimStart();
      if (text === "") comments = [];
      else if (text.startsWith("#")) {
        const comment = { line: this.#read, text: text.slice(1).trim() };
        comments.push(comment);
        this.comments.push(comment);
      } else return { startLine: this.#read, ...this.#joined(text), comments };
    }
    return undefined;
  }

  #joined(first: string): Pick<LogicalLine, "text" | "breaks" | "hasEmptyLine"> {
    let text = "";
    const breaks: LineBreak[] = [];
    let hasEmptyLine = false;
    let part = this.#continued(first);
    while (part.continues && this.#read < this.#lines.length) {
      text += part.text;
      const line = this.physical() ?? "";
      if (line.trim() === "") hasEmptyLine = true;
      const isNothing = line.trim() === "" || line.trimStart().startsWith("#");
      if (!isNothing) breaks.push({ offset: text.length, line: this.#read });
      part = isNothing ? { text: "", continues: true } : this.#continued(line);
    }
    return { text: text + part.text, breaks, hasEmptyLine };
  }

  /** A sign that is itself escaped does not continue the line; blanks behind it do no harm. */
  #continued(line: string): { readonly text: string; readonly continues: boolean } {
    let end = line.length;
    while (line.charAt(end - 1) === " " || line.charAt(end - 1) === "\t") end--;
    const continues = line.charAt(end - 1) === this.escape && line.charAt(end - 2) !== this.escape;
    return continues ? { text: line.slice(0, end - 1), continues } : { text: line, continues };
  }
}

function withoutReturns(line: string): string {
  let end = line.length;
  while (line.charAt(end - 1) === "\r") end--;
  return line.slice(0, end);
}

/** They stand on the first lines only; anything else, even an empty line, ends them. */
function directivesOf(lines: readonly string[]): { readonly escape: Escape; readonly syntax?: string } {
  let sign: Escape = "\\";
  let syntax: string | undefined;
  for (const line of lines) {
    const [, name = "", value = ""] = /^\s*#\s*(\w+)\s*=(.*)$/.exec(line) ?? [];
    const kind = name.toLowerCase();
    const text = value.trim();
    if (kind === "syntax") syntax ??= text;
    else if (kind === "escape") {
      if (text !== "\\" && text !== "`")
        throw new Unreadable(`The escape directive of the Dockerfile must name \\ or \`, not ${text}.`);
      sign = text;
    } else if (kind !== "check") break;
  }
  return { escape: sign, ...(syntax === undefined ? {} : { syntax }) };
}

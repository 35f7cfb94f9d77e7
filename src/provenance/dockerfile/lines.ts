import { OverLimit, Unreadable } from "../../errors.ts";
import type { Escape } from "./model.ts";

/** Hand-written files have some hundred lines; a generated one of this size is meant to keep us busy. */
const MAX_LENGTH = 1024 * 1024;

/** The lines of a Dockerfile, read one after the other. Source: moby/buildkit `frontend/dockerfile/parser/parser.go`. */
export class Lines {
  readonly escape: Escape;
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
    this.escape = escapeDirective(this.#lines);
  }

  get number(): number {
    return this.#read;
  }

  /** One line as it is, or `undefined` at the end. */
  physical(): string | undefined {
    return this.#lines[this.#read++];
  }

  /** The next instruction: continued lines joined, comments and empty lines left out. */
  logical(): { readonly text: string; readonly startLine: number } | undefined {
    for (let line = this.physical(); line !== undefined; line = this.physical()) {
      const text = line.trimStart();
      if (text === "" || text.startsWith("#")) continue;
      const startLine = this.#read;
      return { text: this.#joined(text), startLine };
    }
    return undefined;
  }

  #joined(first: string): string {
    const parts: string[] = [];
    let part = this.#continued(first);
    while (part.continues && this.#read < this.#lines.length) {
      parts.push(part.text);
      const line = this.physical() ?? "";
      const isNothing = line.trim() === "" || line.trimStart().startsWith("#");
      part = isNothing ? { text: "", continues: true } : this.#continued(line);
    }
    return [...parts, part.text].join("");
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

/** Directives stand on the first lines only; anything else, even an empty line, ends them. */
function escapeDirective(lines: readonly string[]): Escape {
  for (const line of lines) {
    const equals = line.indexOf("=");
    const name = line.trimStart().startsWith("#")
      ? line
          .slice(line.indexOf("#") + 1, Math.max(equals, 0))
          .trim()
          .toLowerCase()
      : "";
    if (!["escape", "syntax", "check"].includes(name)) break;
    const value = line.slice(equals + 1).trim();
    if (name === "escape") {
      if (value === "\\" || value === "`") return value;
      throw new Unreadable(`The escape directive of the Dockerfile must name \\ or \`, not ${value}.`);
    }
  }
  return "\\";
}

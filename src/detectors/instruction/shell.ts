import { forEachChild, parse, type Command as ShellCommand, type SyntaxNode, type Word } from "unbash";
import { UNKNOWN } from "../../dockerfile/index.ts";
import { OverLimit } from "../../errors.ts";
import type { Command } from "./command.ts";
import { type HereDoc, heredocScript, inputOf } from "./heredoc-script.ts";
import { assignmentOf, endOf, type Place, redirectOf, spanOf, spanOfWord } from "./shell-parts.ts";
import { type Variables, wordValue } from "./shell-words.ts";
import { startedBy } from "./wrappers.ts";

/** A command before it is known where it stands. */
export type Spoken = Omit<Command, "step" | "startLine" | "endLine" | "pipeline"> & {
  /** In the script. */
  readonly start: number;
  readonly end: number;
  readonly pipeline: readonly Spoken[];
};

/** Some nested forms take the parser time that grows with the square of their length. */
const MAX_LENGTH = 64 * 1024;
/** Stops scripts in scripts in scripts; nobody nests deeper. */
const MAX_DEPTH = 8;
/** A RUN of a megabyte of `a;` would be half a million commands, of each of which every rule asks. */
const MAX_COMMANDS = 5_000;
/** A variable of 64 KiB, put in ten thousand times, is more than rules could join to one text. */
const MAX_EXPANDED = 4 * 1024 * 1024;

/**
 * The commands of a script in reading order, those that others start behind them. Throws `OverLimit` for a script that is
 * longer or deeper, or has more of them or longer words, than anybody writes.
 */
export function spokenCommands(script: string, variables: Variables): readonly Spoken[] {
  const reader = new Reader(variables);
  try {
    reader.read(script, { outer: (offset) => offset, depth: 0, via: [], isConditional: false });
  } catch (error) {
    // The parser, and what is above it, go down as deep as the text does.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
  return reader.commands;
}

function tooDeep(): OverLimit {
  return new OverLimit("Its shell commands are nested too deep to be read.");
}

/** What a command starts; `input` = the heredoc in which that stands. */
interface Begun {
  readonly inner: readonly Making[];
  readonly input?: HereDoc;
}

type Making = { -readonly [K in keyof Spoken]: Spoken[K] };

class Reader {
  readonly commands: Spoken[] = [];
  readonly #variables: Variables;
  /** Set in the script itself: the last value, or `UNKNOWN` once a branch has set it. */
  readonly #own = new Map<string, string>();

  /** Characters of all words so far, variables put in. */
  #expanded = 0;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  read(script: string, place: Place): readonly Making[] {
    if (place.depth > MAX_DEPTH) throw tooDeep();
    if (script.length > MAX_LENGTH)
      throw new OverLimit(`It has more than ${MAX_LENGTH} characters of shell commands.`);
    return this.#visit(parse(script), script, place);
  }

  #visit(node: SyntaxNode, script: string, place: Place): Making[] {
    switch (node.type) {
      case "Script":
        // The parser leaves out what lies deeper, and says so.
        if (node.errors?.some(({ message }) => message.includes("nesting depth"))) throw tooDeep();
        return this.#children(node, script, place);
      case "Command":
        return this.#command(node, script, place);
      case "Pipeline": {
        const all = node.commands.map((one) => this.#visit(one, script, place));
        const pipeline = all.flat();
        // What a pipe feeds is the first command of each part, or of a group all of them.
        for (const command of pipeline) command.pipeline = pipeline;
        return pipeline;
      }
      case "AndOr":
        return node.commands.flatMap((one, index) => {
          const isConditional = place.isConditional || node.operators[index - 1] === "||";
          return this.#visit(one, script, { ...place, isConditional });
        });
      case "If":
      case "While":
      case "Case":
      case "For":
      case "Select":
      case "Function":
        return this.#children(node, script, { ...place, isConditional: true });
      default:
        return this.#children(node, script, place);
    }
  }

  #children(node: SyntaxNode, script: string, place: Place, read?: SyntaxNode): Making[] {
    const found: Making[] = [];
    forEachChild(node, (child) => {
      if (child !== read) for (const one of this.#visit(child, script, place)) found.push(one);
    });
    return found;
  }

  #command(node: ShellCommand, script: string, place: Place): Making[] {
    const lookUp: Variables = (name) => this.#own.get(name) ?? this.#variables(name);
    const value = (word: Word | undefined) =>
      this.#counted(word === undefined ? "" : wordValue(word, lookUp));
    const assignments = [...node.prefix, ...node.suffix].flatMap((part) => {
      if (part.type !== "Assignment") return [];
      return [{ name: part.name, value: part.value.type === "Word" ? value(part.value) : UNKNOWN }];
    });
    const words = node.suffix.flatMap((part) => {
      if (part.type === "Word") return [{ text: value(part), raw: part.text, word: part }];
      if (part.type !== "Assignment") return [];
      const given = part.value.type === "Word" ? value(part.value) : UNKNOWN;
      return [{ text: `${part.name}=${given}`, raw: part.text }];
    });
    const end = Math.max(node.end, ...node.redirects.map(endOf));
    const [start, last] = spanOf({ pos: node.pos, end }, place);
    const whole = value(node.name);
    const command: Making = {
      name: whole.slice(whole.lastIndexOf("/") + 1),
      args: words.map(({ text }) => text),
      rawArgs: words.map(({ raw }) => raw),
      text: script.slice(node.pos, node.end),
      assignments,
      start,
      end: last,
      pipeline: [],
      via: place.via,
      redirects: node.redirects.map((part) => redirectOf(part, value)),
      isConditional: place.isConditional,
    };
    command.pipeline = [command];
    this.#add(command);
    const isLasting =
      node.name === undefined || ["export", "declare", "readonly", "local"].includes(command.name);
    if (isLasting)
      for (const one of assignments) this.#own.set(one.name, place.isConditional ? UNKNOWN : one.value);
    const { inner, input } = this.#started(command, words, node, place);
    // `$(…)` in its words: commands of their own, and no part of this pipeline.
    this.#children(node, script, place, input);
    return [command, ...inner];
  }

  #counted(value: string): string {
    this.#expanded += value.length;
    if (this.#expanded > MAX_EXPANDED)
      throw new OverLimit(`The words of its shell commands hold more than ${MAX_EXPANDED} characters.`);
    return value;
  }

  #add(command: Spoken): void {
    if (this.commands.length >= MAX_COMMANDS)
      throw new OverLimit(`It has more than ${MAX_COMMANDS} shell commands.`);
    this.commands.push(command);
  }

  /** What a wrapper such as `sudo` or `sh -c` starts. */
  #started(
    command: Making,
    words: readonly { readonly text: string; readonly word?: Word }[],
    node: ShellCommand,
    place: Place,
  ): Begun {
    const started = startedBy(command.name, command.args);
    if (started === undefined) return { inner: [] };
    const next = { ...place, depth: place.depth + 1, via: [...place.via, started.by] };
    if (started.kind === "input") return this.#fed(command, node, next);
    if (started.kind === "script") {
      const word = words[started.index]?.word;
      const within =
        word === undefined ? { start: command.start, end: command.end } : spanOfWord(word, place);
      return { inner: this.read(started.script, { ...next, within }) };
    }
    if (next.depth > MAX_DEPTH) throw tooDeep();
    const [name = "", ...args] = command.args.slice(started.from);
    const assignments = command.args.slice(0, started.from).flatMap(assignmentOf);
    const inner: Making = {
      ...command,
      name: name.slice(name.lastIndexOf("/") + 1),
      args,
      rawArgs: command.rawArgs.slice(started.from + 1),
      text: command.rawArgs.slice(started.from).join(" "),
      assignments,
      redirects: [],
      via: next.via,
    };
    inner.pipeline = command.pipeline;
    this.#add(inner);
    const begun = this.#started(inner, words.slice(started.from + 1), node, next);
    return { ...begun, inner: [inner, ...begun.inner] };
  }

  /** What a shell reads that is fed from a heredoc or a string: with its words' own places, where they have them. */
  #fed(command: Making, node: ShellCommand, place: Place): Begun {
    const input = inputOf(node);
    if (input?.type === "HereDoc") {
      const { text, outer } = heredocScript(input);
      return { inner: this.read(text, { ...place, outer: (offset) => place.outer(outer(offset)) }), input };
    }
    const text = command.redirects.findLast(({ operator }) => operator === "<<<")?.target;
    if (input?.target === undefined || text === undefined) return { inner: [] };
    return { inner: this.read(text, { ...place, within: spanOfWord(input.target, place) }) };
  }
}

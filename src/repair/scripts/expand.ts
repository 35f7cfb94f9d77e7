import { evaluate } from "./arithmetic.ts";
import { globbed } from "./glob.ts";
import { MAX_FIELDS, MAX_VALUE } from "./limits.ts";
import type { Machine } from "./machine.ts";
import { FAILED, type State, type Variable } from "./state.ts";
import type { List, ParameterPart, Part, Word } from "./syntax/tree.ts";
import { type Fields, joined, matches, type PatternSign, readPattern, type Value } from "./value.ts";

/** Runs the commands of a substitution and says what they would print, without the newlines at its end. */
export type Substitute = (state: State, body: List) => Value;

/** A piece of a word that has been expanded. */
interface Segment {
  readonly value: Value;
  /** Stands for itself: neither split nor a pattern. */
  readonly quoted: boolean;
  /** Comes from an expansion, so blanks in it part fields. */
  readonly splits: boolean;
  /** Begins a new field: between the values of `"$@"`. */
  readonly breaks?: boolean;
}

/** Expansion of words. Source: POSIX.1-2017, Shell Command Language 2.6. */
export class Expander {
  readonly #machine: Machine;
  readonly #substitute: Substitute;

  constructor(machine: Machine, substitute: Substitute) {
    this.#machine = machine;
    this.#substitute = substitute;
  }

  /** As an argument: split into fields, patterns of file names replaced. */
  fields(state: State, words: readonly Word[]): Fields {
    const all: Value[] = [];
    let isKnown = true;
    for (const word of words) {
      const fields = this.#fieldsOf(state, word);
      if (fields === undefined) isKnown = false;
      else for (const field of fields) all.push(field);
      if (all.length > MAX_FIELDS) this.#machine.refuse("it has more words than any known script");
    }
    return isKnown ? all : undefined;
  }

  /** As one text: of an assignment, a redirection, the subject of `case`. */
  text(state: State, word: Word): Value {
    let text: Value = "";
    for (const segment of this.#segments(state, word, false)) {
      if (segment.breaks) text = joined(text, " ");
      text = joined(text, segment.value);
    }
    this.#machine.work(text?.length ?? 0);
    return text;
  }

  /** As a pattern; undefined where it is not known. */
  pattern(state: State, word: Word): readonly PatternSign[] | undefined {
    let text = "";
    let mask = "";
    for (const segment of this.#segments(state, word, false)) {
      if (segment.value === undefined) return undefined;
      text += segment.value;
      mask += (segment.quoted ? "q" : "-").repeat(segment.value.length);
      if (text.length > MAX_VALUE) return undefined;
    }
    this.#machine.work(text.length);
    return readPattern(text, (index) => mask[index] === "q");
  }

  #fieldsOf(state: State, word: Word): Fields {
    const segments = this.#segments(state, word, true);
    const separators = this.#machine.variable(state, "IFS");
    const fields = new FieldList();
    for (const segment of segments) {
      if (segment.breaks) fields.end();
      if (!segment.splits || segment.quoted) fields.add(segment.value, segment.quoted);
      else if (segment.value === undefined) return undefined;
      else if (separators === " \t\n") fields.split(segment.value);
      else if (typeof separators === "string" && ![...separators].some((one) => segment.value?.includes(one)))
        fields.add(segment.value, false);
      else return undefined;
    }
    fields.end();
    const all: Value[] = [];
    for (const { text, mask } of fields.list) {
      this.#machine.work(text?.length ?? 0);
      const isPattern =
        text !== undefined &&
        /[*?[]/.test(text.replaceAll(/./gs, (sign, i) => (mask[i] === "q" ? "_" : sign)));
      if (!isPattern) all.push(text);
      else {
        const found = globbed(this.#machine, state.folder, text, (index) => mask[index] === "q");
        if (found === undefined) return undefined;
        all.push(...found);
      }
    }
    return all;
  }

  #segments(state: State, word: Word, splits: boolean): readonly Segment[] {
    return word.parts.flatMap((part) => this.#part(state, part, splits));
  }

  #part(state: State, part: Part, splits: boolean): readonly Segment[] {
    switch (part.kind) {
      case "text":
        return [{ value: part.text, quoted: part.quoted, splits: false }];
      case "command":
        return [{ value: this.#substitute(state, part.body), quoted: part.quoted, splits }];
      case "arithmetic":
        return [{ value: this.#arithmetic(state, part.parts), quoted: part.quoted, splits }];
      default:
        return this.#parameter(state, part, splits);
    }
  }

  #arithmetic(state: State, parts: readonly Part[]): Value {
    const text = this.text(state, { parts });
    // A text that we do not know could hold an assignment.
    if (text === undefined) return this.#machine.refuse("arithmetic with a text that is not known");
    const result = evaluate(text, (name) => this.#machine.variable(state, name));
    if (result === "assigns") return this.#machine.refuse("arithmetic that sets a variable");
    return result;
  }

  #parameter(state: State, part: ParameterPart, splits: boolean): readonly Segment[] {
    const { name, operator, quoted } = part;
    if (name === "@" || name === "*") return this.#arguments(state, part, splits);
    const value = this.#value(state, name);
    const one = (text: Value): readonly Segment[] => [{ value: text, quoted, splits }];
    switch (operator) {
      case undefined:
        return one(this.#mustBeSet(state, value));
      case "length":
        return one(measured(this.#mustBeSet(state, value)));
      case "%":
      case "%%":
      case "#":
      case "##": {
        const pattern = this.pattern(state, part.word ?? NO_WORD);
        const text = this.#mustBeSet(state, value);
        return one(
          pattern === undefined || text === undefined ? undefined : this.#stripped(text, pattern, operator),
        );
      }
      default:
        return this.#alternative(state, part, value, splits);
    }
  }

  /** `-`, `=`, `?` and `+`, with a colon or without. */
  #alternative(state: State, part: ParameterPart, value: Variable, splits: boolean): readonly Segment[] {
    const { operator = "-", quoted } = part;
    const word = part.word ?? NO_WORD;
    const isSet =
      value === null || (operator.startsWith(":") && value === "")
        ? false
        : value === undefined
          ? undefined
          : true;
    const own: Segment = { value: value ?? undefined, quoted, splits };
    const others = (): readonly Segment[] =>
      this.#segments(state, word, splits).map((segment) =>
        quoted ? { ...segment, quoted: true } : { ...segment, splits: segment.splits || !segment.quoted },
      );
    switch (operator.at(-1)) {
      case "+":
        if (isSet === undefined) return this.#perhaps(state, () => others(), quoted, splits);
        return isSet ? others() : [{ value: "", quoted, splits: false }];
      case "?":
        if (isSet === false) this.#machine.refuse(`it fails, as ${part.name} is not set`);
        if (isSet === undefined && !this.#machine.isMain)
          this.#machine.refuse(`it may fail, as ${part.name} may not be set`);
        return [own];
      case "=":
        if (isSet) return [own];
        if (isSet === undefined) {
          this.#perhaps(state, () => others(), quoted, splits);
          state.set(part.name, undefined);
          return [{ value: undefined, quoted, splits }];
        }
        state.set(part.name, this.text(state, word));
        return [{ value: this.#machine.variable(state, part.name) ?? undefined, quoted, splits }];
      default:
        if (isSet === true) return [own];
        if (isSet === undefined) return this.#perhaps(state, () => others(), quoted, splits);
        return others();
    }
  }

  /** Expands what may or may not be needed; the result is not known. */
  #perhaps(
    state: State,
    expand: () => readonly Segment[],
    quoted: boolean,
    splits: boolean,
  ): readonly Segment[] {
    const before = state.copy();
    this.#machine.doubt++;
    expand();
    this.#machine.doubt--;
    this.#machine.join(state, [before]);
    return [{ value: undefined, quoted, splits: splits || !quoted }];
  }

  #arguments(state: State, part: ParameterPart, splits: boolean): readonly Segment[] {
    const { args } = state;
    const { quoted, operator } = part;
    if (
      operator === "length" ||
      operator?.includes("%") ||
      operator?.includes("#") ||
      operator?.includes("=")
    )
      this.#machine.refuse("an expansion of all arguments that shells read differently");
    if (operator !== undefined && args === undefined)
      this.#machine.refuse("an expansion of unknown arguments");
    if (operator !== undefined && args !== undefined) {
      if (args.length === 1 && args[0] === undefined)
        this.#machine.refuse("an expansion of unknown arguments");
      const isSet = args.length > 1 || (args.length === 1 && (!operator.startsWith(":") || args[0] !== ""));
      if (operator.endsWith("+") !== isSet) {
        if (operator.endsWith("+")) return [];
        return this.#alternative(state, part, null, splits);
      }
      if (operator.endsWith("+")) return this.#alternative(state, part, "x", splits);
    }
    if (args === undefined) return [{ value: undefined, quoted: quoted && part.name === "*", splits: true }];
    if (quoted && part.name === "*") {
      if (this.#machine.variable(state, "IFS") !== " \t\n") return [{ value: undefined, quoted, splits }];
      return [
        {
          value: args.reduce<Value>((text, one, i) => joined(i === 0 ? "" : joined(text, " "), one), ""),
          quoted,
          splits,
        },
      ];
    }
    return args.map((value, index) => ({ value, quoted, splits, breaks: index > 0 }));
  }

  #value(state: State, name: string): Variable {
    if (name === "?")
      return state.status === undefined || state.status === FAILED ? undefined : String(state.status);
    if (name === "#") return state.args === undefined ? undefined : String(state.args.length);
    if (/^[0$!-]$/.test(name)) return undefined;
    if (/^[0-9]+$/.test(name)) {
      if (state.args === undefined) return undefined;
      return Number(name) <= state.args.length ? state.args[Number(name) - 1] : null;
    }
    return this.#machine.variable(state, name);
  }

  #mustBeSet(state: State, value: Variable): Value {
    if (value !== null) return value;
    if (state.nounset) this.#machine.refuse("it fails, as a variable is not set");
    return "";
  }

  #stripped(text: string, pattern: readonly PatternSign[], operator: "%" | "%%" | "#" | "##"): Value {
    // Each length is tried in turn.
    if (text.length > 512) return undefined;
    this.#machine.work(text.length * text.length * pattern.length);
    const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
    if (operator.length === 2) lengths.reverse();
    for (const length of lengths) {
      const [taken, left] = operator.startsWith("#")
        ? [text.slice(0, length), text.slice(length)]
        : [text.slice(text.length - length), text.slice(0, text.length - length)];
      const isTaken = matches(pattern, taken);
      if (isTaken === undefined) return undefined;
      if (isTaken) return left;
    }
    return text;
  }
}

const NO_WORD: Word = { parts: [] };

/** Shells count bytes or characters of what is not ASCII. */
function measured(text: Value): Value {
  return text !== undefined && /^[\0-\x7f]*$/.test(text) ? String(text.length) : undefined;
}

/** Fields as they grow, with a mask that says which of their characters are quoted. */
class FieldList {
  readonly list: { text: Value; mask: string }[] = [];
  #current: { text: Value; mask: string } | undefined;

  add(value: Value, quoted: boolean): void {
    if (value === "" && !quoted) return;
    this.#current ??= { text: "", mask: "" };
    this.#current.text = joined(this.#current.text, value);
    this.#current.mask += (quoted ? "q" : "-").repeat(value?.length ?? 0);
  }

  split(value: string): void {
    const pieces = value.split(/[ \t\n]+/);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) this.end();
      this.add(piece, false);
    }
  }

  end(): void {
    if (this.#current !== undefined) this.list.push(this.#current);
    this.#current = undefined;
  }
}

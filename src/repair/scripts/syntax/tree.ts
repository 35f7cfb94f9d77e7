/** A script as a tree: what POSIX Shell Command Language 2.10 has, and nothing of what only bash has. */

export type Part =
  | { readonly kind: "text"; readonly text: string; readonly quoted: boolean }
  | ParameterPart
  | { readonly kind: "command"; readonly body: List; readonly quoted: boolean }
  | { readonly kind: "arithmetic"; readonly parts: readonly Part[]; readonly quoted: boolean };

export interface ParameterPart {
  readonly kind: "parameter";
  readonly name: string;
  /** `#` before the name asks for its length. */
  readonly operator?: "length" | "-" | ":-" | "=" | ":=" | "?" | ":?" | "+" | ":+" | "%" | "%%" | "#" | "##";
  readonly word?: Word;
  readonly quoted: boolean;
}

export interface Word {
  readonly parts: readonly Part[];
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface Redirect {
  readonly fd: number | undefined;
  readonly operator: "<" | ">" | ">>" | "<>" | ">|" | "<&" | ">&" | "<<";
  /** Of a here-document, its body. */
  readonly target: Word;
}

interface At {
  readonly line: number;
  /** As written, cut short. */
  readonly source: string;
}

export interface Simple extends At {
  readonly kind: "simple";
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Pipeline {
  readonly kind: "pipeline";
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export interface AndOr {
  readonly kind: "and-or";
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: "&&" | "||"; readonly pipeline: Pipeline }[];
}

export interface List {
  readonly items: readonly AndOr[];
}

export type Compound = (
  | { readonly kind: "group" | "subshell"; readonly body: List }
  | {
      readonly kind: "if";
      readonly arms: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List | undefined;
    }
  | { readonly kind: "while" | "until"; readonly condition: List; readonly body: List }
  /** Without `words`, over the positional parameters. */
  | {
      readonly kind: "for";
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: List;
    }
  | { readonly kind: "case"; readonly subject: Word; readonly arms: readonly CaseArm[] }
) &
  At & { readonly redirects: readonly Redirect[] };

export interface CaseArm {
  readonly patterns: readonly Word[];
  readonly body: List;
}

export interface FunctionDefinition extends At {
  readonly kind: "function";
  readonly name: string;
  readonly body: Compound;
}

export type Command = Simple | Compound | FunctionDefinition;

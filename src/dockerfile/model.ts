/** A Dockerfile as BuildKit's parser sees it; lines count from 1. Source: Docker docs, "Dockerfile reference". */
export interface Dockerfile {
  readonly escape: Escape;
  /** The image that shall read the file, of the directive `# syntax=`. */
  readonly syntax?: string;
  /** All of the file, but for those within instructions. */
  readonly comments?: readonly Comment[];
  /** `ARG` instructions before the first `FROM`. */
  readonly globalArgs: readonly Instruction[];
  /** In the file's order; the last one is what a build makes unless told otherwise. */
  readonly stages: readonly Stage[];
}

export type Escape = "\\" | "`";

export interface Stage {
  readonly index: number;
  /** `AS name`, lower case, as stages are looked up without regard to case. */
  readonly name?: string;
  /** What stands after `FROM`, variables not put in: an image, another stage or `scratch`. */
  readonly image: string;
  /** `--platform`, variables not put in. */
  readonly platform?: string;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** Upper case. May be a word that no builder knows. */
  readonly keyword: string;
  readonly startLine: number;
  /** Inclusive; heredocs belong to their instruction. */
  readonly endLine: number;
  /** The whole instruction in one line, as continued lines join; comments within are gone, heredocs not included. */
  readonly text: string;
  /** `--name=value`, the value as written. */
  readonly flags: readonly Flag[];
  /** What follows keyword and flags. */
  readonly rest: string;
  /** `rest` where it is the JSON form and the keyword has one. */
  readonly json?: readonly string[];
  readonly heredocs: readonly Heredoc[];
  /** Where in `text` each further line begins; absent where there is only one. */
  readonly breaks?: readonly LineBreak[];
  /** Those right above it; absent where there are none. */
  readonly comments?: readonly Comment[];
  /** An empty line stands between its first and its last one, which builders only bear with. */
  readonly hasEmptyLine?: boolean;
  /** The instruction that `ONBUILD` keeps for later. */
  readonly trigger?: Instruction;
}

export interface LineBreak {
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly line: number;
}

export interface Comment {
  readonly line: number;
  /** Without the sign in front. */
  readonly text: string;
}

export interface Flag {
  readonly name: string;
  readonly value?: string;
}

export interface Heredoc {
  readonly name: string;
  /** `<<-`: tabs in front of lines do not count. */
  readonly chomp: boolean;
  /** The name was not quoted, so variables in the content are put in. */
  readonly expand: boolean;
  /** The lines between, each with its `\n`, tabs and all. */
  readonly content: string;
}

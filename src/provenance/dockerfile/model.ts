/** A Dockerfile as BuildKit's parser sees it; lines count from 1. Source: Docker docs, "Dockerfile reference". */
export interface Dockerfile {
  readonly escape: Escape;
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
  /** The instruction that `ONBUILD` keeps for later. */
  readonly trigger?: Instruction;
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

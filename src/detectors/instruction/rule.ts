import type { Rule, Severity } from "../../model/index.ts";
import type { Command } from "./command.ts";
import type { Scene, Step } from "./scene.ts";

/** One check of build instructions: the catalogue's row and what it looks for, in one object. */
export interface InstructionRule extends Rule {
  readonly category: "instruction";
  check(scene: Scene): Iterable<Hit>;
}

/** One place where a rule fires. */
export interface Hit {
  /** The instruction, or one command of it: its lines are shown. Absent: the file as a whole, shown at its first line. */
  readonly at?: Step | Command;
  /** Where it is rated otherwise than the rule usually is. */
  readonly severity?: Severity;
  /** What is wrong, where the rule's title does not say enough. */
  readonly title?: string;
  /** Redacted. Default: the command or instruction itself, its secrets taken out. */
  readonly evidence?: readonly string[];
  /** What it is about; default: the command or instruction, its secrets taken out. */
  readonly subject?: string;
  /** See `Risk.fact`. */
  readonly fact?: string;
  /** It cannot be told whether the rule fires, and why: this becomes a gap, and no finding. */
  readonly unproven?: string;
}

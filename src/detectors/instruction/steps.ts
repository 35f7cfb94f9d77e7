import {
  assignments,
  type Dockerfile,
  expand,
  type Instruction,
  unquote,
  words,
} from "../../dockerfile/index.ts";
import { OverLimit } from "../../errors.ts";
import type { DockerfileLines } from "../../model/index.ts";
import { directory } from "../../provenance/index.ts";
import type { Command } from "./command.ts";
import type { SceneStage, Step } from "./scene.ts";
import { commandsOf } from "./step-commands.ts";
import type { Variables } from "./variables.ts";

/** What a builder knows at one point of a stage. */
export interface State {
  readonly variables: Variables;
  /** What counts of them. */
  readonly time: number;
  readonly user: string;
  readonly workdir: string;
  readonly shell: readonly string[];
}

export interface Surroundings {
  readonly file: Dockerfile;
  readonly stage: SceneStage;
  readonly index: number;
  /** `undefined` = the history of an image, which has no lines. */
  linesOf(instruction: Instruction): DockerfileLines;
}

/** One instruction in its surroundings. What costs something is worked out when a rule first asks. */
export class BuildStep implements Step {
  readonly instruction: Instruction;
  readonly keyword: string;
  readonly stage: SceneStage;
  readonly index: number;
  readonly isTrigger: boolean;
  readonly lines: DockerfileLines;
  readonly #state: State;
  readonly #escape: Dockerfile["escape"];
  #commands: readonly Command[] | undefined;
  #mounts: Step["mounts"] | undefined;
  #pairs: Step["pairs"] | undefined;
  #unread: string | undefined;

  constructor(instruction: Instruction, state: State, around: Surroundings, isTrigger = false) {
    this.instruction = instruction;
    this.keyword = instruction.keyword;
    this.stage = around.stage;
    this.index = around.index;
    this.isTrigger = isTrigger;
    this.lines = around.linesOf(instruction);
    this.#state = state;
    this.#escape = around.file.escape;
  }

  get isShipped(): boolean {
    return this.stage.isShipped;
  }

  get user(): string {
    return this.#state.user;
  }

  get workdir(): string {
    return this.#state.workdir;
  }

  get shell(): readonly string[] {
    return this.#state.shell;
  }

  get pairs(): Step["pairs"] {
    if (!PAIRED.has(this.keyword)) return [];
    this.#pairs ??= assignments(this.instruction, (name) => this.#lookUp(name), this.#escape);
    return this.#pairs;
  }

  get sources(): readonly string[] {
    return this.#operands().slice(0, -1);
  }

  get destination(): string {
    return this.#operands().at(-1) ?? "";
  }

  get mounts(): readonly ReadonlyMap<string, string>[] {
    this.#mounts ??= this.instruction.flags
      .filter(({ name }) => name === "mount")
      .map(({ value = "" }) => new Map(value.split(",").map((part) => keyAndValue(this.expand(part)))));
    return this.#mounts;
  }

  get commands(): readonly Command[] {
    this.#commands ??= this.#readCommands();
    return this.#commands;
  }

  get unread(): string | undefined {
    return this.#unread;
  }

  expand(text: string): string {
    return expand(text, (name) => this.#lookUp(name), this.#escape);
  }

  valueOf(name: string): string | undefined {
    return this.#state.variables.valueAt(name, this.#state.time);
  }

  flag(name: string): string | undefined {
    const found = this.instruction.flags.find((flag) => flag.name === name);
    return found === undefined ? undefined : this.expand(found.value ?? "");
  }

  #lookUp(name: string): string | undefined {
    return this.valueOf(name) ?? this.#state.variables.unset(name);
  }

  #readCommands(): readonly Command[] {
    try {
      return commandsOf(this, (name) => this.#lookUp(name));
    } catch (error) {
      if (!(error instanceof OverLimit)) throw error;
      this.#unread = error.message;
      return [];
    }
  }

  /** Of `COPY` and `ADD`, heredocs left out. */
  #operands(): readonly string[] {
    if (this.keyword !== "COPY" && this.keyword !== "ADD") return [];
    const { json, rest } = this.instruction;
    const written = json ?? words(rest, this.#escape).map(({ raw }) => raw);
    return written.filter((word) => !/^\d*<<-?[^<]/.test(word)).map((word) => this.expand(word));
  }
}

const PAIRED: ReadonlySet<string> = new Set(["ENV", "ARG", "LABEL"]);

/** What is known after an instruction. */
export function after(
  state: State,
  step: Step,
  given: (name: string, value: string | undefined) => string,
): State {
  const { keyword, instruction, pairs } = step;
  switch (keyword) {
    case "ENV":
      for (const [name, value] of pairs) state.variables.set("env", name, value ?? "");
      return { ...state, time: state.variables.time };
    case "ARG":
      for (const [name, value] of pairs) state.variables.set("arg", name, given(name, value));
      return { ...state, time: state.variables.time };
    case "USER":
      return { ...state, user: step.expand(instruction.rest) };
    case "WORKDIR":
      return { ...state, workdir: directory(state.workdir, step.expand(instruction.rest)) };
    case "SHELL":
      return instruction.json === undefined ? state : { ...state, shell: instruction.json };
    default:
      return state;
  }
}

function keyAndValue(part: string): readonly [string, string] {
  const equals = part.indexOf("=");
  const [name, value] = equals < 0 ? [part, "true"] : [part.slice(0, equals), part.slice(equals + 1)];
  return [unquote(name.trim().toLowerCase(), "\\"), value.trim()];
}

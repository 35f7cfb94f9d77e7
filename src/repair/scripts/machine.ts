import type { Facts } from "./facts.ts";
import { Files } from "./files.ts";
import { MAX_EFFECTS, MAX_STEPS, MAX_TEXT } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import type { State, Variable } from "./state.ts";
import { joined, type Value } from "./value.ts";
import type { Effect, ScriptName } from "./verdict.ts";

/** How a command ends that does not just go on. The status of `exit` and `return` is in the state. */
export type Flow =
  | undefined
  | { readonly kind: "exit" | "return" }
  | { readonly kind: "break" | "continue"; readonly levels: number }
  /** Every way has left, each for a place that waits for it. */
  | { readonly kind: "gone" };

/** What can be left early. While some ways have left it and others have not, nothing in it is certain. */
export interface Scope {
  readonly kind: "shell" | "function" | "loop";
  /** Where it has been left for good. */
  readonly escaped: State[];
  /** Of a loop: where its round has been left. */
  continued: State[];
}

/** Collects what a command substitution or a pipe would get. */
export interface Capture {
  value: Value;
  readonly doubts: number;
}

/** What stays the same over all scripts of an upgrade. */
export interface Upgrade {
  readonly package: string;
  readonly architecture: string;
  readonly oldVersion: string;
  readonly newVersion: string;
  readonly facts: Facts;
}

/** An effect, the script that has it, and whether that is one that runs before the unpacking. */
export interface Performed {
  readonly effect: Effect;
  readonly script: ScriptName;
  readonly line: number | undefined;
  readonly command: string | undefined;
}

export const STANDARD_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The abstract machine: what is shared by all states of a run. */
export class Machine {
  readonly upgrade: Upgrade;
  readonly files: Files;
  readonly performed: Performed[] = [];
  /** Alternatives taken away by a script before, which another has to bring back: `name path`. */
  readonly removedAlternatives = new Map<string, string>();
  script: ScriptName = "prerm";
  /** The command that is being run. */
  at: { readonly line: number; readonly source: string } | undefined;
  /** How many branches deep that may not be taken. */
  doubt = 0;
  /** How many conditions deep, where `set -e` does not act. */
  ignoring = 0;
  /** How many loops deep whose rounds are not known. */
  unknownLoops = 0;
  calls = 0;
  readonly scopes: Scope[] = [];
  captures: Capture[] = [];
  sink: Capture | undefined;
  stdin: Value = undefined;
  /** What the loop may set whose rounds are not known. */
  assigned: ReadonlySet<string> = new Set();
  hasDebconf = false;
  /** By debconf, which runs a script anew that loads it. */
  isRunAgain = false;
  #steps = 0;

  constructor(upgrade: Upgrade) {
    this.upgrade = upgrade;
    this.files = new Files(upgrade.facts.before);
  }

  /** At the beginning of a script. */
  start(script: ScriptName, isRunAgain: boolean): void {
    this.script = script;
    this.isRunAgain = isRunAgain;
    this.hasDebconf = false;
    this.at = undefined;
    this.doubt = 0;
    this.ignoring = 0;
    this.unknownLoops = 0;
    this.calls = 0;
    this.scopes.splice(0);
    this.scopes.push({ kind: "shell", escaped: [], continued: [] });
    this.captures = [];
    this.sink = undefined;
    this.stdin = undefined;
  }

  charge(state: State): void {
    this.#steps += 1 + (state.size >> 4);
    if (this.#steps > MAX_STEPS) this.refuse("it takes too many steps to follow");
  }

  /** Counts work on texts like steps: one for 64 characters, or comparisons. */
  work(amount: number): void {
    this.#steps += amount >> 6;
    if (this.#steps > MAX_STEPS) this.refuse("it takes too many steps to follow");
  }

  /** Text of a file, where it is known and short enough. */
  text(path: string): string | undefined {
    const text = this.files.text(path);
    if (text === undefined || text.length > MAX_TEXT) return undefined;
    this.work(text.length);
    return text;
  }

  refuse(reason: string): never {
    throw new Refusal(reason, this.at?.line, this.at?.source);
  }

  get doubts(): number {
    let doubts = this.doubt;
    for (const scope of this.scopes) if (scope.escaped.length + scope.continued.length > 0) doubts++;
    return doubts;
  }

  /** Inside of no subshell: what fails here makes dpkg stop. */
  get isMain(): boolean {
    return this.scopes.filter((scope) => scope.kind === "shell").length === 1;
  }

  innermost(kind: Scope["kind"]): Scope | undefined {
    return this.scopes.findLast((scope) => scope.kind === kind);
  }

  perform(effect: Effect): void {
    if (this.doubts > 0) this.refuse("it is not certain whether it is run");
    if (this.performed.length >= MAX_EFFECTS) this.refuse("it has more effects than any known script");
    this.performed.push({
      effect,
      script: this.script,
      line: this.at?.line,
      command: this.at?.source,
    });
  }

  emit(text: Value): void {
    if (this.sink === undefined) return;
    this.sink.value = this.doubts > this.sink.doubts ? undefined : joined(this.sink.value, text);
  }

  /** Something writes where we do not follow it. */
  poison(): void {
    for (const capture of this.captures) capture.value = undefined;
  }

  /** Runs with the output of `run` collected. */
  capture(run: () => void): Value {
    const capture: Capture = { value: "", doubts: this.doubts };
    const outer = this.sink;
    this.captures.push(capture);
    this.sink = capture;
    run();
    this.sink = outer;
    this.captures.pop();
    return capture.value;
  }

  /** What is in a variable that the script has not set: dpkg's own, the shell's, or the environment's. */
  readonly initial = (name: string): Variable => {
    switch (name) {
      case "DPKG_ROOT":
        return "";
      case "DPKG_ADMINDIR":
        return "/var/lib/dpkg";
      case "DPKG_MAINTSCRIPT_NAME":
        return this.script;
      case "DPKG_MAINTSCRIPT_PACKAGE":
        return this.upgrade.package;
      case "DPKG_MAINTSCRIPT_ARCH":
        return this.upgrade.architecture;
      case "PATH":
        return STANDARD_PATH;
      case "IFS":
        return " \t\n";
      case "PWD":
        return "/";
      default:
        // The environment of an installation holds names in capitals, and the addresses of proxies.
        return /[a-z]/.test(name) && !name.endsWith("_proxy") ? null : undefined;
    }
  };

  variable(state: State, name: string): Variable {
    return state.variables.has(name) ? state.variables.get(name) : this.initial(name);
  }

  join(state: State, others: readonly State[]): void {
    for (const other of others) state.join(other, this.initial);
  }

  /** Runs what may or may not be run, in one of several ways, and joins what is known behind each. */
  branches(state: State, ways: readonly ((own: State) => Flow)[]): Flow {
    const staying: State[] = [];
    let hasLeft = false;
    for (const way of ways) {
      const own = state.copy();
      this.doubt++;
      const flow = way(own);
      this.doubt--;
      if (flow === undefined) staying.push(own);
      else if (flow.kind === "gone") hasLeft = true;
      else if (this.leave(own, flow)) hasLeft = true;
    }
    const [first, ...rest] = staying;
    if (first !== undefined) {
      state.take(first);
      this.join(state, rest);
      return undefined;
    }
    if (hasLeft) return { kind: "gone" };
    state.status = 1;
    return { kind: "exit" };
  }

  /** Notes a way that leaves; false for one on which the script fails, which we take not to happen: dpkg would stop. */
  leave(own: State, flow: Exclude<Flow, undefined | { kind: "gone" }>): boolean {
    switch (flow.kind) {
      case "exit":
        if (this.isMain && own.status !== undefined && own.status !== 0) return false;
        this.innermost("shell")?.escaped.push(own);
        return true;
      case "return":
        (this.innermost("function") ?? this.innermost("shell"))?.escaped.push(own);
        return true;
      default: {
        const loop = this.scopes.at(-1);
        if (loop?.kind !== "loop" || flow.levels !== 1)
          this.refuse("it may leave more than one loop at once");
        (flow.kind === "break" ? loop.escaped : loop.continued).push(own);
        return true;
      }
    }
  }
}

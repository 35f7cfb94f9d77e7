import type { Declaration } from "./commands/call.ts";
import { isOfShell, runCommand } from "./commands/dispatch.ts";
import { Expander } from "./expand.ts";
import { certainlyFails } from "./failing.ts";
import { MAX_CALLS } from "./limits.ts";
import { forLoop, whileLoop } from "./loops.ts";
import type { Flow, Machine, Scope } from "./machine.ts";
import { redirected, redirectedForGood } from "./redirects.ts";
import { FAILED, type State, type Variable } from "./state.ts";
import type { AndOr, Command, Compound, List, Pipeline, Simple, Word } from "./syntax/tree.ts";
import { type Fields, matches, type Value } from "./value.ts";

/** What `local` has put aside in one call: the value before, and whether it is certain that it was put aside. */
export type Frame = Map<string, { readonly value: Variable; readonly isCertain: boolean }>;

/** Follows a tree through the abstract machine. Each method changes the state it is given and says how the command ends. */
export class Interpreter {
  readonly machine: Machine;
  readonly expander: Expander;
  readonly frames: { readonly values: Frame; readonly doubts: number }[] = [];

  constructor(machine: Machine) {
    this.machine = machine;
    this.expander = new Expander(machine, (state, body) => this.#substitute(state, body));
  }

  list(state: State, list: List): Flow {
    for (const item of list.items) {
      const flow = this.#andOr(state, item);
      if (flow !== undefined) return flow;
    }
    return undefined;
  }

  #andOr(state: State, { first, rest }: AndOr): Flow {
    let flow =
      rest.length > 0 ? this.ignoring(() => this.#pipeline(state, first)) : this.#pipeline(state, first);
    for (const [index, { operator, pipeline }] of rest.entries()) {
      if (flow !== undefined) return flow;
      const isLast = index === rest.length - 1;
      const run = (own: State): Flow =>
        isLast ? this.#pipeline(own, pipeline) : this.ignoring(() => this.#pipeline(own, pipeline));
      const wanted = operator === "&&";
      if (state.status === undefined)
        flow = this.#perhaps(state, { items: [{ kind: "and-or", first: pipeline, rest: [] }] }, run, wanted);
      else if ((state.status === 0) === wanted) flow = run(state);
    }
    return flow;
  }

  /** Runs `run`, or goes on with the status that kept it from being run. */
  #perhaps(state: State, list: List, run: (own: State) => Flow, whenTrue: boolean): Flow {
    const skip = (own: State): Flow => {
      own.status = whenTrue ? FAILED : 0;
      return undefined;
    };
    if (this.#cannotHappen(state, list)) return skip(state);
    return this.machine.branches(state, [run, skip]);
  }

  /** A way on which the whole script would fail: dpkg would stop, and there would be no upgrade to compare with. */
  #cannotHappen(state: State, list: List): boolean {
    return this.machine.isMain && certainlyFails(list, state);
  }

  #pipeline(state: State, { negated, commands }: Pipeline): Flow {
    const [only] = commands;
    let flow: Flow;
    if (commands.length === 1 && only !== undefined) {
      flow = negated ? this.ignoring(() => this.#command(state, only)) : this.#command(state, only);
    } else {
      if (negated) this.machine.ignoring++;
      this.#pipe(state, commands);
      if (negated) this.machine.ignoring--;
      if (!negated) flow = this.checkStatus(state);
    }
    if (negated && flow === undefined && state.status !== undefined)
      state.status = state.status === 0 ? 1 : 0;
    return flow;
  }

  #pipe(state: State, commands: readonly Command[]): void {
    const { machine } = this;
    const outer = machine.stdin;
    let failed: number | undefined = 0;
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1;
      const own = state.copy();
      if (isLast) this.subshell(own, (inner) => this.#command(inner, command));
      else {
        // The reader may end first and stop it.
        machine.doubt++;
        const output = machine.capture(() => this.subshell(own, (inner) => this.#command(inner, command)));
        machine.doubt--;
        machine.stdin = output;
      }
      if (own.status !== 0)
        failed = own.status === undefined || failed === undefined ? undefined : own.status;
      state.status = state.pipefail ? failed : own.status;
    }
    machine.stdin = outer === "" ? "" : undefined;
  }

  #command(state: State, command: Command): Flow {
    const { machine } = this;
    machine.charge(state);
    const outer = machine.at;
    machine.at = { line: command.line, source: command.source };
    const flow = this.#dispatch(state, command);
    machine.at = outer;
    return flow;
  }

  #dispatch(state: State, command: Command): Flow {
    switch (command.kind) {
      case "simple":
        return this.#simple(state, command);
      case "function":
        if (this.machine.unknownLoops > 0) this.machine.refuse("a function that is defined in a loop");
        if (isOfShell(command.name)) this.machine.refuse("a function in place of a command of the shell");
        state.functions.set(command.name, command.body);
        state.status = 0;
        return undefined;
      default:
        return redirected(this, state, command.redirects, (own) => this.compound(own, command));
    }
  }

  compound(state: State, command: Compound): Flow {
    switch (command.kind) {
      case "group":
        return this.list(state, command.body);
      case "subshell": {
        const own = state.copy();
        this.subshell(own, (inner) => this.list(inner, command.body));
        state.status = own.status;
        return this.checkStatus(state);
      }
      case "if":
        return this.#if(state, command, 0);
      case "while":
      case "until":
        return whileLoop(this, state, command);
      case "for":
        return forLoop(this, state, command);
      default: {
        const subject = this.expander.text(state, command.subject);
        return this.#case(state, command, subject, 0);
      }
    }
  }

  #if(state: State, command: Extract<Compound, { kind: "if" }>, index: number): Flow {
    const arm = command.arms[index];
    if (arm === undefined) {
      if (command.otherwise !== undefined) return this.list(state, command.otherwise);
      state.status = 0;
      return undefined;
    }
    const flow = this.ignoring(() => this.list(state, arm.condition));
    if (flow !== undefined) return flow;
    const otherwise = (own: State) => this.#if(own, command, index + 1);
    if (state.status === 0) return this.list(state, arm.body);
    if (state.status !== undefined) return otherwise(state);
    if (this.#cannotHappen(state, arm.body)) return otherwise(state);
    const isLast = index === command.arms.length - 1;
    if (isLast && command.otherwise !== undefined && this.#cannotHappen(state, command.otherwise))
      return this.list(state, arm.body);
    return this.machine.branches(state, [(own) => this.list(own, arm.body), otherwise]);
  }

  #case(state: State, command: Extract<Compound, { kind: "case" }>, subject: Value, from: number): Flow {
    for (let index = from; index < command.arms.length; index++) {
      const arm = command.arms[index];
      if (arm === undefined) break;
      const answers = arm.patterns.map((word) => {
        if (
          word.parts.some(
            (part) => part.kind === "command" || (part.kind === "parameter" && part.operator !== undefined),
          )
        )
          this.machine.refuse("a pattern that runs commands");
        const pattern = this.expander.pattern(state, word);
        if (pattern === undefined) return undefined;
        if (pattern.every((sign) => sign === "any") && pattern.length > 0) return true;
        if (subject === undefined) return undefined;
        this.machine.work(pattern.length * subject.length);
        return matches(pattern, subject);
      });
      const body = (own: State): Flow => {
        own.status = 0;
        return this.list(own, arm.body);
      };
      if (answers.includes(true)) return body(state);
      if (!answers.includes(undefined)) continue;
      if (this.#cannotHappen(state, arm.body)) continue;
      return this.machine.branches(state, [body, (own) => this.#case(own, command, subject, index + 1)]);
    }
    state.status = 0;
    return undefined;
  }

  #simple(state: State, command: Simple): Flow {
    const { machine, expander } = this;
    // The status of commands that are substituted counts where there is no other.
    const before = state.status;
    let name: Fields = [];
    let used = 0;
    while (used < command.words.length && name?.length === 0)
      name = expander.fields(state, command.words.slice(used, ++used));
    if (name === undefined) return machine.refuse("it is not known which command is run");
    const rest = command.words.slice(used);
    const isDeclaring = ["export", "readonly", "local"].includes(name[0] ?? "");
    const declarations = isDeclaring ? rest.map((word) => this.#declaration(state, word)) : [];
    const args = isDeclaring ? [] : expander.fields(state, rest);
    if (name.length === 0) {
      state.status = 0;
      // `$(<file)` prints the file in bash, and nothing in dash.
      if (command.redirects.length > 0) machine.emit(undefined);
      const flow = redirected(this, state, command.redirects, (own) => {
        for (const one of command.assignments) this.assign(own, one.name, expander.text(own, one.value));
        return undefined;
      });
      return flow ?? this.checkStatus(state);
    }
    state.status = before;
    const prefix = command.assignments.map((one) => ({
      name: one.name,
      value: expander.text(state, one.value),
    }));
    const all = args === undefined ? undefined : [...name.slice(1), ...args];
    // With nothing but redirections it changes where everything behind it goes.
    if (name[0] === "exec" && all?.length === 0) return redirectedForGood(this, state, command.redirects);
    const flow = redirected(this, state, command.redirects, (own) =>
      runCommand(this, own, { name: name[0], args: all, declarations, prefix }),
    );
    return flow ?? this.checkStatus(state);
  }

  #declaration(state: State, word: Word): Declaration {
    const [first, ...others] = word.parts;
    const [, name, equals, start = ""] =
      (first?.kind === "text" &&
        !first.quoted &&
        /^([A-Za-z_][A-Za-z0-9_]*)(?:(=)(.*))?$/s.exec(first.text)) ||
      [];
    if (name === undefined || (equals === undefined && others.length > 0))
      return this.machine.refuse("it declares what is no variable");
    if (equals === undefined) return { name };
    return {
      name,
      value: {
        text: this.expander.text(state, { parts: [{ kind: "text", text: start, quoted: false }, ...others] }),
      },
    };
  }

  assign(state: State, name: string, value: Variable): void {
    if (name === "PATH" ? !isStandardPath(value) : PRECIOUS.test(name))
      this.machine.refuse(`it sets ${name}`);
    if (this.machine.unknownLoops > 0 && !this.machine.assigned.has(name))
      this.machine.refuse("a variable whose name is put together");
    state.set(name, value);
  }

  /** What `set -e` makes of the status of a command. */
  checkStatus(state: State): Flow {
    const { machine } = this;
    if (state.status === 0 || machine.ignoring > 0 || state.errexit === false) return undefined;
    if (machine.isMain) {
      if (state.errexit === undefined) return undefined;
      // `set -e` minds only the last of a list, and it is not known which one has failed.
      if (state.status === FAILED) return undefined;
      if (state.status !== undefined) return { kind: "exit" };
      // Where it fails dpkg stops, and there is no upgrade to compare with.
      state.status = 0;
      return undefined;
    }
    const failed = state.copy();
    failed.status = state.status;
    machine.innermost("shell")?.escaped.push(failed);
    if (state.status === undefined && state.errexit === true) state.status = 0;
    return undefined;
  }

  ignoring(run: () => Flow): Flow {
    this.machine.ignoring++;
    const flow = run();
    this.machine.ignoring--;
    return flow;
  }

  /** Runs in a shell of its own, which leaves only its status in `own`. */
  subshell(own: State, run: (own: State) => Flow): void {
    const { machine } = this;
    const scope: Scope = { kind: "shell", escaped: [], continued: [] };
    const { sink, stdin } = machine;
    machine.scopes.push(scope);
    const flow = run(own);
    if (flow?.kind === "break" || flow?.kind === "continue")
      machine.refuse("a subshell that ends a loop around it");
    machine.scopes.pop();
    machine.sink = sink;
    machine.stdin = stdin === "" ? "" : undefined;
    settle(machine, own, flow?.kind === "gone", scope.escaped);
  }

  call(state: State, body: Compound, args: Fields): Flow {
    const { machine } = this;
    if (++machine.calls > MAX_CALLS) machine.refuse("its functions call each other too deep");
    const scope: Scope = { kind: "function", escaped: [], continued: [] };
    const outer = state.args;
    state.args = args;
    const frame: Frame = new Map();
    this.frames.push({ values: frame, doubts: machine.doubts });
    machine.scopes.push(scope);
    let flow = redirected(this, state, body.redirects, (own) => this.compound(own, body));
    machine.scopes.pop();
    this.frames.pop();
    machine.calls--;
    if (flow?.kind === "break" || flow?.kind === "continue")
      machine.refuse("a function that ends its caller's loop");
    if (flow?.kind === "exit" && scope.escaped.length > 0) {
      machine.leave(state.copy(), flow);
      flow = { kind: "gone" };
    }
    if (flow?.kind === "return") flow = undefined;
    if (flow === undefined || (flow.kind === "gone" && scope.escaped.length > 0)) {
      settle(machine, state, flow?.kind === "gone", scope.escaped);
      flow = undefined;
    }
    state.args = outer;
    for (const [name, { value, isCertain }] of frame) {
      const now = machine.variable(state, name);
      state.set(name, isCertain || now === value ? value : undefined);
    }
    return flow;
  }

  #substitute(state: State, body: List): Value {
    const own = state.copy();
    const output = this.machine.capture(() => {
      this.subshell(own, (inner) => this.list(inner, body));
    });
    state.status = own.status;
    return output?.replace(/\n+$/, "");
  }
}

/** What is known behind a scope that some ways have left early. */
export function settle(machine: Machine, state: State, isGone: boolean, escaped: readonly State[]): void {
  const [first, ...rest] = escaped;
  if (first === undefined) return;
  if (isGone) {
    state.take(first);
    machine.join(state, rest);
  } else machine.join(state, escaped);
}

/** Variables that change which program is run or how: dpkg's, the loader's, the shell's. */
const PRECIOUS = /^(IFS|ENV|BASH_.*|LD_.*|DPKG_.*|PERL.*|PS4|OPTIND|GLOBIGNORE|SHELLOPTS)$/;

function isStandardPath(value: Variable): boolean {
  return (
    typeof value === "string" &&
    value
      .split(":")
      .every((one) =>
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"].includes(one),
      )
  );
}

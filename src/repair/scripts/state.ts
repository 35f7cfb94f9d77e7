import { MAX_VARIABLES } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import type { Compound } from "./syntax/tree.ts";
import { either, type Fields, type Value } from "./value.ts";

/** A variable: `null` says that it is certainly not set. */
export type Variable = Value | null;

/** A status that is not 0, and of which no more is known. */
export const FAILED = -1;

/** What a shell knows at one point. Copied for every branch, and the copies joined behind it. */
export class State {
  variables = new Map<string, Variable>();
  /** Undefined: one of several, or none. */
  functions = new Map<string, Compound | undefined>();
  args: Fields = [];
  status: number | undefined = 0;
  errexit: boolean | undefined = false;
  nounset = false;
  pipefail = false;
  /** Absolute. */
  folder: Value = "/";
  umask: number | undefined = 0o022;

  copy(): State {
    const copy = new State();
    copy.take(this);
    return copy;
  }

  take(other: State): void {
    this.variables = new Map(other.variables);
    this.functions = new Map(other.functions);
    this.args = other.args;
    this.status = other.status;
    this.errexit = other.errexit;
    this.nounset = other.nounset;
    this.pipefail = other.pipefail;
    this.folder = other.folder;
    this.umask = other.umask;
  }

  get size(): number {
    return this.variables.size + this.functions.size;
  }

  set(name: string, value: Variable): void {
    if (this.variables.size >= MAX_VARIABLES && !this.variables.has(name))
      throw new Refusal("it has more variables than any known script");
    this.variables.set(name, value);
  }

  /** `initial` says what a variable holds that nobody has set. */
  join(other: State, initial: (name: string) => Variable): void {
    for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
      const mine = this.variables.has(name) ? this.variables.get(name) : initial(name);
      const theirs = other.variables.has(name) ? other.variables.get(name) : initial(name);
      this.variables.set(name, mine === theirs ? mine : undefined);
    }
    for (const name of new Set([...this.functions.keys(), ...other.functions.keys()])) {
      const mine = this.functions.get(name);
      if (mine !== other.functions.get(name)) this.functions.set(name, undefined);
    }
    this.args = joinFields(this.args, other.args);
    this.status = eitherStatus(this.status, other.status);
    this.errexit = either(this.errexit, other.errexit);
    this.nounset = this.nounset || other.nounset;
    this.pipefail = this.pipefail || other.pipefail;
    this.folder = either(this.folder, other.folder);
    this.umask = either(this.umask, other.umask);
  }
}

function eitherStatus(a: number | undefined, b: number | undefined): number | undefined {
  if (a === b) return a;
  return a === undefined || b === undefined || a === 0 || b === 0 ? undefined : FAILED;
}

function joinFields(a: Fields, b: Fields): Fields {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return a.map((value, index) => either(value, b[index]));
}

import type { Interpreter } from "../interpreter.ts";
import type { Flow, Machine } from "../machine.ts";
import type { State } from "../state.ts";
import type { Fields, Value } from "../value.ts";

/** A command with its arguments, as it is about to be run. */
export interface Call {
  readonly interpreter: Interpreter;
  readonly machine: Machine;
  readonly state: State;
  readonly name: string;
  readonly args: Fields;
  /** The arguments, where all of them are known. */
  readonly known: readonly string[] | undefined;
  /** What `export`, `readonly` and `local` are told: names, some with a value, which may be unknown. */
  readonly declarations: readonly Declaration[];
}

export interface Declaration {
  readonly name: string;
  readonly value?: { readonly text: Value };
}

/** Changes the state, and the machine, as the command would; refuses by `machine.refuse`. */
export type Handler = (call: Call) => Flow;

/** Ends a command with a status (undefined: not known) and what it has printed: nothing where no output is given. */
export function ends(call: Call, status: number | undefined, ...output: readonly Value[]): undefined {
  call.state.status = status;
  // Not a default value: an output that is given as undefined is one that is not known.
  call.machine.emit(output.length === 0 ? "" : output[0]);
  return undefined;
}

/** The arguments, which all have to be known. */
export function knownArgs(call: Call): readonly string[] {
  return call.known ?? call.machine.refuse("its arguments are not known");
}

/** An absolute path out of one that may be relative; undefined where that is not known. */
export function absolute(call: Call, path: string): string | undefined {
  if (path.startsWith("/")) return path;
  return path === "" || call.state.folder === undefined ? undefined : `${call.state.folder}/${path}`;
}

/** Reads what comes in: the next one to read finds nothing of it that is known. */
export function takeInput(machine: Machine): Value {
  const input = machine.stdin;
  if (input !== "") machine.stdin = undefined;
  return input;
}

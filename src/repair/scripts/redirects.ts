import type { Interpreter } from "./interpreter.ts";
import type { Flow, Machine } from "./machine.ts";
import type { State } from "./state.ts";
import type { Redirect } from "./syntax/tree.ts";

/** Runs `run` with its input and output led elsewhere. Only /dev/null and open descriptors may be written to. */
export function redirected(
  interpreter: Interpreter,
  state: State,
  redirects: readonly Redirect[],
  run: (own: State) => Flow,
): Flow {
  if (redirects.length === 0) return run(state);
  const { machine } = interpreter;
  const { sink, stdin } = machine;
  const isSure = apply(interpreter, state, redirects);
  let flow: Flow;
  if (isSure) flow = run(state);
  else {
    const skip = (own: State): Flow => {
      own.status = undefined;
      return undefined;
    };
    flow = machine.branches(state, [run, skip]);
  }
  machine.sink = sink;
  machine.stdin = stdin;
  return flow;
}

/** `exec` with nothing but redirections: they stay, so nothing that is collected around it is known any more. */
export function redirectedForGood(
  interpreter: Interpreter,
  state: State,
  redirects: readonly Redirect[],
): Flow {
  const { machine } = interpreter;
  if (redirects.some(({ fd, operator }) => (fd ?? (operator.startsWith("<") ? 0 : 1)) === 0))
    machine.refuse("it leads its input elsewhere for good");
  apply(interpreter, state, redirects);
  machine.poison();
  state.status = 0;
  return undefined;
}

/** False where a file that is read may not be there, and the command then not be run. */
function apply(interpreter: Interpreter, state: State, redirects: readonly Redirect[]): boolean {
  const { machine, expander } = interpreter;
  let isSure = true;
  for (const { fd, operator, target } of redirects) {
    const text = expander.text(state, target);
    if (operator === "<<") {
      if ((fd ?? 0) === 0) machine.stdin = text;
    } else if (operator === "<&") machine.stdin = undefined;
    else if (operator === ">&") duplicate(machine, fd ?? 1, text);
    else if (text === "/dev/null") {
      if ((fd ?? (operator.startsWith("<") ? 0 : 1)) === 0) machine.stdin = "";
      if (fd === 1 || (fd === undefined && operator !== "<" && operator !== "<>")) machine.sink = undefined;
    } else if (operator === "<") {
      const input = readable(machine, state, text);
      if (input === undefined) isSure = false;
      if ((fd ?? 0) === 0) machine.stdin = input?.text;
    } else if (text === "/dev/stderr" && operator === ">") duplicate(machine, fd ?? 1, "2");
    else machine.refuse(text === undefined ? "it writes to a file" : `it writes to ${text}`);
  }
  return isSure;
}

function readable(
  machine: Machine,
  state: State,
  text: string | undefined,
): { text: string | undefined } | undefined {
  if (text === undefined || (!text.startsWith("/") && state.folder === undefined)) return undefined;
  const path = text.startsWith("/") ? text : `${state.folder}/${text}`;
  const place = machine.files.find(path);
  if (place === "unknown" || place.entry?.type !== "file") return undefined;
  return { text: machine.text(path) };
}

function duplicate(machine: Machine, fd: number, target: string | undefined): void {
  if (target === undefined || !/^([0-9]|-)$/.test(target)) machine.refuse("it writes to a file");
  if (fd === 1) {
    if (target === "1") return;
    if (/^[03-9]$/.test(target)) machine.poison();
    machine.sink = undefined;
    // From here on more than we follow goes where the substitution collects: none of it is known.
  } else if (fd === 2 && target !== "-" && target !== "2") machine.poison();
}

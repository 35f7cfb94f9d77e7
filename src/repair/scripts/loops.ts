import { assignedNames } from "./assigned.ts";
import type { Interpreter } from "./interpreter.ts";
import { settle } from "./interpreter.ts";
import type { Flow, Scope } from "./machine.ts";
import type { State } from "./state.ts";
import type { Compound } from "./syntax/tree.ts";

type For = Extract<Compound, { kind: "for" }>;
type While = Extract<Compound, { kind: "while" | "until" }>;

/** `for` over known words goes round by round; over others, once for all rounds. */
export function forLoop(interpreter: Interpreter, state: State, loop: For): Flow {
  const words = loop.words === undefined ? state.args : interpreter.expander.fields(state, loop.words);
  if (words === undefined) {
    unknownRounds(interpreter, state, loop, (own) => {
      interpreter.assign(own, loop.name, undefined);
      return interpreter.list(own, loop.body);
    });
    return undefined;
  }
  const rounds = words.values();
  state.status = 0;
  return rounded(interpreter, state, (own) => {
    const next = rounds.next();
    if (next.done === true) return "end";
    interpreter.assign(own, loop.name, next.value);
    return interpreter.list(own, loop.body);
  });
}

export function whileLoop(interpreter: Interpreter, state: State, loop: While): Flow {
  const condition = (own: State) => interpreter.ignoring(() => interpreter.list(own, loop.condition));
  // The status of the loop is that of its last round.
  let last: number | undefined = 0;
  return rounded(
    interpreter,
    state,
    (own) => {
      const flow = condition(own);
      if (flow !== undefined) return flow;
      if (own.status === undefined) return "unknown";
      if ((own.status === 0) !== (loop.kind === "while")) {
        own.status = last;
        return "end";
      }
      const body = interpreter.list(own, loop.body);
      last = own.status;
      return body;
    },
    loop,
  );
}

function anyRound(interpreter: Interpreter, own: State, loop: While): Flow {
  return (
    interpreter.ignoring(() => interpreter.list(own, loop.condition)) ?? interpreter.list(own, loop.body)
  );
}

type Round = Flow | "end" | "unknown";

function rounded(interpreter: Interpreter, state: State, round: (own: State) => Round, loop?: While): Flow {
  const { machine } = interpreter;
  const scope: Scope = { kind: "loop", escaped: [], continued: [] };
  machine.scopes.push(scope);
  const leave = (flow: Flow): Flow => {
    machine.scopes.pop();
    if (flow !== undefined && flow.kind !== "gone" && scope.escaped.length > 0) {
      machine.leave(state.copy(), flow);
      settle(machine, state, true, scope.escaped);
      return undefined;
    }
    settle(machine, state, flow?.kind === "gone", scope.escaped);
    return flow?.kind === "gone" && scope.escaped.length > 0 ? undefined : flow;
  };
  for (;;) {
    machine.charge(state);
    const result = round(state);
    if (result === "end") return leave(undefined);
    if (result === "unknown") {
      if (loop !== undefined)
        unknownRounds(interpreter, state, loop, (own) => anyRound(interpreter, own, loop));
      return leave(undefined);
    }
    const isOver = result !== undefined && result.kind !== "continue" && result.kind !== "gone";
    if (result?.kind === "continue" && result.levels > 1)
      return leave({ kind: "continue", levels: result.levels - 1 });
    if (isOver) {
      if (scope.continued.length > 0) machine.refuse("a round of a loop that ends in too many ways");
      if (result.kind !== "break") return leave(result);
      return leave(result.levels > 1 ? { kind: "break", levels: result.levels - 1 } : undefined);
    }
    if (result?.kind === "gone" && scope.continued.length === 0) return leave(result);
    settle(machine, state, result?.kind === "gone", scope.continued);
    scope.continued = [];
  }
}

/**
 * A loop whose number of rounds is not known: what any command of it could set is unknown before its one round that
 * stands for all, and behind it.
 */
function unknownRounds(
  interpreter: Interpreter,
  state: State,
  loop: For | While,
  round: (own: State) => Flow,
): void {
  const { machine } = interpreter;
  const assigned = new Set(assignedNames(loop));
  // Any function may be called from it.
  for (const body of state.functions.values())
    if (body !== undefined) for (const name of assignedNames(body)) assigned.add(name);
  for (const name of assigned) if (!name.endsWith("…")) state.set(name, undefined);
  if (assigned.has("shift …") || assigned.has("set …")) state.args = undefined;
  if (assigned.has("cd …")) {
    state.folder = undefined;
    state.set("PWD", undefined);
  }
  const outer = machine.assigned;
  machine.assigned = assigned;
  state.status = undefined;
  const scope: Scope = { kind: "loop", escaped: [], continued: [] };
  machine.scopes.push(scope);
  machine.unknownLoops++;
  // One way is always not to go round at all, so it goes on behind the loop.
  machine.branches(state.copy(), [round, () => undefined]);
  machine.unknownLoops--;
  machine.assigned = outer;
  machine.scopes.pop();
}

import type { State } from "./state.ts";
import { literal } from "./syntax/parser.ts";
import type { Command, Compound, List, Simple } from "./syntax/tree.ts";

/** How deep functions are looked into. */
const MAX_DEPTH = 6;

/** Commands that could end the script in another way before its last command does. */
const LEAVES = new Set([
  "exit",
  "return",
  "break",
  "continue",
  "exec",
  "eval",
  ".",
  "trap",
  "kill",
  "command",
  "set",
]);

/**
 * Whether a list of commands, run in the main shell, can end in no other way than the whole script failing: its last
 * command is `exit` with a status other than 0, or a function of which that is true, and nothing before it leaves.
 */
export function certainlyFails(list: List, state: State, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const last = list.items.at(-1);
  if (last === undefined || last.rest.length > 0 || last.first.negated || last.first.commands.length !== 1)
    return false;
  const [command] = last.first.commands;
  if (command === undefined || !fails(command, state, depth)) return false;
  return list.items
    .slice(0, -1)
    .every((item) =>
      [item.first, ...item.rest.map(({ pipeline }) => pipeline)].every(
        (pipeline) =>
          pipeline.commands.length > 1 || pipeline.commands.every((one) => staysInside(one, state, depth)),
      ),
    );
}

function fails(command: Command, state: State, depth: number): boolean {
  if (command.kind === "group")
    return command.redirects.length === 0 && certainlyFails(command.body, state, depth + 1);
  if (command.kind !== "simple" || command.assignments.length > 0) return false;
  const name = literal(command.words[0]);
  if (name === "exit")
    return command.words.length === 2 && /^([1-9]|[1-9][0-9])$/.test(literal(command.words[1]) ?? "");
  const body = name === undefined ? undefined : state.functions.get(name);
  return body?.kind === "group" && body.redirects.length === 0 && certainlyFails(body.body, state, depth + 1);
}

function staysInside(command: Command, state: State, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const inside = (list: List): boolean =>
    list.items.every((item) =>
      [item.first, ...item.rest.map(({ pipeline }) => pipeline)].every(
        (pipeline) =>
          pipeline.commands.length > 1 ||
          pipeline.commands.every((one) => staysInside(one, state, depth + 1)),
      ),
    );
  switch (command.kind) {
    case "simple":
      return simpleStays(command, state, depth);
    case "function":
      return false;
    case "subshell":
      return true;
    case "group":
      return inside(command.body);
    case "if":
      return (
        command.arms.every((arm) => inside(arm.condition) && inside(arm.body)) &&
        (command.otherwise === undefined || inside(command.otherwise))
      );
    case "for":
      return inside(command.body);
    case "case":
      return command.arms.every((arm) => inside(arm.body));
    default:
      return inside(command.condition) && inside(command.body);
  }
}

function simpleStays(command: Simple, state: State, depth: number): boolean {
  if (command.words.length === 0) return true;
  const name = literal(command.words[0]);
  if (name === undefined || LEAVES.has(name)) return false;
  if (!state.functions.has(name)) return true;
  const body: Compound | undefined = state.functions.get(name);
  return body !== undefined && staysInside(body, state, depth + 1);
}

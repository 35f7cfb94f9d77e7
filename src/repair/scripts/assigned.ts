import { literal } from "./syntax/parser.ts";
import type { Command, Compound, List, Part, Word } from "./syntax/tree.ts";

/** Loops in loops ask for the same trees again and again. */
const KNOWN = new WeakMap<List | Compound, ReadonlySet<string>>();

const SETTERS = new Set(["read", "export", "readonly", "local", "unset", "getopts"]);

/** Commands that change the folder or the arguments; in the list they stand with an ellipsis, which no variable has. */
const MOVERS = new Set(["cd", "shift", "set"]);

/** Names of all variables that the commands of a tree may set, whether or not they are reached, and `cd …` and the like. */
export function assignedNames(tree: List | Compound): ReadonlySet<string> {
  const known = KNOWN.get(tree);
  if (known !== undefined) return known;
  const names = new Set(["RET"]);
  const add = (name: string) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) names.add(name);
  };
  const word = (one: Word | undefined): void => one?.parts.forEach(part);
  const part = (one: Part): void => {
    if (one.kind === "command") lists(one.body);
    if (one.kind === "arithmetic") one.parts.forEach(part);
    if (one.kind === "parameter") {
      if (one.operator?.endsWith("=")) add(one.name);
      word(one.word);
    }
  };
  const lists = (one: List | undefined): void => {
    for (const item of one?.items ?? [])
      for (const { commands } of [item.first, ...item.rest.map(({ pipeline }) => pipeline)])
        commands.forEach(command);
  };
  const command = (one: Command): void => {
    if (one.kind === "function") {
      command(one.body);
      return;
    }
    for (const redirect of one.redirects) word(redirect.target);
    switch (one.kind) {
      case "simple":
        for (const { name, value } of one.assignments) {
          add(name);
          word(value);
        }
        one.words.forEach(word);
        for (const each of one.words) if (MOVERS.has(literal(each) ?? "")) names.add(`${literal(each)} …`);
        if (one.words.some((each) => SETTERS.has(literal(each) ?? "")))
          for (const each of one.words) {
            const [first] = each.parts;
            if (first?.kind === "text") add(first.text.split("=")[0] ?? "");
          }
        return;
      case "if":
        for (const arm of one.arms) {
          lists(arm.condition);
          lists(arm.body);
        }
        lists(one.otherwise);
        return;
      case "case":
        word(one.subject);
        for (const arm of one.arms) {
          arm.patterns.forEach(word);
          lists(arm.body);
        }
        return;
      case "for":
        add(one.name);
        one.words?.forEach(word);
        lists(one.body);
        return;
      case "while":
      case "until":
        lists(one.condition);
        lists(one.body);
        return;
      default:
        lists(one.body);
        return;
    }
  };
  if ("items" in tree) lists(tree);
  else command(tree);
  KNOWN.set(tree, names);
  return names;
}

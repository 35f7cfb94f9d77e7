import type { Value } from "../value.ts";
import { absolute, type Call, ends, type Handler } from "./call.ts";

type Answer = boolean | undefined;

/** `test` and `[`. Source: POSIX.1-2017, test: what the number of arguments makes of them, and the XSI `-a` and `-o`. */
export const test: Handler = (call) => {
  const { args, machine, name } = call;
  if (args === undefined) return ends(call, undefined);
  if (name === "[" && args.at(-1) !== "]") {
    if (args.at(-1) === undefined) return ends(call, undefined);
    machine.refuse("a test without its bracket");
  }
  const answer = ask(call, name === "[" ? args.slice(0, -1) : args);
  return ends(call, answer === undefined ? undefined : answer ? 0 : 1);
};

function ask(call: Call, args: readonly Value[]): Answer {
  const [first, second, third] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return first === undefined ? undefined : first !== "";
    case 2:
      if (first === "!") return not(ask(call, args.slice(1)));
      return first === undefined ? undefined : unary(call, first, second);
    case 3: {
      if (second === undefined) return undefined;
      const answer = binary(call, first, second, third);
      if (answer !== "no operator") return answer;
      if (first === "!") return not(ask(call, args.slice(1)));
      if (first === "(" && third === ")") return ask(call, [second]);
      break;
    }
    case 4:
      if (first === "!") return not(ask(call, args.slice(1)));
      if (first === "(" && args[3] === ")") return ask(call, args.slice(1, 3));
      break;
  }
  return combined(call, args);
}

/** Long expressions, in which `-a` binds closer than `-o`. An unknown word could be an operator: nothing is known then. */
function combined(call: Call, args: readonly Value[]): Answer {
  if (args.includes(undefined) || args.length > 40) return undefined;
  const words = args as readonly string[];
  let at = 0;
  const primary = (): Answer => {
    const word = words[at];
    if (word === undefined) return undefined;
    if (word === "!") {
      at++;
      return not(primary());
    }
    if (word === "(") {
      at++;
      const inner = or();
      if (words[at++] !== ")") isBroken = true;
      return inner;
    }
    const next = words[at + 1];
    if (next !== undefined && BINARY.has(next)) {
      const answer = binary(call, word, next, words[at + 2]);
      at += 3;
      return answer === "no operator" ? undefined : answer;
    }
    if (/^-[a-zA-Z]$/.test(word) && next !== undefined) {
      at += 2;
      return unary(call, word, next);
    }
    at++;
    return word !== "";
  };
  const and = (): Answer => {
    let answer = primary();
    while (words[at] === "-a") {
      at++;
      const right = primary();
      answer =
        answer === false || right === false
          ? false
          : answer === undefined || right === undefined
            ? undefined
            : true;
    }
    return answer;
  };
  const or = (): Answer => {
    let answer = and();
    while (words[at] === "-o") {
      at++;
      const right = and();
      answer = answer || right ? true : answer === undefined || right === undefined ? undefined : false;
    }
    return answer;
  };
  let isBroken = false;
  const answer = or();
  return isBroken || at !== words.length ? undefined : answer;
}

function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

const BINARY = new Set(["=", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-ef", "-nt", "-ot"]);

function binary(call: Call, left: Value, operator: string, right: Value): Answer | "no operator" {
  if (operator === "-a" || operator === "-o") {
    const [a, b] = [left, right].map((one) => (one === undefined ? undefined : one !== ""));
    if (operator === "-a")
      return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
    return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
  }
  if (!BINARY.has(operator)) return "no operator";
  if (left === undefined || right === undefined) return undefined;
  if (operator === "=") return left === right;
  if (operator === "!=") return left !== right;
  if (operator === "-ef") return isSame(call, left, right);
  if (operator === "-nt" || operator === "-ot") return undefined;
  // What is no number makes test fail with a status of its own, which counts as no.
  if (![left, right].every((one) => /^-?[0-9]{1,15}$/.test(one))) return undefined;
  const difference = Number(left) - Number(right);
  switch (operator) {
    case "-eq":
      return difference === 0;
    case "-ne":
      return difference !== 0;
    case "-lt":
      return difference < 0;
    case "-le":
      return difference <= 0;
    case "-gt":
      return difference > 0;
    default:
      return difference >= 0;
  }
}

function isSame(call: Call, left: string, right: string): Answer {
  const [a, b] = [left, right].map((one) => place(call, one, true));
  if (a === undefined || b === undefined || a === "unknown" || b === "unknown") return undefined;
  if (a.entry === undefined || b.entry === undefined) return false;
  // Two names of one inode would be the same as well.
  return a.path === b.path ? true : a.entry.type === "directory" ? false : undefined;
}

function place(call: Call, path: string, follow: boolean) {
  const whole = absolute(call, path);
  return whole === undefined ? undefined : call.machine.files.find(whole, follow);
}

function unary(call: Call, operator: string, operand: Value): Answer {
  if (operand === undefined) return undefined;
  if (operator === "-n") return operand !== "";
  if (operator === "-z") return operand === "";
  if (operand === "") return /^-[bcdefghkLprSsuwx]$/.test(operator) ? false : undefined;
  const found = place(call, operand, operator !== "-h" && operator !== "-L");
  if (found === undefined || found === "unknown") return undefined;
  const { entry } = found;
  if (entry === undefined) return /^-[bcdefghkLprSsuwx]$/.test(operator) ? false : undefined;
  switch (operator) {
    case "-e":
      return true;
    case "-f":
      return entry.type === "file";
    case "-d":
      return entry.type === "directory";
    case "-h":
    case "-L":
      return entry.type === "symlink";
    // Root may do all but run what nobody may run.
    case "-r":
    case "-w":
      return true;
    case "-x":
      return entry.type === "directory" || (entry.mode & 0o111) !== 0;
    case "-s":
      return entry.type === "file" ? entry.size > 0 : undefined;
    case "-u":
      return (entry.mode & 0o4000) !== 0;
    case "-g":
      return (entry.mode & 0o2000) !== 0;
    case "-k":
      return (entry.mode & 0o1000) !== 0;
    case "-b":
    case "-c":
    case "-p":
    case "-S":
      return entry.type === "other" ? undefined : false;
    default:
      return undefined;
  }
}

import { UNKNOWN } from "../../dockerfile/index.ts";

const SHELLS = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);

/** Options whose value is the next word. Source: bash(1). */
const VALUED = new Set(["--rcfile", "--init-file"]);

/** Names of the standard input. */
const INPUTS = new Set(["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** What a shell runs: the script in one of its words, its standard input, or a file. */
export type ShellSource =
  | { readonly kind: "word"; readonly index: number }
  | { readonly kind: "input" }
  | { readonly kind: "file" };

export function isShell(name: string): boolean {
  return SHELLS.has(name);
}

/** By the words behind the name of a shell: `-ec script`, `-c -x script`, `-euo pipefail -c script`, `-s`. Source: POSIX, `sh`. */
export function shellSource(args: readonly string[]): ShellSource {
  let letters = "";
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at]!;
    if (word === "-" || word === "--") {
      at++;
      break;
    }
    // Of a variable that is not set nothing is left, and one that nobody knows may hold options; but it may be the script.
    if ((word === "" || word === UNKNOWN) && !letters.includes("c")) continue;
    if (!/^[-+]./.test(word)) break;
    if (word.startsWith("--")) {
      if (VALUED.has(word)) at++;
      continue;
    }
    // `-o pipefail`, `-eo pipefail`: the name of a setting stands behind.
    if (/o/i.test(word)) at++;
    if (word.startsWith("-")) letters += word.slice(1);
  }
  if (letters.includes("c")) return args[at] === undefined ? { kind: "file" } : { kind: "word", index: at };
  const isInput = letters.includes("s") || args[at] === undefined || INPUTS.has(args[at]!);
  return { kind: isInput ? "input" : "file" };
}

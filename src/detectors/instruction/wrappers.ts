import { isShell, shellSource } from "./shell-options.ts";

/** What a command starts: other words of its own, a script in one of them, or what it reads from its input. */
export type Started =
  | { readonly kind: "input"; readonly by: string }
  | { readonly kind: "words"; readonly by: string; readonly from: number }
  | { readonly kind: "script"; readonly by: string; readonly index: number; readonly script: string };

/** Programs that start what follows their options; those options that take a word of their own. */
const WRAPPERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    sudo: ["-u", "-g", "-h", "-p", "-C", "-T", "-U", "-r", "-t", "-D", "-R", "--user", "--group"],
    doas: ["-u", "-C"],
    env: ["-u", "--unset", "-C", "--chdir", "-S"],
    time: ["-f", "-o"],
    nice: ["-n"],
    ionice: ["-c", "-n", "-p"],
    nohup: [],
    exec: ["-a"],
    command: [],
    builtin: [],
    eatmydata: [],
    timeout: ["-k", "-s", "--signal", "--kill-after"],
    xargs: ["-I", "-n", "-P", "-L", "-d", "-E", "-s", "-a", "--max-args", "--max-procs", "--delimiter"],
    gosu: [],
    "su-exec": [],
    stdbuf: ["-i", "-o", "-e"],
    setarch: [],
    catchsegv: [],
    "dumb-init": [],
    tini: ["-p", "-e"],
  }).map(([name, options]) => [name, new Set(options)]),
);

/** Words before the command that are no options: `timeout 10 cmd`, `gosu user cmd`. */
const OPERANDS: Readonly<Record<string, number>> = { timeout: 1, gosu: 1, "su-exec": 1, setarch: 1 };

/** `undefined` = it starts nothing that can be told. */
export function startedBy(name: string, args: readonly string[]): Started | undefined {
  if (isShell(name)) return startedByShell(name, args);
  if (name === "eval" && args.length > 0)
    return { kind: "script", by: "eval", index: 0, script: args.join(" ") };
  if (name === "su") return startedBySu(args);
  const options = WRAPPERS.get(name);
  if (options === undefined) return undefined;
  const from = firstOperand(args, options) + (OPERANDS[name] ?? 0);
  return from < args.length ? { kind: "words", by: name, from } : undefined;
}

function startedByShell(shell: string, args: readonly string[]): Started | undefined {
  const source = shellSource(args);
  switch (source.kind) {
    case "word":
      return { kind: "script", by: `${shell} -c`, index: source.index, script: args[source.index]! };
    case "input":
      return { kind: "input", by: shell };
    default:
      return undefined;
  }
}

/** Its `-c` takes the script as its own value, wherever the user stands. */
function startedBySu(args: readonly string[]): Started {
  const at = args.findIndex((word) => /^-[A-Za-z]*c$|^--(?:session-)?command$/.test(word));
  const script = at < 0 ? undefined : args[at + 1];
  return script === undefined
    ? { kind: "input", by: "su" }
    : { kind: "script", by: "su -c", index: at + 1, script };
}

function firstOperand(args: readonly string[], options: ReadonlySet<string>): number {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? "";
    if (word === "--") return at + 1;
    if (options.has(word)) at++;
    else if (!word.startsWith("-") && !/^[A-Za-z_]\w*=/.test(word)) break;
  }
  return at;
}

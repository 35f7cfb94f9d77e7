import { createHash } from "node:crypto";
import { MAX_MATCHED, MAX_MATCHED_LINES } from "../limits.ts";
import type { Value } from "../value.ts";
import { absolute, type Call, ends, type Handler, knownArgs, takeInput } from "./call.ts";
import { translated } from "./regex.ts";
import { isHarmlessSed } from "./sed.ts";

/** Programs that turn text into text and touch nothing, as long as they are not told to. */
export const TEXT: Readonly<Record<string, Handler>> = {
  cat,
  cut,
  md5sum,
  head: filter,
  tail: filter,
  tr: filter,
  wc: (call) => ends(call, 0, undefined),
  sort,
  uniq,
  grep,
  egrep: grep,
  fgrep: grep,
  sed,
  awk,
  mawk: awk,
  gawk: awk,
  basename,
  dirname,
  readlink,
  realpath: readlink,
};

/** What applying an expression counts as: with its few stars it may take as long as hundreds of commands. */
const MATCHING = 500 * 64;

function areTooLong(lines: readonly string[]): boolean {
  return lines.length > MAX_MATCHED_LINES || lines.some((line) => line.length > MAX_MATCHED);
}

/** Prints nothing where nothing comes in. */
function filter(call: Call): undefined {
  const hasFiles = call.known === undefined || call.known.some((one) => /^[^-+]*\//.test(one));
  return ends(call, undefined, !hasFiles && takeInput(call.machine) === "" ? "" : undefined);
}

/** One field of each line: `cut -d: -f1`, `cut -f 1 -d " "`. Source: POSIX.1-2017, cut. */
function cut(call: Call): undefined {
  const words = call.known?.join("\n") ?? "";
  const [, first] = /^-f\n?([1-9])\n-d\n?[!-~ ]$/.exec(words) ?? [];
  const [, last] = /^-d\n?[!-~ ]\n-f\n?([1-9])$/.exec(words) ?? [];
  const [, delimiter = ""] = /(?:^|\n)-d\n?([!-~ ])(?:\n|$)/.exec(words) ?? [];
  const field = Number(first ?? last);
  const input = Number.isNaN(field) ? undefined : takeInput(call.machine);
  if (input === undefined) return filter(call);
  call.machine.work(input.length);
  const lines = input === "" ? [] : input.replace(/\n$/, "").split("\n");
  const cuts = lines.map((line) =>
    line.includes(delimiter) ? (line.split(delimiter)[field - 1] ?? "") : line,
  );
  return ends(call, 0, cuts.map((line) => `${line}\n`).join(""));
}

/** Of one file. Source: GNU coreutils manual, "md5sum invocation". */
function md5sum(call: Call): undefined {
  const [path = "", ...more] = call.known ?? [];
  const isPlain = more.length === 0 && /^[\w./+:-]+$/.test(path) && !path.startsWith("-");
  const whole = isPlain ? absolute(call, path) : undefined;
  const text = whole === undefined ? undefined : call.machine.text(whole);
  if (text === undefined) return ends(call, undefined, undefined);
  return ends(call, 0, `${createHash("md5").update(text, "latin1").digest("hex")}  ${path}\n`);
}

function cat(call: Call): undefined {
  const { known, machine } = call;
  if (known?.length === 0) return ends(call, 0, takeInput(machine));
  const [path = ""] = known ?? [];
  const whole = known?.length === 1 && !path.startsWith("-") ? absolute(call, path) : undefined;
  return ends(call, undefined, whole === undefined ? undefined : machine.text(whole));
}

function sort(call: Call): undefined {
  if (
    knownArgs(call).some(
      (one) => /^(-[a-zA-Z]*[oTS]|--[a-z]*)/.test(one) && one !== "--unique" && one !== "--reverse",
    )
  )
    call.machine.refuse("sort that writes to a file");
  return filter(call);
}

function uniq(call: Call): undefined {
  if (knownArgs(call).filter((one) => !one.startsWith("-")).length > 1)
    call.machine.refuse("uniq that writes to a file");
  return filter(call);
}

function grep(call: Call): undefined {
  const { known, machine, name } = call;
  const args = [...(known ?? [])];
  let letters = "";
  while (args[0]?.startsWith("-") === true && args[0] !== "-") letters += args.shift()?.slice(1) ?? "";
  const [expression, ...files] = args;
  if (known === undefined || expression === undefined || files.length > 0)
    return ends(call, undefined, undefined);
  const input = takeInput(machine);
  if (input === "" && !/[cLe]/.test(letters)) return ends(call, 1, "");
  if (input === undefined || !/^[qEF]*$/.test(letters)) return ends(call, undefined, undefined);
  const lines = input.replace(/\n$/, "").split("\n");
  const isFixed = letters.includes("F") || name === "fgrep";
  const pattern = isFixed ? undefined : translated(expression, letters.includes("E") || name === "egrep");
  if ((pattern === undefined && !isFixed) || areTooLong(lines))
    return ends(call, undefined, letters.includes("q") ? "" : undefined);
  machine.work(MATCHING);
  const found = lines.filter((line) =>
    pattern === undefined ? line.includes(expression) : pattern.test(line),
  );
  return ends(
    call,
    found.length > 0 ? 0 : 1,
    letters.includes("q") ? "" : found.map((line) => `${line}\n`).join(""),
  );
}

function sed(call: Call): undefined {
  const { machine } = call;
  const args = [...knownArgs(call)];
  const scripts: string[] = [];
  let letters = "";
  while (args[0]?.startsWith("-") === true) {
    const option = args.shift() ?? "";
    if (option === "--") break;
    if (/^-[nrEsu]*e?$/.test(option) && option !== "-") {
      letters += option.slice(1);
      if (option.endsWith("e")) scripts.push(args.shift() ?? machine.refuse("sed without its script"));
    } else if (/^-[nrE]*e./.test(option)) {
      letters += /^-([nrE]*)e/.exec(option)?.[1] ?? "";
      scripts.push(option.replace(/^-[nrE]*e/, ""));
    } else if (option === "--quiet" || option === "--regexp-extended")
      letters += option === "--quiet" ? "n" : "E";
    else machine.refuse("sed that may write to a file");
  }
  // GNU sed takes options behind its operands, too.
  if (args.slice(scripts.length === 0 ? 1 : 0).some((one) => one.startsWith("-")))
    machine.refuse("sed that may write to a file");
  if (scripts.length === 0) scripts.push(args.shift() ?? machine.refuse("sed without its script"));
  for (const script of scripts)
    if (!isHarmlessSed(script)) machine.refuse("a script of sed that may write or execute");
  if (args.length > 0) return ends(call, undefined, undefined);
  const input = takeInput(machine);
  if (input === "") return ends(call, 0, "");
  const [script] = scripts;
  return ends(
    call,
    0,
    scripts.length === 1 && letters === "" && script !== undefined
      ? substituted(call, script, input)
      : undefined,
  );
}

/** `s/…/…/` and `s/…/…/g` over known lines. */
function substituted(call: Call, script: string, input: Value): Value {
  const [, , expression, replacement, flags] =
    /^s([/|,:#])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1(g?)$/s.exec(script) ?? [];
  if (input === undefined || expression === undefined || replacement === undefined) return undefined;
  const pattern = translated(expression, false);
  const lines = input.replace(/\n$/, "").split("\n");
  if (pattern === undefined || areTooLong(lines)) return undefined;
  if (/&|\\[^0-9*./ -]/.test(replacement)) return undefined;
  call.machine.work(MATCHING);
  const replace = (_whole: string, ...found: (string | number | undefined)[]): string =>
    replacement.replaceAll(/\\(.)/gs, (_, sign: string) =>
      /[0-9]/.test(sign) ? String(found[Number(sign) - 1] ?? "") : sign,
    );
  if (/\\0/.test(replacement)) return undefined;
  const all = flags === "g" ? new RegExp(pattern.source, "g") : pattern;
  return lines.map((line) => `${line.replace(all, replace)}\n`).join("");
}

function awk(call: Call): undefined {
  const args = [...knownArgs(call)];
  while (args[0]?.startsWith("-") === true) {
    const option = args.shift() ?? "";
    if (!/^-[Fv]/.test(option)) call.machine.refuse("an option of awk");
    if (option.length === 2) args.shift();
  }
  const program = args[0] ?? "";
  // Not even in quotes: where a quote begins depends on which slashes are expressions.
  if (/[>|@]|system|getline/.test(program.replaceAll("||", "")))
    call.machine.refuse("a program of awk that may write or execute");
  takeInput(call.machine);
  return ends(call, undefined, undefined);
}

function basename(call: Call): undefined {
  const { known } = call;
  const [path = "", suffix] = known ?? [];
  if (known === undefined || known.length > 2 || !/[^/]/.test(path) || path.startsWith("-"))
    return ends(call, undefined, undefined);
  const base = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
  const isCut = suffix !== undefined && base.endsWith(suffix) && base !== suffix;
  return ends(call, 0, `${isCut ? base.slice(0, base.length - suffix.length) : base}\n`);
}

function dirname(call: Call): undefined {
  const { known } = call;
  const [path = ""] = known ?? [];
  if (known?.length !== 1 || !/^\/[^/]/.test(path) || /\/\/|\/$/.test(path))
    return ends(call, undefined, undefined);
  return ends(call, 0, `${path.slice(0, path.lastIndexOf("/")) || "/"}\n`);
}

function readlink(call: Call): undefined {
  const { known, machine, name } = call;
  const options = known?.filter((one) => one.startsWith("-")) ?? [];
  const paths = known?.filter((one) => !one.startsWith("-")) ?? [];
  const whole = known !== undefined && paths.length === 1 ? absolute(call, paths[0] ?? "") : undefined;
  if (whole === undefined || options.some((one) => one !== "-f" && one !== "-e") || options.length > 1)
    return ends(call, undefined, undefined);
  const follows = options.length === 1 || name === "realpath";
  const place = machine.files.find(whole, follows);
  if (place === "unknown") return ends(call, undefined, undefined);
  if (!follows) {
    const target = place.entry?.type === "symlink" ? place.entry.target : undefined;
    return target === undefined ? ends(call, 1) : ends(call, 0, `${target}\n`);
  }
  if (place.entry !== undefined) return ends(call, 0, `/${place.path}\n`);
  return options[0] === "-e" ? ends(call, 1) : ends(call, undefined, undefined);
}

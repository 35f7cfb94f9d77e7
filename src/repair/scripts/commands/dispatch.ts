import { createHash } from "node:crypto";
import type { Interpreter } from "../interpreter.ts";
import type { Flow } from "../machine.ts";
import type { State } from "../state.ts";
import type { Fields, Value } from "../value.ts";
import { ACCOUNTS } from "./accounts.ts";
import { updateAlternatives } from "./alternatives.ts";
import { type Call, type Declaration, ends, type Handler } from "./call.ts";
import { debconf, loadDebconf } from "./debconf.ts";
import { DPKG } from "./dpkg.ts";
import { FILES } from "./files.ts";
import { maintscriptHelper } from "./maintscript-helper.ts";
import { SHELL } from "./shell.ts";
import { located, programPath, SYSTEM } from "./system.ts";
import { systemctl, systemdHelper } from "./systemd.ts";
import { test } from "./test.ts";
import { TEXT } from "./text.ts";

/** A command as its words have been expanded. */
export interface Spoken {
  readonly name: Value;
  readonly args: Fields;
  readonly declarations: readonly Declaration[];
  /** Assignments in front of it. */
  readonly prefix: readonly { readonly name: string; readonly value: Value }[];
}

const PROGRAMS = new Map<string, Handler>(
  Object.entries({
    ...TEXT,
    ...FILES,
    ...ACCOUNTS,
    ...DPKG,
    ...SYSTEM,
    "update-alternatives": updateAlternatives,
    "deb-systemd-helper": systemdHelper,
    "dpkg-maintscript-helper": maintscriptHelper,
    systemctl,
  }),
);

const BUILT_IN = new Map<string, Handler>(Object.entries({ ...SHELL, test, "[": test }));

/** Whether the shell itself has a command of that name: shells disagree on what a function in its place would do. */
export function isOfShell(name: string): boolean {
  return BUILT_IN.has(name) || ["command", "eval", "exec"].includes(name);
}

/** Programs that have to be there for what they are taken to do. */
const MUST_EXIST = new Set([...Object.keys(FILES), "ldconfig", "dpkg-trigger", "update-alternatives"]);

/** Assignments in front of a command that change nothing about what it does to files. */
const HARMLESS_PREFIX = /^(LC_[A-Z]+|LANG|LANGUAGE|TZ|DEBIAN_FRONTEND|DEBCONF_[A-Z_]+|TERM|COLUMNS)$/;

/** Runs one command: of the shell, a function, a program that is known; anything else is refused. */
export function runCommand(interpreter: Interpreter, state: State, spoken: Spoken): Flow {
  const { machine } = interpreter;
  const { name, args, declarations, prefix } = spoken;
  for (const arg of args ?? []) machine.work(arg?.length ?? 0);
  if (name === undefined) return machine.refuse("it is not known which command is run");
  if (prefix.some((one) => !HARMLESS_PREFIX.test(one.name)))
    machine.refuse("a variable that is set for one command");
  const known = args?.every((one): one is string => one !== undefined) === true ? args : undefined;
  const call: Call = { interpreter, machine, state, name, args, known, declarations };
  if (name === "." || name === "exec" || name === "command" || name === "eval") return leads(call);

  if (state.functions.has(name)) {
    if (prefix.length > 0) machine.refuse("a variable that is set for one call of a function");
    const body = state.functions.get(name);
    return body === undefined
      ? machine.refuse("a function that may be one of several")
      : interpreter.call(state, body, args);
  }
  const own = BUILT_IN.get(name);
  if (own !== undefined) return own(call);
  if (name.startsWith("db_")) return debconf(call);
  return program(call);
}

function program(call: Call): Flow {
  const { machine, name } = call;
  const base = /^(?:\/usr)?\/s?bin\/([^/]+)$/.exec(name)?.[1] ?? name;
  if (base.includes("/")) return helper(call);
  const handler = PROGRAMS.get(base) ?? machine.refuse(`the command ${shown(base)} is not known`);
  const path = programPath(call, base);
  if (path?.startsWith("/usr/local/") === true && base === name)
    machine.refuse("another program of that name comes first");
  if (path === undefined && MUST_EXIST.has(base)) machine.refuse("the program is not there");
  const flow = handler({ ...call, name: base });
  // Whether it has read its input or left it, the next to read knows nothing of it.
  if (machine.stdin !== "") machine.stdin = undefined;
  return flow;
}

function shown(name: string): string {
  return name.slice(0, 60);
}

/** Programs of a package itself that are known word by word: they do nothing where /lib is a link to usr/lib. */
const NOTHING_ON_MERGED_USR = new Set([
  // clean-up-unmanaged-libraries of libgcrypt20 in Debian 12
  "99b0c51687292125bcc4486fc173b331d0ef4f07b7dc8a39575a075e8b8f0407",
]);

function helper(call: Call): Flow {
  const { machine, name, known } = call;
  const text = machine.text(name);
  const digest = text === undefined ? "" : createHash("sha256").update(text, "latin1").digest("hex");
  const lib = machine.files.find("/lib", false);
  const isMerged =
    lib !== "unknown" && lib.entry?.type === "symlink" && /^\/?usr\/lib$/.test(lib.entry.target ?? "");
  if (NOTHING_ON_MERGED_USR.has(digest) && isMerged && known !== undefined && !known.includes("--force"))
    return ends(call, 0, undefined);
  return machine.refuse(`the command ${shown(name)} is not known`);
}

/** Commands that lead to others. */
function leads(call: Call): Flow {
  const { machine, name, known } = call;
  const [first = ""] = known ?? [];
  if (name === "." && known?.length === 1 && first === "/usr/share/debconf/confmodule") {
    const place = machine.files.find(first);
    if (place === "unknown" || place.entry?.type !== "file") machine.refuse("debconf is not there");
    return loadDebconf(call);
  }
  if (name === "command" && first === "-v" && known?.length === 2) {
    const [, wanted = ""] = known;
    if (BUILT_IN.has(wanted) || call.state.functions.has(wanted)) return ends(call, 0, undefined);
    return located(call, wanted);
  }
  if (name === "command" && known !== undefined && first !== "" && !first.startsWith("-"))
    return runCommand(call.interpreter, withoutFunctions(call.state, first), {
      name: first,
      args: known.slice(1),
      declarations: [],
      prefix: [],
    });
  if (name === ".") return machine.refuse(`it loads ${shown(first)}`);
  return machine.refuse(`${name} of what is not followed`);
}

/** `command` goes past a function of that name; we do not follow such a thing. */
function withoutFunctions(state: State, name: string): State {
  if (state.functions.has(name)) state.functions.set(name, undefined);
  return state;
}

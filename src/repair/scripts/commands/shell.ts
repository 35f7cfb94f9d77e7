import type { Flow } from "../machine.ts";
import type { Value } from "../value.ts";
import { type Call, ends, type Handler, knownArgs, takeInput } from "./call.ts";
import { printed } from "./printf.ts";

/** Commands of the shell itself. Source: POSIX.1-2017, Shell Command Language 2.14. */
export const SHELL: Readonly<Record<string, Handler>> = {
  ":": (call) => ends(call, 0),
  true: (call) => ends(call, 0),
  false: (call) => ends(call, 1),
  exit: (call) => left(call, "exit"),
  return: (call) => left(call, "return"),
  break: (call) => looped(call, "break"),
  continue: (call) => looped(call, "continue"),
  set,
  shift,
  unset,
  export: declare,
  readonly: declare,
  local,
  read,
  cd,
  pwd: (call) => ends(call, 0, call.state.folder === undefined ? undefined : `${call.state.folder}\n`),
  umask,
  echo,
  printf: (call) => ends(call, 0, call.known === undefined ? undefined : printed(call.known)),
  trap,
};

function left(call: Call, kind: "exit" | "return"): Flow {
  const { state, args } = call;
  if (args === undefined || args.length > 1) state.status = undefined;
  else if (args.length === 1) {
    const [status] = args;
    if (status !== undefined && !/^[0-9]{1,3}$/.test(status))
      call.machine.refuse("a status that is no number");
    state.status = status === undefined ? undefined : Number(status) & 255;
  }
  return { kind };
}

function looped(call: Call, kind: "break" | "continue"): Flow {
  const [levels = "1"] = knownArgs(call);
  if (!/^[1-9]$/.test(levels)) call.machine.refuse("a number of loops that is no number");
  const loops =
    call.machine.scopes.length - 1 - call.machine.scopes.findLastIndex((scope) => scope.kind !== "loop");
  if (loops < Number(levels)) call.machine.refuse("it ends a loop that is not there");
  call.state.status = 0;
  return { kind, levels: Number(levels) };
}

function set(call: Call): Flow {
  const { machine, state, args } = call;
  if (machine.unknownLoops > 0) machine.refuse("options that are set in a loop");
  if (args === undefined) {
    // Only behind `--` can unknown words be no options.
    return machine.refuse("its arguments are not known");
  }
  const rest = [...args];
  while (rest.length > 0) {
    const option = rest[0];
    if (option === undefined) return machine.refuse("its arguments are not known");
    if (option === "--" || !/^[-+]./.test(option)) {
      state.args = option === "--" ? rest.slice(1) : rest;
      break;
    }
    rest.shift();
    const isOn = option.startsWith("-");
    for (const letter of option.slice(1)) {
      if (letter === "e") state.errexit = isOn;
      else if (letter === "u") state.nounset = isOn;
      else if (letter === "o") setNamed(call, rest.shift(), isOn);
      else if (letter !== "x" && letter !== "v") machine.refuse(`an option of the shell, ${letter}`);
    }
  }
  return ends(call, 0);
}

function setNamed(call: Call, name: Value, isOn: boolean): void {
  if (name === "errexit") call.state.errexit = isOn;
  else if (name === "nounset") call.state.nounset = isOn;
  else if (name === "pipefail") call.state.pipefail = isOn;
  else call.machine.refuse("an option of the shell");
}

function shift(call: Call): Flow {
  mustBeForeseen(call);
  const [count = "1"] = knownArgs(call);
  if (!/^[0-9]$/.test(count)) call.machine.refuse("a shift that is no number");
  const { state } = call;
  if (state.args !== undefined) {
    if (state.args.length < Number(count)) call.machine.refuse("it fails, as there is nothing to shift");
    state.args = state.args.slice(Number(count));
  }
  return ends(call, 0);
}

function unset(call: Call): Flow {
  for (const name of knownArgs(call)) {
    if (name === "-v") continue;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) call.machine.refuse("it unsets what is no variable");
    call.interpreter.assign(call.state, name, name === "PATH" ? undefined : null);
  }
  return ends(call, 0);
}

function declare(call: Call): Flow {
  for (const one of call.declarations) {
    if (one.value !== undefined) call.interpreter.assign(call.state, one.name, one.value.text);
    else if (call.name === "export" && /^(LD_|ENV$)/.test(one.name))
      call.machine.refuse(`it sets ${one.name}`);
  }
  return ends(call, 0);
}

function local(call: Call): Flow {
  const { machine, state, interpreter } = call;
  const frame = interpreter.frames.at(-1);
  if (frame === undefined || machine.innermost("function") === undefined)
    return machine.refuse("local outside of a function");
  for (const { name, value } of call.declarations) {
    const before = machine.variable(state, name);
    const isFirst = !frame.values.has(name);
    if (isFirst) frame.values.set(name, { value: before, isCertain: machine.doubts === frame.doubts });
    // Without a value dash keeps the one before, bash unsets it.
    interpreter.assign(state, name, value !== undefined ? value.text : before === null ? null : undefined);
  }
  return ends(call, 0);
}

function read(call: Call): Flow {
  const input = takeInput(call.machine);
  for (const name of knownArgs(call)) {
    if (name === "-r") continue;
    if (!/^[A-Za-z_]/.test(name)) call.machine.refuse("an option of read");
    call.interpreter.assign(call.state, name, input === "" ? "" : undefined);
  }
  return ends(call, input === "" ? 1 : undefined);
}

/** In a loop that is followed once for all its rounds nothing may move that is not taken to have moved before. */
function mustBeForeseen(call: Call): void {
  if (call.machine.unknownLoops > 0 && !call.machine.assigned.has(`${call.name} …`))
    call.machine.refuse("a command whose name is put together");
}

function cd(call: Call): Flow {
  mustBeForeseen(call);
  const { machine, state, known } = call;
  const [path] = known ?? [];
  if (known?.length !== 1 || path === undefined || path.startsWith("-") || state.folder === undefined) {
    state.folder = undefined;
    return ends(call, undefined);
  }
  const place = machine.files.find(path.startsWith("/") ? path : `${state.folder}/${path}`);
  if (place === "unknown") {
    state.folder = undefined;
    return ends(call, undefined);
  }
  if (place.entry?.type !== "directory") return ends(call, 1);
  state.folder = `/${place.path}`;
  state.set("PWD", undefined);
  return ends(call, 0);
}

function umask(call: Call): Flow {
  const { known, state, machine } = call;
  if (known?.length === 0) return ends(call, 0, undefined);
  if (machine.unknownLoops > 0) machine.refuse("a mask that is set in a loop");
  const [mask = ""] = known ?? [];
  state.umask = /^[0-7]{1,4}$/.test(mask) ? Number.parseInt(mask, 8) & 0o777 : undefined;
  return ends(call, 0);
}

function echo(call: Call): Flow {
  const { known } = call;
  const isPlain =
    known !== undefined && known[0]?.startsWith("-") !== true && !known.some((one) => one.includes("\\"));
  if (isPlain) return ends(call, 0, `${known.join(" ")}\n`);
  if (known?.[0] === "-n" && known[1]?.startsWith("-") !== true && !known.some((one) => one.includes("\\")))
    return ends(call, 0, known.slice(1).join(" "));
  return ends(call, 0, undefined);
}

function trap(call: Call): Flow {
  const [action, ...signals] = knownArgs(call);
  // Signals do not come by themselves; the end of the script does.
  const isHarmless =
    signals.length > 0 &&
    signals.every((one) => /^(1|2|3|13|15|HUP|INT|QUIT|PIPE|TERM|SIGINT|SIGTERM)$/.test(one));
  if (!isHarmless && action !== "-" && action !== "") call.machine.refuse("a trap for the end of the script");
  return ends(call, 0);
}

/**
 * The prover of maintainer scripts: in come the scripts that dpkg would run in an upgrade (Debian Policy 6.5) and what is
 * known of the file system; out comes whether running them changes nothing, changes exactly a list of things, or cannot be
 * proved. Nothing is executed. Scripts are followed by an abstract interpreter: a condition that is not known is followed
 * both ways, and an effect on a way that is not certainly taken, a command that is not known, a write to a file, or
 * anything that is not POSIX shell is a refusal. A check that may fail is taken to pass: where it fails dpkg stops.
 */
import type { Facts } from "./facts.ts";
import { Interpreter } from "./interpreter.ts";
import { Machine, type Performed, type Upgrade } from "./machine.ts";
import { Refusal, RunAgain } from "./refusal.ts";
import { FAILED, State } from "./state.ts";
import { parseScript } from "./syntax/parser.ts";
import type { Effect, ScriptName, Verdict } from "./verdict.ts";

export { type Facts, type FileFact, type FileView, isAskedFor } from "./facts.ts";
export type { Effect, ScriptName, Verdict } from "./verdict.ts";

/** The scripts of an upgrade, as they stand in the package or the database; absent where a package has none. */
export interface Scripts {
  readonly oldPrerm?: Buffer | string;
  readonly newPreinst?: Buffer | string;
  readonly oldPostrm?: Buffer | string;
  readonly newPostinst?: Buffer | string;
}

export interface ScriptContext {
  readonly package: string;
  readonly architecture: string;
  readonly oldVersion: string;
  readonly newVersion: string;
  readonly facts: Facts;
}

/** Never throws for what a script holds. Bounded in steps, depth and memory, whatever the scripts are. */
export function proveScripts(scripts: Scripts, context: ScriptContext): Verdict {
  const { oldVersion, newVersion } = context;
  const machine = new Machine(context);
  const order: readonly (readonly [ScriptName, Buffer | string | undefined, readonly string[]])[] = [
    ["prerm", scripts.oldPrerm, ["upgrade", newVersion]],
    ["preinst", scripts.newPreinst, ["upgrade", oldVersion, newVersion]],
    ["postrm", scripts.oldPostrm, ["upgrade", newVersion]],
    ["postinst", scripts.newPostinst, ["configure", oldVersion]],
  ];
  for (const [name, script, args] of order) {
    if (name === "postrm") {
      const lost = unpackedOver(machine, context);
      if (lost !== undefined) return lost;
    }
    if (script === undefined) continue;
    const refused = run(machine, name, script.toString("latin1"), args);
    if (refused !== undefined) return refused;
  }
  return verdict(machine);
}

function run(machine: Machine, name: ScriptName, text: string, args: readonly string[]): Verdict | undefined {
  const refused = ({ reason, line, command }: Refusal): Verdict => ({
    kind: "refused",
    script: name,
    reason,
    ...(line !== undefined && { line }),
    ...(command !== undefined && { command }),
  });
  try {
    const shell = /^#! ?\/bin\/(?:sh|dash|bash)(?: (-[eux]+))?[ \t]*\n/.exec(text);
    // A program's first bytes tell nobody anything.
    if (shell === null && !text.startsWith("#!")) throw new Refusal("it is no script");
    if (shell === null)
      throw new Refusal("it is no script for the shell", 1, text.split("\n")[0]?.slice(0, 120));
    const list = parseScript(text);
    const attempt = (isRunAgain: boolean): void => {
      machine.start(name, isRunAgain);
      const state = new State();
      state.args = args;
      state.errexit = shell[1]?.includes("e") === true;
      state.nounset = shell[1]?.includes("u") === true;
      const flow = new Interpreter(machine).list(state, list);
      const fails = flow?.kind !== "gone" && state.status !== undefined && state.status !== 0;
      if (fails)
        throw new Refusal(state.status === FAILED ? "it fails" : `it fails with status ${state.status}`);
    };
    try {
      attempt(false);
    } catch (error) {
      if (!(error instanceof RunAgain)) throw error;
      attempt(true);
    }
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    // The parser and the interpreter go down as deep as the text does.
    if (error instanceof RangeError) return refused(new Refusal("it is nested too deep"));
    throw error;
  }
}

/** From here on the new files are seen. What a script did before to a file that they touch would be lost. */
function unpackedOver(machine: Machine, { facts }: Upgrade): Verdict | undefined {
  for (const path of machine.files.changed) {
    if (facts.before.entry(path) === undefined && facts.after.entry(path) === undefined) continue;
    return refusedEffect(machine.performed.find(({ effect }) => "path" in effect && effect.path === path));
  }
  machine.files.view = facts.after;
  return undefined;
}

function refusedEffect(performed: Performed | undefined): Verdict {
  return {
    kind: "refused",
    script: performed?.script ?? "preinst",
    ...(performed?.line !== undefined && { line: performed.line }),
    ...(performed?.command !== undefined && { command: performed.command }),
    reason: "it changes files before the new ones are unpacked",
  };
}

function verdict(machine: Machine): Verdict {
  const [missing] = machine.removedAlternatives;
  if (missing !== undefined) {
    const [name] = missing[0].split(" ");
    return {
      kind: "refused",
      script: "prerm",
      reason: `it takes the alternative ${name} away, and none brings it back`,
    };
  }
  const effects = net(machine.performed);
  const early = effects.find(({ script }) => script === "prerm" || script === "preinst");
  if (early !== undefined) return refusedEffect(early);
  if (effects.length === 0) return { kind: "inert" };
  return { kind: "effects", effects: effects.map(({ effect }): Effect => effect) };
}

/** Without what was made by a script and taken away by a later one. */
function net(performed: readonly Performed[]): readonly Performed[] {
  const left: Performed[] = [];
  for (const one of performed) {
    const { effect } = one;
    const made =
      effect.kind === "remove"
        ? left.findIndex(
            ({ effect: other }) =>
              (other.kind === "create" || other.kind === "symlink") && other.path === effect.path,
          )
        : -1;
    if (made < 0) {
      left.push(one);
      continue;
    }
    for (let index = left.length - 1; index >= made; index--) {
      const other = left[index]?.effect;
      if (other !== undefined && "path" in other && "path" in effect && other.path === effect.path)
        left.splice(index, 1);
    }
  }
  return left;
}

import type { Command } from "./command.ts";
import { oncePerStep } from "./once-per-step.ts";
import { type OptionWords, optionWords } from "./option-words.ts";
import { type Action, MANAGERS, type Manager } from "./package-managers.ts";
import type { Step } from "./scene.ts";

/** What a package manager is asked to do; `operands` are packages as they are written, with their versions. */
export interface PackageCommand extends OptionWords {
  readonly command: Command;
  readonly manager: Manager;
  readonly action: Action;
  /** As written: `dist-upgrade`, `i`. */
  readonly verb: string;
  /** What stands in front of it: `global`, `module`. */
  readonly prefix?: string;
}

/** All of a `RUN`, in its order. */
export const packageCommands: (step: Step) => readonly PackageCommand[] = oncePerStep((step) =>
  step.keyword === "RUN" ? step.commands.flatMap((command) => packageCommand(command) ?? []) : [],
);

/** Those that install. */
export function installs(step: Step, ...managers: readonly Manager[]): readonly PackageCommand[] {
  return packageCommands(step).filter(
    ({ action, manager, options }) =>
      action === "install" &&
      (managers.length === 0 || managers.includes(manager)) &&
      !options.some((option) => HARMLESS.has(option)),
  );
}

/** They only tell what would be done. */
const HARMLESS: ReadonlySet<string> = new Set([
  "--dry-run",
  "--simulate",
  "--just-print",
  "--print-uris",
  "--help",
  "--version-only",
]);

function packageCommand(command: Command): PackageCommand | undefined {
  const { program, args } = programOf(command);
  const syntax = MANAGERS.find(({ programs }) => programs.test(program));
  if (syntax === undefined) return undefined;
  const { operands, ...words } = optionWords(args, syntax.valued);
  const prefix = syntax.prefixes?.find((word) => word === operands[0]);
  const behind = prefix === undefined ? operands : operands.slice(1);
  const verb = behind[0] ?? (words.options.includes("--version") ? undefined : syntax.verbless);
  if (verb === undefined || !Object.hasOwn(syntax.verbs, verb)) return undefined;
  return {
    ...words,
    command,
    manager: syntax.manager,
    action: syntax.verbs[verb]!,
    verb,
    operands: behind.slice(1),
    ...(prefix === undefined ? {} : { prefix }),
  };
}

/** `python3 -m pip` is `pip`. */
function programOf({ name, args }: Command): { readonly program: string; readonly args: readonly string[] } {
  const module = /^python[\d.]*$/.test(name) ? args.indexOf("-m") : -1;
  if (module >= 0 && args[module + 1] === "pip") return { program: "pip", args: args.slice(module + 2) };
  return { program: name, args };
}

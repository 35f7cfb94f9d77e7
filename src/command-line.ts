import { type Command, Option } from "commander";
import type { OptionSpec } from "./options.ts";
import type { RawOptions } from "./raw-options.ts";

/** Declares the options of a table to the parser of the command line, with their help. */
export function withOptions(command: Command, specs: readonly OptionSpec[]): Command {
  for (const { name, kind, placeholder, choices, default: standard, help } of specs) {
    const flags = kind === "switch" ? `--${name}` : `--${name} <${placeholder ?? name}>`;
    const hints = [
      ...(choices === undefined ? [] : [`one of ${choices.join(", ")}`]),
      ...(standard === undefined ? [] : [`default: ${standard}`]),
    ];
    const option = new Option(flags, hints.length === 0 ? help : `${help} (${hints.join("; ")})`);
    if (kind === "list")
      option.argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), value]);
    command.addOption(option);
  }
  return command;
}

/** Commander's camelCase (`failOn`, and `cache: false` for `--no-cache`) back to the long names of the table. */
export function longNames(raw: RawOptions): RawOptions {
  const named: Record<string, RawOptions[string]> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (value === false) named[`no-${key}`] = true;
    else named[key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)] = value;
  }
  return named;
}

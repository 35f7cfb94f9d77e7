import { DrydockError } from "./errors.ts";

/** Options as the command line (or another door) gives them: by long name, lists not yet split. */
export type RawOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One of `choices`. Throws `DrydockError` USAGE. */
export function known<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const match = choices.find((candidate) => candidate === value);
  if (match === undefined) {
    throw new DrydockError("USAGE", `--${option}: "${value}" is not one of ${choices.join(", ")}.`);
  }
  return match;
}

/** Of an option that takes one value; an empty one is none. */
export function text(value: RawOptions[string]): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Of an option that takes several, given again or with commas. */
export function list(value: RawOptions[string]): string[] {
  return items(value)
    .flatMap((item) => item.split(","))
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** The same as they were given: commas belong to the values. */
export function items(value: RawOptions[string]): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" ? value : [];
}

/** A field only where there is a value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

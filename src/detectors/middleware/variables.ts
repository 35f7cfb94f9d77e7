import type { Setting } from "./setting.ts";

/** The variables of an environment that stand for settings, under the names of those. */
export function variablesNamed(
  env: ReadonlyMap<string, string>,
  keys: Readonly<Record<string, string>>,
): readonly Setting[] {
  return Object.entries(keys).flatMap(([name, key]) => {
    const value = env.get(name);
    return value === undefined ? [] : [{ key, value }];
  });
}

/** The value of the first of these variables. */
export function firstVariable(
  env: ReadonlyMap<string, string>,
  ...names: readonly string[]
): string | undefined {
  return names.map((name) => env.get(name)).find((value) => value !== undefined);
}

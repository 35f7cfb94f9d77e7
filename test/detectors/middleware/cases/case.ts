import type { MadeImage } from "../../../support/read-image.ts";
import type { TarEntry } from "../../../support/tar.ts";

export interface Situation extends Omit<MadeImage, "layers"> {
  /** Base first; one layer may stand alone. */
  readonly layers?: readonly (readonly TarEntry[])[];
  readonly files?: readonly TarEntry[];
}

/** What a product must and must not say. */
export interface ProductCases {
  /** Name, situation, and exactly what is said of it: `severity subject`, with `:line`, or `unproven where`. */
  readonly catches: readonly (readonly [string, Situation, ...string[]])[];
  /** What looks alike. With an answer where the guard only lowers the severity, or makes it unproven. */
  readonly guards: readonly (readonly [string, Situation, ...string[]])[];
}

/** Rule → product → cases. */
export type Cases = Readonly<Record<string, Readonly<Record<string, ProductCases>>>>;

export function file(path: string, content: string | Buffer = "x", more: Partial<TarEntry> = {}): TarEntry {
  return { path, content, ...more };
}

export function link(path: string, target: string): TarEntry {
  return { path, type: "symlink", target, mode: 0o777 };
}

/** Files beside the program that makes a product be there. */
export function beside(program: string, ...files: readonly TarEntry[]): Situation {
  return { files: [file(program), ...files] };
}

/** The same with a command line. */
export function running(command: readonly string[], ...files: readonly TarEntry[]): Situation {
  return { files, config: { Cmd: command } };
}

/** With variables of the environment, too. */
export function withEnv(env: readonly string[], situation: Situation): Situation {
  return { ...situation, config: { ...situation.config, Env: env } };
}

/** Nobody's password, made of pieces. */
export const PASSWORD = ["k3Tz", "vv0", "quay"].join("-");

/** As configuration files write one that is put in later. */
export function variable(name: string): string {
  return `$\{${name}}`;
}

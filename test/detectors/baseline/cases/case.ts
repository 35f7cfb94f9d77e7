import type { Settings } from "../../../../src/model/index.ts";
import type { MadeImage } from "../../../support/read-image.ts";
import type { TarEntry } from "../../../support/tar.ts";

export interface Situation extends Omit<MadeImage, "layers"> {
  /** Base first; one layer may stand alone. */
  readonly layers?: readonly (readonly TarEntry[])[];
  readonly files?: readonly TarEntry[];
  readonly settings?: Partial<Settings>;
}

/** What a rule must and must not say. */
export interface RuleCases {
  /** Name, situation, and exactly what the rule says of it: `severity subject`, with `:line`, or `unproven where`. */
  readonly catches: readonly (readonly [string, Situation, ...string[]])[];
  /** What looks alike. With an answer where the guard only lowers the severity, or makes it unproven. */
  readonly guards: readonly (readonly [string, Situation, ...string[]])[];
}

/** By the id of the rule. */
export type Cases = Readonly<Record<string, RuleCases>>;

export function file(path: string, content: string | Buffer = "x", more: Partial<TarEntry> = {}): TarEntry {
  return { path, content, ...more };
}

export function folder(path: string, more: Partial<TarEntry> = {}): TarEntry {
  return { path, type: "directory", ...more };
}

export function link(path: string, target: string): TarEntry {
  return { path, type: "symlink", target, mode: 0o777 };
}

import type { FileEntry } from "../../analysis/analyzer.ts";
import type { Rule, Severity } from "../../model/index.ts";
import type { Scene } from "./scene.ts";

/** What is at a path at the end, and the layer that put it there. */
export type VisibleEntry = FileEntry & { readonly layer: number };

/** One check of the finished image: the catalogue's row and what it looks for, in one object. */
export interface BaselineRule extends Rule {
  readonly category: "baseline";
  /** Asked of every visible entry, in one walk for all rules: it must be fast. What it takes is given to `check`. */
  wants?(entry: VisibleEntry, scene: Scene): boolean;
  /** The first `MAX_ENTRIES` are enough to tell: more of them are no gap. */
  readonly isTally?: boolean;
  check(scene: Scene, entries: readonly VisibleEntry[]): Iterable<Hit> | AsyncIterable<Hit>;
}

/** One place where a rule fires. */
export interface Hit {
  /** A path, an account, a setting. Never with a secret in it. */
  readonly subject: string;
  /** Where it is; with the layer where the path alone does not tell. */
  readonly at?: { readonly path: string; readonly layer?: number };
  readonly line?: number;
  /** Where it is rated otherwise than the rule usually is. */
  readonly severity?: Severity;
  /** What is wrong, where the rule's title does not say enough. */
  readonly title?: string;
  readonly evidence?: readonly string[];
  /** See `Risk.key`, `Risk.identity` and `Risk.fact`. */
  readonly key?: string;
  readonly identity?: string;
  readonly fact?: string;
  /** It cannot be told whether the rule fires, and why: this becomes a gap, and no finding. */
  readonly unproven?: string;
}

import { Unreadable } from "../../errors.ts";
import { isStandIn } from "../../secrets/index.ts";
import { type Format, type Leaf, leavesOf } from "./formats/leaves.ts";
import type { Shape, Wanted } from "./kind.ts";

/** A structured file in which values with certain names are secrets. */
export interface Keyed {
  readonly wanted: Wanted;
  readonly format: Format;
  /** Innermost name in lower case → what its value is. */
  readonly keys: Readonly<Record<string, string>>;
  /** A name further out that must be there too: `auths`, `users`. */
  readonly inside?: string;
  /** The name is so common that a file of another format is no trouble. */
  readonly isCommonName?: boolean;
  /** Whether this value is a secret after all. Default: unless it stands in for one. */
  isSecret?(value: string, leaf: Leaf): boolean;
}

/** A shape that fires for each such value that is really there. */
export function keyed(kind: Keyed): Shape {
  const { wanted, format, isSecret = (value) => !isStandIn(value) } = kind;
  const labels = new Map(Object.entries(kind.keys));
  return {
    wanted,
    *read({ text }) {
      for (const leaf of leaves(text, format, kind.isCommonName === true)) {
        const what = labels.get(innermost(leaf.keys.at(-1) ?? ""));
        if (what === undefined || (kind.inside !== undefined && !leaf.keys.includes(kind.inside))) continue;
        if (!isSecret(leaf.value, leaf)) continue;
        yield { what, value: leaf.value, line: leaf.line };
      }
    },
  };
}

function leaves(text: string, format: Format, isCommonName: boolean): readonly Leaf[] {
  try {
    return leavesOf(text, format);
  } catch (error) {
    if (isCommonName && error instanceof Unreadable) return [];
    throw error;
  }
}

/** npm and gems put an address or a colon in front: `//registry.example.com/:_authtoken`, `:rubygems_api_key`. */
function innermost(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}

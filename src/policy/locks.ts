import { z } from "zod";
import type { GapKind } from "../model/index.ts";
import { type Document, type Mistake, nodeAt, start } from "./mistake.ts";
import type { GapAnswer, PolicyFile } from "./schema.ts";

const LOCKS = ["block", "gaps", "waivers", "waivers-need", "scope", "settings", "report"] as const;

export type LockKey = (typeof LOCKS)[number];

/** Which file has locked a key. */
export type Locked = Readonly<Partial<Record<LockKey, string>>>;

export const locksForm = z
  .array(z.enum(LOCKS))
  .describe(
    "What policies that are named later, and the command line, may only make stricter. block: rules may be added, and neither --fail-on nor --ignore-unfixed takes any away. gaps: kinds may be made to block. waivers: none may be added, neither by exceptions in a Dockerfile nor by ignore files of other tools. The others must not be said again.",
  );

/** What a file says against the locks of those before it, at the places where it does. */
export function lockMistakes(
  file: PolicyFile,
  before: {
    readonly locked: ReadonlyMap<LockKey, string>;
    readonly gaps: Readonly<Record<GapKind, GapAnswer>>;
  },
  document: Document | undefined,
): Mistake[] {
  return [...before.locked].flatMap(([key, by]) => {
    if (key === "block" || file[key] === undefined) return [];
    const at = (path: readonly string[]) => (document === undefined ? 0 : start(nodeAt(document, path)));
    if (key !== "gaps")
      return [
        {
          at: at([key]),
          text: `"${key}" is locked by ${by}: ${key === "waivers" ? "none may be added" : "it must not be said again"}`,
        },
      ];
    const { gaps } = file;
    const laxer = (Object.keys(before.gaps) as GapKind[]).filter((kind) => {
      const said = typeof gaps === "string" ? gaps : gaps?.[kind];
      return said === "ignore" && before.gaps[kind] === "block";
    });
    return laxer.slice(0, typeof gaps === "string" ? 1 : undefined).map((kind) => ({
      at: at(typeof gaps === "string" ? [key] : [key, kind]),
      text: `"${key}" is locked by ${by}: gaps that block must not be ignored`,
    }));
  });
}

import type { SecretRule } from "../rule.ts";
import * as all from "./all.ts";

/** The whole table, by id and shape. */
export const secretRules: readonly SecretRule[] = Object.values(all)
  .flatMap((family): readonly SecretRule[] => Object.values(family))
  .sort((a, b) => compare(a.id, b.id) || compare(a.shape, b.shape));

/** By code unit: the same on every machine, and in whatever order modules list what they export. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

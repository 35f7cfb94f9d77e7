import type { Package, Severity } from "../../model/index.ts";
import { isAmongFixtures, type Rating, rated } from "../surroundings.ts";
import type { SensitiveRule } from "./kind.ts";

/** The same as for what is found in files, but for kinds that mean nothing in packages or among tests: `undefined`. */
export function ratedBySurroundings(
  severity: Severity,
  rule: SensitiveRule,
  path: string,
  owner: Package | undefined,
): Rating | undefined {
  if (owner !== undefined && rule.ignoresPackages) return undefined;
  if (rule.ignoresFixtures && isAmongFixtures(path)) return undefined;
  return rated(severity, path, owner);
}

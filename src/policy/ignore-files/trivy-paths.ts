import { type Finding, isVulnerability } from "../../model/index.ts";
import type { Around } from "./entry.ts";

export type TrivyKind = "vulnerability" | "misconfiguration" | "secret";

/**
 * The files by which a finding of this kind is known to Trivy: of a library what tells of it, of a system package none
 * (an empty path, which only a pattern for everything fits), of an instruction the Dockerfile. `undefined` where the
 * finding is of another kind, or none that Trivy would have.
 */
export function filesOf(finding: Finding, kind: TrivyKind, around: Around): readonly string[] | undefined {
  if (isVulnerability(finding)) {
    if (kind !== "vulnerability") return undefined;
    return finding.package.source === undefined ? finding.package.locations.map(({ path }) => path) : [""];
  }
  if (kind === "secret")
    return finding.category === "sensitive" && finding.location !== undefined
      ? [finding.location.path]
      : undefined;
  if (kind !== "misconfiguration" || (finding.category !== "instruction" && finding.category !== "baseline"))
    return undefined;
  const dockerfile = finding.dockerfile?.path ?? around.dockerfile;
  return dockerfile === undefined ? [] : [dockerfile];
}

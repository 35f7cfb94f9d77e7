import type { Finding } from "../model/index.ts";
import type { Policy } from "./policy.ts";

/** What the author of the Dockerfile says beside the instruction, unless waivers are locked: it is one. */
export function excepted(finding: Finding, { locked }: Policy): string | undefined {
  if (finding.kind !== "risk" || finding.exception === undefined || locked.waivers !== undefined)
    return undefined;
  const { by, reason, until } = finding.exception;
  return by === "hadolint"
    ? `Excepted in the Dockerfile for hadolint: ${reason}`
    : `Excepted in the Dockerfile until ${until}: ${reason}`;
}

/** Where waivers are locked, exceptions that might have held are told. */
export function exceptionRemarks(findings: readonly Finding[], { locked }: Policy): readonly string[] {
  if (locked.waivers === undefined) return [];
  const number = findings.filter(
    (finding) => finding.kind === "risk" && finding.exception !== undefined,
  ).length;
  if (number === 0) return [];
  const what = number === 1 ? "1 exception" : `${number} exceptions`;
  return [`${what} in the Dockerfile did not count: ${locked.waivers} has locked the waivers.`];
}

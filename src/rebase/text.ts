import { SEVERITIES, type VulnerabilityFinding } from "../model/index.ts";
import { escapeForTerminal } from "../report/index.ts";
import type { Move, Rebase } from "./move.ts";

/** Lines of one list; the JSON form has all. */
const MAX_LINES = 30;

/** For people; what stands in the images is escaped. */
export function rebaseText({ image, moves, isProven }: Rebase): string {
  const { base, own, unknown } = image.found;
  const named = image.base?.name === undefined ? "its base image" : `its base image ${image.base.name}`;
  const lines = [
    `${image.reference}: ${counted(base)} from ${named}, ${counted(own)} in its own layers.`,
    ...(unknown === 0
      ? []
      : [`Of ${counted(unknown)} it cannot be told whose they are; --dockerfile tells more.`]),
    ...moves.flatMap(moveLines),
    "",
    "Only what the base image has is compared: packages that the build installs on top come from the new base's archives.",
    ...(isProven ? [] : ["Something could not be read or told, so these lists may be too short."]),
  ];
  return lines.map((line) => `${escapeForTerminal(line)}\n`).join("");
}

function counted(count: number): string {
  return count === 1 ? "1 vulnerability" : `${count} vulnerabilities`;
}

function moveLines({ reference, digest, goes, comes, stays, gaps }: Move): string[] {
  return [
    "",
    `to ${reference} (${digest})`,
    `  ${goes.length} would go, ${comes.length} would come, ${stays.length} would stay`,
    ...listed("-", goes),
    ...listed("+", comes),
    ...gaps.map(({ reason }) => `  not looked into: ${reason}`),
  ];
}

function listed(sign: string, findings: readonly VulnerabilityFinding[]): string[] {
  const rank = ({ severity }: VulnerabilityFinding): number => SEVERITIES.indexOf(severity);
  const lines = findings
    .toSorted((a, b) => rank(b) - rank(a))
    .map(({ severity, advisory, package: { name, version } }) => {
      return `  ${sign} ${severity.toUpperCase().padEnd(10)} ${advisory.id}  ${name} ${version}`;
    });
  const more = lines.length - MAX_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MAX_LINES), `  ${sign} … and ${more} more (--format json)`];
}

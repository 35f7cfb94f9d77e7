import type { RiskFinding, VulnerabilityFinding } from "../model/finding.ts";
import { ownerOf } from "../model/origin.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { upgradeTarget } from "../versions/index.ts";
import { groupBy } from "./grouping.ts";
import { risksOf, vulnerabilitiesOf } from "./judged.ts";
import { upgradeCommand } from "./upgrade-command.ts";
import { type UpgradePlace, upgradePlaces } from "./upgrade-place.ts";
import { worstFirst } from "./worst-first.ts";

/** Why an image is blocked, and what would unblock it. Plain JSON. */
export interface Unblock {
  /** The rules that fired, in the order of their worst findings. */
  readonly rules: readonly FiredRule[];
  /** The smallest set of versions with which no fixable finding blocks, what mends most first. */
  readonly upgrades: readonly Upgrade[];
  /** What to do about risks, by rule of the catalogue. */
  readonly remedies: readonly Remedy[];
  /** Blocking findings that the base image brought: a newer base may be without them. */
  readonly rebase?: { readonly findings: number; readonly baseImage?: string };
  /** Blocking vulnerabilities that nobody has fixed yet. */
  readonly unfixed: number;
  /** The command that accepts a finding for a time: one without a fix, where there is one. */
  readonly waive: string;
}

export interface FiredRule {
  /** As the verdict describes it. */
  readonly rule: string;
  /** How many findings it blocks. */
  readonly findings: number;
  /** Fingerprints of the worst. */
  readonly first: readonly string[];
}

export interface Upgrade {
  /** Names that one upgrade moves together: packages of one source. */
  readonly packages: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly findings: number;
  /** Of an application package: what a person types in the project. */
  readonly command?: string;
  /** Where it is written down; empty where nobody can tell. */
  readonly places: readonly UpgradePlace[];
}

export interface Remedy {
  readonly rule: string;
  readonly title: string;
  readonly advice: string;
  readonly findings: number;
}

/** Of each rule. */
const MAX_FIRST = 5;
/** As many digits of a fingerprint as `drydock waive` wants at least, and some more: enough for any report. */
export const SHOWN_DIGITS = 12;

/** `undefined` = the image is not blocked. */
export function unblockOf({ verdict, image, rules }: ScanResult): Unblock | undefined {
  if (verdict.outcome !== "blocked") return undefined;
  const blocking = worstFirst(verdict.judged.filter(({ action }) => action === "block"));
  const vulnerable = vulnerabilitiesOf(blocking).map(({ finding }) => finding);
  const unfixed = vulnerable.filter(({ fixedIn }) => fixedIn === undefined);
  const base = blocking.filter(({ finding }) => ownerOf(image, finding) === "base").length;
  const name = image.baseImage?.name;
  const accepted = unfixed[0] ?? blocking[0]!.finding;
  return {
    rules: firedRules(blocking),
    upgrades: upgradesOf(vulnerable, image),
    remedies: remediesOf(
      risksOf(blocking).map(({ finding }) => finding),
      new Map(rules.map(({ id, title }) => [id, title])),
    ),
    ...(base === 0 ? {} : { rebase: { findings: base, ...(name === undefined ? {} : { baseImage: name }) } }),
    unfixed: unfixed.length,
    waive: `drydock waive ${accepted.fingerprint.slice(0, SHOWN_DIGITS)} --reason "why" --expires 30d`,
  };
}

/** The verdict says of each finding which rule blocks it. */
function firedRules(blocking: readonly JudgedFinding[]): readonly FiredRule[] {
  return [...groupBy(blocking, ({ because }) => because)].map(([because, rows]) => ({
    rule: because.replace(/^Blocked by: /, "").replace(/\.$/, ""),
    findings: rows.length,
    first: rows.slice(0, MAX_FIRST).map(({ finding }) => finding.fingerprint),
  }));
}

function upgradesOf(
  vulnerable: readonly VulnerabilityFinding[],
  image: ScanResult["image"],
): readonly Upgrade[] {
  const fixable = vulnerable.filter(({ fixedIn }) => fixedIn !== undefined);
  const groups = groupBy(fixable, ({ package: { name, version, source, purl } }) =>
    JSON.stringify([source?.name ?? name, version, purl.slice(0, purl.indexOf("/"))]),
  );
  return [...groups.values()]
    .map((same): Upgrade => {
      const { name, version, purl } = same[0]!.package;
      const fixes = same.map(({ fixedIn }) => fixedIn!);
      // What cannot be compared is told as it is written.
      const to = upgradeTarget(purl, version, fixes) ?? [...new Set(fixes)].join(" and ");
      const command = upgradeCommand(purl, name, to);
      return {
        packages: [...new Set(same.map((finding) => finding.package.name))],
        from: version,
        to,
        findings: same.length,
        ...(command === undefined ? {} : { command }),
        places: upgradePlaces(same, image),
      };
    })
    .toSorted((a, b) => b.findings - a.findings);
}

function remediesOf(risks: readonly RiskFinding[], titles: ReadonlyMap<string, string>): readonly Remedy[] {
  return [...groupBy(risks, ({ rule }) => rule)].map(([rule, same]) => ({
    rule,
    title: titles.get(rule) ?? same[0]!.title,
    advice: same[0]!.advice,
    findings: same.length,
  }));
}

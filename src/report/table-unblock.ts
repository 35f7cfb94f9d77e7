import { type Finding, isVulnerability } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { bullets } from "./table-asides.ts";
import { SEVERITY_STYLES } from "./table-findings.ts";
import { baseHint } from "./table-origin.ts";
import { count, cut, type Paint, pad, widthOf } from "./text.ts";
import { type Remedy, SHOWN_DIGITS, type Unblock, type Upgrade, unblockOf } from "./unblock.ts";
import { placeText } from "./upgrade-place.ts";
import { severityWord } from "./words.ts";

/** The rest is counted, and stands in the JSON report. */
const MAX_RULES = 5;
const MAX_UPGRADES = 5;
const MAX_REMEDIES = 4;
const MAX_NAMES = 4;
const MAX_PLACE = 100;
/** Lines that run over several of a wide log help nobody. */
const MAX_LINE = 120;

/** Why the image is blocked, and what would let it pass; nothing where it is not. */
export function unblockSections(
  result: ScanResult,
  width: number,
  paint: Paint,
): readonly (readonly string[])[] {
  const unblock = unblockOf(result);
  return unblock === undefined
    ? []
    : [blockingLines(unblock, result, width, paint), remedyLines(unblock, result, width, paint)];
}

/** The rules that fired, how many findings each blocks, and the worst of them with the fingerprints to name them by. */
function blockingLines(
  unblock: Unblock,
  { verdict }: ScanResult,
  width: number,
  paint: Paint,
): readonly string[] {
  const room = Math.min(width, MAX_LINE);
  const byPrint = new Map(verdict.judged.map(({ finding }) => [finding.fingerprint, finding]));
  const rules = unblock.rules.slice(0, MAX_RULES).flatMap(({ rule, findings, first }) => {
    const number = `: ${count(findings, "finding")}`;
    const more = findings - first.length;
    return [
      `  ${cut(escapeForTerminal(rule), room - 2 - number.length)}${number}`,
      ...first.map((print) => firstLine(byPrint.get(print)!, room, paint)),
      ...(more > 0 ? [paint("dim", `    and ${more} more`)] : []),
    ];
  });
  const others = unblock.rules.length - MAX_RULES;
  const more = others > 0 ? [paint("dim", `  and ${count(others, "more rule")}`)] : [];
  return [paint("bold", "What blocks"), ...rules, ...more];
}

/** Versions to move to, a newer base, what to do about risks, or a waiver. */
function remedyLines(unblock: Unblock, result: ScanResult, width: number, paint: Paint): readonly string[] {
  const { upgrades, remedies } = unblock;
  const hint = baseHint(result);
  const texts = [
    ...listed(upgrades.map(upgradeText), MAX_UPGRADES, "upgrades"),
    ...(hint === undefined ? [] : [`Rebase: ${hint}`]),
    ...listed(remedies.map(remedyText), MAX_REMEDIES, "kinds of risk"),
    waiveText(unblock),
  ];
  // A command that runs over two lines cannot be copied.
  return [paint("bold", "What would unblock it"), ...bullets(texts, width), `    ${unblock.waive}`];
}

function firstLine(finding: Finding, room: number, paint: Paint): string {
  const severity = severityWord(finding);
  const what = isVulnerability(finding)
    ? `${finding.rule} in ${finding.package.name} ${finding.package.version}`
    : `${finding.rule} ${finding.title}: ${finding.subject}`;
  const print = finding.fingerprint.slice(0, SHOWN_DIGITS);
  const left = room - 4 - 11 - SHOWN_DIGITS - 2;
  const text = cut(escapeForTerminal(what), left);
  const blanks = " ".repeat(Math.max(0, left - widthOf(text)));
  return `    ${paint(SEVERITY_STYLES[finding.severity], pad(severity, 10))} ${text}${blanks}  ${paint("dim", print)}`;
}

function upgradeText({ packages, from, to, findings, command, places }: Upgrade): string {
  const more = packages.length > MAX_NAMES ? ` and ${packages.length - MAX_NAMES} more` : "";
  const names = packages.slice(0, MAX_NAMES).map((name) => cut(name, 60));
  const place = placeText(places);
  const where = place === undefined ? "" : ` in ${cut(place, MAX_PLACE)}`;
  const how = command === undefined ? "." : `: ${command}`;
  return `Upgrade ${names.join(", ")}${more} from ${cut(from, 40)} to ${cut(to, 60)}${where} (${count(findings, "finding")})${how}`;
}

function remedyText({ rule, title, advice, findings }: Remedy): string {
  return `${rule} ${title} (${findings}): ${advice}`;
}

/** At most `max` lines, the last of which counts the rest. */
function listed(texts: readonly string[], max: number, nouns: string): readonly string[] {
  if (texts.length <= max) return texts;
  const more = texts.length - max + 1;
  return [...texts.slice(0, max - 1), `And ${more} more ${nouns} (all in the JSON report).`];
}

function waiveText({ unfixed }: Unblock): string {
  const none =
    unfixed === 0 ? "" : `${count(unfixed, "vulnerability", "vulnerabilities")} cannot be fixed yet. `;
  return `${none}To accept a finding for a time:`;
}

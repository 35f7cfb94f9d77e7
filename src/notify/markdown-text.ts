import {
  CATEGORIES,
  type Category,
  categoryOf,
  isVulnerability,
  printPlatform,
  type ScanResult,
  SEVERITIES,
  type Severity,
} from "../model/index.ts";
import { escapeForTerminal, escapeMarkdownText, severityWord, short } from "../report/index.ts";
import type { Notice } from "./notice.ts";
import type { Matter } from "./worst.ts";

/**
 * Caps on what an image or an advisory has to say, in UTF-16 units: one of them takes up to 15 bytes when it is
 * escaped for Markdown and JSON. All that is told beside the findings thereby stays below 20,000 bytes.
 */
const MAX_NAME = 80;
const MAX_TITLE = 120;
const MAX_REFERENCE = 250;
const MAX_REASON = 500;
const MAX_NAMES = 3;

const OUTCOMES: Readonly<Record<ScanResult["verdict"]["outcome"], string>> = {
  pass: "PASS",
  blocked: "BLOCKED",
  unproven: "UNPROVEN",
};

/** What stands in the list of conversations; plain text. */
export function titleOf({ result: { verdict, image } }: Notice): string {
  const name = short(escapeForTerminal(image.reference), MAX_REFERENCE);
  return `drydock: ${OUTCOMES[verdict.outcome]} ${name}`;
}

/**
 * The message in DingTalk's Markdown, which has headings, emphasis, quotes, links and lists, no tables. `unshown` =
 * findings that count and are not among the shown.
 */
export function markdownText(notice: Notice, shown: readonly Matter[], unshown: number): string {
  const { result, link } = notice;
  const { verdict, image } = result;
  const os = image.os?.prettyName ?? `${image.os?.family ?? ""} ${image.os?.version ?? ""}`.trim();
  const system = [...(os === "" ? [] : [safe(os)]), safe(printPlatform(image.platform))].join(", ");
  const paragraphs = [
    `### drydock: ${OUTCOMES[verdict.outcome]}`,
    `**${safe(image.reference, MAX_REFERENCE)}**`,
    `> ${safe(verdict.reason, MAX_REASON)}`,
    [`- ${system}`, `- ${safe(image.digest)}`].join("\n"),
    [...countLines(notice), ...gapLines(verdict.gaps)].join("\n"),
    ...(shown.length === 0
      ? []
      : ["**Worst findings**", shown.map((one) => matterLine(one, notice)).join("\n")]),
    ...(unshown === 0 ? [] : [`and ${unshown} more`]),
    ...(link === undefined ? [] : [`[Open the job](${link})`]),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

const NOUNS: Readonly<Record<Category, string>> = {
  system: "system vulnerabilities",
  application: "application vulnerabilities",
  malware: "malicious samples",
  sensitive: "sensitive files",
  baseline: "baseline risks",
  instruction: "instruction risks",
};

/** `- system vulnerabilities: 1 critical, 2 high`, and how many are new where somebody knows. */
function countLines({ standing, isNew }: Notice): readonly string[] {
  const lines = CATEGORIES.flatMap((category) => {
    const findings = standing.flatMap(({ finding }) => (categoryOf(finding) === category ? [finding] : []));
    const parts = SEVERITIES.toReversed().flatMap((severity: Severity) => {
      const rows = findings.filter((finding) => finding.severity === severity);
      return rows[0] === undefined ? [] : [`${rows.length} ${severityWord(rows[0])}`];
    });
    return parts.length === 0 ? [] : [`- ${NOUNS[category]}: ${parts.join(", ")}`];
  });
  if (isNew === undefined) return lines;
  return [...lines, `- new: ${standing.filter(({ finding }) => isNew(finding)).length}`];
}

function gapLines(gaps: ScanResult["verdict"]["gaps"]): readonly string[] {
  const blocking = gaps.filter(({ action }) => action === "block").length;
  return blocking === 0 ? [] : [`- could not be told: ${blocking}`];
}

/** `- **critical** CVE-2024-0001 in libcrypto3, libssl3 3.1.4-r5 → 3.1.4-r6, blocks`. */
function matterLine({ row: { finding, action }, names }: Matter, { isNew }: Notice): string {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const where = `${names
    .slice(0, MAX_NAMES)
    .map((name) => safe(name))
    .join(", ")}${more}`;
  const what = isVulnerability(finding)
    ? `${safe(finding.rule)} in ${where} ${versions(finding.package.version, finding.fixedIn)}`
    : `${safe(finding.rule)} ${safe(finding.title, MAX_TITLE)}: ${where}`;
  const marks = [...(isNew?.(finding) ? ["new"] : []), ...(action === "block" ? ["blocks"] : [])];
  return [`- **${severityWord(finding)}** ${what}`, ...marks].join(", ");
}

function versions(installed: string, fixedIn: string | undefined): string {
  return fixedIn === undefined ? `${safe(installed)} (no fix)` : `${safe(installed)} → ${safe(fixedIn)}`;
}

/** Neither markup nor, by a client that makes links of what looks like an address, something to press. */
function safe(text: string, length = MAX_NAME): string {
  return escapeMarkdownText(short(text, length));
}

import { isVulnerability } from "./model/index.ts";
import type { Explained, ExplainedFinding } from "./policy-explain.ts";
import { escapeForTerminal, printJson, severityWord } from "./report/index.ts";

/** Names from an image are as long as their authors like. */
const MAX_LINE = 400;
/** A policy may have hundreds of rules. */
const MAX_UNMET = 10;

/** Explanations for people, a paragraph for each finding; or as JSON. */
export function explainedText(explained: Explained, asJson: boolean): string {
  if (asJson) return printJson(explained);
  const { policy, scannedAt, findings, more } = explained;
  const paragraphs = [
    [`Judged by: ${policy}. Scanned: ${scannedAt}.`],
    ...findings.map(paragraph),
    ...(more === 0 ? [] : [[`And ${more} more of this name.`]]),
  ];
  return `${paragraphs.map((lines) => lines.map(safe).join("\n")).join("\n\n")}\n`;
}

/** What it is, what is decided, then rule by rule, waiver by waiver, and what would change it. */
function paragraph({ finding, decision, rules, waivers, changes }: ExplainedFinding): readonly string[] {
  const what = isVulnerability(finding)
    ? `${finding.rule} in ${finding.package.name} ${finding.package.version}`
    : `${finding.rule} ${finding.title}: ${finding.subject}`;
  return [
    `${what} (${severityWord(finding)}, ${finding.fingerprint.slice(0, 12)})`,
    `  ${WORDS[decision.action]}. ${decision.because}`,
    "  Rules",
    ...rulesLines(rules),
    "  Waivers",
    ...(waivers.length === 0 ? ["    none covers it"] : waivers.map(waiverLine)),
    ...(changes.length === 0 ? [] : ["  What would change it", ...changes.map((text) => `    - ${text}`)]),
  ];
}

const WORDS: Readonly<Record<ExplainedFinding["decision"]["action"], string>> = {
  block: "It blocks",
  warn: "It warns",
  note: "It does not block",
  waive: "It is waived",
};

/** In the policy's order; of those that are not met only some, where there are many. */
function rulesLines(rules: ExplainedFinding["rules"]): readonly string[] {
  if (rules.length === 0) return ["    none: nothing blocks"];
  let unmet = 0;
  const shown = rules.filter(({ isMet }) => isMet !== false || ++unmet <= MAX_UNMET);
  const more = unmet - MAX_UNMET;
  return [...shown.flatMap(ruleLines), ...(more > 0 ? [`    no  ${more} more`] : [])];
}

function ruleLines({ kind, rule, conditions, isMet, count, matches }: ExplainedFinding["rules"][number]) {
  const counted =
    matches === undefined
      ? ""
      : `; ${matches} found, ${count} asked for: it ${matches < count ? "does not fire" : "fires"}`;
  return [
    `    ${answer(isMet)} ${kind === "warn" ? "(warns) " : ""}${rule}${counted}`,
    ...conditions.map(({ words, holds }) => `      ${answer(holds)} ${words}`),
  ];
}

function answer(holds: boolean | undefined): string {
  if (holds === undefined) return "?  ";
  return holds ? "yes" : "no ";
}

function waiverLine({ waiver, isExpired }: ExplainedFinding["waivers"][number]): string {
  return `    ${isExpired ? "expired: " : ""}${waiver}`;
}

function safe(line: string): string {
  const text = escapeForTerminal(line);
  return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text;
}

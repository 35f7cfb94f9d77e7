import type { ReportingDescriptor } from "sarif";
import type { RiskFinding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import { escapeCode, escapeForTerminal, escapeMarkdown } from "./escape.ts";
import { peersText } from "./peers.ts";
import { levelOf } from "./sarif-result.ts";
import { MAX_DESCRIPTION, MAX_TAGS, ruleId, usualScore, worst } from "./sarif-rule.ts";
import { short } from "./sarif-text.ts";
import { riskSeverity } from "./words.ts";

/** The rule of the catalogue; `findings` = what it found, at least one. */
export function sarifRiskRule(rule: Rule, findings: readonly RiskFinding[]): ReportingDescriptor {
  const finding = worst(findings);
  const id = ruleId(finding);
  const score = usualScore(finding.severity);
  return {
    id,
    name: nameOf(rule.title),
    shortDescription: { text: short(`${id}: ${escapeForTerminal(rule.title)}`, MAX_DESCRIPTION) },
    fullDescription: { text: short(escapeForTerminal(rule.fires), MAX_DESCRIPTION) },
    help: help(rule, finding),
    defaultConfiguration: { level: levelOf(finding.severity) },
    properties: {
      tags: tagsOf(rule),
      precision: "high",
      ...(score === undefined ? {} : { "security-severity": score }),
    },
  };
}

/** `Secret in ENV` → `SecretInEnv`: code scanning shows names as they are. */
function nameOf(title: string): string {
  const words = title.match(/[A-Za-z0-9]+/g) ?? ["Risk"];
  return words.map((word) => `${word[0]!.toUpperCase()}${word.slice(1).toLowerCase()}`).join("");
}

/** CIS sections first: code scanning shows few tags. */
function tagsOf({ category, peers }: Rule): string[] {
  const own = peers.toSorted((a, b) => Number(b.startsWith("CIS ")) - Number(a.startsWith("CIS ")));
  const tags = ["security", "container", category, ...own.map((peer) => peer.trim().replace(/\s+/g, "-"))];
  return [...new Set(tags)].slice(0, MAX_TAGS);
}

/** The page on the rule lies in the package, at no address; so its path is told and no link is made. */
function help(rule: Rule, { documentation }: RiskFinding): { text: string; markdown: string } {
  const { id, title, severity, fires, guards, advice, peers } = rule;
  const parts: readonly (readonly [string, string])[] = [
    ["It fires when", fires],
    ["It does not fire when", guards],
    ["What to do", advice],
    ["Usual severity", riskSeverity(severity)],
    ["The same check elsewhere", peersText(peers)],
    ["More", documentation],
  ];
  const told = parts.filter(([, text]) => text !== "");
  return {
    text: [`${id}: ${title}`, ...told.map(([name, text]) => `${name}: ${text}`)]
      .map(escapeForTerminal)
      .join("\n"),
    markdown: [
      `**${escapeMarkdown(id)}**: ${escapeCode(title)}`,
      ...told.map(([name, text]) => `**${name}**: ${escapeCode(text)}`),
    ].join("\n\n"),
  };
}

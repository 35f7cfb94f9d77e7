import { documentationOf, type Rule } from "../model/rule.ts";
import { escapeForTerminal } from "./escape.ts";
import { peersText } from "./peers.ts";
import type { Context } from "./reporter.ts";
import { SEVERITY_STYLES } from "./table-findings.ts";
import { count, cut, type Paint, pad, painter, widthOf, wrap } from "./text.ts";
import { CATEGORY_WORDS, riskSeverity } from "./words.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const MAX_WIDTH = 100;
const SEVERITY_WIDTH = 10;

/** The catalogue as a list, a line for each rule; categories by the words that `--checks` takes. */
export function rulesText(rules: readonly Rule[], { width, color }: Context): string {
  const paint = painter(color);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));
  const ids = widest(rules.map(({ id }) => id)) + 2;
  const categories = widest(rules.map(({ category }) => category)) + 2;
  const room = Math.max(20, width - ids - SEVERITY_WIDTH - categories);
  const lines = rules.map((rule) => {
    const severity = paint(SEVERITY_STYLES[rule.severity], pad(riskSeverity(rule.severity), SEVERITY_WIDTH));
    const off = rule.isOptional ? " (off)" : rule.isStrict ? " (strict)" : "";
    const title = cut(escapeForTerminal(rule.title), room - off.length);
    const category = paint("dim", pad(rule.category, categories));
    return `${pad(rule.id, ids)}${severity}${category}${title}${off === "" ? "" : paint("dim", off)}`;
  });
  return `${[...lines, "", count(rules.length, "rule")].join("\n")}\n`;
}

/** All that the catalogue says of one rule. */
export function ruleText(rule: Rule, { width, color }: Context): string {
  const paint = painter(color);
  const { id, category, title, severity, fires, guards, advice, peers } = rule;
  const parts: readonly (readonly [string, string])[] = [
    ["It fires when", fires],
    ["It does not fire when", guards],
    ["What to do", advice],
    ["The same check elsewhere", peersText(peers)],
    ["More", documentationOf(rule)],
  ];
  const room = Math.max(40, Math.min(width, MAX_WIDTH));
  const rating = paint(SEVERITY_STYLES[severity], riskSeverity(severity));
  const heading = wrap(escapeForTerminal(`${id}: ${title}`), room).map((line) => paint("bold", line));
  return `${[
    [...heading, `${rating}, ${CATEGORY_WORDS[category].name}${whenOn(rule)}`],
    ...parts.filter(([, text]) => text !== "").map(([name, text]) => partLines(name, text, room, paint)),
  ]
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function whenOn({ isOptional, isStrict }: Rule): string {
  if (isOptional) return ", off unless asked for";
  return isStrict ? ", only in profile strict or where asked for" : "";
}

function partLines(name: string, text: string, room: number, paint: Paint): readonly string[] {
  return [paint("dim", name), ...wrap(escapeForTerminal(text), room - 2).map((line) => `  ${line}`)];
}

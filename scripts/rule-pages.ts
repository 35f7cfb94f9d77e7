/** The pages on the rules of the catalogue, as Markdown: one for each category, and a table of all of them. */
import { documentationOf, type RiskCategory, type Rule } from "../src/model/index.ts";
import { peersText } from "../src/report/index.ts";
import { cisTable } from "./cis-map.ts";

const NOTE = "<!-- Generated from the rules by npm run docs. -->";

const PAGES: readonly { readonly category: RiskCategory; readonly title: string; readonly intro: string }[] =
  [
    {
      category: "instruction",
      title: "Build instructions",
      intro:
        "Looked for in the Dockerfile that `--dockerfile` names, and where there is none in the history that the image has of its instructions.",
    },
    {
      category: "baseline",
      title: "Baseline",
      intro:
        "Looked for in the finished image: its configuration, accounts, permissions, package files and the settings of the servers in it.",
    },
    {
      category: "sensitive",
      title: "Sensitive files",
      intro:
        "Looked for in every layer, in files that a later layer deletes as well: whoever pulls the image has them. No secret is ever printed; a report shows its kind, its first four characters at most, and its length.",
    },
    {
      category: "malware",
      title: "Malicious samples",
      intro: "Looked for in every layer, in files that a later layer deletes as well.",
    },
  ];

/** File name in `docs/rules` → its text. `rules` in the order in which they are to be listed. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = PAGES.map(({ category, title, intro }): [string, string] => {
    const own = rules.filter((rule) => rule.category === category);
    const parts = [`# ${title}`, NOTE, intro, "[All rules](README.md)", ...own.map(section)];
    return [`${category}.md`, `${parts.join("\n\n")}\n`];
  });
  return new Map([["README.md", index(rules)], ...pages]);
}

function index(rules: readonly Rule[]): string {
  const tables = PAGES.map(({ category, title }) => {
    const rows = rules.filter((rule) => rule.category === category).map(row);
    return [
      `## ${title}`,
      ["| Rule | Severity | What it finds |", "| --- | --- | --- |", ...rows].join("\n"),
    ];
  });
  return `${[
    "# Rules",
    NOTE,
    "Ids are permanent. A severity is the usual one: a finding may be rated otherwise, and a policy may rate a rule as it likes. Rules marked *off* are looked for only where the policy's scope or `--checks` asks for them; those marked *strict*, in profile strict as well. `drydock rules` prints the same.",
    ...tables.flat(),
    "## CIS Docker Benchmark 1.6",
    "Which rules look at what the benchmark asks of images. What it asks of running containers (chapter 5) an image can only hint at.",
    cisTable(rules, link),
  ].join("\n\n")}\n`;
}

function row(rule: Rule): string {
  const when = rule.isOptional ? " (*off*)" : rule.isStrict ? " (*strict*)" : "";
  return `| ${link(rule)} | ${severity(rule)} | ${markdown(rule.title)}${when} |`;
}

/** From one page of the folder to another. */
function link(rule: Rule): string {
  return `[${rule.id}](${documentationOf(rule).replace("docs/rules/", "")})`;
}

/** The heading is the bare id: of that, every forge makes the anchor that findings point to. */
function section(rule: Rule): string {
  const { id, title, fires, guards, advice, peers } = rule;
  const parts: readonly (readonly [string, string])[] = [
    ["It fires when", fires],
    ["It does not fire when", guards],
    ["What to do", advice],
    ["The same check elsewhere", peersText(peers)],
  ];
  return [
    `## ${id}`,
    `**${markdown(title)}** (${severity(rule)}, ${whenOn(rule)})`,
    parts
      .filter(([, text]) => text !== "")
      .map(([name, text]) => `- **${name}**: ${markdown(text)}`)
      .join("\n"),
  ].join("\n\n");
}

function severity(rule: Rule): string {
  return rule.severity === "negligible" ? "info" : rule.severity;
}

function whenOn({ isOptional, isStrict }: Rule): string {
  if (isOptional) return "off by default";
  return isStrict ? "only in profile strict, or where asked for" : "on by default";
}

/** Code in backticks stays; in all else nothing is markup. A bar would end the cell of a table even in code. */
function markdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? part : part.replace(/[\\*_[\]]/g, "\\$&").replace(/</g, "&lt;")))
    .join("")
    .replaceAll("|", "\\|");
}

import {
  CATEGORIES,
  type Category,
  categoryOf,
  isVulnerability,
  type JudgedFinding,
  ownerOf,
  printPlatform,
  type ScanResult,
  SEVERITIES,
} from "../model/index.ts";
import { fitting } from "../notify/fitting.ts";
import { type Matter, matters, worstFirst } from "../notify/worst.ts";
import { fixTexts, severityWord } from "../report/index.ts";
import type { Job } from "./job.ts";
import { code, prose } from "./markdown.ts";
import { markOf } from "./note.ts";

/** GitLab takes a million characters; nobody reads them, and notices of them are sent by mail. */
const MAX_BYTES = 60_000;
/** What is shown at once; the rest opens with a click. */
const AT_ONCE = 10;
const MAX_MATTERS = 200;
const MAX_NAMES = 3;
const MAX_GAPS = 5;
const MAX_REMARKS = 5;
const MAX_REASON = 1_000;

const OUTCOMES: Readonly<Record<ScanResult["verdict"]["outcome"], string>> = {
  pass: "pass",
  blocked: "blocked",
  unproven: "unproven",
};

const NOUNS: Readonly<Record<Category, string>> = {
  system: "system packages",
  application: "application packages",
  malware: "malicious samples",
  sensitive: "sensitive files",
  baseline: "baseline risks",
  instruction: "instruction risks",
};

/**
 * The note on a merge request, in GitLab Flavored Markdown, at most 60,000 bytes. What is of the image, of advisories or
 * of the policy stands in code or is escaped: it is no markup, no mention, no reference, no quick action.
 */
export function noteText(result: ScanResult, job: Pick<Job, "name" | "page">): string {
  const standing = worstFirst(result.verdict.judged, isNewIn(result));
  const all = matters(standing);
  return fitting(all.slice(0, MAX_MATTERS), MAX_BYTES, (shown) => {
    const unshown = all.length - shown.length;
    const parts = [
      markOf(job),
      `### drydock: ${OUTCOMES[result.verdict.outcome]}`,
      `${code(result.image.reference)}\n(${code(result.image.digest)}, ${systemText(result)})`,
      `> ${prose(result.verdict.reason, MAX_REASON)}`,
      countTable(result, standing),
      [...sinceLines(result, standing), ...originLines(result, standing)].join("\n"),
      gapText(result),
      repairText(result),
      matterTable(shown.slice(0, AT_ONCE)),
      restText(shown.slice(AT_ONCE)),
      unshown === 0 ? "" : `${unshown} more are not shown here.`,
      linkText(job),
    ];
    return parts.filter((text) => text !== "").join("\n\n");
  });
}

function systemText({ image: { os, platform } }: ScanResult): string {
  const name = os?.prettyName ?? `${os?.family ?? ""} ${os?.version ?? ""}`.trim();
  return [...(name === "" ? [] : [code(name)]), code(printPlatform(platform))].join(", ");
}

/** By category and severity; of a category that was not looked at there is no row, as 0 would be a lie. */
function countTable({ checked }: ScanResult, standing: readonly JudgedFinding[]): string {
  const severities = SEVERITIES.toReversed();
  const rows = CATEGORIES.filter((category) => checked.categories.includes(category)).map((category) => {
    const own = standing.filter(({ finding }) => categoryOf(finding) === category);
    const cells = severities.map((severity) => {
      const count = own.filter(({ finding }) => finding.severity === severity).length;
      return count === 0 ? "" : String(count);
    });
    return [NOUNS[category], ...cells, String(own.filter(({ action }) => action === "block").length)];
  });
  return rows.length === 0 ? "" : table(["Checked", ...severities, "blocking"], rows);
}

function sinceLines(result: ScanResult, standing: readonly JudgedFinding[]): readonly string[] {
  const { baseline, fixed = [] } = result;
  if (baseline === undefined) return [];
  const number = standing.filter(({ since }) => since !== "known").length;
  return [`- Against ${code(baseline.reference)}: **${number} new**, ${fixed.length} fixed.`];
}

function originLines({ image }: ScanResult, standing: readonly JudgedFinding[]): readonly string[] {
  const owners = standing.map(({ finding }) => ownerOf(image, finding));
  const of = (wanted: string) => owners.filter((owner) => owner === wanted).length;
  if (of("base") === 0) return [];
  const name = image.baseImage?.name === undefined ? "" : ` ${code(image.baseImage.name)}`;
  const rest = of("unknown") === 0 ? "" : `, ${of("unknown")} of unknown origin`;
  return [`- From the base image${name}: ${of("base")}; from the image's own layers: ${of("own")}${rest}.`];
}

function gapText({ verdict: { gaps } }: ScanResult): string {
  const blocking = gaps.filter(({ action }) => action === "block");
  if (blocking.length === 0) return "";
  const lines = blocking.slice(0, MAX_GAPS).map(({ gap }) => `- ${code(gap.where)}: ${prose(gap.reason)}`);
  const more = blocking.length > MAX_GAPS ? [`- and ${blocking.length - MAX_GAPS} more`] : [];
  return [`**Could not be told: ${blocking.length}**\n`, ...lines, ...more].join("\n");
}

function repairText({ fix }: ScanResult): string {
  if (fix === undefined) return "";
  const { title, remarks, raised, left } = fixTexts(fix);
  const counted = [
    ...(raised.length === 0 ? [] : [`${raised.length} raised`]),
    ...(left.length === 0 ? [] : [`${left.length} as they were`]),
  ];
  return [
    `**Repair**: ${prose(title, MAX_REASON)}\n`,
    ...remarks.slice(0, MAX_REMARKS).map((text) => `- ${prose(text, MAX_REASON)}`),
    ...(counted.length === 0 ? [] : [`- System packages: ${counted.join(", ")}.`]),
  ].join("\n");
}

function matterTable(shown: readonly Matter[]): string {
  if (shown.length === 0) return "";
  return table(["Severity", "What", "Where", "Fixed in", "Decision"], shown.map(matterCells));
}

function restText(shown: readonly Matter[]): string {
  if (shown.length === 0) return "";
  return `<details><summary>${shown.length} more</summary>\n\n${matterTable(shown)}\n\n</details>`;
}

function matterCells({ row: { finding, action, since }, names }: Matter): readonly string[] {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  const where = names
    .slice(0, MAX_NAMES)
    .map((name) => code(name))
    .join(", ");
  const isPackage = isVulnerability(finding);
  return [
    severityWord(finding),
    isPackage ? code(finding.rule) : `${code(finding.rule)} ${prose(finding.title)}`,
    `${where}${more}${isPackage ? ` ${code(finding.package.version)}` : ""}`,
    isPackage ? (finding.fixedIn === undefined ? "no fix" : code(finding.fixedIn)) : "",
    [...(action === "block" ? ["**blocks**"] : []), ...(since === "new" ? ["new"] : [])].join(", "),
  ];
}

function linkText({ page }: Pick<Job, "page">): string {
  return page === undefined ? "" : `[The job](<${page.replace(/[<>]/g, encodeURIComponent)}>) has all of it.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function isNewIn({ verdict }: ScanResult) {
  const fresh = new Set(verdict.judged.filter(({ since }) => since === "new").map(({ finding }) => finding));
  return (finding: JudgedFinding["finding"]) => fresh.has(finding);
}

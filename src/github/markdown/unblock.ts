import type { ScanResult } from "../../model/index.ts";
import { baseHint, placeText, unblockOf } from "../../report/index.ts";
import { count, paragraphs, plain } from "./text.ts";

const MAX_RULES = 10;
const MAX_UPGRADES = 15;
const MAX_REMEDIES = 10;
const MAX_NAMES = 5;
const MAX_SENTENCE = 400;

/** What blocks and why, and what would let the image pass; nothing where it is not blocked. */
export function unblockPart(result: ScanResult): string {
  const unblock = unblockOf(result);
  if (unblock === undefined) return "";
  const rules = unblock.rules.map(
    ({ rule, findings }) => `${plain(rule, MAX_SENTENCE)}: ${count(findings, "finding")}`,
  );
  const upgrades = unblock.upgrades.map(({ packages, from, to, findings, command, places }) => {
    const more = packages.length > MAX_NAMES ? ` and ${packages.length - MAX_NAMES} more` : "";
    const names = packages.slice(0, MAX_NAMES).map((name) => plain(name));
    const place = placeText(places);
    const where = place === undefined ? "" : ` in ${plain(place, MAX_SENTENCE)}`;
    return `Upgrade **${names.join(", ")}**${more} from ${plain(from)} to **${plain(to)}**${where} (${count(findings, "finding")})${command === undefined ? "" : `: ${plain(command, MAX_SENTENCE)}`}`;
  });
  const remedies = unblock.remedies.map(
    ({ rule, title, advice, findings }) =>
      `${plain(rule)} ${plain(title, 150)} (${findings}): ${plain(advice, MAX_SENTENCE)}`,
  );
  const hint = baseHint(result);
  const steps = [
    ...listed(upgrades, MAX_UPGRADES, "upgrades"),
    ...(hint === undefined ? [] : [plain(hint, MAX_SENTENCE)]),
    ...listed(remedies, MAX_REMEDIES, "kinds of risk"),
  ];
  const none =
    unblock.unfixed === 0
      ? ""
      : `${count(unblock.unfixed, "vulnerability", "vulnerabilities")} that block${unblock.unfixed === 1 ? "s" : ""} cannot be fixed yet. `;
  return paragraphs([
    "#### What blocks",
    bullets(listed(rules, MAX_RULES, "rules")),
    "#### How to fix it",
    bullets(steps),
    `${none}To accept a finding for a time:`,
    `\`\`\`sh\n${unblock.waive}\n\`\`\``,
  ]);
}

function listed(texts: readonly string[], max: number, nouns: string): readonly string[] {
  if (texts.length <= max) return texts;
  const more = texts.length - max + 1;
  return [...texts.slice(0, max - 1), `And ${more} more ${nouns}; the JSON report has them all.`];
}

function bullets(texts: readonly string[]): string {
  return texts.map((text) => `- ${text}`).join("\n");
}

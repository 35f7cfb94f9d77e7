import type { Category } from "../model/rule.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedGap } from "../model/verdict.ts";
import { escapeForTerminal } from "./escape.ts";
import { isAffecting } from "./judged.ts";
import { short } from "./sarif-text.ts";
import { count } from "./text.ts";

/** Stops an image with a broken file per entry from filling the report. */
const MAX_MESSAGES = 200;
const MAX_TEXT = 1_000;

/** What a report would have findings of. */
export interface MessageScope {
  readonly categories: readonly Category[];
}

interface Message {
  readonly level: "info" | "warn";
  readonly value: string;
}

/**
 * What the scan has to say of itself, as `scan.messages`: the verdict, what was not looked for or could not be told (an
 * empty report is then no clean bill), what is left out.
 */
export function messagesOf(
  { categories }: MessageScope,
  result: ScanResult,
  dropped: number,
): readonly Message[] {
  const { verdict, checked, notices } = result;
  const waived = verdict.judged.filter((row) => row.action === "waive" || !isAffecting(row)).length;
  const unchecked = categories.filter((category) => !checked.categories.includes(category));
  const messages = [
    info(`${verdict.outcome}: ${verdict.reason}`),
    ...unchecked.map((category) => warn(`Nothing of category ${category} was looked for.`)),
    ...(checked.partial ?? [])
      .filter((category) => categories.includes(category))
      .map((category) => warn(`Of category ${category} some rules are switched off.`)),
    ...(dropped === 0
      ? []
      : [warn(`${dropped} of the least severe findings are left out; the JSON report has them all.`)]),
    ...(waived === 0
      ? []
      : [info(`Left out, because waived or not affecting the image: ${count(waived, "finding")}.`)]),
    ...verdict.gaps
      .filter((row) => concerns(row, categories))
      .map(({ gap }) => warn(`${gap.where}: ${gap.reason} (${gap.by})`)),
    ...[...notices, ...verdict.remarks].map(info),
  ];
  const more = messages.length - MAX_MESSAGES;
  return more <= 0
    ? messages
    : [
        ...messages.slice(0, MAX_MESSAGES),
        warn(`${more} more messages are left out; the JSON report has them all.`),
      ];
}

/** A gap without a category stands in the way of packages and their advisories. */
function concerns({ gap }: JudgedGap, categories: readonly Category[]): boolean {
  return categories.includes(gap.rule?.category ?? gap.category ?? "system");
}

function info(text: string): Message {
  return { level: "info", value: shown(text) };
}

function warn(text: string): Message {
  return { level: "warn", value: shown(text) };
}

function shown(text: string): string {
  return short(escapeForTerminal(text), MAX_TEXT) || "(no text)";
}

import { SEVERITIES } from "../model/advisory.ts";
import type { FixCounts, FixResult } from "../model/fix.ts";
import { count } from "./text.ts";

/** What became of a repair, as sentences that have still to be escaped. */
export interface FixTexts {
  readonly title: string;
  /** Before and after, what a person could run instead, remarks. */
  readonly remarks: readonly string[];
  readonly raised: readonly string[];
  /** What stays as it is, with the reason for each. */
  readonly left: readonly string[];
}

/** The same words for every report. */
export function fixTexts(fix: FixResult): FixTexts {
  const { fixed, index, packages, left, commands, notes, before, after } = fix;
  return {
    title: titleOf(fix),
    remarks: [
      ...(index === undefined ? [] : [indexOf(index)]),
      ...(after === undefined ? [] : [beforeAndAfter(before, after)]),
      ...(fixed || commands.length === 0 ? [] : [`By hand: ${commands.join(" && ")}`]),
      ...notes,
    ],
    raised: packages.map(
      ({ name, architecture, from, to, because }) =>
        `${name} (${architecture}): ${from} → ${to} (${because})`,
    ),
    left: left.map(({ name, version, code, reason }) => `${name} ${version} stays: ${reason} (${code})`),
  };
}

function titleOf(fix: FixResult): string {
  const { fixed, planned, refusal, image, digest, index, mode, unchanged, packages } = fix;
  if (refusal !== undefined) return `Not repaired: ${refusal.reason} (${refusal.code})`;
  const what = `${count(packages.length, "package")}, ${mode}`;
  if (planned === true || !fixed) return `Would be repaired (${what})`;
  const is = unchanged === true ? "is there already" : "repaired";
  const listed = index === undefined ? "" : `, listed by ${index.image}`;
  return `${image} ${is} (${what}): ${digest}${listed}`;
}

function indexOf({ image, digest, unchanged }: NonNullable<FixResult["index"]>): string {
  return `The index ${image} ${unchanged === true ? "is there already" : "was pushed"}: ${digest}`;
}

function beforeAndAfter(before: FixCounts, after: FixCounts): string {
  const rows = SEVERITIES.toReversed()
    .filter((severity) => before[severity] > 0 || after[severity] > 0)
    .map((severity) => `${severity} ${before[severity]} → ${after[severity]}`);
  return `Findings of system packages before and after: ${rows.length === 0 ? "none" : rows.join(", ")}`;
}

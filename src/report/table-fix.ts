import { SEVERITIES } from "../model/advisory.ts";
import type { FixCounts, FixResult } from "../model/fix.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { bullets } from "./table-asides.ts";
import { count, type Paint } from "./text.ts";

/** What a repair has raised, or would, what stays and why, and what the second scan says; nothing where none was asked for. */
export function fixLines({ fix }: ScanResult, width: number, paint: Paint): readonly string[] {
  if (fix === undefined) return [];
  const { packages, left, commands, notes, refusal } = fix;
  const raised = packages.map(
    ({ name, architecture, from, to, because }) => `${name} (${architecture}): ${from} → ${to} (${because})`,
  );
  const staying = left.map(
    ({ name, version, code, reason }) => `${name} ${version} stays: ${reason} (${code})`,
  );
  const texts = [
    ...(fix.after === undefined ? [] : [beforeAndAfter(fix.before, fix.after)]),
    ...(fix.fixed || commands.length === 0 ? [] : [`By hand: ${commands.join(" && ")}`]),
    ...notes,
    ...raised,
    ...staying,
  ];
  const title = paint(refusal === undefined ? "green" : "yellow", titleOf(fix));
  return [title, ...bullets(texts, width)];
}

function titleOf({ fixed, planned, refusal, image, digest, mode, unchanged, packages }: FixResult): string {
  if (refusal !== undefined) return escapeForTerminal(`Not repaired: ${refusal.reason} (${refusal.code})`);
  const what = `${count(packages.length, "package")}, ${mode}`;
  if (planned === true || !fixed) return `Would be repaired (${what})`;
  const is = unchanged === true ? "is there already" : "repaired";
  return escapeForTerminal(`${image} ${is} (${what}): ${digest}`);
}

function beforeAndAfter(before: FixCounts, after: FixCounts): string {
  const rows = SEVERITIES.toReversed()
    .filter((severity) => before[severity] > 0 || after[severity] > 0)
    .map((severity) => `${severity} ${before[severity]} → ${after[severity]}`);
  return `Findings of system packages before and after: ${rows.length === 0 ? "none" : rows.join(", ")}`;
}

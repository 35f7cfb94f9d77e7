import { CATEGORIES, type ScanResult, SEVERITIES } from "../model/index.ts";
import { FORMATS } from "../options.ts";
import type { ReportTarget } from "../read-options.ts";
import { outcomeValues } from "../report/index.ts";
import { reportFile } from "../write-reports.ts";

export interface OutputSpec {
  readonly name: string;
  readonly help: string;
}

/** Of the action, as `action.yml` lists them. */
export const OUTPUTS: readonly OutputSpec[] = [
  { name: "outcome", help: "pass, blocked or unproven; failed where the work could not be done." },
  { name: "reason", help: "Why, in one line; what a shell would obey is left out of it." },
  { name: "digest", help: "Digest of the image's manifest, or of its config where it has none." },
  { name: "blocking", help: "How many findings block." },
  { name: "waived", help: "How many findings are waived." },
  { name: "gaps", help: "How many things could not be told." },
  ...SEVERITIES.toReversed().map((severity) => ({
    name: `count-${severity}`,
    help: `How many findings of severity ${severity} are not waived.`,
  })),
  ...CATEGORIES.map((category) => ({
    name: `count-${category}`,
    help: `How many findings of category ${category} are not waived; empty where nobody looked.`,
  })),
  { name: "new", help: "How many findings the baseline did not have; empty without a baseline." },
  { name: "gone", help: "How many findings of the baseline are gone; empty without a baseline." },
  {
    name: "fixed",
    help: "true where the image was repaired, false where not; empty where that was not asked for.",
  },
  { name: "fixed-image", help: "Name of the repaired image, where there is one." },
  { name: "fixed-digest", help: "Digest of the repaired image's manifest." },
  {
    name: "fix-before",
    help: "How many vulnerabilities of system packages the image has, where a repair was asked for.",
  },
  { name: "fix-after", help: "How many the repaired image has." },
  { name: "reports", help: "The folder of the reports, where there is one." },
  ...FORMATS.map((format) => ({
    name: `report-${format}`,
    help: `Path of the ${format} report, where it was written.`,
  })),
];

/** What there is to say of a result. */
export function resultOutputs(result: ScanResult): ReadonlyMap<string, string> {
  const outputs = new Map(
    outcomeValues(result).map(([name, value]) => [
      name.toLowerCase().replaceAll("_", "-"),
      harmless(String(value)),
    ]),
  );
  if (result.baseline === undefined) return outputs;
  const fresh = result.verdict.judged.filter(({ since, action }) => since === "new" && action !== "waive");
  return outputs.set("new", String(fresh.length)).set("gone", String(result.fixed?.length ?? 0));
}

/** Where the reports are. */
export function reportOutputs(targets: readonly ReportTarget[]): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  for (const target of targets) {
    const file = reportFile(target);
    if (file !== undefined) outputs.set(`report-${target.format}`, file);
    if (target.folder !== undefined) outputs.set("reports", target.folder);
  }
  return outputs;
}

/**
 * People write `echo "${{ steps.scan.outputs.reason }}"`, which puts the text into the script as it is; and in a reason may
 * be what an image calls itself. Source: GitHub Docs, "Script injections".
 */
export function harmless(text: string): string {
  return text.replace(/[^A-Za-z0-9 .,:/@+=_()%-]+/g, "_").slice(0, MAX_VALUE);
}

const MAX_VALUE = 500;

import { atLeast, categoryOf, type JudgedFinding } from "../model/index.ts";
import type { ReportForm } from "./report-form.ts";

/** What is left out of reports for people: never what blocks, and never what a rule warns of. */
export function hiding({ severity, categories, waived }: ReportForm): (row: JudgedFinding) => boolean {
  return ({ finding, action }) => {
    if (action === "block" || action === "warn") return false;
    if (waived === false && action === "waive") return true;
    if (severity !== undefined && !atLeast(finding.severity, severity)) return true;
    return categories !== undefined && !categories.includes(categoryOf(finding));
  };
}

import { isVulnerability } from "../../model/index.ts";
import { date } from "../schema-parts.ts";
import { type EntryIds, type IgnoreEntry, type LeftOut, type ReadEntries, reasonOf } from "./entry.ts";

/**
 * Reads a `.trivyignore`: an id in each line, of a vulnerability, a misconfiguration or a secret, and after it perhaps
 * the day from which on it no longer holds. Ids are those that Trivy reports, no aliases. A comment right above an id, or
 * after it, is its reason. Source: Trivy's documentation, "Filtering", `.trivyignore`; a line whose day is none does not
 * count there either.
 */
export function readTrivyPlain(text: string): ReadEntries {
  const entries: IgnoreEntry[] = [];
  const leftOut: LeftOut[] = [];
  let above: string[] = [];
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const words = row.trim();
    if (words.startsWith("#")) {
      above.push(words.replace(/^#+/, ""));
      continue;
    }
    const comment = above.join(" ");
    above = [];
    const [id, ...others] = words.split(/\s+/);
    if (id === undefined || id === "") continue;
    const expires = others.find((word) => word.startsWith("exp:"))?.slice("exp:".length);
    if (expires !== undefined && !date.safeParse(expires).success) {
      leftOut.push({ line, why: `${JSON.stringify(expires.slice(0, 40))} is no day, written YYYY-MM-DD` });
      continue;
    }
    entries.push({
      line,
      what: id,
      ...reasonOf(/#(.*)$/s.exec(others.join(" "))?.[1] ?? comment),
      ...(expires === undefined ? {} : { expires }),
      ids: idsOf(id),
      covers: (finding) => !isVulnerability(finding) || finding.rule === id,
    });
  }
  return { entries, leftOut };
}

/** What it may be the id of: no vulnerability is called like a check (`AVD-DS-0002`, `DS002`) or like a secret's rule. */
function idsOf(id: string): EntryIds {
  if (/^AVD-|^[A-Z]{2,5}-?\d{3,4}$/.test(id)) return { misconfiguration: id };
  return /^[a-z][a-z0-9-]*$/.test(id) ? { secret: id } : { vulnerability: id };
}

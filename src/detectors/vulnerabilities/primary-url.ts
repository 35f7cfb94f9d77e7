import type { Advisory } from "../../model/index.ts";

/** Where the sources of advisories keep their pages; the first reference that begins so is the one to read. */
const PAGES: ReadonlyMap<string, readonly string[]> = new Map([
  ["debian", ["http://www.debian.org", "https://www.debian.org"]],
  ["ubuntu", ["http://www.ubuntu.com", "https://usn.ubuntu.com"]],
  ["redhat", ["https://access.redhat.com"]],
  ["suse-cvrf", ["http://lists.opensuse.org", "https://lists.opensuse.org"]],
  ["nodejs-security-wg", ["https://hackerone.com"]],
  ["ruby-advisory-db", ["http://groups.google.com", "https://groups.google.com"]],
  ["oracle-oval", ["http://linux.oracle.com/errata", "https://linux.oracle.com/errata"]],
]);

/** The page on a vulnerability that a reader should open first; `undefined` = none is known. */
export function primaryUrl(row: Advisory, references: readonly string[]): string | undefined {
  const { id } = row;
  if (id.startsWith("CVE-")) return `https://avd.aquasec.com/nvd/${id.toLowerCase()}`;
  if (/^(?:RUSTSEC|PYSEC|GO|JLSEC)-/.test(id)) return `https://osv.dev/vulnerability/${id}`;
  if (id.startsWith("GHSA-")) return `https://github.com/advisories/${id}`;
  if (id.startsWith("TEMP-")) return `https://security-tracker.debian.org/tracker/${id}`;
  const starts = PAGES.get(row.source?.id ?? "") ?? [];
  return references.find((reference) => starts.some((start) => reference.startsWith(start)));
}

import type { Finding, VulnerabilityFinding } from "../model/finding.ts";
import { escapeForTerminal } from "./escape.ts";
import { short } from "./sarif-text.ts";

/** GitLab keeps the first twenty. */
const MAX_IDENTIFIERS = 20;
const MAX_VALUE = 255;

export interface Identifier {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly url?: string;
}

/**
 * Whose ids look how, and where each has its page. Types are those of GitLab's own scanners. Source: GitLab, "Security
 * scanner integration", "Identifiers".
 */
const KINDS: readonly (readonly [form: RegExp, type: string, page: (id: string) => string])[] = [
  [/^CVE-\d{4}-\d{4,19}$/, "cve", (id) => `https://nvd.nist.gov/vuln/detail/${id}`],
  [/^GHSA(?:-[0-9a-z]{4}){3}$/, "ghsa", (id) => `https://github.com/advisories/${id}`],
  [/^USN-\d{1,6}-\d{1,4}$/, "usn", (id) => `https://ubuntu.com/security/notices/${id}`],
  [/^RH[SBE]A-\d{4}:\d{1,8}$/, "rhsa", (id) => `https://access.redhat.com/errata/${id}`],
  [/^ELSA-\d{4}-\d{1,8}$/, "elsa", (id) => `https://linux.oracle.com/errata/${id}.html`],
  [/^DSA-\d{1,6}(?:-\d{1,4})?$/, "dsa", (id) => `https://security-tracker.debian.org/tracker/${id}`],
  [/^DLA-\d{1,6}(?:-\d{1,4})?$/, "dla", (id) => `https://security-tracker.debian.org/tracker/${id}`],
];

/** The first one tells findings apart; a rule of drydock's own has its id and nothing else. */
export function identifiersOf(finding: Finding): readonly Identifier[] {
  if (finding.kind === "risk") {
    return [{ type: "drydock_rule_id", name: finding.rule, value: finding.rule }];
  }
  const { id, aliases, cwes } = finding.advisory;
  const all = [...[id, ...aliases].map(identifier), ...cwes.flatMap(weakness)];
  const unique = new Map(all.map((one) => [JSON.stringify([one.type, one.value]), one]));
  return [...unique.values()].slice(0, MAX_IDENTIFIERS);
}

function identifier(id: VulnerabilityFinding["advisory"]["id"]): Identifier {
  const [, type = "advisory", page] = KINDS.find(([form]) => form.test(id)) ?? [];
  const value = short(escapeForTerminal(id), MAX_VALUE) || "unnamed";
  return { type, name: value, value, ...(page === undefined ? {} : { url: page(id) }) };
}

/** GitLab's value of a weakness is the bare number. */
function weakness(text: string): readonly Identifier[] {
  const [, number] = /^CWE-([1-9]\d{0,5})$/.exec(text) ?? [];
  if (number === undefined) return [];
  const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
  return [{ type: "cwe", name: `CWE-${number}`, value: number, url }];
}

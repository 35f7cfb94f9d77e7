import { type Cvss, SEVERITIES, type Severity, type VulnerabilityDetails } from "../../model/advisory.ts";
import type { JsonRecord } from "./record.ts";

const SCORES = [
  ["v2Vector", "V2Vector"],
  ["v3Vector", "V3Vector"],
  ["v4Vector", "V40Vector"],
] as const;
const NUMBERS = [
  ["v2Score", "V2Score"],
  ["v3Score", "V3Score"],
  ["v4Score", "V40Score"],
] as const;

/** A value of the `vulnerability` bucket. Source: trivy-db `pkg/types/types.go`, `Vulnerability`. */
export function vulnerabilityDetails(value: JsonRecord): VulnerabilityDetails {
  const vendors = value.record("VendorSeverity");
  const cvss = value.record("CVSS");
  return {
    ...texts(value, { title: "Title", description: "Description" }),
    severity: namedSeverity(value.text("Severity")),
    vendorSeverity: table<Severity>(vendors?.keys() ?? [], (key) => vendors?.severity(key)),
    cvss: table(cvss?.keys() ?? [], (key) => scores(cvss?.record(key))),
    cwes: value.texts("CweIDs"),
    references: value.texts("References"),
    ...texts(value, { published: "PublishedDate", modified: "LastModifiedDate" }),
  };
}

function scores(value: JsonRecord | undefined): Cvss | undefined {
  if (value === undefined) return undefined;
  const found: Record<string, string | number> = {};
  for (const [name, key] of SCORES) {
    const vector = value.text(key);
    if (vector !== undefined) found[name] = vector;
  }
  for (const [name, key] of NUMBERS) {
    const score = value.number(key);
    if (score !== undefined && score !== 0) found[name] = score;
  }
  return found as Cvss;
}

function namedSeverity(text: string | undefined): Severity {
  return SEVERITIES.find((known) => known === text?.toLowerCase()) ?? "unknown";
}

function texts<K extends string>(value: JsonRecord, fields: Record<K, string>): { [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const name of Object.keys(fields) as K[]) {
    const text = value.text(fields[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

/** Without a prototype: source names come from outside. */
function table<V>(keys: readonly string[], read: (key: string) => V | undefined): Record<string, V> {
  const found = Object.create(null) as Record<string, V>;
  for (const key of keys) {
    const value = read(key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

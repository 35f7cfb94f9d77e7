import type { Advisory, DataSource } from "../../model/advisory.ts";
import type { JsonRecord } from "./record.ts";

/**
 * One stored value as flat rows. Oracle and Rocky keep one row per flavour and architecture in `Entries`; Red Hat keeps
 * entries times CVEs. Sources: trivy-db `pkg/types/types.go`, `pkg/vulnsrc/redhat-oval/types.go`.
 */
export function advisoryRows(
  id: string,
  value: JsonRecord,
  source: DataSource | undefined,
): readonly Advisory[] {
  const entries = value.records("Entries");
  if (entries.length === 0) return [plainRow(id, value, source)];
  // The outer FixedVersion is a leftover there, and `0.0.0` in Rocky's rows.
  return entries.flatMap((entry) =>
    isRedHat(entry) ? redHatRows(id, entry, source) : [plainRow(id, entry, source, value)],
  );
}

/** `outer` holds what an entry does not say itself. */
function plainRow(
  id: string,
  value: JsonRecord,
  source: DataSource | undefined,
  outer: JsonRecord = value,
): Advisory {
  const severity = value.severity("Severity") ?? outer.severity("Severity");
  const aliases = value.texts("VendorIDs");
  return {
    id,
    aliases: aliases.length > 0 ? aliases : outer.texts("VendorIDs"),
    ...optional("fixedVersion", value.text("FixedVersion")),
    ...optional("affectedVersion", value.text("AffectedVersion")),
    ...list("vulnerableVersions", value.texts("VulnerableVersions")),
    ...list("patchedVersions", value.texts("PatchedVersions")),
    ...list("unaffectedVersions", value.texts("UnaffectedVersions")),
    ...list("architectures", value.texts("Arches")),
    status: statusOf(value),
    // 0 is "the source gave none".
    ...(severity === undefined || severity === "unknown" ? {} : { severity }),
    ...optional("source", source),
  };
}

function isRedHat(entry: JsonRecord): boolean {
  return entry.keys().some((key) => key === "Cves" || key === "Affected");
}

/** A fixed entry stands under its RHSA and names CVEs; an unfixed one stands under the CVE and names none. */
function redHatRows(id: string, entry: JsonRecord, source: DataSource | undefined): readonly Advisory[] {
  return entry.records("Cves").map((cve) => {
    const cveId = cve.text("ID");
    return {
      id: cveId ?? id,
      aliases: cveId === undefined || cveId === id ? [] : [id],
      ...optional("fixedVersion", entry.text("FixedVersion")),
      ...list("architectures", entry.texts("Arches")),
      cpes: entry.numbers("Affected"),
      status: statusOf(entry),
      severity: cve.severity("Severity") ?? "unknown",
      ...optional("source", source),
    };
  });
}

function statusOf(value: JsonRecord): Advisory["status"] {
  const status = value.status("Status");
  return status === "unknown" && value.text("FixedVersion") !== undefined ? "fixed" : status;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function list<K extends string>(key: K, values: readonly string[]): { [P in K]?: readonly string[] } {
  return optional(key, values.length === 0 ? undefined : values);
}

import { arrayOf, type JsonObject, objectOf } from "../inventory/json-object.ts";
import { parsePurl } from "../inventory/parsed-purl.ts";
import { type Identity, type Statement, timeOf, type VexDocument, type VexStatus } from "./statement.ts";

/** CycloneDX' state of an analysis → the status that VEX has for it. */
const STATES: ReadonlyMap<unknown, VexStatus> = new Map([
  ["not_affected", "not_affected"],
  ["false_positive", "not_affected"],
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
  ["exploitable", "affected"],
  ["in_triage", "under_investigation"],
]);

/** Reads the analyses of a CycloneDX document; vulnerabilities that nobody has analysed say nothing. */
export function readCyclonedxVex(document: JsonObject, file: string): VexDocument {
  const metadata = objectOf(document.metadata) ?? {};
  const identities = new Map([
    ...arrayOf(document.components).flatMap(namedIdentity),
    ...namedIdentity(metadata.component),
  ]);
  const issued = timeOf(metadata.timestamp) ?? 0;
  return {
    file,
    id: typeof document.serialNumber === "string" ? document.serialNumber : file,
    author: authorOf(metadata),
    statements: arrayOf(document.vulnerabilities).flatMap((item) => {
      return readVulnerability(objectOf(item) ?? {}, identities, issued);
    }),
  };
}

function authorOf(metadata: JsonObject): string {
  const candidates = [arrayOf(metadata.authors)[0], metadata.manufacturer, metadata.supplier];
  const named = candidates.map((one) => objectOf(one)?.name).find((name) => typeof name === "string");
  return typeof named === "string" ? named : "an author without a name";
}

function namedIdentity(item: unknown): [string, Identity][] {
  const component = objectOf(item) ?? {};
  const { "bom-ref": ref, purl, version } = component;
  if (typeof ref !== "string") return [];
  const [, sha256] = (typeof version === "string" && /^sha256:([0-9a-f]{64})$/.exec(version)) || [];
  return [[ref, { purls: purlsIn(purl), sha256: sha256 === undefined ? [] : [sha256] }]];
}

function readVulnerability(
  vulnerability: JsonObject,
  identities: ReadonlyMap<string, Identity>,
  issued: number,
): Statement[] {
  const analysis = objectOf(vulnerability.analysis) ?? {};
  const status = STATES.get(analysis.state);
  if (status === undefined) return [];
  const { justification, detail } = analysis;
  const names = [vulnerability.id, ...arrayOf(vulnerability.references).map((one) => objectOf(one)?.id)];
  return [
    {
      vulnerabilities: names.filter((one) => typeof one === "string").map((one) => one.toUpperCase()),
      products: arrayOf(vulnerability.affects).map((item) => {
        return { identity: identityOf(objectOf(item)?.ref, identities), subcomponents: [] };
      }),
      status,
      ...(typeof justification === "string" ? { justification } : {}),
      ...(typeof detail === "string" ? { impact: detail } : {}),
      at: timeOf(analysis.lastUpdated) ?? timeOf(analysis.firstIssued) ?? issued,
    },
  ];
}

/** A reference within the document, or a link into another one: `urn:cdx:<serial>/<version>#<reference>`. */
function identityOf(ref: unknown, identities: ReadonlyMap<string, Identity>): Identity {
  if (typeof ref !== "string") return NOBODY;
  const known = identities.get(ref);
  if (known !== undefined) return known;
  const [, fragment] = /^urn:cdx:[^#]*#(.*)$/s.exec(ref) ?? [];
  if (fragment === undefined) return { purls: purlsIn(ref), sha256: [] };
  const decoded = decode(fragment);
  return identities.get(decoded) ?? { purls: purlsIn(decoded), sha256: [] };
}

const NOBODY: Identity = { purls: [], sha256: [] };

function purlsIn(value: unknown) {
  const parsed = typeof value === "string" ? parsePurl(value) : undefined;
  return parsed === undefined ? [] : [parsed];
}

/** Purls are percent-encoded themselves, and not every tool encodes them again. */
function decode(fragment: string): string {
  if (/^pkg:/.test(fragment)) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

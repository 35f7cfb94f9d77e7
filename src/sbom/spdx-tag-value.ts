import { OverLimit } from "../errors.ts";
import type { JsonObject } from "../inventory/json-object.ts";
import { MAX_COMPONENTS } from "./document.ts";

type Draft = Record<string, unknown>;

/** Tag → key of the JSON form, of a package and of a file. Source: SPDX 2.3, clauses 7 and 8. */
const PACKAGE_KEYS: ReadonlyMap<string, string> = new Map([
  ["SPDXID", "SPDXID"],
  ["PackageVersion", "versionInfo"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageSourceInfo", "sourceInfo"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
]);

export function isTagValue(text: string): boolean {
  return /^SPDXVersion:/m.test(text.slice(0, 4096));
}

/**
 * The tag-value form of an SPDX document in the shape of its JSON form, as far as `readSpdx` looks at it. Lines that
 * say nothing to us are passed over. Throws `OverLimit`.
 */
export function parseTagValue(text: string): JsonObject {
  const document: Draft = {};
  const packages: Draft[] = [];
  const files: Draft[] = [];
  const licenses: Draft[] = [];
  const relationships: Draft[] = [];
  const notes: { readonly about: string; readonly comment: string }[] = [];
  /** The package, file or licence whose lines these are. */
  let current: Draft = document;
  let comment: string | undefined;
  const begin = (list: Draft[], draft: Draft) => {
    list.push(draft);
    current = draft;
  };
  for (const [tag, value] of tagsOf(text)) {
    const key = PACKAGE_KEYS.get(tag);
    if (tag === "SPDXVersion") document.spdxVersion = value;
    else if (tag === "PackageName")
      begin(packages, { name: value, externalRefs: [], checksums: [], attributionTexts: [] });
    else if (tag === "FileName") begin(files, { fileName: value });
    else if (tag === "SnippetSPDXID") current = {};
    else if (tag === "LicenseID") begin(licenses, { licenseId: value });
    else if (tag === "LicenseName") current.name = value;
    else if (tag === "ExternalRef") append(current.externalRefs, externalRef(value));
    else if (tag === "PackageChecksum") append(current.checksums, checksum(value));
    else if (tag === "PackageAttributionText") append(current.attributionTexts, value);
    else if (tag === "Relationship") relationships.push(relationship(value));
    else if (tag === "AnnotationComment") comment = value;
    else if (tag === "SPDXREF" && comment !== undefined) notes.push({ about: value, comment });
    else if (key !== undefined) current[key] = value;
    if (packages.length > MAX_COMPONENTS) throw new OverLimit(`it has more than ${MAX_COMPONENTS} packages`);
  }
  annotate(packages, notes);
  return { ...document, packages, files, relationships, hasExtractedLicensingInfos: licenses };
}

/** `Tag: value` lines; a value within `<text>` and `</text>` may have several lines. */
function* tagsOf(text: string): Generator<readonly [tag: string, value: string]> {
  let open: { readonly tag: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (open !== undefined) {
      const end = line.indexOf("</text>");
      open.lines.push(end < 0 ? line : line.slice(0, end));
      if (end < 0) continue;
      yield [open.tag, open.lines.join("\n")];
      open = undefined;
      continue;
    }
    const colon = line.indexOf(":");
    if (colon < 0 || line.startsWith("#")) continue;
    const tag = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (!value.startsWith("<text>")) yield [tag, value];
    else if (value.endsWith("</text>")) yield [tag, value.slice(6, -7)];
    else open = { tag, lines: [value.slice(6)] };
  }
}

function append(list: unknown, item: unknown): void {
  if (Array.isArray(list) && item !== undefined) list.push(item);
}

function externalRef(value: string): Draft | undefined {
  const [category, type, locator] = value.split(/\s+/, 3);
  if (locator === undefined) return undefined;
  return { referenceCategory: category, referenceType: type, referenceLocator: locator };
}

function checksum(value: string): Draft | undefined {
  const [algorithm, checksumValue] = value.split(/:\s+/, 2);
  return checksumValue === undefined ? undefined : { algorithm, checksumValue };
}

function relationship(value: string): Draft {
  const [from, type, to] = value.split(/\s+/, 3);
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}

function annotate(
  packages: readonly Draft[],
  notes: readonly { readonly about: string; readonly comment: string }[],
): void {
  const byId = new Map(packages.map((one) => [one.SPDXID, one]));
  for (const { about, comment } of notes) {
    const found = byId.get(about);
    if (found === undefined) continue;
    found.annotations = [...(Array.isArray(found.annotations) ? found.annotations : []), { comment }];
  }
}

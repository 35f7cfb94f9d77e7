import { OverLimit, Unreadable } from "../errors.ts";
import { arrayOf, type JsonObject, objectOf } from "../inventory/json-object.ts";
import {
  type Component,
  hashesOf,
  imagePath,
  MAX_COMPONENTS,
  propertiesOf,
  type SbomDocument,
  textAt,
} from "./document.ts";
import type { Property } from "./vocabulary.ts";

/** Trivy's words, which drydock writes too. */
const SOURCE_INFO = /^built package from: (\S+)(?: (\S+))?$/;
/** Syft's. */
const FOUND_IN = /^acquired package info from [^:]{1,100}: (.+)$/s;

/** Reads SPDX 2.2 and 2.3 in JSON. Throws `Unreadable`. */
export function readSpdx(document: JsonObject): SbomDocument {
  const version = textAt(document, "spdxVersion") ?? "";
  if (!/^SPDX-2\.[23]$/.test(version)) throw new Unreadable(`"${version}" is not SPDX 2.2 or 2.3`);
  const packages = arrayOf(document.packages);
  if (packages.length > MAX_COMPONENTS) throw new OverLimit(`it has more than ${MAX_COMPONENTS} packages`);
  const links = arrayOf(document.relationships).flatMap(readRelationship);
  const described = new Set([
    ...links.filter(({ type }) => /^DESCRIBES?$/.test(type)).map(({ to }) => to),
    ...arrayOf(document.documentDescribes).filter((id) => typeof id === "string"),
  ]);
  const paths = pathsOf(document, links);
  const licenses = extractedLicenses(document);
  const all = packages.map((item) => {
    const object = objectOf(item);
    if (object === undefined) throw new Unreadable("a package in it is not an object");
    return readPackage(object, paths, licenses);
  });
  // One thing is what the document is about; several are its content.
  const main = described.size === 1 ? all.find(({ ref }) => described.has(ref)) : undefined;
  return {
    format: version.replace("-", " "),
    ...(main === undefined ? {} : { main }),
    components: all.filter((one) => one !== main),
    dependencies: dependenciesOf(links),
    incomplete: false,
  };
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

function readRelationship(item: unknown): Link[] {
  const { spdxElementId: from, relatedSpdxElement: to, relationshipType } = objectOf(item) ?? {};
  const type = typeof relationshipType === "string" ? relationshipType : "";
  return typeof from === "string" && typeof to === "string" ? [{ from, to, type }] : [];
}

function dependenciesOf(links: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string) => {
    const known = found.get(from);
    if (known === undefined) found.set(from, [to]);
    else known.push(to);
  };
  for (const { from, to, type } of links) {
    if (type === "DEPENDS_ON") add(from, to);
    else if (/^(?:|RUNTIME_)DEPENDENCY_OF$/.test(type)) add(to, from);
  }
  return found;
}

/** From a package to a file of it: the one that it was found in, as Trivy writes it. */
function pathsOf(document: JsonObject, links: readonly Link[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const item of arrayOf(document.files)) {
    const file = objectOf(item) ?? {};
    const [id, name] = [textAt(file, "SPDXID"), textAt(file, "fileName")];
    if (id !== undefined && name !== undefined) names.set(id, imagePath(name));
  }
  const paths = new Map<string, string>();
  for (const { from, to, type } of links) {
    const name = names.get(to);
    if (/^CONTAINS?$/.test(type) && name !== undefined && !paths.has(from)) paths.set(from, name);
  }
  return paths;
}

/** Names of licences that are not on SPDX's list. */
function extractedLicenses(document: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    arrayOf(document.hasExtractedLicensingInfos).flatMap((item): [string, string][] => {
      const license = objectOf(item) ?? {};
      const [id, name] = [textAt(license, "licenseId"), textAt(license, "name")];
      return id === undefined || name === undefined ? [] : [[id, name]];
    }),
  );
}

function readPackage(
  object: JsonObject,
  paths: ReadonlyMap<string, string>,
  licenses: ReadonlyMap<string, string>,
): Component {
  const ref = textAt(object, "SPDXID") ?? "";
  const purl = referenceOf(object, "purl");
  const cpe = referenceOf(object, "cpe23Type");
  const info = textAt(object, "sourceInfo") ?? "";
  const [, source, sourceVersion = ""] = SOURCE_INFO.exec(info) ?? [];
  const path = FOUND_IN.exec(info)?.[1]?.split(", ", 1)[0] ?? paths.get(ref);
  return {
    kind: kindOf(object, ref, purl),
    ref,
    name: textAt(object, "name") ?? "",
    version: textAt(object, "versionInfo") ?? "",
    ...(purl === undefined ? {} : { purl }),
    ...(cpe === undefined ? {} : { cpe }),
    hashes: hashesOf(arrayOf(object.checksums).map(readChecksum)),
    licenses: licensesOf(object, licenses),
    ...supplierOf(object),
    ...(source === undefined ? {} : { source: { name: source, version: sourceVersion } }),
    paths: path === undefined ? [] : [imagePath(path)],
    properties: propertiesOf([...annotations(object), ...attributions(object)]),
  };
}

/** Syft writes a package's maintainer or vendor as its originator. */
function supplierOf(object: JsonObject): { supplier?: string } {
  const [supplier] = ["supplier", "originator"]
    .map((key) => textAt(object, key)?.replace(/^(?:Organization|Person): /, ""))
    .filter((text) => text !== undefined && text !== "NOASSERTION");
  return supplier === undefined ? {} : { supplier };
}

function kindOf(object: JsonObject, ref: string, purl: string | undefined): Component["kind"] {
  const purpose = textAt(object, "primaryPackagePurpose")?.replace("_", "-");
  if (purpose === "OPERATING-SYSTEM" || ref.startsWith("SPDXRef-OperatingSystem")) return "system";
  if (purpose === "CONTAINER" || ref.startsWith("SPDXRef-ContainerImage")) return "image";
  if (purl !== undefined) return "package";
  const isParcel = purpose !== undefined && purpose !== "LIBRARY" && purpose !== "FRAMEWORK";
  return isParcel || /^SPDXRef-(?:Application|DocumentRoot|Filesystem|Repository)\b/.test(ref)
    ? "other"
    : "package";
}

/** Found by its type: the category was spelled in several ways. */
function referenceOf(object: JsonObject, type: string): string | undefined {
  for (const item of arrayOf(object.externalRefs)) {
    const reference = objectOf(item) ?? {};
    if (reference.referenceType === type) return textAt(reference, "referenceLocator");
  }
  return undefined;
}

function readChecksum(item: unknown) {
  const { algorithm, checksumValue: value } = objectOf(item) ?? {};
  return { algorithm, value };
}

/** `MIT AND LicenseRef-1` as it was put together. */
function licensesOf(object: JsonObject, names: ReadonlyMap<string, string>): string[] {
  const declared = textAt(object, "licenseDeclared");
  if (declared === undefined || declared === "NONE" || declared === "NOASSERTION") return [];
  return declared.split(" AND ").map((one) => names.get(one) ?? one);
}

/** Trivy and drydock keep what SPDX has no field for in annotations: `name: value`. */
function annotations(object: JsonObject): Property[] {
  return arrayOf(object.annotations).flatMap((item) => pair(objectOf(item)?.comment));
}

/** Where Trivy kept it earlier. */
function attributions(object: JsonObject): Property[] {
  return arrayOf(object.attributionTexts).flatMap(pair);
}

function pair(text: unknown): Property[] {
  if (typeof text !== "string") return [];
  const colon = text.indexOf(": ");
  return colon < 0 ? [] : [{ name: text.slice(0, colon), value: text.slice(colon + 2) }];
}

import { createHash } from "node:crypto";
import type { Package } from "../model/package.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { imageProperties, osProperties, type Property, packageProperties } from "../sbom/index.ts";
import { printJson } from "./escape.ts";
import type { Reporter } from "./reporter.ts";
import { contentUuid, dependencyRefs, imagePurl, imageTitle, packageRefs } from "./sbom-refs.ts";
import { spdxLicenses } from "./spdx-licenses.ts";

/**
 * SPDX 2.3 in JSON. What SPDX has no field for stands in annotations of the form `name: value`, as Trivy does it; the
 * names are those of the CycloneDX properties.
 */
export const spdx: Reporter = {
  id: "spdx",
  filename: "drydock.spdx.json",
  render: (result) => printJson(withNamespace(spdxDocument(result), imageTitle(result.image))),
};

const DOCUMENT = "SPDXRef-DOCUMENT";
const NOTHING_SAID = "NOASSERTION";

function spdxDocument(result: ScanResult) {
  const { image, packages, drydock } = result;
  const refs = packageRefs(packages);
  const annotate = annotator(created(result), drydock.version);
  const licenses = spdxLicenses(packages);
  const ids = new Map([...refs.values()].map((ref) => [ref, `SPDXRef-Package-${short(ref)}`]));
  const idOf = (ref: string) => ids.get(ref) ?? ref;
  const imageId = `SPDXRef-ContainerImage-${short(image.digest)}`;
  const system = image.os === undefined ? undefined : `SPDXRef-OperatingSystem-${short(image.os.family)}`;
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: DOCUMENT,
    name: imageTitle(image),
    creationInfo: { created: created(result), creators: [`Tool: drydock-${drydock.version}`] },
    packages: [
      imagePackage(result, imageId, annotate),
      ...(image.os === undefined || system === undefined ? [] : [osPackage(image.os, system, annotate)]),
      ...packages.map((pkg) => ({
        ...packageEntry(pkg, idOf(refs.get(pkg) ?? pkg.purl), licenses.expression(pkg)),
        annotations: annotate(packageProperties(pkg)),
      })),
    ],
    ...(licenses.extracted.length === 0 ? {} : { hasExtractedLicensingInfos: licenses.extracted }),
    relationships: [
      relationship(DOCUMENT, "DESCRIBES", imageId),
      ...(system === undefined ? [] : [relationship(imageId, "CONTAINS", system)]),
      ...packages.map((pkg) => {
        const holder = pkg.source === undefined || system === undefined ? imageId : system;
        return relationship(holder, "CONTAINS", idOf(refs.get(pkg) ?? pkg.purl));
      }),
      ...[...dependencyRefs(packages, refs)].flatMap(([ref, wanted]) =>
        wanted.map((one) => relationship(idOf(ref), "DEPENDS_ON", idOf(one))),
      ),
    ],
  };
}

/** The address need not lead anywhere, only be nobody else's; this is the one that SPDX gives to those without a site. */
function withNamespace(document: Readonly<Record<string, unknown>>, title: string) {
  const { spdxVersion, dataLicense, SPDXID, name, ...rest } = document;
  const label = title.replace(/[^a-zA-Z0-9.-]+/g, "-").slice(0, 100);
  const documentNamespace = `https://spdx.org/spdxdocs/${label}-${contentUuid(JSON.stringify(document))}`;
  return { spdxVersion, dataLicense, SPDXID, name, documentNamespace, ...rest };
}

/** SPDX knows whole seconds only. */
function created({ scannedAt }: ScanResult): string {
  return scannedAt.replace(/\.\d+Z$/, "Z");
}

function annotator(date: string, version: string) {
  return (properties: readonly Property[]) =>
    properties.map(({ name, value }) => ({
      annotationDate: date,
      annotationType: "OTHER",
      annotator: `Tool: drydock-${version}`,
      comment: `${name}: ${value}`,
    }));
}

type Annotate = ReturnType<typeof annotator>;

function imagePackage({ image, gaps }: ScanResult, id: string, annotate: Annotate) {
  const purl = imagePurl(image);
  const [, digest] = /^sha256:([0-9a-f]{64})$/.exec(image.digest) ?? [];
  return {
    SPDXID: id,
    name: imageTitle(image),
    versionInfo: image.digest,
    primaryPackagePurpose: "CONTAINER",
    ...unanalysed(),
    ...(digest === undefined ? {} : { checksums: [{ algorithm: "SHA256", checksumValue: digest }] }),
    ...(purl === undefined ? {} : { externalRefs: [purlReference(purl)] }),
    annotations: annotate(imageProperties(image, gaps)),
  };
}

/** Without a purpose: the schemas of 2.3 and 2.3.1 spell it differently. Readers go by the identifier. */
function osPackage(os: NonNullable<ScanResult["image"]["os"]>, id: string, annotate: Annotate) {
  return {
    SPDXID: id,
    name: os.family,
    versionInfo: os.version,
    ...unanalysed(),
    annotations: annotate(osProperties(os)),
  };
}

function packageEntry(pkg: Package, id: string, license: string) {
  const { source, vendor } = pkg;
  return {
    SPDXID: id,
    name: pkg.name,
    versionInfo: pkg.version,
    primaryPackagePurpose: "LIBRARY",
    supplier: vendor === undefined ? NOTHING_SAID : `Organization: ${vendor}`,
    ...(source === undefined
      ? {}
      : { sourceInfo: `built package from: ${source.name} ${source.version}`.trimEnd() }),
    ...unanalysed(),
    licenseDeclared: license,
    ...checksums(pkg),
    externalRefs: [purlReference(pkg.purl), ...(pkg.cpe === undefined ? [] : [cpeReference(pkg.cpe)])],
  };
}

function unanalysed() {
  return {
    downloadLocation: NOTHING_SAID,
    filesAnalyzed: false,
    licenseConcluded: NOTHING_SAID,
    licenseDeclared: NOTHING_SAID,
    copyrightText: NOTHING_SAID,
  };
}

function purlReference(purl: string) {
  return { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl };
}

function cpeReference(cpe: string) {
  return { referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: cpe };
}

function checksums({ hashes: { sha1, sha256 } = {} }: Package) {
  const list = [
    ...(sha1 === undefined ? [] : [{ algorithm: "SHA1", checksumValue: sha1 }]),
    ...(sha256 === undefined ? [] : [{ algorithm: "SHA256", checksumValue: sha256 }]),
  ];
  return list.length === 0 ? {} : { checksums: list };
}

function relationship(from: string, type: string, to: string) {
  return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
}

/** Identifiers may hold letters, digits, dots and dashes only. */
function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

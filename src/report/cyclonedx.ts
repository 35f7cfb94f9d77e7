import type { Package } from "../model/package.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { imageProperties, osProperties, packageProperties } from "../sbom/index.ts";
import { printJson } from "./escape.ts";
import { isListed } from "./licenses.ts";
import type { Reporter } from "./reporter.ts";
import { contentUuid, dependencyRefs, imagePurl, imageTitle, packageRefs } from "./sbom-refs.ts";

/**
 * CycloneDX 1.6: what the image holds. Properties in drydock's own name carry what a later scan of the document needs to
 * match as this one did.
 */
export const cyclonedx: Reporter = {
  id: "cyclonedx",
  filename: "drydock.cdx.json",
  render: (result) => printJson(withSerial(cyclonedxDocument(result))),
};

const IMAGE_REF = "image";
const OS_REF = "operating-system";

/** Longer ones do not pass the schema. */
export const MAX_VERSION = 1024;

/** Without a serial number, which comes last: it is made of the rest. */
export function cyclonedxDocument(result: ScanResult) {
  const { image, packages } = result;
  const refs = packageRefs(packages);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: result.scannedAt,
      lifecycles: [{ phase: "post-build" }],
      tools: { components: [{ type: "application", name: "drydock", version: result.drydock.version }] },
      component: imageComponent(result),
    },
    components: [
      ...(image.os === undefined ? [] : [osComponent(image.os)]),
      ...packages.map((pkg) => packageComponent(pkg, refs.get(pkg) ?? pkg.purl)),
    ],
    dependencies: dependencies(result, refs),
  };
}

export function withSerial(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { $schema, bomFormat, specVersion, ...rest } = document;
  const serialNumber = `urn:uuid:${contentUuid(JSON.stringify(document))}`;
  return { $schema, bomFormat, specVersion, serialNumber, ...rest };
}

function imageComponent({ image, gaps }: ScanResult) {
  const purl = imagePurl(image);
  return {
    "bom-ref": IMAGE_REF,
    type: "container",
    name: imageTitle(image),
    version: image.digest,
    ...(purl === undefined ? {} : { purl }),
    properties: imageProperties(image, gaps),
  };
}

function osComponent(os: NonNullable<ScanResult["image"]["os"]>) {
  return {
    "bom-ref": OS_REF,
    type: "operating-system",
    name: os.family,
    version: os.version,
    ...(os.prettyName === undefined ? {} : { description: os.prettyName }),
    properties: osProperties(os),
  };
}

function packageComponent(pkg: Package, ref: string) {
  const { licenses = [], locations } = pkg;
  return {
    "bom-ref": ref,
    type: "library",
    ...(pkg.vendor === undefined ? {} : { supplier: { name: pkg.vendor } }),
    ...groupAndName(pkg),
    // One that is cut could be taken for another version.
    ...(pkg.version.length > MAX_VERSION ? {} : { version: pkg.version }),
    ...hashes(pkg),
    ...(licenses.length === 0 ? {} : { licenses: licenses.map(license) }),
    ...(pkg.cpe === undefined ? {} : { cpe: pkg.cpe }),
    purl: pkg.purl,
    evidence: { occurrences: locations.map(({ path }) => ({ location: path })) },
    properties: packageProperties(pkg),
  };
}

/** As other tools divide the names of Maven and of npm's scopes; every other name stays whole. */
function groupAndName({ name, ecosystem }: Package): { group?: string; name: string } {
  const pattern =
    ecosystem === "Maven"
      ? /^([^:\s]+):([^:\s]+)$/
      : ecosystem === "npm"
        ? /^(@[^/\s]+)\/([^/\s]+)$/
        : undefined;
  const [, group, rest] = pattern?.exec(name) ?? [];
  return group === undefined || rest === undefined ? { name } : { group, name: rest };
}

function hashes({ hashes: { sha1, sha256 } = {} }: Package) {
  const list = [
    ...(sha1 === undefined ? [] : [{ alg: "SHA-1", content: sha1 }]),
    ...(sha256 === undefined ? [] : [{ alg: "SHA-256", content: sha256 }]),
  ];
  return list.length === 0 ? {} : { hashes: list };
}

function license(name: string) {
  return { license: isListed(name) ? { id: name } : { name } };
}

/** The image holds the system and what is no part of it; the system holds its packages. */
function dependencies({ image, packages }: ScanResult, refs: ReadonlyMap<Package, string>) {
  const refOf = (pkg: Package) => refs.get(pkg) ?? pkg.purl;
  const isOfSystem = ({ source }: Package) => image.os !== undefined && source !== undefined;
  const ofSystem = packages.filter(isOfSystem);
  const others = packages.filter((pkg) => !isOfSystem(pkg));
  const system = image.os === undefined ? [] : [OS_REF];
  return [
    { ref: IMAGE_REF, dependsOn: [...system, ...others.map(refOf)] },
    ...system.map((ref) => ({ ref, dependsOn: ofSystem.map(refOf) })),
    ...[...dependencyRefs(packages, refs)].map(([ref, dependsOn]) => ({ ref, dependsOn })),
  ];
}

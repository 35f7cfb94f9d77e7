import type { Location, PhysicalLocation, Region, Result } from "sarif";
import { type Finding, isVulnerability } from "../model/finding.ts";
import { printPlatform } from "../model/image.ts";
import { originOf, ownerOf } from "../model/origin.ts";
import type { Location as Place } from "../model/package.ts";
import type { DockerfileLines, Owner } from "../model/provenance.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { dockerfileOf } from "./origin.ts";
import { imageName } from "./sarif-image-name.ts";
import { message, short, shown } from "./sarif-text.ts";
import { relativePath } from "./source-place.ts";

type Image = ScanResult["image"];

/** As code scanning and editors call the top of the repository. */
const REPOSITORY = "%SRCROOT%";

/** A package's file has no lines that mean anything, but GitHub wants a whole region. */
const NO_LINES: Region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

/**
 * GitHub shows the first location, and wants a relative URI and a whole region: the lines of the Dockerfile where they are
 * known, or else the file inside the image, which is then only a related one; for what is in no file, the image's name.
 * The package is a logical location.
 */
export function places(finding: Finding, image: Image): Pick<Result, "locations" | "relatedLocations"> {
  const { location } = finding;
  const dockerfile = dockerfileOf(image, finding);
  const inImage = {
    artifactLocation: { uri: relativeUri(location?.path ?? imageName(image)) },
    region: lines(finding),
  };
  const physicalLocation = dockerfile === undefined ? inImage : inRepository(dockerfile);
  const locations = [{ physicalLocation, logicalLocations: logical(finding, image) }];
  if (dockerfile === undefined || location === undefined) return { locations };
  const text = `${short(location.path)} in ${layerName(location, image)}, ${location.diffId}`;
  return { locations, relatedLocations: [{ id: 1, physicalLocation: inImage, message: message(text) }] };
}

function lines(finding: Finding): Region {
  if (isVulnerability(finding) || finding.line === undefined) return NO_LINES;
  return { ...NO_LINES, startLine: finding.line, endLine: finding.line };
}

/** The end of the message: layer, instruction and owner. */
export function whence(finding: Finding, image: Image): string {
  const { location } = finding;
  const { certainty = "proved", instruction, note } = originOf(image, location) ?? {};
  const owner = ownerOf(image, finding);
  const layer = location === undefined ? "" : `${layerName(location, image)} in `;
  const place = `Found in ${layer}${short(image.reference)} (${printPlatform(image.platform)})`;
  const likely = certainty === "proved" ? "" : "most likely ";
  const base = image.baseImage?.name === undefined ? "" : `, ${short(image.baseImage.name)}`;
  const clauses: Readonly<Record<Owner, string>> = {
    base: `, which ${likely}comes from the base image${base}`,
    own:
      instruction === undefined
        ? `, which is ${likely}the image's own`
        : `, ${likely}made by ${short(instruction)}`,
    unknown: "",
  };
  return `${place}${clauses[owner]}.${note === undefined ? "" : ` ${short(note)}`}`;
}

/** People count from one, as the table does. */
function layerName({ layer }: Place, { layers }: Image): string {
  return `layer ${layer + 1} of ${layers.length}`;
}

function inRepository({ path, startLine, endLine, endColumn = 1 }: DockerfileLines): PhysicalLocation {
  const isInside = !/^(?:\/|\.\.\/|[A-Za-z]:)/.test(path);
  return {
    artifactLocation: { uri: relativeUri(path), ...(isInside ? { uriBaseId: REPOSITORY } : {}) },
    region: { startLine, startColumn: 1, endLine, endColumn },
  };
}

function logical(finding: Finding, image: Image): Location["logicalLocations"] {
  const { reference, digest } = image;
  const whole = {
    name: shown(reference),
    fullyQualifiedName: shown(`${reference}@${digest}`),
    kind: "image",
  };
  if (!isVulnerability(finding)) return [whole];
  const { name, purl } = finding.package;
  return [{ name: shown(name), fullyQualifiedName: shown(purl), kind: "package" }, whole];
}

function relativeUri(path: string): string {
  return relativePath(path).split("/").map(encodeURIComponent).join("/") || "image";
}

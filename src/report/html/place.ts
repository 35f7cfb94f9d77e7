import type { Finding } from "../../model/finding.ts";
import { originOf, ownerOf } from "../../model/origin.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import { dockerfileOf } from "../origin.ts";
import { short } from "./markup.ts";
import { OWNER_WORDS } from "./words.ts";

type Image = ScanResult["image"];

/** `etc/shadow:21, layer 2, Dockerfile:7`: as much of it as there is, and what is not what the finding is about. */
export function placeOf(image: Image, finding: Finding): string {
  const { location } = finding;
  const lines = dockerfileOf(image, finding);
  const parts = [
    ...pathParts(finding),
    ...(location === undefined ? [] : [`layer ${location.layer + 1}`]),
    ...(lines === undefined ? [] : [`${short(lines.path)}:${lines.startLine}`]),
  ];
  return parts.join(", ");
}

/** Of a package the path tells nobody anything: it is that of a database. */
function pathParts(finding: Finding): readonly string[] {
  if (finding.kind !== "risk" || finding.location === undefined) return [];
  if (finding.location.path !== finding.subject) return [pathOf(finding)];
  return finding.line === undefined ? [] : [`line ${finding.line}`];
}

/** With the line, where it is told. */
export function pathOf(finding: Finding): string {
  const path = short(finding.location?.path ?? "");
  return finding.kind === "risk" && finding.line !== undefined ? `${path}:${finding.line}` : path;
}

/** Whose the finding is, and how sure that is. */
export function ownerWordOf(image: Image, finding: Finding): string {
  const owner = ownerOf(image, finding);
  const origin = originOf(image, finding.location);
  const isGuess = owner !== "unknown" && origin?.owner === owner && origin.certainty !== "proved";
  return `${isGuess ? "likely " : ""}${OWNER_WORDS[owner]}`;
}

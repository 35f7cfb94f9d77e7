import { type Finding, isVulnerability } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { dockerfileOf } from "./origin.ts";
import { imageName } from "./sarif-image-name.ts";
import { short } from "./sarif-text.ts";

/** Stops a path from the image from filling the report. */
const MAX_PATH = 500;

/** Lines of a file as CI platforms link them; they count from 1. */
export interface SourcePlace {
  /** Relative, without `.` and `..`; control characters shown instead of obeyed. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Where a finding is shown by what knows only files of the repository: at the lines of the Dockerfile where they are known,
 * else in the file inside the image, and for what lies in no file under the image's name.
 */
export function sourcePlace(finding: Finding, image: ScanResult["image"]): SourcePlace {
  const dockerfile = dockerfilePlace(finding, image);
  return dockerfile ?? imagePlace(finding, image);
}

/** The lines of the Dockerfile; `undefined` where they are not known. */
export function dockerfilePlace(finding: Finding, image: ScanResult["image"]): SourcePlace | undefined {
  const dockerfile = dockerfileOf(image, finding);
  if (dockerfile === undefined) return undefined;
  const { startLine, endLine } = dockerfile;
  return { path: shownPath(dockerfile.path), startLine, endLine };
}

/** The file inside the image, or else the image's name; the latter also for what is no finding. */
export function imagePlace(finding: Finding | undefined, image: ScanResult["image"]): SourcePlace {
  const line = finding === undefined || isVulnerability(finding) ? 1 : (finding.line ?? 1);
  return { path: shownPath(finding?.location?.path ?? imageName(image)), startLine: line, endLine: line };
}

/** A path that stays below where it starts; empty for one that names nothing. */
export function relativePath(path: string): string {
  const segments = path.toWellFormed().split("/");
  const named = segments.filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return short(named.join("/"), MAX_PATH);
}

function shownPath(path: string): string {
  return short(escapeForTerminal(relativePath(path)), MAX_PATH) || "image";
}

import type { Location, Message, Result } from "sarif";
import type { Severity } from "../model/advisory.ts";
import type { Finding } from "../model/finding.ts";
import { printPlatform } from "../model/image.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import { escapeForTerminal } from "./escape.ts";

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  unknown: "warning",
  low: "note",
  negligible: "note",
};

/** Names and versions come from the image; stops one of them from filling the report. */
const MAX_NAME = 200;
const MAX_MESSAGE = 1_000;

/** GitHub's level of a severity. */
export function levelOf(severity: Severity): Result.level {
  return LEVELS[severity];
}

/** One package with one vulnerability, as a result without its rule. */
export function sarifResult(row: JudgedFinding, image: ScanResult["image"]): Omit<Result, "ruleId"> {
  const { finding, action, because } = row;
  return {
    level: levelOf(finding.severity),
    message: message(sentence(finding, image)),
    locations: [location(finding, image)],
    // GitHub reads this key only, and would otherwise hash the line of a file that is not in the repository.
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    properties: {
      kind: finding.kind,
      severity: finding.severity,
      package: short(finding.package.name),
      installedVersion: short(finding.package.version),
      fixedIn: finding.fixedIn === undefined ? null : short(finding.fixedIn),
      status: finding.status,
      purl: short(finding.package.purl),
      layer: finding.location.layer,
      action,
      because,
    },
  };
}

/** Plain text in SARIF's own escaping (3.11.5 and 3.11.6: braces are doubled, brackets get a backslash). */
export function message(text: string): Message {
  const safe = short(escapeForTerminal(text), MAX_MESSAGE);
  return { text: safe.replace(/[[\]\\]/g, "\\$&").replace(/[{}]/g, "$&$&") || "(no text)" };
}

/** At most `length` characters, never half of one. */
export function short(text: string, length = MAX_NAME): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, "")}…`;
}

function sentence(finding: Finding, image: ScanResult["image"]): string {
  const { package: affected, fixedIn, status } = finding;
  const fix =
    fixedIn === undefined
      ? `No fixed version is known (${status.replaceAll("-", " ")}).`
      : `Upgrade to ${short(fixedIn)}.`;
  const layer = `layer ${finding.location.layer} of ${short(image.reference)} (${printPlatform(image.platform)})`;
  const title = short(finding.title, 300);
  return `${short(affected.name)} ${short(affected.version)} has ${short(finding.advisory.id)} (${finding.severity}): ${title}. ${fix} Found in ${layer}.`;
}

/**
 * GitHub wants a relative URI and a whole region. The package database inside the image is the honest answer until a
 * Dockerfile line is known; the package itself stands as a logical location.
 */
function location(finding: Finding, image: ScanResult["image"]): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(finding.location.path) },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    logicalLocations: [
      { name: short(finding.package.name), fullyQualifiedName: short(finding.package.purl), kind: "package" },
      {
        name: short(image.reference),
        fullyQualifiedName: short(`${image.reference}@${image.digest}`),
        kind: "image",
      },
    ],
  };
}

function relativeUri(path: string): string {
  const segments = path.toWellFormed().split("/");
  const named = segments.filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return short(named.join("/"), 500).split("/").map(encodeURIComponent).join("/") || "image";
}

import { type Finding, isVulnerability } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { whence } from "./sarif-places.ts";
import { short } from "./sarif-text.ts";
import { dockerfilePlace } from "./source-place.ts";

const MAX_TEXT = 1_000;

interface Text {
  readonly type: "text";
  readonly value: string;
}

/** Where a finding lies and what was seen, as named fields of a GitLab security report; GitLab shows them as they are. */
export function detailsOf(finding: Finding, image: ScanResult["image"]) {
  const { location } = finding;
  const place = dockerfilePlace(finding, image);
  return {
    ...(isVulnerability(finding)
      ? { package: { name: "Package URL", ...text(finding.package.purl) } }
      : { subject: { name: "Subject", ...text(finding.subject) } }),
    ...(isVulnerability(finding) || finding.evidence.length === 0
      ? {}
      : { evidence: { name: "Seen", type: "list", items: finding.evidence.map(text) } }),
    ...(location === undefined ? {} : { path: { name: "Path in the image", ...text(location.path) } }),
    origin: { name: "Origin", ...text(whence(finding, image)) },
    ...(place === undefined
      ? {}
      : {
          dockerfile: {
            name: "Dockerfile",
            type: "file-location",
            file_name: place.path,
            line_start: place.startLine,
            line_end: place.endLine,
          },
        }),
  };
}

function text(value: string): Text {
  return { type: "text", value: short(escapeForTerminal(value), MAX_TEXT) };
}

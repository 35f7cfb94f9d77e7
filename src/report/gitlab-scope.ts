import type { Finding } from "../model/finding.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { dockerfileOf } from "./origin.ts";

/**
 * In which of GitLab's security reports a finding is: secrets in one, what a line of the Dockerfile does in another, and
 * what is in the image in the third.
 */
export function securityReportOf(
  finding: Finding,
  image: ScanResult["image"],
): "container_scanning" | "secret_detection" | "sast" {
  if (finding.kind === "vulnerability" || finding.category === "malware") return "container_scanning";
  if (finding.category === "sensitive") return "secret_detection";
  return dockerfileOf(image, finding) === undefined ? "container_scanning" : "sast";
}

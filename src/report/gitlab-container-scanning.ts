import { type Finding, isVulnerability, type RiskFinding } from "../model/finding.ts";
import { imageNameIn } from "../model/image-name.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { renderSecurityReport } from "./gitlab-report.ts";
import { securityReportOf } from "./gitlab-scope.ts";
import { stableName } from "./gitlab-tracking.ts";
import type { Reporter } from "./reporter.ts";
import { imageName } from "./sarif-image-name.ts";
import { short } from "./sarif-text.ts";

/**
 * What is in the image: vulnerable packages, malicious samples, and baseline and instruction risks of which no line of a
 * Dockerfile is known. GitLab tracks them by image without tag, package and first identifier.
 */
export const gitlabContainerScanning: Reporter = {
  id: "gitlab-container-scanning",
  filename: "gl-container-scanning-report.json",
  render(result, { gitlab }) {
    const { image } = result;
    const name = stableName(image, gitlab);
    const whole = {
      operating_system: systemName(image),
      image: scannedName(image),
      ...(gitlab?.defaultBranchImage === undefined
        ? {}
        : { default_branch_image: gitlab.defaultBranchImage }),
    };
    return renderSecurityReport(
      {
        type: "container_scanning",
        categories: ["system", "application", "malware", "baseline", "instruction"],
        holds: (finding) => securityReportOf(finding, image) === "container_scanning",
        within: () => name,
        place: (finding) => ({ location: { dependency: dependency(finding), ...whole } }),
      },
      result,
    );
  },
};

/**
 * The schema knows packages only: what else lies in the image stands there by path and subject, without a version. GitLab
 * takes findings of one rule for one if they have the same name here, so two accounts of one file must not.
 */
function dependency(finding: Finding) {
  const [name, version] = isVulnerability(finding)
    ? [finding.package.name, finding.package.version]
    : [placeName(finding), ""];
  return { package: { name: short(escapeForTerminal(name)) }, version: short(escapeForTerminal(version)) };
}

function placeName({ location, subject }: RiskFinding): string {
  return location === undefined || location.path === subject ? subject : `${location.path}: ${subject}`;
}

function systemName({ os }: ScanResult["image"]): string {
  return os === undefined
    ? "unknown"
    : short(escapeForTerminal(`${os.family} ${os.version}`.trim())) || "unknown";
}

/**
 * GitLab takes for the tag what stands behind the last colon, so a name without tag and digest gets the tag that is meant,
 * and an archive that does not say its name its digest.
 */
function scannedName(image: ScanResult["image"]): string {
  const name = imageNameIn(image.reference) ?? image.names[0];
  if (name === undefined) return short(escapeForTerminal(`${imageName(image)}@${image.digest}`));
  return short(escapeForTerminal(/[:@][^/]*$/.test(name) ? name : `${name}:latest`));
}

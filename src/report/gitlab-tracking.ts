import { createHash } from "node:crypto";
import { SEVERITIES } from "../model/advisory.ts";
import { repositoryOf } from "../model/image-name.ts";
import type { ScanResult } from "../model/scan-result.ts";
import type { JudgedFinding } from "../model/verdict.ts";
import type { GitLabJob } from "./gitlab-job.ts";
import { isAffecting } from "./judged.ts";
import { imageName } from "./sarif-image-name.ts";

/** What counts, the worst first. Waived findings do not: GitLab's own scanner leaves out what its allowlist names. */
export function openFindings({ verdict }: ScanResult): readonly JudgedFinding[] {
  return verdict.judged
    .filter((row) => row.action !== "waive" && isAffecting(row))
    .toSorted((a, b) => SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity));
}

/**
 * The image's name as it is the same from tag to tag, and from branch to branch where the job knows what the default
 * branch calls it.
 */
export function stableName(image: ScanResult["image"], job: GitLabJob | undefined): string {
  return job?.defaultBranchImage === undefined ? imageName(image) : repositoryOf(job.defaultBranchImage);
}

/**
 * Sixty-four hex digits for each row, the same in the next pipeline, made of its fingerprint and of `within` (an image, a
 * file). Findings that share a fingerprint, as a package has in two architectures, are told apart by their number.
 */
export function trackingKeys(
  rows: readonly JudgedFinding[],
  within: (row: JudgedFinding) => string,
): ReadonlyMap<JudgedFinding, string> {
  const counts = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const identity = JSON.stringify([within(row), row.finding.fingerprint]);
      const count = (counts.get(identity) ?? 0) + 1;
      counts.set(identity, count);
      return [row, hexDigest(count === 1 ? identity : `${identity} ${count}`)];
    }),
  );
}

export function hexDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

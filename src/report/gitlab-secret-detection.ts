import { renderSecurityReport } from "./gitlab-report.ts";
import { securityReportOf } from "./gitlab-scope.ts";
import { stableName } from "./gitlab-tracking.ts";
import type { Reporter } from "./reporter.ts";
import { imagePlace } from "./source-place.ts";

/** An image is no commit; GitLab's own analyzer writes this where it did not look at history. */
const NO_COMMIT = { sha: "0000000" };

/** Secrets and other sensitive files in the image, by their path in it. Neither source text nor a secret is in it. */
export const gitlabSecretDetection: Reporter = {
  id: "gitlab-secret-detection",
  filename: "gl-secret-detection-report.json",
  render(result, { gitlab }) {
    const { image } = result;
    const name = stableName(image, gitlab);
    return renderSecurityReport(
      {
        type: "secret_detection",
        categories: ["sensitive"],
        holds: (finding) => securityReportOf(finding, image) === "secret_detection",
        within: () => name,
        place(finding, key) {
          const { path, startLine, endLine } = imagePlace(finding, image);
          const lines = { file: path, start_line: startLine, end_line: endLine };
          const signatures = [{ algorithm: "hash", value: key }];
          return {
            location: { commit: NO_COMMIT, ...lines },
            tracking: { type: "source", items: [{ ...lines, signatures }] },
          };
        },
      },
      result,
    );
  },
};

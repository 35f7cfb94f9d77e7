import { renderSecurityReport } from "./gitlab-report.ts";
import { securityReportOf } from "./gitlab-scope.ts";
import type { Reporter } from "./reporter.ts";
import { sourcePlace } from "./source-place.ts";

/** Instruction and baseline risks that a line of the Dockerfile brings about, at that line. */
export const gitlabSast: Reporter = {
  id: "gitlab-sast",
  filename: "gl-sast-report.json",
  render(result) {
    const { image } = result;
    return renderSecurityReport(
      {
        type: "sast",
        categories: ["instruction", "baseline"],
        holds: (finding) => securityReportOf(finding, image) === "sast",
        within: (finding) => sourcePlace(finding, image).path,
        place(finding, key) {
          const { path, startLine, endLine } = sourcePlace(finding, image);
          const lines = { file: path, start_line: startLine, end_line: endLine };
          const signatures = [{ algorithm: "hash", value: key }];
          return { location: lines, tracking: { type: "source", items: [{ ...lines, signatures }] } };
        },
      },
      result,
    );
  },
};

import type { ScanResult } from "../model/scan-result.ts";
import type { GitLabJob } from "./gitlab-job.ts";

/** One format. Pure: same result and context, same text. */
export interface Reporter {
  /** As in `--format`. */
  readonly id: string;
  /** What the file is called in a folder of reports. */
  readonly filename: string;
  render(result: ScanResult, context: Context): string;
}

/** Reports for people look at the first two. */
export interface Context {
  readonly color: boolean;
  /** Columns; `Infinity` = cut nothing. */
  readonly width: number;
  /** For the reports that GitLab reads. */
  readonly gitlab?: GitLabJob;
}

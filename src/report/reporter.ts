import type { ScanResult } from "../model/scan-result.ts";

/** One format. Pure: same result and context, same text. */
export interface Reporter {
  /** As in `--format`. */
  readonly id: string;
  /** What the file is called in a folder of reports. */
  readonly filename: string;
  render(result: ScanResult, context: Context): string;
}

/** Only reports for people look at it. */
export interface Context {
  readonly color: boolean;
  /** Columns; `Infinity` = cut nothing. */
  readonly width: number;
}

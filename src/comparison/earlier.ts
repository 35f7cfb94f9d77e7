import type { ScanResult } from "../model/index.ts";

/** What is asked of an earlier result: what it looked for, what it found, where it could not look. */
export type Earlier = Pick<ScanResult, "scannedAt" | "checked" | "findings" | "gaps" | "database"> & {
  readonly image: Pick<ScanResult["image"], "reference" | "digest">;
  /** A sentence for people on how it was looked at, where that was not as today. */
  readonly note?: string;
};

import type { AdvisoryStore } from "../advisories/index.ts";
import type { Content } from "../content.ts";
import type { Found } from "../look.ts";
import type { ScanResult } from "../model/index.ts";

/** What the scan leaves to a repair; `judge` is what made its result. */
export interface Scanned {
  readonly content: Content;
  readonly found: Found;
  readonly result: ScanResult;
  readonly store: AdvisoryStore | undefined;
  judge(found: Found): ScanResult;
}

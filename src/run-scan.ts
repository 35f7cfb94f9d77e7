/** One scan as every front door runs it: options in, reports and messages out, and the judged result. */
import { isNewIn } from "./compared.ts";
import { type Gate, gateOf } from "./gate.ts";
import type { Host } from "./host.ts";
import type { ScanResult } from "./model/index.ts";
import { notifier } from "./notify/index.ts";
import { scan } from "./pipeline.ts";
import { attachedOrTold, publisher } from "./publish-result.ts";
import type { RawOptions } from "./raw-options.ts";
import { notifyOptions, reportTargets, scanOptions } from "./read-options.ts";
import { type Paper, writeReports } from "./write-reports.ts";

/** What a door does its own way. */
export interface Door {
  /** Where reports without a path go. */
  readonly paper: Paper;
  /** To be told when there is a verdict, before anything of it is shown. */
  judged?(result: ScanResult): void;
  /** To be told when the reports are written, before anything else is sent anywhere. */
  reported?(result: ScanResult): Promise<void>;
  /** To be told trouble that does not take the place of the verdict. */
  explain(error: unknown): void;
}

/** What a scan has come to: all that is known, and what a gate answers. */
export interface Ended {
  readonly result: ScanResult;
  readonly gate: Gate;
}

/**
 * Scans, judges, acts, writes the reports, attaches and tells, in this order. Throws `DrydockError` where there is no
 * verdict, where a report cannot be written, and where a pass cannot be attached that was to be.
 */
export async function runScan(image: string, raw: RawOptions, host: Host, door: Door): Promise<Ended> {
  const targets = reportTargets(raw);
  const options = scanOptions(image, raw);
  const notify = notifier(notifyOptions(raw), host);
  const allowActions = raw["allow-registry-actions"] === true;
  const { opened, act, attach, failed } = await publisher({ ...options, allowActions }, host);
  const result = await scan(options, host, opened)
    .then(act)
    .catch(async (error: unknown) => {
      await failed(error);
      throw error;
    });
  door.judged?.(result);
  await writeReports(result, targets, door.paper);
  await door.reported?.(result);
  await attachedOrTold(attach(result), result.verdict.outcome === "pass", door.explain);
  await notify(result, isNewIn(result));
  return { result, gate: gateOf(result, options.fix) };
}

import { failureText } from "../failure-text.ts";
import { EXIT, type Gate } from "../gate.ts";
import type { Host } from "../host.ts";
import type { RawOptions } from "../raw-options.ts";
import { reportTargets } from "../read-options.ts";
import { runScan } from "../run-scan.ts";
import type { ActionsCache } from "./actions-cache.ts";
import { summaryPage } from "./markdown/pages.ts";
import { OUTCOME_WORDS } from "./markdown/verdict.ts";
import { reportOutputs, resultOutputs } from "./outputs.ts";
import { type Platform, publishResult } from "./publish.ts";
import type { Runner } from "./runner.ts";
import { tellTroubles } from "./tell-troubles.ts";

interface Around {
  readonly host: Host;
  readonly runner: Runner;
  readonly platform: Platform;
  readonly cache: ActionsCache | undefined;
}

/** Wide enough for a table, and what a log shows without a bar to move it. */
const LOG_COLUMNS = 140;

/**
 * Scans, shows what came of it in the log, outputs and summary, tells GitHub, and gives the exit code: the verdict's, or 0
 * where the job only reports; 2 where that is a 0 and strict makes a failure of what could not be told. Throws as
 * `runScan` does.
 */
export async function scanned(raw: RawOptions, around: Around): Promise<number> {
  const { host, runner, platform, cache } = around;
  const { settings } = platform;
  const report: string[] = [];
  const paper = { isTTY: true, columns: LOG_COLUMNS, write: (text: string) => report.push(text) };
  const explain = (error: unknown) => runner.headline("warning", failureText(error).trimEnd());
  const { result, gate } = await runScan(settings.image, raw, host, { paper, explain });
  runner.endGroup();
  runner.group("Report");
  runner.unheeded(report.join(""));
  runner.endGroup();
  const outputs = [...resultOutputs(result), ...reportOutputs(reportTargets(raw))];
  for (const [name, value] of outputs) runner.output(name, value);
  if (settings.summary) runner.summary(summaryPage(result));
  runner.group("Telling GitHub");
  const troubles = await publishResult(result, gate, platform);
  await cache?.save(result);
  runner.endGroup();
  tellTroubles(troubles, platform, runner);
  sayAnswer(gate, platform, runner);
  const code = settings.mode === "report" ? EXIT.pass : EXIT[gate.outcome];
  return code === EXIT.pass && settings.strict && troubles.length > 0 ? EXIT.failed : code;
}

function sayAnswer({ outcome, reason }: Gate, { settings }: Platform, runner: Runner): void {
  const standing = settings.mode === "report" ? "warning" : "error";
  runner.headline(outcome === "pass" ? "notice" : standing, `${OUTCOME_WORDS[outcome]}: ${reason}`);
}

import { DrydockError } from "../errors.ts";
import { failureText } from "../failure-text.ts";
import { EXIT } from "../gate.ts";
import { failurePage } from "./markdown/pages.ts";
import { harmless } from "./outputs.ts";
import { type Platform, publishFailure } from "./publish.ts";
import type { Runner } from "./runner.ts";
import { tellTroubles } from "./tell-troubles.ts";

/**
 * The end of a run without a verdict: told everywhere where a verdict would be, so that none of an earlier run is taken
 * for this one's. `platform` = absent where not even the inputs could be read. Gives the exit code.
 */
export async function failed(
  error: unknown,
  startedAt: Date,
  runner: Runner,
  platform: Platform | undefined,
): Promise<number> {
  const { code, message } =
    error instanceof DrydockError ? error : { code: "BUG", message: "a bug in drydock itself" };
  runner.endGroup();
  runner.headline("error", failureText(error).trimEnd());
  runner.output("outcome", "failed");
  runner.output("reason", harmless(`${code}: ${message}`));
  if (platform === undefined) return EXIT.failed;
  const said = `${code}: ${message}`;
  if (platform.settings.summary) runner.summary(failurePage(said, undefined));
  tellTroubles(await publishFailure(said, startedAt, platform), platform, runner);
  return EXIT.failed;
}

/**
 * What comes in: a `ScanResult`. What goes out: text in one of the formats listed in `all.ts`. No clock, no disk (but
 * for the page's own style and script), no deciding: the verdict is shown as it was judged. Beside it the catalogue of
 * rules, as text.
 */
import { DrydockError } from "../errors.ts";
import * as all from "./all.ts";
import type { Reporter } from "./reporter.ts";

export { escapeForTerminal, escapeMarkdownText, printJson } from "./escape.ts";
export { fixTexts } from "./fix-texts.ts";
export { gitlabJob } from "./gitlab-job.ts";
export { linksOf } from "./links.ts";
export { outcomeValues } from "./outcome-values.ts";
export { peersText } from "./peers.ts";
export type { Context, Reporter } from "./reporter.ts";
export { rulesText, ruleText } from "./rule-text.ts";
export { imageName } from "./sarif-image-name.ts";
export { short } from "./sarif-text.ts";
export { dockerfilePlace, type SourcePlace } from "./source-place.ts";
export { rowsOf } from "./table-counts.ts";
export { baseHint } from "./table-origin.ts";
export { tally, tallyByCategory } from "./tally.ts";
export { unblockOf } from "./unblock.ts";
export { placeText } from "./upgrade-place.ts";
export { NO_FIX, severityWord } from "./words.ts";

/** By id. */
export const reporters: ReadonlyMap<string, Reporter> = new Map(
  Object.values(all).map((reporter) => [reporter.id, reporter]),
);

/** Throws `DrydockError` USAGE for an id that there is not. */
export function reporter(id: string): Reporter {
  const found = reporters.get(id);
  if (found !== undefined) return found;
  throw new DrydockError("USAGE", `There is no report format ${JSON.stringify(id)}.`, {
    hint: `The formats are ${[...reporters.keys()].join(", ")}.`,
  });
}

import { plain } from "./markdown/text.ts";
import type { Platform } from "./publish.ts";
import type { Runner } from "./runner.ts";
import { remarksOn } from "./trouble-text.ts";
import type { Permission, Trouble } from "./uploads.ts";

/** What could not be told to GitHub is told in the log and in the summary. */
export function tellTroubles(troubles: readonly Trouble[], platform: Platform, runner: Runner): void {
  const { settings, occasion } = platform;
  const around = {
    isReadOnly: occasion.isReadOnly,
    permissions: neededPermissions(platform),
    isStrict: settings.strict,
  };
  for (const { kind, text } of remarksOn(troubles, around)) {
    runner.headline(kind, text);
    if (settings.summary) runner.summary(`\n${quoted(text)}\n`);
  }
}

/** For all that the inputs ask for, whether or not it failed. */
export function neededPermissions({ settings, occasion }: Platform): readonly Permission[] {
  const { sarif, snapshot, comment, check } = settings;
  return [
    ...(sarif ? (["security-events"] as const) : []),
    ...(snapshot ? (["contents"] as const) : []),
    ...(comment && occasion.pullRequest !== undefined ? (["pull-requests"] as const) : []),
    ...(check === "run" ? (["checks"] as const) : check === "status" ? (["statuses"] as const) : []),
  ];
}

/** The block of permissions to be copied as it is. */
function quoted(text: string): string {
  const [sentence = "", ...block] = text.split("\n");
  const code = block.length === 0 ? [] : ["", "```yaml", ...block, "```"];
  return [`> ${plain(sentence, 1_000)}`, ...code].join("\n");
}

import { outcomeValues } from "./outcome-values.ts";
import type { Reporter } from "./reporter.ts";

/** Twenty variables of at most this many characters stay far below the 5 KB that GitLab takes. */
const MAX_VALUE = 300;

/** Left out where a repair has more to tell. */
const MINOR: ReadonlySet<string> = new Set(["WAIVED", "COUNT_NEGLIGIBLE", "COUNT_UNKNOWN"]);

/**
 * The outcome as variables for later jobs: `NAME=value`, a line each. At most 20 of them, which is what a self-managed
 * GitLab takes unless told otherwise. Source: GitLab, "CI/CD artifacts reports types", `artifacts:reports:dotenv`.
 */
export const dotenv: Reporter = {
  id: "dotenv",
  filename: "drydock.env",
  render: (result) =>
    outcomeValues(result)
      .filter(([name]) => result.fix === undefined || !MINOR.has(name))
      .map(([name, value]) => `DRYDOCK_${name}=${plain(String(value))}\n`)
      .join(""),
};

/**
 * GitLab allows neither blanks nor quotes in a value, and expands `$NAME` and `%NAME%` in it when a later job starts: a
 * value from an image could ask for that job's secrets. What is left means nothing to a shell either.
 */
function plain(value: string): string {
  return value
    .replace(/[^A-Za-z0-9_.,:/@+=-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, MAX_VALUE);
}

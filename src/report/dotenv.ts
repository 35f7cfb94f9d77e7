import { outcomeValues } from "./outcome-values.ts";
import type { Reporter } from "./reporter.ts";

/** Eighteen variables of at most this many characters stay far below the 5 KB that GitLab takes. */
const MAX_VALUE = 300;

/**
 * The outcome as variables for later jobs: `NAME=value`, a line each. At most 18 of them, as a self-managed GitLab takes
 * 20 unless told otherwise. Source: GitLab, "CI/CD artifacts reports types", `artifacts:reports:dotenv`.
 */
export const dotenv: Reporter = {
  id: "dotenv",
  filename: "drydock.env",
  render: (result) =>
    outcomeValues(result)
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

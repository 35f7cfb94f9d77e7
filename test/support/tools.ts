import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";

/** Where a program lies, if it is there. */
export function programPath(command: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders
    .map((folder) => join(folder, command))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * A `describe` for tests that run real programs (scripts/install-test-tools.sh brings them). Where one is missing the
 * tests skip and say so; under CI=true a missing one is a failure.
 */
export function describeWith(commands: readonly string[], name: string, body: () => void): void {
  const missing = commands.filter((command) => programPath(command) === undefined);
  if (missing.length === 0) describe(name, body);
  else if (process.env.CI === "true")
    throw new Error(`${name}: needs ${missing.join(", ")} (scripts/install-test-tools.sh)`);
  else describe.skip(`${name} (skipped: needs ${missing.join(", ")})`, body);
}

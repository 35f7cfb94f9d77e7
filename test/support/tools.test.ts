import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** What README asks for before anything else, and what every Debian has; the script cannot bring it. */
const GIVEN = ["npm", "chroot", "dpkg-deb"];

test("the script installs each program that a test runs", () => {
  const script = readFileSync(join(ROOT, "scripts/install-test-tools.sh"), "utf8");
  const installed = new Set(Array.from(script.matchAll(/\[([\w-]+)\]=/g), ([, command]) => command));
  const asked = globSync("test/**/*.test.ts", { cwd: ROOT }).flatMap((file) =>
    Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(/describeWith\(\s*\[([^\]]*)\]/g)).flatMap(
      ([, list]) => Array.from(list?.matchAll(/"([\w-]+)"/g) ?? [], ([, command]) => command),
    ),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((command) => !installed.has(command) && !GIVEN.includes(command ?? ""))).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The suite proves the runtime that the Action uses; another Node would prove something else. */
export default function setup(): () => void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24) {
    throw new Error(
      `Tests run on Node 24 (the dev dependency "node"), not on ${process.version}: use npm test.`,
    );
  }
  // Of this run alone: others may go on beside it. Tests inherit the environment (`cli.ts`).
  const built = join("build", `test-${process.pid}`);
  execFileSync(process.execPath, [join(root, "scripts/build.ts"), built], { cwd: root, stdio: "inherit" });
  process.env.DRYDOCK_TEST_CLI = join(root, built, "cli/index.js");
  return () => rmSync(join(root, built), { recursive: true, force: true });
}

/** Fails when `dist/` is not what a fresh build gives, byte for byte. */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const fresh = "build/dist-check";
execFileSync(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", join(root, "scripts/build.ts"), fresh],
  { cwd: root, stdio: "inherit" },
);

const differences = [...new Set([...files("dist"), ...files(fresh)])].filter((file) => {
  try {
    return !readFileSync(join(root, "dist", file)).equals(readFileSync(join(root, fresh, file)));
  } catch {
    return true;
  }
});
rmSync(join(root, fresh), { recursive: true, force: true });
if (differences.length > 0) {
  process.stderr.write(
    `dist/ is not what a fresh build gives: ${differences.join(", ")}\nRun npm run build and commit it.\n`,
  );
  process.exit(1);
}

function files(folder: string): string[] {
  const base = join(root, folder);
  return globSync("**/*", { cwd: base }).filter((file) => statSync(join(base, file)).isFile());
}

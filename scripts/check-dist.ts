/** Fails when `dist/` is not, byte for byte, what a fresh build in another folder gives. */
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a build reads, packages apart. */
const SOURCES = ["src", "rules", "scripts", "package.json", "tsconfig.json"];

const root = join(import.meta.dirname, "..");
const copy = mkdtempSync(join(tmpdir(), "drydock-build-"));
try {
  for (const source of SOURCES) cpSync(join(root, source), join(copy, source), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  execFileSync(process.execPath, [join(copy, "scripts/build.ts")], { cwd: copy, stdio: "inherit" });
  const [committed, fresh] = [join(root, "dist"), join(copy, "dist")];
  const differences = [...new Set([...files(committed), ...files(fresh)])].filter(
    (file) => !isSame(join(committed, file), join(fresh, file)),
  );
  if (differences.length > 0) {
    process.stderr.write(
      `dist/ is not what a fresh build gives: ${differences.join(", ")}\nRun npm run build and commit it.\n`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true });
}

function files(folder: string): string[] {
  return globSync("**/*", { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
}

function isSame(one: string, other: string): boolean {
  try {
    return readFileSync(one).equals(readFileSync(other));
  } catch {
    return false;
  }
}

/** Which files of `dist/` a run of a door loads, its threads included. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const dist = join(import.meta.dirname, "../../dist");

export interface LoadedBy {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Paths below `dist/`, sorted, each once. */
  readonly files: readonly string[];
  /** Of these files together. */
  readonly bytes: number;
}

/** Writes down every file that a module is loaded from; threads inherit it with the arguments of Node. */
const WATCH = `
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({
  load(url, context, next) {
    if (url.startsWith("file:")) appendFileSync(process.env.DRYDOCK_LOADED, url + "\\n");
    return next(url, context);
  },
});`;

/** Runs a door, such as `cli`. */
export function loadedBy(door: string, words: readonly string[], env: NodeJS.ProcessEnv = {}): LoadedBy {
  const folder = mkdtempSync(join(tmpdir(), "drydock-loaded-"));
  const list = join(folder, "list");
  try {
    const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`;
    const args = ["--import", watch, join(dist, door, "index.js"), ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: join(folder, "cache"), DRYDOCK_LOADED: list, ...env },
    });
    const urls = readFileSync(list, "utf8").trimEnd().split("\n");
    const files = [...new Set(urls.map((url) => relative(dist, fileURLToPath(url))))].sort();
    const bytes = files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
    return { status, stdout, stderr, files, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Sources and packages that a file of `dist/` was made of, by the bundler's remarks: `src/cli.ts`, `node_modules/…`. */
export function madeOf(file: string): readonly string[] {
  const code = readFileSync(join(dist, file), "utf8");
  return [...code.matchAll(/^\/\/ ((?:src|node_modules)\/\S+)$/gm)].map(([, source = ""]) => source);
}

/** A file of `dist/` and all that it imports at once, and they in turn. */
export function importedBy(file: string, known = new Set<string>()): readonly string[] {
  known.add(file);
  const code = readFileSync(join(dist, file), "utf8");
  for (const [, name = ""] of code.matchAll(/^import [^"\n]*"(\.[^"]+)"/gm)) {
    const imported = join(dirname(file), name);
    if (!known.has(imported)) importedBy(imported, known);
  }
  return [...known].sort();
}

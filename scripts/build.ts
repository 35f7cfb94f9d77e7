/**
 * Builds `dist/`: all doors in one go, so that what several of them need is there once (`parts/`, `assets/`). What nobody
 * uses is left out, names and lines stay readable, and the same sources give the same bytes, in whichever folder.
 *
 *   node scripts/build.ts [OUTPUT_FOLDER]
 */
import { chmodSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type OutputChunk, rolldown } from "rolldown";
import { filesBeside, lightHttp, withoutCodeFromText } from "./build-plugins.ts";
import { notices } from "./notices.ts";

/** One entry each; the name is the folder in `dist/`. */
const DOORS = ["cli", "action"];

const root = join(import.meta.dirname, "..");
const output = join(root, process.argv[2] ?? "dist");

const build = await rolldown({
  cwd: root,
  input: Object.fromEntries(DOORS.map((door) => [door, `src/${door}.ts`])),
  platform: "node",
  transform: { target: "node20.12" },
  // In a copy of the repository, packages that are links are called the same.
  resolve: { symlinks: false },
  plugins: [filesBeside(root), lightHttp(root), withoutCodeFromText()],
  // What a bundler only warns of, such as a module that is not there, breaks when it is run.
  onLog(level, { message }) {
    if (level === "warn") throw new Error(`The bundler warns: ${message}`);
  },
});
const { output: files } = await build.write({
  dir: output,
  cleanDir: true,
  format: "esm",
  comments: false,
  entryFileNames: "[name]/index.js",
  // No hashes: a change shows as a change, not as files that come and go.
  chunkFileNames: "parts/[name].js",
  assetFileNames: "assets/[name][extname]",
});
await build.close();

const chunks = files.filter((file) => file.type === "chunk");
for (const chunk of chunks) check(chunk);
// Used without the rest of the package, too.
writeFileSync(join(output, "package.json"), '{ "type": "module" }\n');
const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
writeFileSync(join(output, "NOTICES.txt"), notices(modules));

/** Only Node's own modules are left outside. */
function check({ fileName, imports, dynamicImports, code, isEntry }: OutputChunk): void {
  const inside = new Set(chunks.map((chunk) => chunk.fileName));
  const outside = [...imports, ...dynamicImports].filter((name) => !inside.has(name) && !isBuiltin(name));
  if (outside.length > 0) throw new Error(`${fileName} imports ${outside.join(", ")}`);
  if (isEntry && code.startsWith("#!")) chmodSync(join(output, fileName), 0o755);
}

/**
 * Builds `dist/`: types stripped in place (so that lines and columns stay), bundled by ncc, reproducible.
 *
 *   node scripts/build.ts [OUTPUT_FOLDER]
 */
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { notices } from "./notices.ts";

interface WebpackStats {
  readonly modules?: readonly WebpackModule[];
  readonly chunks?: readonly { readonly modules?: readonly WebpackModule[] }[];
}
interface WebpackModule {
  readonly name?: string;
  readonly identifier?: string;
  readonly modules?: readonly WebpackModule[];
}

const root = join(import.meta.dirname, "..");
const output = join(root, process.argv[2] ?? "dist");
const stripped = join(root, "build");

/** One bundle a front door; the name is the folder in `dist/`. */
const DOORS = ["cli", "action"];
/** The threads that read layers have a bundle of their own in each of them: they start faster so. */
const WORKER = "layer-worker";

/** What a package looks for and can do without: colours of its own log. */
const OPTIONAL = "?supports-color";

rmSync(stripped, { recursive: true, force: true });
rmSync(output, { recursive: true, force: true });
strip();
const worker = join(stripped, "bundled", WORKER);
const modules = [...bundle(WORKER, worker), ...DOORS.flatMap((door) => bundle(door, join(output, door)))];
// What the bundler took for a file to put beside the bundle is its source.
for (const door of DOORS) cpSync(join(worker, "index.js"), join(output, door, `${WORKER}.js`));
writeFileSync(join(output, "NOTICES.txt"), notices(root, modules));

/** `src/*.ts` to `build/*.js`; what is written for browsers stays as it is. */
function strip(): void {
  for (const file of globSync("src/**/*.ts", { cwd: root })) {
    const code = stripTypeScriptTypes(readFileSync(join(root, file), "utf8"), { mode: "strip" });
    const target = join(stripped, relative("src", file).replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code.replace(/((?:from|import\(|new URL\()\s*"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"'));
  }
  for (const file of globSync("src/**/*.{css,js}", { cwd: root })) {
    cpSync(join(root, file), join(stripped, relative("src", file)));
  }
  cpSync(join(root, "package.json"), join(stripped, "package.json"));
}

/** Runs ncc and returns the names of all modules in the bundle. */
function bundle(entry: string, target: string): string[] {
  const stats = join(stripped, `${entry}.stats.json`);
  const ncc = join(root, "node_modules/@vercel/ncc/dist/ncc/cli.js");
  const args = [
    "build",
    join(stripped, `${entry}.js`),
    "-o",
    target,
    "--target",
    "es2022",
    "--stats-out",
    stats,
    "--quiet",
  ];
  execFileSync(process.execPath, [ncc, ...args], { cwd: root, stdio: "inherit" });
  const names = moduleNames(JSON.parse(readFileSync(stats, "utf8")) as WebpackStats);
  const missing = names.filter((name) => name.includes("@@notfound") && !name.endsWith(OPTIONAL));
  if (missing.length > 0)
    throw new Error(`ncc left modules out of ${basename(target)}: ${missing.join(", ")}`);
  withoutTwins(target);
  return names;
}

/** A file that two modules name (such as the rule engine's) is emitted as `x.wasm` and `x1.wasm`: megabytes for nothing. */
function withoutTwins(target: string): void {
  const names = readdirSync(target);
  for (const name of names) {
    const twin = name.replace(/(\.\w+)$/, "1$1");
    const [file, other] = [join(target, name), join(target, twin)];
    if (twin === name || !names.includes(twin) || !readFileSync(file).equals(readFileSync(other))) continue;
    for (const chunk of names.filter((one) => one.endsWith("index.js"))) {
      const code = readFileSync(join(target, chunk), "utf8");
      writeFileSync(join(target, chunk), code.replaceAll(`"${twin}"`, `"${name}"`));
    }
    rmSync(other);
  }
}

function moduleNames(stats: WebpackStats): string[] {
  const names: string[] = [];
  const visit = (list: readonly WebpackModule[] | undefined): void => {
    for (const module of list ?? []) {
      names.push(module.name ?? "", module.identifier ?? "");
      visit(module.modules);
    }
  };
  visit(stats.modules);
  for (const chunk of stats.chunks ?? []) visit(chunk.modules);
  return names;
}

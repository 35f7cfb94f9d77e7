/**
 * `npm run bench`: whole scans by the built command line, each in a fresh process, in rounds that run every case after
 * the floor and alternate their order; prints medians of the ratios round by round and writes bench/results.json.
 *
 *   npm run bench [-- --rounds 5] [-- --large]      --large adds one layer of 4 GB
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CATEGORIES } from "../src/model/index.ts";
import { type AnalyzerCost, analyzerCosts } from "./analyzers.ts";
import { benchImage, convert } from "./image.ts";
import { largeImage } from "./large-image.ts";
import { median } from "./median.ts";
import { type PatternRate, patternRates } from "./patterns.ts";
import { type PolicySpeed, policySpeed } from "./policy.ts";
import { type Start, startTimes } from "./start.ts";

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  /** Which floor it is held against. */
  readonly floor: "image" | "large";
  /** Removes what an earlier run left, so that every run starts alike. */
  before?(): void;
}
interface Run {
  readonly wall: number;
  readonly cpu: number;
  readonly peakMegabytes: number;
}

const root = join(import.meta.dirname, "..");
const work = join(import.meta.dirname, "work");
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, large: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);

mkdirSync(work, { recursive: true });
const image = await benchImage(work);
const large = values.large ? await largeImage(work) : undefined;
const cold = join(work, "cache-cold");
const warm = join(work, "cache-warm");
const clear = () => rmSync(cold, { recursive: true, force: true });

const floors: Record<string, readonly string[]> = {
  image: [join(root, "bench/floor.ts"), ...image.blobs],
  ...(large === undefined ? {} : { large: [join(root, "bench/floor.ts"), ...large.blobs] }),
};
const cases = listCases();
measure("warm-up", scan(image.layout, warm));
const rows = new Map<string, { runs: Run[]; ratios: { wall: number; cpu: number }[] }>();
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(floors)) record(name, measure(name, args));
  for (const one of round % 2 === 0 ? cases : [...cases].reverse()) {
    one.before?.();
    record(one.name, measure(one.name, one.args), one.floor);
  }
}
report(
  await startTimes(work),
  await analyzerCosts(image.layout, join(work, "cache-none")),
  await patternRates(image.layout, join(work, "cache-none")),
  policySpeed(),
);

function listCases(): Case[] {
  const archive = convert(image, "docker-archive", join(work, "image.docker.tar"));
  const zstd = convert(image, "oci-zstd", join(work, "image-zstd"));
  return [
    { name: "scan, gzip layers, no cache", args: scan(image.layout), floor: "image" },
    { name: "scan, secrets", args: scan(image.layout, undefined, "sensitive"), floor: "image" },
    { name: "scan, everything", args: scan(image.layout, undefined, CATEGORIES.join(",")), floor: "image" },
    { name: "scan, gzip layers, cold cache", args: scan(image.layout, cold), floor: "image", before: clear },
    { name: "scan, gzip layers, warm cache", args: scan(image.layout, warm), floor: "image" },
    ...(archive === undefined
      ? []
      : [{ name: "scan, uncompressed docker archive", args: scan(archive), floor: "image" as const }]),
    ...(zstd === undefined ? [] : [{ name: "scan, zstd layers", args: scan(zstd), floor: "image" as const }]),
    ...(large === undefined
      ? []
      : [{ name: "scan, one layer of 4 GB", args: scan(large.layout), floor: "large" as const }]),
  ];
}

function scan(reference: string, cacheDir?: string, checks = "system,application"): string[] {
  const cache =
    cacheDir === undefined
      ? ["--no-cache", "--cache-dir", join(work, "cache-none")]
      : ["--cache-dir", cacheDir];
  const database = ["--db", join(root, "examples/sample-db"), "--offline"];
  return [
    join(root, "dist/cli/index.js"),
    "scan",
    reference,
    ...cache,
    ...database,
    "--format",
    "json",
    "--checks",
    checks,
    "--quiet",
  ];
}

function measure(name: string, args: readonly string[]): Run {
  const usageFile = join(work, "usage.json");
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", join(root, "bench/usage.ts"), ...args],
    {
      env: { ...process.env, DRYDOCK_BENCH_USAGE: usageFile },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status === 2 || status === null) throw new Error(`${name} failed: ${stderr}`);
  return { wall, ...(JSON.parse(readFileSync(usageFile, "utf8")) as Omit<Run, "wall">) };
}

function record(name: string, run: Run, floor?: string): void {
  const row = rows.get(name) ?? { runs: [], ratios: [] };
  rows.set(name, row);
  row.runs.push(run);
  const base = floor === undefined ? undefined : rows.get(floor)?.runs.at(-1);
  if (base !== undefined) row.ratios.push({ wall: run.wall / base.wall, cpu: run.cpu / base.cpu });
}

function report(
  start: readonly Start[],
  analyzers: readonly AnalyzerCost[],
  patterns: readonly PatternRate[],
  verdict: PolicySpeed,
): void {
  const results = [...rows].map(([name, { runs, ratios }]) => ({
    name: name in floors ? `floor: inflate the ${name}'s layers` : name,
    wallSeconds: median(runs.map((run) => run.wall)),
    cpuSeconds: median(runs.map((run) => run.cpu)),
    peakMegabytes: Math.round(Math.max(...runs.map((run) => run.peakMegabytes))),
    ...(ratios.length === 0
      ? {}
      : {
          wallOverFloor: median(ratios.map((one) => one.wall)),
          cpuOverFloor: median(ratios.map((one) => one.cpu)),
        }),
  }));
  const { tarBytes, storedBytes, files, blobs } = image;
  const about = {
    layers: blobs.length,
    files,
    tarMegabytes: Math.round(tarBytes / 1e6),
    storedMegabytes: Math.round(storedBytes / 1e6),
  };
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  writeFileSync(
    join(root, "bench/results.json"),
    `${JSON.stringify({ machine, image: about, rounds, start, results, analyzers, patterns, verdict }, null, 2)}\n`,
  );
  process.stdout.write(
    `${about.layers} layers, ${about.files} files, ${about.tarMegabytes} MB of tar, ${about.storedMegabytes} MB stored\n\n`,
  );
  process.stdout.write(`${"".padEnd(38)}   wall s    cpu s  x floor  cpu x    peak MB\n`);
  for (const row of results) {
    const cells = [row.wallSeconds, row.cpuSeconds, row.wallOverFloor, row.cpuOverFloor].map((cell) =>
      (cell?.toFixed(2) ?? "").padStart(8),
    );
    process.stdout.write(
      `${row.name.padEnd(38)} ${cells.join(" ")} ${String(row.peakMegabytes).padStart(8)}\n`,
    );
  }
  process.stdout.write(`\n${"start".padEnd(38)} ${"ms".padStart(8)} ${"x node".padStart(8)}\n`);
  for (const { name, milliseconds, overNode } of start)
    process.stdout.write(
      `${name.padEnd(38)} ${String(milliseconds).padStart(8)} ${(overNode?.toFixed(2) ?? "").padStart(8)}\n`,
    );
  process.stdout.write(`\n${"analyzer".padEnd(38)} ${"ms".padStart(8)} ${"files".padStart(8)}\n`);
  for (const { id, milliseconds, files } of analyzers) {
    process.stdout.write(
      `${id.padEnd(38)} ${milliseconds.toFixed(1).padStart(8)} ${String(files).padStart(8)}\n`,
    );
  }
  reportPatterns(patterns);
  const { findings, rules, waivers, milliseconds, cpuMilliseconds } = verdict;
  process.stdout.write(
    `\nverdict of ${findings} findings by ${rules} rules and ${waivers} waivers: ${milliseconds} ms, ${cpuMilliseconds} ms cpu\n`,
  );
}

function reportPatterns(patterns: readonly PatternRate[]): void {
  process.stdout.write(`\n${"anchors of secrets".padEnd(38)}     MB/s       MB\n`);
  for (const { kind, megabytesPerSecond, megabytes } of patterns)
    process.stdout.write(
      `${kind.padEnd(38)} ${String(megabytesPerSecond).padStart(8)} ${String(megabytes).padStart(8)}\n`,
    );
}

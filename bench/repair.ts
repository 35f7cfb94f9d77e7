/**
 * `npm run bench:repair`: the graft against `docker build` of the same upgrade, interleaved, on a small image and on a large
 * one. Each ends with a push into a repository of its own, where the base is known and nothing else. Of drydock the time
 * after the scan counts, from its own word "repairing" to the end of the process; of the builder, the build and the push.
 * Prints medians and writes bench/repair-results.json. Needs root on Debian, debootstrap, Docker and docker-registry.
 *
 *   npm run bench:repair [-- --rounds 3]
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dockerWithBuildKit } from "../test/provenance/builds.ts";
import { copyOf, databaseOf, debianRoot, upgradable } from "../test/support/debian-root.ts";
import { startDocker } from "../test/support/engine.ts";
import { startRegistry } from "../test/support/registry.ts";
import { benchImage } from "./image.ts";
import { median } from "./median.ts";

interface Run {
  readonly seconds: number;
  /** Bytes of the new layer as stored. */
  readonly layer: number;
  readonly peakMegabytes?: number;
}

const SIZES = ["small", "large"] as const;
const root = join(import.meta.dirname, "..");
const work = join(import.meta.dirname, "work");
const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const rounds = Number(values.rounds);

mkdirSync(work, { recursive: true });
const system = debianRoot(join(work, "debian"), "bookworm", "ca-certificates,curl,openssl");
const probe = copyOf(system, join(work, "debian/probe"));
const database = databaseOf(probe, upgradable(probe), "debian 12", join(work, "repair-db.tar.gz"));
const registry = await startRegistry();
const docker = await startDocker(["--storage-driver=overlay2"]);
const environment = { ...process.env, DOCKER_HOST: docker.host };
const withBuildKit = await dockerWithBuildKit();
const builder = withBuildKit === undefined ? "the classic builder" : "BuildKit";
try {
  await makeImages();
  const runs = new Map<string, Run[]>();
  const note = (name: string, run: Run) => runs.set(name, [...(runs.get(name) ?? []), run]);
  let names: readonly string[] = [];
  let pushed: { uploaded: number; told: number } | undefined;
  for (let round = 0; round < rounds; round++)
    for (const size of SIZES) {
      const before = storedBytes();
      const grafted = await graft(size, `graft-${round}`);
      names = grafted.packages;
      pushed ??= { uploaded: storedBytes() - before, told: grafted.told };
      note(`${size}, graft`, grafted);
      note(`${size}, ${builder}`, await build(size, `built-${round}`, names));
    }
  report(runs, names, pushed);
} finally {
  await docker.stop();
  await registry.stop();
}

/** The large one has the benchmark's node_modules on top. */
async function makeImages(): Promise<void> {
  const small = `${registry.host}/app:small`;
  execFileSync("sh", ["-c", `tar -C "$1" -c . | docker import - "$2"`, "sh", system, small], said());
  const context = join(work, "repair-context");
  rmSync(context, { recursive: true, force: true });
  mkdirSync(context);
  const { blobs } = await benchImage(work);
  const steps = blobs.slice(1).map((blob, index) => {
    execFileSync("ln", [blob, join(context, `${index}.tar.gz`)]);
    return `ADD ${index}.tar.gz /srv/${index}/`;
  });
  writeFileSync(join(context, "Dockerfile"), [`FROM ${small}`, ...steps, ""].join("\n"));
  execFileSync("docker", ["build", "--quiet", "--tag", `${registry.host}/app:large`, context], said());
  for (const size of SIZES)
    execFileSync("docker", ["push", "--quiet", `${registry.host}/app:${size}`], said());
}

async function build(size: string, repository: string, names: readonly string[]): Promise<Run> {
  const tag = `${registry.host}/${repository}:${size}`;
  const options = "-y --no-install-recommends --only-upgrade -o Dpkg::Options::=--force-confold";
  const upgrade = `DEBIAN_FRONTEND=noninteractive apt-get install ${options} ${names.join(" ")}`;
  const steps = `apt-get update && ${upgrade} && apt-get clean && rm -rf /var/lib/apt/lists/*`;
  const dockerfile = `FROM ${registry.host}/app:${size}\nRUN ${steps}\n`;
  const started = performance.now();
  const flags = ["--quiet", "--no-cache", "--network", "host", "--tag", tag];
  const env = { ...environment, DOCKER_BUILDKIT: withBuildKit === undefined ? "0" : "1" };
  execFileSync(withBuildKit ?? "docker", ["build", ...flags, "-"], { ...said(), env, input: dockerfile });
  execFileSync("docker", ["push", "--quiet", tag], said());
  const seconds = (performance.now() - started) / 1000;
  execFileSync("docker", ["image", "rm", tag], said());
  return { seconds, layer: (await manifestOf(repository, size)).layers.at(-1)!.size };
}

async function graft(size: string, repository: string) {
  const usage = join(work, "usage.json");
  const output = join(work, "repair-result.json");
  const args = [
    ...["--import", join(root, "bench/usage.ts"), join(root, "dist/cli/index.js")],
    ...["fix", `${registry.host}/app:${size}`, "--db", database],
    ...["--mode", "graft", "--repository", `${registry.host}/${repository}`, "--tag", size],
    ...["--no-cache", "--cache-dir", join(work, "cache-none"), "--output", `json=${output}`],
  ];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DRYDOCK_BENCH_USAGE: usage },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  let started: number | undefined;
  child.stderr.on("data", (piece: Buffer) => {
    text += piece.toString();
    if (text.includes("drydock: repairing")) started ??= performance.now();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  const seconds = (performance.now() - (started ?? Number.NaN)) / 1000;
  if (code !== 0 || Number.isNaN(seconds)) throw new Error(`drydock ended with ${code}: ${text}`);
  const { fix } = JSON.parse(readFileSync(output, "utf8"));
  const manifest = await manifestOf(repository, size);
  const layer = manifest.layers.at(-1)!.size;
  return {
    seconds,
    layer,
    peakMegabytes: JSON.parse(readFileSync(usage, "utf8")).peakMegabytes as number,
    packages: fix.packages.map(({ name }: { name: string }) => name) as string[],
    told: layer + manifest.config.size + manifest.bytes,
  };
}

interface Manifest {
  readonly bytes: number;
  readonly config: { readonly size: number };
  readonly layers: readonly { readonly size: number }[];
}

async function manifestOf(repository: string, tag: string): Promise<Manifest> {
  const accept = ["oci.image.manifest.v1", "docker.distribution.manifest.v2"].map(
    (type) => `application/vnd.${type}+json`,
  );
  const address = `http://${registry.host}/v2/${repository}/manifests/${tag}`;
  const text = await (await fetch(address, { headers: { accept: accept.join(", ") } })).text();
  return { ...JSON.parse(text), bytes: Buffer.byteLength(text) };
}

/** Of all blobs, the manifests among them. */
function storedBytes(): number {
  const files = readdirSync(registry.storage, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.name === "data")
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

function said() {
  return { env: environment, stdio: ["pipe", "pipe", "pipe"] as ["pipe", "pipe", "pipe"] };
}

function report(
  runs: ReadonlyMap<string, readonly Run[]>,
  packages: readonly string[],
  pushed: { readonly uploaded: number; readonly told: number } | undefined,
): void {
  const results = SIZES.flatMap((size) =>
    ["graft", builder].map((by) => {
      const own = runs.get(`${size}, ${by}`) ?? [];
      const built = runs.get(`${size}, ${builder}`) ?? [];
      const peaks = own.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
      return {
        name: `${size}, ${by}`,
        seconds: median(own.map(({ seconds }) => seconds)),
        overBuilder: median(own.map(({ seconds }, round) => seconds / built[round]!.seconds)),
        layerMegabytes: median(own.map(({ layer }) => layer / 1e6)),
        ...(peaks.length === 0 ? {} : { peakMegabytes: Math.round(Math.max(...peaks)) }),
      };
    }),
  );
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  const all = { machine, rounds, packages, results, pushed };
  writeFileSync(join(root, "bench/repair-results.json"), `${JSON.stringify(all, null, 2)}\n`);
  process.stdout.write(`${packages.length} packages: ${packages.join(", ")}\n`);
  process.stdout.write(
    `uploaded ${pushed?.uploaded} bytes; layer, config and manifest have ${pushed?.told}\n\n`,
  );
  process.stdout.write(`${"".padEnd(24)}        s x builder  layer MB   peak MB\n`);
  for (const { name, seconds, overBuilder, layerMegabytes, peakMegabytes = "" } of results) {
    const cells = [seconds, overBuilder, layerMegabytes].map((cell) => cell.toFixed(2).padStart(9));
    process.stdout.write(`${name.padEnd(24)} ${cells.join(" ")} ${String(peakMegabytes).padStart(9)}\n`);
  }
}

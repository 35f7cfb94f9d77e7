/**
 * The benchmark's image: an OCI layout of about 1 GB in several gzip layers with tens of thousands of files, made from
 * the packages that bench/image/package-lock.json pins (so everybody measures the same bytes, on any day) and a Debian
 * package database.
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

export interface BenchImage {
  readonly layout: string;
  readonly blobs: readonly string[];
  readonly tarBytes: number;
  readonly storedBytes: number;
  readonly files: number;
}

const pinned = join(import.meta.dirname, "image");
/** Packages with huge binaries: one copy is enough. */
const BIG = ["node", "@microsoft", "@biomejs", "@typescript", "@rolldown"];
const COPIES = 8;

export async function benchImage(work: string): Promise<BenchImage> {
  const key = createHash("sha256")
    .update(readFileSync(join(pinned, "package-lock.json")))
    .update("layout 4")
    .digest("hex")
    .slice(0, 12);
  const layout = join(work, `image-${key}`);
  const about = join(layout, "bench.json");
  if (!existsSync(about)) await build(layout, about);
  return { layout, ...(JSON.parse(readFileSync(about, "utf8")) as Omit<BenchImage, "layout">) };
}

export interface LayerBlob {
  readonly digest: string;
  readonly size: number;
  readonly diffId: string;
  readonly tarBytes: number;
}

async function build(layout: string, about: string): Promise<void> {
  start(layout);
  const stage = join(layout, "stage");
  debianRoot(stage);
  const packages = join(layout, "packages");
  install(packages);
  const layers = [await layer(layout, ["-C", stage, "."])];
  layers.push(await layer(layout, ["-C", packages, ...BIG.map((name) => `node_modules/${name}`)]));
  const excludes = BIG.map((name) => `--exclude=node_modules/${name}`);
  for (let copy = 0; copy < COPIES; copy++) {
    const rename = `--transform=s,^node_modules,srv/app-${copy}/node_modules,S`;
    layers.push(await layer(layout, [rename, ...excludes, "-C", packages, "node_modules"]));
  }
  const few = globSync("**/*", {
    cwd: join(packages, "node_modules"),
    exclude: (name) => BIG.includes(name),
  }).length;
  for (const made of [stage, packages]) rmSync(made, { recursive: true, force: true });
  finish(layout, about, layers, few * COPIES);
}

export function start(layout: string): void {
  rmSync(layout, { recursive: true, force: true });
  mkdirSync(join(layout, "blobs/sha256"), { recursive: true });
}

/** Writes the manifest, and last of all the page that says that the layout is complete. */
export function finish(layout: string, about: string, layers: readonly LayerBlob[], files: number): void {
  writeManifest(layout, layers);
  const sum = (pick: (layer: LayerBlob) => number) => layers.reduce((total, one) => total + pick(one), 0);
  const blobs = layers.map(({ digest }) => join(layout, "blobs/sha256", digest));
  const sizes = { tarBytes: sum((one) => one.tarBytes), storedBytes: sum((one) => one.size) };
  writeFileSync(about, JSON.stringify({ blobs, ...sizes, files }));
}

/** The pinned packages, in a folder of their own. */
function install(target: string): void {
  mkdirSync(target);
  for (const name of ["package.json", "package-lock.json"])
    copyFileSync(join(pinned, name), join(target, name));
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: target,
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** A root file system with nothing but what a scanner looks for: 400 packages in a dpkg status file. */
function debianRoot(stage: string): void {
  mkdirSync(join(stage, "var/lib/dpkg"), { recursive: true });
  mkdirSync(join(stage, "etc"));
  writeFileSync(
    join(stage, "etc/os-release"),
    'ID=debian\nVERSION_ID="11"\nPRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\n',
  );
  writeFileSync(join(stage, "etc/debian_version"), "11.0\n");
  const stanzas = Array.from({ length: 400 }, (_, index) =>
    [
      `Package: bench-${index}`,
      "Status: install ok installed",
      "Architecture: amd64",
      `Version: 1.${index}-1`,
    ].join("\n"),
  );
  writeFileSync(join(stage, "var/lib/dpkg/status"), `${stanzas.join("\n\n")}\n`);
}

/** One layer from the arguments of the real `tar`, compressed by zlib. */
export async function layer(layout: string, args: readonly string[], level = 6): Promise<LayerBlob> {
  const tar = spawn("tar", [
    "--sort=name",
    "--mtime=@0",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "-cf",
    "-",
    ...args,
  ]);
  const part = join(layout, "blobs/sha256/part");
  const diffId = createHash("sha256");
  const digest = createHash("sha256");
  let tarBytes = 0;
  await pipeline(
    tar.stdout,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        diffId.update(chunk);
        tarBytes += chunk.length;
        yield chunk;
      }
    },
    createGzip({ level, chunkSize: 256 * 1024 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        digest.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(part),
  );
  const name = digest.digest("hex");
  renameSync(part, join(layout, "blobs/sha256", name));
  return {
    digest: name,
    size: statSync(join(layout, "blobs/sha256", name)).size,
    diffId: diffId.digest("hex"),
    tarBytes,
  };
}

function writeManifest(layout: string, layers: readonly LayerBlob[]): void {
  const config = put(layout, {
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => `sha256:${diffId}`) },
    history: layers.map(() => ({ created_by: "bench" })),
  });
  const manifest = put(layout, {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
    layers: layers.map(({ digest, size }) => ({
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      digest: `sha256:${digest}`,
      size,
    })),
  });
  const index = {
    schemaVersion: 2,
    manifests: [{ mediaType: "application/vnd.oci.image.manifest.v1+json", ...manifest }],
  };
  writeFileSync(join(layout, "index.json"), JSON.stringify(index));
  writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}

function put(layout: string, document: unknown): { digest: string; size: number } {
  const bytes = Buffer.from(JSON.stringify(document));
  const hex = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(join(layout, "blobs/sha256", hex), bytes);
  return { digest: `sha256:${hex}`, size: bytes.length };
}

/** The same image as an uncompressed `docker save` archive, or with zstd layers, by skopeo where it is there. */
export function convert(
  image: BenchImage,
  kind: "docker-archive" | "oci-zstd",
  target: string,
): string | undefined {
  if (existsSync(target)) return target;
  const args =
    kind === "docker-archive"
      ? ["copy", "-q", `oci:${image.layout}`, `docker-archive:${target}`]
      : ["copy", "-q", "--dest-compress-format", "zstd", `oci:${image.layout}`, `oci:${target}`];
  try {
    execFileSync("skopeo", args, { stdio: "ignore" });
    return target;
  } catch {
    rmSync(target, { recursive: true, force: true });
    return undefined;
  }
}

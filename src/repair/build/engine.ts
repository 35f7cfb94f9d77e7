import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DrydockError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { sha256 } from "../../image/verify.ts";
import type { Image } from "../../model/index.ts";
import { dockerFiles, writeArchive } from "../assembly/archive.ts";
import { writePacked } from "../layer/layer-file.ts";
import { tidied } from "../layer/tidied.ts";
import type { Root, WrittenEntry } from "../model.ts";
import type { BuildNetwork } from "../options.ts";
import { Refusal } from "../refusal.ts";
import { buildahBuilder } from "./buildah.ts";
import type { Builder } from "./builder.ts";
import { readBuiltLayer } from "./built-layer.ts";
import { dockerBuilder } from "./docker.ts";
import { dockerfileOf } from "./dockerfile.ts";

/** Who can build here: Docker goes first. `undefined` = nobody. */
export async function builderHere(host: Host): Promise<Builder | undefined> {
  return (await dockerBuilder(host)) ?? (await buildahBuilder(host));
}

export interface Build {
  readonly image: Pick<Image, "config" | "documents" | "layers" | "reference">;
  readonly root: Root;
  /** Run by the image's shell. */
  readonly script: string;
  readonly network: BuildNetwork;
  /** Private, and removed by the caller once the entries were used. */
  readonly folder: string;
  /** Seconds since 1970: what was changed while building is dated so. `newest` = of the files that came with a date of their own. */
  epochOf(newest: number): number;
}

export interface BuiltEntries {
  readonly entries: readonly WrittenEntry[];
  readonly epoch: number;
  close(): Promise<void>;
}

/**
 * Lets a builder run the script in the image, and takes nothing of the result but its layer. Throws `Refusal` FIX_BUILD,
 * FIX_CONTENT, and FIX_NOTHING where no layer came out; `DrydockError` ENGINE, DISK.
 */
export async function builtEntries(build: Build, builder: Builder, host: Host): Promise<BuiltEntries> {
  const { image, root, script, folder } = build;
  const name = randomBytes(8).toString("hex");
  const [base, result] = [`localhost/drydock-base:${name}`, `localhost/drydock-fixed:${name}`];
  const archive = join(folder, "base.tar");
  await writeArchive(await filesOf(image, base, folder), archive);
  const started = Math.floor(host.now().getTime() / 1000);
  const dockerfile = dockerfileOf(base, script, image.config);
  const { network } = build;
  const built = await builder.build({ archive, base, result, dockerfile, network, folder }, host);
  try {
    const layer = await readBuiltLayer(newLayer(image, built, builder.name).open(), folder);
    const dates = layer.entries.flatMap((entry) =>
      "mtime" in entry && entry.type === "file" ? [entry.mtime] : [],
    );
    const newest = dates.filter((date) => date < started).reduce((most, date) => Math.max(most, date), 0);
    const epoch = build.epochOf(newest);
    return { entries: tidied(layer.entries, root, epoch), epoch, close: () => layer.close() };
  } finally {
    await built.close();
  }
}

/** What lies on the layers of the original. */
function newLayer(original: Pick<Image, "config">, built: Image, builder: string): Image["layers"][number] {
  const { diffIds } = original.config;
  const isOnTop = diffIds.every((diffId, index) => built.layers[index]?.diffId === diffId);
  const added = built.layers.slice(diffIds.length);
  if (isOnTop && added.length === 0)
    throw new Refusal("FIX_NOTHING", "The package manager of the image changed nothing.");
  if (isOnTop && added.length === 1) return added[0]!;
  throw new DrydockError("ENGINE", `${builder} did not build one layer on those of the image.`, {
    hint: "Look into the builder's log.",
  });
}

/** Older engines do not take zstd: such a layer is packed anew. */
async function filesOf({ documents, layers }: Build["image"], name: string, folder: string) {
  const config = documents?.config ?? Buffer.alloc(0);
  const types = layerTypes(documents?.manifest);
  const blobs = [];
  for (const [index, layer] of layers.entries()) {
    const { digest = layer.diffId, size, raw } = layer;
    const isPlain = raw !== undefined && size !== undefined && !types[index]?.includes("zstd");
    blobs.push(
      isPlain ? { digest, size, stream: () => raw.stream() } : await writePacked(layer.open(), folder),
    );
  }
  return dockerFiles(config, sha256(config).slice("sha256:".length), blobs, name);
}

function layerTypes(manifest: Buffer | undefined): readonly (string | undefined)[] {
  if (manifest === undefined) return [];
  const { layers } = JSON.parse(manifest.toString("utf8")) as { layers?: readonly { mediaType?: string }[] };
  return (layers ?? []).map(({ mediaType }) => mediaType);
}

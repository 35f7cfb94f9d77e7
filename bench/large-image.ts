/** An image of one 4 GB layer: memory must not grow with the layer. */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BenchImage, finish, layer, start } from "./image.ts";

const COPIES_OF_NODE = 34; // about 120 MB each

export async function largeImage(work: string): Promise<BenchImage> {
  const layout = join(work, "large");
  const about = join(layout, "bench.json");
  if (!existsSync(about)) await build(layout, about);
  return { layout, ...(JSON.parse(readFileSync(about, "utf8")) as Omit<BenchImage, "layout">) };
}

async function build(layout: string, about: string): Promise<void> {
  start(layout);
  const stage = join(layout, "stage");
  mkdirSync(stage);
  for (let copy = 0; copy < COPIES_OF_NODE; copy++) linkSync(process.execPath, join(stage, `node-${copy}`));
  const one = await layer(layout, ["--hard-dereference", "-C", stage, "."], 1);
  rmSync(stage, { recursive: true, force: true });
  finish(layout, about, [one], COPIES_OF_NODE);
}

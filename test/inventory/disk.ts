import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { Analyzer } from "../../src/analysis/analyzer.ts";
import type { TestLayer } from "./layers.ts";

/** A folder of this machine as a layer that has it at `place`: only the files that the analyzers want, and all links. */
export function layerFrom(folder: string, place: string, analyzers: readonly Analyzer[]): TestLayer {
  const files: Record<string, Buffer> = {};
  const links: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = place === "" ? name : `${place}/${name}`;
    const found = lstatSync(join(folder, name));
    if (found.isSymbolicLink()) links[path] = readlinkSync(join(folder, name));
    if (!found.isFile()) continue;
    const entry = { path, type: "file" as const, size: found.size, mode: found.mode, uid: 0, gid: 0 };
    if (analyzers.some((one) => one.wants(entry))) files[path] = readFileSync(join(folder, name));
  }
  return { files, links };
}

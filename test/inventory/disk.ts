import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { Analyzer } from "../../src/analysis/analyzer.ts";
import type { TestLayer } from "./layers.ts";

/** A folder of this machine as a layer that has it at `place`: only the files that the analyzers want, and all links. */
export function layerFrom(folder: string, place: string, analyzers: readonly Analyzer[]): TestLayer {
  const files: Record<string, Buffer> = {};
  const links: Record<string, string> = {};
  const waiting = [""];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const own = join(folder, name);
    const path = [place, name].filter((part) => part !== "").join("/");
    const found = lstatSync(own);
    // Not `recursive`, which goes through links to folders.
    if (found.isDirectory()) for (const child of readdirSync(own)) waiting.push(join(name, child));
    if (found.isSymbolicLink()) links[path] = readlinkSync(own);
    if (!found.isFile()) continue;
    const entry = { path, type: "file" as const, size: found.size, mode: found.mode, uid: 0, gid: 0 };
    if (analyzers.some((one) => one.wants(entry))) files[path] = readFileSync(own);
  }
  return { files, links };
}

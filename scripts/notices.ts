import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licence texts of every package whose code is in the bundles, by the paths of the modules that are in them. */
export function notices(modules: readonly string[]): string {
  const folders = new Set<string>();
  for (const path of modules) {
    // The last one: a package may hold others.
    const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  const sections = new Set([...folders].map(section).sort());
  return `drydock bundles the following packages.\n\n${[...sections].join("\n")}`;
}

function section(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text =
    file === undefined
      ? "(the package ships no licence file)"
      : readFileSync(join(folder, file), "utf8").trim();
  return `${"-".repeat(80)}\n${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licence texts of every package whose code is in the bundles, from the bundler's own module list (ncc's
 * `--license` loses packages as soon as there is more than one chunk).
 */
export function notices(root: string, moduleNames: readonly string[]): string {
  const packages = new Set<string>();
  for (const name of moduleNames) {
    for (const match of name.matchAll(/node_modules\/((?:@[^/|]+\/)?[^/|]+)/g)) packages.add(match[1] ?? "");
  }
  packages.delete("@vercel/ncc");
  const sections = [...packages].sort().map((name) => section(join(root, "node_modules", name)));
  return `drydock bundles the following packages.\n\n${sections.join("\n")}`;
}

function section(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name))
    : undefined;
  const text =
    file === undefined
      ? "(the package ships no licence file)"
      : readFileSync(join(folder, file), "utf8").trim();
  return `${"-".repeat(80)}\n${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietHost } from "../../../../src/host.ts";
import type { Package } from "../../../../src/model/index.ts";
import { apkGrafter } from "../../../../src/repair/apk/index.ts";
import type { LayerEntry, Plan, RepairSettings, Root, Target } from "../../../../src/repair/model.ts";

/** What is to be raised: a package's name and the version that is asked for. */
export type Wanted = readonly [name: string, fixedVersion: string];

export interface Grafted {
  readonly plan: Plan;
  readonly notes: readonly string[];
  /** Contents of files are in memory. */
  readonly layer: readonly LayerEntry[];
}

/** Plans and grafts. `settings` are those of the task, where they are not the usual ones. */
export async function graftOnto(
  root: Root,
  wanted: readonly Wanted[],
  settings: Partial<RepairSettings> = {},
): Promise<Grafted> {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  // Passing trouble is not waited for.
  const host = quietHost(cacheDir, { wait: async () => {} });
  const packages = await installedOn(root);
  const targets = wanted.map(([name, fixedVersion]): Target => {
    const found = packages.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is not installed`);
    return { package: found, fixedVersion, findings: [] };
  });
  try {
    const { plan, notes, graft, close } = await apkGrafter(host).plan({
      root,
      os: { family: "alpine", version: "3.20.3" },
      platform: { os: "linux", architecture: "amd64" },
      packages,
      targets,
      settings: { mirrors: {}, allowArchived: false, offline: false, ...settings },
    });
    const layer = await Promise.all((await graft()).map(inMemory));
    await close();
    return { plan, notes, layer };
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

async function installedOn(root: Root): Promise<Package[]> {
  const contents = await root.read(["lib/apk/db/installed", "usr/lib/apk/db/installed"]);
  const text = [...contents.values()].join("");
  return [...text.matchAll(/(?:^|\n)P:(.*)\nV:(.*)\n/g)].map(
    ([, name = "", version = ""]): Package => ({
      name,
      version,
      ecosystem: "Alpine:v3.20",
      purl: `pkg:apk/alpine/${name}@${version}`,
      by: "apk",
      source: { name, version },
      architecture: "x86_64",
      locations: [],
    }),
  );
}

async function inMemory(entry: LayerEntry): Promise<LayerEntry> {
  if (entry.type !== "file") return entry;
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.content()) chunks.push(chunk);
  return {
    ...entry,
    async *content() {
      yield* chunks;
    },
  };
}

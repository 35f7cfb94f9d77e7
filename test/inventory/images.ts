import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyzeLayers, squash } from "../../src/analysis/index.ts";
import { quietHost } from "../../src/host.ts";
import { openSavedImage } from "../../src/image/saved-image.ts";
import { analyzersOf, type Cataloger, catalog } from "../../src/inventory/index.ts";

/** What some catalogers find in an image on disk, through the rooms `image` and `analysis`. */
export async function catalogOfImage(
  path: string,
  layout: "docker" | "oci",
  catalogers: readonly Cataloger[],
) {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  const host = quietHost(cacheDir);
  const image = await openSavedImage({ reference: path, path, layout }, {}, host);
  try {
    const layers = await analyzeLayers(image, analyzersOf(catalogers), { cache: undefined, host });
    const view = squash(layers);
    return { view, ...catalog(view, undefined, catalogers) };
  } finally {
    await image.close();
    rmSync(cacheDir, { recursive: true });
  }
}

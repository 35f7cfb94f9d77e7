import type { Image } from "../../model/index.ts";
import { type LayerFile, writePacked } from "../layer/layer-file.ts";

/**
 * The layers of an image that was saved without a manifest, packed as a registry keeps them; `undefined` = there is a
 * manifest that names them as they are. Throws `DrydockError` DISK, and as the layers do.
 */
export async function packedLayers(
  { documents, layers }: Pick<Image, "documents" | "layers">,
  folder: () => Promise<string>,
): Promise<readonly LayerFile[] | undefined> {
  if (documents?.manifest !== undefined) return undefined;
  const packed: LayerFile[] = [];
  for (const layer of layers) packed.push(await writePacked(layer.open(), await folder()));
  return packed;
}

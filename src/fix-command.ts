import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { documentPath, openInRegistry } from "./image/index.ts";
import { parseReference } from "./image/reference.ts";
import type { Image, ScanResult } from "./model/index.ts";
import { scan } from "./pipeline.ts";
import type { ScanOptions } from "./read-options.ts";
import { isFixedTag, originalOf, type RepairOptions } from "./repair/index.ts";

/** What `drydock fix` does: a scan, and a repair of what it finds. Throws `DrydockError` as `scan`. */
export async function fixImage(
  options: ScanOptions & { readonly fix: RepairOptions },
  host: Host,
  onOpened?: (image: Image) => void,
): Promise<ScanResult> {
  for (const scheme of ["sbom", "dockerfile"] as const)
    if (documentPath(scheme, options.image) !== undefined)
      throw new DrydockError("USAGE", `${options.image} is no image that could be repaired.`, {
        hint: "Name the image itself.",
      });
  const original = await originalImage(options, host);
  if (original === undefined) return await scan(options, host, onOpened);
  const result = await scan({ ...options, ...original }, host, onOpened);
  const notice = `${options.image} was repaired before; the repair starts anew from ${original.image}.`;
  return { ...result, notices: [...result.notices, notice] };
}

/**
 * Of an image that a repair has made, what it was made from, so that one layer replaces the other; `undefined` = it is none,
 * or its original is not there any more. Only an original in the same repository is believed: labels are anybody's.
 */
async function originalImage(
  { image: reference, fix, ...options }: ScanOptions & { readonly fix: RepairOptions },
  host: Host,
) {
  const parsed = parseReference(reference, () => true);
  const isNamed = parsed.kind === "registry" && parsed.name.digest === undefined;
  if (!isNamed || !isFixedTag(parsed.name.tag ?? "")) return undefined;
  const given = await openInRegistry(reference, options, host);
  const { labels } = given.config;
  await given.close();
  const { registry, repository, tag } = parsed.name;
  const original = originalOf(labels, parsed.name);
  if (original === undefined) return undefined;
  const image = `registry:${registry}/${repository}@${original.digest}`;
  try {
    await (await openInRegistry(image, options, host)).close();
  } catch (error) {
    if (!(error instanceof DrydockError) || error.code !== "NOT_FOUND") throw error;
    return undefined;
  }
  return { image, fix: { ...fix, tag: fix.tag ?? tag ?? "" } };
}

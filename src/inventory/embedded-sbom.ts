import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { readSbom } from "../sbom/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation } from "./evidence.ts";

/** Stops a document that would fill the memory. Those of large applications have some 10 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

const NAMES = [".spdx", ".spdx.json", ".cdx", ".cdx.json"];

/**
 * Not those that Python packages bring (PEP 770): they list libraries that are part of the package, and its own
 * advisories speak of them. Nor Bitnami's, which have a cataloger of their own.
 */
const NOT_OURS = /\.dist-info\/sboms\/|^opt\/bitnami\/[^/]+\/\.spdx-[^/]+\.spdx$/;

/** A package without what only the image can tell. */
interface Listed {
  readonly pkg: Omit<Package, "locations" | "by" | "ownedBy">;
  /** The file that the document says it is in. */
  readonly path: string;
}

const documents: FileAnalyzer<readonly Listed[]> = {
  id: "sbom",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => NAMES.some((name) => path.endsWith(name)) && !NOT_OURS.test(path),
  read: async (body, { path }) => {
    const bytes = await body.bytes();
    return isDocument(bytes) ? libraries(readSbom(bytes, path).packages) : undefined;
  },
};

/**
 * What SBOMs in the image list of language packages. System packages are in the image's own databases, or not in the
 * image. Where a package is also found in itself, the SBOM only adds a location.
 */
export const sbom: Cataloger = {
  id: "sbom",
  analyzers: [documents],
  byPath: true,
  packages: (view) => ({
    packages: view
      .records<readonly Listed[]>(documents)
      .flatMap((found) => found.record.map((listed) => toPackage(view, found, listed))),
    gaps: [],
  }),
};

/** Other things have these names too: `MIT.spdx` is a licence. */
function isDocument(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4096).toString("utf8");
  return /^\uFEFF?\s*[{<]/.test(start) || /^SPDXVersion:/m.test(start);
}

function libraries(packages: readonly Package[]): Listed[] {
  const own = packages.filter(({ source }) => source === undefined);
  const purls = new Set(own.map(({ purl }) => purl));
  const listed = own.map(({ locations, by: _, ownedBy: __, dependencies = [], ...pkg }): Listed => {
    const kept = dependencies.filter((purl) => purls.has(purl));
    const path = locations[0]?.path ?? "";
    return { pkg: { ...pkg, ...(kept.length === 0 ? {} : { dependencies: kept }) }, path };
  });
  const distinct = new Map(listed.map((one) => [JSON.stringify([one.pkg.purl, one.path]), one]));
  return [...distinct.values()];
}

/** The file that the document names comes first if it is there: it is what has to be mended. */
function toPackage(view: ImageView, found: Located<unknown>, { pkg, path }: Listed): Package {
  const document = databaseLocation(view, found);
  const entry = path === document.path ? undefined : view.entry(path);
  const isFile = entry?.type === "file" || entry?.type === "hardlink";
  const locations = isFile ? [databaseLocation(view, entry), document] : [document];
  return { ...pkg, by: sbom.id, locations };
}

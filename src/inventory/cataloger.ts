import type { Analyzer, ImageView } from "../analysis/analyzer.ts";
import type { Gap, OsRelease, Package } from "../model/index.ts";

export interface Catalogue {
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
}

/** The files that a package database says a package has. */
export interface OwnedFiles {
  readonly owner: Package;
  /** See `fileNames`. */
  readonly files: string;
}

/** Knows one package format: what must be read of an image, and which packages that makes. */
export interface Cataloger {
  /** `apk`, `dpkg`, `rpm`; stands in `Package.by`. */
  readonly id: string;
  /** What it wants read. Records are kept by the analyzer's id; a cataloger may want several kinds of file. */
  readonly analyzers: readonly Analyzer[];
  /** One name and version at two places is two packages, each of the layer that brought it there. */
  readonly byPath?: boolean;
  /**
   * The packages of the view. Pure: asked again for views of fewer layers. A package's first location is the database
   * file that lists it, with the layer of that file; `catalog` puts the layer right afterwards. With `brief`, only what
   * tells packages apart is looked at: name, version, architecture, path.
   */
  packages(view: ImageView, os: OsRelease | undefined, brief?: boolean): Catalogue;
  /** For package databases with file lists: those of `packages`, which this cataloger found in the same view. */
  owns?(view: ImageView, packages: readonly Package[]): Iterable<OwnedFiles>;
}

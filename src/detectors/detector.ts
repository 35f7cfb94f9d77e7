import type { AdvisoryStore } from "../advisories/store.ts";
import type { Analyzer, ImageView, LayerResult } from "../analysis/analyzer.ts";
import type { Owners } from "../inventory/index.ts";
import type {
  Category,
  Checks,
  Finding,
  Gap,
  Image,
  LayerOrigin,
  OsRelease,
  Package,
  Rule,
} from "../model/index.ts";
import type { Build } from "../provenance/index.ts";

/** An image whose layers were read; absent where only an SBOM tells of it. */
export interface ReadImage {
  readonly image: Pick<
    Image,
    "reference" | "digest" | "names" | "config" | "layers" | "stored" | "isSigned" | "documents"
  >;
  /** The squashed file system. */
  readonly view: ImageView;
  /** Index = layer. */
  readonly origins: readonly LayerOrigin[];
  /** Which system package a path belongs to, by the package databases' file lists. */
  readonly ownerOf: Owners;
  /**
   * Reads layers (by index) once more with other analyzers: for the few files that turn out to matter only when the
   * whole image is known. Costs an inflation of those layers; never cached.
   */
  again(analyzers: readonly Analyzer[], layers: readonly number[]): Promise<ReadonlyMap<number, LayerResult>>;
}

export interface DetectorInput {
  readonly read?: ReadImage | undefined;
  /** The Dockerfile, its target and arguments, and the build context, as far as the user told. */
  readonly build: Build;
  readonly os: OsRelease | undefined;
  readonly packages: readonly Package[];
  /** Absent where nothing is to be matched with advisories. */
  readonly store?: AdvisoryStore | undefined;
  readonly now: Date;
  readonly checks: Checks;
}

export interface Detection<F extends Finding = Finding> {
  readonly findings: readonly F[];
  readonly gaps: readonly Gap[];
  /** Things the user should hear that are neither, such as an exception that has expired. */
  readonly notices?: readonly string[];
}

/** Looks for one kind of trouble. Its rules may be of several categories; those that are off are taken out afterwards. */
export interface Detector<F extends Finding = Finding> {
  /** Stands in `Gap.by`. */
  readonly id: string;
  /** It is asked when one of them is wanted. */
  readonly categories: readonly Category[];
  /** Its part of the catalogue; advisories are no rules. */
  readonly rules: readonly Rule[];
  /** What it wants read in every layer. Each setting that changes an answer must be in the analyzers' `settings`. */
  analyzers(checks: Checks): readonly Analyzer[];
  /** Throws `DrydockError` DATABASE_INVALID where the store turns out to be damaged; nothing else. */
  detect(input: DetectorInput): Promise<Detection<F>>;
}

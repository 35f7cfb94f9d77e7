import type { AdvisoryStore } from "../advisories/store.ts";
import type { ImageView } from "../analysis/analyzer.ts";
import type { Finding, Gap, OsRelease, Package } from "../model/index.ts";

export interface DetectorInput {
  /** The squashed file system; without it, marks that only a file can give are not seen. */
  readonly view?: ImageView;
  readonly os: OsRelease | undefined;
  readonly packages: readonly Package[];
  readonly store: AdvisoryStore;
  readonly now: Date;
}

export interface Detection {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

export interface Detector {
  /** Stands in `Gap.by`. */
  readonly id: string;
  /** Throws `DrydockError` DATABASE_INVALID where the store turns out to be damaged; nothing else. */
  detect(input: DetectorInput): Promise<Detection>;
}

import type { Overwrite } from "./publish/existing.ts";
import type { Scope } from "./targets.ts";

/** The network of what a builder runs. */
export type BuildNetwork = "default" | "host";

/** Where a repaired image goes that is not pushed. */
export interface ImageOutput {
  readonly kind: "oci-archive" | "oci" | "docker";
  /** A path, or a name in the engine. */
  readonly to: string;
}

/** How an image is to be repaired. */
export interface RepairOptions {
  readonly dryRun: boolean;
  readonly mode: "auto" | "graft" | "build";
  readonly scope: Scope;
  /** Of the repaired image; absent = made from the name of the original. */
  readonly tag?: string;
  /** It is one of an index: pushed by its digest, and the tag is the index's. */
  readonly isUntagged?: true;
  readonly repository?: string;
  readonly overwrite: Overwrite;
  /** Whether to repair what can be where not all can. */
  readonly partial: boolean;
  /** Whether an incomplete repair is to end with an exit code of its own. */
  readonly required: boolean;
  /** In place of a push. */
  readonly outputs: readonly ImageOutput[];
  /** Distribution → base URL. */
  readonly mirrors: Readonly<Record<string, string>>;
  /** What the archives had then; absent = what they have now. */
  readonly snapshot?: Date;
  readonly allowArchived: boolean;
  readonly network: BuildNetwork;
  /** Whose verdict decides; absent = nobody's. */
  readonly gateOn?: "original" | "fixed";
}

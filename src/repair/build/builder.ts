import type { Host } from "../../host.ts";
import type { Image } from "../../model/index.ts";
import type { BuildNetwork } from "../options.ts";

/** What is to be built. */
export interface BuildJob {
  /** The image as `docker save` writes it, with the name `base`. */
  readonly archive: string;
  readonly base: string;
  /** What the result is called as long as it is there. */
  readonly result: string;
  readonly dockerfile: string;
  readonly network: BuildNetwork;
  readonly folder: string;
}

/** Somebody here who can run instructions in an image. */
export interface Builder {
  /** As people call it. */
  readonly name: string;
  readonly losesVolumes: boolean;
  /**
   * The result, which the caller closes; nothing is left in the builder's store. Throws `Refusal` FIX_BUILD where an
   * instruction fails, `DrydockError` ENGINE.
   */
  build(job: BuildJob, host: Host): Promise<Image>;
}

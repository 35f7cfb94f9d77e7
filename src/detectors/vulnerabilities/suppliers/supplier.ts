import type { Package } from "../../../model/index.ts";
import type { Plan, Scene } from "../plan.ts";

/** Packages and how to match them. */
export interface Work {
  readonly plan: Plan;
  readonly packages: readonly Package[];
}

/** Somebody who rebuilds a distribution's packages with fixes of their own, and publishes advisories about those. */
export interface Supplier {
  /** Whether the image carries the supplier's mark. */
  isAtWork(scene: Scene): boolean;
  /** All packages of the scene, divided among plans. */
  works(scene: Scene): readonly Work[];
}

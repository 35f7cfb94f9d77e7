import { apk } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";

/**
 * Rolling apk distributions whose secdb names source packages. An apk is built with its source's version, so there is
 * but one version to compare. They publish rows only for what they fixed.
 */
export const wolfi = rolling("wolfi");
export const chainguard = rolling("chainguard");
export const minimos = rolling("minimos");

function rolling(family: string): Family {
  return {
    families: [family],
    scheme: apk,
    names: "source",
    compares: "source",
    unfixed: false,
    table: () => ({ family, release: "" }),
  };
}

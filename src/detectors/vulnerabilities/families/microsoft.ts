import { rpm } from "../../../versions/index.ts";
import type { Family } from "../plan.ts";
import { minor } from "../release.ts";

/** The OVAL data names source packages. The version in os-release ends in a date: `2.0.20240123`. */
export const mariner = byMinor("mariner", ["mariner", "cbl-mariner"]);
export const azureLinux = byMinor("azurelinux", ["azurelinux"]);

function byMinor(family: string, families: readonly string[]): Family {
  return {
    families,
    scheme: rpm,
    names: "source",
    compares: "source",
    unfixed: true,
    dropsZeroEpoch: true,
    table: (os) => ({ family, release: minor(os.version) }),
  };
}

import type { Package } from "../../../model/index.ts";
import { rpm } from "../../../versions/index.ts";
import type { Family, RowFilter, Scene } from "../plan.ts";
import { major } from "../release.ts";

/**
 * One table for all releases, its rows bound to products by CPE. Which products an image holds is told by the content
 * sets and the build that Red Hat writes into its own layers; other images get the repositories of a plain
 * installation. CentOS was a rebuild of the same packages and has no data of its own.
 */
export const redhat: Family = {
  families: ["redhat", "centos"],
  scheme: rpm,
  names: "module",
  compares: "package",
  unfixed: true,
  dropsZeroEpoch: true,
  table: () => ({ family: "redhat", release: "" }),
  filter: productFilter,
  severitySource: () => "redhat",
};

/** From how many packages with rows on, none of which is for this product, we believe that the product is unknown. */
const TELLING = 10;

function productFilter(scene: Scene): RowFilter {
  const products = productsOf(scene);
  const seen = new Set<Package>();
  let anyApplied = false;
  return {
    skips: (pkg) => {
      if (products(pkg).size > 0) return false;
      scene.gaps.packages(
        "advisory",
        describeSets(pkg),
        pkg,
        (names) =>
          `The advisory database does not know which Red Hat products ${describeSets(pkg)} belong to, so ${names} could not be matched.`,
      );
      return true;
    },
    applies: (row, pkg) => {
      seen.add(pkg);
      const ofProduct = row.cpes?.some((cpe) => products(pkg).has(cpe)) ?? false;
      anyApplied ||= ofProduct;
      return ofProduct && architectureFits(row.architectures, pkg);
    },
    finish: () => {
      if (anyApplied || seen.size < TELLING) return;
      scene.gaps.add(
        "advisory",
        `${scene.os.family} ${scene.os.version}`.trim(),
        `The advisory database has rows on ${seen.size} of the packages, but none for the Red Hat products of this image, so it proves nothing.`,
      );
    },
  };
}

/** A package for no architecture is in the errata of each. */
function architectureFits(architectures: readonly string[] | undefined, pkg: Package): boolean {
  if (architectures === undefined || architectures.length === 0) return true;
  return (
    pkg.architecture === undefined ||
    pkg.architecture === "noarch" ||
    architectures.includes(pkg.architecture)
  );
}

/**
 * CPE indices of the products that a package may be of; asked of the store once per set of names. Builds are
 * listed as `<nvr>-<architecture>`; an image has but one architecture.
 */
function productsOf({ os, packages, store }: Scene): (pkg: Package) => ReadonlySet<number> {
  const architecture = packages.find(
    (pkg) => pkg.architecture !== undefined && pkg.architecture !== "noarch",
  )?.architecture;
  const defaults = defaultRepositories(major(os.version));
  const byNames = new Map<string, ReadonlySet<number>>();
  return ({ redHat }) => {
    const repositories = redHat === undefined ? defaults : redHat.contentSets.map(withoutSuffix);
    const nvrs =
      redHat?.nvr === undefined || architecture === undefined ? [] : [`${redHat.nvr}-${architecture}`];
    const key = JSON.stringify([repositories, nvrs]);
    const known = byNames.get(key) ?? store.redHatCpes({ repositories, nvrs });
    byNames.set(key, known);
    return known;
  };
}

/** `rhel-9-for-x86_64-baseos-rpms__9` and the like: the release in the end is not part of the repository's name. */
function withoutSuffix(contentSet: string): string {
  return contentSet.replace(/__\d+$/, "");
}

/** Products do not differ between architectures, so the repositories of x86_64 stand for all. */
function defaultRepositories(release: string): string[] {
  if (release === "6" || release === "7")
    return [`rhel-${release}-server-rpms`, `rhel-${release}-server-extras-rpms`];
  return [`rhel-${release}-for-x86_64-baseos-rpms`, `rhel-${release}-for-x86_64-appstream-rpms`];
}

function describeSets({ redHat }: Package): string {
  if (redHat === undefined) return "the default repositories";
  return redHat.contentSets.length === 0 ? "an empty list of content sets" : "the content sets of the image";
}

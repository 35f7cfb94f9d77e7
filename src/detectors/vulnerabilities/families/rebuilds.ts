import type { Package } from "../../../model/index.ts";
import { rpm } from "../../../versions/index.ts";
import type { Family, RowFilter, Scene } from "../plan.ts";
import { major, rpmRelease } from "../release.ts";

/**
 * Rebuilds of Red Hat's sources with errata of their own. All name binary packages by major release and list only what
 * has been fixed.
 */
const common = { scheme: rpm, compares: "package", unfixed: false } as const;

/** Its errata say for which architectures a fix was built, `noarch` among them. */
export const rocky: Family = {
  ...common,
  families: ["rocky"],
  names: "module",
  dropsZeroEpoch: true,
  table: (os) => ({ family: "rocky", release: major(os.version) }),
  filter: () => ({ applies: (row, pkg) => isListed(row.architectures, pkg.architecture) }),
};

export const alma: Family = {
  ...common,
  families: ["alma"],
  names: "module",
  dropsZeroEpoch: true,
  table: (os) => ({ family: "alma", release: major(os.version) }),
  filter: withoutLostModules,
};

/**
 * The architecture of its OVAL definitions is that of the machine, so a `noarch` package is hit on every one of them.
 * (Trivy takes it for the package's and never matches `noarch`.)
 */
export const oracle: Family = {
  ...common,
  families: ["oracle"],
  names: "package",
  table: (os) => ({ family: "oracle", release: major(os.version) }),
  filter: () => ({
    applies: ({ architectures, fixedVersion }, pkg) =>
      (pkg.architecture === "noarch" || isListed(architectures, pkg.architecture)) &&
      flavour(fixedVersion ?? "") === flavour(pkg.version),
  }),
};

/** Rows without any architecture are of an older database schema and apply to all. */
function isListed(architectures: readonly string[] | undefined, architecture: string | undefined): boolean {
  if (architectures === undefined || architectures.length === 0 || architecture === undefined) return true;
  return architectures.includes(architecture);
}

/**
 * Oracle builds some packages in flavours with version lines of their own: certified for FIPS, and patched live by
 * Ksplice. A fix in one line is no fix in another.
 */
function flavour(version: string): "fips" | "ksplice" | "normal" {
  const release = rpmRelease(version);
  if (release.endsWith("_fips")) return "fips";
  return release.split(".").some((part) => part.startsWith("ksplice")) ? "ksplice" : "normal";
}

/** A modular build whose module label was lost cannot be told from the plain package of that name: other versions. */
function withoutLostModules({ gaps }: Scene): RowFilter {
  return {
    skips: (pkg) => {
      if (!isLostModule(pkg)) return false;
      gaps.packages(
        "advisory",
        "module label",
        pkg,
        (names) =>
          `It is not recorded which module built ${names}, so it cannot be told which advisories apply.`,
      );
      return true;
    },
    applies: () => true,
  };
}

function isLostModule({ module, version }: Package): boolean {
  return !module && rpmRelease(version).includes(".module_el");
}

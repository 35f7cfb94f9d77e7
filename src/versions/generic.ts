import {
  compareDotted,
  compareIdentifiers,
  compareNumbers,
  type Dotted,
  parseDotted,
  seriesEnd,
} from "./dotted.ts";
import { defineEcosystem, type EcosystemVersions, type Operator, orderTest, type Test } from "./ranges.ts";

/** How an ecosystem differs from plain Semantic Versioning. */
interface Habits {
  /** What may stand before the number. */
  readonly prefix?: RegExp;
  /** Changes to what was read: case, forms of pre-releases. */
  readonly normal?: (version: Dotted) => Dotted;
  /** Builds count in the order (SemVer says they do not). */
  readonly builds?: boolean;
}

/**
 * Ecosystems whose advisories use the grammar of aquasecurity/go-version: all operators, any number of numbers,
 * pre-releases always take part. `~>1.2`, `~1.2` and `^1.2` end before any pre-release of the next series, as the
 * ecosystems' own tools have it (go-version lets `2.0.0-rc` pass for `^1.2`).
 */
function defineGeneric(id: string, habits: Habits = {}): EcosystemVersions {
  const parse = (text: string): Dotted | undefined => {
    const version = parseDotted(text.replace(habits.prefix ?? /^[vV]/, ""));
    return version && (habits.normal?.(version) ?? version);
  };
  const order = habits.builds === true ? compareWithBuilds : compareDotted;
  return defineEcosystem<Dotted>(id, {
    parse,
    order,
    comparison: (operator, text) => {
      const bound = parse(text);
      return bound && genericTest(operator, bound, order);
    },
  });
}

/** Source: cargo's and RustSec's `semver` crate. */
export const cargo = defineGeneric("cargo");

/**
 * Source: golang.org/x/mod/semver and the Go module reference. Pseudo-versions are plain pre-releases. Toolchains are
 * named `go1.21rc2` where the Go vulnerability database says `1.21.0-rc.2`.
 */
export const go = defineGeneric("go", {
  prefix: /^(?:v|go)/,
  normal: (version) => {
    const [, word, number] = /^(beta|rc)([0-9]+)$/.exec(version.pre[0] ?? "") ?? [];
    const glued = version.numbers.length < 3 && version.pre.length === 1;
    return word === undefined || number === undefined || !glued
      ? version
      : { ...version, pre: [word, number] };
  },
});

/** Source: Elixir's `Version`, which is SemVer. */
export const hex = defineGeneric("erlang");

/** A `VersionNumber`; builds matter, as a `_jll` package counts its rebuilds in them: 3.0.15+1. */
export const julia = defineGeneric("julia", { builds: true });

/** Source: NuGet's documentation of package versions: up to four numbers, labels without regard to case. */
export const nuget = defineGeneric("nuget", {
  normal: (version) => ({ ...version, pre: version.pre.map((label) => label.toLowerCase()) }),
});

/** Source: `pub_semver`: as SemVer, but 1.0.0+1 comes after 1.0.0. */
export const pub = defineGeneric("pub", { builds: true });

/** Source: the Swift package manager's `Version`, which is SemVer; tags may begin with a `v`. */
export const swift = defineGeneric("swift");

function genericTest(
  operator: Operator,
  bound: Dotted,
  order: typeof compareDotted,
): Test<Dotted> | undefined {
  // A bound that names no build speaks of all of them: `<=3.0.15` includes 3.0.15+1.
  const orderOf = (version: Dotted): number =>
    order(bound.build.length === 0 ? { ...version, build: [] } : version, bound);
  const end = seriesEnd(operator, bound.numbers);
  if (end === undefined) return orderTest(operator, orderOf);
  return (version) => orderOf(version) >= 0 && compareNumbers(version.numbers, end) < 0;
}

function compareWithBuilds(a: Dotted, b: Dotted): number {
  return compareDotted(a, b) || compareIdentifiers(a.build, b.build);
}

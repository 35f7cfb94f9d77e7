import type { Package } from "../../../model/index.ts";

/** A language ecosystem as the advisory store knows it. */
export interface EcosystemTable {
  /** As trivy-db names it. */
  readonly name: string;
  /**
   * How advisories may spell the name of a package, best first. Most sources fold case, so names are folded to match.
   */
  names(pkg: Package): readonly string[];
}

/** By the first part of `Package.ecosystem`, in lower case. Sources: trivy-db `pkg/vulnsrc/vulnerability`, OSV schema. */
const TABLES: ReadonlyMap<string, EcosystemTable> = new Map([
  ["npm", table("npm", lowerCase)],
  ["pypi", table("pip", pythonNames)],
  ["rubygems", table("rubygems", lowerCase)],
  ["maven", table("maven", lowerCase)],
  ["packagist", table("composer", lowerCase)],
  ["nuget", table("nuget", lowerCase)],
  ["go", table("go", asIs)],
  ["crates.io", table("cargo", lowerCase)],
  ["hex", table("erlang", lowerCase)],
  ["pub", table("pub", lowerCase)],
  ["swifturl", table("swift", (name) => [name.replace(/^https:\/\//, "").replace(/\.git$/, "")])],
  ["cocoapods", table("cocoapods", asIs)],
  ["conancenter", table("conan", lowerCase)],
  ["bitnami", table("bitnami", lowerCase)],
  ["julia", table("julia", asIs)],
  ["kubernetes", table("k8s", lowerCase)],
]);

/** `undefined` = nobody publishes advisories for packages of this kind. */
export function tableOf(pkg: Package): EcosystemTable | undefined {
  const [family = ""] = pkg.ecosystem.split(":", 1);
  return TABLES.get(family.toLowerCase());
}

function table(name: string, spell: (name: string) => readonly string[]): EcosystemTable {
  return { name, names: (pkg) => [...new Set(spell(pkg.name))] };
}

function asIs(name: string): readonly string[] {
  return [name];
}

function lowerCase(name: string): readonly string[] {
  return [name.toLowerCase()];
}

/** trivy-db leaves dots in names; the index of Python packages takes `zope.interface` and `zope-interface` for one. */
function pythonNames(name: string): readonly string[] {
  const lower = name.toLowerCase();
  const folded = lower.replace(/[-_.]+/g, "-");
  return [lower.replaceAll("_", "-"), folded, folded.replaceAll("-", ".")];
}

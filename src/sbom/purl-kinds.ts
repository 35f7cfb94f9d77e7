import type { ParsedPurl } from "../inventory/parsed-purl.ts";

/** What a purl type stands for. */
export interface PurlKind {
  /** As drydock's catalogers call themselves; matching goes by it for system packages. */
  readonly by: string;
  /** As OSV spells it; for system packages the distribution decides. */
  readonly ecosystem: string;
  readonly isSystem: boolean;
  /** As the ecosystem itself writes the name. */
  name(purl: ParsedPurl): string;
}

/** Stands in `Package.by` of libraries that a document of another tool lists. */
export const FOREIGN = "sbom";

const bare = ({ name }: ParsedPurl) => name;
const joined = (separator: string) => (purl: ParsedPurl) =>
  purl.namespace === "" ? purl.name : `${purl.namespace}${separator}${purl.name}`;

/** Sources: the type definitions of the purl specification; "Defined ecosystems" of the OSV schema. */
const KINDS: ReadonlyMap<string, PurlKind> = new Map([
  ["apk", system("apk")],
  ["deb", system("dpkg")],
  ["rpm", system("rpm")],
  ["bitnami", library("Bitnami", bare)],
  ["cargo", library("crates.io", bare)],
  ["cocoapods", library("CocoaPods", bare)],
  ["composer", library("Packagist", joined("/"))],
  ["conan", library("ConanCenter", bare)],
  ["conda", library("conda", bare)],
  ["gem", library("RubyGems", bare)],
  ["golang", library("Go", joined("/"))],
  ["hex", library("Hex", bare)],
  ["julia", library("Julia", bare)],
  ["k8s", library("Kubernetes", joined("/"))],
  ["maven", library("Maven", joined(":"))],
  ["npm", library("npm", joined("/"))],
  ["nuget", library("NuGet", bare)],
  ["pub", library("Pub", bare)],
  ["pypi", library("PyPI", bare)],
  ["swift", library("SwiftURL", joined("/"))],
]);

/** Whole images are no packages. */
const IMAGES: ReadonlySet<string> = new Set(["oci", "docker"]);

/** `undefined` = nothing that is installed as a package. Of a type that nobody knows the packages are listed all the same. */
export function kindOf(purl: ParsedPurl): PurlKind | undefined {
  return IMAGES.has(purl.type) ? undefined : (KINDS.get(purl.type) ?? library(purl.type, joined("/")));
}

function system(by: string): PurlKind {
  return { by, ecosystem: "", isSystem: true, name: bare };
}

function library(ecosystem: string, name: PurlKind["name"]): PurlKind {
  return { by: FOREIGN, ecosystem, isSystem: false, name };
}

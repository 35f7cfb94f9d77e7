import { type ParsedPurl, parsePurl } from "../inventory/parsed-purl.ts";
import type { Package } from "../model/index.ts";

/** Types whose names know no case. Source: the type definitions of the purl specification. */
const CASELESS: ReadonlySet<string> = new Set([
  "apk",
  "bitbucket",
  "composer",
  "deb",
  "github",
  "golang",
  "hex",
  "npm",
  "nuget",
  "oci",
  "pypi",
]);

/**
 * Whether a purl of a VEX document stands for a package: the same type, namespace and name; its version, where it has
 * one; each of its qualifiers, the package's further ones not counting. `arch=source`, as Debian writes it, stands for
 * every package that is built from the source.
 */
export function isPurlOf(wanted: ParsedPurl, pkg: Package): boolean {
  const found = parsePurl(pkg.purl);
  if (found === undefined || wanted.type !== found.type) return false;
  if (spelled(wanted, wanted.namespace) !== spelled(found, found.namespace)) return false;
  const ofSource = wanted.qualifiers.get("arch") === "source" && pkg.source !== undefined;
  const name = ofSource ? (pkg.source?.name ?? "") : found.name;
  if (spelled(wanted, wanted.name) !== spelled(found, name)) return false;
  const versions = ofSource ? [pkg.source?.version] : [found.version, pkg.version];
  if (wanted.version !== "" && !versions.includes(wanted.version)) return false;
  return [...wanted.qualifiers].every(
    ([key, value]) => (ofSource && key === "arch") || found.qualifiers.get(key) === value,
  );
}

function spelled({ type }: ParsedPurl, name: string): string {
  const folded = CASELESS.has(type) ? name.toLowerCase() : name;
  return type === "pypi" ? folded.replace(/[-_.]+/g, "-") : folded;
}

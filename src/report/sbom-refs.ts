import { createHash } from "node:crypto";
import { libraryPurl } from "../inventory/purl.ts";
import type { Package } from "../model/package.ts";
import type { ScanResult } from "../model/scan-result.ts";

/**
 * How an SBOM refers to each package: by its purl; where several have the same one (two places, say), by purl and
 * number.
 */
export function packageRefs(packages: readonly Package[]): ReadonlyMap<Package, string> {
  const counts = new Map<string, number>();
  return new Map(
    packages.map((pkg): [Package, string] => {
      const { purl } = pkg;
      const count = (counts.get(purl) ?? 0) + 1;
      counts.set(purl, count);
      return [pkg, count === 1 ? purl : `${purl}#${count}`];
    }),
  );
}

/** What each package depends on, by reference; only packages that name dependencies. */
export function dependencyRefs(
  packages: readonly Package[],
  refs: ReadonlyMap<Package, string>,
): ReadonlyMap<string, readonly string[]> {
  const byPurl = new Map<string, string>();
  for (const pkg of packages) if (!byPurl.has(pkg.purl)) byPurl.set(pkg.purl, refs.get(pkg) ?? pkg.purl);
  return new Map(
    packages.flatMap((pkg): [string, readonly string[]][] => {
      const wanted = (pkg.dependencies ?? []).flatMap((purl) => byPurl.get(purl) ?? []);
      return wanted.length === 0 ? [] : [[refs.get(pkg) ?? pkg.purl, [...new Set(wanted)]]];
    }),
  );
}

/** What the image is called, without transport and digest: its first name, else its reference. */
export function imageTitle({ names, reference }: ScanResult["image"]): string {
  return names[0] ?? reference;
}

/** The image as a purl of type `oci`; `undefined` for one without a name that could be its. */
export function imagePurl({ names, digest, platform }: ScanResult["image"]): string | undefined {
  const [, repository, tag] = /^([^@]*?)(?::([^/:@]+))?(?:@.*)?$/.exec(names[0] ?? "") ?? [];
  const name = repository?.split("/").at(-1)?.toLowerCase() ?? "";
  if (repository === undefined || name === "") return undefined;
  const qualifiers = { arch: platform.architecture, repository_url: repository, tag };
  return libraryPurl("oci", { name, version: digest, qualifiers });
}

/**
 * A UUID made of the content, so that the same result gives the same document. Source: RFC 9562, version 8: "custom",
 * here the first bytes of a SHA-256.
 */
export function contentUuid(content: string): string {
  const bytes = createHash("sha256").update(content).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

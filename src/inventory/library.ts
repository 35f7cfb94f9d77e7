import type { ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { databaseLocation } from "./evidence.ts";
import { type LibraryPurlParts, libraryPurl } from "./purl.ts";

/** What all catalogers of one ecosystem's packages have in common. */
export interface Ecosystem {
  /** Id of the cataloger. */
  readonly by: string;
  /** As OSV spells it. */
  readonly ecosystem: string;
  readonly purlType: string;
}

/** A package as its own evidence tells of it. */
export interface LibraryFacts {
  readonly name: string;
  readonly version: string;
  /** Where it is another than the name and version. */
  readonly purl?: Partial<LibraryPurlParts>;
  readonly licenses?: readonly string[] | undefined;
}

/** A package that is not of the distribution, found in one file. */
export function libraryPackage(
  kind: Ecosystem,
  facts: LibraryFacts,
  view: ImageView,
  file: Pick<Located<unknown>, "path" | "layer">,
): Package {
  const { name, version, purl, licenses = [] } = facts;
  return {
    name,
    version,
    ecosystem: kind.ecosystem,
    purl: libraryPurl(kind.purlType, { name, version, ...purl }),
    by: kind.by,
    ...(licenses.length === 0 ? {} : { licenses }),
    locations: [databaseLocation(view, file)],
  };
}

/** The package with the purls of those it asks for, without doubles and without itself. */
export function withDependencies(own: Package, purls: Iterable<string | undefined>): Package {
  const dependencies = [...new Set(purls)].filter((purl) => purl !== undefined && purl !== own.purl);
  return dependencies.length === 0 ? own : { ...own, dependencies: dependencies as string[] };
}

/** Without the file name; empty for a file in the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

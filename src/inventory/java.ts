import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { withSource } from "./byte-source.ts";
import type { Cataloger } from "./cataloger.ts";
import { problemGaps } from "./evidence.ts";
import { type JavaPackage, type JavaRecord, readArchive } from "./java/archive.ts";
import { type Ecosystem, libraryPackage } from "./library.ts";

const MAVEN: Ecosystem = { by: "java", ecosystem: "Maven", purlType: "maven" };

/** Stops one file from filling the disk: archives are copied there to be read. Large honest ones have 500 MB. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024;

const archives: FileAnalyzer<JavaRecord> = {
  id: "java-archives",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => /\.[jwep]ar$/i.test(path),
  async read(body, { path }) {
    if (body.size === 0) return undefined;
    const record = await withSource(body, (source) => readArchive(source, path));
    return record.packages.length + record.problems.length > 0 ? record : undefined;
  },
};

/** Libraries and programs of Java: archives, what is nested in them, and what was packed into them. */
export const java: Cataloger = {
  id: "java",
  analyzers: [archives],
  byPath: true,
  packages(view) {
    const found = view.records<JavaRecord>(archives);
    return {
      packages: found.flatMap((file) => packagesOf(view, file)),
      gaps: found.flatMap((file) => problemGaps(view, file, "java")),
    };
  },
};

/** What lies in an archive has a path as if that were a folder. */
function packagesOf(view: ImageView, file: Located<JavaRecord>): Package[] {
  const packages = new Map<string, Package>();
  for (const one of file.record.packages) {
    const path = one.within === "" ? file.path : `${file.path}/${one.within}`;
    const made = toPackage(view, { path, layer: file.layer }, one);
    const key = `${path} ${made.purl}`;
    if (!packages.has(key)) packages.set(key, made);
  }
  return [...packages.values()];
}

function toPackage(
  view: ImageView,
  file: Pick<Located<unknown>, "path" | "layer">,
  { group = "", artifact, version, sha1 }: JavaPackage,
): Package {
  const name = group === "" ? artifact : `${group}:${artifact}`;
  const purl = { namespace: group, name: artifact };
  const own = libraryPackage(MAVEN, { name, version, purl }, view, file);
  return sha1 === undefined ? own : { ...own, hashes: { sha1 } };
}

import type { FileAnalyzer } from "../analysis/analyzer.ts";
import { Unreadable } from "../errors.ts";
import type { Cataloger } from "./cataloger.ts";
import { compact, parseObject, textOf } from "./json-object.ts";
import { type Ecosystem, fileName, folderOf, libraryPackage } from "./library.ts";

const CONDA: Ecosystem = { by: "conda", ecosystem: "conda", purlType: "conda" };

/** Stops a record that would fill the memory: it lists every file of the package. The largest have some 10 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

interface CondaPackage {
  readonly name: string;
  readonly version: string;
  readonly build?: string;
  readonly subdir?: string;
  readonly license?: string;
}

const records: FileAnalyzer<CondaPackage> = {
  id: "conda-meta",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => fileName(folderOf(path)) === "conda-meta" && /-[^-/]+-[^-/]+\.json$/.test(path),
  read: async (body) => parseRecord(await body.bytes()),
};

/** Packages of conda and its kin, one file each. No advisories exist for them; they are listed. */
export const conda: Cataloger = {
  id: "conda",
  analyzers: [records],
  byPath: true,
  packages(view) {
    const packages = view.records<CondaPackage>(records).map((found) => {
      const { name, version, build, subdir, license } = found.record;
      const purl = { qualifiers: { build, subdir } };
      const licenses = license === undefined ? [] : [license];
      return libraryPackage(CONDA, { name, version, licenses, purl }, view, found);
    });
    return { packages, gaps: [] };
  },
};

function parseRecord(bytes: Buffer): CondaPackage {
  const document = parseObject(bytes);
  const [name, version] = [textOf(document.name), textOf(document.version)];
  if (name === undefined || version === undefined) throw new Unreadable("it has no name or no version");
  return compact<CondaPackage>({
    name,
    version,
    build: textOf(document.build),
    subdir: textOf(document.subdir),
    license: textOf(document.license),
  });
}

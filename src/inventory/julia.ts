import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { arrayOf, compact, entriesOf, objectOf, textOf } from "./json-object.ts";
import { type Ecosystem, fileName, libraryPackage, withDependencies } from "./library.ts";
import { parseToml } from "./toml.ts";

const JULIA: Ecosystem = { by: "julia", ecosystem: "Julia", purlType: "julia" };

/** Stops a manifest that would fill the memory. Those of large environments have some 200 kB. */
const MAX_BYTES = 4 * 1024 * 1024;

interface ManifestEntry {
  readonly name: string;
  readonly uuid: string;
  readonly version: string;
  /** Uuids where the manifest gives them, else names. */
  readonly dependencies?: readonly string[];
}

const manifests: FileAnalyzer<readonly ManifestEntry[]> = {
  id: "julia-manifest",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => fileName(path) === "Manifest.toml",
  read: async (body) => parseManifest(await body.text()),
};

/** What the environments of Julia's package manager hold. */
export const julia: Cataloger = {
  id: "julia",
  analyzers: [manifests],
  byPath: true,
  packages(view) {
    const packages = view
      .records<readonly ManifestEntry[]>(manifests)
      .flatMap((found) => listed(view, found));
    return { packages, gaps: [] };
  },
};

function listed(view: ImageView, found: Located<readonly ManifestEntry[]>): Package[] {
  const purls = new Map<string, string>();
  const packages = found.record.map(({ name, uuid, version, dependencies = [] }) => {
    const own = libraryPackage(JULIA, { name, version, purl: { qualifiers: { uuid } } }, view, found);
    purls.set(uuid, own.purl);
    purls.set(name, own.purl);
    return { own: { ...own, locked: true }, dependencies };
  });
  return packages.map(({ own, dependencies }) =>
    withDependencies(
      own,
      dependencies.map((key) => purls.get(key)),
    ),
  );
}

/**
 * Form 1 has the packages at the top, form 2 below `deps`. What belongs to Julia itself has no version but Julia's,
 * which form 2 names. `undefined` for other software's Manifest.toml. Source: "Project.toml and Manifest.toml" of Pkg.
 */
function parseManifest(text: string): readonly ManifestEntry[] | undefined {
  const document = parseToml(text);
  const isNew = document.manifest_format !== undefined;
  const julia = textOf(document.julia_version);
  const rows = entriesOf(isNew ? document.deps : document).flatMap(([name, list]) =>
    arrayOf(list).map((row) => ({ name, row: objectOf(row) })),
  );
  const packages = rows.flatMap(({ name, row }): ManifestEntry[] => {
    const [uuid, version] = [textOf(row?.uuid), textOf(row?.version) ?? julia];
    if (uuid === undefined || version === undefined) return [];
    const wanted = Array.isArray(row?.deps) ? row.deps : Object.values(objectOf(row?.deps) ?? {});
    const dependencies = wanted.map(textOf).filter((one) => one !== undefined);
    return [
      compact<ManifestEntry>({
        name,
        uuid,
        version,
        dependencies: dependencies.length === 0 ? undefined : dependencies,
      }),
    ];
  });
  return packages.length === 0 ? undefined : packages;
}

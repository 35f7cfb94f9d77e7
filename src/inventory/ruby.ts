import type { FileAnalyzer } from "../analysis/analyzer.ts";
import type { Cataloger } from "./cataloger.ts";
import { type Gemspec, parseGemspec } from "./gemspec.ts";
import { type Ecosystem, fileName, libraryPackage, withDependencies } from "./library.ts";

const GEMS: Ecosystem = { by: "ruby", ecosystem: "RubyGems", purlType: "gem" };

/** Stops a specification that would fill the memory. The largest, of gems with thousands of files, have some 500 kB. */
const MAX_BYTES = 4 * 1024 * 1024;

const gemspecs: FileAnalyzer<Gemspec> = {
  id: "gemspec",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => path.endsWith(".gemspec") && /(?:^|\/)specifications\//.test(path),
  read: async (body, { path }) => parseGemspec(await body.bytes(), fileName(path)),
};

/** Installed gems, those that come with Ruby too. What a Gemfile.lock lists need not be installed. */
export const ruby: Cataloger = {
  id: "ruby",
  analyzers: [gemspecs],
  byPath: true,
  packages(view) {
    const packages = view.records<Gemspec>(gemspecs).map((found) => {
      const { name, version, platform, licenses, dependencies = [] } = found.record;
      const purl = { qualifiers: { platform } };
      const own = libraryPackage(GEMS, { name, version, licenses, purl }, view, found);
      return { own, dependencies, home: homeOf(found.path) };
    });
    const byName = new Map<string, string>();
    // Of several versions Ruby takes the highest that fits; any other order would be no better than that of paths.
    for (const { own, home } of packages) {
      byName.set(own.name, own.purl);
      byName.set(JSON.stringify([home, own.name]), own.purl);
    }
    return {
      packages: packages.map(({ own, dependencies, home }) =>
        withDependencies(
          own,
          dependencies.map((name) => byName.get(JSON.stringify([home, name])) ?? byName.get(name)),
        ),
      ),
      gaps: [],
    };
  },
};

/** The folder that has `specifications`. */
function homeOf(path: string): string {
  return `/${path}`.split("/specifications/", 1)[0] ?? "";
}

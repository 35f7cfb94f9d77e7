import type { ImageView, Located, StreamAnalyzer } from "../analysis/analyzer.ts";
import type { Gap, Package } from "../model/index.ts";
import { isProgram } from "./binary/is-program.ts";
import { programSink } from "./binary/program-sink.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation, fileGap } from "./evidence.ts";
import type { GoBuildInfo, GoModule } from "./go/build-info.ts";
import { BuildInfoReader } from "./go/build-info-reader.ts";
import { libraryVersion, mainVersion, moduleVersion } from "./go/versions.ts";
import { libraryPurl } from "./purl.ts";

/** What each of the programs in a file was built of; a fat Mach-O holds one for each processor. */
type GoRecord = readonly GoBuildInfo[];

const programs: StreamAnalyzer<GoRecord> = {
  id: "go-programs",
  version: 1,
  maxBytes: Number.POSITIVE_INFINITY,
  wants: isProgram,
  open({ size }) {
    const found: GoBuildInfo[] = [];
    return programSink(
      size,
      (program) => new BuildInfoReader(program, (info) => found.push(info)),
      () => (found.length > 0 ? found : undefined),
    );
  },
};

/** Modules linked into programs by Go, and the standard library. Source: Go, `runtime/debug.BuildInfo`. */
export const go: Cataloger = {
  id: "go",
  analyzers: [programs],
  byPath: true,
  packages(view) {
    const found = view.records<GoRecord>(programs);
    return {
      packages: found.flatMap((file) => packagesOf(view, file)),
      gaps: found.flatMap((file) => gapsOf(view, file)),
    };
  },
};

function packagesOf(view: ImageView, file: Located<GoRecord>): Package[] {
  const packages = new Map<string, Package>();
  const add = (name: string, version: string, more: Partial<Package> = {}) => {
    const common = { ecosystem: "Go", by: "go", locations: [databaseLocation(view, file)] };
    const made = { name, version, purl: goPurl(name, version), ...common, ...more };
    if (!packages.has(made.purl)) packages.set(made.purl, made);
    return made.purl;
  };
  for (const info of file.record) {
    const modules = info.modules.map((module) => {
      const used = replaced(module);
      return add(used.path, moduleVersion(used.version));
    });
    const library = add("stdlib", libraryVersion(info.go));
    if (info.main === undefined) continue;
    const main = replaced(info.main);
    add(main.path, mainVersion(main, info), { dependencies: [...new Set([...modules, library])] });
  }
  return [...packages.values()];
}

/** A folder in its place keeps the module's name, but is no version that anybody released. */
function replaced({ path, version, replacement }: GoModule): Pick<GoModule, "path" | "version"> {
  if (replacement === undefined) return { path, version };
  const isFolder = /^(?:\.{0,2}\/|[A-Za-z]:[\\/])/.test(replacement.path);
  return isFolder ? { path, version: "" } : replacement;
}

/** The type's definition: namespace and name in lower case. */
function goPurl(path: string, version: string): string {
  const slash = path.lastIndexOf("/");
  return libraryPurl("golang", {
    namespace: path.slice(0, Math.max(0, slash)).toLowerCase(),
    name: path.slice(slash + 1).toLowerCase(),
    version,
  });
}

function gapsOf(view: ImageView, file: Located<GoRecord>): Gap[] {
  return file.record.flatMap(({ go: version }) => {
    if (libraryVersion(version) !== "") return [];
    const which = version === undefined ? "a Go version that is not told" : `"${version.slice(0, 80)}"`;
    const reason = `The program was built with ${which}, so its standard library cannot be compared.`;
    return [fileGap(view, file, "go", "version", reason)];
  });
}

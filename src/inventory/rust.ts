import type { ImageView, Located, StreamAnalyzer } from "../analysis/analyzer.ts";
import type { Package } from "../model/index.ts";
import { isProgram } from "./binary/is-program.ts";
import { programSink } from "./binary/program-sink.ts";
import type { Cataloger } from "./cataloger.ts";
import { type Ecosystem, libraryPackage, withDependencies } from "./library.ts";
import type { AuditedCrate } from "./rust/audit-data.ts";
import { auditDataReader } from "./rust/audit-data-reader.ts";

const CRATES: Ecosystem = { by: "rust", ecosystem: "crates.io", purlType: "cargo" };

/** The crates of each program in a file. */
type RustRecord = readonly (readonly AuditedCrate[])[];

const programs: StreamAnalyzer<RustRecord> = {
  id: "rust-programs",
  version: 1,
  maxBytes: Number.POSITIVE_INFINITY,
  wants: isProgram,
  open({ size }) {
    const found: (readonly AuditedCrate[])[] = [];
    return programSink(
      size,
      (program) => auditDataReader(program, (crates) => found.push(crates)),
      () => (found.length > 0 ? found : undefined),
    );
  },
};

/** Crates linked into programs that were built with `cargo auditable`. */
export const rust: Cataloger = {
  id: "rust",
  analyzers: [programs],
  byPath: true,
  packages(view) {
    const packages = view
      .records<RustRecord>(programs)
      .flatMap((file) => file.record.flatMap((crates) => cratesOf(view, file, crates)));
    // A fat Mach-O holds the same ones twice.
    const unique = new Map(packages.map((one) => [`${one.locations[0]?.path} ${one.purl}`, one]));
    return { packages: [...unique.values()], gaps: [] };
  },
};

function cratesOf(view: ImageView, file: Located<RustRecord>, crates: readonly AuditedCrate[]): Package[] {
  const packages = crates.map((crate) => libraryPackage(CRATES, crate, view, file));
  return crates.map(({ local, build, dependencies = [] }, index) => {
    const own = withDependencies(
      packages[index]!,
      dependencies.map((at) => packages[at]?.purl),
    );
    return { ...own, ...(local === true && { root: true }), ...(build === true && { development: true }) };
  });
}

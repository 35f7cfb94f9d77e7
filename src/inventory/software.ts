import type { ByteSink, StreamAnalyzer } from "../analysis/analyzer.ts";
import { programSink } from "./binary/program-sink.ts";
import type { Cataloger } from "./cataloger.ts";
import { type Ecosystem, fileName, libraryPackage } from "./library.ts";
import { PRODUCTS } from "./software/products.ts";
import { RUNTIME_FILES, runtimeFileSink } from "./software/runtime-files.ts";
import { VersionReader } from "./software/version-reader.ts";

/** There is none for these; the purl type says the same. */
const GENERIC: Ecosystem = { by: "software", ecosystem: "generic", purlType: "generic" };

export interface SoftwareRecord {
  readonly name: string;
  readonly version: string;
  readonly cpe: readonly [vendor: string, product: string];
  readonly vendor?: string;
}

const binaries: StreamAnalyzer<SoftwareRecord> = {
  id: "software",
  version: 1,
  maxBytes: Number.POSITIVE_INFINITY,
  wants({ path }) {
    const name = fileName(path);
    return RUNTIME_FILES.has(name) || (MAY_BE.test(name) && PRODUCTS.some(({ files }) => files.test(name)));
  },
  open({ path, size }) {
    const name = fileName(path);
    return RUNTIME_FILES.has(name) ? runtimeFileSink(name, size) : binarySink(name, size);
  },
};

/** One look instead of seventeen for all the files of an image that are called otherwise. */
const MAY_BE =
  /^(?:lib(?:c|node|php|python|ruby)|nginx|open|httpd|apache|ha|redis|valkey|post|maria|mysqld|mem|node|php|ruby|python|curl|busy)/;

/** Servers and runtimes that no package brought, recognised by what their binaries say of themselves. */
export const software: Cataloger = {
  id: "software",
  analyzers: [binaries],
  byPath: true,
  packages(view) {
    const packages = view.records<SoftwareRecord>(binaries).map((file) => {
      const { name, version, vendor, cpe } = file.record;
      const own = libraryPackage(GENERIC, { name, version }, view, file);
      return { ...own, ...(vendor !== undefined && { vendor }), cpe: cpeName(cpe, version) };
    });
    return { packages, gaps: [] };
  },
};

function binarySink(name: string, size: number): ByteSink<SoftwareRecord> {
  const products = PRODUCTS.filter(({ files }) => files.test(name));
  let record: SoftwareRecord | undefined;
  return programSink(
    size,
    () => {
      const readers = products.map(
        (product) =>
          new VersionReader(product.anchors(name), product.patterns(name), (version) => {
            record ??= { name: product.name, version, cpe: product.cpe };
          }),
      );
      return {
        write(piece, offset) {
          for (const reader of readers) if (!reader.write(piece, offset)) return false;
          return true;
        },
        end: () => readers.forEach((reader) => void reader.end()),
      };
    },
    () => record,
  );
}

/** In the form of a formatted string, with a backslash before all but letters, digits and `_`. Source: NISTIR 7695. */
function cpeName([vendor, product]: SoftwareRecord["cpe"], version: string): string {
  const [a, b, c] = [vendor, product, version].map((part) => part.replace(/[^\w.-]/g, "\\$&"));
  return `cpe:2.3:a:${a}:${b}:${c}:*:*:*:*:*:*:*`;
}

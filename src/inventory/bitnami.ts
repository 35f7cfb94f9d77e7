import { PackageURL } from "packageurl-js";
import type { FileAnalyzer } from "../analysis/analyzer.ts";
import type { Cataloger } from "./cataloger.ts";
import { arrayOf, compact, objectOf, parseObject, textOf } from "./json-object.ts";
import { type Ecosystem, libraryPackage } from "./library.ts";

const BITNAMI: Ecosystem = { by: "bitnami", ecosystem: "Bitnami", purlType: "bitnami" };

/** Stops a document that would fill the memory. Real ones have some 50 kB. */
const MAX_BYTES = 16 * 1024 * 1024;

interface Component {
  readonly name: string;
  readonly version: string;
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly license?: string;
}

const documents: FileAnalyzer<readonly Component[]> = {
  id: "bitnami-spdx",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => /^opt\/bitnami\/[^/]+\/\.spdx-[^/]+\.spdx$/.test(path),
  read: async (body) => parseDocument(await body.bytes()),
};

/** The software that Bitnami's images are made for: an SPDX document tells of it in its own folder. */
export const bitnami: Cataloger = {
  id: "bitnami",
  analyzers: [documents],
  byPath: true,
  packages(view) {
    const packages = view.records<readonly Component[]>(documents).flatMap((found) =>
      found.record.map(({ name, version, qualifiers, license }) => {
        const licenses = license === undefined ? [] : [license];
        const own = libraryPackage(BITNAMI, { name, version, licenses, purl: { qualifiers } }, view, found);
        const { arch } = qualifiers;
        return arch === undefined ? own : { ...own, architecture: arch };
      }),
    );
    return { packages, gaps: [] };
  },
};

/** Packages with a purl of type bitnami; what else such a document lists is in the image as files of other kinds. */
function parseDocument(bytes: Buffer): readonly Component[] {
  const { packages } = parseObject(bytes);
  const found = arrayOf(packages).flatMap((value): Component[] => {
    const row = objectOf(value);
    const purl = purlOf(row?.externalRefs);
    const version = purl?.version ?? textOf(row?.versionInfo);
    if (purl === undefined || version === undefined) return [];
    const license = [row?.licenseConcluded, row?.licenseDeclared]
      .map(textOf)
      .find((text) => text !== undefined && text !== "NOASSERTION" && text !== "NONE");
    return [compact<Component>({ name: purl.name, version, qualifiers: { ...purl.qualifiers }, license })];
  });
  const byPurl = new Map<string, Component>();
  for (const one of found) {
    const key = JSON.stringify([one.name, one.version, one.qualifiers.arch]);
    if (!byPurl.has(key)) byPurl.set(key, one);
  }
  return [...byPurl.values()];
}

function purlOf(references: unknown) {
  for (const reference of arrayOf(references)) {
    const text = textOf(objectOf(reference)?.referenceLocator);
    if (text?.startsWith("pkg:bitnami/") !== true) continue;
    try {
      const { name, version, qualifiers } = PackageURL.fromString(text);
      if (name) return { name, version: version ?? undefined, qualifiers: qualifiers ?? {} };
    } catch {
      // Not a purl after all; another reference of the package may be one.
    }
  }
  return undefined;
}

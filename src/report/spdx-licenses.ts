import type { Package } from "../model/package.ts";
import { isListed } from "./licenses.ts";

/**
 * Licences as SPDX wants them: identifiers of its list, and a reference with the words as found for everything else.
 * What a package names is put together with AND, the safe reading of a list.
 */
export function spdxLicenses(packages: readonly Package[]) {
  const ids = new Map<string, string>();
  for (const name of packages.flatMap(({ licenses = [] }) => licenses))
    if (!isListed(name) && !ids.has(name)) ids.set(name, `LicenseRef-${ids.size + 1}`);
  return {
    expression: ({ licenses = [] }: Package) =>
      licenses.length === 0 ? "NOASSERTION" : licenses.map((name) => ids.get(name) ?? name).join(" AND "),
    extracted: [...ids].map(([name, licenseId]) => ({
      licenseId,
      name,
      extractedText: `The package names its licence so: ${name}`,
    })),
  };
}

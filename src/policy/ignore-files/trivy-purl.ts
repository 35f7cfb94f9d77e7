import { type ParsedPurl, parsePurl } from "../../inventory/parsed-purl.ts";
import type { Package } from "../../model/index.ts";

/**
 * Whether a package is one of those that a purl of a `.trivyignore.yaml` names: type, namespace and name are the same,
 * and so are its version and qualifiers, as far as it has some. Source: the comment on `Match` in Trivy's pkg/purl.
 */
export function isPurlOf(wanted: ParsedPurl, pkg: Package): boolean {
  const found = parsePurl(pkg.purl);
  return (
    found !== undefined &&
    wanted.type === found.type &&
    wanted.namespace === found.namespace &&
    wanted.name === found.name &&
    (wanted.version === "" || wanted.version === found.version) &&
    [...wanted.qualifiers].every(([key, value]) => found.qualifiers.get(key) === value)
  );
}

/** Purl types of the packages that a distribution's own package manager installs. */
export type SystemPackageType = "apk" | "deb" | "rpm";

export interface SystemPurlParts {
  /** The distribution: `debian`, `alpine`, `redhat`. */
  readonly namespace: string;
  readonly name: string;
  /** Without an epoch: that is a qualifier. */
  readonly version: string;
  /** Those that are undefined or empty are left out. */
  readonly qualifiers: Readonly<Record<string, string | undefined>>;
}

/** The package URL of a system package, in canonical form. Source: the package-url specification, ECMA-427. */
export function systemPurl(type: SystemPackageType, parts: SystemPurlParts): string {
  // The type definitions say whose names know no case: all namespaces, and the names of apk and deb.
  const namespace = encode(parts.namespace.toLowerCase());
  const name = encode(type === "rpm" ? parts.name : parts.name.toLowerCase());
  const version = parts.version === "" ? "" : `@${encode(parts.version)}`;
  return `pkg:${type}/${namespace === "" ? "" : `${namespace}/`}${name}${version}${printQualifiers(parts.qualifiers)}`;
}

export interface LibraryPurlParts {
  /** Segments apart by `/`; an npm scope with its `@`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version: string;
  readonly qualifiers?: Readonly<Record<string, string | undefined>>;
}

/** The package URL of a library. Whether its type knows case is the caller's to know: nothing is folded here. */
export function libraryPurl(type: string, parts: LibraryPurlParts): string {
  const segments = [...(parts.namespace ?? "").split("/"), parts.name].filter((segment) => segment !== "");
  const version = parts.version === "" ? "" : `@${encode(parts.version)}`;
  return `pkg:${type}/${segments.map(encode).join("/")}${version}${printQualifiers(parts.qualifiers ?? {})}`;
}

function printQualifiers(qualifiers: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(qualifiers)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "")
    .map(([key, value]): [string, string] => [key.toLowerCase(), encode(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? "" : `?${pairs.map(([key, value]) => `${key}=${value}`).join("&")}`;
}

/**
 * Everything but letters, digits and `. - _ ~ :` as %XX; so `+` too, which URL readers would take for a space.
 * A lone surrogate, which has no UTF-8 form, becomes U+FFFD.
 */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":");
}

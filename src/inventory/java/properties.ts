/** A Maven artifact: what `group:artifact:version` names. */
export interface Coordinates {
  /** Where it is not known, no advisory can be found. */
  readonly group?: string;
  readonly artifact: string;
  /** Empty where it is not known. */
  readonly version: string;
}

/** Stops a name or version that would fill reports. */
const MAX_TEXT = 256;
/** Of a manifest's main section; the rest may list a hundred thousand signed files. */
const MAX_MAIN = 1024 * 1024;

/** Reads a pom.properties, which Maven puts into what it builds. `undefined` = not one of a release. */
export function parsePomProperties(text: string): Required<Coordinates> | undefined {
  const values = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, key, value] = /^\s*(groupId|artifactId|version)\s*[=:](.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value.trim());
  }
  const [group, artifact, version] = ["groupId", "artifactId", "version"].map((key) => values.get(key));
  const told = [group, artifact, version].every(
    (value) => value !== undefined && value !== "" && value.length <= MAX_TEXT && !value.includes("${"),
  );
  return told ? { group: group!, artifact: artifact!, version: version! } : undefined;
}

/**
 * The main section of a manifest; names in lower case, for they know no case. Source: JAR File Specification, "Manifest
 * Specification".
 */
export function parseManifest(text: string): ReadonlyMap<string, string> {
  const [main = ""] = text.slice(0, MAX_MAIN).replace(/\r\n?/g, "\n").split("\n\n", 1);
  const values = new Map<string, string>();
  for (const line of main.replaceAll("\n ", "").split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).trim();
    if (value !== "" && value.length <= MAX_TEXT) values.set(line.slice(0, colon).toLowerCase(), value);
  }
  return values;
}

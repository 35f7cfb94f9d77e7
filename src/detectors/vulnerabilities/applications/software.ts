import type { Package } from "../../../model/index.ts";
import type { GapLog } from "../gap-log.ts";
import { short } from "../gap-log.ts";
import type { EcosystemTable } from "./ecosystems.ts";

/** Programs that no package manager has installed, recognised from themselves. */
export function isSoftware({ by }: Package): boolean {
  return by === "software";
}

/** Where Bitnami, whose advisories are on upstream's versions, has another name. */
const BITNAMI_NAMES: ReadonlyMap<string, string> = new Map([
  ["go", "golang"],
  ["httpd", "apache"],
  ["nodejs", "node"],
  ["openjdk", "java"],
  ["jdk", "java"],
  ["jre", "java"],
  ["postgres", "postgresql"],
]);

/** Nobody keeps advisories on such programs as such, but Bitnami does on the same releases in its own images. */
export const SOFTWARE: EcosystemTable = {
  name: "bitnami",
  names: ({ name }) => {
    const lower = name.toLowerCase();
    return [BITNAMI_NAMES.get(lower) ?? lower];
  },
};

/** Said of each one by its place: there are few, and a name alone would not tell which is meant. */
export function noAdvisoriesOnSoftware(pkg: Package, gaps: GapLog): void {
  const path = pkg.locations[0]?.path ?? pkg.name;
  const what = `${short(pkg.name)} ${short(pkg.version)}`.trimEnd();
  gaps.packages(
    "no-source",
    path,
    pkg,
    () => `${what} was found, but the database has no advisories on it as a program of its own.`,
  );
}

/**
 * One comparator per version scheme: two version strings come in, an order goes out; for language ecosystems, also
 * whether a version lies in the ranges of an advisory. Knows nothing of packages. A new scheme is a new file here.
 */
export { type AdvisoryRanges, affects } from "./affects.ts";
export { apk } from "./apk.ts";
export { deb } from "./deb.ts";
export { versionsOf } from "./ecosystems.ts";
export type { EcosystemVersions } from "./ranges.ts";
export { rpm } from "./rpm.ts";
export type { VersionScheme } from "./scheme.ts";
export { upgradeTarget } from "./upgrade-target.ts";

/**
 * One comparator per version scheme: two version strings come in, an order goes out. Knows nothing of packages or
 * advisories. A new scheme is a new file here.
 */
export { apk } from "./apk.ts";
export { deb } from "./deb.ts";
export { rpm } from "./rpm.ts";
export type { VersionScheme } from "./scheme.ts";

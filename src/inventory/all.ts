/** Every cataloger, a line each. */
export { apk } from "./apk.ts";
export { bottlerocket } from "./bottlerocket.ts";
export { dpkg } from "./dpkg.ts";
export { npm } from "./npm.ts";
export { python } from "./python.ts";
export { rpm } from "./rpm.ts";
export { rpmManifest } from "./rpm-manifest.ts";

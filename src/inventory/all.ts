/** Every cataloger, a line each. */
export { apk } from "./apk.ts";
export { bitnami } from "./bitnami.ts";
export { bottlerocket } from "./bottlerocket.ts";
export { cargoLock } from "./cargo-lock.ts";
export { conda } from "./conda.ts";
export { dotnet } from "./dotnet.ts";
export { dpkg } from "./dpkg.ts";
export { sbom } from "./embedded-sbom.ts";
export { go } from "./go.ts";
export { julia } from "./julia.ts";
export { npm } from "./npm.ts";
export { php } from "./php.ts";
export { python } from "./python.ts";
export { rpm } from "./rpm.ts";
export { rpmManifest } from "./rpm-manifest.ts";
export { ruby } from "./ruby.ts";
export { rust } from "./rust.ts";

/** Every rule that looks for itself, a line each; of one fact found by several, the first is shown. */

export { noPassword, sharedId, sharedPassword } from "./accounts.ts";
export { alteredPackageFile } from "./altered.ts";
export { noHealthcheck, rootUser, systemVolume } from "./config.ts";
export { unsafeEnvironment } from "./environment.ts";
export { deviceNode, runtimeSocket } from "./host-access.ts";
export { leftOver } from "./left-over.ts";
export { loginKey, openAccountFiles, sudoEverything } from "./logins.ts";
export { packageCache } from "./package-caches.ts";
export { usablePassword, weakHash, weakPassword } from "./passwords.ts";
export { sensitivePort } from "./ports.ts";
export { fileCapabilities, setuidFile } from "./privilege.ts";
export { mutableReference, oldImage, unsigned } from "./release.ts";
export { secretInConfig } from "./secrets.ts";
export { unneededTools } from "./tools.ts";
export { addedRoot, insecureSource } from "./trust.ts";
export { worldWritable, writableCode } from "./writable.ts";

/** Every cataloger, a line each. */
export { apk } from "./apk.ts";
export { dpkg } from "./dpkg.ts";

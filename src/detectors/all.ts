/** Every detector, a line each. */
export { baseline } from "./baseline/index.ts";
export { instruction } from "./instruction/index.ts";
export { malware } from "./malware/index.ts";
export { middleware } from "./middleware/index.ts";
export { secrets } from "./secrets/index.ts";
export { sensitive } from "./sensitive-files/index.ts";
export { vulnerabilities } from "./vulnerabilities/index.ts";

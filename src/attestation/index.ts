/**
 * What stays with an image in its registry. A result comes in, and goes out as attachments: report, SBOM, and an in-toto
 * statement that names both, signed or not. The other way round, an image's digest comes in, and the newest statement
 * that holds goes out, or how a scan stands that has not ended. What follows from it is left to others.
 */
export { type Attachment, attachResult } from "./attach.ts";
export { type FoundResult, newestResult, type Search } from "./find.ts";
export { readPublicKey, readSigningKey } from "./keys.ts";
export { RESULT_TYPE, SBOM_TYPE } from "./kinds.ts";
export { leaveMark, type Mark, newestMark } from "./mark.ts";
export type { ScanStatement } from "./statement.ts";

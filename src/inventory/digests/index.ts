/**
 * What package managers say their files should be: files of an image and their packages come in, out come the places
 * where their digests stand, analyzers that read those, and what they expect. Only for a second reading, when it is
 * known which files matter.
 */
export type { DigestAlgorithm } from "./database.ts";
export { type Expected, listedDigests } from "./listed.ts";

/**
 * Bytes and manifests. In: a reference, as the user wrote it. Out: an `Image` whose layers can be streamed, every byte
 * verified against its digest. This room has never heard of packages.
 */

export { openImage, openInRegistry } from "./open.ts";
export { documentPath } from "./reference.ts";

/**
 * Package archives of the Debian family. In: a source as `sources.list` names it. Out: paragraphs of its indexes and
 * packages, all of which go back, through hashes, to a signature by a key that is trusted. Whatever does not is a `Refusal`.
 */
export type { Deb, InfoFile } from "./deb.ts";
export { DebReader } from "./deb-reader.ts";
export { parseStanzas, Stanza } from "./deb822.ts";
export { ArchiveClient } from "./fetch.ts";
export { distributionOf, isSecurity, type Source, snapshotMirrors } from "./source.ts";
export { type Offered, openSuite, readSuite, type Suite, type SuiteOptions } from "./suite.ts";
export type { PackedEntry } from "./tar.ts";

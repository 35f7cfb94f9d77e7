/**
 * Where things come from. In come an image's history and layers and perhaps a Dockerfile; out comes, for each layer, the
 * instruction that made it, its lines in the file, and whether it is the base image's or the user's own, each with how
 * sure that is. Nothing is called proved that could be otherwise. Nothing is read but the Dockerfile that the user
 * names, and the names in its build context.
 */
export { type Build, type BuildOptions, loadBuild } from "./build.ts";
export type { Context } from "./build-context.ts";
export { directory } from "./build-state.ts";
export { historyRow, isRowCut } from "./history-row.ts";
export { type Provenance, type ProvenanceInput, provenance } from "./provenance.ts";
export { written } from "./readable.ts";

/**
 * Where things come from. In come an image's history and layers and perhaps a Dockerfile; out comes, for each layer, the
 * instruction that made it, its lines in the file, and whether it is the base image's or the user's own, each with how
 * sure that is. Nothing is called proved that could be otherwise. The Dockerfile's parser is here too, for the rules
 * about Dockerfiles. Nothing is read but the Dockerfile that the user names.
 */
export { type Build, type BuildOptions, loadBuild } from "./build.ts";
export type { Dockerfile, Escape, Flag, Heredoc, Instruction, Stage } from "./dockerfile/index.ts";
export { parseDockerfile } from "./dockerfile/index.ts";
export { type Provenance, type ProvenanceInput, provenance } from "./provenance.ts";

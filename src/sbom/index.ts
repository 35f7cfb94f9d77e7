/**
 * SBOMs in: the bytes of a document that drydock or another tool wrote come in; packages, the distribution, what is told
 * of the image, and gaps go out. Also drydock's own vocabulary, with which the reports write what the formats have no
 * words for. Knows nothing of vulnerabilities.
 */
export { openSbom } from "./file.ts";
export { imageProperties } from "./image-facts.ts";
export { readSbom, type Sbom } from "./read.ts";
export { osProperties, type Property, packageProperties } from "./vocabulary.ts";

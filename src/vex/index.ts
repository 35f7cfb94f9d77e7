/**
 * What others say about vulnerabilities: VEX documents, from files or the image's registry, and the findings of an image
 * come in; which findings do not count goes out, each with the reason its author gave. The judge decides what follows.
 */
export { loadAttachedVex, OPENVEX_TYPE } from "./attached.ts";
export { fixedDocument } from "./fixed.ts";
export { loadVex } from "./load.ts";
export type { VexDocument } from "./statement.ts";
export { answerBy, type VexAnswers } from "./suppress.ts";

/**
 * A repaired image from one that was scanned. In: the scan's view of it and the findings that have a fix. Out: one new layer,
 * the image that it makes with the original's own config, and that image's way to where it belongs. Whether it is better
 * is for a second scan to say, which is not this room's business; what proves it beside that is in `proof`.
 */
export { type AssembledImage, assembled } from "./assembly/assemble.ts";
export { baseLabels, FIX_VERSION, originalOf } from "./assembly/labels.ts";
export { packedLayers } from "./assembly/packed-layers.ts";
export { type Chosen, chosenEngine } from "./engines.ts";
export { GRAFTERS } from "./grafters.ts";
export { layerOf, type NewLayer, writeLayer } from "./layer/layer-file.ts";
export type { Grafter, RepairTask } from "./model.ts";
export type { ImageOutput, RepairOptions } from "./options.ts";
export { newFiles } from "./proof/files.ts";
export { type Raised, raisedPackages } from "./proof/packages.ts";
export { type Replacement, repairedIndex } from "./publish/index-document.ts";
export { checkOutput, writeOutput } from "./publish/outputs.ts";
export { Publisher } from "./publish/push.ts";
export { isFixedTag, printTarget, type Target, targetOf } from "./publish/target.ts";
export { Refusal } from "./refusal.ts";
export { rootOf } from "./root.ts";
export { targetsOf } from "./targets.ts";

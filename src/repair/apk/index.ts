/**
 * Repairs of Alpine, Wolfi and their kin without their package manager. In: the image's files and what is to be raised.
 * Out: a plan, and the layer that `apk upgrade` would have made. Nothing of the image or of a package is run; indexes
 * and packages are taken only with a signature by a key that the image's own apk trusts.
 */
export { apkGrafter } from "./grafter.ts";

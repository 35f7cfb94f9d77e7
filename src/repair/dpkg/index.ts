/**
 * Repair of dpkg systems without their package manager. In: an image's file system and what is to be mended. Out: a plan
 * of packages to raise, from signed archives, and the layer that `apt-get install --only-upgrade` of the same packages
 * would have made. What cannot be proved to come out the same is left out, with its reason.
 */
export { dpkgGrafter } from "./grafter.ts";

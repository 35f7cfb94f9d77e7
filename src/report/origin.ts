import type { Location } from "../model/package.ts";
import type { LayerOrigin, Owner } from "../model/provenance.ts";
import type { ScanResult } from "../model/scan-result.ts";

type Image = ScanResult["image"];

/** Where what lies there comes from; `undefined` where nobody looked. */
export function originOf(image: Image, location: Location | undefined): LayerOrigin | undefined {
  return location === undefined ? undefined : image.layers[location.layer]?.origin;
}

export function ownerOf(image: Image, location: Location | undefined): Owner {
  return originOf(image, location)?.owner ?? "unknown";
}

/** Whether it is told of any layer whose it is. */
export function tellsOwners({ layers }: Image): boolean {
  return layers.some(({ origin }) => origin !== undefined && origin.owner !== "unknown");
}

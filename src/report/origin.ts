import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/package.ts";
import type { DockerfileLines, LayerOrigin, Owner } from "../model/provenance.ts";
import type { ScanResult } from "../model/scan-result.ts";

type Image = ScanResult["image"];

/** Where what lies there comes from; `undefined` where nobody looked. */
export function originOf(image: Image, location: Location | undefined): LayerOrigin | undefined {
  return location === undefined ? undefined : image.layers[location.layer]?.origin;
}

/** Whose the finding is: it says so itself, or its layer does; else lines of the Dockerfile are their author's. */
export function ownerOf(image: Image, finding: Finding): Owner {
  if (finding.kind === "risk" && finding.owner !== undefined) return finding.owner;
  const owner = originOf(image, finding.location)?.owner ?? "unknown";
  return owner === "unknown" && finding.kind === "risk" && finding.dockerfile !== undefined ? "own" : owner;
}

/** The lines of the Dockerfile to look at: its own, or those of its layer. */
export function dockerfileOf(image: Image, finding: Finding): DockerfileLines | undefined {
  const own = finding.kind === "risk" ? finding.dockerfile : undefined;
  return own ?? originOf(image, finding.location)?.dockerfile;
}

/** Whether it is told of any layer whose it is. */
export function tellsOwners({ layers }: Image): boolean {
  return layers.some(({ origin }) => origin !== undefined && origin.owner !== "unknown");
}

import type { Finding } from "./finding.ts";
import type { Location } from "./package.ts";
import type { LayerOrigin, Owner } from "./provenance.ts";
import type { ScannedLayer } from "./scan-result.ts";

/** What tells where things come from: an image, as far as its layers go. */
interface Layered {
  readonly layers: readonly Pick<ScannedLayer, "origin">[];
}

/** Where what lies there comes from; `undefined` where nobody looked. */
export function originOf(image: Layered, location: Location | undefined): LayerOrigin | undefined {
  return location === undefined ? undefined : image.layers[location.layer]?.origin;
}

/** Whose the finding is: it says so itself, or its layer does; else lines of the Dockerfile are their author's. */
export function ownerOf(image: Layered, finding: Finding): Owner {
  if (finding.kind === "risk" && finding.owner !== undefined) return finding.owner;
  const owner = originOf(image, finding.location)?.owner ?? "unknown";
  return owner === "unknown" && finding.kind === "risk" && finding.dockerfile !== undefined ? "own" : owner;
}

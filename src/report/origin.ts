import type { Finding } from "../model/finding.ts";
import { originOf } from "../model/origin.ts";
import type { DockerfileLines } from "../model/provenance.ts";
import type { ScanResult } from "../model/scan-result.ts";

type Image = ScanResult["image"];

/** The lines of the Dockerfile to look at: its own, or those of its layer. */
export function dockerfileOf(image: Image, finding: Finding): DockerfileLines | undefined {
  const own = finding.kind === "risk" ? finding.dockerfile : undefined;
  return own ?? originOf(image, finding.location)?.dockerfile;
}

/** Whether it is told of any layer whose it is. */
export function tellsOwners({ layers }: Image): boolean {
  return layers.some(({ origin }) => origin !== undefined && origin.owner !== "unknown");
}

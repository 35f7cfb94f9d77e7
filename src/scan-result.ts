import { endOfSupport } from "./detectors/index.ts";
import type {
  DatabaseInfo,
  Finding,
  Gap,
  Image,
  LayerInfo,
  OsRelease,
  Package,
  Platform,
  ScanResult,
  Verdict,
} from "./model/index.ts";
import type { Sbom } from "./sbom/index.ts";
import { VERSION } from "./version.ts";

/** What reports show of an image, whether its layers were read or an SBOM tells of it. */
export interface ScannedImage {
  readonly reference: string;
  readonly digest: string;
  readonly names: readonly string[];
  readonly platform: Platform;
  readonly created?: string;
  readonly layers: readonly LayerInfo[];
  readonly notices: readonly string[];
}

interface Parts {
  readonly startedAt: Date;
  readonly image: ScannedImage;
  readonly os: OsRelease | undefined;
  readonly database: DatabaseInfo;
  readonly packages: readonly Package[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly verdict: Verdict;
}

/** What the scan found, as plain JSON for the reports. */
export function scanResult(parts: Parts): ScanResult {
  const { startedAt, image, os, database, packages, findings, gaps, verdict } = parts;
  const { notices, ...shown } = image;
  return {
    drydock: { version: VERSION },
    scannedAt: startedAt.toISOString(),
    image: { ...shown, ...(os === undefined ? {} : { os: { ...os, ...support(os, startedAt) } }) },
    database,
    notices,
    packages,
    findings,
    gaps,
    verdict,
  };
}

export function scannedImage(image: Image): ScannedImage {
  const { reference, digest, names, config, layers, notices } = image;
  return {
    reference,
    digest,
    names,
    platform: config.platform,
    ...(config.created === undefined ? {} : { created: config.created }),
    layers: layers.map(layerInfo),
    notices,
  };
}

/** The image that an SBOM tells of; where the SBOM has no digest of it, that of the document stands for it. */
export function imageOfSbom(reference: string, { image, digest, format }: Sbom): ScannedImage {
  const { names, platform = UNTOLD, created, layers } = image;
  const of = image.reference === undefined ? "" : ` of ${image.reference}`;
  return {
    reference,
    digest: image.digest ?? digest,
    names,
    platform,
    ...(created === undefined ? {} : { created }),
    layers,
    notices: [`Read from an SBOM${of} (${format}); the image itself was not looked at.`],
  };
}

const UNTOLD: Platform = { os: "unknown", architecture: "unknown" };

function support(os: OsRelease, now: Date): { endOfSupport?: string; supported?: boolean } {
  const date = endOfSupport(os)?.date;
  return date === undefined ? {} : { endOfSupport: date, supported: now < new Date(`${date}T23:59:59Z`) };
}

function layerInfo(layer: LayerInfo): LayerInfo {
  const { index, diffId, digest, size, createdBy } = layer;
  return {
    index,
    diffId,
    ...(digest === undefined ? {} : { digest }),
    ...(size === undefined ? {} : { size }),
    ...(createdBy === undefined ? {} : { createdBy }),
  };
}

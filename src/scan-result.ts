import { endOfSupport } from "./detectors/index.ts";
import type {
  DatabaseInfo,
  Finding,
  Gap,
  Image,
  LayerInfo,
  OsRelease,
  Package,
  ScanResult,
  Verdict,
} from "./model/index.ts";
import { VERSION } from "./version.ts";

interface Parts {
  readonly startedAt: Date;
  readonly image: Image;
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
  return {
    drydock: { version: VERSION },
    scannedAt: startedAt.toISOString(),
    image: {
      reference: image.reference,
      digest: image.digest,
      names: image.names,
      platform: image.config.platform,
      ...(image.config.created === undefined ? {} : { created: image.config.created }),
      ...(os === undefined ? {} : { os: { ...os, ...support(os, startedAt) } }),
      layers: image.layers.map(layerInfo),
    },
    database,
    notices: image.notices,
    packages,
    findings,
    gaps,
    verdict,
  };
}

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

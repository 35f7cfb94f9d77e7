import { createHash } from "node:crypto";
import { checkedBy, endOfSupport, firedRules, rules } from "./detectors/index.ts";
import type {
  BaseImage,
  Checks,
  DatabaseInfo,
  Finding,
  Gap,
  Image,
  LayerInfo,
  LayerOrigin,
  OsRelease,
  Package,
  Platform,
  ScannedLayer,
  ScanResult,
  StoredImage,
  Verdict,
} from "./model/index.ts";
import type { Build, Provenance } from "./provenance/index.ts";
import type { Sbom } from "./sbom/index.ts";
import { redactedText } from "./secrets/index.ts";
import { VERSION } from "./version.ts";

/** Of layers that one sentence lists. */
const MAX_NUMBERS = 8;

/** What reports show of an image, whether its layers were read or an SBOM tells of it. */
export interface ScannedImage {
  readonly reference: string;
  readonly digest: string;
  readonly names: readonly string[];
  readonly platform: Platform;
  readonly created?: string;
  readonly layers: readonly ScannedLayer[];
  readonly baseImage?: BaseImage;
  readonly stored?: StoredImage;
  readonly notices: readonly string[];
}

interface Parts {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly image: ScannedImage;
  readonly os: OsRelease | undefined;
  readonly database: DatabaseInfo | undefined;
  readonly packages: readonly Package[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly verdict: Verdict;
  readonly checks: Checks;
}

/** What the scan found, as plain JSON for the reports. */
export function scanResult(parts: Parts): ScanResult {
  const { startedAt, finishedAt, image, os, database, packages, findings, gaps, verdict, checks } = parts;
  const { notices, ...shown } = image;
  return {
    drydock: { version: VERSION },
    scannedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    image: { ...shown, ...(os === undefined ? {} : { os: { ...os, ...support(os, startedAt) } }) },
    ...(database === undefined ? {} : { database }),
    checked: checkedBy(checks, rules),
    notices,
    packages,
    findings,
    rules: firedRules(findings, rules),
    gaps,
    verdict,
  };
}

/** What could not be told of the layers' origins is said to those who asked, by naming a Dockerfile. */
export function scannedImage(image: Image, origins: Provenance, { dockerfile }: Build): ScannedImage {
  const { reference, digest, names, config, layers, stored, notices } = image;
  const { baseImage } = origins;
  return {
    reference,
    digest,
    names,
    platform: config.platform,
    ...(config.created === undefined ? {} : { created: config.created }),
    layers: layers.map((layer, index) => scannedLayer(layer, origins.layers[index])),
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(stored === undefined ? {} : { stored }),
    notices: dockerfile === undefined ? notices : [...notices, ...remarks(origins)],
  };
}

/** Remarks on single layers say which ones; people count from one. */
function remarks({ notes, layers }: Provenance): readonly string[] {
  return notes.map((note) => {
    const numbers = layers.flatMap((layer, index) => (layer.note === note ? [index + 1] : []));
    return numbers.length === 0 ? note : `${note} (${numberedLayers(numbers)})`;
  });
}

function numberedLayers(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MAX_NUMBERS).join(", ");
  const more = numbers.length > MAX_NUMBERS ? ` and ${numbers.length - MAX_NUMBERS} more` : "";
  return `${numbers.length === 1 ? "layer" : "layers"} ${shown}${more}`;
}

/** The image that an SBOM tells of; where the SBOM has no digest of it, that of the document stands for it. */
export function imageOfSbom(reference: string, { image, digest, format }: Sbom, build: Build): ScannedImage {
  const { names, platform = UNTOLD, created, layers, baseImage } = image;
  const of = image.reference === undefined ? "" : ` of ${image.reference}`;
  const notice = `Read from an SBOM${of} (${format}); the image itself was not looked at.`;
  return {
    reference,
    digest: image.digest ?? digest,
    names,
    platform,
    ...(created === undefined ? {} : { created }),
    layers,
    ...(baseImage === undefined ? {} : { baseImage }),
    notices: build.dockerfile === undefined ? [notice] : [notice, NO_HISTORY],
  };
}

/** Stands in for an image that is yet to be built; its digest is that of the file. */
export function imageOfDockerfile(reference: string, { dockerfile }: Build): ScannedImage {
  const digest = createHash("sha256")
    .update(dockerfile?.text ?? "")
    .digest("hex");
  const notice = "Only the Dockerfile was looked at; there is no image.";
  return {
    reference,
    digest: `sha256:${digest}`,
    names: [],
    platform: UNTOLD,
    layers: [],
    notices: [notice],
  };
}

const NO_HISTORY = "The Dockerfile was not looked at: an SBOM does not tell how the image was built.";

const UNTOLD: Platform = { os: "unknown", architecture: "unknown" };

function support(os: OsRelease, now: Date): { endOfSupport?: string; supported?: boolean } {
  const date = endOfSupport(os)?.date;
  return date === undefined ? {} : { endOfSupport: date, supported: now < new Date(`${date}T23:59:59Z`) };
}

function scannedLayer(layer: LayerInfo, origin: LayerOrigin | undefined): ScannedLayer {
  const { index, diffId, digest, size, createdBy } = layer;
  return {
    index,
    diffId,
    ...(digest === undefined ? {} : { digest }),
    ...(size === undefined ? {} : { size }),
    ...(createdBy === undefined ? {} : { createdBy: redactedText(createdBy) }),
    ...(origin === undefined ? {} : { origin }),
  };
}

import { Unreadable } from "../errors.ts";
import { JAVA_DB } from "../inventory/java/identification.ts";
import { type JsonObject, objectOf } from "../inventory/json-object.ts";
import { parsePurl } from "../inventory/parsed-purl.ts";
import type { BaseImage, Gap, Platform, ScannedLayer, ScanResult } from "../model/index.ts";
import type { Component } from "./document.ts";
import { printBaseImage, printLayer, readBaseImage, readLayer } from "./layers.ts";
import { fromJson, isDiffId, type Properties, type Property } from "./vocabulary.ts";

/** What a document tells of the image it was made from. */
export interface ImageFacts {
  readonly reference?: string;
  readonly digest?: string;
  readonly names: readonly string[];
  readonly platform?: Platform;
  readonly created?: string;
  /** Base first; empty where the document does not tell. */
  readonly layers: readonly ScannedLayer[];
  readonly baseImage?: BaseImage;
}

const PREFIX = "drydock:image:";

/** Found again by every scan of the document, so they are not written into it. The first as `DETECTOR_ID` of the detectors. */
const FOUND_AGAIN: readonly string[] = ["vulnerabilities", JAVA_DB];

/** The image, and what could not be read of it: a document must not look whole when the scan did not. */
export function imageProperties(image: ScanResult["image"], gaps: readonly Gap[]): Property[] {
  const { reference, digest, names, platform, created, layers, baseImage } = image;
  const { os, architecture, variant = "" } = platform;
  const rows: readonly (readonly [string, string])[] = [
    ["reference", reference],
    ["digest", digest],
    ...names.map((name) => ["name", name] as const),
    ["platform", JSON.stringify([os, architecture, variant])],
    ...(created === undefined ? [] : [["created", created] as const]),
    ...layers.map((layer) => ["layer", printLayer(layer)] as const),
    ...(baseImage === undefined ? [] : [["base", printBaseImage(baseImage)] as const]),
    ...gaps.filter(isToldOn).map((gap) => ["gap", JSON.stringify(gap)] as const),
  ];
  return rows.map(([name, value]) => ({ name: `${PREFIX}${name}`, value }));
}

/** Whoever matches the packages again finds some gaps again; what stood in the way of other checks is none of theirs. */
function isToldOn({ by, category }: Gap): boolean {
  return !FOUND_AGAIN.includes(by) && category === undefined;
}

/** What `imageProperties` wrote; `undefined` where another tool wrote the document. Throws `Unreadable`. */
export function ownImage(properties: Properties): { image: ImageFacts; gaps: readonly Gap[] } | undefined {
  const valuesOf = (name: string) => properties.get(`${PREFIX}${name}`) ?? [];
  const [reference] = valuesOf("reference");
  if (reference === undefined) return undefined;
  const [digest] = valuesOf("digest");
  const [created] = valuesOf("created");
  const baseImage = readBaseImage(valuesOf("base")[0]);
  const platform = readPlatform(valuesOf("platform")[0]);
  return {
    image: {
      reference,
      ...(digest === undefined ? {} : { digest }),
      names: valuesOf("name"),
      ...(platform === undefined ? {} : { platform }),
      ...(created === undefined ? {} : { created }),
      layers: valuesOf("layer").map(readLayer),
      ...(baseImage === undefined ? {} : { baseImage }),
    },
    gaps: valuesOf("gap").map(readGap),
  };
}

/** The same of what Trivy and Syft write about an image. */
export function foreignImage(main: Component | undefined): ImageFacts {
  if (main?.kind !== "image") return { names: [], layers: [] };
  const valuesOf = (name: string) => [
    ...(main.properties.get(`aquasecurity:trivy:${name}`) ?? []),
    ...(main.properties.get(name) ?? []),
  ];
  const purl = main.purl === undefined ? undefined : parsePurl(main.purl);
  const digest = [
    purl?.version,
    ...valuesOf("RepoDigest").map((text) => text.slice(text.lastIndexOf("@") + 1)),
    main.version,
    ...valuesOf("ImageID"),
  ].find(isDiffId);
  const architecture = purl?.qualifiers.get("arch");
  return {
    reference: main.name,
    ...(digest === undefined ? {} : { digest }),
    names: [...new Set([...valuesOf("RepoTag"), ...(main.name === "" ? [] : [main.name])])],
    ...(architecture === undefined ? {} : { platform: { os: "linux", architecture } }),
    layers: valuesOf("DiffID")
      .filter(isDiffId)
      .map((diffId, index) => ({ index, diffId })),
  };
}

function readPlatform(value: string | undefined): Platform | undefined {
  const parts = fromJson(value);
  if (!Array.isArray(parts)) return undefined;
  const [os, architecture, variant]: unknown[] = parts;
  if (typeof os !== "string" || typeof architecture !== "string") return undefined;
  return { os, architecture, ...(typeof variant === "string" && variant !== "" ? { variant } : {}) };
}

const GAP_KINDS: Readonly<Record<Gap["kind"], true>> = {
  unreadable: true,
  limit: true,
  "unsupported-distro": true,
  "no-os": true,
  version: true,
  "third-party": true,
  advisory: true,
  unproven: true,
  "no-source": true,
};

function readGap(value: string): Gap {
  const { kind, where, by, reason, layer }: JsonObject = objectOf(fromJson(value)) ?? {};
  if (typeof where !== "string" || typeof by !== "string" || typeof reason !== "string")
    throw new Unreadable("a gap that the scan of the image noted is damaged");
  return {
    kind: isGapKind(kind) ? kind : "unreadable",
    where,
    by,
    reason,
    ...(isDiffId(layer) ? { layer } : {}),
  };
}

function isGapKind(value: unknown): value is Gap["kind"] {
  return typeof value === "string" && Object.hasOwn(GAP_KINDS, value);
}

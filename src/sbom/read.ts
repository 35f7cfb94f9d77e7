import { createHash } from "node:crypto";
import { Unreadable } from "../errors.ts";
import { type JsonObject, objectOf, parseObject } from "../inventory/json-object.ts";
import type { Digest, Gap, LayerInfo, Location, OsRelease, Package } from "../model/index.ts";
import { readCyclonedx } from "./cyclonedx.ts";
import { distributionOf } from "./distribution.ts";
import type { Component, SbomDocument } from "./document.ts";
import { foreignImage, type ImageFacts, ownImage } from "./image-facts.ts";
import { namesSource, packageOf, type Surroundings } from "./packages.ts";
import { readSpdx } from "./spdx.ts";
import { isTagValue, parseTagValue } from "./spdx-tag-value.ts";

export interface Sbom {
  /** `CycloneDX 1.6`, `SPDX 2.3`. */
  readonly format: string;
  /** Over the document's bytes. */
  readonly digest: Digest;
  readonly packages: readonly Package[];
  readonly os?: OsRelease;
  readonly image: ImageFacts;
  /** What the document leaves open. */
  readonly gaps: readonly Gap[];
}

/** In `Gap.by`. */
const BY = "sbom";

/** How many names a gap spells out. */
const MAX_NAMES = 5;
/** Names come from strangers. */
const MAX_SHOWN = 80;

/**
 * Reads an SBOM in CycloneDX JSON, SPDX JSON or SPDX tag-value, written by drydock or by another tool; an in-toto
 * attestation of one is opened. `path` is its place, for packages that name none. Throws `Unreadable`.
 */
export function readSbom(bytes: Buffer, path: string): Sbom {
  const document = parse(bytes);
  const digest: Digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const { main, components } = document;
  const own = main === undefined ? undefined : ownImage(main.properties);
  const named = own?.image ?? foreignImage(main);
  const stated = own !== undefined || named.layers.length > 0;
  // The document stands in for the layers that it does not tell of, so that every place is in some layer.
  const image = stated ? named : { ...named, layers: [documentLayer(digest, document.format)] };
  const fallback: Location = { path, layer: 0, diffId: image.layers[0]?.diffId ?? digest };
  const { os, others } = distributionOf(components);
  const found = readPackages(document, { os, layers: image.layers, fallback });
  const gaps = [
    ...(own?.gaps ?? []),
    ...openGaps(document, others, found, own !== undefined).map(gapAt(path)),
  ];
  return {
    format: document.format,
    digest,
    packages: found.packages,
    ...(os === undefined ? {} : { os }),
    image,
    gaps,
  };
}

function parse(bytes: Buffer): SbomDocument {
  const start = bytes
    .subarray(0, 4096)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start.startsWith("<"))
    throw new Unreadable("it is XML; drydock reads SBOMs in JSON, and SPDX tag-value");
  if (!start.startsWith("{") && isTagValue(start)) return readSpdx(parseTagValue(bytes.toString("utf8")));
  const document = unwrapped(parseObject(bytes));
  if (document.bomFormat === "CycloneDX") return readCyclonedx(document);
  if (typeof document.spdxVersion === "string") return readSpdx(document);
  if (JSON.stringify(document["@context"] ?? "").includes("spdx.org/rdf/3."))
    throw new Unreadable("it is SPDX 3; drydock reads SPDX 2.2 and 2.3");
  throw new Unreadable("it is neither CycloneDX nor SPDX");
}

/** What an in-toto statement is about stands in its predicate. */
function unwrapped(document: JsonObject): JsonObject {
  const type = document.predicateType;
  return typeof type === "string" && /spdx|cyclonedx/i.test(type)
    ? (objectOf(document.predicate) ?? document)
    : document;
}

function documentLayer(diffId: Digest, format: string): LayerInfo {
  return { index: 0, diffId, createdBy: `listed in an SBOM (${format}) that names no layers` };
}

interface Found {
  readonly packages: readonly Package[];
  /** Components that should be packages, but name no purl or no version. */
  readonly nameless: readonly Component[];
  /** System packages of another kind than most: rpm files lying about in a Debian image, say. */
  readonly strangers: readonly Component[];
  /** There are system packages of a kind that is matched by its sources, and the document knows none. */
  readonly sourceless: boolean;
}

function readPackages(document: SbomDocument, surroundings: Surroundings): Found {
  const read = new Map<Component, Package>();
  const nameless: Component[] = [];
  for (const component of document.components) {
    if (component.kind !== "package") continue;
    const found = packageOf(component, surroundings);
    if (found === undefined) nameless.push(component);
    else read.set(component, found);
  }
  const { main } = document;
  const described = main?.kind === "package" ? packageOf(main, surroundings) : undefined;
  if (main !== undefined && described !== undefined) read.set(main, described);
  const strangers = strangersIn(read);
  for (const component of strangers) read.delete(component);
  const packages = withDependencies(read, document);
  return { packages, nameless, strangers, sourceless: isSourceless(read) };
}

/** Where a tool names sources, it does so for all packages, or for those whose source is called otherwise. */
function isSourceless(read: ReadonlyMap<Component, Package>): boolean {
  const bySource = [...read].filter(([, { by }]) => by === "apk" || by === "dpkg");
  return bySource.length > 0 && bySource.every(([component]) => !namesSource(component));
}

/** One distribution's rules cannot judge the packages of another's format. */
function strangersIn(read: ReadonlyMap<Component, Package>): readonly Component[] {
  const byType = groupByType([...read].filter(([, { source }]) => source !== undefined));
  const [most, ...others] = [...byType.values()].sort((a, b) => b.length - a.length);
  return most === undefined ? [] : others.flat();
}

function groupByType(system: readonly (readonly [Component, Package])[]): ReadonlyMap<string, Component[]> {
  const groups = new Map<string, Component[]>();
  for (const [component, { purl }] of system) {
    const type = purl.slice(0, purl.indexOf("/"));
    const group = groups.get(type);
    if (group === undefined) groups.set(type, [component]);
    else group.push(component);
  }
  return groups;
}

function withDependencies(
  read: ReadonlyMap<Component, Package>,
  { dependencies }: SbomDocument,
): readonly Package[] {
  const purls = new Map([...read].map(([{ ref }, { purl }]) => [ref, purl]));
  return [...read].map(([{ ref }, pkg]) => {
    const wanted = (dependencies.get(ref) ?? []).flatMap((one) => purls.get(one) ?? []);
    return wanted.length === 0 ? pkg : { ...pkg, dependencies: [...new Set(wanted)] };
  });
}

/** What the document leaves open, as sentences. Drydock's own lists nothing where there was nothing. */
function openGaps(
  { incomplete, format }: SbomDocument,
  others: readonly string[],
  { packages, nameless, strangers, sourceless }: Found,
  isOwn: boolean,
): string[] {
  const reasons: string[] = [];
  if (sourceless && !isOwn)
    reasons.push(
      "The SBOM does not tell from which sources its system packages were built, and the distribution's advisories go by those.",
    );
  if (incomplete) reasons.push("The SBOM says of itself that it is not complete.");
  if (others.length > 0)
    reasons.push(
      `The SBOM names other distributions besides the one its system packages are matched by: ${names(others)}.`,
    );
  if (strangers.length > 0)
    reasons.push(
      `Packages of another kind of distribution than the rest could not be looked up (${strangers.length}): ${componentNames(strangers)}.`,
    );
  if (nameless.length > 0)
    reasons.push(
      `Components without a purl that can be read, or without a version, could not be looked up (${nameless.length}): ${componentNames(nameless)}.`,
    );
  if (packages.length === 0 && !isOwn)
    reasons.push(`The SBOM (${format}) lists no package that could be looked up.`);
  return reasons;
}

function gapAt(where: string) {
  return (reason: string): Gap => ({ kind: "unreadable", where, by: BY, reason });
}

function componentNames(components: readonly Component[]): string {
  return names(components.map(({ name }) => name || "one without a name"));
}

function names(all: readonly string[]): string {
  const shown = all
    .slice(0, MAX_NAMES)
    .map((name) => (name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name));
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

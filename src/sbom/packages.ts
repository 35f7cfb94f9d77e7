import { Unreadable } from "../errors.ts";
import { osvEcosystem } from "../inventory/ecosystem.ts";
import { type ParsedPurl, parsePurl } from "../inventory/parsed-purl.ts";
import type { SystemPackageType } from "../inventory/purl.ts";
import type { LayerInfo, Location, OsRelease, Package } from "../model/index.ts";
import { type Component, imagePath } from "./document.ts";
import { kindOf, type PurlKind } from "./purl-kinds.ts";
import { locationFields, packageFields } from "./vocabulary.ts";

/** What a component is read against. */
export interface Surroundings {
  readonly os: OsRelease | undefined;
  readonly layers: readonly LayerInfo[];
  /** Where a component is that does not say. */
  readonly fallback: Location;
}

/**
 * The package that a component of any tool's document stands for; `undefined` where it has no purl or no version, so
 * that nothing could be looked up. Dependencies are added by the caller.
 */
export function packageOf(component: Component, surroundings: Surroundings): Package | undefined {
  return ownPackage(component, surroundings) ?? foreignPackage(component, surroundings);
}

/** As drydock wrote it. */
function ownPackage(component: Component, surroundings: Surroundings): Package | undefined {
  const { version, purl, properties } = component;
  const { by, ecosystem, ...fields } = packageFields(properties);
  if (by === undefined || ecosystem === undefined || purl === undefined) return undefined;
  const name = spelled(component, ecosystem === "Maven" ? "maven" : "");
  const locations = ownLocations(component, surroundings);
  return { name, version, ecosystem, purl, by, ...fields, ...nativeFields(component), locations };
}

function foreignPackage(component: Component, surroundings: Surroundings): Package | undefined {
  const purl = component.purl === undefined ? undefined : parsePurl(component.purl);
  const kind = purl === undefined ? undefined : kindOf(purl);
  if (component.purl === undefined || purl === undefined || kind === undefined) return undefined;
  const version = versionOf(component, purl, kind);
  if (version === "") return undefined;
  return {
    name: nameOf(component, purl, kind),
    version,
    ecosystem: kind.ecosystem,
    purl: component.purl,
    by: kind.by,
    ...nativeFields(component),
    ...(kind.isSystem ? systemFields(component, purl, kind, version, surroundings.os) : {}),
    locations: [foreignLocation(component, surroundings)],
  };
}

/** What both formats have words for. */
function nativeFields({ licenses, hashes, cpe }: Component): Partial<Package> {
  return {
    ...(licenses.length === 0 ? {} : { licenses }),
    ...(Object.keys(hashes).length === 0 ? {} : { hashes }),
    ...(cpe === undefined ? {} : { cpe }),
  };
}

/** Throws `Unreadable` for a layer that the image does not have. */
function ownLocations({ properties }: Component, { layers, fallback }: Surroundings): readonly Location[] {
  const locations = locationFields(properties);
  if (locations.some(({ layer, diffId }) => layers[layer]?.diffId !== diffId))
    throw new Unreadable("a component lies in a layer that the image does not have");
  return locations.length === 0 ? [fallback] : locations;
}

/** Purls fold case where the component does not; for everything else the purl is the more exact of the two. */
function nameOf(component: Component, purl: ParsedPurl, kind: PurlKind): string {
  const name = kind.name(purl);
  const written = [spelled(component, purl.type), component.name];
  return written.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

/** Group and name as the ecosystem joins them. */
function spelled({ group, name }: Component, type: string): string {
  return group === undefined ? name : `${group}${type === "maven" ? ":" : "/"}${name}`;
}

function versionOf({ version }: Component, purl: ParsedPurl, kind: PurlKind): string {
  const found = purl.version || version;
  if (!kind.isSystem || found === "" || /^\d+:/.test(found)) return found;
  const epoch = purl.qualifiers.get("epoch") ?? "0";
  return /^0*$/.test(epoch) ? found : `${epoch}:${found}`;
}

function systemFields(
  component: Component,
  purl: ParsedPurl,
  kind: PurlKind,
  version: string,
  os: OsRelease | undefined,
): Pick<Package, "ecosystem" | "by"> & Partial<Package> {
  const architecture = purl.qualifiers.get("arch");
  const vendor = component.supplier ?? component.properties.get("syft:metadata:vendor")?.[0];
  const module =
    trivy(component, "Modularitylabel") ??
    component.properties.get("syft:metadata:modularityLabel")?.[0] ??
    purl.qualifiers.get("modularitylabel") ??
    purl.qualifiers.get("rpmmod");
  return {
    ecosystem: osvEcosystem(os, purl.type as SystemPackageType),
    // A document that does not name an rpm's vendor cannot tell whose it is; like a manifest, it is believed.
    by: kind.by === "rpm" && vendor === undefined ? "rpm-manifest" : kind.by,
    source: sourceOf(component, purl, version),
    ...(architecture === undefined ? {} : { architecture }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(module === undefined ? {} : { module }),
  };
}

/** Whether the document itself tells what a package was built from. */
export function namesSource(component: Component): boolean {
  const purl = component.purl === undefined ? undefined : parsePurl(component.purl);
  const named = trivy(component, "SrcName") ?? component.source ?? purl?.qualifiers.get("upstream");
  return named !== undefined;
}

/** Trivy's properties, SPDX's source information, Syft's `upstream`; else the package is its own source. */
function sourceOf(component: Component, purl: ParsedPurl, version: string): NonNullable<Package["source"]> {
  const name = trivy(component, "SrcName");
  if (name !== undefined) return { name, version: trivySourceVersion(component) || version };
  if (component.source !== undefined)
    return { name: component.source.name, version: component.source.version || version };
  const upstream = purl.qualifiers.get("upstream");
  if (upstream === undefined) return { name: component.name || purl.name, version };
  const [, rpmName, rpmVersion, rpmRelease] = /^(.+)-([^-]+)-([^-]+)\.[^.-]+\.rpm$/.exec(upstream) ?? [];
  if (rpmName !== undefined) {
    const [epoch = ""] = /^\d+:/.exec(version) ?? [];
    return { name: rpmName, version: `${epoch}${rpmVersion}-${rpmRelease}` };
  }
  const at = upstream.lastIndexOf("@");
  return at <= 0
    ? { name: upstream, version }
    : { name: upstream.slice(0, at), version: upstream.slice(at + 1) };
}

function trivySourceVersion(component: Component): string {
  const version = trivy(component, "SrcVersion") ?? "";
  const epoch = trivy(component, "SrcEpoch") ?? "0";
  const release = trivy(component, "SrcRelease");
  const full = release === undefined || version === "" ? version : `${version}-${release}`;
  return /^0*$/.test(epoch) || full === "" ? full : `${epoch}:${full}`;
}

function foreignLocation(component: Component, { layers, fallback }: Surroundings): Location {
  const written =
    trivy(component, "FilePath") ??
    component.properties.get("syft:location:0:path")?.[0] ??
    component.paths[0] ??
    fallback.path;
  const path = imagePath(written) || fallback.path;
  const diffId = trivy(component, "LayerDiffID");
  const layer = layers.find((one) => one.diffId === diffId);
  return layer === undefined ? { ...fallback, path } : { path, layer: layer.index, diffId: layer.diffId };
}

/** In SPDX Trivy writes its properties without their prefix. */
function trivy({ properties }: Component, name: string): string | undefined {
  return (properties.get(`aquasecurity:trivy:${name}`) ?? properties.get(name))?.[0]?.trim() || undefined;
}

import { familyOf } from "../inventory/os-release-text.ts";
import { type ParsedPurl, parsePurl } from "../inventory/parsed-purl.ts";
import type { OsRelease } from "../model/index.ts";
import type { Component } from "./document.ts";
import { kindOf } from "./purl-kinds.ts";
import { osFields } from "./vocabulary.ts";

/**
 * Which distribution a document is about: by its component for the operating system; else by what most of its system
 * packages say. `others` = what it names besides.
 */
export function distributionOf(components: readonly Component[]): {
  os?: OsRelease;
  others: readonly string[];
} {
  const named = components.filter(({ kind, name }) => kind === "system" && name !== "").map(ofComponent);
  const [os, ...others] = named.length > 0 ? named : ofPackages(components);
  if (os === undefined) return { others: [] };
  return { os, others: [...new Set(others.map(print))].filter((other) => other !== print(os)) };
}

function ofComponent({ properties, name, version, description }: Component): OsRelease {
  const own = osFields(properties);
  if (own !== undefined) return own;
  const pretty = description ?? properties.get("syft:distro:prettyName")?.[0];
  return { ...release(name, version), ...(pretty === undefined ? {} : { prettyName: pretty }) };
}

/** Trivy's names, where they are neither os-release IDs nor drydock's. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["suse linux enterprise server", "suse"],
  ["suse linux enterprise micro", "slem"],
  ["opensuse.leap", "opensuse-leap"],
  ["opensuse.tumbleweed", "opensuse-tumbleweed"],
  ["cbl-mariner", "mariner"],
]);

function release(name: string, version: string): OsRelease {
  const lower = name.toLowerCase();
  return { family: NAMES.get(lower) ?? familyOf(lower), version };
}

/** Those that packages name in their purls, the most frequent first. */
function ofPackages(components: readonly Component[]): OsRelease[] {
  const counts = new Map<string, { os: OsRelease; count: number }>();
  for (const { purl } of components) {
    const parsed = purl === undefined ? undefined : parsePurl(purl);
    const os = parsed === undefined ? undefined : ofPurl(parsed);
    if (os === undefined) continue;
    const known = counts.get(print(os));
    if (known === undefined) counts.set(print(os), { os, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ os }) => os);
}

/** `distro=debian-12`, `distro=3.18.4` in the namespace `alpine`, or a namespace alone for what has no releases. */
function ofPurl(purl: ParsedPurl): OsRelease | undefined {
  if (kindOf(purl)?.isSystem !== true) return undefined;
  const distro = purl.qualifiers.get("distro") ?? "";
  const [, name, version] = /^([a-z][a-z0-9._-]*?)-(\d[^\s]*)$/i.exec(distro) ?? [];
  if (name !== undefined && version !== undefined) return release(name, version);
  if (purl.namespace === "") return undefined;
  if (/^\d/.test(distro)) return release(purl.namespace, distro);
  return ROLLING.has(purl.namespace.toLowerCase()) ? release(purl.namespace, "") : undefined;
}

const ROLLING: ReadonlySet<string> = new Set(["wolfi", "chainguard", "minimos", "arch"]);

function print({ family, version }: OsRelease): string {
  return `${family} ${version}`.trim();
}

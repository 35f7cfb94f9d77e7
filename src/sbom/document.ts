import type { Package } from "../model/index.ts";
import type { Properties, Property } from "./vocabulary.ts";

/** What the formats have in common, in their own order and before anybody asks what it means. */
export interface SbomDocument {
  /** `CycloneDX 1.6`, `SPDX 2.3`. */
  readonly format: string;
  /** What the document is about. */
  readonly main?: Component;
  readonly components: readonly Component[];
  /** From a component to those it depends on, by `Component.ref`. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The document says itself that things are missing from it. */
  readonly incomplete: boolean;
}

export interface Component {
  readonly kind: "package" | "system" | "image" | "other";
  /** How the document refers to it; empty where it does not. */
  readonly ref: string;
  readonly group?: string;
  readonly name: string;
  /** Empty where there is none. */
  readonly version: string;
  readonly description?: string;
  readonly purl?: string;
  readonly cpe?: string;
  /** None is an empty object. */
  readonly hashes: Hashes;
  readonly licenses: readonly string[];
  /** Who made or sells it, as written. */
  readonly supplier?: string;
  /** Of a system package, what it was built from. */
  readonly source?: { readonly name: string; readonly version: string };
  /** Where it lies, without a leading slash. */
  readonly paths: readonly string[];
  readonly properties: Properties;
}

export type Hashes = NonNullable<Package["hashes"]>;

/** Those two of a document's hashes that packages have; `algorithm` as either format spells it. */
export function hashesOf(list: Iterable<{ readonly algorithm: unknown; readonly value: unknown }>): Hashes {
  const found: { sha1?: string; sha256?: string } = {};
  for (const { algorithm, value } of list) {
    if (typeof value !== "string") continue;
    if (/^SHA-?1$/.test(String(algorithm)) && /^[0-9a-f]{40}$/i.test(value)) found.sha1 = value.toLowerCase();
    if (/^SHA-?256$/.test(String(algorithm)) && /^[0-9a-f]{64}$/i.test(value))
      found.sha256 = value.toLowerCase();
  }
  return found;
}

/** Stops a document of nothing but components. A large image has some 10,000. */
export const MAX_COMPONENTS = 500_000;

/** Names, versions and purls: what is longer is no such thing, and would fill every report. */
const MAX_TEXT = 4096;

/** A text that stands under `key`, without the space around it; `undefined` for an empty or endless one. */
export function textAt(object: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = object[key];
  if (typeof value !== "string" || value.length > MAX_TEXT) return undefined;
  return value.trim() || undefined;
}

export function propertiesOf(list: Iterable<Property>): Properties {
  const properties = new Map<string, string[]>();
  for (const { name, value } of list) {
    const values = properties.get(name);
    if (values === undefined) properties.set(name, [value]);
    else values.push(value);
  }
  return properties;
}

/** Paths of an image as drydock writes them. */
export function imagePath(path: string): string {
  return path.replace(/^(?:\.?\/)+/, "");
}

import { OverLimit, Unreadable } from "../errors.ts";
import { arrayOf, type JsonObject, objectOf } from "../inventory/json-object.ts";
import {
  type Component,
  hashesOf,
  imagePath,
  MAX_COMPONENTS,
  propertiesOf,
  type SbomDocument,
  textAt,
} from "./document.ts";
import type { Property } from "./vocabulary.ts";

/** Of components within components; stops a document that is nested as deeply as it is long. */
const MAX_DEPTH = 64;

/** Those kinds that are never installed software; what has a purl is asked for that. */
const KINDS: ReadonlyMap<string, Component["kind"]> = new Map([
  ["operating-system", "system"],
  ["container", "image"],
  ["library", "package"],
  ["framework", "package"],
]);

/** Reads CycloneDX 1.2 to 1.7 in JSON; what drydock wants to know has had one form in all of them. Throws `Unreadable`. */
export function readCyclonedx(document: JsonObject): SbomDocument {
  const version = textAt(document, "specVersion") ?? "";
  if (!/^1\.[2-7]$/.test(version)) throw new Unreadable(`CycloneDX "${version}" is none that drydock knows`);
  const main = objectOf(objectOf(document.metadata)?.component);
  return {
    format: `CycloneDX ${version}`,
    ...(main === undefined ? {} : { main: readComponent(main) }),
    components: [
      ...componentsIn(document.components),
      // Some tools put everything into the component that the document is about.
      ...componentsIn(main?.components),
    ],
    dependencies: new Map(arrayOf(document.dependencies).flatMap(readDependency)),
    incomplete: arrayOf(document.compositions).some(isIncomplete),
  };
}

/** All components, those within others after them. */
function componentsIn(top: unknown): Component[] {
  const found: Component[] = [];
  const waiting = [{ list: arrayOf(top), depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > MAX_DEPTH) throw new OverLimit(`its components are nested more than ${MAX_DEPTH} deep`);
    for (const item of next.list) {
      const object = objectOf(item);
      if (object === undefined) throw new Unreadable("a component in it is not an object");
      found.push(readComponent(object));
      if (found.length > MAX_COMPONENTS) throw new OverLimit(`it has more than ${MAX_COMPONENTS} components`);
      const inner = arrayOf(object.components);
      if (inner.length > 0) waiting.push({ list: inner, depth: next.depth + 1 });
    }
  }
  return found;
}

function readComponent(object: JsonObject): Component {
  const purl = textAt(object, "purl");
  const cpe = textAt(object, "cpe");
  const group = textAt(object, "group");
  const description = textAt(object, "description");
  const supplier = textAt(objectOf(object.supplier) ?? {}, "name") ?? textAt(object, "publisher");
  const properties = propertiesOf(arrayOf(object.properties).flatMap(readProperty));
  const kind = KINDS.get(textAt(object, "type") ?? "") ?? (purl === undefined ? "other" : "package");
  return {
    kind,
    ref: textAt(object, "bom-ref") ?? "",
    ...(group === undefined ? {} : { group }),
    name: textAt(object, "name") ?? "",
    version: textAt(object, "version") ?? "",
    ...(description === undefined ? {} : { description }),
    ...(purl === undefined ? {} : { purl }),
    ...(cpe === undefined ? {} : { cpe }),
    hashes: hashesOf(arrayOf(object.hashes).map(readHash)),
    licenses: arrayOf(object.licenses).flatMap(readLicense),
    ...(supplier === undefined ? {} : { supplier }),
    paths: arrayOf(objectOf(object.evidence)?.occurrences).flatMap(readOccurrence),
    properties,
  };
}

function readProperty(item: unknown): Property[] {
  const { name, value } = objectOf(item) ?? {};
  return typeof name === "string" && typeof value === "string" ? [{ name, value }] : [];
}

function readHash(item: unknown) {
  const { alg, content } = objectOf(item) ?? {};
  return { algorithm: alg, value: content };
}

function readLicense(item: unknown): string[] {
  const choice = objectOf(item) ?? {};
  const license = objectOf(choice.license) ?? {};
  const text = textAt(license, "id") ?? textAt(license, "name") ?? textAt(choice, "expression");
  return text === undefined ? [] : [text];
}

function readOccurrence(item: unknown): string[] {
  const path = textAt(objectOf(item) ?? {}, "location");
  return path === undefined ? [] : [imagePath(path)];
}

function readDependency(item: unknown): [string, readonly string[]][] {
  const { ref, dependsOn } = objectOf(item) ?? {};
  if (typeof ref !== "string") return [];
  return [[ref, arrayOf(dependsOn).filter((one) => typeof one === "string")]];
}

function isIncomplete(item: unknown): boolean {
  return textAt(objectOf(item) ?? {}, "aggregate")?.startsWith("incomplete") === true;
}

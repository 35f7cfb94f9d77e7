import { Unreadable } from "../errors.ts";
import { type JsonObject, objectOf } from "../inventory/json-object.ts";
import type { BaseImage, DockerfileLines, LayerOrigin, ScannedLayer } from "../model/index.ts";
import { fromJson, isDiffId } from "./vocabulary.ts";

/** Layers and the base image as drydock's own documents hold them: each one property, in JSON. */

export function printLayer(layer: ScannedLayer): string {
  return JSON.stringify(layer);
}

/** The layer at place `at`. Throws `Unreadable`. */
export function readLayer(value: string, at: number): ScannedLayer {
  const read = objectOf(fromJson(value)) ?? {};
  const { index, diffId, digest, size } = read;
  if (index !== at || !isDiffId(diffId)) throw new Unreadable(`layer ${at} of the image is damaged`);
  const origin = objectOf(read.origin);
  return {
    index: at,
    diffId,
    ...(isDiffId(digest) ? { digest } : {}),
    ...(typeof size === "number" ? { size } : {}),
    ...texts(read, "createdBy"),
    ...(origin === undefined ? {} : { origin: readOrigin(origin) }),
  };
}

export function printBaseImage(image: BaseImage): string {
  return JSON.stringify(image);
}

export function readBaseImage(value: string | undefined): BaseImage | undefined {
  const read = objectOf(fromJson(value));
  const from = FROM.find((one) => one === read?.from);
  return read === undefined || from === undefined ? undefined : { ...texts(read, "name", "digest"), from };
}

const FROM: readonly BaseImage["from"][] = ["label", "annotation", "dockerfile", "history"];
const OWNERS: readonly LayerOrigin["owner"][] = ["base", "own", "unknown"];
const CERTAINTIES: readonly LayerOrigin["certainty"][] = ["proved", "likely", "unknown"];

/** What is not understood is not known. */
function readOrigin(read: JsonObject): LayerOrigin {
  const dockerfile = readLines(objectOf(read.dockerfile) ?? {});
  return {
    ...texts(read, "instruction", "note"),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    owner: OWNERS.find((one) => one === read.owner) ?? "unknown",
    certainty: CERTAINTIES.find((one) => one === read.certainty) ?? "unknown",
  };
}

function readLines({ path, startLine, endLine, endColumn }: JsonObject): DockerfileLines | undefined {
  if (typeof path !== "string" || !isCount(startLine) || !isCount(endLine)) return undefined;
  return { path, startLine, endLine, ...(isCount(endColumn) ? { endColumn } : {}) };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

/** Those of the fields that are texts. */
function texts<K extends string>(read: JsonObject, ...keys: readonly K[]): { [P in K]?: string } {
  const found = keys.flatMap((key) => (typeof read[key] === "string" ? [[key, read[key]]] : []));
  return Object.fromEntries(found) as { [P in K]?: string };
}

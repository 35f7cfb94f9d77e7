import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { originOf, ownerOf } from "./origin.ts";
import { cut, widthOf, wrap } from "./text.ts";

/** Names of base images and paths are as long as their authors like. */
const MAX_NAME = 60;
const MAX_PATH = 200;
const MAX_INSTRUCTION = 90;

type Image = ScanResult["image"];

/** `layer 3, Dockerfile:12 (own)`, or less where that is wider than `room`. People count layers from one. */
export function placeText(image: Image, layer: number, room: number): string {
  const place = `layer ${layer + 1}`;
  const origin = image.layers[layer]?.origin;
  if (origin === undefined || origin.owner === "unknown") return place;
  const { owner, certainty, dockerfile } = origin;
  const known = owner === "base" ? "base image" : "own";
  const whose = certainty === "proved" ? known : `likely ${known}`;
  const lines =
    dockerfile === undefined
      ? []
      : pathTexts(dockerfile.path).map((path) => `, ${path}:${dockerfile.startLine}`);
  const texts = [...lines, ""].map((line) => `${place}${line} (${whose})`);
  return texts.find((text) => widthOf(text) <= room) ?? place;
}

/** What the author wrote; nobody can change what the base image's did. */
export function instructionText(image: Image, layer: number): string | undefined {
  const { owner, instruction } = image.layers[layer]?.origin ?? {};
  if (owner !== "own" || instruction === undefined) return undefined;
  return cut(escapeForTerminal(instruction.replace(/\s+/g, " ")), MAX_INSTRUCTION);
}

/** Name and digest of the base image, unless every layer is known to be the image's own. */
export function baseImageTexts({ baseImage, layers }: Image): readonly string[] {
  if (baseImage === undefined || layers.every(({ origin }) => origin?.owner === "own")) return [];
  const { name, digest } = baseImage;
  return [name, digest].filter((text) => text !== undefined);
}

/** Who has to do something about what blocks, where it is not only oneself. */
export function baseHintLines({ image, verdict }: ScanResult, width: number): readonly string[] {
  const blocking = verdict.judged.filter(({ action }) => action === "block");
  const base = blocking.filter(({ finding }) => ownerOf(image, finding.location) === "base");
  if (base.length === 0) return [];
  const isProved = base.every(({ finding }) => originOf(image, finding.location)?.certainty === "proved");
  const { name } = image.baseImage ?? {};
  const named = name === undefined ? "" : ` ${cut(escapeForTerminal(name), MAX_NAME)}`;
  const comes = `${isProved ? "" : "most likely "}${base.length === 1 ? "comes" : "come"}`;
  const text = `${share(base.length, blocking.length)} ${comes} from the base image${named}: look for a newer one.`;
  return wrap(text, Math.min(width, 120));
}

function share(part: number, all: number): string {
  if (part < all) return `${part} of ${all} blocking findings`;
  return all === 1 ? "The blocking finding" : `All ${all} blocking findings`;
}

/** The path, and the shorter form of it. */
function pathTexts(path: string): readonly string[] {
  const text = escapeForTerminal(path);
  const name = text.slice(text.lastIndexOf("/") + 1);
  return [cut(text, MAX_PATH), cut(name === text ? name : `…/${name}`, MAX_NAME)];
}

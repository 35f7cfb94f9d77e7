import type { RiskFinding } from "../model/finding.ts";
import { originOf, ownerOf } from "../model/origin.ts";
import type { DockerfileLines } from "../model/provenance.ts";
import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { cut, cutStart, widthOf } from "./text.ts";

/** Names of base images and paths are as long as their authors like. */
const MAX_NAME = 60;
const MAX_PATH = 200;
const MIN_PATH = 16;
/** `layer 12 (likely base image)`. */
const MIN_END = 28;
const MIN_ROOM_OF_SENTENCES = 60;
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
  const lines = dockerfile === undefined ? [] : lineTexts(dockerfile).map((text) => `, ${text}`);
  const texts = [...lines, ""].map((line) => `${place}${line} (${whose})`);
  return texts.find((text) => widthOf(text) <= room) ?? place;
}

/**
 * `Dockerfile:12`, `etc/shadow:3  layer 2, Dockerfile:7 (own), deleted in a later layer`, or less in a narrow room;
 * `undefined` for what is in neither.
 */
export function riskPlaceText(image: Image, finding: RiskFinding, room: number): string | undefined {
  const { location, line, dockerfile, isDeleted } = finding;
  if (dockerfile !== undefined) {
    const whose = ownerOf(image, finding) === "base" ? " (base image)" : "";
    const texts = lineTexts(dockerfile).map((text) => `${text}${whose}`);
    return texts.find((text) => widthOf(text) <= room) ?? cutStart(texts.at(-1)!, room);
  }
  if (location === undefined) return undefined;
  const path = escapeForTerminal(line === undefined ? location.path : `${location.path}:${line}`);
  const gone = !isDeleted
    ? ""
    : room < MIN_ROOM_OF_SENTENCES
      ? ", deleted later"
      : ", deleted in a later layer";
  const left = Math.max(MIN_END, room - widthOf(path) - 2 - gone.length);
  const end = `${placeText(image, location.layer, left)}${gone}`;
  return `${cutStart(path, Math.max(MIN_PATH, Math.min(MAX_PATH, room - widthOf(end) - 2)))}  ${end}`;
}

/** What the author wrote; nobody can change what the base image's did. */
export function instructionText(image: Image, layer: number): string | undefined {
  const { owner, instruction } = image.layers[layer]?.origin ?? {};
  if (owner !== "own" || instruction === undefined) return undefined;
  return cut(escapeForTerminal(instruction.replace(/\s+/g, " ")), MAX_INSTRUCTION);
}

/** Who has to do something about what blocks, where it is not only oneself: a sentence, not escaped yet. */
export function baseHint({ image, verdict }: ScanResult): string | undefined {
  const blocking = verdict.judged.filter(({ action }) => action === "block");
  const base = blocking.filter(({ finding }) => ownerOf(image, finding) === "base");
  if (base.length === 0) return undefined;
  const isProved = base.every(
    ({ finding }) => (originOf(image, finding.location)?.certainty ?? "proved") === "proved",
  );
  const { name } = image.baseImage ?? {};
  const named = name === undefined ? "" : ` ${cut(name, MAX_NAME)}`;
  const comes = `${isProved ? "" : "most likely "}${base.length === 1 ? "comes" : "come"}`;
  return `${share(base.length, blocking.length)} ${comes} from the base image${named}: look for a newer one.`;
}

function share(part: number, all: number): string {
  if (part < all) return `${part} of ${all} blocking findings`;
  return all === 1 ? "The blocking finding" : `All ${all} blocking findings`;
}

/** Path and line, and the shorter form of it; escaped as one, since a path may end with a colon. */
function lineTexts({ path, startLine }: DockerfileLines): readonly string[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [text, short] = [path, name].map((path) => escapeForTerminal(`${path}:${startLine}`));
  return [cutStart(text!, MAX_PATH), cutStart(name === path ? text! : `…/${short}`, MAX_NAME)];
}

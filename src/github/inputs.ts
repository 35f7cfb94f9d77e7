import { resolve } from "node:path";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { SCAN_OPTIONS } from "../options.ts";
import type { RawOptions } from "../raw-options.ts";
import { CHECK_FORMS, MODES, OWN_INPUTS } from "./own-inputs.ts";

/** The action's own inputs, read. */
export interface Settings {
  /** As on the command line. */
  readonly image: string;
  readonly mode: (typeof MODES)[number];
  /** Empty where none is given. */
  readonly token: string;
  readonly sarif: boolean;
  readonly sarifCategory?: string;
  readonly check: (typeof CHECK_FORMS)[number];
  readonly checkName: string;
  readonly comment: boolean;
  readonly summary: boolean;
  readonly snapshot: boolean;
  readonly cache: boolean;
  readonly strict: boolean;
}

/** GitHub shows no more of a check's name, and a comment's mark must stay one. */
const MAX_NAME = 100;

/** What the workflow says under `with:`. Throws `DrydockError` USAGE. */
export function readSettings(env: Host["env"]): Settings {
  const said = (name: string) => {
    const text = inputOf(env, name);
    return text === "" ? (OWN_INPUTS.find((one) => one.name === name)?.default ?? "") : text;
  };
  const category = said("sarif-category");
  const checkName = said("check-name");
  if (checkName.length > MAX_NAME || /[\p{Cc}<>]/u.test(checkName))
    throw new DrydockError(
      "USAGE",
      `check-name has to be one line of at most ${MAX_NAME} characters, without < and >.`,
    );
  return {
    image: imageOf(env),
    mode: chosen("mode", said("mode"), MODES),
    token: tokenOf(said("token")),
    sarif: isOn("sarif", said("sarif")),
    ...(category === "" ? {} : { sarifCategory: category }),
    check: chosen("check", said("check"), CHECK_FORMS),
    checkName,
    comment: isOn("comment", said("comment")),
    summary: isOn("summary", said("summary")),
    snapshot: isOn("snapshot", said("snapshot")),
    cache: isOn("cache", said("cache")),
    strict: isOn("strict", said("strict")),
  };
}

/** The options of the scan, as the command line would give them. Throws `DrydockError` USAGE. */
export function readScanInputs(env: Host["env"]): RawOptions {
  const raw: Record<string, RawOptions[string]> = {};
  for (const { name, kind } of SCAN_OPTIONS) {
    const text = inputOf(env, name);
    if (text === "") continue;
    if (kind === "switch") raw[name] = isOn(name, text);
    else raw[name] = kind === "list" ? linesOf(text) : text;
  }
  return raw;
}

/** The runner's form of it: upper case, blanks as underscores, and nothing else changed. */
export function inputOf(env: Host["env"], name: string): string {
  return (env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
}

function imageOf(env: Host["env"]): string {
  const image = inputOf(env, "image");
  const archives = [inputOf(env, "archive"), inputOf(env, "input")].filter((text) => text !== "");
  const dockerfile = inputOf(env, "dockerfile");
  if (archives.length + (image === "" ? 0 : 1) > 1)
    throw new DrydockError(
      "USAGE",
      "image, archive and input name what to scan, and more than one of them is given.",
    );
  if (image !== "") return image;
  // Whole paths are never taken for names of images.
  if (archives[0] !== undefined) return resolve(archives[0]);
  if (dockerfile !== "") return `dockerfile:${dockerfile}`;
  throw new DrydockError("USAGE", "There is nothing to scan.", {
    hint: "Set the input image, archive or dockerfile.",
  });
}

/** Outside of a workflow the default is an expression that nobody has filled in. */
function tokenOf(text: string): string {
  return text.startsWith("${{") ? "" : text;
}

/** What YAML 1.2 takes for a boolean, as the toolkit does. */
function isOn(name: string, text: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  throw new DrydockError("USAGE", `${name}: "${text}" is neither true nor false.`);
}

function chosen<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new DrydockError("USAGE", `${name}: "${text}" is not one of ${choices.join(", ")}.`);
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

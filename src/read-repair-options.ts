/** What was said of a repair, read by its table of options. */
import { DrydockError } from "./errors.ts";
import { parsePlatform } from "./image/platform.ts";
import type { Platform } from "./model/index.ts";
import { items, known, optional, type RawOptions, text } from "./raw-options.ts";
import type { ImageOutput, RepairOptions } from "./repair/index.ts";
import { FIX_WISHES } from "./repair-options.ts";

/** What is said of a repair, each name with `prefix` in front. Throws `DrydockError` USAGE for values that cannot be taken. */
export function repairOptions(raw: RawOptions, prefix: "" | "fix-", dryRun: boolean): RepairOptions {
  const of = (name: string) => raw[`${prefix}${name}`];
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]) =>
    known(`${prefix}${name}`, text(of(name)) ?? choices[0], choices);
  const mode = choice("mode", ["auto", "graft", "build"]);
  const gate = text(raw["gate-on"]) ?? (prefix === "" ? undefined : "original");
  return {
    dryRun,
    mode,
    scope: choice("scope", ["fixable", "blocking"]),
    ...optional("tag", text(of("tag"))),
    ...optional("repository", text(of("repository"))),
    overwrite: choice("overwrite", ["ours", "never", "always"]),
    partial: choice("partial", ["yes", "no"]) === "yes",
    required: of("required") === true,
    outputs: imageOutputs(of("output"), prefix),
    mirrors: Object.fromEntries(items(of("mirror")).map(mirror)),
    ...optional("snapshot", snapshot(text(of("snapshot")), `--${prefix}snapshot`, mode)),
    allowArchived: of("allow-archived") === true,
    network: choice("network", ["default", "host"]),
    ...optional("gateOn", gate === undefined ? undefined : known("gate-on", gate, GATES)),
  };
}

/** Of an index, which images; `undefined` = one image is repaired. */
export type WantedPlatforms = "all" | readonly Platform[];

/** Of `drydock fix`. Throws `DrydockError` USAGE for what is no platform, and for wishes that do not go together. */
export function wantedPlatforms(raw: RawOptions): WantedPlatforms | undefined {
  const said = text(raw.platforms);
  if (said === undefined) return undefined;
  const wish = imageOutputs(raw.output, "").length > 0 ? "output" : "platform";
  if (wish === "output" || raw.platform !== undefined)
    throw new DrydockError("USAGE", `--platforms and --${wish} do not go together.`, {
      hint: wish === "output" ? "An index is pushed to a registry." : "Name all platforms by --platforms.",
    });
  return said === "all" ? said : said.split(",").map(parsePlatform);
}

/** Of `drydock scan`: there only with `--fix`. Throws `DrydockError` USAGE for wishes about a repair that nobody wants. */
export function wantedRepair(raw: RawOptions): RepairOptions | undefined {
  const wish = known("fix", text(raw.fix) ?? "off", FIX_WISHES);
  if (wish !== "off") return repairOptions(raw, "fix-", wish === "dry-run");
  const [vain] = Object.keys(raw).filter(
    (name) => raw[name] !== undefined && (name.startsWith("fix-") || name === "gate-on"),
  );
  if (vain === undefined) return undefined;
  throw new DrydockError("USAGE", `--${vain} is about a repair, and none is wanted.`, {
    hint: "Add --fix push, or --fix dry-run.",
  });
}

const GATES: readonly ("original" | "fixed")[] = ["original", "fixed"];

const IMAGE_OUTPUT = /^(oci-archive|oci|docker):(.+)$/s;

/** Of `drydock fix` the others are for reports; of `drydock scan` there are no others. */
function imageOutputs(value: RawOptions[string], prefix: "" | "fix-"): readonly ImageOutput[] {
  return items(value).flatMap((item): ImageOutput[] => {
    const [, kind, to] = IMAGE_OUTPUT.exec(item) ?? [];
    if (kind !== undefined && to !== undefined) return [{ kind: kind as ImageOutput["kind"], to }];
    if (prefix === "") return [];
    throw new DrydockError("USAGE", `--fix-output ${item}: this is no place for an image.`, {
      hint: "Write oci-archive:PATH, oci:DIR or docker:NAME.",
    });
  });
}

/** Of `drydock fix`: `--output` without what is for the image. */
export function reportsOnly(raw: RawOptions): RawOptions {
  return { ...raw, output: items(raw.output).filter((item) => !IMAGE_OUTPUT.test(item)) };
}

/** A package manager that is run asks the archives as they are. */
function snapshot(said: string | undefined, option: string, mode: RepairOptions["mode"]): Date | undefined {
  if (said === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(said) ? new Date(said) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(said.replace("Z", "")))
    throw new DrydockError("USAGE", `${option} ${said}: this is no date.`, {
      hint: "Write 2026-01-31 or 2026-01-31T12:00:00Z.",
    });
  if (at.getTime() > Date.now()) throw new DrydockError("USAGE", `${option} ${said} is yet to come.`);
  if (mode === "graft") return at;
  throw new DrydockError("USAGE", `${option} goes with mode graft alone.`, {
    hint: `Add --${option.replace(/^--|snapshot$/g, "")}mode graft.`,
  });
}

function mirror(item: string): readonly [string, string] {
  const [, name, url] = /^([a-z0-9-]+)=(https?:\/\/.+)$/.exec(item) ?? [];
  if (name !== undefined && url !== undefined && URL.canParse(url)) return [name, url];
  throw new DrydockError("USAGE", `--mirror ${item}: this is not a name and an address.`, {
    hint: "Write debian=https://mirror.example/debian.",
  });
}
